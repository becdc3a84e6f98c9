import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction } from '../../src/store/database.ts';
import { keepMessage, retryMessage } from '../../src/store/inbox.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { capabilities } from '../builders/adapter.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, sendTo, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** Rules that break on every check-in, as a defect of a command would. */
const broken: Rules = {
  ...fengdu,
  monthQuota: () => {
    throw new TypeError('a defect');
  },
};
const lines: string[] = [];
const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
const deps = (more: Partial<WorkerDeps> = {}): WorkerDeps => ({
  store: storeOf(county.db),
  rules: fengdu,
  settings: defaultSettings,
  makeFiles: async () => [],
  now: () => wednesday,
  at: () => undefined,
  log,
  batch: 64,
  ...more,
});
const keep = (personId: string, text: string, more: Partial<StoredMessage> = {}): Promise<boolean> =>
  keepMessage(county.db, messageFrom(personId, { text, ...more }));
/** Works until nothing is due, a message in its wait being due at once. */
async function workAll(worker: WorkerDeps): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await workBatch(worker);
    await county.sql('UPDATE inbox SET not_before = NULL');
  }
}
const states = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT payload ->> 'text' || ' ' || state AS s FROM inbox ORDER BY id`)).map(
    (r) => r.s,
  );
const told = async (personId: string): Promise<string[]> =>
  (await county.sql<{ t: string }>(`SELECT left(payload ->> 'text', 6) AS t FROM outbox WHERE person_id = $1 ORDER BY id`, [personId])) // prettier-ignore
    .map((r) => r.t);

describe('a batch', () => {
  test('works the oldest message of each person and says how many are settled', async () => {
    for (const who of ['p1', 'p2', 'p1']) await keep(who, '打卡');
    expect(await workBatch(deps())).toBe(2);
    expect(await workBatch(deps())).toBe(1);
    expect(await workBatch(deps())).toBe(0);
    expect(await told('p1')).toEqual(['已打卡：12', '今天 10:']);
  });

  test('leaves for the next one whose facts an earlier one changes', async () => {
    await keep('p1', '打卡');
    await keep('p3', '谁在岗');
    expect(await workBatch(deps())).toBe(1);
    expect(await workBatch(deps())).toBe(1);
    const [row] = await county.sql<{ t: string }>(`SELECT payload ->> 'text' AS t FROM outbox WHERE person_id = 'p3'`);
    expect(row?.t).toContain('示例甲（驻村工作队员） 在岗（10:00 到）');
  });

  test('passes its arrows in order, and none past the one where it fails', async () => {
    await keep('p1', '打卡');
    const arrows: string[] = [];
    await workBatch(deps({ at: (a) => arrows.push(a) }));
    expect(arrows).toEqual(['taken', 'decided', 'applied', 'committed']);
    await workBatch(deps({ at: (a) => arrows.push(a) }));
    expect(arrows).toHaveLength(4);
  });

  test('that fails is worked singly: only the message at fault is left', async () => {
    await keep('p2', '我的');
    await keep('p1', '帮助');
    await keep('p8', '待办');
    const worker = deps({ rules: broken });
    await workBatch(worker);
    expect(await states()).toEqual(['我的 waiting', '帮助 done', '待办 done']);
    expect(await county.sql(`SELECT attempts, failure FROM inbox WHERE state = 'waiting'`)).toEqual([
      { attempts: 1, failure: 'TypeError' },
    ]);
  });
});

describe('a message that fails every time', () => {
  test('is set aside after five attempts, its sender is told once, and what was said later goes on', async () => {
    await keep('p1', '打卡');
    await keep('p1', '帮助');
    await workAll(deps({ rules: broken }));
    expect(await states()).toEqual(['打卡 dead', '帮助 done']);
    expect(await told('p1')).toEqual(['刚才那条消息', '示例甲您好，']);
  });

  test('is told to nobody in a group', async () => {
    await keep('p1', '打卡', { chatKind: 'group', conversation: 'g-g1' });
    await workAll(deps({ rules: broken }));
    expect(await states()).toEqual(['打卡 dead']);
    expect(await told('p1')).toEqual([]);
  });

  test('is answered when it is put back to work and the fault is mended', async () => {
    await keep('p1', '打卡');
    await workAll(deps({ rules: broken }));
    const [row] = await county.sql<{ id: string }>('SELECT id FROM inbox');
    expect(await retryMessage(county.db, BigInt(row?.id ?? 0), wednesday)).toBe(true);
    await workAll(deps());
    expect(await states()).toEqual(['打卡 done']);
    expect(await told('p1')).toEqual(['刚才那条消息', '已打卡：12']);
  });

  test('is told once though it is set aside a second time', async () => {
    await keep('p1', '打卡');
    await workAll(deps({ rules: broken }));
    const [row] = await county.sql<{ id: string }>('SELECT id FROM inbox');
    await retryMessage(county.db, BigInt(row?.id ?? 0), wednesday);
    await workAll(deps({ rules: broken }));
    expect(await told('p1')).toEqual(['刚才那条消息']);
  });

  test('leaves its words out of the log', async () => {
    lines.length = 0;
    await keep('p1', '打卡 母亲住院');
    await workAll(deps({ rules: broken }));
    const all = lines.join('');
    expect(all).toContain('message set aside');
    expect(all).not.toContain('母亲住院');
    expect(all).not.toContain('a defect');
  });
});

describe('a message that this version cannot read', () => {
  test('is set aside after five attempts and holds back nobody', async () => {
    await keep('p1', '坏');
    await keep('p1', '帮助');
    await keep('p2', '帮助');
    await county.sql(
      `UPDATE inbox SET payload = jsonb_set(payload, '{kind}', '"hologram"') WHERE payload ->> 'text' = '坏'`,
    );
    await workAll(deps());
    expect(await states()).toEqual(['坏 dead', '帮助 done', '帮助 done']);
    expect(await county.sql(`SELECT failure FROM inbox WHERE state = 'dead'`)).toEqual([{ failure: 'unreadable' }]);
  });
});

describe('the store', () => {
  const failing = (error: Error): Store => ({
    ...storeOf(county.db),
    inTransaction: (work) =>
      storeOf(county.db).inTransaction((tx) =>
        work({
          ...tx,
          apply: () => Promise.reject(error),
        }),
      ),
  });

  test('that is in trouble counts against no message', async () => {
    await keep('p1', '打卡');
    const trouble = new Error('connection lost');
    const store = { ...failing(trouble), isTrouble: (e: unknown) => e === trouble };
    await expect(workBatch(deps({ store }))).rejects.toBe(trouble);
    expect(await county.sql('SELECT attempts, state::text FROM inbox')).toEqual([{ attempts: 0, state: 'waiting' }]);
  });

  test('in which another was first makes the message be decided anew, without counting it', async () => {
    await keep('p1', '打卡');
    const conflict = new Error('lost the race');
    const store = { ...failing(conflict), isConflict: (e: unknown) => e === conflict };
    expect(await workBatch(deps({ store }))).toBe(1);
    expect(await county.sql('SELECT attempts, state::text FROM inbox')).toEqual([{ attempts: 0, state: 'waiting' }]);
    await workBatch(deps());
    expect(await states()).toEqual(['打卡 done']);
  });
});

describe('an answer that its platform takes only in parts', () => {
  const small = capabilities({ attachments: 'apart', editSent: true, idempotentSend: true, maxTextLength: 80 });
  const rows = (): Promise<{ key: string; text: string }[]> =>
    county.sql(`SELECT key, payload ->> 'text' AS text FROM outbox WHERE person_id = 'p1' ORDER BY id`);

  test('is queued in parts, in order, and whole where nothing limits it', async () => {
    await keep('p1', '帮助');
    await workAll(deps());
    const [whole] = await rows();
    await county.clear();
    await keep('p1', '帮助');
    await workAll(deps({ platforms: new Map([['web', small]]) }));
    const parts = await rows();
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map((p) => p.text).join('')).toBe(whole?.text);
    expect(parts.map((p) => p.key.replace(/^m\d+\./, ''))).toEqual([
      '0',
      ...parts.slice(1).map((_, i) => `0~${i + 1}`),
    ]);
  });

  test('adds no part to one that was told before', async () => {
    const queue = (keys: readonly string[]): Promise<void> =>
      inTransaction(county.db, (tx) =>
        addSends(tx, 'demo', [{ inboxId: null, sends: keys.map((key) => sendTo('p1', key)) }]),
      );
    await queue(['n:r1:told']);
    await queue(['n:r1:told', 'n:r1:told~1', 'n:r2:told', 'n:r2:told~1', 'n:of~all']);
    expect((await rows()).map((r) => r.key)).toEqual(['n:r1:told', 'n:r2:told', 'n:r2:told~1', 'n:of~all']);
  });
});
