#!/usr/bin/env node
// Runs the TypeScript beside it as it is: no build step stands between an edit and its effect.
require('tsx/cjs');
const { main } = require('./main.ts');

main(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode;
});
