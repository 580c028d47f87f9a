import { PARTNER_TYPES } from '../stage-map/stage-map';
import type { Criterion, OverlayStage, PartnerType, StageMap } from '../stage-map/stage-map';
import { formulaText } from './formula-text';
import { gateRank, exitRank } from '../stage-map/ranks';

/**
 * Formula conditions over one Partner_Engagement__c. They read its own fields and its own roll-ups only: a roll-up of the
 * Opportunity aggregates the result, so nothing here may depend on today, on the user or on another object.
 */

/** True when the artifact exists, complete and confirmed by both sides. */
export function isProven(criterion: Criterion): string {
    switch (criterion.artifact) {
        case 'registration':
            return 'Registration_Complete__c';
        case 'handoff':
            return 'Handoff_Accepted__c';
        case 'joint-scorecard':
            return 'Joint_Scorecards_Complete__c > 0';
        case 'joint-pitch':
            return 'Joint_Pitches_Complete__c > 0';
        case 'technical-pre-brief':
            return criterion.acceptsTrivialReason === false ? 'Pre_Briefs_Held__c > 0' : 'Pre_Briefs_Answered__c > 0';
        case 'mutual-action-plan':
            return 'Action_Plans_Complete__c > 0';
        case 'marketplace-deal-id':
            return 'Marketplace_Ids_Owed__c = 0';
        case 'post-mortem':
            return 'AND(Post_Mortems_Complete__c > 0, NOT(ISBLANK(Partner_Told_On__c)))';
        case 'field':
            return isFieldFilled(criterion);
    }
}

function isFieldFilled({ field }: Criterion): string {
    if (!field) throw new TypeError('a criterion of artifact field without a field passed the map check');
    // An empty ISPICKVAL compiles to a fraction of ISBLANK(TEXT()).
    return field.type === 'picklist' ? `NOT(ISPICKVAL(${field.name}, ""))` : `NOT(ISBLANK(${field.name}))`;
}

/** True when the criterion does not concern this partner: its type, its role, or the stage at which it joined. */
export function exemptions(map: StageMap, stage: OverlayStage, criterion: Criterion): readonly string[] {
    const found: string[] = [];
    // Registration and handoff are how a partner joins, so nobody is too late for them.
    if (map.lateJoin === 'from-joined-stage' && stage.order > 0) found.push(`Joined_Stage_Order__c > ${stage.order}`);
    if (criterion.owedBy !== 'both') found.push(`NOT(ISPICKVAL(Role__c, ${formulaText(criterion.owedBy)}))`);
    if (criterion.partnerTypes) found.push(isOfOtherType(criterion.partnerTypes));
    return found;
}

/** True for a partner of none of the types, also without a type. Written by whichever side takes fewer tests. */
function isOfOtherType(types: readonly PartnerType[]): string {
    const are = (values: readonly string[]) => anyOf(values.map((value) => `ISPICKVAL(Partner_Type__c, ${formulaText(value)})`));
    const others = PARTNER_TYPES.filter((type) => !types.includes(type));
    return others.length + 1 < types.length ? are([...others, '']) : `NOT(${are(types)})`;
}

/** True when nothing is missing: proven, or not owed. `more` are further reasons why it is not owed. */
export const isSettled = (map: StageMap, stage: OverlayStage, criterion: Criterion, more: readonly string[] = []): string =>
    anyOf([isProven(criterion), ...exemptions(map, stage, criterion), ...more]);

const anyOf = (conditions: readonly string[]): string => (conditions.length === 1 ? conditions[0]! : `OR(${conditions.join(', ')})`);

/**
 * Conditions of which all hold exactly when one of the criteria is missing, each criterion given by the reasons that settle it.
 * Reasons that all of them share are written once: the platform counts a formula field in full wherever it is read.
 */
export function missingConditions(criteria: readonly (readonly string[])[]): readonly string[] {
    const shared = criteria[0]!.filter((reason) => criteria.every((reasons) => reasons.includes(reason)));
    const own = criteria.map((reasons) => reasons.filter((reason) => !shared.includes(reason)));
    const standing = shared.map(not);
    // A criterion without a reason of its own is missing whenever none of the shared ones holds.
    return own.some((reasons) => reasons.length === 0) ? standing : [...standing, anyOf(own.map((reasons) => not(anyOf(reasons))))];
}

const not = (condition: string): string => {
    // Not not is nothing: what one picklist test or several in an OR deny.
    const inner = /^NOT\((ISPICKVAL\([^()]*\)|OR\((?:ISPICKVAL\([^()]*\)(?:, )?)+\))\)$/.exec(condition)?.[1];
    return inner ?? `NOT(${condition})`;
};

/** API name of the roll-up that says until when a gate is excepted: empty without an approved exception. */
export const waiverUntil = (order: number): string => `Waiver_Until_${order}__c`;

/** True when an approved exception lets this gate pass. Whether it has expired is the Opportunity's rule to say: it knows today. */
export const isWaived = (order: number): string => `NOT(ISBLANK(${waiverUntil(order)}))`;

/**
 * The gate number while the criterion is unmet: rank that is still allowed, criterion number as decimals.
 * An approved exception moves the debt to the exit of the next stage, where it needs proof or an exception of its own.
 */
export const openGate = (map: StageMap, stage: OverlayStage, criterion: Criterion): string =>
    owedAt(map, stage, gateRank(stage, criterion), (rank) => `${rank}.${decimalsOf(criterion)}`);

/** The rank of that number alone, which criteria of one gate share; added to `openDecimals` it is the number. */
export const openRank = (map: StageMap, stage: OverlayStage, criterion: Criterion): string =>
    owedAt(map, stage, gateRank(stage, criterion), String);

export const openDecimals = (criterion: Criterion): string => `0.${decimalsOf(criterion)}`;

const decimalsOf = ({ number }: Criterion): string => String(number).padStart(2, '0');

function owedAt(map: StageMap, { order }: OverlayStage, rank: number, at: (rank: number) => string): string {
    const next = map.stages[order + 1];
    return next ? `IF(ISBLANK(${waiverUntil(order)}), ${at(rank)}, ${owedAt(map, next, exitRank(next), at)})` : at(rank);
}
