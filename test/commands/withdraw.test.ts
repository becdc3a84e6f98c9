import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { withdraw } from '../../src/commands/withdraw.ts';
import type { Request } from '../../src/domain/request.ts';
import { effectsOf, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { jointLeave, makeUpRequest, shortLeave } from './requests.ts';

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
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r2:closed:p8', 'r2:closed:p10']);
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
    expect(whyNot(said(null, [shortLeave({ state: 'approved' })]))).toBe('none-open');
  });

  test.each(['approved', 'rejected', 'withdrawn'] as const)('where it is %s already', (state) => {
    expect(whyNot(said('A1B2', [shortLeave({ state }), jointLeave()]))).toBe('ended');
    expect(whyNot(said(null, [shortLeave({ state }), jointLeave()], { quotes: 'r1' }))).toBe('ended');
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
