/** Each party is told once of each event: exactly the notices that should have gone out did, and no others. */
import { byId, hasAccount, holdersOn, holdsFor, ownerOf, shanghaiDate, type Check, type Evidence } from './evidence.ts';
import { keeperOf } from './approvals.ts';
import { trailsOf, type Trail } from './trail.ts';

const told = holdsFor('each party is told once');

/** What a notice says, by its words. */
const NOTICES: readonly (readonly [string, RegExp])[] = [
  ['asked', /^#[A-Z]\d[A-Z]\d [^]*\n事由：/],
  ['stuck', /暂时无法审批。/],
  ['approved', /^您的.* 已批准（#/],
  ['rejected', /^您的.* 没有批准（#/],
  ['filed', /^备案：/],
  ['keeper', /^知悉：/],
  ['settled', /您不用再处理。$/],
  ['withdrawn', /本人已撤回，您不用再处理。$/],
  ['away', /请假，已批准。$/],
];

export function noticeOf(text: string): string | null {
  if (text.includes('本人已撤回')) return 'withdrawn';
  return NOTICES.find(([, words]) => words.test(text))?.[0] ?? null;
}

export const everyPartyIsToldOnce: Check = (e) => {
  const expected = trailsOf(e)
    .flatMap((t) => [...opening(e, t), ...closing(e, t)])
    .sort();
  const actual = noticesSent(e).sort();
  const missing = without(expected, actual);
  const extra = without(actual, expected);
  told(missing.length === 0, () => `not told: ${missing.join(', ')}`);
  told(extra.length === 0, () => `told too often or wrongly: ${extra.join(', ')}`);
};

/** What remains of `all` once each of `taken` is taken off it once. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Notices as the platform got them: the request, what it says, and to whom. */
function noticesSent(e: Evidence): string[] {
  const rows = new Map(e.outbox.map((o) => [o.key, o]));
  return e.sent.flatMap(({ key, conversation, text }) => {
    const what = noticeOf(text);
    const row = rows.get(key);
    if (what === null || !row) return [];
    return [`${requestIn(e, row)} ${what} ${ownerOf(e, conversation) ?? conversation}`];
  });
}

/** The request of a notice; the one that the message approved, where it carries none. */
const requestIn = (e: Evidence, row: Evidence['outbox'][number]): string =>
  row.request_id ?? trailsOf(e).find((t) => t.changes.at(-1)?.inboxId === row.inbox_id)?.request.id ?? '?';

const reachable = (e: Evidence, ids: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => hasAccount(e, id));

const seatsOf = (e: Evidence, { request }: Trail): Evidence['seat'] =>
  e.seat.filter((s) => s.request_id === request.id);

function opening(e: Evidence, t: Trail): string[] {
  const { id, applicant_id, opened_at, filings } = t.request;
  const on = shanghaiDate(opened_at);
  const others = (body: string, scopeId: string): string[] =>
    holdersOn(e, body, scopeId, on).filter((p) => p !== applicant_id);
  const seats = seatsOf(e, t).filter((s) => s.step === 0);
  const asked = reachable(
    e,
    seats.flatMap((s) => others(s.body, s.scope_id)),
  );
  const isStuck = seats.some((s) => reachable(e, others(s.body, s.scope_id)).length === 0);
  const helpers = [applicant_id, ...filings.flatMap((f) => others(f.body, f.scopeId))];
  return [
    ...asked.map((p) => `${id} asked ${p}`),
    ...(isStuck ? reachable(e, helpers) : []).map((p) => `${id} stuck ${p}`),
  ];
}

function closing(e: Evidence, t: Trail): string[] {
  const { id, applicant_id, state, kind, filings } = t.request;
  const last = t.changes.at(-1);
  if (state === 'open' || !last) return [];
  const on = shanghaiDate(last.move.at);
  const others = (body: string, scopeId: string): string[] =>
    holdersOn(e, body, scopeId, on).filter((p) => p !== applicant_id);
  const party = seatsOf(e, t)
    .flatMap((s) => others(s.body, s.scope_id))
    .filter((p) => p !== last.by);
  const outcome = `${id} ${state} ${applicant_id}`;
  if (state === 'withdrawn') return reachable(e, party).map((p) => `${id} withdrawn ${p}`);
  if (state === 'rejected') return [outcome, ...reachable(e, party).map((p) => `${id} settled ${p}`)];
  // Whoever answered knows already.
  const copies = filings.flatMap((f) => others(f.body, f.scopeId)).filter((p) => p !== last.by);
  const filed = reachable(e, copies);
  const seat = keeperOf(e, applicant_id);
  const keepers = kind === 'leave' ? others(seat.body, seat.scopeId).filter((p) => p !== last.by) : [];
  const kept = reachable(e, keepers).filter((p) => !filed.includes(p));
  const settled = reachable(e, party).filter((p) => !filed.includes(p) && !kept.includes(p));
  return [
    outcome,
    ...filed.map((p) => `${id} filed ${p}`),
    ...kept.map((p) => `${id} keeper ${p}`),
    ...settled.map((p) => `${id} settled ${p}`),
    ...(kind === 'leave' ? groupsOf(e, applicant_id) : []).map((g) => `${id} away ${g}`),
  ];
}

function groupsOf(e: Evidence, personId: string): string[] {
  const team = e.person.find((p) => p.id === personId)?.team_id;
  return e.group.filter((g) => g.team_id === team).map((g) => g.conversation);
}

const sentOnce = holdsFor('each message is sent once, in order, to the chat it is for');

export const everythingIsSentOnce: Check = (e) => {
  const rows = byId(e.outbox.map((o) => ({ ...o, id: o.key })));
  const lastIn = new Map<string, number>();
  sentOnce(e.sent.length === e.outbox.length, () => `${e.sent.length} sent, ${e.outbox.length} to send`);
  for (const s of e.sent) {
    const row = rows.get(s.key);
    const at = e.outbox.findIndex((o) => o.key === s.key);
    sentOnce(row?.state === 'sent' && row.conversation === s.conversation, () => `${s.key} ${row?.state ?? 'unknown'}`);
    sentOnce(row?.payload.text === s.text, () => `${s.key} was sent with other words`);
    sentOnce((lastIn.get(s.conversation) ?? -1) < at, () => `${s.key} was sent out of order`);
    lastIn.set(s.conversation, at);
  }
};

const retired = holdsFor('a settled request leaves no button behind, and an update changes nothing else');

export const buttonsAreTakenOff: Check = (e) => {
  const original = new Map(e.sent.map((s) => [s.messageId ?? '', s]));
  for (const u of e.updated) {
    const was = original.get(u.messageId ?? '');
    const isSame = was?.conversation === u.conversation && was.text === u.text && u.buttons.length === 0;
    retired(isSame, () => `${u.key} changed “${was?.text ?? ''}” to “${u.text}”`);
  }
  const taken = new Set(e.updated.map((u) => u.messageId));
  for (const { request } of trailsOf(e).filter((t) => t.request.state !== 'open')) {
    const keys = new Set(e.outbox.filter((o) => o.request_id === request.id).map((o) => o.key));
    // What was still on its way when the request was settled arrives as it was; pressing it says that it is stale.
    for (const s of e.sent.filter((one) => one.buttons.length > 0 && keys.has(one.key) && one.at < request.moved_at))
      retired(taken.has(s.messageId), () => `${s.key} still has its buttons though ${request.id} is ${request.state}`);
  }
};
