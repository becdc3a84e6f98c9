import { describe, expect, test } from 'vitest';
import { meets, touched, type Touched } from '../../src/chat/touched.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { factsOf } from '../commands/facts.ts';
import {
  addedSeat,
  assignedTo,
  heldLeave,
  jointLeave,
  organisation,
  secretary,
  shortLeave,
} from '../commands/requests.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

const at = Date.parse('2026-12-02T02:00:00Z');
/** What somebody sees who asked for nothing but who they are. */
const alone = (personId: string): Facts => {
  const facts = factsOf(personId);
  const me = facts.people.get(personId);
  return { ...facts, people: new Map(me ? [[personId, me]] : []), seats: [] };
};
const seeing = (personId: string, more: Partial<Facts>): Facts => ({ ...alone(personId), ...more });
const peopleOf = (...ids: string[]): Pick<Facts, 'people'> => ({
  people: new Map([...factsOf('p1').people].filter(([id]) => ids.includes(id))),
});

const came = (personId: string): Effect => ({
  effect: 'add-attendance',
  event: { personId, on: '2026-12-02', kind: 'arrived', turn: 0, at },
  note: null,
  point: null,
  doubts: [],
  images: [],
  requestId: null,
});
const log = (personId: string): Effect => ({
  effect: 'add-log',
  personId,
  on: '2026-12-02',
  at,
  text: '走访',
  late: false,
  images: [],
});
const open: Effect = { effect: 'open-request', request: shortLeave(), beside: null };
const withdraw: Effect = { effect: 'move-request', requestId: 'r1', version: 1, state: 'withdrawn', step: 0, at };
const approve: readonly Effect[] = [
  { effect: 'answer-seat', requestId: 'r2', step: 0, seat: organisation, personId: 'p8', verdict: 'approve', note: null, at, forId: null, recordedBy: null, images: [] },
  { effect: 'move-request', requestId: 'r2', version: 1, state: 'open', step: 0, at },
]; // prettier-ignore
const ask = (accountId: string): Effect => ({
  effect: 'ask',
  accountId,
  dialogue: { id: '1', question: { about: 'make-up', asked: 'on', on: null }, askedAt: at },
});

/** Whether the second message has to wait for the next batch. */
const waits = (first: Touched, second: Touched): boolean => meets(second, first.writes);
const by = (facts: Facts, ...effects: readonly Effect[]): Touched => touched(facts, effects);

describe('of one batch', () => {
  test('two check-ins of two people are worked', () => {
    expect(waits(by(alone('p1'), came('p1')), by(alone('p2'), came('p2')))).toBe(false);
  });

  test('two who only look are worked', () => {
    const looks = seeing('p6', { requests: [shortLeave()], ...peopleOf('p1', 'p6') });
    expect(waits(by(looks), by({ ...looks, speaker: { ...looks.speaker, accountId: 'web-p7' } }))).toBe(false);
  });

  test('whoever looks first is no hindrance to whoever changes it after', () => {
    const keeper = by(seeing('p3', { days: new Map([['p1', { events: [], leaves: [], logDates: [] }]]) }));
    expect(waits(keeper, by(alone('p1'), came('p1')))).toBe(false);
  });
});

describe('left for the next batch', () => {
  test('is who looks at the days of somebody who has just checked in or written', () => {
    const keeper = by(seeing('p3', { days: new Map([['p1', { events: [], leaves: [], logDates: [] }]]) }));
    expect(waits(by(alone('p1'), came('p1')), keeper)).toBe(true);
    expect(waits(by(alone('p1'), log('p1')), keeper)).toBe(true);
    expect(waits(by(alone('p2'), came('p2')), keeper)).toBe(false);
  });

  test('is who looks at what waits for a seat whose request was just opened', () => {
    const opened = by(alone('p1'), open);
    expect(waits(opened, by(alone('p6')))).toBe(true); // holds the seat; has not seen r1 yet
    expect(waits(opened, by(alone('p8')))).toBe(false);
  });

  test('is the other approver of a request that was just answered', () => {
    const first = by(seeing('p8', { requests: [jointLeave()] }), ...approve);
    expect(waits(first, by(seeing('p10', { requests: [jointLeave()] }), ...approve))).toBe(true);
    expect(waits(first, by(seeing('p10', { requests: [] })))).toBe(true); // holds the seat of the same chain
  });

  test('is the applicant of a request that was just answered, and its approver when it was just withdrawn', () => {
    expect(waits(by(seeing('p8', { requests: [jointLeave()] }), ...approve), by(alone('p1'), came('p1')))).toBe(true);
    const withdrawn = by(seeing('p1', { requests: [shortLeave()] }), withdraw);
    expect(waits(withdrawn, by(seeing('p6', { requests: [shortLeave()] })))).toBe(true);
    expect(waits(withdrawn, by(alone('p6')))).toBe(true);
  });

  test('is another opening for the same person, as from a second account', () => {
    expect(waits(by(alone('p1'), open), by(alone('p1'), open))).toBe(true);
  });

  test('is a message of the account that was just asked something', () => {
    expect(waits(by(alone('p1'), ask('web-p1')), by(alone('p1')))).toBe(true);
    expect(waits(by(alone('p1'), ask('web-p1')), by(alone('p2')))).toBe(false);
  });

  test('is who changes what an earlier one changes, though it did not look', () => {
    const keeper = { ...alone('p3'), people: new Map() };
    expect(waits(by(alone('p1'), came('p1')), by(keeper, came('p1')))).toBe(true);
  });
});

describe('what each operation touches', () => {
  const sees = (personId: string, more: Partial<Facts> = {}): Touched => by(seeing(personId, more));
  const knowing = (personId: string, ...effects: readonly Effect[]): Touched =>
    by(seeing(personId, { requests: [shortLeave()] }), ...effects);

  test('an edit: those who were asked, those who are asked now, and the office it was filed with', () => {
    const after = { ...jointLeave(), id: 'r1' };
    const edited = knowing('p1', { effect: 'revise-request', request: after, version: 1, why: 'edit', beside: null });
    for (const personId of ['p1', 'p6', 'p8', 'p9', 'p10']) expect(waits(edited, sees(personId))).toBe(true);
    expect(waits(edited, sees('p7'))).toBe(false);
  });

  test('handing it over: who gets it, and who had it', () => {
    const { body, scopeId } = shortLeave().steps[0]!.seats[0]!;
    const handed = knowing('p6', { effect: 'assign-seat', requestId: 'r1', step: 0, seat: { body, scopeId }, personId: 'p9', by: 'p6' }); // prettier-ignore
    for (const personId of ['p1', 'p6', 'p9']) expect(waits(handed, sees(personId))).toBe(true);
    expect(waits(handed, sees('p8'))).toBe(false);
    const requests = [shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary)] }] })];
    expect(waits(by(seeing('p1', { requests }), withdraw), sees('p9'))).toBe(true);
  });

  test('one who was added or named: that one', () => {
    const steps = [{ mode: 'all' as const, seats: [addedSeat('p9', '示例壬')] }];
    const added = knowing('p6', { effect: 'revise-request', request: shortLeave({ steps }), version: 1, why: 'add-approver', beside: null }); // prettier-ignore
    expect(waits(added, sees('p9'))).toBe(true);
  });

  test('a held request: the officer', () => {
    const officer = factsOf('p11', { county: sampleCountyWithOfficer });
    const held: Effect = { effect: 'open-request', request: heldLeave(), beside: null };
    expect(waits(by(alone('p1'), held), by({ ...officer, people: new Map(), seats: [] }))).toBe(true);
    expect(waits(by(alone('p1'), held), sees('p6'))).toBe(false);
  });

  test('a deputy: the two of them, and who holds the same seats', () => {
    const deputy: Deputy = {
      id: 'd1', principalId: 'p6', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: at,
    }; // prettier-ignore
    const named = by(alone('p6'), { effect: 'name-deputy', deputy });
    expect(waits(named, sees('p9'))).toBe(true);
    expect(waits(named, by(alone('p6')))).toBe(true);
    expect(waits(named, sees('p8'))).toBe(false);
    const ended = by(seeing('p6', { deputies: [deputy] }), {
      effect: 'end-deputy',
      deputyId: 'd1',
      lastOn: '2026-12-02',
    });
    expect(waits(ended, sees('p9'))).toBe(true);
  });

  test('a return, a nudge: the applicant and who was asked', () => {
    for (const effect of [
      { effect: 'end-leave', requestId: 'r1', on: '2026-12-10', half: 'pm', at } as const,
      { effect: 'nudge', requestId: 'r1', on: '2026-12-02', version: 1 } as const,
    ]) {
      expect(waits(knowing('p1', effect), sees('p6'))).toBe(true);
      expect(waits(knowing('p1', effect), sees('p8'))).toBe(false);
    }
  });

  test('a receipt: the others of that seat', () => {
    const receipt = { requestId: 'r1', body: '县乡村振兴局', scopeId: '', personId: 'p9', at };
    const received = knowing('p9', { effect: 'receive-filing', receipt });
    expect(waits(received, by(alone('p9')))).toBe(true);
    expect(waits(received, sees('p8'))).toBe(false);
  });

  test('a digest that is wished: whoever would ask that one', () => {
    const wished = by(alone('p6'), { effect: 'set-digest', personId: 'p6', digest: true });
    expect(waits(wished, by(seeing('p1', peopleOf('p1', 'p6'))))).toBe(true);
    expect(waits(wished, by(seeing('p1', peopleOf('p1'))))).toBe(false);
  });

  test('a list: the account that it was shown to', () => {
    const shown = by(alone('p6'), { effect: 'show-list', accountId: 'web-p6', items: [] });
    expect(waits(shown, by(alone('p6')))).toBe(true);
    expect(waits(shown, by(alone('p8')))).toBe(false);
  });

  test('what looks at everybody waits for any change, and hinders nobody', () => {
    for (const needs of [{ due: true }, { ledger: { seats: [], from: '2026-12-01', to: '2026-12-31' } }] as const) {
      const all = touched(alone('p8'), [], needs);
      expect(waits(by(alone('p2'), came('p2')), all)).toBe(true);
      expect(waits(all, by(alone('p2'), came('p2')))).toBe(false);
      expect(waits(by(alone('p2')), all)).toBe(false);
    }
  });
});
