import { gateRank, ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
import type { CriterionWords, Translation } from '../stage-map/translation';
import type { CompiledFile } from './compiled-file';
import { forEachCriterion } from './map-criteria';
import { metadataXml } from './xml';

const TYPES = `export interface StageCriterion {
    readonly key: string;
    readonly number: number;
    readonly title: string;
    readonly artifact: string;
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
    readonly criteria: Readonly<Record<string, Partial<StageCriterion>>>;
}`;

/** The c/stageMap bundle: what the components know of the process. The org decides; this only explains. */
export function compileLwcStageMap(map: StageMap): readonly CompiledFile[] {
    const source = [
        '// Written by `map build` from config/stage-map/stage-map.json. Never edited by hand.',
        ...languageImport(map),
        TYPES,
        ...(map.translations ? [WORDS] : []),
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

const criteriaOf = (map: StageMap) =>
    forEachCriterion(map, (criterion, stage) => [
        {
            key: criterion.key,
            number: criterion.number,
            title: criterion.title,
            artifact: criterion.artifact,
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
            dueBusinessDays: criterion.dueBusinessDays ?? null
        }
    ]);

/** A map of one language asks nobody for the user's. */
const languageImport = ({ translations }: StageMap): string[] => (translations ? ["import LANGUAGE from '@salesforce/i18n/lang';"] : []);

/** Stages and criteria; where the map has further languages, with the words of the user's. */
function wordedConstants(map: StageMap): string[] {
    const [stages, criteria] = [stagesOf(map), criteriaOf(map)];
    if (!map.translations)
        return [constant('STAGES', 'readonly MapStage[]', stages), constant('CRITERIA', 'readonly StageCriterion[]', criteria)];
    const words = Object.fromEntries(
        Object.entries(map.translations).map(([language, translation]) => [language.replace('_', '-'), wordsOf(map, translation)])
    );
    return [
        constant('MAP_STAGES', 'readonly MapStage[]', stages).replace('export ', ''),
        constant('MAP_CRITERIA', 'readonly StageCriterion[]', criteria).replace('export ', ''),
        '/** Texts in further languages: stages in order, criteria by key. */',
        constant('TRANSLATIONS', 'Readonly<Record<string, Words>>', words).replace('export ', ''),
        '// A language of its own before the one it is a variant of: pt-BR, then pt.',
        "const words: Words | undefined = TRANSLATIONS[LANGUAGE] ?? TRANSLATIONS[LANGUAGE.split('-')[0]!];",
        'export const STAGES: readonly MapStage[] = MAP_STAGES.map((stage, index) => ({ ...stage, ...words?.stages[index] }));',
        'export const CRITERIA: readonly StageCriterion[] = MAP_CRITERIA.map((criterion) => ({ ...criterion, ...words?.criteria[criterion.key] }));'
    ];
}

function wordsOf(map: StageMap, { owners, stages, criteria }: Translation) {
    const wordsOfCriterion = ({ patternMessage: _, ...words }: CriterionWords) => words;
    return {
        stages: stages.map((words, index) => ({ ...words, owner: owners[map.stages[index]!.owner] })),
        criteria: Object.fromEntries(forEachCriterion(map, ({ key }) => [[key, wordsOfCriterion(criteria[key]!)]]))
    };
}
