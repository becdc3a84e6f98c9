import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { transfer } from '../../src/commands/transfer.ts';
import type { Which } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import {
  addedSeat,
  answeredBy,
  assignedTo,
  heldLeave,
  jointLeave,
  makeUpRequest,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

const any: Which = { code: null, numbers: [], all: false };
const coded = (code: string): Which => ({ ...any, code });
const secretarySeat = { body: secretary.body, scopeId: 't1' };

interface Said extends Scene {
  readonly by?: string;
  readonly which?: Which;
  readonly who?: string | null;
}

/** In the small county with an officer (p11); by the township secretary (p6), unless it is said. */
const context = ({ by = 'p6', who = '示例庚', ...scene }: Said) =>
  saidBy(by, {
    county: sampleCountyWithOfficer,
    requests: [shortLeave()],
    names: who === null ? [] : [who],
    ...scene,
  });
const said = (how: Said = {}): Outcome =>
  transfer(context(how), { which: how.which ?? any, who: how.who === undefined ? '示例庚' : how.who });

const assigned = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'assign-seat').map((e) => `${e.requestId} ${e.step} ${e.seat.body} → ${e.personId}, ${e.by}`);
const onceOf = ({ replies }: Outcome): (string | null)[] => replies.map((r) => r.once);

/** Only said, nothing changed; why. */
function refusal(outcome: Outcome): string {
  expect(outcome.effects).toEqual([]);
  const [first] = outcome.replies;
  const result = first?.result;
  expect(outcome.replies).toHaveLength(1);
  if (result?.says === 'cannot-hand-to') return `${result.says} ${result.why} ${result.name}`;
  return result?.says === 'cannot-transfer' ? `${result.says} ${result.why}` : String(result?.says);
}

describe('what waits for the speaker is handed over', () => {
  test('with the seat of its open step, in that version, and nothing else of it changes', () => {
    const outcome = said();
    expect(outcome.effects).toEqual([
      { effect: 'assign-seat', requestId: 'r1', step: 0, seat: secretarySeat, personId: 'p7', by: 'p6' },
      { effect: 'move-request', requestId: 'r1', version: 1, state: 'open', step: 0, at: 1796176800000 },
    ]);
  });

  test('the applicant is told and the other is asked, each once, with the photos', () => {
    const image = { sha256: 'a'.repeat(64), contentType: 'image/png', sizeBytes: 9 };
    const outcome = said({ requests: [shortLeave({ images: [image] })] });
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p7 please-answer']);
    expect(onceOf(outcome)).toEqual([null, 'r1:assign.v2:p1', 'r1:assign.v2:p7']);
    expect(outcome.replies[2]?.images).toEqual([image]);
    expect(outcome.replies[2]?.buttons).toHaveLength(3);
    expect(resultOf(outcome, 'please-answer').again).toBe('transferred');
    expect(resultOf(outcome, 'transfer-told')).toMatchObject({ to: '示例庚', by: '示例己' });
  });

  test('it is shown with whom it is now, and who handed it over', () => {
    const { shown } = resultOf(said(), 'transferred');
    expect(shown.steps[0]?.seats[0]?.names).toEqual(['示例庚']);
    expect(shown.steps[0]?.seats[0]?.because).toEqual([{ because: 'assigned', name: '示例庚', by: '示例己' }]);
    expect(shown.request).toMatchObject({ version: 2, movedAt: shanghai('2026-12-02 10:00') });
  });

  test('asks at once whoever else wants a digest each morning', () => {
    expect(toldBy(said({ digest: ['p7'] }))).toContain('p7 please-answer');
  });

  test('the other holders of the seat are told that it is no longer theirs', () => {
    const holders = { [secretary.body]: ['p6', 'p9'] };
    expect(toldBy(said({ holders }))).toEqual([
      'here transferred',
      'p1 transfer-told',
      'p9 transfer-told',
      'p7 please-answer',
    ]);
  });

  test('by a deputy too, and then the holder is told', () => {
    const deputy = { id: 'd1', principalId: 'p6', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-05', namedBy: 'p6', namedAt: 0 } as const; // prettier-ignore
    const outcome = said({ by: 'p9', deputies: [deputy] });
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p7, p9']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p6 transfer-told', 'p7 please-answer']);
  });

  test('to one of two holders: the seat is theirs alone then', () => {
    const holders = { [secretary.body]: ['p6', 'p7'] };
    expect(assigned(said({ holders }))).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p7, p6']);
  });

  test('by code, by number or by quote where several wait', () => {
    const requests = [shortLeave(), shortLeave({ id: 'r9', code: 'K9K9' })];
    const listed = [
      { requestId: 'r9', revision: 0 },
      { requestId: 'r1', revision: 0 },
    ];
    const moved = (how: Said): string[] =>
      effectsOf(said({ requests, ...how }), 'move-request').map((e) => e.requestId);
    expect(moved({ which: coded('K9K9') })).toEqual(['r9']);
    expect(moved({ which: { ...any, numbers: [2] }, listed })).toEqual(['r1']);
    expect(moved({ quotes: 'r9' })).toEqual(['r9']);
    expect(saysOf(said({ requests }))).toEqual(['which-request']);
  });
});

describe('it is taken back', () => {
  const handed = [shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p7', secretary, 'p6')] }], version: 2 })];

  test('by a holder of the seat: whoever had it is told, and nobody is asked but oneself', () => {
    const outcome = said({ requests: handed, which: coded('A1B2'), who: '示例己' });
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → null, p6']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p7 transfer-told']);
    expect(resultOf(outcome, 'transferred').shown.steps[0]?.seats[0]?.names).toEqual(['示例己']);
  });

  test('by whoever had it: the holders are asked again', () => {
    const outcome = said({ requests: handed, by: 'p7', who: '示例己' });
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → null, p7']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p6 please-answer']);
    expect(onceOf(outcome)).toEqual([null, 'r1:assign.v3:p1', 'r1:assign.v3:p6']);
  });
});

describe('what was handed over goes on', () => {
  const holders = { [secretary.body]: ['p6', 'p7'] };
  const handed = [shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p7', secretary, 'p6')] }], version: 2 })];

  test('to a third, and only who had it is told that it is no longer theirs', () => {
    const outcome = said({ requests: handed, by: 'p7', who: '示例壬' });
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p9, p7']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p9 please-answer']);
  });

  test('but not to who has it, though they hold the seat as well', () => {
    expect(refusal(said({ requests: handed, holders, by: 'p7' }))).toBe('cannot-hand-to yourself 示例庚');
    expect(refusal(said({ requests: handed, holders, which: coded('A1B2') }))).toBe('cannot-hand-to in-chain 示例庚');
  });

  test('back to the approver who was added', () => {
    const seat = assignedTo('p7', addedSeat('p9', '示例壬'), 'p9');
    const outcome = said({
      requests: [shortLeave({ steps: [{ mode: 'all', seats: [seat] }] })],
      by: 'p7',
      who: '示例壬',
    });
    expect(assigned(outcome)).toEqual(['r1 0 person → null, p7']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p9 please-answer']);
  });
});

describe('the officer', () => {
  test('hands over the seat of anybody, whose holder is told', () => {
    const outcome = said({ by: 'p11', which: coded('A1B2') });
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p7, p11']);
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p6 transfer-told', 'p7 please-answer']);
  });

  test('of several hands over the only one that nobody can answer', () => {
    const how = { by: 'p11', requests: [jointLeave()], which: coded('C3D4') };
    expect(assigned(said({ ...how, unreachable: ['p10'] }))).toEqual(['r2 0 派出单位 → p7, p11']);
    expect(assigned(said({ ...how, holders: { [organisation.body]: [] } }))).toEqual(['r2 0 县委组织部 → p7, p11']);
    expect(refusal(said(how))).toBe('cannot-transfer several-seats');
    expect(refusal(said({ ...how, unreachable: ['p8', 'p10'] }))).toBe('cannot-transfer several-seats');
  });

  test('without a code finds nothing that waits for others', () => {
    expect(refusal(said({ by: 'p11' }))).toBe('nothing-to-answer');
  });

  test('finds the open one among those of the same code', () => {
    const over = shortLeave({ id: 'r0', state: 'rejected' });
    expect(assigned(said({ by: 'p11', which: coded('A1B2'), requests: [over, shortLeave()] }))).toHaveLength(1);
  });
});

describe('what no rule settles', () => {
  const requests = [heldLeave()];

  test('goes to the person whom the officer names: the applicant is told, and the person asked', () => {
    const outcome = said({ by: 'p11', requests });
    const [revised] = effectsOf(outcome, 'revise-request');
    expect(outcome.effects).toHaveLength(1);
    expect(revised).toMatchObject({ why: 'name-approver', version: 1 });
    expect(revised?.request).toMatchObject({
      state: 'open',
      step: 0,
      version: 2,
      revision: 0,
      movedAt: shanghai('2026-12-02 10:00'),
    });
    expect(revised?.request.steps).toEqual([
      { mode: 'all', seats: [{ body: 'person', scopeId: 'p7', title: '示例庚', answer: null, assigned: null, addedBy: 'p11' }] }, // prettier-ignore
    ]);
    expect(toldBy(outcome)).toEqual(['here approver-named', 'p1 approver-named', 'p7 please-answer']);
    expect(onceOf(outcome)).toEqual([null, 'r4:named.v2:p1', 'r4:v0.step0:p7']);
    const told = outcome.replies.map((r) => r.result).filter((r) => r.says === 'approver-named');
    expect(told.map(({ name, by, byMe }) => `${name} ${by} ${byMe}`)).toEqual([
      '示例庚 示例子 true',
      '示例庚 示例子 false',
    ]);
  });

  test('is nobody else’s to give, nor the officer’s own', () => {
    expect(refusal(said({ requests, quotes: 'r4' }))).toBe('cannot-transfer not-approver');
    const own = [heldLeave({ applicantId: 'p11' })];
    expect(refusal(said({ by: 'p11', requests: own, quotes: 'r4' }))).toBe('cannot-transfer not-approver');
  });

  test.each([
    ['the applicant', '示例甲', 'applicant'],
    ['the officer', '示例子', 'yourself'],
    ['a resident cadre without a seat', '示例乙', 'cadre'],
  ])('does not go to %s', (_, who, why) => {
    expect(refusal(said({ by: 'p11', requests, who }))).toBe(`cannot-hand-to ${why} ${who}`);
  });
});

describe('nothing is handed over', () => {
  test.each<[string, Said, string]>([
    ['that is over', { quotes: 'r1', requests: [shortLeave({ state: 'approved', step: 1 })] }, 'ended'],
    ['that was sent back', { quotes: 'r1', requests: [shortLeave({ state: 'returned' })] }, 'ended'],
    ['that waits for others', { by: 'p8', which: coded('A1B2') }, 'not-approver'],
    ['of one’s own, though one holds its seat', { by: 'p3', which: coded('E5F6'), requests: [makeUpRequest({ applicantId: 'p3' })] }, 'not-approver'],
    ['of the officer’s own', { by: 'p11', which: coded('A1B2'), requests: [shortLeave({ applicantId: 'p11' })] }, 'not-approver'],
    ['by one who answered already', { by: 'p8', which: coded('C3D4'), requests: [jointLeave({ steps: [{ mode: 'all', seats: [answeredBy('p8', organisation), unit] }] })] }, 'not-approver'],
    ['by one to whom two seats belong', { by: 'p8', requests: [jointLeave()], holders: { [unit.body]: ['p8'] } }, 'several-seats'],
  ])('%s', (_, how, why) => {
    const outcome = said(how);
    expect(refusal(outcome)).toBe(`cannot-transfer ${why}`);
    expect(outcome.replies[0]?.requestId).toBe(how.requests?.[0]?.id ?? 'r1');
  }); // prettier-ignore

  test.each<[string, Said, string]>([
    ['the applicant', { who: '示例甲' }, 'applicant 示例甲'],
    ['the applicant, though they hold the seat', { who: '示例甲', holders: { [secretary.body]: ['p6', 'p1'] } }, 'applicant 示例甲'],
    ['oneself', { who: '示例己' }, 'yourself 示例己'],
    ['somebody without an account', { unreachable: ['p7'] }, 'unreachable 示例庚'],
    ['a resident cadre without a seat', { who: '示例乙' }, 'cadre 示例乙'],
    ['one who answers another seat of it', { by: 'p8', requests: [jointLeave()], who: '示例癸' }, 'in-chain 示例癸'],
    ['one who answers a later step', { requests: [stepwise()], who: '示例辛' }, 'in-chain 示例辛'],
    ['one who answered an earlier step', { by: 'p8', requests: [stepwise({ step: 1, steps: [{ mode: 'any', seats: [answeredBy('p9', secretary)] }, ...stepwise().steps.slice(1)] })], who: '示例壬' }, 'in-chain 示例壬'],
    ['the only one who answers it now', { by: 'p11', which: coded('A1B2'), who: '示例己' }, 'in-chain 示例己'],
  ])('to %s', (_, how, why) => {
    expect(refusal(said(how))).toBe(`cannot-hand-to ${why}`);
  }); // prettier-ignore

  test('but a resident cadre who holds a seat may answer', () => {
    expect(assigned(said({ who: '示例丙' }))).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p3, p6']);
  });

  test('where nothing waits, or the code is none', () => {
    expect(refusal(said({ requests: [] }))).toBe('nothing-to-answer');
    expect(refusal(said({ which: coded('Z9Z9') }))).toBe('no-such-code');
    expect(refusal(said({ which: { ...any, numbers: [3] } }))).toBe('no-such-number');
  });

  test('where nobody goes by the name', () => {
    const outcome = said({ who: '无此人' });
    expect(refusal(outcome)).toBe('nobody-by-name');
    expect(resultOf(outcome, 'nobody-by-name').said).toBe('无此人');
  });
});

/** Before the secretary, and then before the organisation department. */
function stepwise(more: Partial<Request> = {}): Request {
  return shortLeave({ steps: [...shortLeave().steps, { mode: 'any', seats: [organisation] }], ...more });
}
