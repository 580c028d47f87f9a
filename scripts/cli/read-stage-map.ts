import { dirname, resolve } from 'node:path';
import { readJson } from '../adapters/files/read-json';
import { digestOf } from '../adapters/signatures/digest';
import { invalidStageMap, parseStageMap } from '../boundary/parse-stage-map';
import { ProblemError } from '../domain/problem';
import { canonicalJson } from '../domain/stage-map/canonical-json';
import type { StageMap } from '../domain/stage-map/stage-map';
import { contentOf, findVersionFaults } from '../domain/stage-map/versions';

/**
 * The stage map of a file, named from `cwd`, with the previous map that it keeps in force; problems call it by the name that was
 * given. Throws ProblemError STAGE_MAP_INVALID, also when the previous map is not the one that was pinned.
 */
export const readStageMap = (source: string, cwd: string): StageMap =>
    withPrevious(parseStageMap(readJson(resolve(cwd, source)), source), source, dirname(resolve(cwd, source)));

/** A map that was read, with the previous one that it names from `folder`. */
export function withPrevious(map: StageMap, source: string, folder: string): StageMap {
    if (map.inFlight?.rule !== 'grandfather') return map;
    const { previous: file, previousDigest } = map.inFlight;
    const grandfathered = parseStageMap(readJson(resolve(folder, file)), file);
    const digest = mapDigest(grandfathered);
    if (digest !== previousDigest)
        throw new ProblemError({
            code: 'STAGE_MAP_INVALID',
            subject: `${source} inFlight.previousDigest`,
            detail: `is not the digest of ${file}, which is ${digest}.`,
            remedy: `Put back the map that was in force as ${file}, or pin what it says now and have both signed again.`
        });
    const faults = findVersionFaults(map, grandfathered);
    if (faults.length > 0)
        throw invalidStageMap(
            source,
            faults.map(({ path, fault }) => `${path} ${fault}`)
        );
    return { ...map, grandfathered };
}

/** Digest of exactly what the file of a map says; comments, order and the previous map's own text do not count. */
export const mapDigest = (map: StageMap): string => digestOf(canonicalJson(contentOf(map)));
