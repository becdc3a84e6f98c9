/** 修改 and 更正: another content of the same request, before it is decided, or of an approved leave by the officer. */
import { revised } from '../domain/approval.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { LeavePurpose } from '../domain/dialogue.ts';
import type { Facts } from '../domain/facts.ts';
import type { LeaveSpan } from '../domain/leave.ts';
import type { Reply } from '../domain/reply.ts';
import type { Request, RequestStep } from '../domain/request.ts';
import { officersOf, unique } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import type { DecidedLeave } from './leave-decision.ts';
import { may, ofRequest } from './may.ts';
import { answeredBy, askedSoFar, notice, partiesOf, putBefore, tellTeamChanged } from './notices.ts';
import { closesQuestion } from './open-request.ts';
import { show } from './shown.ts';

type Change = Extract<LeavePurpose, { is: 'edit' | 'correct' }>;

/** What was confirmed takes effect; the request is looked at again, for it may have moved on meanwhile. */
export function changeLeave(context: PersonContext, { is, requestId }: Change, decided: DecidedLeave): Outcome {
  const request = context.facts.requests.find((r) => r.id === requestId);
  if (!request) return closed(context, say({ says: 'nothing-to-edit', why: 'none', shown: [] }));
  return is === 'edit' ? edit(context, request, decided) : correct(context, request, decided);
}

const closed = ({ facts }: PersonContext, { effects, replies }: Outcome): Outcome => ({
  effects: [...effects, ...closesQuestion(facts, { kind: 'leave' })],
  replies,
});

export const mayEdit = ({ state }: Request): boolean => state === 'open' || state === 'held' || state === 'returned';

function edit(context: PersonContext, before: Request, decided: DecidedLeave): Outcome {
  const { facts } = context;
  const isOwn = may(context, 'change-own', ofRequest(before, facts));
  if (!isOwn || !mayEdit(before)) {
    const why = isOwn ? 'ended' : 'not-yours';
    return closed(context, say({ says: 'nothing-to-edit', why, shown: [show(before, facts)] }));
  }
  const { enteredBy, extendsId } = before;
  const named = decided.held === null ? null : namedBefore(before);
  const asked = { ...decided.request, ...named, enteredBy, extendsId, nudgedOn: before.nudgedOn };
  const after = revised(before, asked, facts.now);
  return closed(context, {
    effects: [
      { effect: 'revise-request', request: after, version: before.version, why: 'edit', beside: decided.beside },
    ],
    replies: [
      reply({ says: 'request-edited', shown: show(after, facts) }, { requestId: after.id }),
      ...toThoseAskedNow(after, facts, decided),
      ...toThoseAskedBefore(before, after, facts),
    ],
  });
}

/** Who was named for a request that no rule settles is asked again. */
function namedBefore({ steps }: Request): Pick<Request, 'steps' | 'state'> | null {
  const isNamed = steps.length > 0 && steps.every(({ seats }) => seats.every((s) => s.addedBy !== null));
  const anew = steps.map((step) => ({ ...step, seats: step.seats.map((s) => ({ ...s, answer: null })) }));
  return isNamed ? { steps: anew, state: 'open' } : null;
}

const toThoseAskedNow = (after: Request, facts: Facts, { held }: DecidedLeave): Reply[] =>
  after.state === 'held'
    ? officersOf(facts, after).map((id) => ({
        ...notice(after, `v${after.revision}.held`, id, {
          says: 'please-settle',
          shown: show(after, facts),
          say: held,
        }),
        images: after.images,
      }))
    : putBefore(after, facts, { again: 'edited', event: `v${after.revision}.step0` });

/** Those who had been asked for the old content and are not for the new one. */
function toThoseAskedBefore(before: Request, after: Request, facts: Facts): Reply[] {
  const now = after.state === 'held' ? officersOf(facts, after) : askedSoFar(after, facts);
  return (before.state === 'held' ? officersOf(facts, before) : askedSoFar(before, facts))
    .filter((id) => !now.includes(id))
    .map((id) =>
      notice(after, `v${after.revision}.changed`, id, { says: 'no-longer-asked', shown: show(after, facts) }),
    );
}

/** Only the days of an approved leave, and only where the rule's chain is the one that approved it. */
function correct(context: PersonContext, before: Request, decided: DecidedLeave): Outcome {
  const { facts, me } = context;
  const why = cannotCorrect(context, before, decided);
  if (why) return closed(context, say({ says: 'cannot-correct', why, shown: show(before, facts) }));
  const { span, days, countedDays, joined, remarks } = decided.request;
  const ended = endedWithin(before, span, facts.today);
  const after = { ...before, span, days, countedDays, joined, remarks, ended, version: before.version + 1 };
  const told = {
    says: 'leave-corrected',
    shown: show(after, facts),
    before: before.span,
    by: me.name,
    reason: decided.asked.reason ?? '',
  } as const;
  const inChain = [before.applicantId, ...answeredBy(before)];
  const parties = unique([...inChain, ...partiesOf(context, after)]).filter((id) => id !== me.id);
  return closed(context, {
    effects: [
      { effect: 'revise-request', request: after, version: before.version, why: 'correct', beside: decided.beside },
    ],
    replies: [
      reply(told, { requestId: after.id }),
      // Why is for the applicant and for those who answered; keeper and filing seats learn the days.
      ...parties.map((id) =>
        notice(after, `n${after.version}.corrected`, id, inChain.includes(id) ? told : { ...told, reason: null }),
      ),
      ...tellTeamChanged(after, context, before.span),
    ],
  });
}

/**
 * The corrected end takes the place of a return that was reported: by mistake, where the leave goes on, it is reported
 * anew. A return later than approved stays what it is.
 */
function endedWithin({ ended, span: was }: Request, now: LeaveSpan, today: IsoDate): Request['ended'] {
  const isSameEnd = now.toOn === was.toOn && now.toHalf === was.toHalf;
  if (!ended || isSameEnd || `${ended.on}${ended.half}` > `${was.toOn}${was.toHalf}`) return ended;
  return now.toOn >= today ? null : { ...ended, on: now.toOn, half: now.toHalf };
}

export function cannotCorrect(
  context: PersonContext,
  before: Request,
  { request, asked }: DecidedLeave,
): 'not-officer' | 'not-approved' | 'no-reason' | 'other-chain' | null {
  if (!may(context, 'correct-leave', ofRequest(before, context.facts))) return 'not-officer';
  if (before.state !== 'approved' || before.kind !== 'leave') return 'not-approved';
  if ((asked.reason ?? '').trim() === '') return 'no-reason';
  // Who approved the longer one approved the shorter one too, as with an early return.
  const isShorter = request.countedDays <= before.countedDays;
  return isShorter || sameChain(before.steps, request.steps) ? null : 'other-chain';
}

/** The seats that the rule names, whoever was added to them. */
const byRule = (steps: readonly RequestStep[]): string =>
  JSON.stringify(
    steps
      .map(({ mode, seats }) => ({
        mode,
        seats: seats.filter((s) => s.addedBy === null).map(({ body, scopeId }) => `${body}@${scopeId}`),
      }))
      .filter(({ seats }) => seats.length > 0),
  );

const sameChain = (a: readonly RequestStep[], b: readonly RequestStep[]): boolean => byRule(a) === byRule(b);
