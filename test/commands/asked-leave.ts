/** A leave as it is asked for and confirmed at once. */
import type { Outcome } from '../../src/commands/context.ts';
import { confirmLeave, newLeave, requestLeave } from '../../src/commands/request-leave.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { effectsOf, fengdu, saidBy, type Scene } from './facts.ts';

export const draft = (more: Partial<LeaveDraft> = {}): LeaveDraft => ({
  from: '2026-12-08',
  to: '2026-12-10',
  fromHalf: 'am',
  toHalf: 'pm',
  saidDays: null,
  kind: null,
  reason: '母亲住院',
  ...more,
});
export const asked = (more: Partial<LeaveDraft> = {}, scene: Scene = {}, personId = 'p1'): Outcome =>
  requestLeave(saidBy(personId, scene), newLeave(draft(more)), null);
export const confirmed = (more: Partial<LeaveDraft> = {}, scene: Scene = {}, personId = 'p1'): Outcome =>
  confirmLeave(saidBy(personId, scene), newLeave(draft(more)));
export const opened = (outcome: Outcome): Request => {
  const [effect, ...others] = effectsOf(outcome, 'open-request');
  if (!effect || others.length > 0) throw new Error('not one request was opened');
  return effect.request;
};
export const chainOf = ({ steps }: Request): string =>
  steps.map((s) => `${s.mode} ${s.seats.map((seat) => `${seat.body}@${seat.scopeId}`).join('+')}`).join(' > ');
export const short = 'any 乡镇（街道）党（工）委书记@t1';
export const long = 'all 县委组织部@+派出单位@u1';

export const because = { notes: [], flags: [], countedDays: null, citations: [], readings: [], facts: {}, trace: [] };
/** The rules of 丰都, but for what they answer to a leave. */
export const rulesSaying = (answer: object): Rules => ({
  ...fengdu,
  leave: () => ({ say: null, ...because, ...answer }) as unknown as ReturnType<Rules['leave']>,
});
export const unsettled = rulesSaying({ verdict: 'needs-local-rule', say: '由区县规定。' });
