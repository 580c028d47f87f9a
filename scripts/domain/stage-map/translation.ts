import type { PartnerType } from './stage-map';

/** Language of the map's own texts where the map names none. */
export const DEFAULT_LANGUAGE = 'en_US';

/** The rules that always stand, whatever the criteria. Their words in the map's own language come with the compiler. */
export const STANDING_RULES = [
    'unmapped-stage',
    'advance-right',
    'lead-partner',
    'credit-adds-up',
    'exception-expired',
    'sourced-only-early'
] as const;
export type StandingRule = (typeof STANDING_RULES)[number];

/** What stands for the last stage for Sourced in the words of the rule sourced-only-early. */
export const STAGE_PLACEHOLDER = '{stage}';

export interface MoveWords {
    readonly hostMove?: string;
    readonly partnerMove?: string;
}

export interface CriterionWords {
    readonly title: string;
    readonly hostMove: string;
    readonly partnerMove: string;
    /** At most 255 characters. */
    readonly message: string;
    /** At most 255 characters; goes with a pattern of the field. */
    readonly patternMessage?: string;
    readonly byPartnerType?: Partial<Record<PartnerType, MoveWords>>;
}

export interface StageWords {
    readonly name: string;
    readonly intent: string;
    readonly disqualifyWhen: readonly string[];
}

/** Everything people read of the map, in one further language. StageName values stay: the org translates its own picklist. */
export interface Translation {
    readonly name: string;
    /** Accountable role as the map writes it to its words here. */
    readonly owners: Readonly<Record<string, string>>;
    /** In the order of the map's stages. */
    readonly stages: readonly StageWords[];
    /** By key of the criterion. */
    readonly criteria: Readonly<Record<string, CriterionWords>>;
    /** What the standing rules say, each at most 255 characters. */
    readonly standingRules: Readonly<Record<StandingRule, string>>;
}
