/** Ledgers, answers, lists, switches, confirmed months and reminders as they are written. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { WorkResult } from '../../src/store/apply.ts';
import { openDatabase } from '../../src/store/database.ts';
import { entry } from '../builders/entry.ts';
import { appliedTo, openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const applied = (...results: readonly WorkResult[]): Promise<void> => appliedTo(county.db, ...results);

const entering = (more: Partial<LedgerEntry> = {}): Effect => ({ effect: 'add-entry', entry: entry(more) });
const noting = (keys: readonly string[], on: '2026-12-02' | '2026-12-03' = '2026-12-02'): Effect => ({
  effect: 'note-reminders',
  keys,
  on,
  listedFor: [{ personId: 'p1', owedKeys: [...keys] }],
});
const answering = (personId: string, does: 'heard' | 'later', until: '2026-12-04' | null = null): Effect => ({
  effect: 'answer-duty',
  answer: { owedKey: 'FD-1.0|x', personId, does, until },
  at: wednesday,
});

describe('an entry', () => {
  test('is kept whole, under the id of its message', async () => {
    const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 3 };
    const full = entry({
      people: 12,
      days: 1.5,
      level: '县级',
      place: '张大爷家',
      images: [image],
      closes: ['k1', 'k2'],
    });
    await applied(resultOf(7n, 'p1', [{ effect: 'add-entry', entry: { ...full, id: 'whatever it is called' } }]));
    expect(await county.sql(`SELECT *, on_date::text AS on_date, inbox_id::int AS inbox_id FROM ledger_entry`)).toEqual(
      [
        {
          county: 'demo',
          id: 'e7',
          ledger: 'study',
          person_id: 'p1',
          team_id: 'team-v1',
          on_date: '2026-12-02',
          at: new Date(wednesday),
          text: '集中学习',
          people: 12,
          half_days: 3,
          level: '县级',
          place: '张大爷家',
          images: [image],
          closes: ['k1', 'k2'],
          inbox_id: 7,
          files: [],
          voided_at: null,
        },
      ],
    );
  });

  test('without figures says so, and is not audited without its words', async () => {
    await applied(resultOf(7n, 'p1', [entering({ teamId: null })]));
    expect(await county.sql('SELECT team_id, people, half_days, level, place, closes FROM ledger_entry')).toEqual([
      { team_id: null, people: null, half_days: null, level: null, place: null, closes: [] },
    ]);
    expect(await county.sql(`SELECT verb, subject, payload LIKE '%集中学习%' AS words FROM audit_entry`)).toEqual([
      { verb: 'add-entry', subject: 'person:p1', words: true },
    ]);
  });

  test('has the same id in a batch as alone, also where a message has two', async () => {
    const log: Effect = { effect: 'add-log', personId: 'p1', on: '2026-12-02', at: wednesday, text: '走访', late: false, images: [] }; // prettier-ignore
    const results = [
      resultOf(7n, 'p1', [entering(), log]),
      resultOf(8n, 'p2', [log, entering({ personId: 'p2' }), entering({ personId: 'p2', ledger: 'visit' }), log]),
    ];
    const ids = async (): Promise<string[]> =>
      (await county.sql<{ id: string }>('SELECT id FROM ledger_entry UNION SELECT id FROM work_log ORDER BY 1')).map((r) => r.id); // prettier-ignore
    await applied(...results);
    const batched = await ids();
    await county.clear();
    for (const result of results) await applied(result);
    expect(batched).toEqual(['e7', 'e8', 'e8.1', 'l7', 'l8', 'l8.1']);
    expect(await ids()).toEqual(batched);
  });
});

describe('what a message entered', () => {
  const log: Effect = { effect: 'add-log', personId: 'p1', on: '2026-12-02', at: wednesday, text: '走访', late: false, images: [] }; // prettier-ignore
  const voiding = (messageId: string, personId = 'p1', at = wednesday): Effect => ({
    effect: 'void-entries',
    personId,
    messageId,
    entryIds: [`e${messageId}`],
    teamIds: ['team-v1'],
    at,
  });
  const voided = (): Promise<unknown[]> =>
    county.sql(`SELECT id, voided_at FROM ledger_entry UNION ALL SELECT id, voided_at FROM work_log ORDER BY 1`);

  test('is taken back with its log, stays, and keeps the time at which it was first', async () => {
    await applied(resultOf(7n, 'p1', [entering(), log]), resultOf(8n, 'p1', [entering(), log]));
    await applied(resultOf(9n, 'p1', [voiding('7')]));
    await applied(resultOf(10n, 'p1', [voiding('7', 'p1', wednesday + 1000)]));
    const at = new Date(wednesday);
    expect(await voided()).toEqual([
      { id: 'e7', voided_at: at },
      { id: 'e8', voided_at: null },
      { id: 'l7', voided_at: at },
      { id: 'l8', voided_at: null },
    ]);
    expect(await county.sql(`SELECT verb, subject FROM audit_entry WHERE inbox_id = 9`)).toEqual([
      { verb: 'void-entries', subject: 'person:p1' },
    ]);
  });

  test('is not taken back by anybody else', async () => {
    await applied(resultOf(7n, 'p1', [entering(), log]));
    await applied(resultOf(9n, 'p2', [voiding('7', 'p2')]));
    expect(await voided()).toMatchObject([{ voided_at: null }, { voided_at: null }]);
  });

  test('takes the place of another in the same transaction', async () => {
    await applied(resultOf(7n, 'p1', [entering(), log]));
    await applied(resultOf(9n, 'p1', [voiding('7'), entering({ people: 15 }), log]));
    expect(await voided()).toMatchObject([
      { id: 'e7' },
      { id: 'e9', voided_at: null },
      { id: 'l7' },
      { id: 'l9', voided_at: null },
    ]);
  });
});

describe('of what is said twice', () => {
  test('the last answer stands, within a batch and after it', async () => {
    await applied(
      resultOf(1n, 'p1', [answering('p1', 'later', '2026-12-04'), answering('p2', 'heard')]),
      resultOf(2n, 'p1', [answering('p1', 'heard')]),
    );
    const said = 'SELECT person_id, does, until::text FROM duty_answer ORDER BY person_id';
    expect(await county.sql(said)).toEqual([
      { person_id: 'p1', does: 'heard', until: null },
      { person_id: 'p2', does: 'heard', until: null },
    ]);
    await applied(resultOf(3n, 'p2', [answering('p2', 'later', '2026-12-04')]));
    expect((await county.sql(said))[1]).toEqual({ person_id: 'p2', does: 'later', until: '2026-12-04' });
  });

  test('the last list stands, whether a reminder had it or the person asked for it', async () => {
    const asked: Effect = { effect: 'list-duties', personId: 'p1', owedKeys: ['c', 'a'], on: '2026-12-02' };
    const list = async (): Promise<object[]> => county.sql('SELECT person_id, owed_keys FROM duty_list');
    await applied(resultOf(1n, 'p1', [asked]), resultOf(2n, 'clock', [noting(['b'])]));
    expect(await list()).toEqual([{ person_id: 'p1', owed_keys: ['b'] }]);
    await applied(resultOf(3n, 'clock', [noting(['d'])]), resultOf(4n, 'p1', [asked]));
    expect(await list()).toEqual([{ person_id: 'p1', owed_keys: ['c', 'a'] }]);
    await applied(resultOf(5n, 'p1', [{ ...asked, owedKeys: [] }]));
    expect(await list()).toEqual([{ person_id: 'p1', owed_keys: [] }]);
  });

  test('the last switch of a provision stands, and the others are left', async () => {
    const to = (provision: string, on: boolean, by: string): Effect => ({ effect: 'switch-duty', provision, on, by, at: wednesday }); // prettier-ignore
    await applied(resultOf(1n, 'p8', [to('FD-1', false, 'p8'), to('FD-2', false, 'p8')]), resultOf(2n, 'p9', [to('FD-1', true, 'p9')])); // prettier-ignore
    expect(await county.sql('SELECT provision, is_on, changed_by FROM duty_switch ORDER BY 1')).toEqual([
      { provision: 'FD-1', is_on: true, changed_by: 'p9' },
      { provision: 'FD-2', is_on: false, changed_by: 'p8' },
    ]);
  });

  test('the last who confirmed a month stands', async () => {
    const by = (who: string, ...personIds: string[]): Effect => ({ effect: 'confirm-month', month: '2026-11', by: who, personIds, at: wednesday }); // prettier-ignore
    await applied(resultOf(1n, 'p3', [by('p3', 'p1', 'p2')]), resultOf(2n, 'p4', [by('p4', 'p2')]));
    expect(await county.sql('SELECT person_id, month, confirmed_by FROM month_confirmed ORDER BY 1')).toEqual([
      { person_id: 'p1', month: '2026-11', confirmed_by: 'p3' },
      { person_id: 'p2', month: '2026-11', confirmed_by: 'p4' },
    ]);
  });
});

describe('a reminder', () => {
  const key = (reader: string): string => `FD-1.0|person:p1|2026-12-01|ahead|${reader}`;

  test('is noted once, for good, with whoever reads it', async () => {
    await applied(resultOf(1n, 'clock', [noting([key('p1'), key('team:team-v1'), key('p1')])]));
    await applied(resultOf(2n, 'clock', [noting([key('p1'), 'plain'], '2026-12-03')]));
    expect(await county.sql('SELECT key, reader, on_date::text FROM reminder ORDER BY reader')).toEqual([
      { key: key('p1'), reader: 'p1', on_date: '2026-12-02' },
      { key: 'plain', reader: 'plain', on_date: '2026-12-03' },
      { key: key('team:team-v1'), reader: 'team:team-v1', on_date: '2026-12-02' },
    ]);
    expect(await county.sql('SELECT verb FROM audit_entry')).toEqual([]);
  });

  test('is noted once by two processes at the same moment, whichever order they have them in', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => key(`p${i}`));
    const other = openDatabase(county.url, county.db.county);
    try {
      for (let round = 0; round < 5; round++) {
        await county.sql('DELETE FROM reminder');
        await Promise.all([
          appliedTo(county.db, resultOf(1n, 'clock', [noting(keys)])),
          appliedTo(other, resultOf(2n, 'clock', [{ ...noting([...keys].reverse()), listedFor: [] } as Effect])),
        ]);
        expect(await county.sql('SELECT count(*)::int AS n FROM reminder')).toEqual([{ n: 40 }]);
      }
    } finally {
      await other.close();
    }
  });

  test('with nothing to note writes nothing', async () => {
    await applied(resultOf(1n, 'clock', [{ effect: 'note-reminders', keys: [], on: '2026-12-02', listedFor: [] }]));
    expect(await county.sql('SELECT 1 FROM reminder')).toEqual([]);
  });
});
