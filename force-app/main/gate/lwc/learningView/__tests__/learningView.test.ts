import { sayWhatChanged, viewForDeal, viewForPartner } from 'c/learningView';
import type { Fields } from 'c/dealGraph';

const HALDEN = '001000000000001AAA';
const aLearning = (number: number, changes: Fields = {}): Fields => ({
    Id: `a0L00000000000${number}AAA`,
    Partner__c: HALDEN,
    'Partner__r.Name': 'Halden Consulting',
    Outcome__c: 'Lost',
    Slipped_At__c: 'Joint pitch',
    Learning__c: `Learning ${number}`,
    Change_Next_Time__c: null,
    Published_On__c: '2026-06-01',
    'Published_By__r.Name': 'Jo Ruiz',
    ...changes
});
const aRegistration = (number: number, registeredOn: string, changes: Fields = {}): Fields => ({
    Id: `a0E0000000000${String(number).padStart(2, '0')}AAA`,
    Name: `PE-${String(number).padStart(6, '0')}`,
    Opportunity__c: `0060000000000${String(number).padStart(2, '0')}AAA`,
    Partner__c: HALDEN,
    'Partner__r.Name': 'Halden Consulting',
    Registered_On__c: registeredOn,
    Status__c: 'Registered',
    ...changes
});
const days = (count: number) =>
    Array.from({ length: count }, (_, index) => aRegistration(index + 1, `2026-06-${String(index + 2).padStart(2, '0')}`));

it('counts the place of a deal among the registrations since the learning was published', () => {
    const registrations = [aRegistration(90, '2026-05-30'), ...days(12)];
    const placeOn = (number: number) =>
        viewForDeal(
            { learnings: [aLearning(1)], registrations },
            registrations.find(({ Name }) => Name === `PE-${String(number).padStart(6, '0')}`)!.Opportunity__c as string
        )[0]?.rows[0]?.place;
    expect(placeOn(1)).toBe('Learning 1 of 10');
    expect(placeOn(4)).toBe('Learning 4 of 10');
    expect(placeOn(10)).toBe('Learning 10 of 10');
    // The eleventh deal and the deals from before the publication read nothing.
    expect(placeOn(11)).toBeUndefined();
    expect(placeOn(90)).toBeUndefined();
});

it('shows nothing of another partner, and names each partner of the deal apart', () => {
    const corvus = { Partner__c: '001000000000002AAA', 'Partner__r.Name': 'Corvus' };
    const learnings = [aLearning(1), aLearning(2, { ...corvus, Learning__c: 'About Corvus' })];
    const alone = [aRegistration(1, '2026-06-02')];
    expect(JSON.stringify(viewForDeal({ learnings, registrations: alone }, '006000000000001AAA'))).not.toContain('Corvus');
    const both = [...alone, aRegistration(2, '2026-06-03', { ...corvus, Opportunity__c: '006000000000001AAA' })];
    expect(
        viewForDeal(
            { learnings, registrations: [{ ...both[0]!, Opportunity__c: '006000000000001AAA' }, both[1]!] },
            '006000000000001AAA'
        ).map(({ heading }) => heading)
    ).toEqual(['What we learned with Halden Consulting (1)', 'What we learned with Corvus (1)']);
});

it('tells on the account how many deals have read it', () => {
    expect(viewForPartner({ learnings: [aLearning(1)], registrations: days(3) })!.rows[0]!.place).toBe('Shown on 3 of 10 deals');
    expect(viewForPartner({ learnings: [aLearning(1)], registrations: days(14) })!.rows[0]!.place).toBe('Shown on 10 of 10 deals');
    expect(viewForPartner({ learnings: [], registrations: days(3) })).toBeUndefined();
});

describe('what changed since', () => {
    const at = (number: number, publishedOn: string, outcome: string, slippedAt: string | null) =>
        aLearning(number, { Id: `a0L0000000000${number}AAA`, Published_On__c: publishedOn, Outcome__c: outcome, Slipped_At__c: slippedAt });
    const learning = at(15, '2026-05-01', 'Lost', 'Joint pitch');
    // Before, with itself: 3 of 5 slipped there, 1 of 5 was won. Since: 1 of 5 slipped there, 4 of 5 were won.
    const before = [
        at(11, '2026-01-01', 'Won', null),
        at(12, '2026-02-01', 'Lost', 'joint pitch '),
        at(13, '2026-03-01', 'Lost', 'Joint pitch'),
        at(14, '2026-04-01', 'Lost', 'Signal')
    ];
    const since = [
        at(16, '2026-06-01', 'Won', null),
        at(17, '2026-07-01', 'Won', 'Joint pitch'),
        at(18, '2026-08-01', 'Won', null),
        at(19, '2026-09-01', 'Won', null),
        at(20, '2026-10-01', 'Lost', 'Signal')
    ];

    it('names both samples', () => {
        expect(sayWhatChanged(learning, [learning, ...before, ...since])).toBe(
            'Slipped at Joint pitch: 3 of 5 before, 1 of 5 since; won: 1 of 5 before, 4 of 5 since.'
        );
    });

    it('says so when they are too few', () => {
        expect(sayWhatChanged(learning, [learning, ...before, ...since.slice(0, 2)])).toBe(
            'Slipped at Joint pitch: 3 of 5 before, 1 of 2 since; won: 1 of 5 before, 2 of 2 since. Too few to tell a change from chance.'
        );
        expect(sayWhatChanged(learning, [learning])).toBe(
            'No deal with this partner has taught anything since, so nothing can be compared yet.'
        );
    });
});
