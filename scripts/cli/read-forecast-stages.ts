import { resolve } from 'node:path';
import { readJson } from '../adapters/files/read-json';
import { isPlainStageList, parsePlainStageList, PLAIN_STAGE_LIST } from '../boundary/plain-stage-list';
import { ProblemError } from '../domain/problem';
import type { StageMap } from '../domain/stage-map/stage-map';
import { readStageMap } from './read-stage-map';

/** What help says of it. */
export const FORECAST_STAGES_NOTE = `For a log without partner gates, --stage-map may also be a plain list, open stages in the order in which deals pass them:\n  ${PLAIN_STAGE_LIST}`;

/**
 * The stages that a forecast goes by: a stage map, or a plain list of open, won and lost StageNames for a log of deals that no gate was
 * ever owed for. Throws ProblemError STAGE_MAP_INVALID or JSON_INVALID, which says how to write such a list.
 */
export function readForecastStages(source: string, cwd: string): StageMap {
    try {
        const json = readJson(resolve(cwd, source));
        return isPlainStageList(json) ? parsePlainStageList(json, source) : readStageMap(source, cwd);
    } catch (error) {
        if (!(error instanceof ProblemError) || !(error.code === 'STAGE_MAP_INVALID' || error.code === 'JSON_INVALID')) throw error;
        const remedy = `${error.remedy} A forecast alone also takes a plain list: ${PLAIN_STAGE_LIST}`;
        throw new ProblemError({ code: error.code, subject: error.subject, detail: error.detail, remedy }, { cause: error });
    }
}
