import type { Criterion, StageMap } from '../stage-map/stage-map';
import { versionsOf } from '../stage-map/versions';
import type { CompiledFile } from './compiled-file';
import { formulaText } from './formula-text';
import { validationRule } from './metadata-files';
import { patternRuleName } from './rule-names';

/**
 * One save rule per field with a pattern: it speaks when the field is filled or changed, never later. The gate itself asks for
 * presence only, since a formula that is rolled up cannot read patterns. Where both versions in force have a pattern for a field,
 * the new one's holds: a record has no version while it is written.
 */
export function compilePatternRules(map: StageMap): readonly CompiledFile[] {
    const byField = new Map<string, { criterion: Criterion; version: StageMap }>();
    for (const version of versionsOf(map))
        for (const criterion of version.stages.flatMap(({ criteria }) => criteria))
            if (criterion.field?.pattern !== undefined && !byField.has(criterion.field.name))
                byField.set(criterion.field.name, { criterion, version });
    return [...byField.values()].map(({ criterion, version }) => patternRule(criterion, version));
}

function patternRule(criterion: Criterion, { version }: StageMap): CompiledFile {
    const { name, pattern = '', patternMessage = '' } = criterion.field!;
    return validationRule('Partner_Engagement__c', {
        name: patternRuleName(criterion),
        description: `Stage map ${version}: evidence for “${criterion.title}” has to look like evidence; a text that nobody can look up proves nothing.`,
        conditions: [`OR(ISNEW(), ISCHANGED(${name}))`, `NOT(ISBLANK(${name}))`, `NOT(REGEX(${name}, ${formulaText(pattern)}))`],
        errorField: name,
        message: patternMessage
    });
}
