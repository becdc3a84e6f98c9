/** Who speaks in each message of a batch, with the open question, the pressed button and the quoted request. */
import type { StoredMessage } from '../chat/message.ts';
import { dateOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import { consentVersion } from '../domain/consent.ts';
import type { Dialogue, ListedRequest, Question } from '../domain/dialogue.ts';
import type { ButtonAction, Facts, HeldSeat, PressedButton } from '../domain/facts.ts';
import { codesNamedIn } from '../domain/named-codes.ts';
import type { Person } from '../domain/people.ts';
import type { TakenMessage } from './inbox.ts';
import { quotedMessages } from './quoted.ts';
import { someoneOf, type SomeoneRow } from './rows.ts';
import type { Statements } from './database.ts';

interface SpeakerRow extends SomeoneRow {
  account: string;
  dialogue_id: string | null;
  question: Question | null;
  asked_at: Date | null;
  parked_id: string | null;
  parked_question: Question | null;
  parked_at: Date | null;
  listed: ListedRequest[] | null;
  consent_version: number | null;
  consent_given: Date | null;
  consent_withdrawn: Date | null;
}

/** Facts with only the speaker in them, one for each message, in the order of the messages. */
export async function loadSpeakers(
  tx: Statements,
  county: string,
  taken: readonly TakenMessage[],
  now: Instant,
): Promise<Facts[]> {
  const accounts = [...new Set(taken.map((t) => t.accountId))];
  const speakers = await tx.$queryRaw<SpeakerRow[]>`
    SELECT a.id AS account, p.*, true AS reachable, t.name AS township, v.name AS village, d.id AS dialogue_id, d.question, d.asked_at,
      k.id AS parked_id, k.question AS parked_question, k.asked_at AS parked_at, l.items AS listed,
      c.version AS consent_version, c.given_at AS consent_given, c.withdrawn_at AS consent_withdrawn
    FROM account a
    LEFT JOIN person p ON p.county = a.county AND p.id = a.person_id
    LEFT JOIN place t ON t.county = p.county AND t.id = p.township_id
    LEFT JOIN place v ON v.county = p.county AND v.id = p.village_id
    LEFT JOIN dialogue d ON d.county = a.county AND d.account_id = a.id AND d.slot = 'open'
    LEFT JOIN dialogue k ON k.county = a.county AND k.account_id = a.id AND k.slot = 'parked'
    LEFT JOIN shown_list l ON l.county = a.county AND l.account_id = a.id
    LEFT JOIN LATERAL (SELECT version, given_at, withdrawn_at FROM consent c WHERE c.county = a.county AND c.person_id = a.person_id
      ORDER BY c.withdrawn_at IS NULL DESC, c.version DESC, c.given_at DESC LIMIT 1) c ON true
    WHERE a.county = ${county} AND a.id = ANY(${accounts}::text[])`;
  const byAccount = new Map(speakers.map((s) => [s.account, s]));
  const seats = await heldSeats(
    tx,
    county,
    speakers.flatMap((s) => s.id ?? []),
    dateOf(now),
  );
  const personOf = (t: TakenMessage): string | null => byAccount.get(t.accountId)?.id ?? null;
  const quoted = await quotedMessages(tx, county, taken, (t) => {
    const personId = personOf(t);
    return { personId, seats: (personId === null ? null : seats.get(personId)) ?? [] };
  });
  const pressed = await pressedButtons(tx, county, taken);
  return taken.map((t) => {
    const row = byAccount.get(t.accountId);
    const someone = row ? someoneOf(row) : null;
    const person = someone?.person ?? null;
    const quote = quoted.get(t.id);
    return {
      now,
      today: dayOf(t.message),
      messageId: t.id,
      speaker: {
        accountId: t.accountId,
        person,
        seats: (person && seats.get(person.id)) ?? [],
        ...consentOf(row),
      },
      dialogue: row ? dialogueOf(row.dialogue_id, row.question, row.asked_at) : null,
      parked: row ? dialogueOf(row.parked_id, row.parked_question, row.parked_at) : null,
      pressed: pressed.get(t.message.action?.value ?? '') ?? null,
      quotedRequestId: quote?.requestId ?? null,
      quotedText: quote?.text ?? t.message.quote?.text ?? null,
      quotedInboxId: quote?.inboxId ?? null,
      quotedRevision: quote?.revision ?? null,
      quotedCodes: quote?.known ? [] : codesNamedIn(t.message.quote?.text ?? ''),
      listed: row?.listed ?? [],
      requests: [],
      seats: [],
      people: new Map(someone ? [[someone.person.id, someone]] : []),
      days: new Map(),
      logs: [],
      found: [],
      deputies: [],
      receipts: [],
      due: null,
      seatsFound: [],
      looked: null,
      fence: null,
      ownData: null,
      binding: null,
      fresh: '',
    };
  });
}

/** The day in Shanghai on which the platform says the message was sent; never later than it came in. */
const dayOf = (message: StoredMessage): IsoDate => dateOf(Math.min(message.sentAt, message.receivedAt));

const dialogueOf = (id: string | null, question: Question | null, at: Date | null): Dialogue | null =>
  id && question && at ? { id, question, askedAt: at.getTime() } : null;

/** The last giving that stands, else the last that was withdrawn. */
function consentOf(row: SpeakerRow | undefined): Pick<Facts['speaker'], 'consent' | 'consentSince'> {
  const since = row?.consent_given?.getTime() ?? null;
  if (since === null) return { consent: 'not-asked', consentSince: null };
  if (row?.consent_withdrawn) return { consent: 'withdrawn', consentSince: since };
  const isCurrent = (row?.consent_version ?? 0) >= consentVersion;
  return { consent: isCurrent ? 'given' : 'not-asked', consentSince: since };
}

/** Those of the person whom an account is bound to. */
export async function seatsOfAccount(
  db: Statements & { readonly county: string },
  accountId: string,
  on: IsoDate,
): Promise<HeldSeat[]> {
  const [account] = await db.$queryRaw<{ person_id: string | null }[]>`
    SELECT person_id FROM account WHERE county = ${db.county} AND id = ${accountId}`;
  const personId = account?.person_id ?? null;
  if (personId === null) return [];
  return (await heldSeats(db, db.county, [personId], on)).get(personId) ?? [];
}

interface HeldRow {
  person_id: string;
  body: string;
  scope_id: string;
  title: string;
  for_id: string | null;
  named_by: string | null;
}

/** The seats that people hold, and those held by the ones they stand in for; a deputy of a deputy answers for nobody else. */
async function heldSeats(
  tx: Statements,
  county: string,
  personIds: readonly Person['id'][],
  on: IsoDate,
): Promise<Map<string, HeldSeat[]>> {
  const held = new Map<string, HeldSeat[]>();
  if (personIds.length === 0) return held;
  const rows = await tx.$queryRaw<HeldRow[]>`
    WITH stands AS (
      SELECT id AS person_id, id AS holder_id, NULL AS for_id, NULL AS named_by FROM unnest(${[...personIds]}::text[]) AS id
      UNION
      SELECT deputy_id, principal_id, principal_id, coalesce(max(named_by) FILTER (WHERE named_by <> principal_id), principal_id) FROM deputy
      WHERE county = ${county} AND deputy_id = ANY(${[...personIds]}::text[]) AND from_on <= ${on}::date AND to_on >= ${on}::date
      GROUP BY deputy_id, principal_id
    )
    SELECT DISTINCT a.person_id, h.body, h.scope_id, s.title, a.for_id, a.named_by FROM stands a
    JOIN seat_holder h ON h.county = ${county} AND h.person_id = a.holder_id
      AND h.from_on <= ${on}::date AND (h.to_on IS NULL OR h.to_on >= ${on}::date)
    JOIN seat s ON s.county = h.county AND s.body = h.body AND s.scope_id = h.scope_id
    ORDER BY h.body, h.scope_id, a.for_id NULLS FIRST`;
  for (const r of rows) {
    const seat = {
      body: r.body,
      scopeId: r.scope_id,
      title: r.title,
      forId: r.for_id,
      namedBy: r.named_by,
    };
    held.set(r.person_id, [...(held.get(r.person_id) ?? []), seat]);
  }
  return held;
}

async function pressedButtons(
  tx: Statements,
  county: string,
  taken: readonly TakenMessage[],
): Promise<Map<string, PressedButton>> {
  const ids = taken.flatMap((t) => t.message.action?.value ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; person_id: string; action: ButtonAction }[]>`
    SELECT id, person_id, action FROM chat_button WHERE county = ${county} AND id = ANY(${ids}::text[])`;
  return new Map(rows.map((r) => [r.id, { action: r.action, personId: r.person_id }]));
}
