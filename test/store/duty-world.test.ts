/** What duties are reckoned from: the whole county for the clock, for a speaker what they and their seats have to do with. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DutyWorld, LedgerEntry } from '../../src/domain/duty.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadCountyWorld } from '../../src/store/duty-world.ts';
import { loadFacts } from '../../src/store/facts.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { factsFor, factsOf, record, tick } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { dutyPerson } from '../builders/duty-person.ts';
import { entry } from '../builders/entry.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
  await county.sql(
    `INSERT INTO place (county, id, kind, name, parent_id) VALUES ('demo', 't2', 'township', '示例乡', NULL), ('demo', 'v2', 'village', '示例二村', 't2'),
       ('demo', 'team-v2', 'team', '示例二村驻村工作队', 'v2')`,
  );
  // Of another township: nothing to do with anybody of the first.
  await county.sql(
    `INSERT INTO person (county, id, name, post, dispatch_level, township_id, village_id, team_id)
     VALUES ('demo', 'x1', '示例丑', '驻村工作队员', '县派', 't2', 'v2', 'team-v2')`,
  );
});
beforeEach(async () => {
  await county.clear();
  await county.sql(`UPDATE person SET left_on = NULL, term_from = NULL, term_to = NULL`);
});
afterAll(() => county.close());

const enter = (...entries: readonly LedgerEntry[]): Promise<void> =>
  record(county, 'p1', ...entries.map((e) => ({ effect: 'add-entry', entry: e }) as const));
const own = async (personId: string): Promise<DutyWorld> =>
  (await factsFor(county, personId, { duties: 'own' })).world!;
const whole = async (): Promise<DutyWorld> => (await factsOf(county, [tick(), { duties: 'county' }]))[0]!.world!;
const ids = (items: readonly { readonly id: string }[]): string => items.map((i) => i.id).join(' ');
const texts = (world: DutyWorld): string => world.entries.map((e) => e.text).join(' ');
const seatsIn = (world: DutyWorld): string[] => world.seats.map((s) => `${s.body}@${s.scopeId} ${s.holderIds.join()}`);

describe('the whole county', () => {
  test('is the same for whoever runs the service', async () => {
    await enter(entry({ id: 'e1', text: '集中学习' }));
    const world = await inTransaction(county.db, (tx) => loadCountyWorld(tx, 'demo', '2026-12-02'));
    const { people, places, seats, entries, switches, since } = await whole();
    expect(world).toMatchObject({ people, places, seats, entries, switches, since });
  });

  test('has all its people, with their terms and whether they are reached', async () => {
    await county.sql(`UPDATE person SET term_from = '2026-01-01', term_to = '2027-12-31' WHERE id = 'p1'`);
    const { people, places } = await whole();
    expect(ids(people)).toBe('p1 p10 p2 p3 p4 p5 p6 p7 p8 p9 x1');
    expect(people[0]).toEqual(dutyPerson({ termFrom: '2026-01-01', termTo: '2027-12-31' }));
    expect(people.at(-1)).toMatchObject({ id: 'x1', reachable: false, termFrom: null });
    expect(places.find((p) => p.id === 'v2')).toEqual({ id: 'v2', kind: 'village', name: '示例二村', parentId: 't2' });
    expect(places).toHaveLength(8);
  });

  test('has those who left as long as something follows from it: for 60 days', async () => {
    await county.sql(`UPDATE person SET left_on = CASE id WHEN 'p1' THEN date '2026-10-03' WHEN 'p2' THEN date '2026-10-02' ELSE date '2026-12-31' END
      WHERE id IN ('p1', 'p2', 'p3')`);
    const { people } = await whole();
    expect(people.filter((p) => p.leftOn !== null).map((p) => [p.id, p.leftOn])).toEqual([
      ['p1', '2026-10-03'],
      ['p3', '2026-12-31'],
    ]);
  });

  test('has its seats with who holds them today, and after those who stands in today, once each', async () => {
    const hold = (personId: string, from: string, to: string | null) =>
      county.sql(`INSERT INTO seat_holder (county, body, scope_id, person_id, from_on, to_on) VALUES ('demo', '县委组织部', '', $1, $2, $3)`, [personId, from, to]); // prettier-ignore
    const stand = (id: string, principal: string, deputy: string, from: string, to: string, at: string) =>
      county.sql(`INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at) VALUES ('demo', $1, $2, $3, $4, $5, $2, $6)`, [id, principal, deputy, from, to, at]); // prettier-ignore
    await hold('p9', '2026-12-02', null);
    await hold('p7', '2026-01-01', '2026-12-01');
    await stand('d1', 'p8', 'p2', '2026-12-02', '2026-12-02', '2026-11-02');
    await stand('d2', 'p8', 'p1', '2026-12-01', '2026-12-05', '2026-11-01');
    await stand('d3', 'p8', 'p9', '2026-12-01', '2026-12-05', '2026-11-01');
    await stand('d4', 'p8', 'p5', '2026-12-03', '2026-12-05', '2026-11-01');
    const { seats } = await whole();
    expect(seats.find((s) => s.body === '县委组织部')).toEqual({
      body: '县委组织部',
      scopeId: '',
      title: '示例县委组织部',
      holderIds: ['p8', 'p9', 'p1', 'p2'],
    });
    expect(seats).toHaveLength(7);
    await county.sql(`DELETE FROM seat_holder WHERE body = '县委组织部' AND person_id <> 'p8'`);
  });

  test('has the entries of this year and the one before, in order and whole', async () => {
    const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 3 };
    const full = entry({ on: '2025-01-01', text: '二', people: 12, days: 1.5, level: '县级', place: '村委会', images: [image], closes: ['k'] }); // prettier-ignore
    await enter(entry({ text: '三' }), full, entry({ on: '2024-12-31', text: '一' }));
    const { entries } = await whole();
    expect(entries.map((e) => e.text)).toEqual(['二', '三']);
    expect(entries[0]).toEqual({ ...full, id: expect.stringMatching(/^e\d+\.1$/) as string });
  });

  test('has what was said of its duties, and nobody’s list', async () => {
    await record(
      county,
      'p1',
      { effect: 'answer-duty', answer: { owedKey: 'k', personId: 'p1', does: 'later', until: '2026-12-04' }, at: wednesday },
      { effect: 'note-reminders', keys: ['k|ahead|p1', 'k|ahead|team:team-v2'], on: '2026-12-01', listedFor: [{ personId: 'p1', owedKeys: ['k'] }] },
      { effect: 'note-reminders', keys: ['long ago|p1'], on: '2025-10-27', listedFor: [] },
      { effect: 'note-reminders', keys: ['still|p1'], on: '2025-10-28', listedFor: [] },
      { effect: 'switch-duty', provision: 'FD-1', on: false, by: 'p8', at: wednesday },
      { effect: 'switch-duty', provision: 'FD-2', on: true, by: 'p8', at: wednesday },
    ); // prettier-ignore
    const { answers, reminded, switches, listed, groupTeams } = await whole();
    expect(answers).toEqual([{ owedKey: 'k', personId: 'p1', does: 'later', until: '2026-12-04' }]);
    expect([...reminded].sort()).toEqual(['k|ahead|p1', 'k|ahead|team:team-v2', 'still|p1']);
    expect(switches).toEqual({ 'FD-1': false, 'FD-2': true });
    expect(listed).toEqual([]);
    expect([...(groupTeams ?? [])].sort()).toEqual(['team-t1', 'team-v1']);
  });

  test('is one county alone', async () => {
    const elsewhere = [
      `INSERT INTO person (county, id, name, post) VALUES ('other', 'o1', '别人', '驻村工作队员')`,
      `INSERT INTO place (county, id, kind, name) VALUES ('other', 'ov', 'village', '别村')`,
      `INSERT INTO ledger_entry (county, id, ledger, person_id, on_date, at, text, images, closes, inbox_id)
         VALUES ('other', 'e1', 'study', 'p1', '2026-12-02', now(), '别的', '[]', '{k}', 1)`,
      `INSERT INTO reminder (county, key, reader, on_date) VALUES ('other', 'o|p1', 'p1', '2026-12-02')`,
      `INSERT INTO duty_switch (county, provision, is_on, changed_by, at) VALUES ('other', 'O-1', false, 'o1', now())`,
      `INSERT INTO duty_list (county, person_id, owed_keys, on_date) VALUES ('other', 'p1', '{o}', '2026-12-02')`,
      `INSERT INTO duty_answer (county, owed_key, person_id, does, at) VALUES ('other', 'o', 'p1', 'heard', '2026-12-02')`,
    ];
    for (const row of elsewhere) await county.sql(row);
    for (const world of [await whole(), await own('p1')]) {
      expect([texts(world), [...world.reminded], world.switches, world.listed, world.answers]).toEqual([
        '',
        [],
        {},
        [],
        [],
      ]);
      expect(JSON.stringify([world.people, world.places])).not.toMatch(/别/);
    }
    for (const table of ['person', 'place', 'ledger_entry', 'reminder', 'duty_switch', 'duty_list', 'duty_answer'])
      await county.sql(`DELETE FROM ${table} WHERE county = 'other'`);
  });
});

describe('one’s own', () => {
  test('of a cadre has the team, the places they belong to, and the seats of those', async () => {
    const world = await own('p1');
    expect(ids(world.places)).toBe('t1 team-v1 u1 v1');
    expect(ids(world.people)).toBe('p1 p10 p2 p3 p6 p7 p8 p9'); // the team, and who holds a seat above it
    expect(seatsIn(world)).toEqual(
      expect.arrayContaining(['驻村第一书记@team-v1 p3', '县委组织部@ p8', '派出单位@u1 p10']),
    );
    expect(seatsIn(world).join()).not.toContain('team-t1');
  });

  test('of who holds a seat has the cadres of its place', async () => {
    const world = await own('p6'); // 示例镇党委书记
    expect(ids(world.places)).toBe('t1');
    expect(ids(world.people)).toBe('p1 p2 p3 p4 p5 p6 p7 p8 p9');
    expect(ids((await own('p8')).people)).toBe('p1 p2 p3 p4 p5 p8 p9 x1');
  });

  test('has the entries of the team, of who shares the seat, and of others those that close something by name', async () => {
    await county.sql(`INSERT INTO seat_holder (county, body, scope_id, person_id, from_on) VALUES ('demo', '乡镇（街道）党（工）委书记', 't1', 'p9', '2026-01-01')`); // prettier-ignore
    await enter(
      entry({ text: '自己' }),
      entry({ personId: 'p3', teamId: null, text: '同队' }),
      entry({ personId: 'x9', text: '离队前' }),
      entry({ personId: 'p4', teamId: 'team-t1', text: '别队' }),
      entry({ personId: 'p9', teamId: null, text: '同席' }),
      entry({ personId: 'p5', teamId: 'team-t1', text: '办结', closes: ['k'] }),
      entry({ personId: 'x1', teamId: 'team-v2', text: '外乡办结', closes: ['k'] }),
    );
    expect(texts(await own('p1'))).toBe('自己 同队 离队前');
    expect(texts(await own('p6'))).toBe('同席 办结');
    await county.sql(`DELETE FROM seat_holder WHERE person_id = 'p9' AND scope_id = 't1'`);
  });

  test('of who passes reports on has those that say so, and no other one', async () => {
    await enter(
      entry({ ledger: 'report', personId: 'p10', teamId: null, text: '单位的情况说明' }),
      entry({ ledger: 'report', personId: 'p10', teamId: null, text: '单位的月报' }),
      entry({ ledger: 'study', personId: 'p10', teamId: null, text: '学习情况说明' }),
    );
    const asking = { duties: 'own', reportsSaying: ['情况说明', '%'] } as const;
    const [p8, p6] = await factsOf(county, [messageFrom('p8'), asking], [messageFrom('p6'), { duties: 'own' }]);
    expect(texts(p8!.world!)).toBe('单位的情况说明');
    expect(texts(p6!.world!)).toBe('');
    expect(texts(await own('p8'))).toBe('');
  });

  test('has what the speaker was told, answered and shown, and the switches of the county', async () => {
    const answered = (personId: string) =>
      ({
        effect: 'answer-duty',
        answer: { owedKey: 'k', personId, does: 'heard', until: null },
        at: wednesday,
      }) as const;
    await record(
      county,
      'p1',
      ...['p1', 'p2', 'p4'].map(answered),
      {
        effect: 'note-reminders',
        keys: ['k|p1', 'k|p2', 'k|team:team-v1', 'k|team:team-t1'],
        on: '2026-12-01',
        listedFor: [
          { personId: 'p1', owedKeys: ['b', 'a'] },
          { personId: 'p2', owedKeys: ['c'] },
        ],
      },
      { effect: 'switch-duty', provision: 'FD-1', on: false, by: 'p8', at: wednesday },
    );
    const { answers, reminded, listed, switches, groupTeams } = await own('p1');
    expect(answers.map((a) => a.personId)).toEqual(['p1', 'p2']);
    expect([...reminded].sort()).toEqual(['k|p1', 'k|team:team-v1']);
    expect([listed, switches, [...(groupTeams ?? [])]]).toEqual([['b', 'a'], { 'FD-1': false }, ['team-v1']]);
  });

  test('is nobody’s for a stranger', async () => {
    const [facts] = await factsOf(county, [messageFrom('nobody'), { duties: 'own', ownEntries: { from: '2026-12-01', to: '2026-12-31' } }]); // prettier-ignore
    expect([facts?.world, facts?.entries]).toEqual([null, []]);
  });
});

describe('in a batch', () => {
  test('each has what they would have alone, whoever else asks', async () => {
    await enter(
      entry(),
      entry({ personId: 'p4', teamId: 'team-t1', closes: ['k'] }),
      entry({ personId: 'x1', teamId: 'team-v2' }),
    );
    await record(county, 'p1', { effect: 'note-reminders', keys: ['k|p1', 'k|p4'], on: '2026-12-01', listedFor: [{ personId: 'p4', owedKeys: ['k'] }] }); // prettier-ignore
    const asked = ['p1', 'p4', 'p6', 'p8', 'p10'].map((id) => [messageFrom(id), { duties: 'own' }] as const);
    const together = await factsOf(county, ...asked, [tick(), { duties: 'county' }], [messageFrom('p2'), {}]);
    for (const [i, id] of ['p1', 'p4', 'p6', 'p8', 'p10'].entries())
      expect(together[i]?.world, id).toEqual(await own(id));
    expect(together[5]?.world).toEqual(await whole());
    expect(together[6]?.world).toBeNull();
  });

  test('the number of queries is the same for one and for many, and none where nobody asks', async () => {
    const asked = async (people: readonly string[], need: object): Promise<number> => {
      let queries = 0;
      await inTransaction(county.db, async (tx) => {
        const taken = people.map((id, i) => ({ id: BigInt(i + 1), accountId: `web-${id}`, message: messageFrom(id) }));
        const speakers = await loadSpeakers(tx, 'demo', taken, wednesday);
        const counting = { ...tx, $queryRaw: <T>(...given: Parameters<typeof tx.$queryRaw>) => (queries++, tx.$queryRaw<T>(...given)) }; // prettier-ignore
        await loadFacts(counting, 'demo', speakers, people.map(() => need)); // prettier-ignore
      });
      return queries;
    };
    const many = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8'];
    const without = await asked(many, {});
    const need = { duties: 'own', ownEntries: { from: '2026-12-01', to: '2026-12-31' } };
    expect((await asked(['p1'], need)) - without).toBe(6);
    expect((await asked(many, need)) - without).toBe(6);
  });
});

test('Entries asked for are the speaker’s and the team’s, over those dates.', async () => {
  await enter(
    entry({ on: '2026-11-30', text: '上月' }),
    entry({ on: '2026-12-31', text: '月底' }),
    entry({ on: '2026-12-01', personId: 'p2', text: '队友' }),
    entry({ on: '2026-12-02', personId: 'p4', teamId: 'team-t1', text: '别队' }),
    entry({ on: '2027-01-01', text: '明年' }),
  );
  const span = { from: '2026-12-01', to: '2026-12-31' } as const;
  const [one, other] = await factsOf(
    county,
    [messageFrom('p1'), { ownEntries: span }],
    [messageFrom('p4'), { ownEntries: { from: '2026-01-01', to: '2026-12-31' } }],
  );
  expect(one?.entries?.map((e) => e.text)).toEqual(['队友', '月底']);
  expect(other?.entries?.map((e) => e.text)).toEqual(['别队']);
});

test('The days of every cadre are there for the clock, of those who left meanwhile as well; nobody else is loaded.', async () => {
  const arrive = (personId: string, on: '2026-11-30' | '2026-12-02') =>
    ({
      effect: 'add-attendance',
      event: { personId, on, kind: 'arrived', turn: 0, at: wednesday },
      note: null,
      point: null,
      doubts: [],
      images: [],
      requestId: null,
    }) as const;
  await record(county, 'p1', arrive('p1', '2026-12-02'), arrive('p2', '2026-12-02'), arrive('p2', '2026-11-30'));
  await county.sql(
    `UPDATE person SET left_on = CASE id WHEN 'p4' THEN date '2026-12-01' ELSE date '2026-12-02' END WHERE id IN ('p4', 'p5')`,
  );
  const [facts] = await factsOf(county, [
    tick(),
    { countyDays: { from: '2026-12-01', to: '2026-12-31' }, organisation: true },
  ]);
  expect([...(facts?.days.keys() ?? [])].sort()).toEqual(['p1', 'p2', 'p3', 'p5', 'x1']);
  expect(facts?.days.get('p2')?.events.map((e) => e.on)).toEqual(['2026-12-02']);
  expect([facts?.people.size, facts?.seats.length]).toEqual([0, 0]);
});
