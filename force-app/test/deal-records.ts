import type { DealRecords, Fields } from 'c/dealGraph';
import type { Baseline } from 'c/stageDwell';

/** A deal at Needs Analysis with one SI partner that leads, registered and accepted; the scorecard is missing. */
export function aDeal(changes: Fields = {}): Fields {
    return {
        Id: '006000000000001AAA',
        Name: 'Aldergate Health - Care Analytics Platform',
        StageName: 'Needs Analysis',
        OwnerId: '005000000000001AAA',
        Partner_Stage_Rank__c: 11,
        Partner_Stage_Order__c: 1,
        Earned_Stage_Order__c: 1,
        Partner_Open_Gate__c: 11.03,
        Registered_Partners__c: 1,
        ...changes
    };
}

export function anEngagement(changes: Fields = {}): Fields {
    return {
        Id: 'a00000000000001AAA',
        'Partner__r.Name': 'Halden Consulting',
        Partner_Type__c: 'SI',
        Role__c: 'Lead',
        Status__c: 'Registered',
        Attribution__c: 'Sourced',
        Credit_Percent__c: 60,
        Joined_Stage_Order__c: 0,
        Counterpart__c: '003000000000009AAA',
        Missing_Criteria__c: 'joint-scorecard;joint-pitch;technical-pre-brief-si;mutual-action-plan;post-mortem;',
        Waiver_Debt__c: null,
        Open_Gate__c: 11.03,
        ...changes
    };
}

/** A scorecard that the host side has answered and confirmed; the partner side has not. */
export function aHostScorecard(changes: Fields = {}): Fields {
    return {
        Id: 'a01000000000001AAA',
        Partner_Engagement__c: 'a00000000000001AAA',
        Complete__c: false,
        Metrics__c: 'Cut order-to-cash from 21 to 12 days',
        Economic_Buyer__c: '003000000000001AAA',
        Decision_Criteria__c: 'Live in two business units this year',
        Decision_Process__c: 'Steering committee, then the CFO',
        Identify_Pain__c: 'Two systems disagree on inventory',
        Champion__c: '003000000000002AAA',
        Budget__c: 'Confirmed',
        Timing__c: 'Confirmed',
        Fit__c: 'Confirmed',
        Host_Confirmed_By__c: '005000000000001AAA',
        Metrics_Partner_View__c: 'Agrees',
        Economic_Buyer_Partner_View__c: 'Differs',
        Economic_Buyer_Partner_Note__c: 'The CFO signs above 250k',
        Decision_Criteria_Partner_View__c: 'Agrees',
        Decision_Process_Partner_View__c: 'Agrees',
        Identify_Pain_Partner_View__c: 'Agrees',
        Champion_Partner_View__c: null,
        Buying_Committee__c: 'CIO sponsors, procurement negotiates',
        Relationship_Intro_To__c: '003000000000003AAA',
        Relationship_Intro_On__c: '2026-11-02',
        Partner_Confirmed_By__c: null,
        ...changes
    };
}

/** An exception that somebody asked for and nobody decided. */
export function aRequest(changes: Fields = {}): Fields {
    return {
        Id: 'a06000000000001AAA',
        Partner_Engagement__c: 'a00000000000001AAA',
        Gate__c: '1',
        Status__c: 'Requested',
        Expires_On__c: '2026-12-31',
        Reason__c: 'Quarter end',
        ...changes
    };
}

export const records = (changes: Partial<DealRecords> = {}): DealRecords => ({
    deal: aDeal(),
    engagements: [anEngagement()],
    artifacts: {},
    planSteps: [],
    waivers: [],
    ...changes
});

/** The same records as the GraphQL adapter would answer them. */
export function asGraphql({ deal, engagements, artifacts, planSteps, waivers, baselines = [] }: DealRecords): unknown {
    const edges = (rows: readonly Fields[]) => ({ edges: rows.map((row) => ({ node: asNode(row) })) });
    return {
        uiapi: {
            query: {
                Opportunity: edges([deal]),
                Partner_Engagement__c: edges(engagements),
                Mutual_Action_Step__c: edges(planSteps),
                Gate_Waiver__c: edges(waivers),
                Partner_Dwell_Baseline__c: edges(baselines.map(asBaselineRow)),
                ...Object.fromEntries(Object.entries(artifacts).map(([object, rows]) => [object, edges(rows)]))
            }
        }
    };
}

const asBaselineRow = ({ stageOrder, partnerType, meanDays, thresholdDays, sampleSize }: Baseline): Fields => ({
    Stage_Order__c: stageOrder,
    Partner_Type__c: partnerType,
    Mean_Days__c: meanDays,
    Threshold_Days__c: thresholdDays,
    Sample_Size__c: sampleSize
});

function asNode(row: Fields): Record<string, unknown> {
    const node: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
        const [parent, field] = name.split('.');
        if (name === 'Id') node.Id = value;
        else if (field) node[parent!] = { ...(node[parent!] as object | undefined), [field]: { value } };
        else node[name] = { value };
    }
    return node;
}
