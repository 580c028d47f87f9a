import { gateRank, ranksOf } from '../stage-map/ranks';
import type { StageMap } from '../stage-map/stage-map';
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

/** The c/stageMap bundle: what the components know of the process. The org decides; this only explains. */
export function compileLwcStageMap(map: StageMap): readonly CompiledFile[] {
    const criteria = forEachCriterion(map, (criterion, stage) => [
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
    const stages = map.stages.map(({ order, name, intent, owner, stageNames, disqualifyWhen }) => ({
        order,
        name,
        intent,
        owner,
        stageNames,
        disqualifyWhen
    }));
    const constant = (name: string, type: string, value: unknown) => `export const ${name}: ${type} = ${JSON.stringify(value, null, 4)};`;
    const source = [
        '// Written by `map build` from config/stage-map/stage-map.json. Never edited by hand.',
        TYPES,
        constant('MAP_VERSION', 'string', map.version),
        constant('HANDOFF_BUSINESS_DAYS', 'number', map.handoffBusinessDays),
        '/** StageName to rank: 10 x overlay order + position; lost is -1. */',
        constant('STAGE_RANKS', 'Readonly<Record<string, number>>', Object.fromEntries(ranksOf(map))),
        constant('STAGES', 'readonly MapStage[]', stages),
        constant('CRITERIA', 'readonly StageCriterion[]', criteria),
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
