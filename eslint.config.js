const tseslint = require('typescript-eslint');
const globals = require('globals');
const lwc = require('@salesforce/eslint-config-lwc/recommended');
const platform = require('@lwc/eslint-plugin-lwc-platform');

const components = ['force-app/**/lwc/**/*.ts'];
const componentTests = ['force-app/**/__tests__/**/*.ts', 'force-app/test/**/*.ts'];
const scripts = ['scripts/**/*.ts'];
const on = (files, configs) => configs.map((config) => ({ ...config, files }));

module.exports = [
    {
        ignores: [
            'node_modules/',
            '.local/',
            'coverage/',
            'force-app/**/*.js',
            'force-app/types/',
            'force-app/main/generated/',
            'scripts/local-org/page/**/*.{js,html}'
        ]
    },
    ...on(components, lwc),
    ...on(components, platform.configs.recommended),
    ...on([...components, ...componentTests, ...scripts], tseslint.configs.recommended),
    {
        files: [...components, ...componentTests],
        languageOptions: { parser: tseslint.parser, parserOptions: { ecmaVersion: 'latest', sourceType: 'module', project: null } },
        rules: {
            // The compiler knows better than these, which trip over types.
            'no-undef': 'off',
            'no-unused-vars': 'off',
            'no-restricted-globals': 'off',
            'no-redeclare': 'off',
            'no-dupe-class-members': 'off',
            // We read from the top down; prettier sets the parentheses.
            'no-use-before-define': 'off',
            'no-confusing-arrow': 'off',
            // 6.3.0 crashes on wires without a config object.
            '@lwc/lwc-platform/valid-offline-wire': 'off',
            'no-restricted-syntax': [
                'error',
                {
                    selector: 'MethodDefinition[key.type="PrivateIdentifier"]',
                    message: 'Private methods (#m) do not compile on the platform; use a TypeScript private method.'
                },
                { selector: 'StaticBlock', message: 'Static blocks do not compile on the platform.' },
                { selector: 'AccessorProperty', message: 'The accessor keyword does not compile on the platform.' },
                { selector: 'ImportExpression', message: 'Dynamic import is refused on the platform.' },
                { selector: 'VariableDeclaration[kind=/using/]', message: '`using` reaches the browser untranslated.' }
            ]
        }
    },
    {
        files: [...components, ...componentTests, ...scripts],
        rules: {
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
            '@typescript-eslint/consistent-type-imports': 'error'
        }
    },
    {
        files: componentTests,
        languageOptions: { globals: { ...globals.jest, ...globals.browser } },
        rules: { '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off', '@typescript-eslint/no-explicit-any': 'off' }
    }
];
