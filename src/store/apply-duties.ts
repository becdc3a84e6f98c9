/** What messages enter in the county's ledgers, and what they say of duties: answers, lists, switches, months that were confirmed, reminders. */
import type { Statements } from './database.ts';
import { Prisma } from './generated/client.ts';
import { lastOfEach, numbered, timestamp, type EffectOf, type From, type WorkResult } from './work-result.ts';

/** Each has the id of its message, as a log has. */
export async function addEntries(tx: Statements, county: string, added: readonly From<'add-entry'>[]): Promise<void> {
  if (added.length === 0) return;
  const ids = numbered('e', added);
  const rows = added.map(({ effect: { entry: e }, result }, i) => ({
    county, id: ids[i], ledger: e.ledger, person_id: e.personId, team_id: e.teamId, on_date: e.on, at: timestamp(e.at), text: e.text,
    people: e.people, half_days: e.days === null ? null : Math.round(e.days * 2), level: e.level, place: e.place, images: e.images,
    files: e.files ?? [], closes: e.closes, inbox_id: String(result.inboxId),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO ledger_entry (county, id, ledger, person_id, team_id, on_date, at, text, people, half_days, level, place, images, files, closes, inbox_id)
    SELECT county, id, ledger, person_id, team_id, on_date, at, text, people, half_days, level, place, images, files, closes, inbox_id
    FROM jsonb_populate_recordset(NULL::ledger_entry, ${JSON.stringify(rows)}::jsonb)`;
}

/** What that message entered counts no more: its lines, and the day's log that it made. Nothing is deleted. */
export async function voidEntries(
  tx: Statements,
  county: string,
  voided: readonly EffectOf<'void-entries'>[],
): Promise<void> {
  if (voided.length === 0) return;
  const rows = JSON.stringify(
    voided.map((v) => ({ inbox_id: v.messageId, person_id: v.personId, at: timestamp(v.at) })),
  );
  for (const table of ['ledger_entry', 'work_log'] as const)
    await tx.$executeRaw`
      UPDATE ${Prisma.raw(table)} e SET voided_at = v.at
      FROM jsonb_to_recordset(${rows}::jsonb) AS v(inbox_id bigint, person_id text, at timestamptz)
      WHERE e.county = ${county} AND e.person_id = v.person_id AND e.inbox_id = v.inbox_id AND e.voided_at IS NULL`;
}

export async function answerDuties(
  tx: Statements,
  county: string,
  answered: readonly EffectOf<'answer-duty'>[],
): Promise<void> {
  if (answered.length === 0) return;
  const last = lastOfEach(answered, ({ answer }) => JSON.stringify([answer.owedKey, answer.personId]));
  const rows = last.map(({ answer: a, at }) => ({
    county, owed_key: a.owedKey, person_id: a.personId, does: a.does, until: a.until, at: timestamp(at),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO duty_answer (county, owed_key, person_id, does, until, at)
    SELECT county, owed_key, person_id, does, until, at
    FROM jsonb_populate_recordset(NULL::duty_answer, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (county, owed_key, person_id) DO UPDATE SET does = excluded.does, until = excluded.until, at = excluded.at`;
}

/** The last list that a person was shown stands, whether they asked for it or a reminder had it. */
export async function listDuties(tx: Statements, county: string, results: readonly WorkResult[]): Promise<void> {
  const shown = results.flatMap(({ effects }) =>
    effects.flatMap((e) => {
      if (e.effect === 'list-duties') return [{ person_id: e.personId, owed_keys: e.owedKeys, on_date: e.on }];
      if (e.effect !== 'note-reminders') return [];
      return e.listedFor.map((l) => ({ person_id: l.personId, owed_keys: l.owedKeys, on_date: e.on }));
    }),
  );
  if (shown.length === 0) return;
  const rows = lastOfEach(shown, (s) => s.person_id).map((s) => ({ county, ...s }));
  await tx.$executeRaw`
    INSERT INTO duty_list (county, person_id, owed_keys, on_date)
    SELECT county, person_id, owed_keys, on_date
    FROM jsonb_populate_recordset(NULL::duty_list, ${JSON.stringify(rows)}::jsonb) ORDER BY person_id
    ON CONFLICT (county, person_id) DO UPDATE SET owed_keys = excluded.owed_keys, on_date = excluded.on_date`;
}

export async function switchDuties(
  tx: Statements,
  county: string,
  switched: readonly EffectOf<'switch-duty'>[],
): Promise<void> {
  if (switched.length === 0) return;
  const rows = lastOfEach(switched, (s) => s.provision).map((s) => ({
    county, provision: s.provision, is_on: s.on, changed_by: s.by, at: timestamp(s.at),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO duty_switch (county, provision, is_on, changed_by, at)
    SELECT county, provision, is_on, changed_by, at
    FROM jsonb_populate_recordset(NULL::duty_switch, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (county, provision) DO UPDATE SET is_on = excluded.is_on, changed_by = excluded.changed_by, at = excluded.at`;
}

/** A month that is confirmed once more was looked at once more. */
export async function confirmMonths(
  tx: Statements,
  county: string,
  confirmed: readonly EffectOf<'confirm-month'>[],
): Promise<void> {
  const all = confirmed.flatMap(({ month, by, personIds, at }) =>
    personIds.map((personId) => ({ county, person_id: personId, month, confirmed_by: by, at: timestamp(at) })),
  );
  if (all.length === 0) return;
  const rows = lastOfEach(all, (c) => JSON.stringify([c.person_id, c.month]));
  await tx.$executeRaw`
    INSERT INTO month_confirmed (county, person_id, month, confirmed_by, at)
    SELECT county, person_id, month, confirmed_by, at
    FROM jsonb_populate_recordset(NULL::month_confirmed, ${JSON.stringify(rows)}::jsonb) ORDER BY person_id, month
    ON CONFLICT (county, person_id, month) DO UPDATE SET confirmed_by = excluded.confirmed_by, at = excluded.at`;
}

/** In order of their keys, so that two who note the same do not wait for each other. A key that is there keeps its first day. */
export async function noteReminders(
  tx: Statements,
  county: string,
  noted: readonly EffectOf<'note-reminders'>[],
): Promise<void> {
  const rows = noted.flatMap(({ keys, on }) => keys.map((key) => ({ key, on_date: on })));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO reminder (county, key, reader, on_date)
    SELECT ${county}, key, substring(key FROM '[^|]*$'), on_date
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(key text, on_date date) ORDER BY key COLLATE "C", on_date
    ON CONFLICT DO NOTHING`;
}
