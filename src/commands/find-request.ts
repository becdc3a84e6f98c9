/** Which request is meant: by a number of the last list, by code, by the quoted message, or by being the only one. */
import type { WhichAct } from '../domain/approval-result.ts';
import type { Facts, Need } from '../domain/facts.ts';
import type { ListedRequest, Which } from '../domain/dialogue.ts';
import type { Request, Verdict } from '../domain/request.ts';
import { opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { longestList } from '../domain/shown.ts';
import { goesBy, type Called } from '../domain/name.ts';
import { nameOf } from './chain.ts';
import { may, ofRequest } from './may.ts';
import { show } from './shown.ts';

export const anyOne: Which = { code: null, numbers: [], all: false };

/** Everything that an answer may be for. */
export const whichNeeds = (which: Which, listed: PersonContext['facts']['listed'] = []): Need => ({
  organisation: true,
  forMe: true,
  code: which.code,
  requestIds: which.numbers.length > 0 || which.all ? listed.map((l) => l.requestId) : [],
});

/** Open requests that wait for the speaker, oldest first; their own left out. An officer's held ones are among them. */
export function waitingForMe(context: PersonContext): Request[] {
  const { facts } = context;
  return facts.requests
    .filter((r) => may(context, r.state === 'held' ? 'settle' : 'answer', ofRequest(r, facts)))
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
}

/** The request that a code names, or without one the quoted message. */
export const namedRequest = ({ facts }: PersonContext, code: string | null): Request | undefined =>
  facts.requests.find((r) => (code === null ? r.id === facts.quotedRequestId : r.code === code));

export type Found = { readonly request: Request } | { readonly outcome: Outcome };

/** The one request that is meant; otherwise what to say. `among` are those that come into question without a code. */
export function findOne(context: PersonContext, which: Which, act: WhichAct, among: readonly Request[]): Found {
  const { facts } = context;
  if (which.numbers.length > 1 || which.all) return { outcome: whichOf(context, act, among) };
  if (which.who !== undefined) return byApplicant(context, which.who, act, among);
  const [number] = which.numbers;
  if (number !== undefined) return byNumber(context, number);
  const quoted = facts.requests.find((r) => r.id === facts.quotedRequestId);
  if (quoted && (which.code === null || which.code === quoted.code)) return asQuoted(context, quoted);
  if (which.code !== null) return byCode(context, which.code, act, among);
  const meant = amongQuoted(facts, among);
  const [only] = meant;
  if (only && meant.length === 1) return { request: only };
  return { outcome: whichOf(context, act, only ? meant : among) };
}

/** Of several codes in quoted words one may be of these; where none is, none of these is meant. */
export const amongQuoted = ({ quotedCodes = [] }: Facts, among: readonly Request[]): readonly Request[] =>
  quotedCodes.length === 0 ? among : among.filter(({ code }) => quotedCodes.includes(code));

/** A message that was sent before the request was changed is no longer about what is asked for. */
function asQuoted({ facts }: PersonContext, request: Request): Found {
  const isOld = facts.quotedRevision !== null && facts.quotedRevision !== request.revision;
  return isOld
    ? { outcome: say({ says: 'changed-since', shown: show(request, facts) }, { requestId: request.id }) }
    : { request };
}

/** 小李: of those that wait, the one of somebody who is called so. */
function byApplicant(context: PersonContext, who: Called, act: WhichAct, among: readonly Request[]): Found {
  const theirs = among.filter((r) => goesBy(nameOf(context.facts, r.applicantId), who));
  const [only] = theirs;
  if (!only) return { outcome: say({ says: 'no-request-of', who: who.said }) };
  return theirs.length > 1 ? { outcome: whichOf(context, act, theirs) } : { request: only };
}

/** By the number of the last list, as long as it is still what was shown. */
export function byNumber({ facts }: PersonContext, number: number): Found {
  const item = facts.listed[number - 1];
  const request = item && facts.requests.find((r) => r.id === item.requestId);
  if (!request) return { outcome: say({ says: 'no-such-number', numbers: [number], listed: facts.listed.length }) };
  if (request.revision !== item.revision && request.state === 'open')
    return { outcome: say({ says: 'changed-since', shown: show(request, facts) }, { requestId: request.id }) };
  return { request };
}

function byCode(context: PersonContext, code: string, act: WhichAct, among: readonly Request[]): Found {
  const named = context.facts.requests.filter((r) => r.code === code);
  const mine = named.filter((r) => among.includes(r));
  const [first] = mine.length > 0 ? mine : named;
  if (!first) return { outcome: say({ says: 'no-such-code', code }) };
  return mine.length > 1 ? { outcome: whichOf(context, act, mine) } : { request: first };
}

/** Asks which, and numbers them for the answer. */
export function whichOf(context: PersonContext, act: WhichAct, among: readonly Request[]): Outcome {
  const { facts } = context;
  if (among.length === 0) return say({ says: 'nothing-to-answer' });
  return {
    effects: [showList(context, among)],
    replies: [reply({ says: 'which-request', on: facts.today, act, shown: among.map((r) => show(r, facts)) })],
  };
}

/** The same for an answer: the question stays open until a number answers it. */
export function askWhich(
  context: PersonContext,
  { verdict, note }: { readonly verdict: Verdict; readonly note: string | null },
  among: readonly Request[],
): Outcome {
  const { effects, replies } = whichOf(context, verdict, among);
  return {
    effects: [opens(context, { about: 'which-request', verdict, note, items: listOf(among) }), ...effects],
    replies,
  };
}

/** The list whose numbers an answer may name. */
export const showList = ({ facts }: PersonContext, requests: readonly Request[]): Outcome['effects'][number] => ({
  effect: 'show-list',
  accountId: facts.speaker.accountId,
  items: listOf(requests),
});

/** As it is shown: numbered, and cut. */
const listOf = (requests: readonly Request[]): ListedRequest[] =>
  requests.slice(0, longestList).map(({ id, revision }) => ({ requestId: id, revision }));
