import { dayOf } from '../domain/forecast/calendar-day';
import { ProblemError } from '../domain/problem';
import { readDeals, readOrgTotal, readPeriods } from './forecast-rows';

const OPPORTUNITY = '006000000000001AAA';

const opportunity = {
    attributes: { type: 'Opportunity' },
    Id: OPPORTUNITY,
    Name: 'Acme',
    StageName: 'Meet',
    Amount: 1234.56,
    CloseDate: '2026-12-31',
    CreatedDate: '2026-01-02T23:30:00.000+0000',
    IsClosed: false,
    IsWon: false,
    Earned_Stage_Order__c: 1
};
const partner = {
    Id: 'a00000000000001AAA',
    Opportunity__c: OPPORTUNITY,
    Partner__r: { Name: 'Halden' },
    Partner_Type__c: 'SI',
    Role__c: 'Lead',
    Status__c: 'Registered',
    Attribution__c: 'Sourced',
    Credit_Percent__c: 33.33,
    Registered_On__c: '2026-02-03',
    Withdrawn_On__c: null,
    Influence_Proven__c: false,
    Waiver_Debt__c: 'joint-pitch',
    CreatedDate: '2026-02-03T08:00:00.000Z'
};
const history = {
    Id: '008000000000001AAA',
    OpportunityId: OPPORTUNITY,
    StageName: 'New',
    Amount: null,
    CloseDate: '2026-12-31',
    CreatedDate: '2026-01-02T23:30:00.000-0100'
};

/** What the reader says about a row that it refuses. */
function refusal(read: () => unknown): ProblemError {
    try {
        read();
    } catch (error) {
        if (error instanceof ProblemError) return error;
    }
    throw new Error('nothing was refused');
}

describe('readDeals', () => {
    it('turns rows into a deal with its partners and history, money in cents and credit in basis points', () => {
        const [deal] = readDeals({ opportunities: [opportunity], history: [history], partners: [partner] });
        expect(deal).toMatchObject({ amount: 123456, closeOn: dayOf(2026, 12, 31), createdOn: dayOf(2026, 1, 2), earnedOrder: 1 });
        expect(deal?.partners[0]).toMatchObject({
            creditBasisPoints: 3333,
            registeredOn: dayOf(2026, 2, 3),
            onException: true,
            partnerName: 'Halden'
        });
        expect(deal?.history[0]).toMatchObject({ at: Date.UTC(2026, 0, 3, 0, 30), amount: undefined });
    });

    it.each([
        ['CloseDate', '2026-02-30', "'2026-02-30' is not a date"],
        ['Amount', 'much', 'expected number'],
        ['Amount', 1e15, 'too large to count in cents'],
        ['StageName', null, 'expected string']
    ])('names object, record and field when %s is %p', (field, value, words) => {
        const problem = refusal(() => readDeals({ opportunities: [{ ...opportunity, [field]: value }], history: [], partners: [] }));
        expect(problem.code).toBe('ROW_DAMAGED');
        expect(problem.subject).toBe(`Opportunity ${OPPORTUNITY}`);
        expect(problem.detail).toContain(`${field}: `);
        expect(problem.detail).toContain(words);
    });

    it('reads a registration without its date from the day it was made', () => {
        const [deal] = readDeals({ opportunities: [opportunity], history: [], partners: [{ ...partner, Registered_On__c: null }] });
        expect(deal?.partners[0]?.registeredOn).toBe(dayOf(2026, 2, 3));
    });
});

it('reads the org’s total, also when nothing is open', () => {
    expect(readOrgTotal([{ deals: 2, amount: 0.3 }])).toEqual({ deals: 2, open: 30 });
    expect(readOrgTotal([{ deals: 0, amount: null }])).toEqual({ deals: 0, open: 0 });
});

it('labels fiscal months by their first day and quarters by the org’s words', () => {
    const rows = [
        { StartDate: '2026-10-01', EndDate: '2026-12-31', Type: 'Quarter', FullyQualifiedLabel: 'Quarter Q4 FY 2026' },
        { StartDate: '2026-10-01', EndDate: '2026-10-31', Type: 'Month', FullyQualifiedLabel: null }
    ];
    expect(readPeriods(rows).map(({ label }) => label)).toEqual(['Quarter Q4 FY 2026', 'Oct 2026']);
});
