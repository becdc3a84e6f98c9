import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { endDeputy } from '../../src/commands/end-deputy.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import { effectsOf, questionAfter, saidBy, saysOf, toldBy, type Scene } from './facts.ts';

/** On 2 December, by the township secretary (p6). */
const context = (scene: Scene) => saidBy('p6', scene);

const deputy = (id: string, deputyId: string, fromOn: IsoDate, toOn: IsoDate, principalId = 'p6'): Deputy => ({
  id,
  principalId,
  deputyId,
  fromOn,
  toOn,
  namedBy: principalId,
  namedAt: 0,
});
const onceOf = ({ replies }: Outcome): (string | null)[] => replies.map((r) => r.once);
const ended = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'end-deputy').map((e) => `${e.deputyId} until ${e.lastOn}`);

describe('a deputy is no longer wanted', () => {
  test('today’s and later ones end with yesterday; both sides learn it once', () => {
    const deputies = [
      deputy('d1', 'p7', '2026-12-01', '2026-12-09'),
      deputy('d2', 'p7', '2026-12-20', '2026-12-21'),
      deputy('d3', 'p9', '2026-12-24', '2026-12-25'),
      deputy('d4', 'p6', '2026-12-01', '2026-12-09', 'p8'),
    ];
    const outcome = endDeputy(context({ deputies }));
    expect(ended(outcome)).toEqual(['d1 until 2026-12-01', 'd2 until 2026-12-01', 'd3 until 2026-12-01']);
    expect(toldBy(outcome)).toEqual(['here deputy-ended', 'p7 deputy-ended', 'p9 deputy-ended']);
    expect(onceOf(outcome)).toEqual([null, 'd1:ended', 'd3:ended']);
    expect(outcome.replies.map((r) => r.result)).toEqual([
      { says: 'deputy-ended', names: ['示例庚', '示例壬'], toMe: false },
      { says: 'deputy-ended', names: ['示例己'], toMe: true },
      { says: 'deputy-ended', names: ['示例己'], toMe: true },
    ]);
  });

  test('where there is none, it says so', () => {
    const over = [deputy('d1', 'p7', '2026-11-01', '2026-12-01'), deputy('d2', 'p6', '2026-12-01', '2026-12-09', 'p8')];
    const outcome = endDeputy(context({ deputies: over }));
    expect(outcome.effects).toEqual([]);
    expect(saysOf(outcome)).toEqual(['no-deputy']);
  });

  test('an open question about one is closed with it', () => {
    const question = { about: 'deputy', who: '示例庚', from: null, to: null } as const;
    expect(questionAfter(endDeputy(context({ question })))).toBeNull();
  });
});
