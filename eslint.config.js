import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** What could run code of a checkout: nobody may import it, adapters neither. */
const NEVER = [
  {
    group: ['child_process', 'cluster', 'inspector', 'module', 'repl', 'vm', 'worker_threads'].flatMap((name) => [
      name,
      `node:${name}`,
      `node:${name}/*`,
    ]),
    message: 'What a checkout contains is parsed, never executed: no child process, and no code from elsewhere.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'lib/', 'coverage/', '.cache/', 'node_modules/', '__tests__/**/golden/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-template-curly-in-string': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: NEVER }],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportExpression[source.type!="Literal"]',
          message: 'Only what is written here may be loaded, never what a path leads to.',
        },
        {
          selector:
            'ImportExpression[source.value=/^(node:)?(child_process|cluster|inspector|module|repl|vm|worker_threads)/]',
          message: 'What a checkout contains is parsed, never executed.',
        },
        { selector: 'CallExpression[callee.name="require"]', message: 'Import it.' },
        {
          selector:
            'MemberExpression[property.name=/^(binding|getBuiltinModule|dlopen|_linkedBinding)$/][object.name="process"]',
          message: 'What a checkout contains is parsed, never executed.',
        },
      ],
    },
  },
  {
    // Who may import what is checked by dependency-cruiser: `npm run lint:layers`. Globals need no import.
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/**', 'src/app/main.ts', 'src/app/cli.ts', 'src/index.ts'],
    rules: { 'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'console'] },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-template-curly-in-string': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        URLSearchParams: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        Response: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        structuredClone: 'readonly',
        TextDecoder: 'readonly',
      },
    },
    rules: { 'no-template-curly-in-string': 'off' },
  },
);
