/** A leave as it is said, and what a confirmation makes of it. */
import type { ChangeSlots } from '../../src/commands/extend-leave.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { confirmLeave } from '../../src/commands/request-leave.ts';
import type { LeaveDraft, Question } from '../../src/domain/dialogue.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Request } from '../../src/domain/request.ts';
import { effectsOf, questionAfter, saidBy, type Scene } from './facts.ts';

/** Nothing said yet. */
export const unsaid: LeaveDraft = {
  from: null,
  to: null,
  fromHalf: 'am',
  toHalf: 'pm',
  saidDays: null,
  kind: null,
  reason: null,
};

export const slots = (draft: Partial<LeaveDraft> = {}, more: Partial<ChangeSlots> = {}): ChangeSlots => ({
  code: null,
  draft: { ...unsaid, ...draft },
  problem: null,
  images: [],
  ...more,
});

type LeaveQuestion = Extract<Question, { about: 'leave' }>;

/** The leave that stands before its confirmation. */
export function asks(outcome: Outcome): LeaveQuestion {
  const question = questionAfter(outcome);
  if (question?.about !== 'leave') throw new Error('no leave is asked about');
  return question;
}

/** The same person says 确认 to what was asked, in the scene as it is then. */
export const confirmedBy = (personId: string, asked: Outcome, scene: Scene = {}): Outcome => {
  const question = asks(asked);
  return confirmLeave(saidBy(personId, { ...scene, question }), question);
};

export const chainOf = ({ steps }: Pick<Request, 'steps'>): string =>
  steps.map((s) => `${s.mode} ${s.seats.map((seat) => `${seat.body}@${seat.scopeId}`).join('+')}`).join(' > ');

/** The one request that is kept anew or otherwise. */
export function kept(outcome: Outcome): Request {
  const [effect, ...others] = [...effectsOf(outcome, 'open-request'), ...effectsOf(outcome, 'revise-request')];
  if (!effect || others.length > 0) throw new Error('not one request was kept');
  return effect.request;
}

export const revision = (outcome: Outcome): Extract<Effect, { effect: 'revise-request' }> | undefined =>
  effectsOf(outcome, 'revise-request')[0];
