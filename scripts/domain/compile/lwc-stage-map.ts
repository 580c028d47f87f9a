import { gateRank, ranksOf } from '../stage-map/ranks';
import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';
import { DEFAULT_LANGUAGE } from '../stage-map/translation';
import { criteriaOfVersions, versionsOf, type VersionedCriterion } from '../stage-map/versions';
import type { CompiledFile } from './compiled-file';
import { metadataXml } from './xml';

const TYPES = `export interface StageCriterion {
    readonly key: string;
    readonly number: number;
    readonly title: string;
    readonly artifact: string;
    /** API name of the partner's field that proves it, where it is one. */
    readonly field: string | null;
    /** Order of the overlay stage whose exit it opens. */
    readonly stageOrder: number;
    /** Last rank that a deal may hold while it is unmet. */
    readonly gateRank: number;
    readonly owes: 'host' | 'partner' | 'both';
    readonly owedBy: 'Lead' | 'Supporting' | 'both';
    readonly mode: 'block' | 'advise';
    readonly hostMove: string;
    readonly partnerMove: string;
    readonly message: string;
    readonly partnerTypes: readonly string[] | null;
    readonly byPartnerType: Readonly<Record<string, { readonly hostMove?: string; readonly partnerMove?: string }>>;
    readonly dueBusinessDays: number | null;
    /** A partner that joined after this stage does not owe it. */
    readonly sparesLateJoiners: boolean;
    /** Versions of the map that ask for it: those under which partners on open deals may be. */
    readonly versions: readonly string[];
}

export interface MapStage {
    readonly order: number;
    readonly name: string;
    readonly intent: string;
    readonly owner: string;
    readonly stageNames: readonly string[];
    readonly disqualifyWhen: readonly string[];
}`;

const WORDS = `interface Words {
    readonly stages: readonly Partial<MapStage>[];
    readonly criteria: readonly Partial<StageCriterion>[];
}`;

/** The c/stageMap bundle: what the components know of the process. The org decides; this only explains. */
export function compileLwcStageMap(map: StageMap): readonly CompiledFile[] {
    const source = [
        '// Written by `map build` from config/stage-map/stage-map.json. Never edited by hand.',
        ...languageImport(map),
        TYPES,
        ...(languagesOf(map).length > 0 ? [WORDS] : []),
        constant('MAP_VERSION', 'string', map.version),
        constant('HANDOFF_BUSINESS_DAYS', 'number', map.handoffBusinessDays),
        '/** StageName to rank: 10 x overlay order + position; lost is -1. */',
        constant('STAGE_RANKS', 'Readonly<Record<string, number>>', Object.fromEntries(ranksOf(map))),
        ...wordedConstants(map),
        ''
    ].join('\n\n');
    return [
        { path: 'lwc/stageMap/stageMap.ts', content: source.trimEnd() + '\n' },
        {
            path: 'lwc/stageMap/stageMap.js-meta.xml',
            content: metadataXml('LightningComponentBundle', [
                ['apiVersion', '66.0'],
                ['description', 'The stage map for components: stages, criteria and their words. Compiled from the co-signed map.'],
                ['isExposed', false],
                ['masterLabel', 'Stage Map']
            ])
        }
    ];
}

const constant = (name: string, type: string, value: unknown): string =>
    `export const ${name}: ${type} = ${JSON.stringify(value, null, 4)};`;

function stagesOf(map: StageMap) {
    return map.stages.map(({ order, name, intent, owner, stageNames, disqualifyWhen }) => ({
        order,
        name,
        intent,
        owner,
        stageNames,
        disqualifyWhen
    }));
}

/** The criteria of every version in force; those that both versions put alike, in every language, are one. */
const criteriaOf = (map: StageMap): readonly VersionedCriterion[] =>
    criteriaOfVersions(map, (version, stage, criterion) =>
        JSON.stringify([factsOf(version, stage, criterion), languagesOf(map).map((language) => wordsOf(version, criterion, language))])
    );

const factsOf = (map: StageMap, stage: OverlayStage, criterion: Criterion) => ({
    key: criterion.key,
    number: criterion.number,
    title: criterion.title,
    artifact: criterion.artifact,
    field: criterion.field?.name ?? null,
    stageOrder: stage.order,
    gateRank: gateRank(stage, criterion),
    owes: criterion.owes,
    owedBy: criterion.owedBy,
    mode: criterion.mode,
    hostMove: criterion.hostMove,
    partnerMove: criterion.partnerMove,
    message: criterion.message,
    partnerTypes: criterion.partnerTypes ?? null,
    byPartnerType: criterion.byPartnerType ?? {},
    dueBusinessDays: criterion.dueBusinessDays ?? null,
    sparesLateJoiners: map.lateJoin === 'from-joined-stage' && stage.order > 0
});

function versionNames(map: StageMap, askedUnder: VersionedCriterion['askedUnder']): string[] {
    const [own, previous] = versionsOf(map).map(({ version }) => version);
    return { both: [own, previous], new: [own], previous: [previous] }[askedUnder].filter((version) => version !== undefined);
}

/** A map of one language asks nobody for the user's. */
const languageImport = (map: StageMap): string[] => (languagesOf(map).length > 0 ? ["import LANGUAGE from '@salesforce/i18n/lang';"] : []);

/** Further languages that any version in force has words in. */
const languagesOf = (map: StageMap): string[] =>
    [...new Set(versionsOf(map).flatMap(({ translations }) => Object.keys(translations ?? {})))]
        .filter((language) => language !== (map.language ?? DEFAULT_LANGUAGE))
        .sort();

/** Stages and criteria; where the map has further languages, with the words of the user's. */
function wordedConstants(map: StageMap): string[] {
    const stages = stagesOf(map);
    const placed = criteriaOf(map);
    const criteria = placed.map(({ map: version, stage, criterion, askedUnder }) => ({
        ...factsOf(version, stage, criterion),
        versions: versionNames(map, askedUnder)
    }));
    if (languagesOf(map).length === 0)
        return [constant('STAGES', 'readonly MapStage[]', stages), constant('CRITERIA', 'readonly StageCriterion[]', criteria)];
    const words = Object.fromEntries(
        languagesOf(map).map((language) => [
            language.replace('_', '-'),
            {
                stages: stageWords(map, language),
                criteria: placed.map(({ map: version, criterion }) => wordsOf(version, criterion, language))
            }
        ])
    );
    return [
        constant('MAP_STAGES', 'readonly MapStage[]', stages).replace('export ', ''),
        constant('MAP_CRITERIA', 'readonly StageCriterion[]', criteria).replace('export ', ''),
        '/** Texts in further languages, stages and criteria in the order above. */',
        constant('TRANSLATIONS', 'Readonly<Record<string, Words>>', words).replace('export ', ''),
        '// A language of its own before the one it is a variant of: pt-BR, then pt.',
        "const words: Words | undefined = TRANSLATIONS[LANGUAGE] ?? TRANSLATIONS[LANGUAGE.split('-')[0]!];",
        'export const STAGES: readonly MapStage[] = MAP_STAGES.map((stage, index) => ({ ...stage, ...words?.stages[index] }));',
        'export const CRITERIA: readonly StageCriterion[] = MAP_CRITERIA.map((criterion, index) => ({ ...criterion, ...words?.criteria[index] }));'
    ];
}

function stageWords(map: StageMap, language: string) {
    const translation = map.translations?.[language];
    return (translation?.stages ?? []).map((words, index) => ({ ...words, owner: translation!.owners[map.stages[index]!.owner] }));
}

/** The words of a criterion in a language; none where its version has no such language. */
function wordsOf({ translations }: StageMap, { key }: Criterion, language: string) {
    const { patternMessage: _, ...words } = translations?.[language]?.criteria[key] ?? {};
    return words;
}
