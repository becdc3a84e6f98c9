/** 撤回: the applicant takes a request back, before it is decided or before the leave begins; whoever was asked is told once. */
import { withdrawal } from '../domain/approval.ts';
import type { Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import { officersOf, unique } from './chain.ts';
import { reply, say, type Context, type Outcome, type PersonContext } from './context.ts';
import { notice, partiesOf, tellOthersAsked, tellTeamChanged } from './notices.ts';
import { show } from './shown.ts';

export const withdrawNeeds = (code: string | null): Need => ({ ownRequests: true, organisation: true, code });

type Cannot = 'none-open' | 'several' | 'not-yours' | 'ended' | 'begun' | 'made-up';

export function withdraw(context: PersonContext, code: string | null): Outcome {
  const { facts, me } = context;
  const named = facts.requests.filter((r) => (code === null ? r.id === facts.quotedRequestId : r.code === code));
  if (code !== null && named.length === 0) return say({ says: 'no-such-code', code });
  const own = (named.length > 0 ? named : facts.requests).filter((r) => r.applicantId === me.id);
  if (named.length > 0 && own.length === 0) return cannot(context, 'not-yours', []);
  const mine = own.filter((r) => mayGo(context, r));
  const undecided = mine.filter(({ state }) => state !== 'approved');
  const mayCome = undecided.length > 0 ? undecided : mine;
  const [only] = mayCome;
  if (mayCome.length === 1 && only) return takeBack(context, only);
  if (mayCome.length > 1) return cannot(context, 'several', mayCome);
  return named.length > 0 ? cannot(context, refusal(context, own), own) : cannot(context, 'none-open', []);
}

/** One of the speaker's own, as it was picked from a list. */
export function withdrawById(context: PersonContext, requestId: string): Outcome {
  const request = withdrawable(context).find(({ id }) => id === requestId);
  return request ? takeBack(context, request) : cannot(context, 'none-open', []);
}

/** The speaker's own that may still be taken back. */
export const withdrawable = (context: PersonContext): Request[] =>
  context.facts.requests.filter((r) => r.applicantId === context.me.id && mayGo(context, r));

const mayGo = ({ facts, me }: PersonContext, request: Request): boolean =>
  'to' in withdrawal(request, me.id, facts.today);

/** 还是算了, 不请了: takes back the one leave that is not decided yet; an approved one only by 撤回. */
export function giveUp(context: PersonContext): Outcome {
  const undecided = withdrawable(context).filter((r) => r.kind === 'leave' && r.state !== 'approved');
  const [only, ...others] = undecided;
  if (!only) return say({ says: 'nothing-asked' });
  return others.length > 0 ? cannot(context, 'several', undecided) : takeBack(context, only);
}

const cannot = ({ facts }: PersonContext, why: Cannot, about: readonly Request[]): Outcome =>
  say({ says: 'cannot-withdraw', why, shown: about.map((r) => show(r, facts)) });

function refusal({ facts, me }: PersonContext, [first]: readonly Request[]): Cannot {
  const result = first && withdrawal(first, me.id, facts.today);
  return result && 'refused' in result ? result.refused : 'ended';
}

function takeBack(context: PersonContext, request: Request): Outcome {
  const taken = withdrawal(request, context.me.id, context.facts.today);
  if ('refused' in taken) return cannot(context, taken.refused, [request]);
  const { effects, replies, shown } = takenBack(context, request, taken.to, null);
  return {
    effects,
    replies: [reply({ says: 'withdrawn', shown, to: taken.to }, { requestId: request.id }), ...replies],
  };
}

/** Ends it as `to`; tells everybody but the speaker. `by` is who did it, where it was not the applicant by 撤回. */
export function takenBack(
  context: PersonContext,
  request: Request,
  to: 'withdrawn' | 'cancelled',
  by: string | null,
): Outcome & { readonly shown: ReturnType<typeof show> } {
  const { facts, me } = context;
  const after: Request = { ...request, state: to, version: request.version + 1, movedAt: facts.now };
  const shown = show(after, facts);
  const { id: requestId, version, step } = request;
  return {
    effects: [{ effect: 'move-request', requestId, version, state: to, step, at: facts.now }],
    replies: to === 'withdrawn' ? toldWithdrawn(after, context, me.id, by) : toldCancelled(after, context, me.id, by),
    shown,
  };
}

function toldWithdrawn(after: Request, context: PersonContext, except: string, by: string | null): Reply[] {
  const { facts } = context;
  const told = { says: 'withdrawn-told', shown: show(after, facts), to: 'withdrawn', by } as const;
  const entered = after.enteredBy === null || by !== null ? [] : [after.enteredBy];
  const officers = after.steps.length === 0 ? officersOf(facts, after) : [];
  return [
    ...tellOthersAsked(after, facts, told, [except, ...entered]),
    ...officers
      .filter((id) => id !== except && !entered.includes(id))
      .map((id) => notice(after, `v${after.revision}.closed`, id, told)),
    ...entered.filter((id) => id !== except).map((id) => notice(after, `v${after.revision}.closed`, id, told)),
  ];
}

/** Those who approved and those who were told that it was. */
const toldCancelled = (after: Request, context: Context, except: string, by: string | null): Reply[] => [
  ...unique(partiesOf(context, after))
    .filter((id) => id !== except)
    .map((id) =>
      notice(after, `n${after.version}.cancelled`, id, {
        says: 'withdrawn-told',
        shown: show(after, context.facts),
        to: 'cancelled',
        by,
      }),
    ),
  ...tellTeamChanged(after, context),
];
