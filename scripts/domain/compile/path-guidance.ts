import type { OverlayStage, StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';
import type { LimitFault } from './platform-limits';
import { metadataXml, type XmlChild } from './xml';

/** How the platform names the record type of deals that have none. */
export const MASTER_RECORD_TYPE = '__MASTER__';

/** Characters of guidance that a step takes. */
const MAX_GUIDANCE = 1000;

const PATH = /^pathAssistants\/Partner_Stages_(\w+)\.pathAssistant-meta\.xml$/;
const fileOf = (recordType: string): string =>
    `pathAssistants/Partner_Stages_${recordType === MASTER_RECORD_TYPE ? 'Master' : recordType}.pathAssistant-meta.xml`;

/** The record types that the generated folder has path guidance for. */
export const recordTypesWithPath = (files: readonly CompiledFile[]): readonly string[] =>
    files.flatMap(({ path }) => PATH.exec(path)?.[1] ?? []).map((name) => (name === 'Master' ? MASTER_RECORD_TYPE : name));

/**
 * Guidance of the standard Path, a step per StageName, one path per record type. Only on request: an org allows one path per record
 * type and may have its own. An org shows it where Path is on in its settings (PathAssistantSettings.pathAssistantEnabled), and in
 * one language: guidance cannot be translated.
 */
export const compilePathGuidance = (map: StageMap, recordTypes: readonly string[]): readonly CompiledFile[] =>
    recordTypes.map((recordType) => ({
        path: fileOf(recordType),
        content: metadataXml('PathAssistant', [
            ['active', true],
            ['entityName', 'Opportunity'],
            ['fieldName', 'StageName'],
            ['masterLabel', recordType === MASTER_RECORD_TYPE ? 'Partner stages' : `Partner stages: ${recordType}`.slice(0, 80)],
            ...map.stages.flatMap((stage) => stage.stageNames.map((name): XmlChild => ['pathAssistantSteps', step(stage, name)])),
            ['recordTypeName', recordType]
        ])
    }));

const step = (stage: OverlayStage, stageName: string): readonly XmlChild[] => [
    ['info', guidance(stage)],
    ['picklistValueName', stageName]
];

/** Rich text: what the stage is for and what opens its exit; without the moves where they do not fit. */
function guidance(stage: OverlayStage): string {
    const head = `<p><b>Partner deals: ${text(stage.name)}.</b> ${text(stage.intent)}</p>`;
    const listed = (line: (criterion: OverlayStage['criteria'][number]) => string) =>
        `${head}<ul>${stage.criteria.map((criterion) => `<li>${line(criterion)}</li>`).join('')}</ul>`;
    const whole = listed(
        ({ title, hostMove, partnerMove }) => `<b>${text(title)}.</b> We: ${text(hostMove)} Partner: ${text(partnerMove)}`
    );
    return whole.length <= MAX_GUIDANCE ? whole : listed(({ title }) => `<b>${text(title)}</b>`);
}

const text = (plain: string): string => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Stages whose guidance a step does not take, though it lists no more than what is asked for. */
export const findGuidanceFaults = (map: StageMap, recordTypes: readonly string[]): readonly LimitFault[] =>
    recordTypes.flatMap((recordType) =>
        map.stages
            .filter((stage) => guidance(stage).length > MAX_GUIDANCE)
            .map((stage) => ({
                path: fileOf(recordType),
                isCertain: true,
                fault: `its guidance for stage ${stage.order} ${stage.name} has ${guidance(stage).length} characters; a step takes ${MAX_GUIDANCE}. Shorten the intent or the titles of its ${stage.criteria.length} criteria.`
            }))
    );
