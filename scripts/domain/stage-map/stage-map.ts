import type { Translation } from './translation';

/**
 * The stage map: which StageName values stand for which overlay stage, and what must exist before a partner deal leaves it.
 * config/stage-map/stage-map.json is the one place where stage names are typed by hand.
 */

export const PARTNER_TYPES = ['SI', 'ISV', 'Reseller', 'Marketplace'] as const;
export type PartnerType = (typeof PARTNER_TYPES)[number];

export const ARTIFACTS = [
    'registration',
    'handoff',
    'joint-scorecard',
    'joint-pitch',
    'technical-pre-brief',
    'mutual-action-plan',
    'marketplace-deal-id',
    'post-mortem',
    'field'
] as const;
export type Artifact = (typeof ARTIFACTS)[number];

/** A short field of the engagement whose presence opens the gate. */
export interface FieldEvidence {
    /** API name, e.g. Security_Review__c. */
    readonly name: string;
    readonly type: 'text' | 'picklist' | 'date' | 'lookup';
    /** Regular expression that the whole text has to match when it is saved; text only. */
    readonly pattern?: string;
    /** What a save says whose text does not match, at most 255 characters; goes with a pattern. */
    readonly patternMessage?: string;
}

export interface Criterion {
    /** Kebab-case, unique in the map; shown in lists and reports, so it stays the same while texts change. */
    readonly key: string;
    /** 1 to 99, unique in the map: the decimals of the gate number tell which rule speaks. */
    readonly number: number;
    readonly title: string;
    readonly artifact: Artifact;
    /** Which side has to act; 'both' when each confirms its half. */
    readonly owes: 'host' | 'partner' | 'both';
    /** Role of the partner on the deal for which this is owed. */
    readonly owedBy: 'Lead' | 'Supporting' | 'both';
    readonly mode: 'block' | 'advise';
    readonly hostMove: string;
    readonly partnerMove: string;
    /** What a refused save says, at most 255 characters: what is missing, who acts, where. */
    readonly message: string;
    /** Absent: all partner types. */
    readonly partnerTypes?: readonly PartnerType[];
    /** Moves that read differently for a partner type. */
    readonly byPartnerType?: Partial<Record<PartnerType, { readonly hostMove?: string; readonly partnerMove?: string }>>;
    /** A StageName of this overlay stage, not its first: the criterion is due before the deal enters it, not only at the exit. */
    readonly dueBefore?: string;
    /** technical-pre-brief: whether the reason why the deployment is trivial will do. */
    readonly acceptsTrivialReason?: boolean;
    readonly dueBusinessDays?: number;
    /** Artifact 'field' only. */
    readonly field?: FieldEvidence;
}

export interface OverlayStage {
    readonly order: number;
    readonly name: string;
    readonly intent: string;
    readonly owner: 'Account Executive' | 'Partner Manager' | 'RevOps';
    /** The org's StageName values of this overlay stage, in the order in which deals pass them. */
    readonly stageNames: readonly string[];
    readonly disqualifyWhen: readonly string[];
    readonly criteria: readonly Criterion[];
}

/** What a new map asks of deals that are in flight. */
export type InFlightRule =
    /** The new map holds for every deal from the day it is deployed. */
    | { readonly rule: 'apply' }
    /** Partners registered before `effectiveOn` keep the criteria of the previous map. */
    | {
          readonly rule: 'grandfather';
          /** File of the previous map, beside this one. */
          readonly previous: string;
          /** Digest of exactly what the previous map says: who signs this map signs that one with it. */
          readonly previousDigest: string;
      };

export interface StageMap {
    readonly name: string;
    readonly version: string;
    /** 'YYYY-MM-DD' */
    readonly effectiveOn: string;
    /** Absent: apply. */
    readonly inFlight?: InFlightRule;
    /** The map that `inFlight` names, read from its file; no part of what this map's own file says. */
    readonly grandfathered?: StageMap;
    readonly signers: readonly string[];
    /** Deals below the amount (in corporate currency) or of these types are not gated. */
    readonly scope: { readonly minimumAmount: number; readonly excludedOpportunityTypes: readonly string[] };
    /** Last overlay stage at which a partner may still be registered as Sourced. */
    readonly sourcedUntil: number;
    /** Which gates a partner owes who joins late: those from the stage at which it joined, or all. */
    readonly lateJoin: 'from-joined-stage' | 'all';
    readonly handoffBusinessDays: number;
    /** Characters that a text of an artifact has at least when a side confirms it; 10 where absent. */
    readonly minimumTextLength?: number;
    readonly dwell: { readonly graceDays: number; readonly minimumSample: number };
    readonly lostStageNames: readonly string[];
    readonly stages: readonly OverlayStage[];
    /** Language of the texts above as the platform writes it (en_US, de, pt_BR); en_US where absent. */
    readonly language?: string;
    /** The same texts in further languages, by language. */
    readonly translations?: Readonly<Record<string, Translation>>;
}

const USUAL_TEXT_LENGTH = 10;

/** Characters from which on a text counts as evidence. */
export const minimumTextLengthOf = ({ minimumTextLength }: StageMap): number => minimumTextLength ?? USUAL_TEXT_LENGTH;
