/** What messages add: attendance and logs, and the bot's open questions. */
import type { Dialogue } from '../domain/dialogue.ts';
import type { Statements } from './database.ts';
import { numbered, timestamp, type From, type WorkResult } from './work-result.ts';

export async function addAttendance(
  tx: Statements,
  county: string,
  added: readonly From<'add-attendance'>[],
): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ effect: e, result }) => ({
    person_id: e.event.personId, on_date: e.event.on, kind: e.event.kind, turn: e.event.turn, at: timestamp(e.event.at),
    inbox_id: String(result.inboxId), note: e.note, point: e.point, doubts: e.doubts, images: e.images, request_id: e.requestId,
    fence: e.event.fence ?? null,
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO attendance (county, person_id, on_date, kind, turn, at, inbox_id, note, point, doubts, images, request_id, fence)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS a(person_id text, on_date date, kind text, turn int,
      at timestamptz, inbox_id bigint, note text, point jsonb, doubts text[], images jsonb, request_id text, fence text)
    ON CONFLICT DO NOTHING`;
}

export async function addLogs(tx: Statements, county: string, added: readonly From<'add-log'>[]): Promise<void> {
  if (added.length === 0) return;
  const ids = numbered('l', added);
  const rows = added.map(({ effect: e, result }, i) => ({
    id: ids[i], person_id: e.personId, on_date: e.on, at: timestamp(e.at),
    text: e.text, late: e.late, images: e.images, inbox_id: String(result.inboxId),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO work_log (county, id, person_id, on_date, at, text, late, images, inbox_id)
    SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS l(id text, person_id text, on_date date, at timestamptz,
      text text, late boolean, images jsonb, inbox_id bigint)`;
}

/**
 * The last question asked or closed by a message is the one that stands, and so is the last talk put aside. Gives the questions that no
 * longer stand.
 */
export async function setDialogues(tx: Statements, county: string, results: readonly WorkResult[]): Promise<string[]> {
  const open = new Map<string, Dialogue | null>();
  const parked = new Map<string, Dialogue | null>();
  for (const { effects } of results)
    for (const e of effects) {
      if (e.effect === 'ask') open.set(e.accountId, e.dialogue);
      if (e.effect === 'close-question') open.set(e.accountId, null);
      if (e.effect === 'park') parked.set(e.accountId, e.dialogue);
    }
  if (open.size === 0 && parked.size === 0) return [];
  const before = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM dialogue WHERE county = ${county} AND slot = 'open' AND account_id = ANY(${[...open.keys()]}::text[])`;
  const rows = [...slotRows('open', open), ...slotRows('parked', parked)];
  const gone = rows.filter((r) => r.id === null);
  const kept = rows.filter((r) => r.id !== null);
  if (gone.length > 0)
    await tx.$executeRaw`
      DELETE FROM dialogue d USING jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) AS g(account_id text, slot text)
      WHERE d.county = ${county} AND d.account_id = g.account_id AND d.slot = g.slot`;
  if (kept.length > 0)
    await tx.$executeRaw`
      INSERT INTO dialogue (county, account_id, slot, id, question, asked_at)
      SELECT ${county}, * FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS d(account_id text, slot text, id text, question jsonb, asked_at timestamptz)
      ON CONFLICT (county, account_id, slot) DO UPDATE SET id = excluded.id, question = excluded.question, asked_at = excluded.asked_at`;
  return before.map((d) => d.id);
}

interface SlotRow {
  readonly account_id: string;
  readonly slot: 'open' | 'parked';
  readonly id: string | null;
  readonly question: Dialogue['question'] | null;
  readonly asked_at: string | null;
}

const slotRows = (slot: SlotRow['slot'], last: ReadonlyMap<string, Dialogue | null>): SlotRow[] =>
  [...last].map(([account_id, dialogue]) => ({
    account_id,
    slot,
    id: dialogue?.id ?? null,
    question: dialogue?.question ?? null,
    asked_at: dialogue ? timestamp(dialogue.askedAt) : null,
  }));
