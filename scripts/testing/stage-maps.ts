import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseStageMap } from '../boundary/parse-stage-map';
import type { Criterion, OverlayStage, StageMap } from '../domain/stage-map/stage-map';

const FILE = resolve(__dirname, '../../config/stage-map/stage-map.json');

/** The shipped map as it stands in its file, before anybody has judged it. */
export const stageMapFile = (): unknown => JSON.parse(readFileSync(FILE, 'utf8')) as unknown;

/** The shipped map. */
export const parseStageMapFile = (): StageMap => parseStageMap(stageMapFile(), 'config/stage-map/stage-map.json');

/** A blocking registration criterion that everybody owes, unless said otherwise. */
export const aCriterion = (number: number, given: Partial<Criterion> = {}): Criterion => ({
    key: `criterion-${number}`,
    number,
    title: `Criterion ${number}`,
    artifact: 'registration',
    owes: 'both',
    owedBy: 'both',
    mode: 'block',
    hostMove: 'Write it down.',
    partnerMove: 'Confirm it.',
    message: `Criterion ${number} is not met.`,
    ...given
});

/** An overlay stage whose one criterion has the stage's order + 1 as its number. */
export const aStage = (
    order: number,
    stageNames: readonly string[],
    criteria: readonly Criterion[] = [aCriterion(order + 1)]
): OverlayStage => ({
    order,
    name: `Stage ${order}`,
    intent: 'Get on.',
    owner: 'Account Executive',
    stageNames,
    disqualifyWhen: [],
    criteria
});

/** A sound map of four short stages, New to Won, with a scorecard owed at the exit of the second. */
export const aStageMap = (given: Partial<StageMap> = {}): StageMap => ({
    name: 'Small map',
    version: '1',
    effectiveOn: '2026-01-01',
    signers: ['revops', 'partnerships'],
    scope: { minimumAmount: 0, excludedOpportunityTypes: [] },
    sourcedUntil: 1,
    lateJoin: 'from-joined-stage',
    handoffBusinessDays: 2,
    dwell: { graceDays: 14, minimumSample: 20 },
    lostStageNames: ['Lost'],
    stages: [
        aStage(0, ['New']),
        aStage(1, ['Meet', 'Need'], [aCriterion(2, { key: 'joint-scorecard', artifact: 'joint-scorecard', owedBy: 'Lead' })]),
        aStage(2, ['Offer'], [aCriterion(3, { key: 'mutual-action-plan', artifact: 'mutual-action-plan' })]),
        aStage(3, ['Won'], [aCriterion(4, { key: 'post-mortem', artifact: 'post-mortem' })])
    ],
    ...given
});
