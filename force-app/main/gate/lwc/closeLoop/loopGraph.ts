/** What a closed deal still owes its partners, in one request. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { CONFIRMATION, formOf } from 'c/artifactForms';
import { flatten } from 'c/dealGraph';
import type { Fields } from 'c/dealGraph';

const select = (fields: readonly string[]): string => fields.map((field) => `${field} { value }`).join(' ');
const EVIDENCE = [
    ...new Set([
        ...(formOf('post-mortem')?.sections ?? []).flatMap(({ fields }) => fields.map(({ name }) => name)),
        ...Object.values(CONFIRMATION).flatMap(({ by, on, recordedBy }) => [by, on, recordedBy])
    ])
];

export const LOOP_QUERY: GraphqlDocument = gql`query closeLoop($dealId: ID) { uiapi { query {
    Opportunity(first: 1, where: { Id: { eq: $dealId } }) { edges { node { Id ${select(['Name', 'OwnerId', 'IsClosed', 'IsWon'])} } } }
    Partner_Engagement__c(first: 50, where: { Opportunity__c: { eq: $dealId }, Status__c: { eq: "Registered" } }, orderBy: { CreatedDate: { order: ASC } }) {
        edges { node { Id ${select(['Partner__c', 'Counterpart__c', 'Partner_Told_On__c', 'Post_Mortem_Due_On__c'])}
            Partner__r { Name { value } } Counterpart__r { Name { value } Email { value } } Partner_Told_By__r { Name { value } } } }
    }
    Joint_Post_Mortem__c(first: 50, where: { Partner_Engagement__r: { Opportunity__c: { eq: $dealId } } }, orderBy: { CreatedDate: { order: DESC } }) {
        edges { node { Id ${select(['Partner_Engagement__c', 'Complete__c', ...EVIDENCE])} } }
    }
    Partner_Learning__c(first: 50, where: { Post_Mortem__r: { Partner_Engagement__r: { Opportunity__c: { eq: $dealId } } } }) {
        edges { node { Id ${select(['Post_Mortem__c', 'Outcome__c', 'Slipped_At__c', 'Learning__c', 'Change_Next_Time__c', 'Published_On__c'])} } }
    }
} } }`;

export interface LoopRecords {
    readonly deal: Fields;
    readonly partners: readonly Fields[];
    readonly postMortems: readonly Fields[];
    readonly learnings: readonly Fields[];
}

interface Answer {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: Record<string, unknown> }[] }>> };
}

/** Undefined when the deal is not there, or not for this user. */
export function readLoop(data: unknown): LoopRecords | undefined {
    const { query } = (data as Answer).uiapi;
    const rows = (object: string) => (query[object]?.edges ?? []).map(({ node }) => flatten(node));
    const [deal] = rows('Opportunity');
    return (
        deal && {
            deal,
            partners: rows('Partner_Engagement__c'),
            postMortems: rows('Joint_Post_Mortem__c'),
            learnings: rows('Partner_Learning__c')
        }
    );
}

/** Fields of a post-mortem that are published, word for word. */
export const PUBLISHED_FIELDS = ['Outcome__c', 'Slipped_At__c', 'Learning__c', 'Change_Next_Time__c'] as const;
