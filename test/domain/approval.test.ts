import { describe, expect, test } from 'vitest';
import {
  addApprover,
  answerRequest,
  assignSeat,
  endLeave,
  isOfficer,
  nameApprover,
  recordAnswer,
  revised,
  transferable,
  withdrawal,
  type Answered,
} from '../../src/domain/approval.ts';
import { seatOf, waitingSeats, type Request, type RequestState, type Verdict } from '../../src/domain/request.ts';
import { actor, request, seat } from './approval-cases.ts';

interface More extends Partial<Request> {
  readonly verdict?: Verdict;
  readonly by?: string;
}
const answered = (
  steps: readonly string[],
  held: readonly string[],
  { verdict = 'approve', by = 'p1', ...more }: More = {},
): Answered => answerRequest(request(steps, more), actor(by, held), verdict);
/** `seats → next: state, step`. */
const outcome = (a: Answered): string =>
  a.outcome === 'refused'
    ? `refused: ${a.why}`
    : `${a.seats.map(({ seat: s, forId }) => (forId === null ? s.body : `${s.body} for ${forId}`)).join('+')} → ${a.next}: ${a.state}, ${a.step}`;

const one = ['any secretary@t1'];
const both = ['all office@ unit@u1'];
const either = ['any office@ unit@u1'];
const chain = ['any secretary@t1', 'all office@ unit@u1', 'any bureau@'];

describe('an approval', () => {
  test.each<[string, readonly string[], readonly string[], More, string]>([
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
    ['by a deputy is for the holder', one, ['secretary@t1/p9'], {}, 'secretary for p9 → approved: approved, 1'],
    ['by a deputy who holds the seat besides is their own', one, ['secretary@t1/p9', 'secretary@t1'], {}, 'secretary → approved: approved, 1'],
    ['by a deputy for one seat and holder of the other is for their own: two answers come from two people', both, ['office@/p9', 'unit@u1'], {}, 'unit → waits-for-others: open, 0'],
    ['by the deputy of two holders is for one of them', both, ['office@/p9', 'unit@u1/p8'], {}, 'office for p9 → waits-for-others: open, 0'],
    ['by whom the seat was handed to counts without holding it', ['any secretary@t1>p1'], [], {}, 'secretary → approved: approved, 1'],
    ['by whom the seat was handed to is their own, though they are a deputy too', ['any secretary@t1>p1'], ['secretary@t1/p9'], {}, 'secretary → approved: approved, 1'],
    ['by the person that a seat is counts without any post', ['any person@p1'], [], {}, 'person → approved: approved, 1'],
  ])('%s', (_, steps, held, more, expected) => {
    expect(outcome(answered(steps, held, more))).toBe(expected);
  }); // prettier-ignore
});

describe.each([
  ['reject', 'rejected'],
  ['return', 'returned'],
] as const)('a verdict that stops it (%s)', (verdict, state) => {
  test.each<[string, readonly string[], readonly string[], More, string]>([
    ['by the only seat', one, ['secretary@t1'], {}, 'secretary → S: S, 0'],
    ['by one of two', both, ['unit@u1'], {}, 'unit → S: S, 0'],
    ['after the other approved', ['all office@=p2 unit@u1'], ['unit@u1'], {}, 'unit → S: S, 0'],
    ['by one of two of whom one is enough', either, ['office@'], {}, 'office → S: S, 0'],
    ['in a later step stops it there', chain, ['unit@u1'], { step: 1 }, 'unit → S: S, 1'],
    ['by the officer of what no rule settles', [], ['officer@'], { state: 'held' }, ' → S: S, 0'],
  ])('%s', (_, steps, held, more, expected) => {
    expect(outcome(answered(steps, held, { ...more, verdict }))).toBe(expected.replaceAll('S', state));
  });
});

describe.each<Verdict>(['approve', 'reject', 'return'])('an answer that is refused (%s)', (verdict) => {
  test.each<[string, readonly string[], readonly string[], More, string]>([
    ['by the applicant', one, ['secretary@t1'], { by: 'me' }, 'own-request'],
    ['by the applicant who holds nothing', one, [], { by: 'me' }, 'own-request'],
    ['by the applicant to whom the seat was handed', ['any secretary@t1>me'], [], { by: 'me' }, 'own-request'],
    ['by the applicant who is that seat', ['any person@me'], [], { by: 'me' }, 'own-request'],
    ['by the applicant once it has ended', one, ['secretary@t1'], { by: 'me', state: 'approved' }, 'own-request'],
    ['by the applicant who is the officer', [], ['officer@'], { by: 'me', state: 'held' }, 'own-request'],
    ['by one who holds nothing', one, [], {}, 'not-approver'],
    ['by one who holds another seat', one, ['office@'], {}, 'not-approver'],
    ['by one who holds the same body of another place', one, ['secretary@t2'], {}, 'not-approver'],
    ['by another person than the seat is', ['any person@p2'], [], {}, 'not-approver'],
    ['by the officer, who holds no seat of it', one, ['officer@'], {}, 'not-approver'],
    ['by the holder of a seat that was handed to somebody else', ['any secretary@t1>p2'], ['secretary@t1'], {}, 'not-approver'],
    ['by the deputy of a seat that was handed to somebody else', ['any secretary@t1>p2'], ['secretary@t1/p9'], {}, 'not-approver'],
    ['of what no rule settles, by anybody but the officer', [], ['secretary@t1'], { state: 'held' }, 'not-approver'],
    ['by one who holds nothing, once it has ended', one, [], { state: 'approved', step: 1 }, 'not-approver'],
    ['once it was sent back', one, ['secretary@t1'], { state: 'returned' }, 'returned'],
    ['once it was approved', one, ['secretary@t1'], { state: 'approved', step: 1 }, 'ended'],
    ['once it was rejected', one, ['secretary@t1'], { state: 'rejected' }, 'ended'],
    ['once it was withdrawn', one, ['secretary@t1'], { state: 'withdrawn' }, 'ended'],
    ['once it was cancelled', one, ['secretary@t1'], { state: 'cancelled' }, 'ended'],
    ['by one who answered, once it has ended', ['any secretary@t1=p1'], [], { state: 'approved', step: 1 }, 'ended'],
    ['for a seat that was answered', ['all office@=p1 unit@u1'], ['office@'], {}, 'already-answered'],
    ['for a seat that another holder answered', ['all office@=p2 unit@u1'], ['office@'], {}, 'already-answered'],
    ['for a seat that the deputy answered', ['all office@=p2 unit@u1'], ['office@'], {}, 'already-answered'],
    ['by one who answered and no longer holds the seat', ['all office@=p1 unit@u1'], [], {}, 'already-answered'],
    ['by one who answered an earlier step', ['any secretary@t1=p1', 'any office@'], ['secretary@t1'], { step: 1 }, 'already-answered'],
    ['by one of a step that is not open yet', chain, ['bureau@'], {}, 'later-step'],
  ])('%s', (_, steps, held, more, why) => {
    expect(outcome(answered(steps, held, { verdict, ...more }))).toBe(`refused: ${why}`);
  }); // prettier-ignore
});

test('what no rule settles is approved by nobody, the officer names who answers first', () => {
  const held = request([], { state: 'held' });
  const officer = actor('p7', ['officer@']);
  expect(isOfficer(officer)).toBe(true);
  expect(isOfficer(actor('p7', ['office@']))).toBe(false);
  expect(outcome(answerRequest(held, officer, 'approve'))).toBe('refused: held');
  const named = nameApprover(held, { id: 'p1', name: '示例甲' }, 'p7');
  expect(named).toMatchObject({ state: 'open', step: 0, version: 2 });
  expect(named.steps[0]?.seats).toEqual([{ ...seatOf({ body: 'person', scopeId: 'p1' }, '示例甲'), addedBy: 'p7' }]);
  expect(outcome(answerRequest(named, actor('p1', []), 'approve'))).toBe('person → approved: approved, 1');
  expect(outcome(answerRequest(named, officer, 'approve'))).toBe('refused: not-approver');
});

describe('a deputy of the applicant', () => {
  const own = request(chain, { applicantId: 'p9' });

  test('answers where others named them, and not where the applicant did', () => {
    const answered = (namedBy: string): string =>
      outcome(answerRequest(own, actor('p1', ['secretary@t1/p9'], namedBy), 'approve'));
    expect(answered('p8')).toBe('secretary for p9 → next-step: open, 1');
    expect(answered('p9')).toBe('refused: not-approver');
  });

  test('is no officer of that request either', () => {
    const held = { ...own, state: 'held' as const, steps: [] };
    expect(outcome(answerRequest(held, actor('p1', ['officer@/p9'], 'p9'), 'reject'))).toBe('refused: not-approver');
    expect(outcome(answerRequest(held, actor('p1', ['officer@/p9'], 'p8'), 'reject'))).toContain('rejected');
  });

  test('answers for the holder for whom they may, though they stand in for the applicant too', () => {
    const { seats } = actor('p1', ['secretary@t1/p9'], 'p9');
    const deputy = { ...actor('p1', []), seats: [...seats, ...actor('p1', ['secretary@t1/p8']).seats] };
    expect(outcome(answerRequest(own, deputy, 'approve'))).toBe('secretary for p8 → next-step: open, 1');
  });

  test('does not answer for another holder either whom the applicant, as the officer, had them stand in for', () => {
    const answered = (namedBy: string): string =>
      outcome(answerRequest(own, actor('p1', ['secretary@t1/p8'], namedBy), 'approve'));
    expect(answered('p9')).toBe('refused: not-approver');
    expect(answered('p7')).toBe('secretary for p8 → next-step: open, 1');
  });
});

describe('an answer on paper', () => {
  const recorded = (r: Request, seats: readonly number[], verdict: Verdict = 'approve'): string =>
    outcome(
      recordAnswer(
        r,
        'p11',
        seats.map((i) => r.steps[r.step]!.seats[i]!),
        verdict,
      ),
    );

  test('counts for nobody where no seat is named, nor for the officer who asked', () => {
    expect(outcome(recordAnswer(request(chain), 'p11', [], 'approve'))).toBe('refused: already-answered');
    const r = request(both);
    expect(outcome(recordAnswer(r, r.applicantId, r.steps[0]!.seats, 'approve'))).toBe('refused: own-request');
  });

  test('counts for the seats it was recorded for', () => {
    expect(recorded(request(both), [1])).toBe('unit → waits-for-others: open, 0');
    expect(recorded(request(both), [0, 1])).toBe('office+unit → approved: approved, 1');
    expect(recorded(request(chain), [0])).toBe('secretary → next-step: open, 1');
    expect(recorded(request(both), [0], 'reject')).toBe('office → rejected: rejected, 0');
  });

  test.each<RequestState>(['held', 'returned', 'approved', 'rejected', 'withdrawn', 'cancelled'])(
    'is refused of a request that is %s',
    (state) => {
      expect(recorded(request(both, { state }), [0])).toBe('refused: ended');
    },
  );
});

describe('the seats that may be handed over', () => {
  const may = (steps: readonly string[], held: readonly string[], more: Partial<Request> = {}): string[] =>
    transferable(request(steps, more), actor('p1', held)).map((s) => s.body);

  test.each<[string, readonly string[], readonly string[], Partial<Request>, readonly string[]]>([
    ['are one’s own', both, ['unit@u1'], {}, ['unit']],
    ['are those one stands in for', both, ['unit@u1/p9'], {}, ['unit']],
    ['are those that were handed to oneself', ['all office@>p1 unit@u1'], [], {}, ['office']],
    ['are still one’s own after they were handed over: they can be taken back', ['any office@>p2'], ['office@'], {}, ['office']],
    ['are all that wait, for the officer', both, ['officer@'], {}, ['office', 'unit']],
    ['are the officer’s own alone where there is one', both, ['officer@', 'unit@u1'], {}, ['unit']],
    ['are none that are answered', ['all office@=p2 unit@u1'], ['officer@'], {}, ['unit']],
    ['are none of a step that is not open', chain, ['bureau@'], {}, []],
    ['are none for one who holds nothing', both, [], {}, []],
    ['are none once it has ended', both, ['officer@', 'unit@u1'], { state: 'rejected' }, []],
  ])('%s', (_, steps, held, more, expected) => {
    expect(may(steps, held, more)).toEqual(expected);
  }); // prettier-ignore
});

describe('a seat that is handed over', () => {
  const before = request(['any office@', 'all office@ unit@u1'], { step: 1 });
  const after = assignSeat(before, seat('office@'), 'p5', 'p1');

  test('is that of the open step alone, and the others stay', () => {
    expect(after.steps.map((s) => s.seats.map((x) => x.assigned))).toEqual([
      [null],
      [{ personId: 'p5', by: 'p1' }, null],
    ]);
    expect(after.version).toBe(before.version + 1);
  });

  test('is answered by that person and no longer by its holder', () => {
    expect(outcome(answerRequest(after, actor('p5', []), 'approve'))).toBe('office → waits-for-others: open, 1');
    expect(outcome(answerRequest(after, actor('p1', ['office@']), 'approve'))).toBe('refused: later-step');
  });

  test('goes back to its holders', () => {
    const back = assignSeat(after, seat('office@'), null, 'p1');
    expect(back.steps).toEqual(before.steps);
    expect(back.version).toBe(before.version + 2);
  });
});

describe('an approver who is added', () => {
  test('answers after the open step and before the next, and all else stays', () => {
    const before = request(chain, { step: 1 });
    const after = addApprover(before, { id: 'p5', name: '示例戊' }, 'p1');
    expect(after.steps.map((s) => `${s.mode} ${s.seats.map((x) => x.body).join('+')}`)).toEqual([
      'any secretary',
      'all office+unit',
      'all person',
      'any bureau',
    ]);
    expect(after.steps[2]?.seats[0]).toMatchObject({ scopeId: 'p5', title: '示例戊', addedBy: 'p1', answer: null });
    expect([after.step, after.version, after.revision]).toEqual([1, before.version + 1, before.revision]);
  });

  test('to the last step keeps it from being approved without them, and keeps the answers so far', () => {
    const after = addApprover(request(['all office@=p2 unit@u1']), { id: 'p5', name: '示例戊' }, 'p1');
    expect(after.steps[0]?.seats[0]?.answer?.personId).toBe('p2');
    expect(outcome(answerRequest(after, actor('p1', ['unit@u1']), 'approve'))).toBe('unit → next-step: open, 1');
  });
});

describe('taking it back', () => {
  const today = '2026-12-01';
  const back = (more: Partial<Request>, by = 'me', on: typeof today | '2026-11-30' | '2026-12-02' = today): string => {
    const result = withdrawal(request(one, more), by, on);
    return 'to' in result ? result.to : result.refused;
  };

  test.each<[string, Partial<Request>, string]>([
    ['that is open withdraws it', { state: 'open' }, 'withdrawn'],
    ['that the officer keeps withdraws it', { state: 'held' }, 'withdrawn'],
    ['that was sent back withdraws it', { state: 'returned' }, 'withdrawn'],
    ['that is a make-up nobody has answered withdraws it', { kind: 'make-up' }, 'withdrawn'],
    ['that was rejected is too late', { state: 'rejected' }, 'ended'],
    ['that was withdrawn is too late', { state: 'withdrawn' }, 'ended'],
    ['that was cancelled is too late', { state: 'cancelled' }, 'ended'],
    ['that is a make-up that counts already is too late', { kind: 'make-up', state: 'approved' }, 'made-up'],
    ['that was approved and whose return is reported is too late', { state: 'approved', ended: { on: today, half: 'am', at: 1 } }, 'begun'],
  ])('a request %s', (_, more, expected) => {
    expect(back(more)).toBe(expected);
  }); // prettier-ignore

  test('an approved leave is cancelled until its first day, and after that it is a return', () => {
    const on = (date: Parameters<typeof back>[2]): string => back({ state: 'approved' }, 'me', date);
    expect([on('2026-11-30'), on('2026-12-01'), on('2026-12-02')]).toEqual(['cancelled', 'cancelled', 'begun']);
  });

  test.each<RequestState>(['open', 'held', 'returned', 'approved', 'rejected'])(
    'is the applicant’s alone (%s)',
    (state) => {
      expect(back({ state }, 'p1')).toBe('not-yours');
    },
  );
});

describe('another content', () => {
  const before = request(['all office@=p2 unit@u1', 'any bureau@'], {
    step: 1,
    state: 'returned',
    version: 7,
    revision: 2,
  });
  const fresh = request(['any secretary@t1'], { id: 'r9', code: 'Z9Z9', applicantId: 'p9', openedAt: 99, days: 5 });
  const after = revised(before, fresh, 500);

  test('begins the chain anew, with no answer so far', () => {
    expect(after).toMatchObject({ step: 0, state: 'open', days: 5, revision: 3, revisedAt: 500, version: 8 });
    expect(waitingSeats(after).map((s) => s.body)).toEqual(['secretary']);
    expect(after.steps.flatMap((s) => s.seats).filter((s) => s.answer)).toEqual([]);
  });

  test('is the same request of the same person', () => {
    expect(after).toMatchObject({ id: 'r1', code: 'A1B2', applicantId: 'me', openedAt: 0 });
  });
});

test('a reported return changes nothing but that', () => {
  const before = request(one, { state: 'approved', step: 1, version: 3 });
  expect(endLeave(before, '2026-12-02', 'am', 50)).toEqual({
    ...before,
    ended: { on: '2026-12-02', half: 'am', at: 50 },
    version: 4,
  });
});
