import { DealDesk } from './deal-desk';
import type { Customer, Fields, Partner } from './deal-desk';
import { dealRow, expectMove, expectRefusedMove } from './deal-expectations';
import { ALL_STAGE_NAMES, WON, messageOf, stageNames } from './map-words';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest, Role } from './org-under-test';
import { errorsOf } from './refusal';
import type { RowResult } from './refusal';
import { rulesSay } from './rule-words';

jest.setTimeout(60_000);

/** One kind of deal among the 200: where it stands, and the one criterion that it lacks there (none: it is a direct deal). */
interface Kind {
    readonly stageName: string;
    readonly lacks?: string;
    readonly joinedOrder?: number;
    readonly changes?: Fields;
    readonly handoffOpen?: boolean;
}

const lastOf = (order: number): string => stageNames(order).at(-1)!;

const KINDS: readonly Kind[] = [
    { stageName: lastOf(0) },
    { stageName: lastOf(0), lacks: 'registration', changes: { Signal_Tier__c: null }, handoffOpen: true },
    { stageName: lastOf(0), lacks: 'handoff', handoffOpen: true },
    { stageName: lastOf(1), lacks: 'joint-scorecard', joinedOrder: 1 },
    { stageName: lastOf(2) },
    { stageName: lastOf(2), lacks: 'joint-pitch', joinedOrder: 2 },
    { stageName: lastOf(3), lacks: 'mutual-action-plan', joinedOrder: 3 },
    { stageName: lastOf(3), lacks: 'handoff', joinedOrder: 3, handoffOpen: true }
];
const DEALS = 200;
const kindOf = (index: number): Kind => KINDS[index % KINDS.length]!;
const next = (stageName: string): string => ALL_STAGE_NAMES[ALL_STAGE_NAMES.indexOf(stageName) + 1]!;

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('ISV');
});
afterAll(() => org?.stop());

/** One collections call; allOrNone is off, as in every bulk tool. */
async function collection(role: Role, method: 'POST' | 'PATCH', object: string, records: readonly Fields[]): Promise<readonly RowResult[]> {
    return org.as(role).request({
        method,
        url: '/composite/sobjects',
        body: JSON.stringify({ allOrNone: false, records: records.map((fields) => ({ attributes: { type: object }, ...fields })) }),
        headers: { 'content-type': 'application/json' }
    });
}

const idsOf = (rows: readonly RowResult[]): string[] =>
    rows.map((row) => {
        if (!row.success) throw new Error(JSON.stringify(row.errors));
        return row.id!;
    });

/** 200 deals of all kinds, mixed, each with its partner. Returns the ids in order. */
async function twoHundredDeals(): Promise<readonly string[]> {
    const deals = idsOf(
        await collection(
            'ae',
            'POST',
            'Opportunity',
            Array.from({ length: DEALS }, (_, index) => desk.dealFields(customer, kindOf(index).stageName))
        )
    );
    const withPartner = deals.map((deal, index) => ({ deal, kind: kindOf(index) })).filter(({ kind }) => kind.lacks);
    const engagements = idsOf(
        await collection(
            'partnerManager',
            'POST',
            'Partner_Engagement__c',
            withPartner.map(({ deal, kind }) => ({ Opportunity__c: deal, ...desk.registration(partner, kind.joinedOrder, kind.changes) }))
        )
    );
    const accepted = engagements.filter((_, index) => !withPartner[index]!.kind.handoffOpen);
    idsOf(
        await collection(
            'ae',
            'PATCH',
            'Partner_Engagement__c',
            accepted.map((id) => ({ Id: id, ...desk.acceptance() }))
        )
    );
    return deals;
}

const stageNamesOf = async (deals: readonly string[]): Promise<readonly string[]> => {
    const { records } = await org
        .as('ae')
        .query<{ Id: string; StageName: string }>(`SELECT Id, StageName FROM Opportunity WHERE Id IN ('${deals.join("','")}')`);
    const byId = new Map(records.map(({ Id, StageName }) => [Id, StageName]));
    return deals.map((deal) => byId.get(deal)!);
};

/** Where each deal must stand afterwards: only those without a partner have moved. */
const expectedStages = Array.from({ length: DEALS }, (_, index) => {
    const { stageName, lacks } = kindOf(index);
    return lacks ? stageName : next(stageName);
});

describe('200 deals moved at once', () => {
    it('in one collections call are refused record by record, each with the message of exactly its criterion', async () => {
        const deals = await twoHundredDeals();
        const rows = await collection(
            'ae',
            'PATCH',
            'Opportunity',
            deals.map((Id, index) => ({ Id, StageName: next(kindOf(index).stageName) }))
        );
        expect(rows.map((row) => (row.success ? [] : errorsOf(row)))).toEqual(
            deals.map((_, index) => {
                const { lacks } = kindOf(index);
                return lacks ? [{ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: messageOf(lacks), fields: ['StageName'] }] : [];
            })
        );
        expect(await stageNamesOf(deals)).toEqual(expectedStages);
    });

    it('by Bulk API 2.0 are refused row by row just so', async () => {
        const deals = await twoHundredDeals();
        const { successfulResults, failedResults, unprocessedRecords } = await org.as('ae').bulk2.loadAndWaitForResults({
            object: 'Opportunity',
            operation: 'update',
            input: deals.map((Id, index) => ({ Id, StageName: next(kindOf(index).stageName) })),
            pollInterval: 50,
            pollTimeout: 30_000
        });
        const refused = new Map((failedResults as { sf__Id: string; sf__Error: string }[]).map((row) => [row.sf__Id, row.sf__Error]));
        const passed = new Set((successfulResults as { sf__Id: string }[]).map((row) => row.sf__Id));
        expect(unprocessedRecords).toEqual([]);
        expect(passed.size + refused.size).toBe(DEALS);
        deals.forEach((deal, index) => {
            const { lacks } = kindOf(index);
            if (lacks) expect(refused.get(deal)).toBe(`FIELD_CUSTOM_VALIDATION_EXCEPTION:${messageOf(lacks)}:StageName --`);
            else expect(passed).toContain(deal);
        });
        expect(await stageNamesOf(deals)).toEqual(expectedStages);
    });

    it('in one call that wants all or nothing stay where they are', async () => {
        const deals = (await twoHundredDeals()).slice(0, 8);
        const rows = await org.as('ae').request<readonly RowResult[]>({
            method: 'PATCH',
            url: '/composite/sobjects',
            body: JSON.stringify({
                allOrNone: true,
                records: deals.map((Id) => ({ attributes: { type: 'Opportunity' }, Id, StageName: WON }))
            }),
            headers: { 'content-type': 'application/json' }
        });
        expect(rows.every(({ success }) => !success)).toBe(true);
        expect(errorsOf(rows[0]!).map(({ code }) => code)).toEqual(['ALL_OR_NONE_OPERATION_ROLLED_BACK']);
        expect(errorsOf(rows[1]!).map(({ message }) => message)).toEqual([messageOf('registration')]);
        expect(await stageNamesOf(deals)).toEqual(deals.map((_, index) => kindOf(index).stageName));
    });
});

describe('partners registered in one call', () => {
    it('do not see each other, so the deal does not advance on credits that exceed it', async () => {
        const [from, to] = [stageNames(0)[0]!, stageNames(1)[0]!];
        const deal = await desk.deal({ customer, stageName: from });
        const engagements = idsOf(
            await collection(
                'partnerManager',
                'POST',
                'Partner_Engagement__c',
                ['Lead', 'Supporting', 'Supporting'].map((role) => ({
                    Opportunity__c: deal,
                    ...desk.registration(partner, 0, { Role__c: role, Attribution__c: 'Influenced', Credit_Percent__c: 60 })
                }))
            )
        );
        for (const engagement of engagements) await desk.accept(engagement);
        expect(await dealRow(desk, deal)).toMatchObject({ Registered_Partners__c: 3, Partner_Credit__c: 180 });
        await expectRefusedMove(desk, deal, to, rulesSay('Opportunity.Partner_Gate_Credit_Adds_Up')[0]!);
        for (const engagement of engagements)
            await desk.update('partnerManager', 'Partner_Engagement__c', engagement, { Credit_Percent__c: 30 });
        await expectMove(desk, deal, to);
    });

    it('leave two leads behind, of whom one has to step back before the deal advances', async () => {
        const deal = await desk.deal({ customer, stageName: stageNames(0)[0]! });
        const fields = { Attribution__c: 'Influenced', Credit_Percent__c: 30 };
        const [first, second] = idsOf(
            await collection(
                'partnerManager',
                'POST',
                'Partner_Engagement__c',
                [0, 1].map(() => ({ Opportunity__c: deal, ...desk.registration(partner, 0, fields) }))
            )
        );
        for (const engagement of [first!, second!]) await desk.accept(engagement);
        await expectRefusedMove(desk, deal, stageNames(1)[0]!, rulesSay('Opportunity.Partner_Gate_Lead_Partner')[0]!);
        await desk.update('partnerManager', 'Partner_Engagement__c', second!, { Role__c: 'Supporting' });
        await expectMove(desk, deal, stageNames(1)[0]!);
    });
});
