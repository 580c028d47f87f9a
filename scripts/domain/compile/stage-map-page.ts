import type { Criterion, OverlayStage, StageMap } from '../stage-map/stage-map';
import type { CompiledFile } from './compiled-file';

/** STAGE-MAP.md: the one page that people read and sign. */
export function compileStageMapPage(map: StageMap): CompiledFile {
    const lines = [
        `# ${map.name}`,
        '',
        `Version ${map.version}, in force from ${map.effectiveOn}. To be signed by ${map.signers.join(' and ')}. Compiled from \`config/stage-map/stage-map.json\`.`,
        '',
        'A partner deal leaves a stage when its artifacts exist. Moving back and losing a deal are always possible; direct deals are untouched.',
        '',
        ...map.stages.flatMap(stageLines),
        '## Standing rules',
        '',
        `- Scope: ${scopeOf(map)}.`,
        `- A partner may be Sourced if it was registered by the end of stage ${map.sourcedUntil}.`,
        `- A partner that joins late owes ${map.lateJoin === 'all' ? 'every gate' : 'the gates from the stage at which it joined'}; registration and handoff always.`,
        `- A handoff is answered within ${map.handoffBusinessDays} business days.`,
        `- A deal is stalled ${map.dwell.graceDays} days past the mean dwell of its stage and partner type (from ${map.dwell.minimumSample} samples on; below that all partner types are used).`,
        ''
    ];
    return { path: 'STAGE-MAP.md', content: lines.join('\n') };
}

const stageLines = (stage: OverlayStage): string[] => [
    `## Stage ${stage.order}: ${stage.name}`,
    '',
    `${stage.intent} Accountable: ${stage.owner}. StageName: ${stage.stageNames.join(', ')}.`,
    '',
    ...stage.criteria.flatMap(criterionLines),
    ...(stage.disqualifyWhen.length > 0 ? ['Disqualify when:', '', ...stage.disqualifyWhen.map((reason) => `- ${reason}`), ''] : [])
];

function criterionLines(criterion: Criterion): string[] {
    const forWhom = [criterion.partnerTypes?.join(', '), criterion.owedBy === 'both' ? undefined : `${criterion.owedBy} partner`]
        .filter(Boolean)
        .join('; ');
    const variants = Object.entries(criterion.byPartnerType ?? {}).flatMap(([type, moves]) => [
        ...(moves?.hostMove ? [`- Host move with ${type}: ${moves.hostMove}`] : []),
        ...(moves?.partnerMove ? [`- Partner move with ${type}: ${moves.partnerMove}`] : [])
    ]);
    return [
        `### ${criterion.number}. ${criterion.title}${forWhom ? ` (${forWhom})` : ''}`,
        '',
        `- Host move: ${criterion.hostMove}`,
        `- Partner move: ${criterion.partnerMove}`,
        ...variants,
        `- ${criterion.mode === 'block' ? 'Blocks' : 'Advises'}${criterion.dueBefore ? ` before ${criterion.dueBefore}` : ''}${criterion.dueBusinessDays ? `; due ${criterion.dueBusinessDays} business days after the close` : ''}.`,
        ''
    ];
}

function scopeOf({ scope }: StageMap): string {
    const parts = [
        ...(scope.minimumAmount > 0 ? [`deals from ${scope.minimumAmount} on`] : []),
        ...(scope.excludedOpportunityTypes.length > 0 ? [`all opportunity types but ${scope.excludedOpportunityTypes.join(', ')}`] : [])
    ];
    return parts.length > 0 ? parts.join('; ') : 'every deal with a registered partner';
}
