import { ProblemError } from '../domain/problem';
import { findMapFaults } from '../domain/stage-map/find-map-faults';
import type { StageMap } from '../domain/stage-map/stage-map';
import { wordsOfIssue } from './map-fault-words';
import { pathOf, placeInWords } from './map-place';
import { stageMapSchema } from './stage-map-schema';

const REMEDY = 'Correct the lines named above; an editor that reads stage-map.schema.json marks them as you type.';

/** The problem of a file that holds no sound stage map, each fault on a line. */
export const invalidStageMap = (source: string, faults: readonly string[]) =>
    new ProblemError({
        code: 'STAGE_MAP_INVALID',
        subject: source,
        detail: `is not a sound stage map:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n`,
        remedy: REMEDY
    });

/** The one place where stage-map JSON of unknown shape becomes a StageMap. Throws ProblemError STAGE_MAP_INVALID with every fault. */
export function parseStageMap(json: unknown, source: string): StageMap {
    const parsed = stageMapSchema.safeParse(json, { error: wordsOfIssue });
    const told = (path: string, fault: string) => `${path} ${fault}${placeInWords(json, path)}`;
    if (!parsed.success)
        throw invalidStageMap(
            source,
            parsed.error.issues.map(({ path, message }) => told(pathOf(path), message))
        );
    const { $schema: _, ...map } = parsed.data;
    const faults = findMapFaults(map);
    if (faults.length > 0)
        throw invalidStageMap(
            source,
            faults.map(({ path, fault }) => told(path, fault))
        );
    return map;
}
