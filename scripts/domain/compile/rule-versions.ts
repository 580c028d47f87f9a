import type { StageMap } from '../stage-map/stage-map';
import type { StandingRule } from '../stage-map/translation';
import { versionsOf } from '../stage-map/versions';
import { previousRuleName, standingRuleName } from './rule-names';
import { isGrandfathered } from './versioned-criteria';

export interface RuleVersion {
    readonly version: StageMap;
    /** API name of the rule. */
    readonly name: string;
    /** For which partners it speaks; none: for all. */
    readonly conditions: readonly string[];
}

/**
 * A standing rule over a partner or its artifacts whose limit stands in the map: one rule where the versions in force agree on the
 * limit, else one for each, so that a refusal names the limit that holds for this partner.
 */
export function ruleVersions(
    map: StageMap,
    rule: StandingRule,
    limitOf: (map: StageMap) => number,
    object: string
): readonly RuleVersion[] {
    const [own, previous] = versionsOf(map);
    const name = standingRuleName(rule);
    if (!previous || limitOf(previous) === limitOf(own!)) return [{ version: own!, name, conditions: [] }];
    const isEarlier = isGrandfathered(map, object === 'Partner_Engagement__c' ? '' : 'Partner_Engagement__r.');
    return [
        { version: own!, name, conditions: [`NOT(${isEarlier})`] },
        { version: previous, name: previousRuleName(name), conditions: [isEarlier] }
    ];
}
