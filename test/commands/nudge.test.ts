import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { nudge, nudgeNeeds } from '../../src/commands/nudge.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { resultOf, saidBy, shanghai, toldBy, type Scene } from './facts.ts';
import {
  answeredBy,
  heldLeave,
  jointLeave,
  makeUpRequest,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

interface Said extends Scene {
  readonly by?: string;
  readonly code?: string;
}

/** On 2 December at 10:00; the requests were opened the day before. */
const said = ({ by = 'p1', code, ...scene }: Said = {}): Outcome =>
  nudge(saidBy(by, { county: sampleCountyWithOfficer, requests: [shortLeave()], ...scene }), code ?? null);

const onceOf = ({ replies }: Outcome): (string | null)[] => replies.map((r) => r.once);

function whyNot(outcome: Outcome): string {
  expect(outcome.effects).toEqual([]);
  const { why, shown } = resultOf(outcome, 'cannot-nudge');
  return [why, ...shown.map((s) => s.request.id)].join(' ');
}

describe('those who are to answer are reminded', () => {
  test('once, with the buttons, and the day is kept', () => {
    const outcome = said();
    expect(outcome.effects).toEqual([{ effect: 'nudge', requestId: 'r1', version: 1, on: '2026-12-02' }]);
    expect(toldBy(outcome)).toEqual(['here nudged', 'p6 please-answer']);
    expect(onceOf(outcome)).toEqual([null, 'r1:nudge.2026-12-02:p6']);
    expect(resultOf(outcome, 'please-answer').again).toBe('nudged');
    expect(outcome.replies[1]?.buttons).toHaveLength(3);
    expect(outcome.replies[0]?.requestId).toBe('r1');
  });

  test('at once, though they want a digest each morning', () => {
    expect(toldBy(said({ digest: ['p6'] }))).toContain('p6 please-answer');
  });

  test('not those who have answered', () => {
    const steps = [{ mode: 'all' as const, seats: [answeredBy('p8', organisation), unit] }];
    expect(toldBy(said({ requests: [jointLeave({ steps })] }))).toEqual(['here nudged', 'p10 please-answer']);
  });

  test('of a missed check-in as well', () => {
    expect(toldBy(said({ requests: [makeUpRequest()] }))).toEqual(['here nudged', 'p3 please-answer']);
  });

  test('by whoever asked for it on the applicant’s behalf', () => {
    const requests = [shortLeave({ enteredBy: 'p3' })];
    expect(toldBy(said({ by: 'p3', requests }))).toEqual(['here nudged', 'p6 please-answer']);
  });

  test('of the one that is named or quoted where several wait', () => {
    const requests = [shortLeave(), jointLeave()];
    expect(toldBy(said({ requests, code: 'A1B2' }))).toEqual(['here nudged', 'p6 please-answer']);
    expect(toldBy(said({ requests, quotes: 'r2' }))).toEqual(['here nudged', 'p8 please-answer', 'p10 please-answer']);
  });

  test('again the next day', () => {
    expect(toldBy(said({ requests: [shortLeave({ nudgedOn: '2026-12-01' })] }))).toContain('p6 please-answer');
  });

  test('of the only open one beside those that are over', () => {
    const requests = [shortLeave({ id: 'r0', state: 'approved' }), shortLeave()];
    expect(onceOf(said({ requests }))).toEqual([null, 'r1:nudge.2026-12-02:p6']);
  });
});

describe('the officer is told instead', () => {
  test('where nobody holds the seat', () => {
    const outcome = said({ holders: { [secretary.body]: [] } });
    expect(toldBy(outcome)).toEqual(['here nudged', 'p11 seat-vacant']);
    expect(onceOf(outcome)).toEqual([null, 'r1:nudge.2026-12-02:p11']);
    expect(resultOf(outcome, 'seat-vacant').seats.map((s) => s.title)).toEqual(['示例镇党委书记']);
  });

  test('where whoever holds one of two seats has no account', () => {
    const outcome = said({ requests: [jointLeave()], unreachable: ['p10'] });
    expect(toldBy(outcome)).toEqual(['here nudged', 'p8 please-answer', 'p10 please-answer', 'p11 seat-vacant']);
    expect(resultOf(outcome, 'seat-vacant').seats.map((s) => s.title)).toEqual(['示例县某局']);
  });

  test('but not a second time where the officer is among those who answer', () => {
    const outcome = said({ requests: [jointLeave()], unreachable: ['p10'], holders: { [organisation.body]: ['p11'] } });
    expect(toldBy(outcome)).toEqual(['here nudged', 'p11 please-answer', 'p10 please-answer']);
    expect(new Set(onceOf(outcome)).size).toBe(outcome.replies.length);
  });

  test('where no rule says who answers: it still waits for the officer', () => {
    const outcome = said({ requests: [heldLeave()] });
    expect(toldBy(outcome)).toEqual(['here nudged', 'p11 please-settle']);
    expect(toldBy(said({ by: 'p11', requests: [heldLeave({ applicantId: 'p11' })] }))).toEqual(['here nudged']);
  });
});

describe('nobody is reminded', () => {
  const within = (more: Partial<Request>): string => whyNot(said({ requests: [shortLeave(more)] }));

  test('twice on one day', () => {
    expect(within({ nudgedOn: '2026-12-02' })).toBe('today-already r1');
  });

  test('within two hours after it was put before them', () => {
    const late = { movedAt: shanghai('2026-12-02 08:01') };
    expect(within(late)).toBe('too-soon r1');
    expect(within({ openedAt: shanghai('2026-12-02 09:00') })).toBe('too-soon r1');
    expect(within({ revisedAt: shanghai('2026-12-02 09:00') })).toBe('too-soon r1');
    expect(toldBy(said({ requests: [shortLeave({ movedAt: shanghai('2026-12-02 08:00') })] }))).toContain(
      'p6 please-answer',
    );
  });

  test('where several wait and none is named: they are listed', () => {
    expect(whyNot(said({ requests: [shortLeave(), jointLeave()] }))).toBe('several r1 r2');
  });

  test('where nothing waits', () => {
    expect(whyNot(said({ requests: [] }))).toBe('none');
    expect(whyNot(said({ requests: [shortLeave({ state: 'returned' })] }))).toBe('none');
    expect(whyNot(said({ code: 'A1B2', requests: [shortLeave({ state: 'approved' }), jointLeave()] }))).toBe('none r1');
  });

  test('of somebody else’s', () => {
    expect(whyNot(said({ by: 'p2' }))).toBe('none');
    expect(whyNot(said({ by: 'p6', quotes: 'r1' }))).toBe('none');
  });

  test('where the code is none of one’s own', () => {
    const outcome = said({ code: 'Z9Z9' });
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'no-such-code', code: 'Z9Z9' }]);
    expect(outcome.effects).toEqual([]);
  });
});

test('it needs one’s own requests and the code', () => {
  expect(nudgeNeeds('A1B2')).toEqual({ organisation: true, ownRequests: true, code: 'A1B2' });
});
