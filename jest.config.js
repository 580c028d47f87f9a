const { jestConfig: lwcConfig } = require('@salesforce/sfdx-lwc-jest/config');

const scripts = {
    testEnvironment: 'node',
    setupFiles: ['<rootDir>/scripts/testing/property-seed.js'],
    transform: {
        '\\.[jt]sx?$': [
            'babel-jest',
            {
                babelrc: false,
                configFile: false,
                presets: ['@babel/preset-typescript'],
                plugins: ['@babel/plugin-transform-export-namespace-from', '@babel/plugin-transform-modules-commonjs']
            }
        ]
    },
    transformIgnorePatterns: ['/node_modules/(?!(jose|@jetstreamapp)/)'],
    modulePathIgnorePatterns: ['<rootDir>/.local/']
};

module.exports = {
    // Nothing here is a timed test: a busy machine may take its time.
    testTimeout: 30_000,
    reporters: ['default', '<rootDir>/scripts/testing/tally-reporter.js'],
    projects: [
        {
            ...scripts,
            displayName: 'scripts',
            testMatch: ['<rootDir>/scripts/**/*.test.ts'],
            testPathIgnorePatterns: ['\\.browser\\.test\\.ts$']
        },
        { ...scripts, displayName: 'browser', testMatch: ['<rootDir>/scripts/**/*.browser.test.ts'] },
        {
            ...lwcConfig,
            displayName: 'lwc',
            testMatch: ['<rootDir>/force-app/**/__tests__/**/*.test.ts'],
            modulePathIgnorePatterns: ['<rootDir>/.local/', '<rootDir>/scripts/'],
            setupFilesAfterEnv: [...(lwcConfig.setupFilesAfterEnv ?? []), '<rootDir>/force-app/test/setup.js']
        }
    ]
};
