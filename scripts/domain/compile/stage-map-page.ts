import { inLanguage } from '../stage-map/in-language';
import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';
import { DEFAULT_LANGUAGE } from '../stage-map/translation';
import type { CompiledFile } from './compiled-file';
import { pageWords, type PageWords } from './page-words';

/** STAGE-MAP.md: the one page that people read and sign; STAGE-MAP.de.md and so on say the same in the map's further languages. */
export const compileStageMapPages = (map: StageMap): readonly CompiledFile[] => [
    { path: 'STAGE-MAP.md', content: pageOf(map, pageWords(map.language ?? DEFAULT_LANGUAGE), ({ owner }) => owner) },
    ...Object.entries(map.translations ?? {})
        .sort()
        .map(([language, { owners }]) => ({
            path: `STAGE-MAP.${language}.md`,
            content: pageOf(inLanguage(map, language), pageWords(language), ({ owner }) => owners[owner] ?? owner)
        }))
];

type OwnerOf = (stage: OverlayStage) => string;

const pageOf = (map: StageMap, words: PageWords, ownerOf: OwnerOf): string =>
    [
        `# ${map.name}`,
        '',
        words.head(map),
        '',
        words.promise,
        '',
        ...map.stages.flatMap((stage) => stageLines(stage, words, ownerOf(stage))),
        `## ${words.standingRules}`,
        '',
        ...words.rules(map).map((rule) => `- ${rule}`),
        ''
    ].join('\n');

const stageLines = (stage: OverlayStage, words: PageWords, owner: string): string[] => [
    `## ${words.stage} ${stage.order}: ${stage.name}`,
    '',
    words.stageLine(stage.intent, owner, stage.stageNames.join(', ')),
    '',
    ...stage.criteria.flatMap((criterion) => criterionLines(criterion, words)),
    ...(stage.disqualifyWhen.length > 0 ? [words.disqualify, '', ...stage.disqualifyWhen.map((reason) => `- ${reason}`), ''] : [])
];

function criterionLines(criterion: Criterion, words: PageWords): string[] {
    const role = { both: undefined, Lead: words.leadPartner, Supporting: words.supportingPartner }[criterion.owedBy];
    const forWhom = [criterion.partnerTypes?.join(', '), role].filter(Boolean).join('; ');
    const variants = Object.entries(criterion.byPartnerType ?? {}).flatMap(([type, moves]) => [
        ...(moves?.hostMove ? [`- ${words.hostMove} ${words.withType} ${type}: ${moves.hostMove}`] : []),
        ...(moves?.partnerMove ? [`- ${words.partnerMove} ${words.withType} ${type}: ${moves.partnerMove}`] : [])
    ]);
    return [
        `### ${criterion.number}. ${criterion.title}${forWhom ? ` (${forWhom})` : ''}`,
        '',
        `- ${words.hostMove}: ${criterion.hostMove}`,
        `- ${words.partnerMove}: ${criterion.partnerMove}`,
        ...variants,
        `- ${words.effect(criterion)}`,
        ''
    ];
}
