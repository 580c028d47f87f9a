import { z } from 'zod';
import type { OverlayStage, StageMap } from '../domain/stage-map/stage-map';
import { wordsOfIssue } from './map-fault-words';
import { pathOf } from './map-place';
import { invalidStageMap } from './parse-stage-map';

/** How such a list is written, for help and remedies. */
export const PLAIN_STAGE_LIST = '{"open": ["Lead", "Demo", "Offer"], "won": ["Won"], "lost": ["Lost"]}';

/** Overlay orders and ranks leave room for so many stages. */
const MOST_OPEN = 60;
const stageName = z.string().trim().min(1).max(120);
const stageNames = z.preprocess((names) => (typeof names === 'string' ? [names] : names), z.array(stageName).min(1));

const plainStageListSchema = z.strictObject({
    name: z.string().optional(),
    version: z.string().optional(),
    open: z.array(stageName).min(1).max(MOST_OPEN),
    won: stageNames,
    lost: stageNames
});

/** Whether unknown JSON is meant as a plain list of stages rather than as a stage map. */
export const isPlainStageList = (json: unknown): boolean =>
    typeof json === 'object' && json !== null && !Array.isArray(json) && 'open' in json && !('stages' in json);

/**
 * A map for forecasts alone from a plain list of StageNames, open ones in the order in which deals pass them: each is an overlay
 * stage of its own, nothing is owed anywhere, so what a deal claims it has earned. Throws ProblemError STAGE_MAP_INVALID.
 */
export function parsePlainStageList(json: unknown, source: string): StageMap {
    const parsed = plainStageListSchema.safeParse(json, { error: wordsOfIssue });
    if (!parsed.success)
        throw invalidStageMap(
            source,
            parsed.error.issues.map(({ path, message }) => `${pathOf(path)} ${message}`)
        );
    const { name, version, open, won, lost } = parsed.data;
    const all = [...open, ...won, ...lost];
    const twice = all.filter((one, at) => all.indexOf(one) < at);
    if (twice.length > 0)
        throw invalidStageMap(
            source,
            twice.map((one) => `names "${one}" twice; each stage is open, won or lost.`)
        );
    return {
        name: name ?? 'Plain list of stages',
        version: version ?? 'plain list',
        effectiveOn: '1970-01-01',
        signers: [],
        scope: { minimumAmount: 0, excludedOpportunityTypes: [] },
        sourcedUntil: open.length,
        lateJoin: 'from-joined-stage',
        handoffBusinessDays: 2,
        dwell: { graceDays: 14, minimumSample: 20 },
        lostStageNames: lost,
        stages: [...open.map((one, order) => plainStage(order, one, [one])), plainStage(open.length, won[0]!, won)]
    };
}

const plainStage = (order: number, name: string, names: readonly string[]): OverlayStage => ({
    order,
    name,
    intent: '',
    owner: 'Account Executive',
    stageNames: names,
    disqualifyWhen: [],
    criteria: []
});
