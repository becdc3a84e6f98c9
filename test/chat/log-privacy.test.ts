import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClock } from '../../src/chat/clock.ts';
import { send, sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { wakeable } from '../../src/chat/wake.ts';
import { work, workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf, type Store } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());

/** What no line of the log may hold. */
const secrets = ['母亲住院', '示例', 'KX7M29QD', '13800001234', '走访三户', 'geheim-token', '请假', '绑定'];
const leaking = (): Error => new TypeError(`could not read 母亲住院 of 示例甲 KX7M29QD geheim-token`);

describe('the log of a conversation', () => {
  test('holds none of the reasons, names and codes that were said, and neither does that of its failures', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
    const real = storeOf(county.db);
    let rules: Rules = fengdu;
    const worker = (store: Store = real): WorkerDeps => ({
      ...{ store, rules, settings: defaultSettings, makeFiles: async () => [], batch: 64 },
      ...{ now: () => wednesday, at: () => undefined, log },
    });
    const workAll = async (): Promise<void> => {
      for (let i = 0; i < 8; i++) {
        await workBatch(worker());
        await county.sql('UPDATE inbox SET not_before = NULL');
      }
    };
    const say = (who: string, text: string): Promise<boolean> => keepMessage(county.db, messageFrom(who, { text }));

    await say('p1', '请假 明天 事假 母亲住院');
    await say('p2', '绑定 示例乙 尾号1234 KX7M29QD');
    await say('p3', '日志 走访三户 13800001234');
    await workAll();
    rules = { ...fengdu, monthQuota: () => { throw leaking(); } }; // prettier-ignore
    await say('p2', '打卡');
    await workAll();
    await county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
      VALUES ('demo', 'web', 'bad', 'd', 'web-p9', '{"text": "母亲住院"}', now())`);
    await workAll();

    const adapter = fakeAdapter({
      send: async ({ conversation }) => {
        if (conversation === 'd-web-p1') throw leaking();
        return { status: 'refused', retryAt: null, why: 'gone' };
      },
    });
    const sender = (store: Store = real): SenderDeps => ({
      ...{ store, adapters: [adapter], at: () => undefined, log, now: () => wednesday, leaseMs: 20_000, batch: 64 },
    });
    while ((await sendRound(sender())) > 0);

    const away: Store = {
      ...real,
      inTransaction: () => Promise.reject(leaking()),
      leaseMessages: () => Promise.reject(leaking()),
    };
    for (const loop of [
      (signal: AbortSignal) => work(worker(away), wakeable(1), signal),
      (signal: AbortSignal) => send(sender(away), wakeable(1), signal),
    ]) {
      const ending = new AbortController();
      const running = loop(ending.signal);
      setImmediate(() => ending.abort());
      await running;
    }
    await startClock({ keep: () => Promise.reject(leaking()), now: () => wednesday, log }).stop();

    const told = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
    for (const event of [
      ...['message failed', 'message set aside', 'fate of a send is unknown', 'send refused'],
      ...['store not reached', 'tick not kept'],
    ])
      expect(told).toContain(event);
    expect(told.filter((event) => event === 'message set aside')).toHaveLength(2);
    for (const secret of secrets) expect(lines.join('')).not.toContain(secret);
  });
});

describe('the list of log events in docs/operations.md', () => {
  const sources = ['src', 'bots'].flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('generated') && !name.includes('client'))
      .map((name) => readFileSync(path.join(ROOT, top, name), 'utf8')),
  );
  const call = /\blog\.(?:error|warn|info|debug)\(\s*(?:\{[^{}]*\},\s*)?'([^']+)'/g;
  const events = sources.flatMap((text) => [...text.matchAll(call)].map(([, event]) => event!));
  const calls = sources.flatMap((text) => [...text.matchAll(/\blog\.(?:error|warn|info|debug)\(/g)]);

  test('names every event that the program logs, and no other', () => {
    expect(events.length).toBeGreaterThan(10);
    expect(events).toHaveLength(calls.length);
    const chapter = /## Logs\n(.*?)\n## /s.exec(readFileSync(path.join(ROOT, 'docs/operations.md'), 'utf8'))?.[1] ?? '';
    const listed = [...chapter.matchAll(/^\| `([^`]+)`/gm)].map(([, event]) => event!);
    expect(listed.sort()).toEqual([...new Set(events)].sort());
  });
});
