import type { Command } from './command';

/** Every command of the tool, in the order of `--help`. */
export const commands: readonly Command[] = [];
