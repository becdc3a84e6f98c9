import tseslint from 'typescript-eslint';

// `no-restricted-syntax` of a later block replaces that of an earlier one, so each block below lists all that holds for its files.

const namedExportsOnly = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only.',
};

const chineseElsewhere = [
  'Literal:matches([value=/[\\u3400-\\u9fff]/], [raw=/[\\u3400-\\u9fff]/])',
  'TemplateElement[value.raw=/[\\u3400-\\u9fff]/]',
].map((selector) => ({
  selector,
  message:
    'Chinese words stand in rules/, replies/, language/, answers/ (what people ask), documents/, pages/, cli texts and render.ts; pass a typed result instead.',
}));

const pureAndSynchronous = [
  [':function[async=true], AwaitExpression, ForOfStatement[await=true]', 'The core is synchronous.'],
  ['Identifier[name="Promise"]', 'The core is synchronous.'],
  ['ImportExpression', 'The core loads nothing while it runs.'],
  ['CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'The clock is handed in.'],
  [
    'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    'The clock is handed in.',
  ],
  ['MemberExpression[object.name="Temporal"][property.name="Now"]', 'The clock is handed in.'],
  ['MemberExpression[object.name="Math"][property.name="random"]', 'Chance is handed in.'],
].map(([selector, message]) => ({ selector, message }));

const outsideWorld = ['process', 'fetch', 'performance', 'crypto', 'setTimeout', 'setInterval', 'setImmediate'].map(
  (name) => ({ name, message: 'The core does no I/O; have it handed in.' }),
);

const noNodeModules = (...allowed) => ({
  patterns: [
    {
      regex: allowed.length > 0 ? `^node:(?!(?:${allowed.join('|')})$)` : '^node:',
      message: 'The core does no I/O; have it handed in.',
    },
  ],
});

const restrict = (...selectors) => ({ 'no-restricted-syntax': ['error', ...selectors.flat()] });

const CORE = ['src/{answers,commands,duties,rules,domain,language,replies}/**/*.ts'];
const CHINESE = [
  'src/{documents,pages}/**/*.ts',
  'src/cli.ts',
  'src/cli/**/*.ts',
  'bots/*/render{,-*}.ts',
  'bots/web/client/**/*.ts',
  'test/**/*.ts',
  'scripts/bench/**/*.ts', // what its users say
];

export default tseslint.config(
  {
    ignores: ['node_modules/**', 'dist/**', 'coverage/**', '.zhucun/**', 'src/store/generated/**', 'test/fixtures/**'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Spreading a string gives its code points, which is what is wanted of Chinese text.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Takes what hono's factories return for values of another class.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-param-reassign': 'error',
      'prefer-const': 'error',
      ...restrict(namedExportsOnly, chineseElsewhere),
    },
  },
  { files: CHINESE, rules: restrict(namedExportsOnly) },
  {
    files: CORE,
    rules: {
      ...restrict(namedExportsOnly, chineseElsewhere, pureAndSynchronous),
      'no-restricted-globals': ['error', ...outsideWorld],
      'no-restricted-imports': ['error', noNodeModules()],
    },
  },
  {
    // The characters of numbers are what two layers read by.
    files: ['src/{answers,rules,replies,language}/**/*.ts', 'src/domain/numerals.ts'],
    rules: restrict(namedExportsOnly, pureAndSynchronous),
  },
  {
    // The one file of the core that reads: packs are loaded once, at start, before anything is answered.
    files: ['src/rules/load.ts'],
    rules: { 'no-restricted-imports': ['error', noNodeModules('fs', 'path', 'url')] },
  },
  {
    // The published holidays are a file of a package, which only `require` reads without a flag; once, when the code is read. The dictionary of
    // sounds is read the same way when the first slip is looked at.
    files: ['src/rules/working-days.ts', 'src/language/{chinese-calendar,published-days,sounds}.ts'],
    rules: { 'no-restricted-imports': ['error', noNodeModules('module')] },
  },
  { files: ['src/cli.ts', 'src/cli/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts'],
    rules: {
      // A failed assertion is the test's result: `!` reads better there than a branch that no test takes.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.{mjs,cjs,js}'],
    rules: {
      eqeqeq: 'error',
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'Buffer', 'setTimeout', 'WebAssembly', 'globalThis', '__dirname', 'module'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  {
    files: ['bots/web/client/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...[
            'window',
            'document',
            'location',
            'history',
            'navigator',
            'localStorage',
            'sessionStorage',
            'fetch',
            'self',
          ],
          ...['EventSource', 'WebSocket', 'FormData', 'File', 'FileReader', 'Blob', 'Image', 'CustomEvent', 'Event'],
          ...['AbortController', 'URLSearchParams', 'Headers', 'Request', 'Response', 'crypto', 'caches', 'clients'],
          ...[
            'TextEncoder',
            'TextDecoder',
            'HTMLElement',
            'IntersectionObserver',
            'MutationObserver',
            'ResizeObserver',
          ],
          ...[
            'setInterval',
            'clearTimeout',
            'clearInterval',
            'requestAnimationFrame',
            'queueMicrotask',
            'structuredClone',
          ],
          ...['alert', 'confirm', 'matchMedia', 'performance', 'customElements', 'MediaRecorder', 'createImageBitmap'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
