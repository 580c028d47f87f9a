import { createBaseRows, createReader } from '../dml';
import { newId } from '../model/ids';
import type { OrgState } from '../model/org';
import { standardSchema } from '../model/standard-schema';
import { Store } from '../store/store';
import { deployFolder } from './deploy';

/**
 * `tsx scripts/local-org/metadata/check-source.ts FOLDER...`: what an org would say to a deploy of these folders, without starting one.
 * Exit 0 when it would take them, 1 when not, 2 without a folder.
 */
function main(folders: readonly string[]): number {
    if (folders.length === 0) {
        process.stderr.write('Name the source folders to check, e.g. force-app.\n');
        return 2;
    }
    const state: OrgState = {
        schema: standardSchema(),
        store: new Store(),
        reader: createReader(() => state),
        organizationId: newId('00D', 1),
        now: () => new Date()
    };
    createBaseRows(state);
    const { success, componentFailures, numberComponentsTotal } = deployFolder(state, folders, { checkOnly: true });
    for (const { fileName, lineNumber, columnNumber, problem } of componentFailures) {
        process.stderr.write(`${[fileName, lineNumber, columnNumber].filter(Boolean).join(':')}  ${problem}\n`);
    }
    process.stdout.write(
        success
            ? `${numberComponentsTotal} components would deploy\n`
            : `${componentFailures.length} of ${numberComponentsTotal} components would be refused\n`
    );
    return success ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
