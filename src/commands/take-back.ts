/** 撤销, 撤销学习, 删掉刚才那条: the writer takes back what a message of theirs entered. It stays, and counts no more. */
import type { Ledger, LedgerEntry } from '../domain/duty.ts';
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import { isFresh, type KeptMessage } from '../domain/kept-message.ts';
import type { Reply } from '../domain/reply.ts';
import { OFFICER, type Request } from '../domain/request.ts';
import { opens, reply, say, toPerson, type Outcome, type PersonContext } from './context.ts';
import { show } from './shown.ts';
import { standsWithout } from './towards.ts';
import { withdraw, withdrawable, withdrawNeeds } from './withdraw.ts';

export const takeBackNeeds: Need = { ownKept: true, duties: 'own' };

/** 撤回 #A1B2 is of a request; without a code it may be of either. */
export const withdrawAnyNeeds: Need = { ...withdrawNeeds(null), ...takeBackNeeds };

/** 撤销, 撤回: what was quoted, else the leave or the line that it can mean; where both can be meant it is asked. */
export function withdrawAny(context: PersonContext): Outcome {
  const { facts, message } = context;
  if (facts.quotedRequestId !== null) return withdraw(context, null);
  const quoted = quotedKept(context);
  if (quoted) return takeBack(context, quoted);
  // Nothing but what is quoted is meant.
  if (message.quote) return quotedRequest(context) ?? cannot('none', null);
  const last = lastKept(context, null);
  const requests = withdrawable(context);
  if (!last) return withdraw(context, null);
  if (requests.length === 0) return takeBack(context, last);
  if (last.voidedAt === null) return askWhich(context, requests, last);
  // Said twice, it takes back no leave that was there before.
  const { voidedAt } = last;
  return requests.some(({ openedAt }) => openedAt < voidedAt)
    ? askWhich(context, requests, null)
    : withdraw(context, null);
}

/** The platform may give no more of it than its words, with the code in them. */
function quotedRequest(context: PersonContext): Outcome | null {
  const words = context.facts.quotedText ?? '';
  const named = withdrawable(context).filter(({ code }) => words.includes(`#${code}`));
  return named.length === 1 && named[0] ? withdraw(context, named[0].code) : null;
}

/** `last` null: the line was taken back before. */
function askWhich(context: PersonContext, requests: readonly Request[], last: KeptMessage | null): Outcome {
  const options = [
    ...requests.map(({ id }) => ({ is: 'request', requestId: id }) as const),
    ...(last ? [{ is: 'entry', messageId: last.id } as const] : []),
  ];
  const shown = requests.map((r) => show(r, context.facts));
  return {
    effects: [opens(context, { about: 'which-take-back', options })],
    replies: [reply({ says: 'which-take-back', shown, entries: last?.entries ?? [] })],
  };
}

/** 撤销学习, 刚才那条删掉; 记错了 is told how. */
export function takeBackSaid(context: PersonContext, ledger: Ledger | null, does: 'void' | 'ask'): Outcome {
  const meant = quotedKept(context) ?? lastKept(context, ledger);
  if (!meant) return cannot('none', null);
  if (does === 'void' || meant.voidedAt !== null) return takeBack(context, meant);
  return cannotAny(meant) ?? say({ says: 'how-to-correct', entries: meant.entries });
}

/** The answer to which one: by the message that entered it. */
export function takeBackById(context: PersonContext, messageId: string): Outcome {
  const meant = context.facts.kept?.find(({ id }) => id === messageId);
  return meant ? takeBack(context, meant) : cannot('none', null);
}

/** The message whose confirmation is quoted, or that is itself; null where nothing of that is. */
export function quotedKept({ facts, message }: PersonContext): KeptMessage | null {
  const { kept = [], quotedInboxId, quotedText } = facts;
  if (quotedInboxId !== undefined && quotedInboxId !== null)
    return kept.find(({ id }) => id === String(quotedInboxId)) ?? null;
  const quotedId = message.quote?.messageId ?? null;
  const itself = quotedId === null ? undefined : kept.find(({ platformId }) => platformId === quotedId);
  const words = (quotedText ?? '').trim();
  // Some platforms give the words alone, and those cut off.
  const isIn = ({ answers }: KeptMessage): boolean => answers.some((answer) => answer.trim().startsWith(words));
  return itself ?? (words.length >= tellingWords ? (kept.findLast(isIn) ?? null) : null);
}
/** So many characters of a confirmation say which it is. */
const tellingWords = 10;

/** The last one, taken back or not: what is said twice takes back nothing more. Named by its ledger it may be older. */
export function lastKept({ facts }: PersonContext, ledger: Ledger | null): KeptMessage | null {
  const { kept = [], now } = facts;
  if (ledger === null) return kept.findLast((k) => isFresh(k, now)) ?? null;
  return kept.findLast(({ entries }) => entries.some((e) => e.ledger === ledger)) ?? null;
}

type Cannot = 'none' | 'voided' | 'confirmed' | 'several';

export const cannot = (why: Cannot, kept: KeptMessage | null): Outcome =>
  say({ says: 'cannot-void', why, entries: kept?.entries ?? [], byName: kept?.confirmedBy ?? null });

/** Taken back before, or counted in a month that its keeper has confirmed; null where it may go. */
export function cannotAny(kept: KeptMessage): Outcome | null {
  if (kept.voidedAt !== null) return cannot('voided', kept);
  return kept.confirmedBy === null ? null : cannot('confirmed', kept);
}

function takeBack(context: PersonContext, kept: KeptMessage): Outcome {
  const refused = cannotAny(kept);
  if (refused) return refused;
  const { entries, log } = kept;
  const owed = standsWithout(context, entries);
  return {
    effects: [voids(context, kept)],
    replies: [
      reply({ says: 'entries-voided', entries, hadLog: log !== null, owed }),
      ...entries.flatMap((entry) => toldOfReport(context, entry, entry.closes)),
    ],
  };
}

export const voids = ({ facts, me }: PersonContext, { id, entries }: KeptMessage): Effect => ({
  effect: 'void-entries',
  personId: me.id,
  messageId: id,
  entryIds: entries.map((e) => e.id),
  teamIds: [...new Set(entries.flatMap(({ teamId }) => teamId ?? []))],
  at: facts.now,
});

/** A report had gone up: those whom it is owed to are told, else the county's officer. `closed`: what it no longer closes. */
export function toldOfReport(context: PersonContext, entry: LedgerEntry, closed: readonly string[]): Reply[] {
  const { facts, rules, me } = context;
  if (entry.ledger !== 'report' || closed.length === 0) return [];
  const duties = rules
    .duties(facts.today, 'all')
    .filter(({ key }) => closed.some((owedKey) => owedKey.startsWith(`${key}|`)));
  const seats = facts.world?.seats ?? [];
  const recipients = seats.filter(({ body }) => duties.some(({ to }) => to.includes(body)));
  const told = recipients.length > 0 ? recipients : seats.filter(({ body }) => body === OFFICER.body);
  const what = [...new Set(duties.map(({ terms }) => terms.what))];
  return [...new Set(told.flatMap(({ holderIds }) => holderIds))]
    .filter((id) => id !== me.id)
    .map((id) =>
      reply(
        { says: 'report-taken-back', name: me.name, entry, what },
        { to: toPerson(id), once: `taken-back:${entry.id}:${id}` },
      ),
    );
}
