import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { withdraw } from '../../src/commands/withdraw.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { effectsOf, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { answeredBy, heldLeave, jointLeave, makeUpRequest, secretary, shortLeave } from './requests.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

const said = (code: string | null, requests: readonly Request[], scene: Scene = {}, personId = 'p1'): Outcome =>
  withdraw(saidBy(personId, { ...scene, requests }), code);
const moved = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'move-request').map((e) => `${e.requestId} v${e.version} ${e.state}`);
const whyNot = (outcome: Outcome): string => {
  expect(outcome.effects).toEqual([]);
  return resultOf(outcome, 'cannot-withdraw').why;
};

describe('taking back', () => {
  test('the only open request ends it, and tells everyone who was asked once', () => {
    const outcome = said(null, [jointLeave()]);
    expect(moved(outcome)).toEqual(['r2 v1 withdrawn']);
    expect(toldBy(outcome)).toEqual(['here withdrawn', 'p8 withdrawn-told', 'p10 withdrawn-told']);
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r2:v0.closed:p8', 'r2:v0.closed:p10']);
  });

  test('tells nobody of a step that was not open yet', () => {
    const steps = [...shortLeave().steps, ...jointLeave().steps];
    expect(toldBy(said(null, [shortLeave({ steps })]))).toEqual(['here withdrawn', 'p6 withdrawn-told']);
  });

  test('takes the one whose code is named, or that is quoted', () => {
    const requests = [shortLeave(), jointLeave(), makeUpRequest()];
    expect(moved(said('C3D4', requests))).toEqual(['r2 v1 withdrawn']);
    expect(moved(said(null, requests, { quotes: 'r3' }))).toEqual(['r3 v1 withdrawn']);
  });

  test('takes the only one that is open beside those that are over', () => {
    const requests = [shortLeave({ state: 'approved' }), jointLeave()];
    expect(moved(said(null, requests))).toEqual(['r2 v1 withdrawn']);
  });

  test('says nothing of why it was asked for', () => {
    const others = said(null, [shortLeave({ reason: '住院' })]).replies.filter((r) => r.recipient.to !== 'here');
    expect(others.map((r) => r.result.says)).toEqual(['withdrawn-told']);
  });
});

describe('nothing is taken back', () => {
  test('where several are open and none is named: they are listed', () => {
    const outcome = said(null, [shortLeave(), jointLeave(), makeUpRequest({ state: 'approved' })]);
    expect(whyNot(outcome)).toBe('several');
    expect(resultOf(outcome, 'cannot-withdraw').shown.map((s) => s.request.id)).toEqual(['r1', 'r2']);
  });

  test('where nothing is open', () => {
    expect(whyNot(said(null, []))).toBe('none-open');
    expect(whyNot(said(null, [shortLeave({ state: 'rejected' })]))).toBe('none-open');
  });

  test.each(['rejected', 'withdrawn', 'cancelled'] as const)('where it is %s already', (state) => {
    expect(whyNot(said('A1B2', [shortLeave({ state }), jointLeave()]))).toBe('ended');
    expect(whyNot(said(null, [shortLeave({ state }), jointLeave()], { quotes: 'r1' }))).toBe('ended');
  });

  test('of a missed check-in that was confirmed', () => {
    expect(whyNot(said('E5F6', [makeUpRequest({ state: 'approved' })]))).toBe('made-up');
  });

  test('where it is somebody else’s, named or quoted, though one of one’s own is open', () => {
    const requests = [shortLeave({ applicantId: 'p2' }), jointLeave()];
    expect(whyNot(said('A1B2', requests))).toBe('not-yours');
    expect(whyNot(said(null, requests, { quotes: 'r1' }))).toBe('not-yours');
    expect(whyNot(said(null, [shortLeave()], { quotes: 'r1' }, 'p6'))).toBe('not-yours');
  });

  test('where the code is none of one’s own: it says so, and does not say that nothing is open', () => {
    const outcome = said('Z9Z9', [shortLeave()]);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'no-such-code', code: 'Z9Z9' }]);
    expect(outcome.effects).toEqual([]);
  });
});

test('what was said is about the request, so that a reply finds it', () => {
  expect(said(null, [shortLeave()]).replies[0]?.requestId).toBe('r1');
  expect(saysOf(said(null, [shortLeave()]))[0]).toBe('withdrawn');
});

describe('what is not decided yet', () => {
  test.each(['open', 'returned'] as const)('is withdrawn while it is %s', (state) => {
    expect(moved(said(null, [shortLeave({ state })]))).toEqual(['r1 v1 withdrawn']);
  });

  test('is withdrawn though it has begun: it was never given', () => {
    expect(moved(said(null, [shortLeave()], { at: '2026-12-09 10:00' }))).toEqual(['r1 v1 withdrawn']);
  });

  test('is meant before an approved one, where nothing is named', () => {
    const approved = shortLeave({ state: 'approved' });
    expect(moved(said(null, [approved, jointLeave()]))).toEqual(['r2 v1 withdrawn']);
  });

  test('is withdrawn from the officer who keeps it, who is told', () => {
    const outcome = said(null, [heldLeave()], { county: sampleCountyWithOfficer });
    expect(moved(outcome)).toEqual(['r4 v1 withdrawn']);
    expect(toldBy(outcome)).toEqual(['here withdrawn', 'p11 withdrawn-told']);
  });

  test('and was asked for by another is told to that one too', () => {
    const outcome = said(null, [shortLeave({ enteredBy: 'p3' })]);
    expect(toldBy(outcome)).toEqual(['here withdrawn', 'p6 withdrawn-told', 'p3 withdrawn-told']);
  });
});

describe('an approved leave', () => {
  const approved = (more: Partial<Request> = {}): Request =>
    shortLeave({ state: 'approved', step: 1, version: 2, steps: [{ mode: 'any', seats: [answeredBy('p6', secretary)] }], ...more }); // prettier-ignore

  test('is cancelled before it begins: who approved, the filing, the keeper and the team are told once', () => {
    const outcome = said(null, [approved()]);
    expect(moved(outcome)).toEqual(['r1 v2 cancelled']);
    expect(toldBy(outcome)).toEqual([
      'here withdrawn',
      'p6 withdrawn-told',
      'p9 withdrawn-told',
      'p3 withdrawn-told',
      'team-v1 away-changed',
    ]);
    expect(outcome.replies.map((r) => r.once)).toEqual([
      null,
      'r1:n3.cancelled:p6',
      'r1:n3.cancelled:p9',
      'r1:n3.cancelled:p3',
      'r1:n3.away:team-v1',
    ]);
    expect(resultOf(outcome, 'away-changed')).toEqual({ says: 'away-changed', name: '示例甲', span: null });
  });

  test.each(['2026-12-07 23:59', '2026-12-08 00:00', '2026-12-08 23:59'])('can still be cancelled at %s', (at) => {
    expect(moved(said(null, [approved()], { at }))).toEqual(['r1 v2 cancelled']);
  });

  test('can’t be any more the day after it began: that is a return', () => {
    const at = '2026-12-09 00:00';
    expect(whyNot(said('A1B2', [approved()], { at }))).toBe('begun');
    expect(whyNot(said(null, [approved()], { at, quotes: 'r1' }))).toBe('begun');
    expect(whyNot(said(null, [approved()], { at }))).toBe('none-open');
  });

  test('whose return is reported can’t be, on its first day either', () => {
    const ended = approved({ ended: { on: '2026-12-08', half: 'am', at: 0 } });
    expect(whyNot(said('A1B2', [ended], { at: '2026-12-08 13:00' }))).toBe('begun');
  });

  test('is one of several: which is asked', () => {
    expect(whyNot(said(null, [approved(), approved({ id: 'r9', code: 'X1Y2' })]))).toBe('several');
  });

  test.each(['daily', 'none'] as const)('is not told to the group where the county chose %s', (whereabouts) => {
    expect(toldBy(said(null, [approved()], { settings: { whereabouts } }))).not.toContain('team-v1 away-changed');
  });

  test('tells nobody why it was asked for, nor of what kind', () => {
    const { replies } = said(null, [approved({ reason: '住院手术', leaveKind: '病假' })]);
    for (const { result } of replies) expect(wordReply(result).text).not.toMatch(/住院|手术|病/);
  });
});
