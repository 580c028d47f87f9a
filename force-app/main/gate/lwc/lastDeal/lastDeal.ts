/** What the last deal with a partner tells about the next one: people, credit, who leads, plan. Never what another buyer said. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { flatten } from 'c/dealGraph';
import type { Fields } from 'c/dealGraph';

export interface LastDeal {
    /** The newest registered engagement of the partner on another deal. */
    readonly engagement?: Fields;
    /** The newest plan with the partner on another deal. */
    readonly plan?: Fields;
    /** Steps of that plan, the next due first. */
    readonly steps: readonly Fields[];
}

const ENGAGEMENT_FIELDS = [
    ...['Partner_Type__c', 'Counterpart__c', 'Partner_Manager__c', 'PRM__c', 'Credit_Percent__c'],
    ...['Customer_Lead__c', 'Technical_Lead__c', 'Reference_Lead__c', 'Closing_Lead__c']
];
const PLAN_FIELDS = ['Host_Exec_Sponsor__c', 'Partner_Exec_Sponsor__c', 'Target_Close_On__c', 'Marketplace_Tool__c'];
const STEP_FIELDS = ['Mutual_Action_Plan__c', 'Action__c', 'Party__c', 'Due_On__c'];

const select = (fields: readonly string[]): string => fields.map((field) => `${field} { value }`).join(' ');
const ELSEWHERE = '{ Partner__c: { eq: $partnerId }, Opportunity__c: { ne: $dealId } }';

/** Asked only when a form opens that it can help; three root queries. */
export const LAST_DEAL_QUERY: GraphqlDocument = gql`
    query lastDeal($partnerId: ID, $dealId: ID) {
        uiapi {
            query {
                Partner_Engagement__c(
                    first: 1
                    where: { Partner__c: { eq: $partnerId }, Opportunity__c: { ne: $dealId }, Status__c: { eq: "Registered" } }
                    orderBy: { Registered_On__c: { order: DESC, nulls: LAST } }
                ) {
                    edges { node { Id ${select(ENGAGEMENT_FIELDS)} Partner__r { Name { value } } } }
                }
                Mutual_Action_Plan__c(first: 1, where: { Partner_Engagement__r: ${ELSEWHERE} }, orderBy: { CreatedDate: { order: DESC } }) {
                    edges { node { Id ${select(PLAN_FIELDS)} } }
                }
                Mutual_Action_Step__c(first: 200, where: { Mutual_Action_Plan__r: { Partner_Engagement__r: ${ELSEWHERE} } }, orderBy: { Due_On__c: { order: ASC } }) {
                    edges { node { Id ${select(STEP_FIELDS)} } }
                }
            }
        }
    }
`;

interface Answer {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: Record<string, unknown> }[] }>> };
}

export function readLastDeal(data: unknown): LastDeal {
    const { query } = (data as Answer).uiapi;
    const rows = (object: string): Fields[] => (query[object]?.edges ?? []).map(({ node }) => flatten(node));
    const [plan] = rows('Mutual_Action_Plan__c');
    return {
        engagement: rows('Partner_Engagement__c')[0],
        plan,
        steps: rows('Mutual_Action_Step__c').filter(({ Mutual_Action_Plan__c }) => plan && Mutual_Action_Plan__c === plan.Id)
    };
}
