/** The web chat's log after a restore: it ends earlier than what open windows have seen. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStreamHub, type StreamHub } from '../../bots/web/stream.ts';
import { webAccountsOf } from '../../src/store/web-accounts.ts';
import { openListener, type Listener } from '../../src/store/wake.ts';
import { webLogOf } from '../../src/store/web-log.ts';
import { openStage, type RestoredCounty, type Stage } from './backup-stage.ts';
import { boundElsewhere, wednesday } from './opened-county.ts';

let stage: Stage;
let restored: RestoredCounty;
let listener: Listener;
let hub: StreamHub;
let token: string;

const conversation = 'd-web-p1';
const entry = (n: number) => ({
  id: `id${n}`,
  key: `k${n}`,
  conversation,
  authorId: null,
  authorName: null,
  body: { text: String(n) },
  at: wednesday,
});

beforeAll(async () => {
  stage = await openStage();
  const { db, url } = stage.county;
  const theirs = openListener(url);
  const log = webLogOf(db, theirs);
  token = (await webAccountsOf(db, { demo: true, botName: '', boundElsewhere }).openSession('web-p1')) ?? '';
  for (const n of [1, 2]) await log.append(entry(n));
  await stage.backUp(stage.path('web.zhucun'));
  for (const n of [3, 4, 5]) await log.append(entry(n));
  await theirs.stop();
  restored = await stage.restore(stage.path('web.zhucun'));
  listener = openListener(restored.db.url);
  const ports = {
    log: webLogOf(restored.db, listener),
    accounts: webAccountsOf(restored.db, { demo: true, botName: '', boundElsewhere }),
  };
  hub = createStreamHub({ ports, heartbeatMs: 60_000, report: () => undefined });
});
afterAll(async () => {
  hub.close();
  await listener.stop();
  await stage.close();
});

test('a session goes on, and a window that has seen more than the log holds is told to load anew', async () => {
  const accounts = webAccountsOf(restored.db, { demo: true, botName: '', boundElsewhere });
  expect(await accounts.session(token)).toMatchObject({ accountId: 'web-p1' });
  const events = await firstEvents(new Map([[conversation, 5]]));
  expect(events).toContain('event: reset');
});

test('a window that has seen as much as the log holds, or less, goes on where it was', async () => {
  expect(await firstEvents(new Map([[conversation, 2]]))).not.toContain('event: reset');
});

async function firstEvents(since: ReadonlyMap<string, number>): Promise<string> {
  const stream = await hub.open('web-p1', token, since);
  const reader = stream!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}
