/** Everything that Partner Path shows of a deal, in one request: ten root queries at most, each filtered by the deal. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { ARTIFACT_FORMS, CONFIRMATION } from 'c/artifactForms';
import { toBaseline } from 'c/stageDwell';
import type { Baseline } from 'c/stageDwell';

/** One record, flattened: field name to value; a parent's name under `Parent__r.Name`. */
export type Fields = Readonly<Record<string, string | number | boolean | null>>;

export interface DealRecords {
    readonly deal: Fields;
    readonly engagements: readonly Fields[];
    /** Artifact records by object, newest first. */
    readonly artifacts: Readonly<Record<string, readonly Fields[]>>;
    /** Steps of all plans, the next due first. */
    readonly planSteps: readonly Fields[];
    readonly waivers: readonly Fields[];
    /** How long deals usually stay where this one is; empty where nothing was computed yet. */
    readonly baselines?: readonly Baseline[];
}

const confirmations = Object.values(CONFIRMATION).flatMap(({ by, on, recordedBy }) => [by, on, recordedBy]);
const evidenceFields = (object: string): string[] => [
    ...new Set(
        ARTIFACT_FORMS.filter(({ objectApiName }) => objectApiName === object).flatMap(({ sections }) =>
            sections.flatMap(({ fields }) => fields.map(({ name }) => name))
        )
    )
];

const DEAL_FIELDS = [
    ...['Name', 'StageName', 'Amount', 'CloseDate', 'OwnerId', 'LastStageChangeDate'],
    ...['Partner_Stage_Order__c', 'Earned_Stage_Order__c', 'Registered_Partners__c', 'Gates_Advise_Only__c']
];
const ENGAGEMENT_FIELDS = [
    ...evidenceFields('Partner_Engagement__c'),
    ...[
        'Opportunity__c',
        'Partner__c',
        'Partner_Type__c',
        'Status__c',
        'Joined_Stage_Order__c',
        'Stage_Map_Version__c',
        'Registered_On__c',
        'Stage_Since__c',
        'Stage_Since_Order__c',
        'Handoff_Due_On__c',
        ...[
            'Handoff_Accepted_On__c',
            'Handoff_Returned_On__c',
            'Handoff_Returned_Reason__c',
            'Handoff_Sent_Again_On__c',
            'Handoff_Answer__c'
        ],
        'Partner_Told_On__c'
    ],
    ...['Missing_Criteria__c', 'Waiver_Debt__c', ...[0, 1, 2, 3, 4, 5].map((order) => `Waiver_Until_${order}__c`)]
];
const STEP_FIELDS = ['Mutual_Action_Plan__c', 'Action__c', 'Party__c', 'Due_On__c', 'Done__c'];
const ARTIFACT_OBJECTS = ['Joint_Scorecard__c', 'Joint_Pitch__c', 'Mutual_Action_Plan__c', 'Joint_Post_Mortem__c'] as const;
const EXTRA_FIELDS: Readonly<Record<string, readonly string[]>> = {
    Joint_Pitch__c: ['Pre_Brief_Held__c', 'Pre_Brief_Answered__c'],
    Mutual_Action_Plan__c: ['Marketplace_Deal_Id__c', 'Steps__c']
};

/** Records that one page of a query may hold on the platform. */
const MOST_OF_A_PAGE = 2000;

/** Which deals a query reads: one, or those of a page of the desk. `most` records of each kind at most. */
interface Reach {
    readonly variable: string;
    readonly filter: string;
    readonly most: { readonly deals: number; readonly details: number; readonly steps: number };
}

const ONE_DEAL: Reach = { variable: '$dealId: ID', filter: '{ eq: $dealId }', most: { deals: 1, details: 50, steps: 200 } };
const MANY_DEALS: Reach = {
    variable: '$dealIds: [ID]',
    filter: '{ in: $dealIds }',
    most: { deals: 50, details: MOST_OF_A_PAGE, steps: MOST_OF_A_PAGE }
};

/** Who leads the people of a deal: the desk escalates to them. */
const leaderOf = (reach: Reach): string => (reach === MANY_DEALS ? 'ManagerId { value }' : '');
/** Whether there is more than was read. */
const moreOf = (reach: Reach): string => (reach === MANY_DEALS ? 'pageInfo { hasNextPage }' : '');

const select = (fields: readonly string[]): string => fields.map((field) => `${field} { value }`).join(' ');
const under = (path: string, filter: string): string => path.split('.').reduceRight((inner, step) => `{ ${step}: ${inner} }`, filter);
const artifactRoot = (object: string, reach: Reach): string =>
    `${object}(first: ${reach.most.details}, where: ${under('Partner_Engagement__r.Opportunity__c', reach.filter)}, orderBy: { CreatedDate: { order: DESC } }) { ${moreOf(reach)} edges { node { Id ${select(
        ['Partner_Engagement__c', 'Complete__c', ...evidenceFields(object), ...(EXTRA_FIELDS[object] ?? []), ...confirmations]
    )} } } }`;

const BASELINES = `Partner_Dwell_Baseline__c(first: 200) {
                    edges { node { Id ${select(['Stage_Order__c', 'Partner_Type__c', 'Mean_Days__c', 'Threshold_Days__c', 'Sample_Size__c'])} } }
                }`;

const queryOf = (reach: Reach): string => `
    query partnerPath(${reach.variable}) {
        uiapi {
            query {
                Opportunity(first: ${reach.most.deals}, where: { Id: ${reach.filter} }) {
                    edges { node { Id ${select(DEAL_FIELDS)} Account { Name { value } } Owner { Name { value } ${leaderOf(reach)} } } }
                }
                Partner_Engagement__c(first: ${reach.most.details}, where: { Opportunity__c: ${reach.filter} }, orderBy: { CreatedDate: { order: ASC } }) {
                    ${moreOf(reach)} edges { node { Id ${select(ENGAGEMENT_FIELDS)} Partner__r { Name { value } } Counterpart__r { Name { value } } Partner_Manager__r { Name { value } ${leaderOf(reach)} } } }
                }
                ${ARTIFACT_OBJECTS.map((object) => artifactRoot(object, reach)).join('\n')}
                Mutual_Action_Step__c(first: ${reach.most.steps}, where: ${under('Mutual_Action_Plan__r.Partner_Engagement__r.Opportunity__c', reach.filter)}, orderBy: { Due_On__c: { order: ASC } }) {
                    edges { node { Id ${select(STEP_FIELDS)} Host_Owner__r { Name { value } } Contact_Owner__r { Name { value } } } }
                }
                Gate_Waiver__c(first: ${reach.most.details}, where: ${under('Partner_Engagement__r.Opportunity__c', reach.filter)}) {
                    ${moreOf(reach)} edges { node { Id ${select(['Partner_Engagement__c', 'Gate__c', 'Status__c', 'Expires_On__c', 'Reason__c'])} } }
                }
                ${reach === ONE_DEAL ? BASELINES : ''}
            }
        }
    }
`;

export const DEAL_QUERY: GraphqlDocument = gql`
    ${queryOf(ONE_DEAL)}
`;

/** The same for up to 50 deals, by their ids. */
export const DEALS_QUERY: GraphqlDocument = gql`
    ${queryOf(MANY_DEALS)}
`;

interface Answer {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: Record<string, unknown> }[] }>> };
}

/** Flattens the answer; undefined when the deal is not there, or not for this user. */
export function readDeal(data: unknown): DealRecords | undefined {
    const rows = rowsOf(data);
    const [deal] = rows('Opportunity');
    return deal && { deal, ...detailsOf(rows), baselines: rows('Partner_Dwell_Baseline__c').map(toBaseline) };
}

/** The deals of an answer to DEALS_QUERY, each with its own records. */
export function readDeals(data: unknown): readonly DealRecords[] {
    const rows = rowsOf(data);
    const all = detailsOf(rows);
    return rows('Opportunity').map((deal) => {
        const engagements = all.engagements.filter(({ Opportunity__c }) => Opportunity__c === deal.Id);
        const partners = idsOf(engagements);
        const ofPartners = (records: readonly Fields[]) => records.filter((record) => partners.has(record.Partner_Engagement__c!));
        const artifacts = Object.fromEntries(Object.entries(all.artifacts).map(([object, records]) => [object, ofPartners(records)]));
        const plans = idsOf(artifacts.Mutual_Action_Plan__c ?? []);
        const planSteps = all.planSteps.filter((step) => plans.has(step.Mutual_Action_Plan__c!));
        return { deal, engagements, artifacts, planSteps, waivers: ofPartners(all.waivers) };
    });
}

/** Whether an answer to DEALS_QUERY leaves out records, because there were more than one request may read. */
export function isCut(data: unknown): boolean {
    const { query } = (data as { uiapi: { query: Readonly<Record<string, { readonly pageInfo?: { readonly hasNextPage: boolean } }>> } })
        .uiapi;
    return Object.values(query).some(({ pageInfo }) => pageInfo?.hasNextPage);
}

type Rows = (object: string) => Fields[];

function rowsOf(data: unknown): Rows {
    const { query } = (data as Answer).uiapi;
    return (object) => (query[object]?.edges ?? []).map(({ node }) => flatten(node));
}

const detailsOf = (rows: Rows): Omit<DealRecords, 'deal'> => ({
    engagements: rows('Partner_Engagement__c'),
    artifacts: Object.fromEntries(ARTIFACT_OBJECTS.map((object) => [object, rows(object)])),
    planSteps: rows('Mutual_Action_Step__c'),
    waivers: rows('Gate_Waiver__c')
});

const idsOf = (records: readonly Fields[]): ReadonlySet<Fields[string]> => new Set(records.map(({ Id }) => Id!));

/** One node as flat fields. */
export function flatten(node: Record<string, unknown>): Fields {
    const fields: Record<string, string | number | boolean | null> = {};
    for (const [name, found] of Object.entries(node)) {
        if (name === 'Id') fields.Id = found as string;
        else if (isValue(found)) fields[name] = found.value;
        else if (found && typeof found === 'object')
            for (const [parentField, value] of Object.entries(found)) if (isValue(value)) fields[`${name}.${parentField}`] = value.value;
    }
    return fields;
}

const isValue = (found: unknown): found is { value: string | number | boolean | null } =>
    typeof found === 'object' && found !== null && 'value' in found;
