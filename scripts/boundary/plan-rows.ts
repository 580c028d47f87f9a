import { z } from 'zod';
import type { PlanParty, SharedPlan, SharedStep } from '../domain/meeting/shared-plan';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import { orEmpty, readRows, salesforceDate, salesforceMoment } from './row-reader';

const id = z.string().regex(/^[A-Za-z0-9]{15,18}$/);
const text = orEmpty(z.string());
const named = orEmpty(z.object({ Name: text }));

/** The record id of a row, for a query inside quotes. Only what readRows has checked gets here. */
export const quoted = (value: string): string => `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`;

const DEAL = 'Partner_Engagement__r.Opportunity__r';

/**
 * Plans of the registered partners of a deal. It selects only what may leave the house: what is not read cannot slip into a page.
 * The amount is selected only when it is asked for.
 */
export const planQuery = (dealId: string, withAmount: boolean): string =>
    [
        'SELECT Id, Target_Close_On__c, Procurement_Path__c, Host_Exec_Sponsor__r.Name, Partner_Exec_Sponsor__r.Name',
        'Host_Confirmed_On__c, Partner_Confirmed_On__c, Buyer_Agreed_On__c, Buyer_Agreed_By__r.Name, Partner_Engagement__c',
        'Partner_Engagement__r.Role__c, Partner_Engagement__r.Partner__c, Partner_Engagement__r.Partner__r.Name',
        'Partner_Engagement__r.Partner__r.ParentId, Partner_Engagement__r.Counterpart__r.Name',
        `${DEAL}.AccountId, ${DEAL}.Account.Name, ${DEAL}.Owner.Name`,
        ...(withAmount ? [`${DEAL}.Amount`] : [])
    ].join(', ') +
    ` FROM Mutual_Action_Plan__c WHERE Partner_Engagement__r.Opportunity__c = ${quoted(dealId)} AND Partner_Engagement__r.Status__c = 'Registered' ` +
    'ORDER BY CreatedDate DESC';

export const stepQuery = (planId: string): string =>
    'SELECT Id, Action__c, Party__c, Host_Owner__r.Name, Contact_Owner__r.Name, Contact_Owner__r.AccountId, Due_On__c, Done__c, Done_On__c, ' +
    `Depends_On__r.Action__c FROM Mutual_Action_Step__c WHERE Mutual_Action_Plan__c = ${quoted(planId)} ORDER BY Due_On__c ASC NULLS LAST, Name`;

/** Names of the deal's other partners, signals and withdrawn ones included: read to look for them in the plan, never to print them. */
export const otherPartnersQuery = (dealId: string, partnerId: string): string =>
    `SELECT Partner__r.Name FROM Partner_Engagement__c WHERE Opportunity__c = ${quoted(dealId)} AND Partner__c != null AND Partner__c != ${quoted(partnerId)}`;

/** Plans of open deals, the newest first: examples for somebody who asked for the plan of a deal that has none. */
export const OPEN_PLAN_QUERY =
    `SELECT ${DEAL}.Name FROM Mutual_Action_Plan__c WHERE ${DEAL}.IsClosed = false ` +
    "AND Partner_Engagement__r.Status__c = 'Registered' ORDER BY CreatedDate DESC, Id LIMIT 20";

export const HOST_QUERY = 'SELECT Name FROM Organization LIMIT 1';

const dealRow = z.object({ AccountId: text, Account: named, Owner: named, Amount: orEmpty(z.number()) });
const partnerRow = z.object({
    Role__c: text,
    Partner__c: id,
    Partner__r: z.object({ Name: z.string(), ParentId: text }),
    Counterpart__r: named,
    Opportunity__r: dealRow
});
const openPlanRow = z.object({ Partner_Engagement__r: z.object({ Opportunity__r: z.object({ Name: z.string() }) }) });

/** Names of the deals, each once. */
export const readDealsWithPlan = (rows: readonly unknown[]): readonly string[] => [
    ...new Set(readRows(openPlanRow, 'Mutual_Action_Plan__c', rows).map((row) => row.Partner_Engagement__r.Opportunity__r.Name))
];

const planRow = z.object({
    Id: id,
    Target_Close_On__c: orEmpty(salesforceDate),
    Procurement_Path__c: text,
    Host_Exec_Sponsor__r: named,
    Partner_Exec_Sponsor__r: named,
    Host_Confirmed_On__c: orEmpty(salesforceMoment),
    Partner_Confirmed_On__c: orEmpty(salesforceMoment),
    Buyer_Agreed_On__c: orEmpty(salesforceDate),
    Buyer_Agreed_By__r: named,
    Partner_Engagement__c: id,
    Partner_Engagement__r: partnerRow
});
export type PlanRow = z.output<typeof planRow>;

export const readPlans = (rows: readonly unknown[]): readonly PlanRow[] => readRows(planRow, 'Mutual_Action_Plan__c', rows);

const stepRow = z.object({
    Action__c: z.string(),
    Party__c: z.enum(['Host', 'Partner', 'Buyer']),
    Host_Owner__r: named,
    Contact_Owner__r: orEmpty(z.object({ Name: text, AccountId: text })),
    Due_On__c: orEmpty(salesforceDate),
    Done__c: z.boolean(),
    Done_On__c: orEmpty(salesforceDate),
    Depends_On__r: orEmpty(z.object({ Action__c: z.string() }))
});

export const readHost = (rows: readonly unknown[]): string =>
    readRows(z.object({ Name: z.string() }), 'Organization', rows)[0]?.Name ?? 'Host';

export const readPartnerNames = (rows: readonly unknown[]): readonly string[] =>
    readRows(z.object({ Partner__r: named }), 'Partner_Engagement__c', rows).flatMap((row) => row.Partner__r?.Name ?? []);

const dayOrNone = (moment: number | undefined) => (moment === undefined ? undefined : dayOfMoment(moment));

/** The plan of one partner as all parties may read it. */
export function toSharedPlan(plan: PlanRow, steps: readonly unknown[], host: string): SharedPlan {
    const partner = plan.Partner_Engagement__r;
    const deal = partner.Opportunity__r;
    const ours = new Set([deal.AccountId, partner.Partner__c, partner.Partner__r.ParentId].filter(Boolean));
    const days: Partial<Record<PlanParty, number | undefined>> = {
        Host: dayOrNone(plan.Host_Confirmed_On__c),
        Partner: dayOrNone(plan.Partner_Confirmed_On__c),
        Buyer: plan.Buyer_Agreed_On__c
    };
    return {
        names: { Host: host, Partner: partner.Partner__r.Name, Buyer: deal.Account?.Name ?? 'The buyer' },
        contacts: { Host: deal.Owner?.Name, Partner: partner.Counterpart__r?.Name, Buyer: plan.Buyer_Agreed_By__r?.Name },
        sponsors: definedOf({ Host: plan.Host_Exec_Sponsor__r?.Name, Partner: plan.Partner_Exec_Sponsor__r?.Name }),
        targetOn: plan.Target_Close_On__c,
        path: plan.Procurement_Path__c,
        agreedOn: definedOf(days),
        amount: deal.Amount,
        steps: readRows(stepRow, 'Mutual_Action_Step__c', steps).map((step) => toStep(step, ours))
    };
}

function toStep(step: z.output<typeof stepRow>, ours: ReadonlySet<string | undefined>): SharedStep {
    const contact = step.Contact_Owner__r;
    // Somebody of another company has no place on this page, not even by name.
    const owner = step.Host_Owner__r?.Name ?? (contact && ours.has(contact.AccountId) ? contact.Name : undefined);
    return {
        action: step.Action__c,
        party: step.Party__c,
        owner,
        dueOn: step.Due_On__c,
        isDone: step.Done__c,
        doneOn: step.Done_On__c,
        after: step.Depends_On__r?.Action__c
    };
}

const definedOf = <Key extends string, Value>(record: Partial<Record<Key, Value | undefined>>): Partial<Record<Key, Value>> =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<Record<Key, Value>>;
