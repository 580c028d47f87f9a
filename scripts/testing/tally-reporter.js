const { mkdtempSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Ends a run with what its tests measured (tally-line.ts) and the one line that CI reads: `N passed, N failed`. */
module.exports = class TallyReporter {
    constructor() {
        // Test files run in processes of their own, which inherit the environment.
        this.folder = mkdtempSync(join(tmpdir(), 'tally-'));
        process.env.TALLY_FOLDER = this.folder;
    }

    onRunComplete(_contexts, results) {
        const lines = readdirSync(this.folder)
            .sort()
            .map((file) => readFileSync(join(this.folder, file), 'utf8'));
        rmSync(this.folder, { recursive: true, force: true });
        // A suite that does not even load counts as one failure, or it would vanish from the tally.
        const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
        const skipped = results.numPendingTests ? `, ${results.numPendingTests} skipped` : '';
        // Jest prints its own summary after all reporters; the tally has to be the last line.
        const last = [...lines, `${results.numPassedTests} passed, ${failed} failed${skipped}`];
        process.on('exit', () => process.stderr.write(`${last.join('\n')}\n`));
    }
};
