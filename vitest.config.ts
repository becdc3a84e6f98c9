import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Suites that need a browser, an office, an outside PostgreSQL or much time run only when named: `vitest run --mode browser`. */
const NAMED_SUITES: Record<string, string[]> = {
  browser: ['test/browser/**/*.test.ts'],
  office: ['test/office/**/*.test.ts'],
  postgres: [
    'test/postgres/**/*.test.ts',
    'test/store/**/*.test.ts',
    'test/chat/**/*.test.ts',
    'test/journeys/**/*.test.ts',
  ],
  soak: ['test/soak/**/*.test.ts'],
};

/** Where continuous integration collects what each run of the tests came to. */
const results = process.env['ZHUCUN_TEST_RESULTS'];

export default defineConfig(({ mode }) => {
  const named = NAMED_SUITES[mode];
  return {
    test: {
      reporters:
        results === undefined
          ? ['default']
          : ['default', ['json', { outputFile: join(results, `${mode}-${process.pid}.json`) }]],
      include: named ?? ['test/**/*.test.ts'],
      exclude: [
        'node_modules/**',
        'test/fixtures/**',
        ...(named === undefined ? ['test/{browser,office,postgres,soak}/**'] : []),
        ...(mode === 'postgres' ? ['test/store/embedded.test.ts'] : []),
      ],
      passWithNoTests: named !== undefined,
      globalSetup: ['test/support/global-setup.ts'],
      pool: 'forks',
      maxWorkers: 2,
      // A first start of PostgreSQL on a loaded 2-core machine takes seconds; a hung test is still cut off.
      testTimeout: mode === 'soak' ? 600_000 : 30_000,
      hookTimeout: 60_000,
      coverage: { include: ['src/**/*.ts', 'bots/**/*.ts'], exclude: ['src/store/generated/**'] },
    },
  };
});
