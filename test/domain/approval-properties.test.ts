/** Whatever is done with a request in whatever order, nothing is approved that should not be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addApprover,
  answerRequest,
  assignSeat,
  recordAnswer,
  revised,
  transferable,
  type Actor,
  type Answered,
} from '../../src/domain/approval.ts';
import {
  personSeat,
  sameSeat,
  waitingSeats,
  type Request,
  type RequestSeat,
  type Verdict,
} from '../../src/domain/request.ts';
import { actor, answerOf, request } from './approval-cases.ts';

const people = ['me', 'p1', 'p2', 'p3', 'p4'] as const;
const keys = ['secretary@t1', 'office@', 'unit@u1', 'officer@'] as const;

const held = fc
  .tuple(fc.constantFrom(...keys), fc.constantFrom('', '/p8', '/p9'))
  .map(([key, forId]) => `${key}${forId}`);
const actors = fc.tuple(
  fc.constantFrom(...people),
  fc.array(held, { maxLength: 3 }),
).map(([personId, seats]) => actor(personId, seats)); // prettier-ignore
const verdicts = fc.constantFrom<Verdict>('approve', 'approve', 'approve', 'reject', 'return');
const chains = fc.array(
  fc.tuple(fc.constantFrom('all', 'any'), fc.uniqueArray(fc.constantFrom(...keys.slice(0, 3)), { minLength: 1 })),
  { minLength: 1, maxLength: 3 },
).map((steps) => steps.map(([mode, seats]) => [mode, ...seats].join(' '))); // prettier-ignore

type Act =
  | { readonly does: 'answer'; readonly by: Actor; readonly verdict: Verdict }
  | { readonly does: 'record'; readonly nth: number; readonly verdict: Verdict }
  | { readonly does: 'assign'; readonly by: Actor; readonly to: string | null }
  | { readonly does: 'add'; readonly to: string }
  | { readonly does: 'revise'; readonly steps: readonly string[] };

const acts = fc.oneof(
  { weight: 8, arbitrary: fc.record({ does: fc.constant('answer' as const), by: actors, verdict: verdicts }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('record' as const), nth: fc.nat(3), verdict: verdicts }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('assign' as const), by: actors, to: fc.option(fc.constantFrom(...people)) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('add' as const), to: fc.constantFrom(...people) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('revise' as const), steps: chains }) },
); // prettier-ignore

/** The request with the answer written into its seats, as the store writes it. */
function written(before: Request, answered: Answered, personId: string, verdict: Verdict): Request {
  if (answered.outcome === 'refused') return before;
  const isFor = (s: RequestSeat): boolean => answered.seats.some((one) => one.seat === s);
  const steps = before.steps.map((step, i) =>
    i === before.step
      ? { ...step, seats: step.seats.map((s) => (isFor(s) ? { ...s, answer: answerOf(personId, { verdict }) } : s)) }
      : step,
  );
  return { ...before, steps, state: answered.state, step: answered.step, version: before.version + 1 };
}

function perform(before: Request, act: Act): Request {
  switch (act.does) {
    case 'answer': {
      const answered = answerRequest(before, act.by, act.verdict);
      checkAnswer(before, act.by, answered);
      return written(before, answered, act.by.personId, act.verdict);
    }
    case 'record': {
      const waiting = waitingSeats(before);
      const seats = waiting.slice(act.nth, act.nth + 1);
      return seats.length === 0
        ? before
        : written(before, recordAnswer(before, 'officer', seats, act.verdict), 'on-paper', act.verdict);
    }
    case 'assign': {
      const [seat] = transferable(before, act.by);
      return seat ? assignSeat(before, seat, act.to, act.by.personId) : before;
    }
    case 'add':
      return before.state === 'open' ? addApprover(before, { id: act.to, name: act.to }, 'p8') : before;
    case 'revise':
      return before.state === 'open' || before.state === 'returned'
        ? revised(before, { steps: request(act.steps).steps, state: 'open' }, 1)
        : before;
  }
}

/** Who answers holds it now, or was handed it, and is not the applicant; a seat is answered once, in the open step. */
function checkAnswer(before: Request, by: Actor, answered: Answered): void {
  if (answered.outcome === 'refused') return;
  expect(by.personId).not.toBe(before.applicantId);
  expect(before.state).toBe('open');
  expect(answered.seats.length).toBeGreaterThan(0);
  const mode = before.steps[before.step]?.mode;
  if (answered.next === 'waits-for-others') expect(mode).toBe('all');
  for (const { seat, forId } of answered.seats) {
    expect(before.steps[before.step]?.seats).toContain(seat);
    expect(seat.answer).toBeNull();
    const holds = by.seats.filter((h) => sameSeat(h, seat));
    if (seat.assigned) expect([seat.assigned.personId, forId]).toEqual([by.personId, null]);
    else {
      expect(holds.length > 0 || sameSeat(seat, personSeat(by.personId))).toBe(true);
      expect(forId === null ? 'own' : holds.every((h) => h.forId !== null) && holds.some((h) => h.forId === forId)).not.toBe(false);
    }
  }
} // prettier-ignore

const approvals = (seats: readonly RequestSeat[]): number =>
  seats.filter((s) => s.answer?.verdict === 'approve').length;

/** Every step that is through has what it needs, and no other has an answer; only the open step may have some. */
function checkState(after: Request): void {
  after.steps.forEach(({ mode, seats }, i) => {
    if (i < after.step) expect(approvals(seats)).toBeGreaterThanOrEqual(mode === 'all' ? seats.length : 1);
    if (i > after.step) expect(seats.every((s) => s.answer === null)).toBe(true);
  });
  const stopped = after.steps.flatMap((s) => s.seats).filter((s) => s.answer && s.answer.verdict !== 'approve');
  if (after.state === 'approved') expect(after.step).toBe(after.steps.length);
  if (after.state === 'approved' || after.state === 'open') expect(stopped).toEqual([]);
  else expect(stopped.length).toBeGreaterThan(0);
  for (const seat of after.steps.flatMap((s) => s.seats)) expect(seat.answer?.personId).not.toBe(after.applicantId);
}

/** A change grows the version by one; without one nothing is different. */
function checkChange(before: Request, after: Request, act: Act): void {
  expect(after.version).toBe(after === before ? before.version : before.version + 1);
  const isRevised = act.does === 'revise' && after !== before;
  expect(after.revision).toBe(before.revision + (isRevised ? 1 : 0));
  if (isRevised) expect(after.steps.flatMap((s) => s.seats).every((s) => s.answer === null)).toBe(true);
  const given = (r: Request): string[] =>
    r.steps.flatMap((s) => s.seats.flatMap((x) => (x.answer ? [JSON.stringify(x)] : [])));
  // What was answered stays as it was: another approver or another hand takes nothing away.
  if (!isRevised) expect(given(after)).toEqual(expect.arrayContaining(given(before)));
}

test('nothing is approved but by everybody whom the chain asks, each once, and never by the applicant', () => {
  const seen = { approved: 0, rejected: 0, returned: 0, assigned: 0 };
  fc.assert(
    fc.property(chains, fc.array(acts, { maxLength: 25 }), (steps, all) => {
      let now = request(steps);
      for (const act of all) {
        const next = perform(now, act);
        checkChange(now, next, act);
        checkState(next);
        now = next;
        if (next.steps.some((s) => s.seats.some((x) => x.assigned && x.answer))) seen.assigned += 1;
      }
      if (now.state === 'approved' || now.state === 'rejected' || now.state === 'returned') seen[now.state] += 1;
    }),
    { numRuns: 1500, seed: 20261201 },
  );
  // The walks get somewhere.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(30);
});
