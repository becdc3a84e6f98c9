/** Each party is told once of each event: exactly the notices that should have gone out did, and no others. */
import { byId, hasAccount, holdsFor, ownerOf, type Check, type Evidence } from './evidence.ts';
import { expectedOf } from './expected-notices.ts';
import { noticeOf } from './notice-words.ts';
import { everHeld, keeperOf, OFFICER } from './standing.ts';
import { storyOf } from './story.ts';

const told = holdsFor('each party is told once');

/** A message of the bot's own accord, and not the answer to what was just said. */
export const isNotice = ({ key }: { readonly key: string }): boolean => key.startsWith('n:');

export const everyPartyIsToldOnce: Check = (e) => {
  const ticks = new Set(e.tick.map((t) => t.id));
  const rows = new Map(e.outbox.map((o) => [o.key, o]));
  const actual = new Map<number, string[]>();
  for (const { key, conversation, text } of e.sent) {
    const row = rows.get(key);
    if (!row || !isNotice(row) || ticks.has(row.inbox_id)) continue;
    const what = noticeOf(text);
    told(what !== null, () => `nobody knows what “${text}” tells`);
    const line = `${row.request_id ?? ''} ${what ?? ''} ${ownerOf(e, conversation) ?? conversation}`;
    actual.set(row.inbox_id, [...(actual.get(row.inbox_id) ?? []), line]);
  }
  const once = new Set<string>();
  for (const event of storyOf(e).events) {
    const expected = expectedOf(e, event)
      .filter(({ to }) => to.startsWith('g-') || hasAccount(e, to))
      // A person gets each event once, however many seats they hold.
      .filter(
        ({ request, once: key, to }) => !once.has(`${request} ${key} ${to}`) && once.add(`${request} ${key} ${to}`),
      )
      .map(
        ({ request, what, to }) =>
          `${what.startsWith('away') || what.startsWith('deputy') ? '' : request} ${what} ${to}`,
      );
    const sent = actual.get(event.inboxId) ?? [];
    actual.delete(event.inboxId);
    const missing = without(expected, sent);
    const extra = without(sent, expected);
    told(missing.length === 0, () => `not told: ${missing.join(', ')}`);
    told(extra.length === 0, () => `told too often or wrongly: ${extra.join(', ')}`);
  }
  const others = [...actual.values()].flat().filter((line) => !isObjection(e, line));
  told(others.length === 0, () => `told though nothing happened: ${others.join(', ')}`);
};

/** 异议 to a leave that has begun changes nothing: whoever asked for it, its keeper and the officers are told. */
function isObjection(e: Evidence, line: string): boolean {
  const [id, what, to] = line.split(' ');
  const request = e.request.find((r) => r.id === id);
  if (what !== 'objection' || !request || request.entered_by === null) return false;
  const held = [keeperOf(e, request.applicant_id), OFFICER].flatMap((s) => everHeld(e, s));
  return [request.entered_by, ...held].includes(to ?? '');
}

/** What remains of `all` once each of `taken` is taken off it once. */
function without(all: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const sentOnce = holdsFor('each message is sent once, in order, to the chat it is for');

export const everythingIsSentOnce: Check = (e) => {
  const rows = byId(e.outbox.map((o) => ({ ...o, id: o.key })));
  const places = new Map(e.outbox.map((o, i) => [o.key, i]));
  const lastIn = new Map<string, number>();
  sentOnce(e.sent.length === e.outbox.length, () => `${e.sent.length} sent, ${e.outbox.length} to send`);
  for (const s of e.sent) {
    const row = rows.get(s.key);
    const at = places.get(s.key) ?? -1;
    sentOnce(row?.state === 'sent' && row.conversation === s.conversation, () => `${s.key} ${row?.state ?? 'unknown'}`);
    sentOnce(row?.payload.text === s.text, () => `${s.key} was sent with other words`);
    sentOnce((lastIn.get(s.conversation) ?? -1) < at, () => `${s.key} was sent out of order`);
    lastIn.set(s.conversation, at);
  }
};

const retired = holdsFor('a settled request leaves no button behind, and an update changes nothing else');

const ANSWERS = ['同意', '驳回', '退回'];

export const buttonsAreTakenOff: Check = (e) => {
  const original = new Map(e.sent.map((s) => [s.messageId ?? '', s]));
  for (const u of e.updated) {
    const was = original.get(u.messageId ?? '');
    const isSame = was?.conversation === u.conversation && was.text === u.text && u.buttons.length === 0;
    retired(isSame, () => `${u.key} changed “${was?.text ?? ''}” to “${u.text}”`);
  }
  const taken = new Set(e.updated.map((u) => u.messageId));
  const rows = new Map(e.outbox.map((o) => [o.key, o]));
  const asking = e.sent.filter((s) => s.buttons.some((b) => ANSWERS.includes(b.label)));
  for (const s of asking) {
    const row = rows.get(s.key);
    const request = e.request.find((r) => r.id === row?.request_id);
    if (!request) continue;
    // What was still on its way when the request changed arrives as it was; pressing it says that it is stale.
    const isOver = request.state !== 'open' || request.revision !== row?.revision;
    const since = storyOf(e)
      .events.filter((v) => v.changes.some((c) => c.after.id === request.id && c.after.version !== c.before?.version))
      .find((v) => v.changes.some((c) => c.after.id === request.id && isOverFor(c.after, row?.revision ?? 0)));
    if (isOver && since && s.at < since.at)
      retired(taken.has(s.messageId), () => `${s.key} still has its buttons though ${request.id} is ${request.state}`);
  }
};

const isOverFor = (r: { readonly state: string; readonly revision: number }, revision: number): boolean =>
  r.revision >= revision && (r.state !== 'open' || r.revision > revision);
