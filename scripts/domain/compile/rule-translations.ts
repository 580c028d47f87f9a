import { minimumTextLengthOf, type StageMap } from '../stage-map/stage-map';
import { MINIMUM_PLACEHOLDER, STAGE_PLACEHOLDER, STANDING_RULES, type StandingRule, type Translation } from '../stage-map/translation';
import { versionsOf } from '../stage-map/versions';
import type { CompiledFile } from './compiled-file';
import { patternRuleName, previousRuleName, ruleName, standingRuleName } from './rule-names';
import { metadataXml } from './xml';

const RULE = /^objects\/(\w+)\/validationRules\/(\w+)\.validationRule-meta\.xml$/;

/**
 * What the compiled rules say in each further language, as CustomObjectTranslation: one file per object and language, in source
 * format (objectTranslations/Opportunity-de/Opportunity-de.objectTranslation-meta.xml). An org takes them only with the Translation
 * Workbench on. A user whose language has no words here reads the rule's own.
 */
export function compileRuleTranslations(map: StageMap, metadata: readonly CompiledFile[]): readonly CompiledFile[] {
    const languages = [...new Set(versionsOf(map).flatMap(({ translations }) => Object.keys(translations ?? {})))].sort();
    return languages.flatMap((language) => {
        const words = messagesIn(map, language);
        const byObject = new Map<string, { rule: string; message: string }[]>();
        for (const { path } of metadata) {
            const [, object, rule] = RULE.exec(path) ?? [];
            const message = rule && words.get(rule);
            if (object && message) byObject.set(object, [...(byObject.get(object) ?? []), { rule: rule!, message }]);
        }
        return [...byObject].map(([object, rules]) => translationFile(object, language, rules));
    });
}

/** Compiled rule to its words; where both versions in force have a rule of one name, the new one's words, as in the rule itself. */
function messagesIn(map: StageMap, language: string): ReadonlyMap<string, string> {
    const messages = new Map<string, string>();
    for (const version of [...versionsOf(map)].reverse()) {
        const words = version.translations?.[language];
        if (!words) continue;
        for (const criterion of version.stages.flatMap((stage) => stage.criteria)) {
            const { message, patternMessage } = words.criteria[criterion.key] ?? {};
            if (message) messages.set(ruleName(criterion), message);
            if (patternMessage) messages.set(patternRuleName(criterion), patternMessage);
        }
        for (const rule of STANDING_RULES) {
            const message = standingMessage(version, words, rule);
            messages.set(standingRuleName(rule), message);
            if (version !== map) messages.set(previousRuleName(standingRuleName(rule)), message);
        }
    }
    return messages;
}

const standingMessage = (map: StageMap, { standingRules }: Translation, rule: StandingRule): string =>
    standingRules[rule]
        .replaceAll(STAGE_PLACEHOLDER, String(map.sourcedUntil))
        .replaceAll(MINIMUM_PLACEHOLDER, String(minimumTextLengthOf(map)));

const translationFile = (object: string, language: string, rules: readonly { rule: string; message: string }[]): CompiledFile => ({
    path: `objectTranslations/${object}-${language}/${object}-${language}.objectTranslation-meta.xml`,
    content: metadataXml(
        'CustomObjectTranslation',
        [...rules]
            .sort((a, b) => (a.rule < b.rule ? -1 : 1))
            .map(({ rule, message }) => [
                'validationRules',
                [
                    ['errorMessage', message],
                    ['name', rule]
                ]
            ])
    )
});
