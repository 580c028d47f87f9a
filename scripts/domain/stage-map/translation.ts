import type { PartnerType } from './stage-map';

/** Language of the map's own texts where the map names none. */
export const DEFAULT_LANGUAGE = 'en_US';

/** The rules that always stand, whatever the criteria. Their words in the map's own language come with the compiler. */
export const DEAL_RULES = ['unmapped-stage', 'advance-right', 'lead-partner', 'credit-adds-up', 'exception-expired'] as const;
export const TEXT_RULES = [
    'registration-text-is-real',
    'scorecard-texts-are-real',
    'scorecard-notes-are-real',
    'pitch-texts-are-real',
    'plan-text-is-real',
    'post-mortem-texts-are-real'
] as const;
export const STANDING_RULES = [...DEAL_RULES, 'sourced-only-early', ...TEXT_RULES] as const;
export type StandingRule = (typeof STANDING_RULES)[number];

/** What stands for the last stage for Sourced in the words of the rule sourced-only-early. */
export const STAGE_PLACEHOLDER = '{stage}';
/** What stands for the least number of characters in the words of the rules on texts. */
export const MINIMUM_PLACEHOLDER = '{minimum}';

/** What has to stand in the words of a rule, so that a refusal names the limit. */
export const placeholderOf = (rule: StandingRule): string | undefined => {
    if (rule === 'sourced-only-early') return STAGE_PLACEHOLDER;
    return (TEXT_RULES as readonly string[]).includes(rule) ? MINIMUM_PLACEHOLDER : undefined;
};

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
