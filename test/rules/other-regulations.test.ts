/** Regulations of other places, written from docs/rules.md alone: what they ask for needs no code. */
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { checkRules } from '../../src/cli/rules-check.ts';

afterEach(() => {
  process.exitCode = undefined;
});

test('four other regulations and a county are packs whose cases all hold', () => {
  const said: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
  checkRules(fileURLToPath(new URL('other-regulations', import.meta.url)), {});
  expect(said).toEqual([expect.stringMatching(/^5 个规则包，1 个县，.*：没有问题。$/)]);
  expect(process.exitCode).toBeUndefined();
});
