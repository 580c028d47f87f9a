import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Has a line printed at the end of the whole run, above the tally: what a test measured and a reader should see. The lines are
 * sorted by key, which is unique in the run. Without the tally reporter nothing happens.
 */
export function tallyLine(key: string, line: string): void {
    const folder = process.env['TALLY_FOLDER'];
    if (folder !== undefined) writeFileSync(join(folder, `${key}.txt`), line);
}
