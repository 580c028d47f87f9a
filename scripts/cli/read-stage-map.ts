import { resolve } from 'node:path';
import { readJson } from '../adapters/files/read-json';
import { parseStageMap } from '../boundary/parse-stage-map';
import type { StageMap } from '../domain/stage-map/stage-map';

/** The stage map of a file, named from `cwd`; problems call it by the name that was given. */
export const readStageMap = (source: string, cwd: string): StageMap => parseStageMap(readJson(resolve(cwd, source)), source);
