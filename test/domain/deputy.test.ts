import { expect, test } from 'vitest';
import { isDeputyOn } from '../../src/domain/deputy.ts';

const deputy = {
  id: 'd1',
  principalId: 'p1',
  deputyId: 'p2',
  fromOn: '2026-12-01',
  toOn: '2026-12-05',
  namedBy: 'p1',
  namedAt: 0,
} as const;

test.each([
  ['2026-11-30', false],
  ['2026-12-01', true],
  ['2026-12-05', true],
  ['2026-12-06', false],
] as const)('a deputy from the 1st to the 5th of December on %s: %s', (on, is) => {
  expect(isDeputyOn(deputy, on)).toBe(is);
});

test('a deputy whose time was ended before its first day never answers', () => {
  const ended = { ...deputy, toOn: '2026-11-30' } as const;
  for (const on of ['2026-11-30', '2026-12-01', '2026-12-05'] as const) expect(isDeputyOn(ended, on)).toBe(false);
});
