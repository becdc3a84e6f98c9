/** What is forgotten or reduced of messages is so in the web chat's log too, whenever it was written there, and its windows are told. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueSlots, tickMessage } from '../../src/chat/clock.ts';
import type { StoredMessage } from '../../src/chat/message.ts';
import { workBatch } from '../../src/chat/worker.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { erasePerson } from '../../src/store/erase.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { openListener } from '../../src/store/wake.ts';
import { webLogOf } from '../../src/store/web-log.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
let heard: ReturnType<typeof openListener>;
let log: ReturnType<typeof webLogOf>;
beforeAll(async () => {
  county = await openedCounty();
  heard = openListener(county.url);
  log = webLogOf(county.db, heard);
});
beforeEach(() => county.clear());
afterAll(async () => {
  await heard.stop();
  await county.close();
});

const secret = '保密的一句话';
const image = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 9 };
const file = { sha256: 'b'.repeat(64), name: '汇报.docx', contentType: 'application/msword', sizeBytes: 9 };
const saidBy = (personId: string): StoredMessage =>
  messageFrom(personId, { text: secret, images: [image], files: [file] });

const keep = async (message: StoredMessage): Promise<bigint> => {
  await keepMessage(county.db, message);
  await county.sql(`UPDATE inbox SET state = 'done' WHERE event_key = $1`, [message.eventKey]);
  const [row] = await county.sql<{ id: string }>('SELECT id FROM inbox WHERE event_key = $1', [message.eventKey]);
  return BigInt(row!.id);
};
const write = (message: StoredMessage, at = wednesday) =>
  log.append({
    id: `id-${message.eventKey}`,
    key: message.eventKey,
    conversation: message.conversation,
    authorId: message.senderId,
    authorName: null,
    body: {
      kind: 'text',
      text: message.text,
      images: message.images,
      files: message.files ?? [],
      location: null,
      quote: null,
    },
    at,
  });
const works = (inboxId: bigint, ...effects: Effect[]): Promise<void> =>
  inTransaction(county.db, (tx) => apply(tx, 'demo', [resultOf(inboxId, 'p1', effects)], wednesday));
const forgets = async (id: bigint): Promise<void> =>
  works(await keep(messageFrom('p1', { text: '不同意' })), { effect: 'forget-held', messageIds: [String(id)] });
const upkeep = async (now: number): Promise<void> => {
  for (const slot of dueSlots(now)) if (slot.name === 'upkeep') await keepMessage(county.db, tickMessage(slot, now));
  const deps = { store: storeOf(county.db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [], now: () => now, at: () => undefined, log: pino({ level: 'silent' }), batch: 64 }; // prettier-ignore
  while ((await workBatch(deps)) > 0);
};
const hour = 3_600_000;
const withSecret = async (): Promise<object[]> =>
  county.sql(
    `SELECT key FROM web_message WHERE body::text LIKE '%${secret}%' OR body::text LIKE '%${image.sha256}%' OR body::text LIKE '%${file.sha256}%'`,
  );

describe('a message that was reduced before it was written to the web chat’s log', () => {
  test('is reduced there at the next upkeep: words, photos and all', async () => {
    const message = saidBy('p1');
    await forgets(await keep(message));
    await write(message, wednesday + 1000);
    expect(await withSecret()).toHaveLength(1);
    await upkeep(wednesday + hour);
    expect(await withSecret()).toEqual([]);
    expect(await log.before(message.conversation, null, 9)).toMatchObject([
      { body: { text: '***', images: [], files: [] } },
    ]);
    const [row] = await county.sql<{ reduced: string[] }>(
      `SELECT payload -> 'reduced' AS reduced FROM inbox ORDER BY id`,
    );
    expect(new Set(row?.reduced)).toEqual(new Set([image.sha256, file.sha256]));
  });

  test('is left its photos where only its words were reduced', async () => {
    const message = saidBy('p1');
    await works(await keep(message), { effect: 'reduce-message', text: '绑定 ***' });
    await write(message, wednesday + 1000);
    await upkeep(wednesday + hour);
    expect(await log.before(message.conversation, null, 9)).toMatchObject([
      { body: { text: '绑定 ***', images: [image] } },
    ]);
  });

  test('is found however long nothing was looked after, and what was looked at is not looked at again', async () => {
    await upkeep(wednesday);
    const [early, late] = [saidBy('p1'), saidBy('p1')];
    for (const message of [early, late]) await forgets(await keep(message));
    await write(early, wednesday - 2 * hour);
    await write(late, wednesday + hour);
    await upkeep(wednesday + 300 * hour);
    expect(await withSecret()).toEqual([{ key: early.eventKey }]);
  });

  test('alone is changed: others say there what they say', async () => {
    const message = saidBy('p1');
    await keep(message);
    await write({ ...message, text: '按钮上的字' }, wednesday + 1000);
    await upkeep(wednesday + hour);
    expect(await log.before(message.conversation, null, 9)).toMatchObject([
      { change: 1, body: { text: '按钮上的字' } },
    ]);
  });
});

describe('open windows', () => {
  const reductions: readonly [string, (id: bigint) => Promise<unknown>][] = [
    ['forgotten', forgets],
    ['reduced', (id) => works(id, { effect: 'reduce-message', text: '绑定 ***' })],
    [
      'erased',
      async () => {
        await county.sql(`UPDATE person SET left_on = '2026-12-01' WHERE id = 'p1'`);
        await inTransaction(county.db, (tx) =>
          erasePerson(tx, 'demo', 'p1', { text: '（已删除）', name: '已删除人员' }, wednesday),
        );
      },
    ],
  ];

  test.each(reductions)('are told of messages that were %s, each as a change of its own', async (_how, reduce) => {
    const [first, second] = [saidBy('p1'), messageFrom('p1', { text: '另一句' })];
    const id = await keep(first);
    for (const message of [first, second]) await write(message);
    const cursor = [{ conversation: first.conversation, change: 2 }];
    expect(await log.changesSince(cursor, 9)).toEqual([]);
    const told = new Promise<string>((resolve) => log.onChange(resolve));
    await reduce(id);
    const changes = await log.changesSince(cursor, 9);
    expect(changes.map((c) => c.seq)).toContain(1);
    expect(JSON.stringify(changes)).not.toContain(secret);
    expect(changes.map((c) => c.change)).toEqual(changes.map((_, i) => 3 + i));
    expect(await log.heads([first.conversation])).toMatchObject([{ lastSeq: 2, lastChange: 2 + changes.length }]);
    expect(await told).toBe(first.conversation);
  });

  test('are told of a position that went', async () => {
    const message = messageFrom('p3', { kind: 'location', text: '' });
    await write(message, wednesday - 40 * 24 * hour);
    await county.sql(`UPDATE county SET points_reduced_to = NULL`);
    await county.sql(`UPDATE web_message SET body = jsonb_set(body, '{location}', '{"latitude": 29.8}')`);
    await upkeep(wednesday);
    expect(await log.changesSince([{ conversation: message.conversation, change: 1 }], 9)).toMatchObject([
      { change: 2, body: { location: null } },
    ]);
  });
});
