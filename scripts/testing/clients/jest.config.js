const {
    projects: [scripts]
} = require('../../../jest.config.js');

/** The long client suites: the real sf command line, minutes instead of seconds, and so not part of `npm test`. */
module.exports = {
    ...scripts,
    displayName: 'clients',
    rootDir: '../../..',
    testMatch: ['<rootDir>/scripts/testing/clients/**/*.{suite,test}.ts'],
    testTimeout: 120_000
};
