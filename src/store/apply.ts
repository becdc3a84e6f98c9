/** The only writer of what messages change: effects, audit, the inbox rows done and the outbox rows, in one transaction. */
import type { OutboundMessage } from '../chat/message.ts';
import type { Effect } from '../domain/effect.ts';
import type { ButtonAction } from '../domain/facts.ts';
import { writeAudit } from './audit.ts';
import { finishMessages } from './inbox.ts';
import { VersionConflict, type Statements } from './database.ts';
import { retireButtons } from './retire-buttons.ts';

/** A button that is sent, bound to what it does and to whom. */
export interface BoundButton {
  readonly id: string;
  readonly personId: string;
  readonly action: ButtonAction;
}

export interface Send {
  readonly platform: string;
  /** `message.key` is unique for good: a second send with it is dropped. */
  readonly message: OutboundMessage;
  readonly personId: string | null;
  readonly requestId: string | null;
  readonly buttons: readonly BoundButton[];
}

/** What came of one message. */
export interface WorkResult {
  readonly inboxId: bigint;
  readonly accountId: string;
  readonly personId: string | null;
  readonly effects: readonly Effect[];
  readonly sends: readonly Send[];
}

type Of<K extends Effect['effect']> = Extract<Effect, { effect: K }>;
interface From<K extends Effect['effect']> {
  readonly effect: Of<K>;
  readonly result: WorkResult;
}

const of = <K extends Effect['effect']>(results: readonly WorkResult[], kind: K): From<K>[] =>
  results.flatMap((result) =>
    result.effects.filter((e): e is Of<K> => e.effect === kind).map((effect) => ({ effect, result })),
  );

const at = (ms: number): string => new Date(ms).toISOString();

/**
 * Applies the results of a batch, in order. Throws {@link VersionConflict} when a request has moved on since its facts
 * were loaded; nothing is kept then.
 */
export async function apply(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> {
  await openRequests(
    tx,
    county,
    of(results, 'open-request').map((f) => f.effect),
  );
  await answerSeats(
    tx,
    county,
    of(results, 'answer-seat').map((f) => f.effect),
  );
  await moveRequests(
    tx,
    county,
    of(results, 'move-request').map((f) => f.effect),
  );
  await addAttendance(tx, county, of(results, 'add-attendance'));
  await addLogs(tx, county, of(results, 'add-log'));
  const closed = await setDialogues(tx, county, results);
  await retireButtons(tx, county, results, closed);
  await addSends(tx, county, results);
  await finishMessages(
    tx,
    county,
    results.map((r) => r.inboxId),
  );
  await writeAudit(tx, county, results, now);
}

async function openRequests(tx: Statements, county: string, opened: readonly Of<'open-request'>[]): Promise<void> {
  if (opened.length === 0) return;
  const rows = opened.map(({ request: r }) => ({
    id: r.id, code: r.code, kind: r.kind, applicant_id: r.applicantId, from_on: r.span.fromOn, to_on: r.span.toOn,
    from_half: r.span.fromHalf, to_half: r.span.toHalf, half_days: r.days * 2, leave_kind: r.leaveKind, reason: r.reason, late: r.late,
    state: r.state, step: r.step, version: r.version, modes: r.steps.map((s) => s.mode), filing_text: r.filingText, filings: r.filings,
    citations: r.citations, readings: r.readings, opened_at: at(r.openedAt),
  })); // prettier-ignore
  const seats = opened.flatMap(({ request: r }) =>
    r.steps.flatMap((s, step) =>
      s.seats.map((seat, place) => ({
        request_id: r.id,
        step,
        body: seat.body,
        scope_id: seat.scopeId,
        title: seat.title,
        place,
      })),
    ),
  );
  await tx.$executeRaw`
    INSERT INTO request (county, id, code, kind, applicant_id, from_on, to_on, from_half, to_half, half_days, leave_kind, reason, late,
      state, step, version, modes, filing_text, filings, citations, readings, opened_at, moved_at)
    SELECT ${county}, id, code, kind, applicant_id, from_on, to_on, from_half, to_half, half_days, leave_kind, reason, late,
      state::request_state, step, version, modes, filing_text, filings, citations, readings, opened_at, opened_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, code text, kind text, applicant_id text, from_on date, to_on date,
      from_half text, to_half text, half_days int, leave_kind text, reason text, late boolean, state text, step int, version int,
      modes text[], filing_text text, filings jsonb, citations jsonb, readings jsonb, opened_at timestamptz)`;
  await tx.$executeRaw`
    INSERT INTO request_seat (county, request_id, step, body, scope_id, title, place)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(seats)}::jsonb)
      AS s(request_id text, step int, body text, scope_id text, title text, place int)`;
}

async function answerSeats(tx: Statements, county: string, answers: readonly Of<'answer-seat'>[]): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.map((a) => ({
    request_id: a.requestId, step: a.step, body: a.seat.body, scope_id: a.seat.scopeId, person_id: a.personId, verdict: a.verdict,
    note: a.note, at: at(a.at),
  })); // prettier-ignore
  const changed = await tx.$executeRaw`
    UPDATE request_seat s SET answered_by = a.person_id, verdict = a.verdict, note = a.note, answered_at = a.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS a(request_id text, step int, body text, scope_id text, person_id text, verdict text, note text, at timestamptz)
    WHERE s.county = ${county} AND s.request_id = a.request_id AND s.step = a.step AND s.body = a.body AND s.scope_id = a.scope_id
      AND s.answered_by IS NULL`;
  if (changed !== rows.length) throw new VersionConflict('a seat was answered meanwhile');
}

async function moveRequests(tx: Statements, county: string, moves: readonly Of<'move-request'>[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map((m) => ({ id: m.requestId, version: m.version, state: m.state, step: m.step, at: at(m.at) }));
  const changed = await tx.$executeRaw`
    UPDATE request r SET state = m.state::request_state, step = m.step, version = m.version + 1, moved_at = m.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m(id text, version int, state text, step int, at timestamptz)
    WHERE r.county = ${county} AND r.id = m.id AND r.version = m.version AND r.state = 'open'`;
  if (changed !== rows.length) throw new VersionConflict('a request moved on meanwhile');
}

async function addAttendance(tx: Statements, county: string, added: readonly From<'add-attendance'>[]): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ effect: e, result }) => ({
    person_id: e.event.personId, on_date: e.event.on, kind: e.event.kind, turn: e.event.turn, at: at(e.event.at),
    inbox_id: String(result.inboxId), note: e.note, point: e.point, doubts: e.doubts, images: e.images, request_id: e.requestId,
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO attendance (county, person_id, on_date, kind, turn, at, inbox_id, note, point, doubts, images, request_id)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(person_id text, on_date date, kind text, turn int,
      at timestamptz, inbox_id bigint, note text, point jsonb, doubts text[], images jsonb, request_id text)
    ON CONFLICT DO NOTHING`;
}

async function addLogs(tx: Statements, county: string, added: readonly From<'add-log'>[]): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ effect: e, result }, i) => ({
    id: `l${result.inboxId}${i > 0 && added[i - 1]?.result === result ? `.${i}` : ''}`, person_id: e.personId, on_date: e.on, at: at(e.at),
    text: e.text, late: e.late, images: e.images, inbox_id: String(result.inboxId),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO work_log (county, id, person_id, on_date, at, text, late, images, inbox_id)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l(id text, person_id text, on_date date, at timestamptz,
      text text, late boolean, images jsonb, inbox_id bigint)`;
}

/** The last question asked or closed by a message is the one that stands. Gives the questions that no longer stand. */
async function setDialogues(tx: Statements, county: string, results: readonly WorkResult[]): Promise<string[]> {
  const last = new Map<string, Of<'ask'> | null>();
  for (const { effects } of results)
    for (const e of effects) {
      if (e.effect === 'ask') last.set(e.accountId, e);
      if (e.effect === 'close-question') last.set(e.accountId, null);
    }
  if (last.size === 0) return [];
  const before = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM dialogue WHERE county = ${county} AND account_id = ANY(${[...last.keys()]}::text[])`;
  const closed = [...last].flatMap(([accountId, e]) => (e ? [] : [accountId]));
  const asked = [...last.values()].flatMap((e) =>
    e
      ? [
          {
            account_id: e.accountId,
            id: e.dialogue.id,
            question: e.dialogue.question,
            asked_at: at(e.dialogue.askedAt),
          },
        ]
      : [],
  );
  if (closed.length > 0)
    await tx.$executeRaw`DELETE FROM dialogue WHERE county = ${county} AND account_id = ANY(${closed}::text[])`;
  if (asked.length > 0)
    await tx.$executeRaw`
      INSERT INTO dialogue (county, account_id, id, question, asked_at)
      SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS d(account_id text, id text, question jsonb, asked_at timestamptz)
      ON CONFLICT (county, account_id) DO UPDATE SET id = excluded.id, question = excluded.question, asked_at = excluded.asked_at`;
  return before.map((d) => d.id);
}

/** Puts messages in the outbox, in order; one whose key was used before is dropped. Wakes the senders. */
export async function addSends(
  tx: Statements,
  county: string,
  results: readonly Pick<WorkResult, 'inboxId' | 'sends'>[],
): Promise<void> {
  const sends = results.flatMap((r) => r.sends.map((send) => ({ send, inboxId: r.inboxId })));
  if (sends.length === 0) return;
  const rows = sends.map(({ send, inboxId }, place) => ({
    place, key: send.message.key, platform: send.platform, conversation: send.message.conversation, inbox_id: String(inboxId),
    person_id: send.personId, request_id: send.requestId, payload: send.message,
  })); // prettier-ignore
  const buttons = sends.flatMap(({ send }) =>
    send.buttons.map((b) => ({ id: b.id, outbox_key: send.message.key, person_id: b.personId, action: b.action })),
  );
  await tx.$executeRaw`
    WITH added AS (
      INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, request_id, payload)
      SELECT ${county}, key, platform, conversation, inbox_id, person_id, request_id, payload
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS o(place int, key text, platform text, conversation text, inbox_id bigint,
        person_id text, request_id text, payload jsonb) ORDER BY place
      ON CONFLICT (county, key) DO NOTHING RETURNING key
    ), bound AS (
      INSERT INTO chat_button (county, id, outbox_key, person_id, action)
      SELECT ${county}, b.id, b.outbox_key, b.person_id, b.action
      FROM jsonb_to_recordset(${JSON.stringify(buttons)}::jsonb) AS b(id text, outbox_key text, person_id text, action jsonb)
      JOIN added ON added.key = b.outbox_key
    )
    SELECT pg_notify('zhucun_outbox', ${county}) FROM (SELECT 1 FROM added LIMIT 1) once`;
}
