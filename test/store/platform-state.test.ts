/** What is kept of the platforms: how they stand, when they were not heard, and who is still to be told of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { platformNotesOf, platformStandings, type Noted, type PlatformNote } from '../../src/store/platform-state.ts';
import { takeUntoldGaps } from '../../src/store/untold-gaps.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const second = 1000;
const minute = 60 * second;
const at = (ms: number): number => wednesday + ms;

/** Up and heard all along, on a platform that delivers once at most. */
const seen = (more: Partial<PlatformNote> = {}): PlatformNote => {
  const { state = 'up', since = at(0) } = more;
  return {
    ...{ platform: 'wechat', state, why: null, since, signIn: null, isTroubled: false, redelivers: false },
    ...{ heardAt: at(0), heardSince: state === 'up' ? since : null },
    ...more,
  };
};
const noteAll = (notes: readonly PlatformNote[], now: number, db: Database = county.db): Promise<Noted[]> =>
  platformNotesOf(db).within((tx) => tx.note(notes, now));
const note = async (more: Partial<PlatformNote>, now: number): Promise<Noted> => (await noteAll([seen(more)], now))[0]!;
const gaps = async (): Promise<[number, number][]> =>
  (await county.sql<{ from_at: Date; to_at: Date }>('SELECT from_at, to_at FROM platform_gap ORDER BY id')).map((g) => [
    g.from_at.getTime() - wednesday,
    g.to_at.getTime() - wednesday,
  ]);
const heardAt = async (): Promise<number> =>
  (await county.sql<{ heard_at: Date }>('SELECT heard_at FROM platform_state'))[0]!.heard_at.getTime() - wednesday;

describe('how the platforms stand', () => {
  test('is kept as it was noted last, of all of them in one statement', async () => {
    const scan = { scan: 'https://login.example/1', since: at(5) };
    await noteAll([seen({ platform: 'web', redelivers: true }), seen()], at(0));
    await noteAll([seen({ state: 'down', why: 'scan-needed', since: at(5), signIn: scan, isTroubled: true })], at(9));
    expect(await platformStandings(county.db)).toEqual([
      { platform: 'web', state: 'up', why: null, since: at(0), signIn: null, troubleSince: null, notedAt: at(0) },
      {
        ...{ platform: 'wechat', state: 'down', why: 'scan-needed', since: at(5), signIn: scan },
        ...{ troubleSince: at(5), notedAt: at(9) },
      },
    ]);
    await note({ since: at(20), heardAt: at(20) }, at(20));
    expect((await platformStandings(county.db))[1]).toMatchObject({ state: 'up', why: null, signIn: null });
  });

  test('is nobody else’s: another county of the database sees nothing of it', async () => {
    await note({}, at(0));
    expect(await platformStandings({ ...county.db, county: 'elsewhere' })).toEqual([]);
    await platformNotesOf({ ...county.db, county: 'elsewhere' }).within((tx) => tx.note([seen({ since: at(9 * minute) })], at(9 * minute))); // prettier-ignore
    expect(await gaps()).toEqual([]);
    await county.sql(`DELETE FROM platform_state WHERE county = 'elsewhere'`);
  });

  test('keeps since when there is trouble, whatever kinds of it come after each other, and says once that it is over', async () => {
    await note({}, at(0));
    const troubles = [
      await note({ state: 'down', why: 'silent', since: at(10), isTroubled: true }, at(11)),
      await note({ state: 'starting', since: at(20), isTroubled: true }, at(21)),
      await note({ state: 'down', why: 'scan-needed', since: at(30), isTroubled: true }, at(31)),
    ];
    expect(troubles.map((n) => n.troubleSince)).toEqual([at(10), at(10), at(10)]);
    const ends = [await note({ since: at(40) }, at(41)), await note({ since: at(40) }, at(42))];
    expect(ends.map((n) => [n.troubleSince, n.overSince])).toEqual([
      [null, at(10)],
      [null, null],
    ]);
  });
});

describe('a gap in what was heard', () => {
  test('is not made by the first note there is, nor while the platform stays up', async () => {
    await note({ since: at(5 * minute), heardAt: null }, at(5 * minute));
    await note({ since: at(5 * minute), heardAt: at(9 * minute) }, at(9 * minute));
    await note({ since: at(5 * minute), heardAt: at(30 * minute) }, at(30 * minute));
    expect(await gaps()).toEqual([]);
  });

  test('reaches from when the bot was last certain to hear until it was up again, once', async () => {
    await note({ heardAt: at(10 * second) }, at(10 * second));
    await note({ state: 'down', why: 'silent', since: at(minute), heardAt: at(20 * second), isTroubled: true }, at(minute)); // prettier-ignore
    await note({ state: 'starting', since: at(9 * minute), heardAt: null, isTroubled: true }, at(9 * minute));
    expect(await gaps()).toEqual([]);
    const up = { since: at(10 * minute), heardAt: at(10 * minute) };
    const [first, second_] = [await note(up, at(10 * minute)), await note(up, at(10 * minute + 10 * second))];
    expect(await gaps()).toEqual([[20 * second, 10 * minute]]);
    expect(first.gap).toEqual({ fromAt: at(20 * second), toAt: at(10 * minute) });
    expect(second_.gap).toBeNull();
  });

  test('is also found where the platform was down and up again between two notes', async () => {
    await note({ heardAt: at(0) }, at(0));
    await note({ since: at(7 * second), heardAt: at(8 * second) }, at(10 * second));
    expect(await gaps()).toEqual([[0, 7 * second]]);
  });

  test('is none where the platform delivers again what was not taken, nor where it was shorter than two seconds', async () => {
    await note({ redelivers: true }, at(0));
    await note({ redelivers: true, since: at(10 * minute), heardAt: at(10 * minute) }, at(10 * minute));
    await county.clear();
    await note({ heardAt: at(0) }, at(0));
    await note({ since: at(1999), heardAt: at(1999) }, at(1999));
    expect(await gaps()).toEqual([]);
    await note({ since: at(3999), heardAt: at(3999) }, at(3999));
    expect(await gaps()).toEqual([[1999, 3999]]);
  });

  test('when it was last heard never goes back, nor into what is still to come', async () => {
    await note({ heardAt: at(minute) }, at(minute));
    await note({ heardAt: at(20 * second) }, at(minute));
    expect(await heardAt()).toBe(minute);
    await note({ heardAt: null }, at(minute));
    await note({ heardAt: at(99 * minute) }, at(2 * minute));
    expect(await heardAt()).toBe(2 * minute);
  });

  test('is noted once by two processes that see it at the same time', async () => {
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    try {
      await note({ heardAt: at(0) }, at(0));
      for (let n = 1; n <= 20; n += 1) {
        const up = seen({ since: at(n * minute), heardAt: at(n * minute) });
        await Promise.all([county.db, other, county.db, other].map((db) => noteAll([up], at(n * minute), db)));
      }
    } finally {
      await other.close();
    }
    expect(await gaps()).toEqual(Array.from({ length: 20 }, (_, n) => [n * minute, (n + 1) * minute]));
  });
});

describe('what was not heard', () => {
  const gap = (from: number, to: number, platform = 'web'): Promise<unknown> =>
    county.sql(`INSERT INTO platform_gap (county, platform, from_at, to_at) VALUES ('demo', $1, $2, $3)`, [
      platform,
      new Date(at(from)),
      new Date(at(to)),
    ]);
  const taken = (now: number, ...accounts: string[]): Promise<[string, number][]> =>
    inTransaction(county.db, async (tx) =>
      (await takeUntoldGaps(tx, county.db.county, accounts, at(now))).map((u) => [u.accountId, u.gaps.length]),
    );

  test('is told once to each account of that platform, all of it at a time', async () => {
    await gap(0, minute);
    await gap(2 * minute, 3 * minute);
    await gap(0, minute, 'telegram');
    expect(await taken(5 * minute, 'web-p1', 'web-p2')).toEqual([
      ['web-p1', 2],
      ['web-p2', 2],
    ]);
    expect(await taken(5 * minute, 'web-p1', 'web-p2')).toEqual([]);
    await gap(6 * minute, 7 * minute);
    expect(await taken(8 * minute, 'web-p1')).toEqual([['web-p1', 1]]);
  });

  test('is nobody’s concern after a week, before the account was bound, or while it is bound to nobody', async () => {
    const day = 24 * 60 * minute;
    await gap(0, minute);
    await gap(day, day + minute);
    expect(await taken(7 * day + 2 * minute, 'web-p1')).toEqual([['web-p1', 1]]);
    await county.sql(`UPDATE account SET bound_at = $1 WHERE id = 'web-p2'`, [new Date(at(2 * day))]);
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p3'`);
    expect(await taken(2 * day, 'web-p2', 'web-p3')).toEqual([]);
  });

  test('is told by one of two transactions that take it at once', async () => {
    for (let n = 1; n <= 10; n += 1) {
      await gap(n * minute, n * minute + 30 * second);
      const both = await Promise.all([taken(20 * minute, 'web-p1'), taken(20 * minute, 'web-p1')]);
      expect(both.flat()).toEqual([['web-p1', 1]]);
    }
  });
});

describe('the officers of the day', () => {
  const account = (personId: string, platform: string, boundAt: string): Promise<unknown> =>
    county.sql(
      `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at) VALUES ('demo', $1 || '-' || $2, $1, $2, $2, 'd-' || $1 || '-' || $2, $3)`,
      [platform, personId, boundAt],
    );
  const officers = (...on: string[]): Promise<string[]> =>
    platformNotesOf(county.db).within(async (tx) =>
      (await tx.officers(on, wednesday)).map((o) => `${o.personId} ${o.platform} ${o.conversation}`),
    );
  const id = 'p8';
  beforeEach(async () => {
    await county.sql(`INSERT INTO seat VALUES ('demo', 'officer', '', '示例县驻村办') ON CONFLICT DO NOTHING`);
    await county.sql(`INSERT INTO seat_holder VALUES ('demo', 'officer', '', $1, '2026-01-01') ON CONFLICT DO NOTHING`, [id]); // prettier-ignore
  });

  test('are told at the account that they used last, on one of the platforms that work', async () => {
    await account(id, 'telegram', '2026-11-01');
    await account(id, 'wechat', '2026-11-30');
    expect(await officers('web', 'telegram', 'wechat')).toEqual([`${id} wechat d-wechat-${id}`]);
    expect(await officers('telegram')).toEqual([`${id} telegram d-telegram-${id}`]);
    await county.sql(
      `INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at) VALUES ('demo', 'telegram', 'k', 'd', $1, '{}', now())`,
      [id],
    );
    expect(await officers('web', 'telegram', 'wechat')).toEqual([`${id} telegram d-telegram-${id}`]);
    expect(await officers('feishu')).toEqual([]);
  });

  test('are those who stand in for them as well', async () => {
    await county.sql(
      `INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at) VALUES ('demo', 'd1', $1, 'p1', '2026-01-01', '2027-01-01', $1, now())`,
      [id],
    );
    expect(await officers('web')).toEqual(expect.arrayContaining([`p1 web d-web-p1`, `${id} web d-web-${id}`]));
  });
});
