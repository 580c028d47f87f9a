import type { Command } from './command';
import { forecastRollup } from './forecast-rollup';
import { mapBuild, mapCheck } from './map-build';

/** Every command of the tool, in the order of `--help`. */
export const commands: readonly Command[] = [forecastRollup, mapBuild, mapCheck];
