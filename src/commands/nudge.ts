/** 催办: whoever asked for it reminds those who are to answer, once a day. */
import type { Facts, Need } from '../domain/facts.ts';
import type { Reply, Result } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import { officersOf } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { may, ofRequest } from './may.ts';
import { askApprovers, notice } from './notices.ts';
import { show } from './shown.ts';

/** So long nobody is reminded of what was just put before them. */
const tooSoonMs = 2 * 3_600_000;

export const nudgeNeeds = (code: string | null): Need => ({ organisation: true, ownRequests: true, code });

export function nudge(context: PersonContext, code: string | null): Outcome {
  const { facts } = context;
  const named = facts.requests.filter((r) => (code === null ? r.id === facts.quotedRequestId : r.code === code));
  if (code !== null && named.length === 0) return say({ says: 'no-such-code', code });
  const mine = (named.length > 0 ? named : facts.requests).filter((r) => may(context, 'nudge', ofRequest(r, facts)));
  const open = mine.filter((r) => r.state === 'open' || r.state === 'held');
  const [only] = open;
  if (!only) return cannot(facts, 'none', named.length > 0 ? mine : []);
  return open.length > 1 ? cannot(facts, 'several', open) : nudgeOne(context, only);
}

type WhyNot = Extract<Result, { says: 'cannot-nudge' }>['why'];

const cannot = (facts: Facts, why: WhyNot, requests: readonly Request[]): Outcome =>
  say({ says: 'cannot-nudge', why, shown: requests.map((r) => show(r, facts)) });

function nudgeOne({ facts }: PersonContext, request: Request): Outcome {
  const { openedAt, movedAt, revisedAt, nudgedOn } = request;
  if (nudgedOn !== null && nudgedOn >= facts.today) return cannot(facts, 'today-already', [request]);
  const since = Math.max(openedAt, movedAt, revisedAt ?? 0);
  if (facts.now - since < tooSoonMs) return cannot(facts, 'too-soon', [request]);
  const after: Request = { ...request, nudgedOn: facts.today };
  return {
    effects: [{ effect: 'nudge', requestId: request.id, version: request.version, on: facts.today }],
    replies: [
      reply({ says: 'nudged', shown: show(after, facts) }, { requestId: request.id }),
      ...reminded(after, facts),
    ],
  };
}

function reminded(request: Request, facts: Facts): Reply[] {
  const event = `nudge.${facts.today}`;
  const shown = show(request, facts);
  const to = (result: Result, ids: readonly string[]): Reply[] =>
    ids.filter((id) => id !== request.applicantId).map((id) => notice(request, event, id, result));
  if (request.state === 'held') return to({ says: 'please-settle', shown, say: null }, officersOf(facts, request));
  const asked = askApprovers(request, facts, { again: 'nudged', event });
  const seats = shown.steps[request.step]?.seats.filter((s) => s.state === 'waiting' && (s.vacant || s.unreachable));
  if (!seats || seats.length === 0) return asked;
  const isAsked = (id: string): boolean =>
    asked.some(({ recipient }) => recipient.to === 'person' && recipient.personId === id);
  const officers = officersOf(facts, request).filter((id) => !isAsked(id));
  return [...asked, ...to({ says: 'seat-vacant', shown, seats, toOfficer: true }, officers)];
}
