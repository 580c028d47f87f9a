import { z } from 'zod';
import type { Day } from '../domain/forecast/calendar-day';
import type { DealFacts, EngagementFacts } from '../domain/impact/engagement-facts';
import type { StoredDeal, StoredEngagement } from '../domain/drift/stored-gates';
import { orEmpty, readRows, salesforceDate, salesforceMoney } from './row-reader';

/** Gates that exceptions exist for, whatever map is in force: the package ships one roll-up for each. */
const GATES = [0, 1, 2, 3, 4, 5] as const;
const waiverField = (gate: number): string => `Waiver_Until_${gate}__c`;

/** Opportunities with what the org itself has counted and judged about their partners. */
export const DEAL_QUERY =
    'SELECT Id, Name, Owner.Name, StageName, Type, Amount, IsClosed, IsWon, Partner_Stage_Rank__c, Partner_Stage_Order__c, ' +
    'Earned_Stage_Order__c, Partner_Open_Gate__c, Registered_Partners__c, Lead_Partners__c, Sourcing_Partners__c, Partner_Credit__c ' +
    'FROM Opportunity';

export const OPEN_DEAL_QUERY = `${DEAL_QUERY} WHERE IsClosed = false`;

/** Partners on deals; `fields` are those that criteria of artifact 'field' read and that the org has. */
export const engagementQuery = (fields: readonly string[]): string =>
    [
        'SELECT Id, Name, Opportunity__c, Partner__r.Name, Status__c, Role__c, Partner_Type__c, Attribution__c, Credit_Percent__c',
        'Joined_Stage_Order__c, Registered_On__c, Registration_Complete__c, Handoff_Accepted__c, Joint_Scorecards_Complete__c',
        'Joint_Pitches_Complete__c, Pre_Briefs_Held__c, Pre_Briefs_Answered__c, Action_Plans_Complete__c, Marketplace_Ids_Owed__c',
        `Post_Mortems_Complete__c, Partner_Told_On__c, Open_Gate__c, Missing_Criteria__c, ${GATES.map(waiverField).join(', ')}`,
        ...fields
    ].join(', ') + ' FROM Partner_Engagement__c';

const id = z.string().min(15);
const count = orEmpty(z.number()).transform((value) => value ?? 0);
const text = orEmpty(z.string());

const dealRow = z.object({
    Id: id,
    Name: z.string(),
    Owner: orEmpty(z.object({ Name: text })),
    StageName: z.string(),
    Type: text,
    Amount: orEmpty(salesforceMoney),
    IsClosed: z.boolean(),
    IsWon: z.boolean(),
    Partner_Stage_Rank__c: orEmpty(z.number()),
    Partner_Stage_Order__c: orEmpty(z.number()),
    Earned_Stage_Order__c: orEmpty(z.number()),
    Partner_Open_Gate__c: orEmpty(z.number()),
    Registered_Partners__c: count,
    Lead_Partners__c: count,
    Sourcing_Partners__c: count,
    Partner_Credit__c: orEmpty(z.number())
});

const engagementRow = z.looseObject({
    Id: id,
    Name: z.string(),
    Opportunity__c: id,
    Partner__r: orEmpty(z.object({ Name: z.string() })),
    Status__c: z.enum(['Signal', 'Registered', 'Withdrawn']),
    Role__c: text,
    Partner_Type__c: text,
    Attribution__c: text,
    Credit_Percent__c: orEmpty(z.number()),
    Joined_Stage_Order__c: orEmpty(z.number()),
    Registered_On__c: orEmpty(salesforceDate),
    Registration_Complete__c: z.boolean(),
    Handoff_Accepted__c: z.boolean(),
    Joint_Scorecards_Complete__c: count,
    Joint_Pitches_Complete__c: count,
    Pre_Briefs_Held__c: count,
    Pre_Briefs_Answered__c: count,
    Action_Plans_Complete__c: count,
    Marketplace_Ids_Owed__c: count,
    Post_Mortems_Complete__c: count,
    Partner_Told_On__c: text,
    Open_Gate__c: orEmpty(z.number()),
    Missing_Criteria__c: text,
    Waiver_Until_0__c: orEmpty(salesforceDate),
    Waiver_Until_1__c: orEmpty(salesforceDate),
    Waiver_Until_2__c: orEmpty(salesforceDate),
    Waiver_Until_3__c: orEmpty(salesforceDate),
    Waiver_Until_4__c: orEmpty(salesforceDate),
    Waiver_Until_5__c: orEmpty(salesforceDate)
});
type EngagementRow = z.output<typeof engagementRow>;

/** Opportunities with their partners; partners of deals that were not read (closed, not shared) are left aside. */
export function readDealFacts(
    deals: readonly unknown[],
    engagements: readonly unknown[],
    fields: readonly string[]
): readonly StoredDeal[] {
    const partners = new Map<string, StoredEngagement[]>();
    for (const row of readRows(engagementRow, 'Partner_Engagement__c', engagements)) {
        const read = { ...toFacts(row, fields), storedGate: row.Open_Gate__c, storedMissing: row.Missing_Criteria__c ?? '' };
        partners.set(row.Opportunity__c, [...(partners.get(row.Opportunity__c) ?? []), read]);
    }
    return readRows(dealRow, 'Opportunity', deals).map((row): StoredDeal => ({
        ...toDeal(row),
        partners: partners.get(row.Id) ?? [],
        stored: {
            rank: row.Partner_Stage_Rank__c,
            claimedOrder: row.Partner_Stage_Order__c,
            earnedOrder: row.Earned_Stage_Order__c,
            openGate: row.Partner_Open_Gate__c,
            registered: row.Registered_Partners__c,
            leads: row.Lead_Partners__c,
            sourcing: row.Sourcing_Partners__c,
            credit: Math.round((row.Partner_Credit__c ?? 0) * 100)
        }
    }));
}

const toDeal = (row: z.output<typeof dealRow>): Omit<DealFacts, 'partners'> => ({
    id: row.Id,
    name: row.Name,
    ownerName: row.Owner?.Name ?? '',
    stageName: row.StageName,
    type: row.Type,
    amount: row.Amount,
    isClosed: row.IsClosed,
    isWon: row.IsWon
});

const toFacts = (row: EngagementRow, fields: readonly string[]): EngagementFacts => ({
    id: row.Id,
    name: row.Name,
    partnerName: row.Partner__r?.Name ?? row.Name,
    status: row.Status__c,
    role: row.Role__c,
    partnerType: row.Partner_Type__c,
    attribution: row.Attribution__c,
    creditBasisPoints: row.Credit_Percent__c === undefined ? undefined : Math.round(row.Credit_Percent__c * 100),
    joinedOrder: row.Joined_Stage_Order__c,
    registeredOn: row.Registered_On__c,
    isRegistrationComplete: row.Registration_Complete__c,
    isHandoffAccepted: row.Handoff_Accepted__c,
    jointScorecards: row.Joint_Scorecards_Complete__c,
    jointPitches: row.Joint_Pitches_Complete__c,
    preBriefsHeld: row.Pre_Briefs_Held__c,
    preBriefsAnswered: row.Pre_Briefs_Answered__c,
    actionPlans: row.Action_Plans_Complete__c,
    marketplaceIdsOwed: row.Marketplace_Ids_Owed__c,
    postMortems: row.Post_Mortems_Complete__c,
    isPartnerTold: row.Partner_Told_On__c !== undefined,
    waivedUntil: waivedUntil(row),
    filledFields: new Set(fields.filter((name) => row[name] !== null && row[name] !== undefined && row[name] !== ''))
});

const waivedUntil = (row: EngagementRow): ReadonlyMap<number, Day> =>
    new Map(
        GATES.flatMap((gate) => {
            const until = row[`Waiver_Until_${gate}__c`];
            return until === undefined ? [] : [[gate, until] as const];
        })
    );
