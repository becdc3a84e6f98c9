/** 修改: another content of a request that is not decided yet. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { editRequest, type ChangeSlots } from '../../src/commands/extend-leave.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { fengdu, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { asks, chainOf, confirmedBy, kept, revision, slots } from './leave-talk.ts';
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

const edit = (
  draft: Partial<LeaveDraft>,
  requests: readonly Request[] = [shortLeave()],
  scene: Scene = {},
  more: Partial<ChangeSlots> = {},
): Outcome => editRequest(saidBy('p1', { ...scene, requests }), slots(draft, more));
const edited = (
  draft: Partial<LeaveDraft>,
  requests: readonly Request[] = [shortLeave()],
  scene: Scene = {},
): Outcome => confirmedBy('p1', edit(draft, requests, scene), { ...scene, requests });
const longer = { to: '2026-12-11' } as const;
const shorter = { saidDays: 2 } as const;

describe('what was said takes the place of what was asked for', () => {
  test.each<[string, Partial<LeaveDraft>, Partial<LeaveDraft>]>([
    ['two days', shorter, { from: '2026-12-08', to: null, saidDays: 2, reason: '母亲住院' }],
    ['till another day', longer, { from: '2026-12-08', to: '2026-12-11', saidDays: null }],
    ['other days', { from: '2026-12-14', to: '2026-12-15' }, { from: '2026-12-14', to: '2026-12-15', reason: '母亲住院' }],
    ['another reason', { reason: '父亲手术' }, { from: '2026-12-08', to: '2026-12-10', reason: '父亲手术' }],
    ['another kind', { kind: '病假' }, { from: '2026-12-08', to: '2026-12-10', kind: '病假', reason: '母亲住院' }],
  ])('%s', (_, said, draft) => {
    const outcome = edit(said);
    expect(asks(outcome)).toMatchObject({ asked: 'confirm', draft, purpose: { is: 'edit', requestId: 'r1' } });
    expect(resultOf(outcome, 'confirm-leave').preview).toMatchObject({ purpose: 'edit', changesCode: 'A1B2', forName: null });
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
  }); // prettier-ignore

  test('nothing but the word: from when is asked anew, and the reason is kept', () => {
    const outcome = edit({});
    expect(saysOf(outcome)).toEqual(['ask-leave-from']);
    expect(asks(outcome)).toMatchObject({ asked: 'from', draft: { from: null, reason: '母亲住院' } });
  });

  test('half days of the start are kept where only the end is said', () => {
    const noon = shortLeave({ span: { ...shortLeave().span, fromHalf: 'pm' }, days: 2.5 });
    expect(asks(edit(longer, [noon])).draft).toMatchObject({ from: '2026-12-08', fromHalf: 'pm', to: '2026-12-11' });
  });

  test('photos stay, unless others come along', () => {
    const photo = (c: string): Request['images'][number] => ({ sha256: c.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }); // prettier-ignore
    const before = shortLeave({ images: [photo('a')] });
    expect(asks(edit(shorter, [before])).images).toEqual([photo('a')]);
    expect(asks(edit(shorter, [before], {}, { images: [photo('b')] })).images).toEqual([photo('b')]);
  });

  test('it does not overlap itself, and is not added to itself', () => {
    expect(saysOf(edit(longer))).toEqual(['confirm-leave']);
    expect(kept(edited(longer))).toMatchObject({ countedDays: 4, joined: [] });
  });

  test('it may not overlap another', () => {
    const other = jointLeave({ span: { fromOn: '2026-12-11', toOn: '2026-12-14', fromHalf: 'am', toHalf: 'pm' } });
    expect(saysOf(edit(longer, [shortLeave(), other], {}, { code: 'A1B2' }))).toEqual(['overlaps']);
  });
});

describe('once it is confirmed', () => {
  const answered = shortLeave({
    version: 4,
    step: 1,
    nudgedOn: '2026-12-01',
    steps: [
      { mode: 'any', seats: [answeredBy('p6', secretary)] },
      { mode: 'all', seats: [organisation, unit] },
    ],
  });

  test('it keeps its code and its age, loses its answers, and goes by the chain of the new days', () => {
    const outcome = edited(longer, [answered], { messageId: 33n });
    expect(revision(outcome)).toMatchObject({ version: 4, why: 'edit' });
    expect(kept(outcome)).toMatchObject({
      id: 'r1',
      code: 'A1B2',
      state: 'open',
      step: 0,
      version: 5,
      revision: 1,
      days: 4,
      revisedAt: shanghai('2026-12-02 10:00'),
      openedAt: shortLeave().openedAt,
      nudgedOn: '2026-12-01',
    });
    expect(chainOf(kept(outcome))).toBe('all 县委组织部@+派出单位@u1');
    expect(kept(outcome).steps.flatMap((s) => s.seats.map((seat) => seat.answer))).toEqual([null, null]);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['revise-request', 'close-question']);
  });

  test('those who are asked now are asked, and those who were asked before are told that they are not', () => {
    const outcome = edited(longer);
    expect(toldBy(outcome)).toEqual([
      'here request-edited',
      'p8 please-answer',
      'p10 please-answer',
      'p6 no-longer-asked',
    ]);
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r1:v1.step0:p8', 'r1:v1.step0:p10', 'r1:v1.changed:p6']);
    expect(outcome.replies[1]).toMatchObject({ revision: 1, result: { again: 'edited' } });
    expect(outcome.replies[1]?.buttons[0]?.action).toMatchObject({ revision: 1, step: 0 });
  });

  test('the same approver is asked again and hears nothing else', () => {
    expect(toldBy(edited(shorter))).toEqual(['here request-edited', 'p6 please-answer']);
  });

  test('a second edit asks under another key', () => {
    const outcome = edited(shorter, [shortLeave({ revision: 1, version: 3 })]);
    expect(outcome.replies[1]?.once).toBe('r1:v2.step0:p6');
  });

  test('one to whom it was handed is no longer asked: the seat is its holder’s again', () => {
    const handed = shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary, 'p6')] }] });
    const outcome = edited(shorter, [handed]);
    expect(kept(outcome).steps[0]?.seats[0]?.assigned).toBeNull();
    expect(toldBy(outcome)).toEqual(['here request-edited', 'p6 please-answer', 'p9 no-longer-asked']);
  });

  test('what was sent back waits for its approvers again', () => {
    const returned = shortLeave({
      state: 'returned',
      version: 2,
      steps: [{ mode: 'any', seats: [answeredBy('p6', secretary, { verdict: 'return', note: '改成两天' })] }],
    });
    const outcome = edited(shorter, [returned]);
    expect(kept(outcome)).toMatchObject({ state: 'open', revision: 1, version: 3 });
    expect(toldBy(outcome)).toEqual(['here request-edited', 'p6 please-answer']);
  });

  test('what no rule settled is decided anew: by the rule’s chain, and the officer is told where they are not asked', () => {
    const scene = { county: sampleCountyWithOfficer };
    const outcome = edited(shorter, [heldLeave()], scene);
    expect(kept(outcome)).toMatchObject({ id: 'r4', state: 'open' });
    expect(toldBy(outcome)).toEqual(['here request-edited', 'p6 please-answer', 'p11 no-longer-asked']);
  });

  test('what no rule settles goes to the officer', () => {
    const because = { say: '由区县规定。', notes: [], flags: [], countedDays: null, citations: [], readings: [], facts: {}, trace: [] }; // prettier-ignore
    const rules = { ...fengdu, leave: () => ({ ...because, verdict: 'needs-local-rule' as const }) };
    const outcome = edited(shorter, [shortLeave()], { county: sampleCountyWithOfficer, rules });
    expect(kept(outcome)).toMatchObject({ state: 'held', steps: [], revision: 1 });
    expect(toldBy(outcome)).toEqual(['here request-edited', 'p11 please-settle', 'p6 no-longer-asked']);
    expect(outcome.replies[1]?.once).toBe('r1:v1.held:p11');
  });

  test('who was named for what no rule settles is asked again, for the new content', () => {
    const because = { say: null, notes: [], flags: [], countedDays: null, citations: [], readings: [], facts: {}, trace: [] }; // prettier-ignore
    const rules = { ...fengdu, leave: () => ({ ...because, verdict: 'needs-local-rule' as const }) };
    const named = heldLeave({
      state: 'returned',
      version: 3,
      steps: [{ mode: 'all', seats: [answeredBy('p9', addedSeat('p9', '示例壬', 'p11'), { verdict: 'return' })] }],
    });
    const outcome = edited(shorter, [named], { county: sampleCountyWithOfficer, rules });
    expect(kept(outcome)).toMatchObject({
      state: 'open',
      revision: 1,
      steps: [{ seats: [{ body: 'person', answer: null }] }],
    });
    expect(toldBy(outcome)).toEqual(['here request-edited', 'p9 please-answer']);
  });

  test('it stays one that was asked for on somebody’s behalf, or that extends another', () => {
    const before = shortLeave({ enteredBy: 'p3', extendsId: 'r0' });
    expect(kept(edited(shorter, [before]))).toMatchObject({ enteredBy: 'p3', extendsId: 'r0' });
  });

  test.each(['approved', 'rejected', 'withdrawn', 'cancelled'] as const)(
    'nothing is changed where it is %s meanwhile, and the question is closed',
    (state) => {
      const asked = edit(shorter);
      const outcome = confirmedBy('p1', asked, { requests: [shortLeave({ state, version: 2 })] });
      expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'nothing-to-edit', why: 'ended' }]);
      expect(outcome.effects.map((e) => e.effect)).toEqual(['close-question']);
    },
  );

  test('it goes by the request as it is then: an answer meanwhile is let go', () => {
    const asked = edit(shorter, [jointLeave()], {}, { code: 'C3D4' });
    const half = jointLeave({ version: 2, steps: [{ mode: 'all', seats: [answeredBy('p8', organisation), unit] }] });
    const outcome = confirmedBy('p1', asked, { requests: [half] });
    expect(revision(outcome)).toMatchObject({ version: 2, request: { version: 3 } });
    expect(toldBy(outcome)).toEqual([
      'here request-edited',
      'p6 please-answer',
      'p8 no-longer-asked',
      'p10 no-longer-asked',
    ]);
  });
});

describe('nothing is edited', () => {
  const why = (outcome: Outcome): string => {
    expect(outcome.effects).toEqual([]);
    return resultOf(outcome, 'nothing-to-edit').why;
  };

  test('where nothing is undecided', () => {
    expect(why(edit(shorter, []))).toBe('none');
    expect(why(edit(shorter, [shortLeave({ state: 'approved' }), makeUpRequest()]))).toBe('none');
  });

  test('where several are undecided and none is named; they are listed', () => {
    const outcome = edit(shorter, [shortLeave(), jointLeave({ state: 'returned' })]);
    expect(why(outcome)).toBe('several');
    expect(resultOf(outcome, 'nothing-to-edit').shown.map((s) => s.request.id)).toEqual(['r1', 'r2']);
    expect(asks(edit(shorter, [shortLeave(), jointLeave()], {}, { code: 'C3D4' })).purpose).toMatchObject({ requestId: 'r2' }); // prettier-ignore
    expect(asks(edit(shorter, [shortLeave(), jointLeave()], { quotes: 'r2' })).purpose).toMatchObject({
      requestId: 'r2',
    });
  });

  test.each(['approved', 'rejected', 'withdrawn', 'cancelled'] as const)('where it is %s', (state) => {
    expect(why(edit(shorter, [shortLeave({ state })], {}, { code: 'A1B2' }))).toBe('ended');
  });

  test('where it is somebody else’s, or a missed check-in', () => {
    expect(why(edit(shorter, [shortLeave({ applicantId: 'p2' })], { quotes: 'r1' }))).toBe('not-yours');
    expect(why(edit(shorter, [makeUpRequest()], { quotes: 'r3' }))).toBe('make-up');
  });

  test('where the code is unknown', () => {
    const outcome = edit(shorter, [shortLeave()], {}, { code: 'Z9Z9' });
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'no-such-code', code: 'Z9Z9' }]);
  });

  test('while the days are wrong: they are asked again, of the same request', () => {
    const outcome = edit({ from: '2026-12-15', to: '2026-12-14' });
    expect(saysOf(outcome)).toEqual(['invalid-span']);
    expect(asks(outcome)).toMatchObject({ asked: 'from', purpose: { is: 'edit', requestId: 'r1' } });
  });
});
