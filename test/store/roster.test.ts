import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Roster, RosterPerson } from '../../src/domain/roster.ts';
import { isSame, type RosterDiff } from '../../src/domain/roster-diff.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { inTransaction } from '../../src/store/database.ts';
import type { LeftPerson } from '../../src/store/left-people.ts';
import { importRoster, previewRoster, type Imported } from '../../src/store/roster.ts';
import { peopleCalled } from '../../src/store/person-named.ts';
import { loadRoster, usedIds } from '../../src/store/roster-rows.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { sampleRoster, teamGroups as groups } from '../support/sample-roster.ts';
import { factsFor, factsOf, open, tick } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { heldLeave, jointLeave, shortLeave } from './sample-requests.ts';

let county: OpenedCounty;

beforeEach(async () => {
  county = await openedCounty();
});
afterEach(() => county.close());

const today: IsoDate = '2026-12-02';
async function bring(roster: Roster, on: IsoDate = today): Promise<{ diff: RosterDiff; left: readonly LeftPerson[] }> {
  const { diff } = await previewRoster(county.db, roster, on);
  const done = await importRoster(county.db, sampleCounty, roster, {
    on,
    now: wednesday,
    groups,
    shown: diff,
  });
  if (done.outcome === 'changed') throw new Error('somebody else changed it');
  return done;
}
const kept = (on: IsoDate = today): Promise<Roster> => inTransaction(county.db, (tx) => loadRoster(tx, 'demo', on));
const person = (id: string, change: Partial<RosterPerson> = {}): RosterPerson => ({
  ...sampleRoster.people.find((p) => p.id === id)!,
  ...change,
});
const withPerson = (changed: RosterPerson): Roster => ({
  ...sampleRoster,
  people: [...sampleRoster.people.filter((p) => p.id !== changed.id), changed],
});
/** Without that person, also where they hold a seat. */
const without = (...ids: readonly string[]): Roster => ({
  ...sampleRoster,
  people: sampleRoster.people.filter((p) => !ids.includes(p.id)),
  seats: sampleRoster.seats.map((s) => ({ ...s, holderIds: s.holderIds.filter((id) => !ids.includes(id)) })),
});
const heldBy = (body: string, ...holderIds: readonly string[]): Roster => ({
  ...sampleRoster,
  seats: sampleRoster.seats.map((s) => (s.body === body ? { ...s, holderIds } : s)),
});
const holders = async (body: string): Promise<string[]> =>
  (
    await county.sql<{ h: string }>(
      `SELECT concat_ws(' ', person_id, from_on, to_on) AS h FROM seat_holder WHERE body = $1 ORDER BY person_id, from_on`,
      [body],
    )
  ).map((r) => r.h);
const office = '县委组织部';
const tables = ['county', 'place', 'person', 'seat', 'seat_holder', 'deputy', 'chat_group', 'group_member', 'account'];
const everything = async (): Promise<string> => {
  const rows: object[][] = [];
  for (const table of tables) rows.push(await county.sql(`SELECT t::text FROM ${table} t ORDER BY 1`));
  return JSON.stringify(rows);
};

describe('a roster that is brought in', () => {
  test('is what is kept then, with fences, numbers, terms and deputies', async () => {
    const roster: Roster = {
      ...sampleRoster,
      places: sampleRoster.places.map((p) =>
        p.id === 'v1' ? { ...p, fence: { latitude: 29.86, longitude: 107.73, radiusMetres: 500 } } : p,
      ),
      deputies: [{ principalId: 'p8', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-09' }],
    };
    await bring(roster);
    const now = await kept();
    const byId = <T extends { id: string }>(items: readonly T[]): T[] =>
      [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(now.people)).toEqual(byId(roster.people));
    expect(byId(now.places)).toEqual(byId(roster.places));
    expect(new Set(now.seats)).toEqual(new Set(roster.seats));
    expect(now.deputies).toEqual(roster.deputies);
    expect(await county.sql(`SELECT people_from, people_digest FROM county`)).toEqual([
      { people_from: 'roster', people_digest: null },
    ]);
  });

  test('changes nothing the second time, on a later day too', async () => {
    const deputy = { principalId: 'p8', deputyId: 'p9', fromOn: '2026-11-01', toOn: '2026-12-02' } as const;
    const roster = { ...sampleRoster, deputies: [deputy] };
    await bring(roster);
    const was = await everything();
    for (const on of [today, '2026-12-20'] as const) expect(isSame((await bring(roster, on)).diff)).toBe(true);
    expect(await everything()).toBe(was);
    expect(await county.sql(`SELECT verb FROM audit_entry`)).toEqual([{ verb: 'import-roster' }]);
  });

  test('gives each team a web group with its people', async () => {
    await bring(sampleRoster);
    const members = await county.sql<{ m: string }>(
      `SELECT concat_ws(' ', g.id, g.title, g.team_id, string_agg(m.person_id, ',' ORDER BY m.person_id)) AS m
       FROM chat_group g LEFT JOIN group_member m ON m.county = g.county AND m.group_id = g.id GROUP BY g.id, g.title, g.team_id ORDER BY 1`,
    );
    expect(members.map((r) => r.m)).toEqual([
      'g-team-t1 示例镇驻乡工作队群 team-t1 p4,p5',
      'g-team-v1 示例一村驻村工作队群 team-v1 p1,p2,p3',
      'g1 示例一村工作队群',
      'g2 示例镇驻乡工作队群',
    ]);
  });

  test('takes up new names, posts and numbers of those it knows by id, and leaves them their digest', async () => {
    await bring(sampleRoster);
    await county.sql(`UPDATE person SET digest = true WHERE id = 'p1'`);
    const { diff } = await bring(withPerson(person('p1', { name: '新甲', mobile: null })));
    expect(diff.people.changed.map((c) => c.fields.map((f) => f.field))).toEqual([['name', 'mobile']]);
    expect(await county.sql(`SELECT name, mobile, digest FROM person WHERE id = 'p1'`)).toEqual([
      { name: '新甲', mobile: null, digest: true },
    ]);
  });

  test('gives a seat to its new holder from that day on, and who waits for the seat then waits for them', async () => {
    await bring(sampleRoster);
    await open(county, shortLeave);
    await bring(heldBy('乡镇（街道）党（工）委书记', 'p9'), '2026-12-02');
    expect(await holders('乡镇（街道）党（工）委书记')).toEqual(['p6 2026-01-01 2026-12-01', 'p9 2026-12-02']);
    expect((await factsFor(county, 'p9', { forMe: true })).requests.map((r) => r.id)).toEqual(['r1']);
    expect((await factsFor(county, 'p6', { forMe: true })).requests).toEqual([]);
  });

  test('ends the holders of a seat that it no longer names, and names it no difference again', async () => {
    await bring(sampleRoster);
    const fewer = { ...sampleRoster, seats: sampleRoster.seats.filter((s) => s.body !== office) };
    await bring(fewer);
    expect(await holders(office)).toEqual(['p8 2026-01-01 2026-12-01']);
    expect(isSame((await previewRoster(county.db, fewer, today)).diff)).toBe(true);
  });

  test('drops a place that nobody needs, and keeps one that stands in the records', async () => {
    const village = { id: 'v2', kind: 'village', name: '示例二村', parentId: 't1', fence: null } as const;
    await bring({ ...sampleRoster, places: [...sampleRoster.places, village] });
    const gone = without('p10');
    const smaller: Roster = {
      ...gone,
      places: gone.places.filter((p) => p.id !== 'u1'),
      people: gone.people.map((p) => ({ ...p, unitId: null })),
      seats: gone.seats.filter((s) => s.scopeId !== 'u1'),
    };
    const { diff } = await bring(smaller);
    expect(diff.places.gone.map((p) => p.id)).toEqual(['v2']);
    expect(await county.sql(`SELECT id FROM place WHERE id IN ('u1', 'v2')`)).toEqual([{ id: 'u1' }]);
    expect(isSame((await previewRoster(county.db, smaller, today)).diff)).toBe(true);
  });

  test('ends only those deputies that a roster named', async () => {
    const deputy = { principalId: 'p8', deputyId: 'p9', fromOn: '2026-12-01', toOn: '2026-12-30' } as const;
    await bring({ ...sampleRoster, deputies: [deputy] });
    await county.sql(`INSERT INTO deputy VALUES ('demo', 'd1', 'p6', 'p7', '2026-12-01', '2026-12-30', 'p6', now())`);
    await bring(sampleRoster);
    expect(await county.sql(`SELECT deputy_id, to_on::text FROM deputy ORDER BY 1`)).toEqual([
      { deputy_id: 'p7', to_on: '2026-12-30' },
      { deputy_id: 'p9', to_on: '2026-12-01' },
    ]);
  });

  test('leaves a chain of audit that holds, without names or numbers in it', async () => {
    await bring(sampleRoster);
    await bring(withPerson(person('p1', { name: '新甲', mobile: '13911112222' })));
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
    const [last] = await county.sql<{ payload: string; subject: string }>(
      `SELECT payload, subject FROM audit_entry WHERE verb = 'import-roster' ORDER BY id DESC LIMIT 1`,
    );
    expect(last?.subject).toBe('county');
    expect(JSON.parse(last?.payload ?? '')).toMatchObject({
      on: today,
      people: { changed: [{ id: 'p1', fields: [{ field: 'name' }, { field: 'mobile' }] }] },
    });
    expect(last?.payload).not.toMatch(/新甲|139/);
  });
});

describe('nothing is brought in', () => {
  const failing = (when: string): Promise<object[]> =>
    county.sql(`
      CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
      CREATE TRIGGER planted BEFORE ${when} FOR EACH ROW EXECUTE FUNCTION fail()`);

  test.each(['INSERT ON audit_entry', 'UPDATE ON seat_holder', 'UPDATE ON account', 'INSERT ON chat_group'])(
    'by half: a failure at %s leaves everything as it was',
    async (when) => {
      await bring(sampleRoster);
      const was = await everything();
      await failing(when);
      const team = { id: 'team-2', kind: 'team', name: '示例二队', parentId: 'v1', fence: null } as const;
      const next = without('p8');
      await expect(bring({ ...next, places: [...next.places, team] })).rejects.toThrow();
      expect(await everything()).toBe(was);
    },
  );

  test('when the data changed since the difference was shown', async () => {
    await bring(sampleRoster);
    const next = without('p10');
    const { diff } = await previewRoster(county.db, next, today);
    await bring(withPerson(person('p1', { name: '新甲' })));
    const was = await everything();
    const done: Imported = await importRoster(county.db, sampleCounty, next, {
      on: today,
      now: wednesday,
      groups,
      shown: diff,
    });
    expect(done.outcome).toBe('changed');
    expect(done.diff.people.changed.map((c) => c.to.id)).toEqual(['p1']);
    expect(await everything()).toBe(was);
  });
});

describe('whoever left', () => {
  test('is ended, not deleted: seats, deputies, codes, accounts, sessions, groups', async () => {
    await bring(sampleRoster);
    await county.sql(`
      INSERT INTO web_session VALUES ('demo', 's1', 'web-p8', '2027-01-01'), ('demo', 's2', 'web-p9', '2027-01-01');
      INSERT INTO web_link VALUES ('demo', 'k1', 'web-p8', '2027-01-01', NULL);
      INSERT INTO dialogue VALUES ('demo', 'web-p8', 'q1', '{}', now());
      INSERT INTO deputy VALUES ('demo', 'd1', 'p8', 'p9', '2026-12-01', '2026-12-30', 'p8', now());
      INSERT INTO bind_code (county, id, person_id, code_hash, issued_at, expires_at) VALUES ('demo', 'c1', 'p8', 'h', now(), now())`);
    await bring(without('p8', 'p1'));
    expect(await county.sql(`SELECT id, left_on::text FROM person WHERE left_on IS NOT NULL ORDER BY id`)).toEqual([
      { id: 'p1', left_on: today },
      { id: 'p8', left_on: today },
    ]);
    expect(await holders(office)).toEqual(['p8 2026-01-01 2026-12-01']);
    expect(await county.sql(`SELECT id FROM account WHERE person_id IS NULL ORDER BY id`)).toEqual([
      { id: 'web-p1' },
      { id: 'web-p8' },
    ]);
    expect(await county.sql(`SELECT token_hash FROM web_session`)).toEqual([{ token_hash: 's2' }]);
    expect(await county.sql(`SELECT token_hash FROM web_link UNION SELECT id FROM dialogue`)).toEqual([]);
    expect(await county.sql(`SELECT to_on::text FROM deputy`)).toEqual([{ to_on: '2026-12-01' }]);
    expect(await county.sql(`SELECT revoked_at IS NOT NULL AS revoked FROM bind_code`)).toEqual([{ revoked: true }]);
    expect(await county.sql(`SELECT person_id FROM group_member WHERE person_id = 'p1'`)).toEqual([]);
  });

  test('is told of with what they leave open', async () => {
    await bring(sampleRoster);
    const running = { ...shortLeave, id: 'r4', code: 'G7H8', state: 'approved' } as const;
    const over = {
      ...running,
      id: 'r5',
      code: 'J9K1',
      span: { ...running.span, fromOn: '2026-11-02', toOn: '2026-11-03' },
    } as const;
    await open(county, shortLeave, jointLeave, heldLeave, running, over);
    await county.sql(`UPDATE request_seat SET assigned_to = 'p7' WHERE request_id = 'r2' AND body = '派出单位'`);
    const { left } = await bring(without('p1', 'p6', 'p7', 'p8'));
    expect(left.map(({ person: { id }, own, waiting, running: runs }) => ({ id, own, waiting, runs }))).toEqual([
      { id: 'p1', own: ['A1B2', 'C3D4', 'E5F6'], waiting: [], runs: ['G7H8'] },
      { id: 'p6', own: [], waiting: ['A1B2'], runs: [] },
      { id: 'p7', own: [], waiting: ['C3D4'], runs: [] },
      { id: 'p8', own: [], waiting: ['C3D4'], runs: [] },
    ]);
  });

  test('leaves nothing waiting where another one holds the seat', async () => {
    await bring(sampleRoster);
    await open(county, shortLeave);
    const next = without('p6');
    const { left } = await bring({
      ...next,
      seats: next.seats.map((s) => (s.scopeId === 't1' ? { ...s, holderIds: ['p9'] } : s)),
    });
    expect(left.map((l) => l.waiting)).toEqual([[]]);
  });

  test('is not found by name, in no team and in no ledger of later dates; their name stays', async () => {
    await bring(sampleRoster);
    await open(county, { ...shortLeave, state: 'approved' });
    const seats = [{ body: '驻村第一书记', scopeId: 'team-v1' }];
    const ask = async (d: IsoDate) => {
      const [one] = await factsOf(county, [
        messageFrom('p3'),
        {
          names: ['示例甲', '例甲'],
          team: { seats, days: { from: d, to: d } },
          ledger: { seats, from: d, to: '2026-12-31' },
        },
      ]);
      return {
        found: one!.found.flatMap((f) => f.people.map((p) => p.person.id)),
        team: [...one!.days.keys()].filter((id) => id !== 'p3'),
        ledger: one!.requests.map((r) => r.id),
      };
    };
    expect(await ask('2026-12-02')).toEqual({ found: ['p1', 'p1'], team: ['p1', 'p2'], ledger: ['r1'] });
    await bring(without('p1'));
    expect(await ask('2026-12-02')).toEqual({ found: [], team: ['p2'], ledger: [] });
    expect(await ask('2026-12-01')).toEqual({ found: [], team: ['p1', 'p2'], ledger: ['r1'] });
    const facts = await factsFor(county, 'p6', { requestIds: ['r1'] });
    expect(facts.people.get('p1')?.person.name).toBe('示例甲');
  });

  test('is no longer looked after by the clock', async () => {
    await bring(sampleRoster);
    await open(county, shortLeave, { ...shortLeave, id: 'r4', code: 'G7H8', applicantId: 'p2' });
    const waiting = async () => {
      const [facts] = await factsOf(county, [tick(), { due: true }]);
      return facts!.due?.requests.map((r) => r.id);
    };
    expect(await waiting()).toEqual(['r1', 'r4']);
    await bring(without('p1'));
    expect(await waiting()).toEqual(['r4']);
  });

  test('belongs to the county again once they are named again, and their id is nobody else’s meanwhile', async () => {
    await bring(sampleRoster);
    await bring(without('p1'));
    expect(await inTransaction(county.db, (tx) => usedIds(tx, 'demo'))).toContain('p1');
    const { diff } = await bring(sampleRoster, '2026-12-20');
    expect(diff.people.added.map((p) => p.id)).toEqual(['p1']);
    expect(await county.sql(`SELECT left_on FROM person WHERE id = 'p1'`)).toEqual([{ left_on: null }]);
  });
});

test('An operator names people by id or by full name; whoever left is nobody.', async () => {
  await bring(withPerson(person('p2', { name: 'p1' })));
  const called = async (name: string): Promise<string> => (await peopleCalled(county.db, name)).map((p) => p.id).join();
  expect([await called('p1'), await called('示例丙'), await called('示例')]).toEqual(['p1', 'p3', '']);
  await bring(without('p3'));
  expect([await called('p3'), await called('示例丙')]).toEqual(['', '']);
});
