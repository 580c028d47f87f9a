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
});
