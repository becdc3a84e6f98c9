import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import type { PressedButton } from '../../src/domain/facts.ts';
import { saysOf, toldBy, type Scene } from '../commands/facts.ts';
import { jointLeave, shortLeave } from '../commands/requests.ts';
import { decided } from './decided.ts';

describe('a button', () => {
  const press = (personId: string, pressed: PressedButton | undefined, scene: Scene = {}): Outcome =>
    decided(
      personId,
      { kind: 'action', action: { value: 'b1', messageId: 'm1' } },
      { ...scene, ...(pressed ? { pressed } : {}) },
    );
  const answers = (more: object = {}): PressedButton => ({
    personId: 'p6',
    action: { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0, ...more },
  });

  test('approves the request it was sent with', () => {
    const outcome = press('p6', answers(), { requests: [shortLeave(), shortLeave({ id: 'r9' })] });
    expect(toldBy(outcome)).toContain('p1 request-approved');
    expect(outcome.effects.map((e) => e.effect)).toEqual(['answer-seat', 'move-request']);
  });

  test('that nobody sent does nothing', () => {
    expect(saysOf(press('p6', undefined, { requests: [shortLeave()] }))).toEqual(['button-stale']);
  });

  test('of somebody else does nothing, even for one who may approve', () => {
    const scene = { requests: [shortLeave()], holders: { '乡镇（街道）党（工）委书记': ['p6', 'p7'] } };
    const outcome = press('p7', answers(), scene);
    expect(saysOf(outcome)).toEqual(['button-not-yours']);
    expect(outcome.effects).toEqual([]);
  });

  test('of a step that is through does nothing', () => {
    const steps = [...shortLeave().steps, ...jointLeave().steps];
    const requests = [shortLeave({ steps, step: 1, version: 2 })];
    const holders = { 县委组织部: ['p6'] };
    expect(saysOf(press('p6', answers(), { requests, holders }))).toEqual(['button-stale']);
  });

  test.each(['approved', 'rejected', 'withdrawn'] as const)('of a request that is %s says so', (state) => {
    const outcome = press('p6', answers(), { requests: [shortLeave({ state, step: 1, version: 2 })] });
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'answer-refused', why: 'ended' }]);
    expect(outcome.effects).toEqual([]);
  });

  test('whose request is not to be found does nothing', () => {
    expect(saysOf(press('p6', answers()))).toEqual(['button-stale']);
  });

  test('pressed by one who no longer holds the seat approves nothing', () => {
    const scene = { requests: [shortLeave()], holders: { '乡镇（街道）党（工）委书记': ['p7'] } };
    const outcome = press('p6', answers(), scene);
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'answer-refused', why: 'not-approver' }]);
    expect(outcome.effects).toEqual([]);
  });

  test('to reject asks for the reason first', () => {
    const outcome = press('p6', answers({ verdict: 'reject' }), { requests: [shortLeave()] });
    expect(saysOf(outcome)).toEqual(['ask-rejection-reason']);
    expect(outcome.effects).toMatchObject([{ effect: 'ask', dialogue: { question: { requestId: 'r1' } } }]);
  });

  test('to confirm acts on the question it was sent with and on no other', () => {
    const confirm = (dialogueId: string): PressedButton => ({
      personId: 'p1',
      action: { does: 'dialogue', word: 'confirm', dialogueId },
    });
    const draft = {
      from: '2026-12-08',
      to: '2026-12-10',
      fromHalf: 'am',
      toHalf: 'pm',
      saidDays: null,
      kind: null,
      reason: '母亲住院',
    } as const;
    const open = { question: { about: 'leave', asked: 'confirm', draft, purpose: { is: 'new' }, images: [] } } as const;
    expect(saysOf(press('p1', confirm('7'), open))).toEqual(['request-opened', 'please-answer']);
    expect(saysOf(press('p1', confirm('6'), open))).toEqual(['button-stale']);
    expect(saysOf(press('p1', confirm('7')))).toEqual(['button-stale']);
    const asked = {
      question: {
        about: 'leave',
        asked: 'reason',
        draft: { ...draft, reason: null },
        purpose: { is: 'new' },
        images: [],
      },
    } as const;
    expect(saysOf(press('p1', confirm('7'), asked))).toEqual(['button-stale']);
  });
});

describe('a button of another kind', () => {
  const press = (personId: string, action: PressedButton['action'], scene: Scene = {}): Outcome =>
    decided(
      personId,
      { kind: 'action', action: { value: 'b1', messageId: 'm1' } },
      { pressed: { personId, action }, ...scene },
    );
  const approved = shortLeave({ state: 'approved', step: 1, version: 2 });

  test('answers the content it was sent with: of an older one it shows the new one', () => {
    const action = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
    const outcome = press('p6', action, { requests: [shortLeave({ revision: 1, version: 2 })] });
    expect(saysOf(outcome)).toEqual(['changed-since']);
    expect(outcome.effects).toEqual([]);
  });

  test.each(['approved', 'withdrawn', 'cancelled'] as const)(
    'of an older content of one that is %s says that it has ended',
    (state) => {
      const action = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
      const requests = [shortLeave({ state, step: 1, revision: 1, version: 3 })];
      expect(saysOf(press('p6', action, { requests }))).toEqual(['answer-refused']);
    },
  );

  test('to send back asks what is to be changed', () => {
    const action = { does: 'answer', verdict: 'return', requestId: 'r1', step: 0, revision: 0 } as const;
    const outcome = press('p6', action, { requests: [shortLeave()] });
    expect(outcome.replies.map((r) => r.result)).toMatchObject([{ says: 'ask-rejection-reason', verdict: 'return' }]);
  });

  test('reports the return of that leave', () => {
    const scene = { requests: [approved], at: '2026-12-10 19:00' };
    const outcome = press('p1', { does: 'end-leave', requestId: 'r1' }, scene);
    expect(saysOf(outcome)[0]).toBe('leave-ended');
    expect(outcome.effects).toContainEqual(
      expect.objectContaining({ effect: 'end-leave', on: '2026-12-10', half: 'pm' }),
    );
    expect(saysOf(press('p1', { does: 'end-leave', requestId: 'r9' }, scene))).toEqual(['button-stale']);
  });

  test('objects to that request', () => {
    const scene = { requests: [shortLeave({ enteredBy: 'p3' })] };
    expect(saysOf(press('p1', { does: 'object', requestId: 'r1' }, scene))[0]).toBe('objected');
    expect(saysOf(press('p1', { does: 'object', requestId: 'r1' }, { requests: [shortLeave()] }))).toEqual(['nothing-to-object']); // prettier-ignore
  });

  test('confirms that a copy was received, and is stale for one who no longer holds the seat', () => {
    const action = { does: 'receive-filing', requestId: 'r1' } as const;
    expect(saysOf(press('p9', action, { requests: [approved] }))).toEqual(['filing-received']);
    const handedOver = { requests: [approved], holders: { 县乡村振兴局: ['p7'] } };
    expect(saysOf(press('p9', action, handedOver))).toEqual(['button-stale']);
  });
});
