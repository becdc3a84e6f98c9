/** Whoever writes again after a time in which a platform was not heard is told of it once, and answered as ever. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { openDatabase, type Database } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { platformNotesOf, type PlatformNote } from '../../src/store/platform-state.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { capabilities } from '../builders/adapter.ts';
import { shanghai } from '../builders/moments.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  await county.sql(
    `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
     SELECT 'demo', 'wechat-' || p, 'wechat', 'wx-' || p, p, 'd-wechat-' || p, '2026-11-01' FROM unnest(ARRAY['p1', 'p2', 'p3']) p`,
  );
});
afterAll(() => county.close());

const workerOn = (db: Database = county.db, more: Partial<WorkerDeps> = {}): WorkerDeps => ({
  ...{ store: storeOf(db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [] },
  ...{ now: () => wednesday, at: () => undefined, log: pino({ level: 'silent' }), batch: 64 },
  platforms: new Map([
    ['web', capabilities()],
    ['wechat', capabilities({ redelivers: false })],
  ]),
  ...more,
});

/** By what the watch notes: heard until `from`, up again at `to`. */
async function unheard(from: string, to: string): Promise<void> {
  const up = (since: string): PlatformNote => ({
    ...{ platform: 'wechat', state: 'up', why: null, signIn: null, isTroubled: false, redelivers: false },
    ...{ since: shanghai(since), heardAt: shanghai(since), heardSince: shanghai(since) },
  });
  for (const since of [from, to]) await platformNotesOf(county.db).within((tx) => tx.note([up(since)], shanghai(since))); // prettier-ignore
}
const onWechat = (personId: string, more: Partial<StoredMessage> = {}): StoredMessage =>
  messageFrom(personId, {
    ...{ platform: 'wechat', senderId: `wx-${personId}`, conversation: `d-wechat-${personId}`, text: '帮助' },
    ...more,
  });
async function keep(...messages: readonly StoredMessage[]): Promise<void> {
  for (const message of messages) await keepMessage(county.db, message);
}
async function said(...messages: readonly StoredMessage[]): Promise<void> {
  await keep(...messages);
  while ((await workBatch(workerOn())) > 0);
}
const sends = async (of = 'gap:%'): Promise<string[]> =>
  (
    await county.sql<{ s: string }>(
      `SELECT concat_ws(' ', platform, conversation, person_id, payload ->> 'text') AS s FROM outbox WHERE key LIKE $1 ORDER BY id`,
      [of],
    )
  ).map((r) => r.s);

const words = (when: string): string =>
  `提醒：微信这边 ${when}，那段时间发来的消息机器人没有收到。如果您那时打过卡、请过假或交过日志，请再发一次。`;

describe('who writes again after a time unheard', () => {
  test('is answered first and then told of it, once', async () => {
    await unheard('2026-12-02 08:00', '2026-12-02 08:10');
    await said(onWechat('p1'));
    expect(await sends()).toEqual([`wechat d-wechat-p1 p1 ${words('12月2日 08:00 至 08:10 断线过')}`]);
    const keys = await county.sql<{ key: string }>('SELECT key FROM outbox ORDER BY id');
    expect(keys.map((k) => k.key.replace(/\d+/, 'N'))).toEqual(['mN.0', 'gap:N:wechat-p1']);
    await said(onWechat('p1'), onWechat('p1'));
    expect(await sends()).toHaveLength(1);
    expect(await sends('m%')).toHaveLength(3);
  });

  test('is told of all of it in one message, of the last three by their times', async () => {
    await unheard('2026-11-26 08:00', '2026-11-26 08:10');
    await unheard('2026-11-28 23:50', '2026-11-29 00:10');
    await said(onWechat('p1'));
    await unheard('2026-11-30 08:00', '2026-11-30 08:10');
    await unheard('2026-12-01 08:00', '2026-12-01 08:10');
    await said(onWechat('p1'), onWechat('p2'));
    const seven = await sends();
    expect(seven[0]).toBe(`wechat d-wechat-p1 p1 ${words('11月26日 08:00 至 08:10、11月26日 08:10 至 11月28日 23:50、11月28日 23:50 至 11月29日 00:10 断线过')}`); // prettier-ignore
    expect(seven[2]).toContain('最近断线过 7 次，最后 3 次是 11月30日 08:00 至 08:10、');
    expect(seven).toHaveLength(3);
  });

  test('is told on that platform alone, and not in a group', async () => {
    await unheard('2026-12-02 08:00', '2026-12-02 08:10');
    await said(messageFrom('p1', { text: '帮助' }), onWechat('p1', { chatKind: 'group', conversation: 'room-1' }));
    expect(await sends()).toEqual([]);
    await said(onWechat('p1'));
    expect(await sends()).toHaveLength(1);
  });

  test('is not told while nobody is bound there', async () => {
    await unheard('2026-12-02 08:00', '2026-12-02 08:10');
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'wechat-p1'`);
    await said(onWechat('p1'));
    expect(await sends()).toEqual([]);
    expect(await sends('m%')).toHaveLength(1);
  });

  test('is told once by two workers in two processes, however the messages fall to them', async () => {
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    const workAll = async (db: Database): Promise<void> => {
      while ((await workBatch(workerOn(db, { batch: 2 }))) > 0);
    };
    try {
      await unheard('2026-12-02 08:00', '2026-12-02 08:10');
      await keep(...['p1', 'p2', 'p3', 'p1', 'p2', 'p3', 'p1', 'p2', 'p3'].map((p) => onWechat(p)));
      await Promise.all([county.db, other, county.db, other].map(workAll));
      await Promise.all([county.db, other].map(workAll));
    } finally {
      await other.close();
    }
    expect((await sends()).map((s) => s.split(' ')[2]).sort()).toEqual(['p1', 'p2', 'p3']);
    expect(await sends('m%')).toHaveLength(9);
  });

  test('is told after all where the transaction that told it did not hold', async () => {
    await unheard('2026-12-02 08:00', '2026-12-02 08:10');
    await keep(onWechat('p1'));
    let breaks = 1;
    const at = (arrow: string): void => {
      if (arrow !== 'applied' || breaks === 0) return;
      breaks -= 1;
      throw new Error('broken before it was committed');
    };
    await workBatch(workerOn(county.db, { at }));
    expect(await sends()).toEqual([]);
    await county.sql('UPDATE inbox SET not_before = NULL');
    await workBatch(workerOn());
    expect(await sends()).toHaveLength(1);
  });
});

test('where every platform delivers again what was not taken, nothing is asked of the store', async () => {
  let asked = 0;
  const counting = (store: Store): Store => ({
    ...store,
    inTransaction: (work) =>
      store.inTransaction((tx) =>
        work({
          ...tx,
          takeUntoldGaps: (...args) => {
            asked += 1;
            return tx.takeUntoldGaps(...args);
          },
        }),
      ),
  });
  const deps = workerOn(county.db, { store: counting(storeOf(county.db)) });
  await keep(messageFrom('p1'), messageFrom('p2'));
  while ((await workBatch(deps)) > 0);
  expect(asked).toBe(0);
  await keep(onWechat('p1'), onWechat('p2'), onWechat('p3'));
  await workBatch(deps);
  expect(asked).toBe(1);
});
