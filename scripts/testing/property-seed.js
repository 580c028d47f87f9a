const fc = require('fast-check');

// The same sequences on every run, so that a red build is somebody's change and not luck. FC_SEED=n looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261121) });
