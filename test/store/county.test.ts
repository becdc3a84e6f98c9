import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { County } from '../../src/domain/county.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { loadCounty, PeopleFromRoster, SampleMixed } from '../../src/store/county.ts';
import { sampleCounty, sampleCountyWithOfficer } from '../support/sample-county.ts';
import { openedCounty, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeEach(async () => {
  county = await openedCounty();
});
afterEach(() => county.close());

const load = (changed: County, on: IsoDate): Promise<void> => loadCounty(county.db, changed, { on, groupsOn: 'web' });
const heldBy = (body: string, ...holderIds: readonly string[]): County => ({
  ...sampleCounty,
  seats: sampleCounty.seats.map((s) => (s.body === body ? { ...s, holderIds } : s)),
});
const office = '县委组织部';
const holders = async (): Promise<string[]> =>
  (
    await county.sql<{ h: string }>(
      `SELECT concat_ws(' ', person_id, from_on, to_on) AS h FROM seat_holder WHERE body = $1 ORDER BY person_id, from_on`,
      [office],
    )
  ).map((r) => r.h);
const count = async (table: string): Promise<number> =>
  (await county.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

describe('loading a county', () => {
  test('brings in places, people with their posts and places, seats, groups and accounts', async () => {
    expect(await county.sql('SELECT id, name, packs, demo FROM county')).toEqual([
      { id: 'demo', name: '示例县', packs: ['fengdu-2021'], demo: true },
    ]);
    expect(await county.sql(`SELECT * FROM person WHERE id IN ('p1', 'p6') ORDER BY id`)).toMatchObject([
      {
        county: 'demo',
        id: 'p1',
        name: '示例甲',
        post: '驻村工作队员',
        dispatch_level: '县派',
        township_id: 't1',
        village_id: 'v1',
        team_id: 'team-v1',
        unit_id: 'u1',
        is_team_leader: null,
        digest: false,
      },
      {
        county: 'demo',
        id: 'p6',
        name: '示例己',
        post: null,
        dispatch_level: null,
        township_id: null,
        village_id: null,
        team_id: null,
        unit_id: null,
        is_team_leader: null,
        digest: false,
      },
    ]);
    const tables = ['place', 'person', 'seat', 'seat_holder', 'chat_group', 'group_member', 'account'];
    const counts: number[] = [];
    for (const table of tables) counts.push(await count(table));
    expect(counts).toEqual([5, 10, 7, 7, 2, 5, 10]);
  });

  test('changes nothing when it is loaded again', async () => {
    const was = await county.sql('SELECT * FROM seat_holder ORDER BY 1, 2, 3, 4');
    await load(sampleCounty, '2026-12-02');
    expect(await county.sql('SELECT * FROM seat_holder ORDER BY 1, 2, 3, 4')).toEqual(was);
    expect(await count('account')).toBe(10);
  });

  test('gives accounts only where it is told to', async () => {
    const elsewhere = { ...sampleCounty, id: 'elsewhere' };
    await loadCounty({ ...county.db, county: 'elsewhere' }, elsewhere, { on: '2026-01-01', groupsOn: 'web' });
    expect(await county.sql(`SELECT id FROM account WHERE county = 'elsewhere'`)).toEqual([]);
  });

  test('takes up new names, posts and titles', async () => {
    await load(
      {
        ...sampleCounty,
        name: '新名县',
        people: sampleCounty.people.map((p) => (p.id === 'p1' ? { ...p, name: '新甲', post: '驻村第一书记' } : p)),
        places: sampleCounty.places.map((p) => (p.id === 't1' ? { ...p, name: '新镇' } : p)),
      },
      '2026-12-02',
    );
    expect(await county.sql(`SELECT name, post FROM person WHERE id = 'p1'`)).toEqual([
      { name: '新甲', post: '驻村第一书记' },
    ]);
    expect(await county.sql(`SELECT name FROM place WHERE id = 't1'`)).toEqual([{ name: '新镇' }]);
    expect(await county.sql('SELECT name FROM county')).toEqual([{ name: '新名县' }]);
  });

  test('takes up who leads a team, and that this is no longer said', async () => {
    const led = (isTeamLeader: boolean | null): County => ({
      ...sampleCounty,
      people: sampleCounty.people.map((p) => (p.id === 'p3' ? { ...p, isTeamLeader } : p)),
    });
    const seen: unknown[] = [];
    for (const leads of [true, false, null]) {
      await load(led(leads), '2026-12-02');
      seen.push(...(await county.sql(`SELECT is_team_leader AS leads FROM person WHERE id = 'p3'`)));
    }
    expect(seen).toEqual([{ leads: true }, { leads: false }, { leads: null }]);
  });

  test('leaves everybody the digest they chose', async () => {
    await county.sql(`UPDATE person SET digest = true WHERE id = 'p6'`);
    await load({ ...sampleCounty, name: '新名县' }, '2026-12-02');
    expect(await county.sql('SELECT id FROM person WHERE digest')).toEqual([{ id: 'p6' }]);
  });

  test('seats the county’s officer, and ends it once the file names none', async () => {
    const seated = (): Promise<object[]> =>
      county.sql(`
        SELECT s.scope_id, s.title, h.person_id, h.to_on::text FROM seat s
        JOIN seat_holder h USING (county, body, scope_id) WHERE s.body = 'officer'`);
    const officer = { scope_id: '', title: '示例县驻村办', person_id: 'p11' };
    await load(sampleCountyWithOfficer, '2026-12-02');
    expect(await seated()).toEqual([{ ...officer, to_on: null }]);
    await load(sampleCounty, '2026-12-04');
    expect(await seated()).toEqual([{ ...officer, to_on: '2026-12-03' }]);
  });

  test('keeps everything or nothing', async () => {
    const broken = heldBy(office, 'p9', 'p9');
    await expect(load({ ...broken, name: '新名县' }, '2026-12-02')).rejects.toThrow();
    expect(await county.sql('SELECT name FROM county')).toEqual([{ name: '示例县' }]);
    expect(await holders()).toEqual(['p8 2026-01-01']);
  });
});

describe('holders of a seat', () => {
  test('that are no longer named held it until the day before; they are not deleted', async () => {
    await load(heldBy(office, 'p9'), '2026-12-02');
    expect(await holders()).toEqual(['p8 2026-01-01 2026-12-01', 'p9 2026-12-02']);
  });

  test('hold it again from the day they are named again', async () => {
    await load(heldBy(office, 'p9'), '2026-06-01');
    await load(heldBy(office, 'p8', 'p9'), '2026-12-02');
    expect(await holders()).toEqual(['p8 2026-01-01 2026-05-31', 'p8 2026-12-02', 'p9 2026-06-01']);
  });

  test('who were named by a slip of the same day leave nothing', async () => {
    await load(heldBy(office, 'p9'), '2026-12-02');
    await load(heldBy(office, 'p8'), '2026-12-02');
    expect(await holders()).toEqual(['p8 2026-01-01 2026-12-01', 'p8 2026-12-02']);
  });

  test('are ended when the seat is no longer in the file', async () => {
    await load({ ...sampleCounty, seats: sampleCounty.seats.filter((s) => s.body !== office) }, '2026-12-02');
    expect(await holders()).toEqual(['p8 2026-01-01 2026-12-01']);
    expect(await county.sql('SELECT title FROM seat WHERE body = $1', [office])).toEqual([{ title: '示例县委组织部' }]);
  });
});

describe('groups', () => {
  const members = async (): Promise<string[]> =>
    (await county.sql<{ m: string }>(`SELECT group_id || ' ' || person_id AS m FROM group_member ORDER BY 1`)).map(
      (r) => r.m,
    );

  test('have the members that are named, and no others', async () => {
    const [first, second] = sampleCounty.groups;
    await load({ ...sampleCounty, groups: [{ ...first!, memberIds: ['p1', 'p9'] }, second!] }, '2026-12-02');
    expect(await members()).toEqual(['g1 p1', 'g1 p9', 'g2 p4', 'g2 p5']);
  });

  test('that are no longer in the file have no members and are told nothing of the team', async () => {
    await load({ ...sampleCounty, groups: sampleCounty.groups.slice(0, 1) }, '2026-12-02');
    expect(await members()).toEqual(['g1 p1', 'g1 p2', 'g1 p3']);
    expect(await county.sql('SELECT id, team_id FROM chat_group ORDER BY id')).toEqual([
      { id: 'g1', team_id: 'team-v1' },
      { id: 'g2', team_id: null },
    ]);
  });
});

describe('the file of a real county', () => {
  const real: County = { ...sampleCounty, id: 'real', sample: false };
  const holder = async (): Promise<object[]> =>
    county.sql(`SELECT person_id FROM seat_holder WHERE county = 'real' AND body = $1 AND to_on IS NULL`, [office]);
  const changeInChat = (): Promise<object[]> =>
    county.sql(`UPDATE seat_holder SET person_id = 'p9' WHERE county = 'real' AND body = $1`, [office]);

  test('that is unchanged undoes nothing that was changed in the chat', async () => {
    await load(real, '2026-12-02');
    await changeInChat();
    await load({ ...real, name: '新名县' }, '2026-12-03');
    expect(await holder()).toEqual([{ person_id: 'p9' }]);
    expect(await county.sql(`SELECT name FROM county WHERE id = 'real'`)).toEqual([{ name: '新名县' }]);
  });

  test('that is changed is taken over', async () => {
    await load(real, '2026-12-02');
    await changeInChat();
    await load({ ...real, people: real.people.map((p) => ({ ...p, name: `${p.name}一` })) }, '2026-12-03');
    expect(await holder()).toEqual([{ person_id: 'p8' }]);
  });

  test('that lists nobody leaves everybody where they are', async () => {
    await load(real, '2026-12-02');
    await load({ ...real, places: [], people: [], seats: [], groups: [] }, '2026-12-03');
    expect(await holder()).toEqual([{ person_id: 'p8' }]);
  });

  test('may list nobody beside a roster, and nobody else', async () => {
    await load(real, '2026-12-02');
    await county.sql(`UPDATE county SET people_from = 'roster', people_digest = NULL WHERE id = 'real'`);
    await expect(load(real, '2026-12-03')).rejects.toBeInstanceOf(PeopleFromRoster);
    await load({ ...real, name: '新名县', places: [], people: [], seats: [], groups: [] }, '2026-12-03');
    expect(await county.sql(`SELECT name FROM county WHERE id = 'real'`)).toEqual([{ name: '新名县' }]);
  });
});

describe('a sample county and a real one', () => {
  test('are never loaded over each other', async () => {
    await expect(load({ ...sampleCounty, sample: false }, '2026-12-02')).rejects.toBeInstanceOf(SampleMixed);
    const real = { ...sampleCounty, id: 'real', sample: false };
    await load(real, '2026-12-02');
    await expect(load({ ...real, sample: true }, '2026-12-02')).rejects.toBeInstanceOf(SampleMixed);
    expect(await county.sql('SELECT id, demo FROM county ORDER BY id')).toEqual([
      { id: 'demo', demo: true },
      { id: 'real', demo: false },
    ]);
  });
});
