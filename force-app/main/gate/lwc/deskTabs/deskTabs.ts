/** The queues of the partner desk: for each, the question that the org is asked, always the same one as reports and scripts ask. */
import USER_ID from '@salesforce/user/Id';
import { shiftDay, today } from 'c/calendarDay';
import type { Baseline } from 'c/stageDwell';

/** A GraphQL filter. */
export type Filter = Readonly<Record<string, unknown>>;

export interface DeskFilters {
    readonly whose: 'all' | 'mine' | 'team';
    /** Account id of a partner. */
    readonly partnerId?: string;
    readonly partnerType?: string;
}

export type TabKey =
    'gates' | 'handoffs' | 'stopped' | 'stalled' | 'exceptions' | 'steps' | 'post-mortems' | 'signals' | 'sourced-after-regress';

export interface DeskTab {
    readonly key: TabKey;
    readonly label: string;
    /** One line under the heading: what stands here, and why. */
    readonly about: string;
    readonly empty: string;
    readonly object: string;
    /** Path from the row to its deal; '' when the row is the deal. */
    readonly deal: string;
    /** Path from the row to the engagement, '' when the row is one, undefined when rows are not of one partner. */
    readonly engagement?: string;
    /** Fields of the row besides its deal, as paths. */
    readonly fields: readonly string[];
    readonly where: (baselines: readonly Baseline[]) => Filter;
}

const OPEN_DEAL = { IsClosed: { eq: false } };
const REGISTERED = { Status__c: { eq: 'Registered' } };
const before = (day: string) => ({ lt: { value: day } });

export const DESK_TABS: readonly DeskTab[] = [
    {
        key: 'gates',
        label: 'Unmet gates',
        about: 'Open partner deals that lack something before they can leave their stage.',
        empty: 'No open partner deal waits for a missing artifact.',
        object: 'Opportunity',
        deal: '',
        fields: [],
        where: () => ({ Held_At_Gate__c: { eq: true } })
    },
    {
        key: 'handoffs',
        label: 'Late handoffs',
        about: 'Registered partners whose handoff nobody has accepted or sent back within the clock of two business days.',
        empty: 'Every handoff is accepted, sent back, or within its clock.',
        object: 'Partner_Engagement__c',
        deal: 'Opportunity__r',
        engagement: '',
        fields: ['Registered_On__c', 'Handoff_Due_On__c', 'Handoff_Returned_Reason__c'],
        where: () => ({
            ...REGISTERED,
            Handoff_Accepted__c: { eq: false },
            Handoff_Due_On__c: before(today()),
            Opportunity__r: OPEN_DEAL
        })
    },
    {
        key: 'stopped',
        label: 'Stopped moves',
        about: 'Moves that the org refused and that have not come about since.',
        empty: 'No refused move is waiting for a second try.',
        object: 'Stage_Gate_Block__c',
        deal: 'Opportunity__r',
        fields: ['Attempted_Stage__c', 'Message__c', 'Waiting_On__c', 'Attempted_On__c', 'Attempted_By__r.Name'],
        where: () => ({ Resolved__c: { eq: false }, Opportunity__r: OPEN_DEAL })
    },
    {
        key: 'stalled',
        label: 'Stalled',
        about: 'Deals that have stayed in their stage longer than deals of their kind usually do, by the grace of the stage map.',
        empty: 'No deal has stayed longer than usual, as far as the last nightly run knows.',
        object: 'Partner_Engagement__c',
        deal: 'Opportunity__r',
        engagement: '',
        fields: ['Stage_Since__c', 'Stage_Since_Order__c', 'Partner_Type__c'],
        where: stalledWhere
    },
    {
        key: 'exceptions',
        label: 'Exceptions and debt',
        about: 'Exceptions that wait for a decision, and approved ones with what is still owed on them.',
        empty: 'No exception is open.',
        object: 'Gate_Waiver__c',
        deal: 'Partner_Engagement__r.Opportunity__r',
        engagement: 'Partner_Engagement__r',
        fields: ['Gate__c', 'Status__c', 'Reason__c', 'Expires_On__c', 'CreatedDate', 'Partner_Engagement__r.Waiver_Debt__c'],
        where: () => ({ Status__c: { in: ['Requested', 'Approved'] } })
    },
    {
        key: 'steps',
        label: 'Overdue plan steps',
        about: 'Steps of mutual action plans past their day and not done.',
        empty: 'No plan step is overdue.',
        object: 'Mutual_Action_Step__c',
        deal: 'Mutual_Action_Plan__r.Partner_Engagement__r.Opportunity__r',
        engagement: 'Mutual_Action_Plan__r.Partner_Engagement__r',
        fields: ['Action__c', 'Party__c', 'Due_On__c', 'Host_Owner__r.Name', 'Host_Owner__r.ManagerId', 'Contact_Owner__r.Name'],
        where: () => ({
            Done__c: { eq: false },
            Due_On__c: before(today()),
            Mutual_Action_Plan__r: { Partner_Engagement__r: { ...REGISTERED, Opportunity__r: OPEN_DEAL } }
        })
    },
    {
        key: 'post-mortems',
        label: 'Post-mortems due',
        about: 'Closed deals whose loop is open past its day: no joint post-mortem yet, or the partner was not told.',
        empty: 'Every closed deal has its post-mortem, or still has time for it.',
        object: 'Partner_Engagement__c',
        deal: 'Opportunity__r',
        engagement: '',
        fields: ['Post_Mortem_Due_On__c', 'Partner_Told_On__c', 'Post_Mortems_Complete__c'],
        where: () => ({
            ...REGISTERED,
            Role__c: { eq: 'Lead' },
            Post_Mortem_Due_On__c: before(today()),
            Opportunity__r: { IsClosed: { eq: true } },
            or: [{ Post_Mortems_Complete__c: { eq: 0 } }, { Partner_Told_On__c: { eq: { value: null } } }]
        })
    },
    {
        key: 'signals',
        label: 'Unregistered signals',
        about: 'Deals past registration on which a partner is still only a signal: it gates nothing and counts for nothing.',
        empty: 'Every signal is registered, withdrawn, or early.',
        object: 'Partner_Engagement__c',
        deal: 'Opportunity__r',
        engagement: '',
        fields: ['Signal_Source__c', 'Attribution__c', 'CreatedDate'],
        where: () => ({ Status__c: { eq: 'Signal' }, Opportunity__r: { ...OPEN_DEAL, Partner_Stage_Order__c: { gt: 0 } } })
    },
    {
        key: 'sourced-after-regress',
        label: 'Sourced after moving back',
        about: 'Partners credited with the source of a deal that had been further along before they joined.',
        empty: 'No partner was credited as the source after a deal moved back.',
        object: 'Partner_Engagement__c',
        deal: 'Opportunity__r',
        engagement: '',
        fields: ['Registered_On__c', 'Joined_Stage_Order__c', 'Credit_Percent__c'],
        where: () => ({
            ...REGISTERED,
            Attribution__c: { eq: 'Sourced' },
            Regressed_Before_Joining__c: { eq: true },
            Opportunity__r: OPEN_DEAL
        })
    }
];

/**
 * Deals past the threshold of their stage and type. The leading partner carries since when the deal stands there, written from
 * stage history by the nightly run; a deal that has moved since then is not stalled.
 */
function stalledWhere(baselines: readonly Baseline[]): Filter {
    const limits = baselines
        .filter(({ partnerType }) => partnerType !== 'All' && partnerType !== 'Direct')
        .map(({ stageOrder, partnerType, thresholdDays }) => ({
            Partner_Type__c: { eq: partnerType },
            Stage_Since_Order__c: { eq: stageOrder },
            Stage_Since__c: before(shiftDay(today(), -Math.floor(thresholdDays))),
            Opportunity__r: { ...OPEN_DEAL, Partner_Stage_Order__c: { eq: stageOrder } }
        }));
    // Without baselines nothing is known to be long: an id that no record has.
    return limits.length === 0 ? { Id: { eq: null } } : { ...REGISTERED, Role__c: { eq: 'Lead' }, or: limits };
}

/** The filter of a tab, narrowed to what the person asked for. */
export function whereOf(tab: DeskTab, filters: DeskFilters, baselines: readonly Baseline[]): Filter {
    const conditions = [tab.where(baselines), ...narrow(tab, filters)];
    return conditions.length === 1 ? conditions[0]! : { and: conditions };
}

function narrow({ object, engagement }: DeskTab, filters: DeskFilters): Filter[] {
    const wanted = engagementConditions(filters);
    if (wanted.length === 0) return [];
    if (engagement !== undefined) return [within(engagement, { and: wanted })];
    // The row is a deal or hangs on one: any partner on the deal may match. One semi-join is all that the platform allows beside another.
    const semiJoin = { inq: { Partner_Engagement__c: { and: [REGISTERED, ...wanted] }, ApiName: 'Opportunity__c' } };
    return [object === 'Opportunity' ? { Id: semiJoin } : { Opportunity__c: semiJoin }];
}

const mine = { or: [{ Partner_Manager__c: { eq: USER_ID } }, { Opportunity__r: { OwnerId: { eq: USER_ID } } }] };

/** Partners on open deals that the person owns or whose partner the person manages. */
export const ownOpenDeals = (): Filter => ({ and: [mine, { Status__c: { in: ['Signal', 'Registered'] } }, { Opportunity__r: OPEN_DEAL }] });

function engagementConditions({ whose, partnerId, partnerType }: DeskFilters): Filter[] {
    const team = {
        or: [
            { Partner_Manager__r: { ManagerId: { eq: USER_ID } } },
            { Opportunity__r: { Owner: { ManagerId: { eq: USER_ID } } } },
            ...mine.or
        ]
    };
    return [
        ...(whose === 'all' ? [] : [whose === 'mine' ? mine : team]),
        ...(partnerId ? [{ Partner__c: { eq: partnerId } }] : []),
        ...(partnerType ? [{ Partner_Type__c: { eq: partnerType } }] : [])
    ];
}

const within = (path: string, filter: Filter): Filter =>
    path === '' ? filter : path.split('.').reduceRight<Filter>((inner, step) => ({ [step]: inner }), filter);
