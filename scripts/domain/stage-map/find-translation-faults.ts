import type { MapFault } from './find-map-faults';
import type { Criterion, OverlayStage, StageMap } from './stage-map';
import {
    DEFAULT_LANGUAGE,
    STAGE_PLACEHOLDER,
    placeholderOf,
    type CriterionWords,
    type StageWords,
    type StandingRule,
    type Translation
} from './translation';

const MAX_MESSAGE = 255;

/** Every text that a further language lacks, has too long or has for something that is not on the map. */
export function findTranslationFaults(map: StageMap): readonly MapFault[] {
    return Object.entries(map.translations ?? {}).flatMap(([language, words]) => {
        const at = `translations.${language}`;
        if (language === (map.language ?? DEFAULT_LANGUAGE))
            return [{ path: at, fault: "is the language of the map's own texts; take it out, or say another `language`." }];
        return [
            ...ownerFaults(map, words, at),
            ...stageFaults(map, words, at),
            ...criteriaFaults(map, words, at),
            ...standingFaults(words, at)
        ];
    });
}

function ownerFaults(map: StageMap, { owners }: Translation, at: string): MapFault[] {
    const used = [...new Set(map.stages.map(({ owner }) => owner))];
    return used.filter((owner) => !owners[owner]).map((owner) => ({ path: `${at}.owners`, fault: `lacks the role “${owner}”.` }));
}

function stageFaults(map: StageMap, { stages }: Translation, at: string): MapFault[] {
    if (stages.length !== map.stages.length)
        return [{ path: `${at}.stages`, fault: `has ${stages.length} stages; the map has ${map.stages.length}, in the same order.` }];
    return map.stages.flatMap((stage, index) => reasonFaults(stage, stages[index]!, `${at}.stages[${index}]`));
}

const reasonFaults = (stage: OverlayStage, words: StageWords, at: string): MapFault[] =>
    words.disqualifyWhen.length === stage.disqualifyWhen.length
        ? []
        : [
              {
                  path: `${at}.disqualifyWhen`,
                  fault: `has ${words.disqualifyWhen.length} reasons; stage ${stage.order} ${stage.name} has ${stage.disqualifyWhen.length}, in the same order.`
              }
          ];

function criteriaFaults(map: StageMap, { criteria }: Translation, at: string): MapFault[] {
    const known = map.stages.flatMap((stage) => stage.criteria);
    const keys = new Set(known.map(({ key }) => key));
    const strangers = Object.keys(criteria)
        .filter((key) => !keys.has(key))
        .map((key) => ({ path: `${at}.criteria.${key}`, fault: 'translates a criterion that is not on the map.' }));
    const faults = known.flatMap((criterion) => {
        const words = criteria[criterion.key];
        const path = `${at}.criteria.${criterion.key}`;
        return words ? criterionFaults(criterion, words, path) : [{ path, fault: `is missing: “${criterion.title}” is not translated.` }];
    });
    return [...strangers, ...faults];
}

function criterionFaults(criterion: Criterion, words: CriterionWords, at: string): MapFault[] {
    const faults = tooLong(words.message, `${at}.message`);
    const hasPattern = criterion.field?.pattern !== undefined;
    if (hasPattern && words.patternMessage === undefined)
        faults.push({ path: `${at}.patternMessage`, fault: 'is missing: the field of this criterion has a pattern.' });
    if (!hasPattern && words.patternMessage !== undefined)
        faults.push({ path: `${at}.patternMessage`, fault: 'goes with a pattern, and the field of this criterion has none.' });
    faults.push(...tooLong(words.patternMessage ?? '', `${at}.patternMessage`));
    for (const [type, moves] of Object.entries(criterion.byPartnerType ?? {}))
        for (const move of ['hostMove', 'partnerMove'] as const)
            if (moves?.[move] !== undefined && words.byPartnerType?.[type as keyof typeof words.byPartnerType]?.[move] === undefined)
                faults.push({ path: `${at}.byPartnerType.${type}.${move}`, fault: 'is missing: the map has a text of its own here.' });
    return faults;
}

const standingFaults = ({ standingRules }: Translation, at: string): MapFault[] =>
    Object.entries(standingRules).flatMap(([rule, text]) => [
        ...tooLong(text, `${at}.standingRules.${rule}`),
        ...placeholderFaults(rule as StandingRule, text, `${at}.standingRules.${rule}`)
    ]);

function placeholderFaults(rule: StandingRule, text: string, path: string): MapFault[] {
    const placeholder = placeholderOf(rule);
    if (placeholder === undefined || text.includes(placeholder)) return [];
    return [
        { path, fault: `says no ${placeholder}, where the ${placeholder === STAGE_PLACEHOLDER ? 'stage' : 'number of characters'} goes.` }
    ];
}

const tooLong = (text: string, path: string): MapFault[] =>
    text.length > MAX_MESSAGE
        ? [{ path, fault: `has ${text.length} characters; the platform shows at most ${MAX_MESSAGE}. Say it in fewer words.` }]
        : [];
