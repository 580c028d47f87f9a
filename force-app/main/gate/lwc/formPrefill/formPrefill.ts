/** What a form can fill in by itself, and from where. Pure but for the clock. Only what nobody has filled in yet. */
import USER_ID from '@salesforce/user/Id';
import { formOf } from 'c/artifactForms';
import type { Side } from 'c/artifactForms';
import { shiftDay, today } from 'c/calendarDay';
import type { DealRecords, Fields } from 'c/dealGraph';
import type { LastDeal } from 'c/lastDeal';

/** A value that stands in the form before anybody typed, and where it comes from. */
export interface Preset {
    readonly value: string | number;
    readonly source: string;
}
export type Presets = Readonly<Record<string, Preset>>;

export interface Known {
    readonly artifact: string;
    /** Whose form it is: the other side's fields stay as they are. */
    readonly side: Side;
    /** The record that is edited; none for a new one. */
    readonly record?: Fields;
    readonly records?: DealRecords;
    readonly engagementId?: string;
    readonly last?: LastDeal;
    /** What was typed or chosen so far. */
    readonly typed: Readonly<Record<string, unknown>>;
}

const LEADS = ['Customer_Lead__c', 'Technical_Lead__c', 'Reference_Lead__c', 'Closing_Lead__c'] as const;

/** Who usually leads what, by partner type: customer, technical, reference, closing. */
const LEADS_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
    SI: ['Host', 'Partner', 'Partner', 'Host'],
    ISV: ['Host', 'Partner', 'Host', 'Host'],
    Reseller: ['Partner', 'Host', 'Host', 'Partner'],
    Marketplace: ['Host', 'Host', 'Host', 'Host']
};

/** Days that an exception is asked for unless somebody says otherwise. */
export const EXCEPTION_DAYS = 14;

type Teller = (known: Known) => Record<string, Preset | undefined>;

const tellers: Readonly<Record<string, Teller>> = {
    'register-partner': (known) => ({
        Role__c: preset(hasLead(known) ? 'Supporting' : 'Lead', hasLead(known) ? 'Another partner leads' : 'No partner leads yet'),
        ...fromPartner(known),
        Partner_Manager__c: fromLast(known, 'Partner_Manager__c') ?? preset(USER_ID, 'You')
    }),
    registration: (known) => fromPartner(known),
    'joint-scorecard': (known) => {
        const other = otherScorecard(known);
        const source = 'From the scorecard of another partner on this deal';
        return {
            Economic_Buyer__c: preset(other?.Economic_Buyer__c, source),
            Champion__c: preset(other?.Champion__c, source),
            Relationship_Intro_On__c: preset(today(), 'Today')
        };
    },
    'joint-pitch': (known) => ({
        Champion__c: preset(scorecardOf(known)?.Champion__c, "From this deal's scorecard"),
        Pitch_Held_On__c: preset(today(), 'Today')
    }),
    'technical-pre-brief': () => ({ Pre_Brief_Held_On__c: preset(today(), 'Today') }),
    'mutual-action-plan': (known) => ({
        Target_Close_On__c: preset(known.records?.deal.CloseDate, "The deal's close date"),
        Host_Exec_Sponsor__c: fromLastPlan(known, 'Host_Exec_Sponsor__c'),
        Partner_Exec_Sponsor__c: fromLastPlan(known, 'Partner_Exec_Sponsor__c')
    }),
    'marketplace-deal-id': (known) => ({ Marketplace_Tool__c: fromLastPlan(known, 'Marketplace_Tool__c') }),
    'post-mortem': ({ records }) => ({
        Outcome__c: preset(Number(records?.deal.Partner_Stage_Order__c) < 0 ? 'Lost' : 'Won', 'How the deal closed'),
        Held_On__c: preset(today(), 'Today')
    }),
    'request-exception': () => ({
        Expires_On__c: preset(shiftDay(today(), EXCEPTION_DAYS), `${EXCEPTION_DAYS} days from today`)
    })
};

/** Values for the empty fields of one side, by field name. */
export function presetsFor(known: Known): Presets {
    const found = tellers[known.artifact]?.(known) ?? {};
    const open = fieldsOf(known);
    return Object.fromEntries(
        Object.entries(found).flatMap(([name, value]) => (value && open.has(name) && isEmpty(known.record?.[name]) ? [[name, value]] : []))
    );
}

/** The partner whose last deal would help this form; undefined when it would not. */
export function partnerAsked({ artifact, record, typed, records, engagementId }: Omit<Known, 'last'>): string | undefined {
    if (!['register-partner', 'registration', 'mutual-action-plan', 'marketplace-deal-id'].includes(artifact)) return undefined;
    const engagement = records?.engagements.find(({ Id }) => Id === engagementId);
    const id = typed.Partner__c ?? (artifact === 'register-partner' ? record : engagement)?.Partner__c;
    return id ? String(id) : undefined;
}

const preset = (value: unknown, source: string): Preset | undefined =>
    isEmpty(value) ? undefined : { value: value as string | number, source };

function fieldsOf({ artifact, side }: Known): ReadonlySet<string> {
    const sections = formOf(artifact)?.sections ?? [];
    const own = sections.filter((section) => section.side === 'both' || section.side === side);
    return new Set(own.flatMap(({ fields }) => fields.map(({ name }) => name)));
}

const lastName = ({ last }: Known): string => `From the last deal with ${last?.engagement?.['Partner__r.Name'] ?? 'this partner'}`;
const fromLast = (known: Known, field: string): Preset | undefined => preset(known.last?.engagement?.[field], lastName(known));
const fromLastPlan = (known: Known, field: string): Preset | undefined => preset(known.last?.plan?.[field], lastName(known));

/** Type, seller, PRM, credit and who leads what, as on the last deal; who leads otherwise by the type. */
function fromPartner(known: Known): Record<string, Preset | undefined> {
    const type = String(known.typed.Partner_Type__c ?? known.record?.Partner_Type__c ?? known.last?.engagement?.Partner_Type__c ?? '');
    const usual = LEADS_BY_TYPE[type];
    const credit = fromLast(known, 'Credit_Percent__c');
    const left = 100 - (known.records?.engagements ?? []).reduce((sum, each) => sum + creditOf(each), 0);
    return {
        ...Object.fromEntries(['Partner_Type__c', 'Counterpart__c', 'PRM__c'].map((field) => [field, fromLast(known, field)])),
        Credit_Percent__c: credit && Number(credit.value) <= left ? credit : undefined,
        ...Object.fromEntries(
            LEADS.map((field, index) => [field, fromLast(known, field) ?? preset(usual?.[index], `Usual for the type ${type}`)])
        )
    };
}

const creditOf = ({ Status__c, Credit_Percent__c }: Fields): number => (Status__c === 'Registered' ? Number(Credit_Percent__c ?? 0) : 0);
const hasLead = ({ records }: Known): boolean =>
    (records?.engagements ?? []).some(({ Status__c, Role__c }) => Status__c === 'Registered' && Role__c === 'Lead');
const scorecards = ({ records }: Known): readonly Fields[] => records?.artifacts.Joint_Scorecard__c ?? [];
const scorecardOf = (known: Known): Fields | undefined =>
    scorecards(known).find(({ Partner_Engagement__c }) => Partner_Engagement__c === known.engagementId);
const otherScorecard = (known: Known): Fields | undefined =>
    scorecards(known).find(({ Partner_Engagement__c }) => Partner_Engagement__c !== known.engagementId);
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
