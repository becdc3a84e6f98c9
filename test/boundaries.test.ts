import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PLANTED = fileURLToPath(new URL('fixtures/boundaries', import.meta.url));

interface Rules {
  forbidden: IForbiddenRuleType[];
  options: object;
}

async function violationsBelow(baseDir: string): Promise<{ modules: number; violations: string[] }> {
  const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as Rules;
  const { output } = await cruise(['src', 'bots', 'test/recount'], {
    ...rules.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  });
  const { summary } = output as ICruiseResult;
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return { modules: summary.totalCruised, violations };
}

describe('the imports of this project', () => {
  test('go one way', async () => {
    const { modules, violations } = await violationsBelow(ROOT);
    expect(modules).toBeGreaterThan(0);
    expect(violations).toEqual([]);
  });
});

describe('a planted import', () => {
  test.each([
    'domain-imports-one-way: src/domain/reaches-store.ts → src/store/rows.ts',
    'commands-imports-one-way: src/commands/reaches-duty.ts → src/duties/duty.ts',
    expect.stringMatching(/^no-sdk-under-src: src\/commands\/reaches-sdk\.ts → .*grammy/),
    expect.stringMatching(/^wechaty-in-the-child-only: bots\/wechat\/reaches-wechaty\.ts → .*wechaty-puppet-service/),
    expect.stringMatching(/^wechaty-in-the-child-only: bots\/wechat\/reaches-wechaty\.ts → .*file-box/),
    'the-child-runs-by-itself: bots/wechat/reaches-child.ts → bots/wechat/child/main.ts',
    'bots-know-only-the-message: bots/telegram/reaches-store.ts → src/store/rows.ts',
    'bots-are-joined-by-the-root: src/pages/reaches-bot.ts → bots/telegram/adapter.ts',
    'no-circular: src/domain/cycle-first.ts → src/domain/cycle-second.ts',
    'documents-imports-one-way: src/documents/reaches-command.ts → src/commands/reaches-duty.ts',
    expect.stringMatching(/^documents-use-exceljs-only: src\/documents\/reaches-driver\.ts → .*pg/),
    expect.stringMatching(/^exceljs-in-documents-only: src\/chat\/reaches-spreadsheet\.ts → .*exceljs/),
    'recount-stands-alone: test/recount/reaches-engine.ts → src/duties/duty.ts',
    expect.stringMatching(/^recount-reads-yaml-only: test\/recount\/reaches-engine\.ts → .*zod/),
    expect.stringMatching(/^prisma-in-the-store-only: src\/chat\/reaches-driver\.ts → .*pg/),
  ])('is caught: %s', async (violation) => {
    expect((await planted()).violations).toContainEqual(violation);
  });
});

let cruised: ReturnType<typeof violationsBelow> | undefined;
/** The planted tree is cruised once for all of its rows. */
async function planted(): ReturnType<typeof violationsBelow> {
  cruised ??= violationsBelow(PLANTED);
  return cruised;
}
