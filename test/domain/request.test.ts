import { describe, expect, test } from 'vitest';
import {
  codeOf,
  isSettled,
  personSeat,
  sameSeat,
  seatOf,
  takenSpan,
  waitingSeats,
  type Request,
  type RequestState,
} from '../../src/domain/request.ts';
import { request } from './approval-cases.ts';

const states: readonly RequestState[] = ['open', 'held', 'returned', 'approved', 'rejected', 'withdrawn', 'cancelled'];

describe('the seats that wait', () => {
  const bodies = (r: Request): string[] => waitingSeats(r).map((s) => s.body);
  const chain = ['any secretary@t1', 'all office@ unit@u1', 'any bureau@'];

  test('are those of the open step without an answer', () => {
    expect(bodies(request(['all office@=p2 unit@u1', 'any bureau@']))).toEqual(['unit']);
    expect(bodies(request(chain, { step: 1 }))).toEqual(['office', 'unit']);
  });

  test('are none past the last step, and none unless the request is open', () => {
    expect(bodies(request(chain, { step: 3 }))).toEqual([]);
    for (const state of states.filter((s) => s !== 'open')) expect(bodies(request(chain, { state }))).toEqual([]);
  });
});

test('nothing more comes of a request that was approved, rejected, withdrawn or cancelled', () => {
  expect(states.filter((state) => isSettled(request([], { state })))).toEqual([
    'approved',
    'rejected',
    'withdrawn',
    'cancelled',
  ]);
});

test('a seat of a chain is unanswered and nobody’s but its holders’', () => {
  expect(seatOf(personSeat('p1'), '示例甲')).toEqual({
    body: 'person',
    scopeId: 'p1',
    title: '示例甲',
    answer: null,
    assigned: null,
    addedBy: null,
  });
  expect(sameSeat(personSeat('p1'), personSeat('p2'))).toBe(false);
  expect(sameSeat({ body: 'unit', scopeId: 'u1' }, { body: 'office', scopeId: 'u1' })).toBe(false);
});

describe('the span that was taken', () => {
  const taken = (ended: Request['ended']): string => {
    const { fromOn, toOn, toHalf } = takenSpan(request([], { ended }));
    return `${fromOn} ${toOn} ${toHalf}`;
  };

  test.each([
    ['is the approved one as long as no return is reported', null, '2026-12-01 2026-12-03 pm'],
    ['ends at noon when they came back then', { on: '2026-12-03', half: 'am', at: 1 }, '2026-12-01 2026-12-03 am'],
    ['ends a day earlier', { on: '2026-12-02', half: 'pm', at: 1 }, '2026-12-01 2026-12-02 pm'],
    ['ends as approved when they came in time', { on: '2026-12-03', half: 'pm', at: 1 }, '2026-12-01 2026-12-03 pm'],
    ['is never longer than approved', { on: '2026-12-09', half: 'am', at: 1 }, '2026-12-01 2026-12-03 pm'],
  ] as const)('%s', (_, ended, expected) => {
    expect(taken(ended)).toBe(expected);
  });
});

describe('the code of a request', () => {
  const window = 57_600;

  test.each([0n, 1n, 41_234n, 9_000_000_000_000_000n])('comes once in 57,600 messages, from number %s on', (first) => {
    const codes = new Set(Array.from({ length: window }, (_, i) => codeOf(first + BigInt(i))));
    expect(codes.size).toBe(window);
    expect(codeOf(first + BigInt(window))).toBe(codeOf(first));
  });

  test('is two letters that look like no figure, each with a figure', () => {
    for (let id = 0n; id < BigInt(window); id += 1n) expect(codeOf(id)).toMatch(/^[A-HJ-NP-Z]\d[A-HJ-NP-Z]\d$/);
  });

  test('differs from that of the next message in more than one place', () => {
    const differing = (a: string, b: string): number => [...a].filter((c, i) => c !== b[i]).length;
    const least = Math.min(
      ...Array.from({ length: 5000 }, (_, i) => differing(codeOf(BigInt(i)), codeOf(BigInt(i + 1)))),
    );
    expect(least).toBeGreaterThanOrEqual(2);
  });
});
