import { rule, testOrg, testSchema, withFields } from './dml-test-org';
import type { TestOrg } from './dml-test-org';

/** No second live bid on an opportunity, judged from the roll-up of the opportunity. */
const oneLiveBid = (): TestOrg =>
    testOrg(
        withFields(
            testSchema(),
            'Bid__c',
            [],
            [rule('One_Live_Bid', "AND(ISPICKVAL(Status__c, 'Live'), Opportunity__r.Live_Bids__c > 0)", 'There is a live bid.')]
        )
    );
/** No deal gives away more than all of its credit. */
const atMostOneDeal = (): TestOrg =>
    testOrg(withFields(testSchema(), 'Opportunity', [], [rule('Credit_Limit', 'Credit__c > 1', 'More than all.')]));
const deal = { Name: 'Deal', StageName: 'Prospecting', CloseDate: '2026-06-30' };

describe('the records of one call', () => {
    it('are checked before any is written: a rule does not see the roll-up that the others change', () => {
        const org = oneLiveBid();
        const Opportunity__c = org.add('Opportunity', deal);
        const bid = { Opportunity__c, Status__c: 'Live' };
        expect(org.dml.insert(org.admin, 'Bid__c', [bid, bid]).map(({ success }) => success)).toEqual([true, true]);
        expect(org.dml.insert(org.admin, 'Bid__c', [bid])[0]!.errors[0]).toMatchObject({ message: 'There is a live bid.' });
    });

    it('may not take the same unique value', () => {
        const org = testOrg();
        const Opportunity__c = org.add('Opportunity', deal);
        const bid = { Opportunity__c, Key__c: 'K-1' };
        const [first, second] = org.dml.insert(org.admin, 'Bid__c', [bid, bid]);
        expect(first!.success).toBe(true);
        expect(second!.errors[0]).toMatchObject({ statusCode: 'DUPLICATE_VALUE' });
    });

    it('name a record once: two changes from one start would lose one of them', () => {
        const org = testOrg();
        const Id = org.add('Opportunity', deal);
        const [first, second] = org.dml.update(org.admin, 'Opportunity', [
            { Id, StageName: 'Qualification' },
            { Id, Amount: 5 }
        ]);
        expect(first!.success).toBe(true);
        expect(second!.errors).toEqual([expect.objectContaining({ message: `Duplicate id specified: ${Id}` })]);
    });

    it('take their parent along once: its rule sees what all of them come to', () => {
        const org = atMostOneDeal();
        const Opportunity__c = org.add('Opportunity', deal);
        const bids = [60, 40].map((Credit__c) => org.add('Bid__c', { Opportunity__c, Status__c: 'Live', Credit__c }));
        const credits = (...values: number[]) =>
            org.dml.update(
                org.admin,
                'Bid__c',
                values.map((Credit__c, i) => ({ Id: bids[i], Credit__c }))
            );
        expect(credits(80, 20).map(({ success }) => success)).toEqual([true, true]);
        expect(org.row('Opportunity', Opportunity__c).Credit__c).toBe(100);
        expect(credits(70, 50).map(({ errors }) => errors[0]?.message)).toEqual([undefined, 'More than all.']);
        expect(org.row('Opportunity', Opportunity__c).Credit__c).toBe(90);
    });

    it('fail alone when a parent refuses, and leave the others as if they had come alone', () => {
        const org = atMostOneDeal();
        const [one, two] = [org.add('Opportunity', deal), org.add('Opportunity', deal)];
        const bid = (Opportunity__c: string, Credit__c: number) => ({ Opportunity__c, Status__c: 'Live', Credit__c });
        const results = org.dml.insert(org.admin, 'Bid__c', [bid(one, 70), bid(one, 70), bid(two, 70), {}]);
        expect(results.map(({ errors }) => errors[0]?.statusCode)).toEqual([
            undefined,
            'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            undefined,
            'REQUIRED_FIELD_MISSING'
        ]);
        expect([one, two].map((id) => org.row('Opportunity', id).Live_Bids__c)).toEqual([1, 1]);
        expect(org.dml.insert(org.admin, 'Bid__c', [bid(two, 20), bid(two, 70)], { allOrNone: true }).every(({ success }) => success)).toBe(
            false
        );
        expect(org.row('Opportunity', two)).toMatchObject({ Live_Bids__c: 1, Credit__c: 70 });
    });
});
