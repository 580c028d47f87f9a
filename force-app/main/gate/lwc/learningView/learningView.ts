/** What finished deals with a partner taught, and for which of its next deals that is told. Pure. */
import { gql } from 'lightning/graphql';
import type { GraphqlDocument } from 'lightning/graphql';
import { showDay } from 'c/calendarDay';
import { flatten } from 'c/dealGraph';
import type { Fields } from 'c/dealGraph';

/** On how many deals with the partner a learning is shown. */
export const NEXT_DEALS = 10;
/** Fewer ended deals than this, before or since, are too few to tell a change. */
export const ENOUGH = 5;

/** Up to 500 registrations; a partner with more has long left its first ten behind. */
const ROOTS = (partner: string): string => `
    Partner_Learning__c(first: 200, where: { Partner__c: ${partner} }, orderBy: { Published_On__c: { order: DESC } }) {
        edges { node { Id Name { value } Partner__c { value } Partner__r { Name { value } } Outcome__c { value } Slipped_At__c { value } Learning__c { value }
            Change_Next_Time__c { value } Published_On__c { value } Published_By__r { Name { value } } } }
    }
    Partner_Engagement__c(first: 500, where: { Partner__c: ${partner}, Registered_On__c: { ne: null } }, orderBy: { Registered_On__c: { order: DESC } }) {
        edges { node { Id Name { value } Opportunity__c { value } Partner__c { value } Partner__r { Name { value } } Registered_On__c { value } Status__c { value } } }
    }`;
const OF_DEAL =
    '{ inq: { Partner_Engagement__c: { Opportunity__c: { eq: $recordId }, Status__c: { eq: "Registered" } }, ApiName: "Partner__c" } }';

/** Learnings and registrations of the registered partners of a deal. */
export const DEAL_LEARNINGS: GraphqlDocument = gql`query partnerLearnings($recordId: ID) { uiapi { query { ${ROOTS(OF_DEAL)} } } }`;
/** The same of one partner account. */
export const PARTNER_LEARNINGS: GraphqlDocument = gql`query partnerLearnings($recordId: ID) { uiapi { query { ${ROOTS('{ eq: $recordId }')} } } }`;

export interface LearningRecords {
    readonly learnings: readonly Fields[];
    readonly registrations: readonly Fields[];
}

export interface LearningView {
    readonly id: string;
    readonly learning: string;
    readonly changeNextTime: string;
    /** "Learning 4 of 10" on a deal; "Shown on 4 of 10 deals" on the account. */
    readonly place: string;
    /** "Lost, slipped at Joint pitch. Published Nov 3, 2026 by Jo Ruiz." */
    readonly source: string;
    readonly since: string;
}

export interface PartnerLearningsView {
    readonly partnerId: string;
    readonly heading: string;
    readonly rows: readonly LearningView[];
}

interface Answer {
    readonly uiapi: { readonly query: Readonly<Record<string, { readonly edges: readonly { readonly node: Record<string, unknown> }[] }>> };
}

export function readLearnings(data: unknown): LearningRecords {
    const { query } = (data as Answer).uiapi;
    const rows = (object: string) => (query[object]?.edges ?? []).map(({ node }) => flatten(node));
    return { learnings: rows('Partner_Learning__c'), registrations: rows('Partner_Engagement__c') };
}

/** Registrations from the day of publication on, the first first; their place in this list is what people read. */
const registeredSince = (learning: Fields, registrations: readonly Fields[]): readonly Fields[] =>
    registrations
        .filter((one) => one.Partner__c === learning.Partner__c && String(one.Registered_On__c) >= String(learning.Published_On__c))
        .sort(
            (a, b) => String(a.Registered_On__c).localeCompare(String(b.Registered_On__c)) || String(a.Name).localeCompare(String(b.Name))
        );

/** On a deal: what its partners' earlier deals taught, as long as this is one of the next ten. */
export function viewForDeal({ learnings, registrations }: LearningRecords, dealId: string): readonly PartnerLearningsView[] {
    const onDeal = registrations.filter((one) => sameId(one.Opportunity__c, dealId) && one.Status__c === 'Registered');
    return onDeal
        .map((partner) => {
            const rows = learnings
                .filter(({ Partner__c }) => Partner__c === partner.Partner__c)
                .flatMap((learning) => {
                    const place = registeredSince(learning, registrations).findIndex(({ Id }) => Id === partner.Id) + 1;
                    return place < 1 || place > NEXT_DEALS ? [] : [viewOf(learning, learnings, `Learning ${place} of ${NEXT_DEALS}`)];
                });
            return viewPartner(partner, rows);
        })
        .filter(({ rows }) => rows.length > 0);
}

/** On the partner's account: everything published, the newest first. */
export function viewForPartner({ learnings, registrations }: LearningRecords): PartnerLearningsView | undefined {
    const [first] = learnings;
    if (!first) return undefined;
    const rows = learnings.map((learning) => {
        const shown = Math.min(NEXT_DEALS, registeredSince(learning, registrations).length);
        return viewOf(learning, learnings, `Shown on ${shown} of ${NEXT_DEALS} deals`);
    });
    return viewPartner(first, rows);
}

const viewPartner = (record: Fields, rows: readonly LearningView[]): PartnerLearningsView => ({
    partnerId: String(record.Partner__c),
    heading: `What we learned with ${record['Partner__r.Name'] ?? 'this partner'} (${rows.length})`,
    rows
});

function viewOf(learning: Fields, all: readonly Fields[], place: string): LearningView {
    const slipped = learning.Slipped_At__c ? `, slipped at ${learning.Slipped_At__c}` : '';
    const by = learning['Published_By__r.Name'] ? ` by ${learning['Published_By__r.Name']}` : '';
    return {
        id: String(learning.Id),
        learning: String(learning.Learning__c ?? ''),
        changeNextTime: String(learning.Change_Next_Time__c ?? ''),
        place,
        source: `${learning.Outcome__c}${slipped}. Confirmed by both sides, published ${showDay(learning.Published_On__c)}${by}.`,
        since: sayWhatChanged(learning, all)
    };
}

/** How deals with the partner ended, and how often they slipped at the same place, before and since; counted over published learnings. */
export function sayWhatChanged(learning: Fields, all: readonly Fields[]): string {
    const same = all.filter(({ Partner__c }) => Partner__c === learning.Partner__c);
    const isSince = (one: Fields) => one.Id !== learning.Id && String(one.Published_On__c) > String(learning.Published_On__c);
    const since = same.filter(isSince);
    const before = same.filter((one) => !isSince(one));
    if (since.length === 0) return 'No deal with this partner has taught anything since, so nothing can be compared yet.';
    const won = (rows: readonly Fields[]) => rows.filter(({ Outcome__c }) => Outcome__c === 'Won').length;
    const place = normal(learning.Slipped_At__c);
    const slipped = (rows: readonly Fields[]) => rows.filter(({ Slipped_At__c }) => normal(Slipped_At__c) === place).length;
    const facts = [
        place &&
            `slipped at ${learning.Slipped_At__c}: ${slipped(before)} of ${before.length} before, ${slipped(since)} of ${since.length} since`,
        `won: ${won(before)} of ${before.length} before, ${won(since)} of ${since.length} since`
    ].filter(Boolean);
    const tooFew = before.length < ENOUGH || since.length < ENOUGH;
    const [first = '', ...rest] = facts;
    return `${capital(first)}${rest.map((fact) => `; ${fact}`).join('')}.${tooFew ? ' Too few to tell a change from chance.' : ''}`;
}

const normal = (text: unknown): string =>
    String(text ?? '')
        .trim()
        .toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Record ids come with 15 or 18 characters. */
const sameId = (one: unknown, other: string): boolean => String(one).slice(0, 15) === other.slice(0, 15);
