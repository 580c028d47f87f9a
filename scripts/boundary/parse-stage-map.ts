import { ProblemError } from '../domain/problem';
import { findMapFaults } from '../domain/stage-map/find-map-faults';
import type { StageMap } from '../domain/stage-map/stage-map';
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
    const parsed = stageMapSchema.safeParse(json);
    if (!parsed.success)
        throw invalidStageMap(
            source,
            parsed.error.issues.map((issue) => `${pathOf(issue.path)}: ${issue.message}`)
        );
    const { $schema: _, ...map } = parsed.data;
    const faults = findMapFaults(map);
    if (faults.length > 0)
        throw invalidStageMap(
            source,
            faults.map(({ path, fault }) => `${path} ${fault}`)
        );
    return map;
}

const pathOf = (path: readonly PropertyKey[]): string =>
    path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)), '') ||
    'the file';
