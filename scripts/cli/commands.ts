import type { Command } from './command';
import { mapBuild, mapCheck } from './map-build';

/** Every command of the tool, in the order of `--help`. */
export const commands: readonly Command[] = [mapBuild, mapCheck];
