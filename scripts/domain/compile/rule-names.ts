import type { Criterion } from '../stage-map/stage-map';
import { DEAL_RULES, type StandingRule } from '../stage-map/translation';

/** Longest API name of a validation rule. */
const MAX_NAME = 40;

/** Partner_Gate_03_Joint_Scorecard: sorts by criterion number, at most 40 characters. */
export const ruleName = ({ key, number }: Criterion): string => numbered('Partner_Gate', number, key);

/** Partner_Field_07_Security_Review: the rule that holds a field to its pattern. */
export const patternRuleName = ({ key, number }: Criterion): string => numbered('Partner_Field', number, key);

/** The rule as it is named in the org: Partner_Gate_Lead_Partner. */
export const standingRuleName = (rule: StandingRule): string =>
    (DEAL_RULES as readonly string[]).includes(rule) ? `Partner_Gate_${words(rule)}` : words(rule);

/** The same rule with the limit of the previous map, while partners are still under that. */
export const previousRuleName = (name: string): string => `${name}_Before`;

const numbered = (prefix: string, number: number, key: string): string =>
    `${prefix}_${String(number).padStart(2, '0')}_${words(key)}`.slice(0, MAX_NAME).replace(/_+$/, '');

const words = (key: string): string =>
    key
        .split('-')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join('_');
