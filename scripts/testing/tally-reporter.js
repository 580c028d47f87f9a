/** Ends a run with the one line that CI reads: `N passed, N failed`. */
module.exports = class TallyReporter {
    onRunComplete(_contexts, results) {
        // A suite that does not even load counts as one failure, or it would vanish from the tally.
        const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
        const skipped = results.numPendingTests ? `, ${results.numPendingTests} skipped` : '';
        // Jest prints its own summary after all reporters; the tally has to be the last line.
        process.on('exit', () => process.stderr.write(`${results.numPassedTests} passed, ${failed} failed${skipped}\n`));
    }
};
