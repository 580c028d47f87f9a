import { DealDesk } from './deal-desk';
import type { Customer, Partner } from './deal-desk';
import { ALL_STAGE_NAMES, messageOf, stageNames } from './map-words';
import { openOrgUnderTest } from './org-under-test';
import type { OrgUnderTest, Role } from './org-under-test';
import { refusalOf } from './refusal';

jest.setTimeout(90_000);

const CLIENTS = 12;
const LAST_OF_ONE = stageNames(1).at(-1)!;
const AFTER = ALL_STAGE_NAMES[ALL_STAGE_NAMES.indexOf(LAST_OF_ONE) + 1]!;

let org: OrgUnderTest;
let desk: DealDesk;
let customer: Customer;
let partner: Partner;

beforeAll(async () => {
    org = await openOrgUnderTest();
    desk = new DealDesk(org);
    customer = await desk.customer();
    partner = await desk.partner('SI');
});
afterAll(() => org?.stop());

const count = async (soql: string): Promise<number> => (await org.as('revops').query(soql)).totalSize;

interface Counters {
    readonly Joint_Scorecards_Complete__c: number;
    readonly Scorecards_Partner_Confirmed__c: number;
}

/** The roll-ups of an engagement, and the same counted from its scorecards. */
async function scorecardCounts(engagement: string): Promise<{ readonly kept: Counters; readonly counted: Counters }> {
    const kept = await desk.read<Counters>('Partner_Engagement__c', engagement, [
        'Joint_Scorecards_Complete__c',
        'Scorecards_Partner_Confirmed__c'
    ]);
    const of = (field: string) => count(`SELECT Id FROM Joint_Scorecard__c WHERE Partner_Engagement__c = '${engagement}' AND ${field}`);
    return {
        kept: {
            Joint_Scorecards_Complete__c: kept.Joint_Scorecards_Complete__c,
            Scorecards_Partner_Confirmed__c: kept.Scorecards_Partner_Confirmed__c
        },
        counted: {
            Joint_Scorecards_Complete__c: await of('Complete__c = true'),
            Scorecards_Partner_Confirmed__c: await of('Partner_Confirmed_Value__c = 1')
        }
    };
}

/** A scorecard that lacks only the AE's confirmation. */
async function almostComplete(engagement: string): Promise<string> {
    const id = await desk.create('ae', 'Joint_Scorecard__c', { Partner_Engagement__c: engagement, ...desk.scorecardHostSide(customer) });
    await desk.update('partnerManager', 'Joint_Scorecard__c', id, {
        ...desk.scorecardPartnerSide(customer),
        ...desk.partnerConfirmation(partner)
    });
    return id;
}

const moveBy = async (role: Role, deal: string): Promise<'moved' | readonly string[]> => {
    const move = desk.move(role, deal, AFTER).then(() => ({ success: true }));
    const outcome = await move.catch((error: unknown) => refusalOf(Promise.reject(error)));
    return 'success' in outcome ? 'moved' : outcome.map(({ message }) => message);
};

describe('clients that race', () => {
    it('to fill the last artifact and to advance the deal: every answer is one the deal deserved, and it moves once', async () => {
        const deal = await desk.deal({ customer, stageName: LAST_OF_ONE });
        const engagement = await desk.joined(deal, partner, 1);
        const scorecard = await almostComplete(engagement);
        const moves = (): Promise<'moved' | readonly string[]>[] =>
            Array.from({ length: CLIENTS }, (_, client) => moveBy(client % 2 ? 'ae' : 'ae2', deal));
        const [early, , late] = await Promise.all([
            Promise.all(moves()),
            desk.update('ae', 'Joint_Scorecard__c', scorecard, desk.hostConfirmation()),
            Promise.all(moves())
        ]);
        const outcomes = [...early, ...late];
        const refused = outcomes.filter((outcome) => outcome !== 'moved');
        expect(new Set(refused.flat())).toEqual(new Set(refused.length ? [messageOf('joint-scorecard')] : []));
        if (!outcomes.includes('moved')) await desk.move('ae', deal, AFTER);
        expect(await desk.read('Opportunity', deal, ['StageName', 'Partner_Open_Gate__c'])).toMatchObject({ StageName: AFTER });
        const { kept, counted } = await scorecardCounts(engagement);
        expect(kept).toEqual(counted);
        expect(kept.Joint_Scorecards_Complete__c).toBe(1);
        expect(await count(`SELECT Id FROM OpportunityHistory WHERE OpportunityId = '${deal}' AND StageName = '${AFTER}'`)).toBe(1);
    });

    it('to complete, take back and delete artifacts of one partner: its roll-ups equal a recount', async () => {
        const deal = await desk.deal({ customer, stageName: LAST_OF_ONE });
        const engagement = await desk.joined(deal, partner, 1);
        const scorecards = [];
        for (let made = 0; made < CLIENTS; made++) scorecards.push(await almostComplete(engagement));
        await Promise.all(
            scorecards
                .flatMap((id, index) => [
                    desk.update('ae', 'Joint_Scorecard__c', id, desk.hostConfirmation()),
                    ...(index % 3 === 0 ? [org.as('revops').sobject('Joint_Scorecard__c').destroy(id)] : []),
                    ...(index % 3 === 1
                        ? [
                              desk.update('partnerManager', 'Joint_Scorecard__c', id, {
                                  Partner_Confirmed_By__c: null,
                                  Partner_Confirmed_On__c: null,
                                  Partner_Recorded_By__c: null
                              })
                          ]
                        : [])
                ])
                .map((write) => write.catch(() => undefined))
        );
        const { kept, counted } = await scorecardCounts(engagement);
        expect(kept).toEqual(counted);
        expect(kept.Joint_Scorecards_Complete__c).toBeGreaterThan(0);
        expect(kept.Joint_Scorecards_Complete__c).toBeLessThan(CLIENTS);
    });

    it('to be the one Lead of a deal: one wins, and the deal counts it once', async () => {
        const deal = await desk.deal({ customer, stageName: LAST_OF_ONE });
        const registrations = await Promise.allSettled(Array.from({ length: CLIENTS }, () => desk.register(deal, partner, 1)));
        expect(registrations.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const rollUps = ['Registered_Partners__c', 'Lead_Partners__c', 'Partner_Credit__c'] as const;
        expect(await desk.read('Opportunity', deal, rollUps)).toMatchObject({
            Registered_Partners__c: 1,
            Lead_Partners__c: 1,
            Partner_Credit__c: 40
        });
    });
});

describe('a private object', () => {
    it('is read by who views all of it, and by nobody else', async () => {
        const key = desk.unique('snapshot');
        await desk.create('integration', 'Partner_Forecast_Snapshot__c', {
            Snapshot_Key__c: key,
            Kind__c: 'Forecast Line',
            As_Of__c: org.day(),
            Period_Type__c: 'Month',
            Period_Start__c: org.day(),
            Deals__c: 1
        });
        const soql = `SELECT Id FROM Partner_Forecast_Snapshot__c WHERE Snapshot_Key__c = '${key}'`;
        const seenBy = async (role: Role) => (await org.as(role).query(soql)).totalSize;
        expect(await Promise.all((['integration', 'revops', 'leader', 'admin'] as const).map(seenBy))).toEqual([1, 1, 1, 1]);
        await expect(seenBy('ae')).rejects.toThrow(/not supported/);
    });
});
