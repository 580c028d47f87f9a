/** Everything that Partner Path shows of a deal, in one request: ten root queries at most, each filtered by the deal. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { ARTIFACT_FORMS, CONFIRMATION } from 'c/artifactForms';

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
}

const confirmations = Object.values(CONFIRMATION).flatMap(({ by, on, recordedBy }) => [by, on, recordedBy]);
const evidenceFields = (object: string): string[] => [
    ...new Set(
        ARTIFACT_FORMS.filter(({ objectApiName }) => objectApiName === object).flatMap(({ sections }) =>
            sections.flatMap(({ fields }) => fields.map(({ name }) => name))
        )
    )
];

const DEAL_FIELDS = ['Name', 'StageName', 'OwnerId', 'Partner_Stage_Order__c', 'Earned_Stage_Order__c', 'Registered_Partners__c'];
const ENGAGEMENT_FIELDS = [
    ...evidenceFields('Partner_Engagement__c'),
    ...[
        'Partner__c',
        'Partner_Type__c',
        'Status__c',
        'Joined_Stage_Order__c',
        'Handoff_Due_On__c',
        'Handoff_Returned_Reason__c',
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

const select = (fields: readonly string[]): string => fields.map((field) => `${field} { value }`).join(' ');
const byDeal = (path: string): string => path.split('.').reduceRight((inner, step) => `{ ${step}: ${inner} }`, '{ eq: $dealId }');
const artifactRoot = (object: string): string =>
    `${object}(first: 50, where: ${byDeal('Partner_Engagement__r.Opportunity__c')}, orderBy: { CreatedDate: { order: DESC } }) { edges { node { Id ${select(
        ['Partner_Engagement__c', 'Complete__c', ...evidenceFields(object), ...(EXTRA_FIELDS[object] ?? []), ...confirmations]
    )} } } }`;

export const DEAL_QUERY: GraphqlDocument = gql`
    query partnerPath($dealId: ID) {
        uiapi {
            query {
                Opportunity(first: 1, where: { Id: { eq: $dealId } }) {
                    edges { node { Id ${select(DEAL_FIELDS)} Account { Name { value } } } }
                }
                Partner_Engagement__c(first: 50, where: { Opportunity__c: { eq: $dealId } }, orderBy: { CreatedDate: { order: ASC } }) {
                    edges { node { Id ${select(ENGAGEMENT_FIELDS)} Partner__r { Name { value } } Counterpart__r { Name { value } } Partner_Manager__r { Name { value } } } }
                }
                ${ARTIFACT_OBJECTS.map(artifactRoot).join('\n')}
                Mutual_Action_Step__c(first: 200, where: ${byDeal('Mutual_Action_Plan__r.Partner_Engagement__r.Opportunity__c')}, orderBy: { Due_On__c: { order: ASC } }) {
                    edges { node { Id ${select(STEP_FIELDS)} Host_Owner__r { Name { value } } Contact_Owner__r { Name { value } } } }
                }
                Gate_Waiver__c(first: 50, where: ${byDeal('Partner_Engagement__r.Opportunity__c')}) {
                    edges { node { Id ${select(['Partner_Engagement__c', 'Gate__c', 'Status__c', 'Expires_On__c', 'Reason__c'])} } }
                }
            }
        }
    }
`;

interface Answer {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: Record<string, unknown> }[] }>> };
}

/** Flattens the answer; undefined when the deal is not there, or not for this user. */
export function readDeal(data: unknown): DealRecords | undefined {
    const { query } = (data as Answer).uiapi;
    const rows = (object: string): Fields[] => (query[object]?.edges ?? []).map(({ node }) => flatten(node));
    const [deal] = rows('Opportunity');
    if (!deal) return undefined;
    return {
        deal,
        engagements: rows('Partner_Engagement__c'),
        artifacts: Object.fromEntries(ARTIFACT_OBJECTS.map((object) => [object, rows(object)])),
        planSteps: rows('Mutual_Action_Step__c'),
        waivers: rows('Gate_Waiver__c')
    };
}

function flatten(node: Record<string, unknown>): Fields {
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
