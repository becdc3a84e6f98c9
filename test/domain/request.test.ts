import { describe, expect, test } from 'vitest';
import {
  answerRequest,
  codeOf,
  waitingSeats,
  type Answered,
  type Request,
  type RequestSeat,
  type RequestStep,
  type SeatKey,
  type Verdict,
} from '../../src/domain/request.ts';

/** `unit@u1`, or `unit@u1=p3` once p3 has approved. */
const seat = (text: string): RequestSeat => {
  const [key, personId] = text.split('=') as [string, string | undefined];
  const [body, scopeId] = key.split('@') as [string, string];
  const answer = personId === undefined ? null : ({ personId, verdict: 'approve', note: null, at: 1 } as const);
  return { body, scopeId, title: body, answer };
};
/** `all office@ unit@u1`. */
const step = (text: string): RequestStep => {
  const [mode, ...seats] = text.split(' ');
  return { mode: mode === 'all' ? 'all' : 'any', seats: seats.map(seat) };
};
const request = (steps: readonly string[], more: Partial<Request> = {}): Request => ({
  id: 'r1',
  code: 'A1B2',
  kind: 'leave',
  applicantId: 'me',
  span: { fromOn: '2026-12-01', toOn: '2026-12-03', fromHalf: 'am', toHalf: 'pm' },
  days: 3,
  leaveKind: null,
  reason: '母亲住院',
  late: false,
  state: 'open',
  step: 0,
  version: 1,
  steps: steps.map(step),
  filingText: null,
  filings: [],
  citations: [],
  readings: [],
  openedAt: 0,
  ...more,
});
const answered = (
  steps: readonly string[],
  held: readonly string[],
  { verdict = 'approve', by = 'p1', ...more }: Partial<Request> & { verdict?: Verdict; by?: string } = {},
): Answered => answerRequest(request(steps, more), by, held.map((h): SeatKey => seat(h)), verdict); // prettier-ignore
/** `seats → next: state, step`. */
const outcome = (a: Answered): string =>
  a.outcome === 'refused'
    ? `refused: ${a.why}`
    : `${a.seats.map((s) => s.body).join('+')} → ${a.next}: ${a.state}, ${a.step}`;

const one = ['any secretary@t1'];
const both = ['all office@ unit@u1'];
const either = ['any office@ unit@u1'];
const chain = ['any secretary@t1', 'all office@ unit@u1', 'any bureau@'];

describe('an approval', () => {
  test.each([
    ['of the only seat ends it', one, ['secretary@t1'], {}, 'secretary → approved: approved, 1'],
    ['of one of two that must both answer waits', both, ['unit@u1'], {}, 'unit → waits-for-others: open, 0'],
    ['of the other then ends it', ['all office@=p2 unit@u1'], ['unit@u1'], {}, 'unit → approved: approved, 1'],
    ['of one of two of whom one is enough ends it', either, ['unit@u1'], {}, 'unit → approved: approved, 1'],
    ['by one who holds both seats counts for both', both, ['office@', 'unit@u1'], {}, 'office+unit → approved: approved, 1'],
    ['by one who holds both where one is answered counts for the other', ['all office@=p2 unit@u1'], ['office@', 'unit@u1'], {}, 'unit → approved: approved, 1'],
    ['opens the next step', chain, ['secretary@t1'], {}, 'secretary → next-step: open, 1'],
    ['of a step in the middle waits for its others', chain, ['office@'], { step: 1 }, 'office → waits-for-others: open, 1'],
    ['of the last step ends it', chain, ['bureau@'], { step: 2 }, 'bureau → approved: approved, 3'],
    ['counts for the open step alone, though seats of others are held', chain, ['secretary@t1', 'bureau@'], {}, 'secretary → next-step: open, 1'],
    ['by one who answered an earlier step counts for the next', ['any secretary@t1=p1', 'any office@'], ['office@'], { step: 1 }, 'office → approved: approved, 2'],
  ] as const)('%s', (_, steps, held, more, expected) => {
    expect(outcome(answered(steps, held, more))).toBe(expected);
  }); // prettier-ignore
});

describe('a rejection', () => {
  test.each([
    ['by the only seat ends it', one, ['secretary@t1'], {}, 'secretary → rejected: rejected, 0'],
    ['by one of two ends it', both, ['unit@u1'], {}, 'unit → rejected: rejected, 0'],
    ['after the other approved ends it', ['all office@=p2 unit@u1'], ['unit@u1'], {}, 'unit → rejected: rejected, 0'],
    ['by one of two of whom one is enough ends it', either, ['office@'], {}, 'office → rejected: rejected, 0'],
    ['of a later step ends it there', chain, ['unit@u1'], { step: 1 }, 'unit → rejected: rejected, 1'],
  ] as const)('%s', (_, steps, held, more, expected) => {
    expect(outcome(answered(steps, held, { ...more, verdict: 'reject' }))).toBe(expected);
  });
});

describe.each<Verdict>(['approve', 'reject'])('an answer that is refused (%s)', (verdict) => {
  test.each([
    ['by the applicant', one, ['secretary@t1'], { by: 'me' }, 'own-request'],
    ['by the applicant who holds nothing', one, [], { by: 'me' }, 'own-request'],
    ['by the applicant once it has ended', one, ['secretary@t1'], { by: 'me', state: 'approved' }, 'own-request'],
    ['by one who holds nothing', one, [], {}, 'not-approver'],
    ['by one who holds another seat', one, ['office@'], {}, 'not-approver'],
    ['by one who holds the same body of another place', one, ['secretary@t2'], {}, 'not-approver'],
    ['by one who holds nothing, once it has ended', one, [], { state: 'approved', step: 1 }, 'not-approver'],
    ['once it was approved', one, ['secretary@t1'], { state: 'approved', step: 1 }, 'ended'],
    ['once it was rejected', one, ['secretary@t1'], { state: 'rejected' }, 'ended'],
    ['once it was withdrawn', one, ['secretary@t1'], { state: 'withdrawn' }, 'ended'],
    ['by one who answered, once it has ended', ['any secretary@t1=p1'], [], { state: 'approved', step: 1 }, 'ended'],
    ['for a seat that was answered', ['all office@=p1 unit@u1'], ['office@'], {}, 'already-answered'],
    ['for a seat that another holder answered', ['all office@=p2 unit@u1'], ['office@'], {}, 'already-answered'],
    ['by one who answered and no longer holds the seat', ['all office@=p1 unit@u1'], [], {}, 'already-answered'],
    ['by one who answered an earlier step', ['any secretary@t1=p1', 'any office@'], ['secretary@t1'], { step: 1 }, 'already-answered'],
    ['by one of a step that is not open yet', chain, ['bureau@'], {}, 'later-step'],
  ] as const)('%s', (_, steps, held, more, why) => {
    expect(outcome(answered(steps, held, { verdict, ...more }))).toBe(`refused: ${why}`);
  }); // prettier-ignore
});

test('the seats that wait are those of the open step without an answer, and none once it has ended', () => {
  const bodies = (r: Request): string[] => waitingSeats(r).map((s) => s.body);
  expect(bodies(request(['all office@=p2 unit@u1', 'any bureau@']))).toEqual(['unit']);
  expect(bodies(request(chain, { step: 1 }))).toEqual(['office', 'unit']);
  expect(bodies(request(chain, { step: 3, state: 'approved' }))).toEqual([]);
  for (const state of ['approved', 'rejected', 'withdrawn'] as const)
    expect(bodies(request(one, { state }))).toEqual([]);
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
