/** What is pushed to people goes by the same table: a reason is told to those alone who may see it. */
import { describe, expect, test } from 'vitest';
import { correctLeave } from '../../src/commands/correct-leave.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { answerByReply } from '../../src/commands/answer-request.ts';
import { anyOne } from '../../src/commands/find-request.ts';
import { may, ofRequest } from '../../src/commands/may.ts';
import { nudge } from '../../src/commands/nudge.ts';
import { openRequest } from '../../src/commands/open-request.ts';
import { todo } from '../../src/commands/secretary-day.ts';
import { transfer } from '../../src/commands/transfer.ts';
import { withdraw } from '../../src/commands/withdraw.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer as county } from '../support/sample-county.ts';
import { saidBy, type Scene } from './facts.ts';
import { heldLeave, jointLeave, shortLeave } from './requests.ts';

const secret = '父亲手术需陪护';
const scene = (request: Request, more: Scene = {}): Scene => ({ county, requests: [request], ...more });

/** Of the replies, those whose words hold the reason: to whom they go. */
const toldReason = (outcome: Outcome, speaker: string): string[] =>
  outcome.replies
    .filter((r) => r.recipient.to !== 'team' && wordReply(r.result).text.includes(secret))
    .map((r) => (r.recipient.to === 'person' ? r.recipient.personId : speaker));

const cases: readonly (readonly [string, string, Request, (request: Request) => Outcome])[] = [
  ['asking for leave', 'p1', shortLeave({ reason: secret }), (r) => openRequest(saidBy('p1', scene(r)), r, { beside: null })],
  ['asking for joint leave', 'p1', jointLeave({ reason: secret }), (r) => openRequest(saidBy('p1', scene(r)), r, { beside: null })],
  ['one that no rule settles', 'p1', heldLeave({ reason: secret }), (r) => openRequest(saidBy('p1', scene(r)), r, { beside: null })],
  ['one asked for by the keeper', 'p3', shortLeave({ reason: secret, enteredBy: 'p3' }), (r) => openRequest(saidBy('p3', scene(r)), r, { beside: null })],
  ['approving', 'p6', shortLeave({ reason: secret }), (r) => answerByReply(saidBy('p6', scene(r)), { verdict: 'approve', which: anyOne, note: null })],
  ['rejecting', 'p6', shortLeave({ reason: secret }), (r) => answerByReply(saidBy('p6', scene(r)), { verdict: 'reject', which: anyOne, note: '忙' })],
  ['handing it over', 'p6', shortLeave({ reason: secret }), (r) => transfer(saidBy('p6', scene(r, { names: ['示例庚'] })), { which: anyOne, who: '示例庚' })],
  ['reminding', 'p1', shortLeave({ reason: secret }), (r) => nudge(saidBy('p1', scene(r)), null)],
  ['looking at what waits', 'p6', shortLeave({ reason: secret }), (r) => todo(saidBy('p6', scene(r)))],
  ['taking it back', 'p1', shortLeave({ reason: secret }), (r) => withdraw(saidBy('p1', scene(r)), null)],
  ['correcting it', 'p11', shortLeave({ reason: secret, state: 'approved', step: 1 }), (r) => correctLeave(saidBy('p11', scene(r, { quotes: 'r1' })), { code: null, draft: { from: '2026-12-08', to: '2026-12-09', fromHalf: 'am', toHalf: 'pm', saidDays: null, kind: null, reason: '提前回来' }, problem: null, images: [] })],
]; // prettier-ignore

describe('the reason', () => {
  test.each(cases)('is told to those alone who may see it: %s', (_, speaker, request, run) => {
    const outcome = run(request);
    expect(outcome.replies).not.toEqual([]);
    // As it stands after: whoever it was handed to may see it.
    const after = outcome.effects.flatMap((e) => (e.effect === 'assign-seat' ? [e.personId] : []));
    for (const personId of toldReason(outcome, speaker)) {
      const asker = saidBy(personId, scene(request));
      expect(may(asker, 'see-reason', ofRequest(request, asker.facts)) || after.includes(personId), personId).toBe(
        true,
      );
    }
  });

  test('is told at all in some of them', () => {
    const told = cases.flatMap(([, speaker, request, run]) => toldReason(run(request), speaker));
    expect(new Set(told).size).toBeGreaterThan(3);
  });
});
