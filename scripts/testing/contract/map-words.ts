import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface MapFile {
    readonly lostStageNames: readonly string[];
    readonly stages: readonly {
        readonly order: number;
        readonly stageNames: readonly string[];
        readonly criteria: readonly { readonly key: string; readonly message: string }[];
    }[];
}

const MAP = JSON.parse(readFileSync(resolve(__dirname, '../../../config/stage-map/stage-map.json'), 'utf8')) as MapFile;

/** What the map says that the org must say when the criterion is unmet. */
export function messageOf(key: string): string {
    const criterion = MAP.stages.flatMap(({ criteria }) => criteria).find((each) => each.key === key);
    if (!criterion) throw new RangeError(`the map has no criterion ${key}`);
    return criterion.message;
}

/** The StageName values of an overlay stage, in the order in which deals pass them. */
export const stageNames = (order: number): readonly string[] => MAP.stages.find((stage) => stage.order === order)!.stageNames;

/** Every open and won StageName, first to last. */
export const ALL_STAGE_NAMES: readonly string[] = MAP.stages.flatMap((stage) => stage.stageNames);
export const LOST = MAP.lostStageNames[0]!;
export const WON = stageNames(MAP.stages.length - 1)[0]!;
/** No map knows it; an org takes it, since StageName accepts any text through the API. */
export const OFF_THE_MAP = 'Legal Limbo';
