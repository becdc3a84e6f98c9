/** What happens to the people of a county beside the clock, and what its tables say: SQL of its own, and the recount. */
import type { IsoDate } from '../../src/domain/calendar.ts';
import { dayOf } from '../recount/days.ts';
import type { RecountAnswer, RecountCounty, RecountEntry, RecountPerson } from '../recount/county.ts';
import { idOf, Recount, type Item } from '../recount/owed.ts';
import { RecountOfReminders, type Due } from '../recount/reminders.ts';
import type { OpenedCounty } from '../store/opened-county.ts';
import { chanceOf } from './chance.ts';
import type { SimulatedCounty } from './county.ts';
import { doneOn, statementsOn, thereOn } from './living.ts';
import { bookOf, type Profile } from './profiles.ts';

/** Due on a day on which the service was up and worked it to its end, and not said by then. */
export interface Missing extends Due {
  readonly on: string;
}

export class LifeTables {
  readonly #opened: OpenedCounty;
  readonly #recount: Recount;
  readonly #reminders: RecountOfReminders;
  readonly #county: SimulatedCounty;
  readonly #since: IsoDate;

  private constructor(opened: OpenedCounty, profile: Profile, county: SimulatedCounty, since: IsoDate) {
    const book = bookOf(profile);
    this.#opened = opened;
    this.#recount = new Recount(book);
    this.#reminders = new RecountOfReminders(book);
    this.#county = county;
    this.#since = since;
  }

  static async open(
    opened: OpenedCounty,
    profile: Profile,
    county: SimulatedCounty,
    since: IsoDate,
  ): Promise<LifeTables> {
    const terms = county.people.map(({ id, termFrom, termTo, reachable }) => ({ id, termFrom, termTo, reachable }));
    await opened.sql(
      `UPDATE person p SET term_from = t."termFrom", term_to = t."termTo"
       FROM jsonb_to_recordset($1::jsonb) AS t(id text, "termFrom" date, "termTo" date) WHERE p.id = t.id`,
      [JSON.stringify(terms)],
    );
    const without = terms.filter((t) => !t.reachable).map((t) => t.id);
    await opened.sql('UPDATE account SET person_id = NULL WHERE person_id = ANY($1::text[])', [without]);
    await opened.sql(`UPDATE seat_holder SET from_on = '2020-01-01'`);
    // Its records begin with the first day that is played, whenever the test runs.
    await opened.sql(`UPDATE county SET created_at = $1::date - interval '8 hours'`, [since]);
    return new LifeTables(opened, profile, county, since);
  }

  /** Those who leave that day have left; whose term ended has another one. */
  async morning(on: IsoDate): Promise<void> {
    const gone = this.#county.people.filter((p) => p.leftOn === on).map((p) => p.id);
    if (gone.length > 0)
      await this.#opened.sql('UPDATE person SET left_on = $1::date WHERE id = ANY($2::text[])', [on, gone]);
    await this.#opened.sql(
      `UPDATE person SET term_from = $1::date, term_to = $1::date + interval '2 years' - interval '1 day'
       WHERE term_to = $1::date - 1 AND left_on IS NULL`,
      [on],
    );
  }

  /** What is done that day is closed, and some who were reminded answer. */
  async evening(on: IsoDate, seed: number): Promise<void> {
    const items = this.#recount.on(await this.#plain(on), on);
    const entries = items.filter((item) => isDoneOn(item, on, seed)).map((item, i) => ({
      id: `s${on}-${i}`, ledger: item.row.ledger, person_id: item.people[0], on_date: on, closes: [idOf(item)],
    })); // prettier-ignore
    await this.#opened.sql(
      `INSERT INTO ledger_entry (county, id, ledger, person_id, on_date, at, text, images, closes, inbox_id)
       SELECT $1, id, ledger, person_id, on_date, on_date + interval '10 hours', '', '[]', closes, 0
       FROM jsonb_to_recordset($2::jsonb) AS e(id text, ledger text, person_id text, on_date date, closes text[])`,
      [this.#opened.db.county, JSON.stringify(entries)],
    );
    await this.#state(on, seed);
    await this.#takeBack(on);
    await this.#answer(on, seed, new Map(items.map((item) => [idOf(item), item])));
  }

  /** Somebody sends up why they were away. */
  async #state(on: IsoDate, seed: number): Promise<void> {
    for (const { id, ledger, personId, text } of statementsOn(thereOn(this.#county.people, on), on, seed))
      await this.#opened.sql(
        `INSERT INTO ledger_entry (county, id, ledger, person_id, on_date, at, text, images, closes, inbox_id)
         VALUES ($1, $2, $3, $4, $5::date, $5::date + interval '11 hours', $6, '[]', '{}', 0)`,
        [this.#opened.db.county, id, ledger, personId, on, text],
      );
  }

  /** One line in fifteen is taken back two days later; what it closed is open again, until somebody does it over. */
  async #takeBack(on: IsoDate): Promise<void> {
    await this.#opened.sql(
      `UPDATE ledger_entry SET voided_at = $1::date + interval '12 hours' WHERE on_date = $1::date - 2 AND abs(hashtext(id)) % 15 = 0`,
      [on],
    );
  }

  async #answer(on: IsoDate, seed: number, items: ReadonlyMap<string, Item>): Promise<void> {
    const noted = await this.#opened.sql<{ key: string; reader: string }>(
      `SELECT key, reader FROM reminder WHERE on_date = $1::date AND reader NOT LIKE 'team:%' AND key ~ '[|](ahead|last)' ORDER BY key`,
      [on],
    );
    const answers = noted.flatMap(({ key, reader }) => {
      const item = items.get(key.split('|').slice(0, 4).join('|'));
      const chance = chanceOf(`answer ${seed} ${key}`);
      const lot = chance.below(20);
      const until = new Date(Date.parse(`${on}T00:00:00Z`) + (1 + chance.below(4)) * 86_400_000)
        .toISOString()
        .slice(0, 10);
      if (!item || lot > 1 || (lot === 1 && (item.due === null || until > item.due))) return [];
      return [{ owed_key: idOf(item), person_id: reader, does: lot === 0 ? 'heard' : 'later', until: lot === 0 ? null : until }]; // prettier-ignore
    });
    await this.#opened.sql(
      `INSERT INTO duty_answer (county, owed_key, person_id, does, until, at)
       SELECT DISTINCT ON (owed_key, person_id) $1, owed_key, person_id, does, until, $3::date + interval '11 hours'
       FROM jsonb_to_recordset($2::jsonb) AS a(owed_key text, person_id text, does text, until date)
       ON CONFLICT (county, owed_key, person_id) DO UPDATE SET does = excluded.does, until = excluded.until, at = excluded.at`,
      [this.#opened.db.county, JSON.stringify(answers), on],
    );
  }

  async missingAt(on: IsoDate): Promise<Missing[]> {
    if (!dayOf(on).works) return [];
    const county = await this.#plain(on);
    const due = this.#reminders.dueBy(this.#recount.on(county, on), county, on);
    const rows = await this.#opened.sql<{ key: string; on: string }>(
      `SELECT key, on_date::text AS on FROM reminder WHERE on_date >= $1::date - 120`,
      [on],
    );
    const said = new Map<string, string>();
    for (const { key, on: day } of rows) {
      const parts = key.split('|');
      const what = `${parts.slice(0, 4).join('|')} ${parts.at(-1)}`;
      if (day > (said.get(what) ?? '')) said.set(what, day);
    }
    // The last that was said is of the latest step, or of one after it.
    return due
      .filter(({ item, to, since }) => since >= rangeFrom(on) && (said.get(`${item} ${to}`) ?? '') < since)
      .map((one) => ({ ...one, on }));
  }

  async #plain(on: IsoDate): Promise<RecountCounty> {
    const people = await this.#opened.sql<RecountPerson>(
      `SELECT id, post, dispatch_level AS level, township_id AS township, village_id AS village, team_id AS team, unit_id AS unit,
         is_team_leader AS leads, term_from::text AS "termFrom", term_to::text AS "termTo", left_on::text AS "leftOn",
         EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id) AS reachable FROM person p ORDER BY id`,
    );
    const entries = await this.#opened.sql<RecountEntry>(
      `SELECT ledger, person_id AS person, team_id AS team, on_date::text AS on, half_days / 2.0::float8 AS days, level, text, closes,
         voided_at IS NOT NULL AS voided FROM ledger_entry
       WHERE on_date >= $1::date - 800`,
      [on],
    );
    const answers = await this.#opened.sql<RecountAnswer>(
      `SELECT owed_key AS item, person_id AS person, does, until::text, '' AS on FROM duty_answer WHERE at > $1::date - 400`,
      [on],
    );
    const { places, seats, officers, groupTeams } = this.#county;
    return {
      people,
      places: places.map(({ id, kind, parentId }) => ({ id, kind, parent: parentId })),
      seats: seats.map(({ body, scopeId, holderIds }) => ({ body, scope: scopeId, holders: holderIds })),
      since: this.#since,
      officers,
      groups: [...groupTeams],
      entries,
      answers,
    };
  }

  /** Everything that must never be, as lines. */
  async faults(): Promise<string[]> {
    const quiet = await this.#opened.sql<{ line: string }>(
      `WITH sent AS (SELECT key, not_before AT TIME ZONE 'Asia/Shanghai' AS at FROM outbox WHERE key LIKE 'n:due:%')
       SELECT key || ' at ' || coalesce(at::text, 'once') AS line FROM sent
       WHERE at IS NULL OR at::time < '08:00' OR at::time >= '20:00' OR at::date::text <> split_part(key, ':', 3)
         OR extract(minute FROM at)::int % 30 IN (0, 29)`,
    );
    const unsaid = await this.#opened.sql<{ line: string }>(
      `SELECT DISTINCT 'noted, not sent: ' || on_date || ' ' || reader AS line FROM reminder r
       WHERE NOT EXISTS (
         SELECT 1 FROM outbox o WHERE o.key = 'n:due:' || r.on_date || ':' || r.reader)`,
    );
    const unnoted = await this.#opened.sql<{ line: string }>(
      `SELECT 'sent, not noted: ' || key AS line FROM outbox o WHERE key LIKE 'n:due:%' AND NOT EXISTS (
         SELECT 1 FROM reminder r WHERE o.key = 'n:due:' || r.on_date || ':' || r.reader)`,
    );
    const days = await this.#opened.sql<{ on: string }>(`SELECT DISTINCT on_date::text AS on FROM reminder`);
    const off = days.filter(({ on }) => !dayOf(on).works).map(({ on }) => `reminded on a day off: ${on}`);
    const dead = await this.#opened.sql<{ line: string }>(
      `SELECT event_key || ' is dead' AS line FROM inbox WHERE state = 'dead'`,
    );
    return [...[...quiet, ...unsaid, ...unnoted, ...dead].map(({ line }) => line), ...off];
  }

  async counts(): Promise<{ reminders: number; digests: number }> {
    const [row] = await this.#opened.sql<{ reminders: number; digests: number }>(
      `SELECT (SELECT count(*)::int FROM reminder) AS reminders, (SELECT count(*)::int FROM outbox WHERE key LIKE 'n:due:%') AS digests`,
    );
    return row ?? { reminders: 0, digests: 0 };
  }

  /** `2026-12-18 FD-14b last-day 12`: how many were reminded of what, day by day. */
  async look(from: IsoDate, to: IsoDate, duty = ''): Promise<string[]> {
    const rows = await this.#opened.sql<{ line: string }>(
      `WITH said AS (
         SELECT DISTINCT ON (reader, on_date, split_part(key, '|', 1), split_part(key, '|', 2), split_part(key, '|', 3), split_part(key, '|', 4))
           on_date, split_part(key, '.', 1) AS provision, split_part(key, '|', 4) AS begun, split_part(key, '|', 5) AS stage
         FROM reminder WHERE on_date BETWEEN $1::date AND $2::date AND starts_with(key, $3) AND key LIKE '%|%|%|%|%|%'
         -- What stands with a later stage of the same morning was not said any more.
         ORDER BY reader, on_date, split_part(key, '|', 1), split_part(key, '|', 2), split_part(key, '|', 3), split_part(key, '|', 4),
           array_position(ARRAY['ahead', 'later', 'last', 'overdue', 'escalated'], split_part(split_part(key, '|', 5), '-', 1)) DESC)
       SELECT on_date || ' ' || to_char(on_date, 'Dy') || ' ' || provision || ' ' || begun || ' ' || stage || ' ' || count(*) AS line
       FROM said GROUP BY on_date, provision, begun, stage ORDER BY 1`,
      [from, to, duty],
    );
    return rows.map(({ line }) => line);
  }
}

/** What fell due before the county began, or longer ago, may have been said before what is looked at. */
const rangeFrom = (on: IsoDate): string =>
  new Date(Date.parse(`${on}T00:00:00Z`) - 110 * 86_400_000).toISOString().slice(0, 10);

function isDoneOn(item: Item, on: IsoDate, seed: number): boolean {
  if (item.state === 'done' || item.people.length === 0) return false;
  const planned = doneOn({ key: idOf(item), fromOn: item.from as IsoDate, dueOn: item.due as IsoDate | null }, seed);
  return planned !== null && planned <= on;
}
