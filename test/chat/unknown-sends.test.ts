/** Sends whose fate is unknown, settled by what their person says next. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Capabilities, StoredMessage } from '../../src/chat/message.ts';
import { sendRound } from '../../src/chat/outbox.ts';
import { workBatch, type WorkerDeps } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { addSends } from '../../src/store/apply-sends.ts';
import { inTransaction, openDatabase } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { unsettledSends } from '../../src/store/unsettled.ts';
import { capabilities, fakeAdapter } from '../builders/adapter.ts';
import { fengdu } from '../commands/facts.ts';
import { factsFor } from '../store/asked-facts.ts';
import { messageFrom, openedCounty, sendTo, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const silent = pino({ level: 'silent' });
const blind = capabilities({ idempotentSend: false });
const workerOn = (capabilities: Capabilities, db = county.db): WorkerDeps => ({
  ...{ store: storeOf(db), rules: fengdu, settings: defaultSettings, makeFiles: async () => [] },
  ...{ now: () => wednesday, at: () => undefined, log: silent, batch: 64 },
  platforms: new Map([['web', capabilities]]),
});

const action = { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } as const;
const button = (id: string): { id: string; label: string; words: string } => ({ id, label: '同意', words: '同意' });
/** Messages whose fate is unknown, each with a button of its own. */
async function lost(...sends: readonly (readonly [string, string, code?: string | null])[]): Promise<void> {
  await inTransaction(county.db, (tx) =>
    addSends(tx, county.db.county, [
      {
        inboxId: 1n,
        sends: sends.map(([personId, key, code = null]) =>
          sendTo(personId, key, {
            ...{ requestId: 'r1', revision: 3, buttons: [{ id: `b-${key}`, personId, action }] },
            message: { text: `示例${key}`, code, buttons: [button(`b-${key}`)] },
          }),
        ),
      },
    ]),
  );
  await county.sql(`UPDATE outbox SET state = 'unknown', why = 'timeout', attempts = 1, settled_at = now()`);
}
async function says(what: string | Partial<StoredMessage>, personId = 'p6', capabilities = blind): Promise<void> {
  await keepMessage(county.db, messageFrom(personId, typeof what === 'string' ? { text: what } : what));
  await workBatch(workerOn(capabilities));
}
const presses = (id: string, personId = 'p6'): Promise<void> =>
  says({ kind: 'action', text: '', action: { value: id, messageId: 'pm-1' } }, personId);
const rows = async (): Promise<string[]> =>
  (await county.sql<{ s: string }>(`SELECT concat_ws(' ', key, state, why, platform_message_id) AS s FROM outbox WHERE key !~ '^m' ORDER BY id`)).map((r) => r.s); // prettier-ignore

describe('a send that may have arrived', () => {
  test('has arrived where its button is pressed', async () => {
    await lost(['p6', 'x']);
    await presses('b-x');
    expect(await rows()).toEqual(['x sent pm-1']);
  });

  test.each([['同意 #A1B2'], ['a1b2 怎么了'], ['＃Ａ１Ｂ２']])(
    'has arrived where its code is named: %s',
    async (text) => {
      await lost(['p6', 'x', 'A1B2']);
      await says(text);
      expect(await rows()).toEqual(['x sent']);
    },
  );

  test('has arrived where words with its code are quoted', async () => {
    await lost(['p6', 'x', 'A1B2']);
    await says({ text: '好', quote: { messageId: null, text: '请审批 #A1B2' } });
    expect(await rows()).toEqual(['x sent']);
  });

  test('has arrived where it is quoted, and is known by its words', async () => {
    await lost(['p6', 'x'], ['p6', 'y']);
    await says({ text: '好', quote: { messageId: 'pm-7', text: '示例y' } });
    expect(await rows()).toEqual(['x refused sent-again', 'y sent pm-7', 'again:x waiting']);
  });

  test('has arrived where it is quoted with what its adapter wrote below it, unless it is too short to tell', async () => {
    await lost(['p6', '：请您看一下这一条'], ['p6', 'y']);
    await says({ text: '好', quote: { messageId: null, text: '示例：请您看一下这一条\n回复：确认，或 取消' } });
    await says({ text: '好', quote: { messageId: null, text: '示例y\n回复：确认' } });
    expect(await rows()).toEqual(['：请您看一下这一条 sent', 'y refused sent-again', 'again:y waiting']);
  });

  test('has not where another is quoted that begins as it does, and the platform tells which that is', async () => {
    await lost(['p6', '：请您看一下这一条']);
    await says({ text: '好', quote: { messageId: 'pm-9', text: '示例：请您看一下这一条，还有那一条' } });
    expect(await rows()).toEqual(['：请您看一下这一条 refused sent-again', 'again:：请您看一下这一条 waiting']);
  });

  test('quoted, tells what the answer is about, and still does when it went out once more', async () => {
    await lost(['p6', 'x']);
    await county.sql(`UPDATE outbox SET request_id = 'r-nowhere'`);
    const quoting = { text: '同意', quote: { messageId: 'pm-7', text: '示例x' } };
    for (const settled of [`'unknown'`, `'refused'`]) {
      await county.sql(`UPDATE outbox SET state = ${settled}, platform_message_id = NULL WHERE key = 'x'`);
      expect(await factsFor(county, 'p6', {}, quoting)).toMatchObject({
        quotedRequestId: 'r-nowhere',
        quotedRevision: 3,
        quotedText: '示例x',
      });
    }
  });

  test('is not guessed at where the same words are about two requests', async () => {
    await lost(['p6', 'x'], ['p6', 'y']);
    await county.sql(`UPDATE outbox SET request_id = key, payload = payload || '{"text": "示例"}'`);
    const quoting = { text: '同意', quote: { messageId: 'pm-7', text: '示例' } };
    expect(await factsFor(county, 'p6', {}, quoting)).toMatchObject({ quotedRequestId: null, quotedText: '示例' });
  });

  test('is sent once more after anything else, before the answer, and says that it may be known', async () => {
    await lost(['p6', 'x', 'A1B2']);
    await says('待办 #C3D4');
    const sends = await county.sql<{ key: string; text: string; buttons: unknown[] }>(
      `SELECT key, payload ->> 'text' AS text, payload -> 'buttons' AS buttons FROM outbox WHERE state = 'waiting' ORDER BY id`,
    );
    expect(sends.map((s) => s.key.replace(/^m\d+/, 'm'))).toEqual(['again:x', 'm.0']);
    expect(sends[0]).toMatchObject({ text: '下面这条可能已经发给您了，看到过就不用再理会。\n示例x', buttons: [button('b-x')] }); // prettier-ignore
    expect(
      await county.sql(`SELECT conversation, person_id, request_id, revision, inbox_id::int, attempts, payload ->> 'key' AS key
      FROM outbox WHERE key = 'again:x'`),
    ).toEqual([
      { conversation: 'd-web-p6', person_id: 'p6', request_id: 'r1', revision: 3, inbox_id: 1, attempts: 0, key: 'again:x' }, // prettier-ignore
    ]);
    expect(await county.sql(`SELECT outbox_key FROM chat_button WHERE id = 'b-x'`)).toEqual([{ outbox_key: 'again:x' }]); // prettier-ignore
    expect(await unsettledSends(county.db)).toEqual([]);
  });

  test('is settled each by itself and in order where there are two', async () => {
    await lost(['p6', 'x'], ['p6', 'y'], ['p6', 'z']);
    await presses('b-y');
    expect(await rows()).toEqual(['x refused sent-again', 'y sent pm-1', 'z refused sent-again', 'again:x waiting', 'again:z waiting']); // prettier-ignore
  });

  test('is sent again once, however often its person writes and whatever becomes of that', async () => {
    await lost(['p6', 'x']);
    await says('待办');
    await says('待办');
    await county.sql(`UPDATE outbox SET state = 'unknown', why = 'timeout' WHERE key = 'again:x'`);
    await says('待办');
    expect(await rows()).toEqual(['x refused sent-again', 'again:x unknown timeout']);
    expect(await unsettledSends(county.db)).toHaveLength(1);
    await presses('b-x');
    expect(await rows()).toEqual(['x refused sent-again', 'again:x sent pm-1']);
  });

  test('is settled with the message or not at all: a process that ends before leaves it as it was', async () => {
    await lost(['p6', 'x']);
    await keepMessage(county.db, messageFrom('p6', { text: '待办' }));
    const ended = openDatabase(county.url, county.db.county, { connections: 2 });
    const ends = {
      ...workerOn(blind, ended),
      at: (arrow: string) => {
        if (arrow === 'applied') throw new Error('ended');
      },
    };
    await workBatch(ends).catch(() => undefined);
    expect(await rows()).toEqual(['x unknown timeout']);
    await ended.close();
    await county.sql('UPDATE inbox SET not_before = NULL, attempts = 0');
    await workBatch(workerOn(blind));
    expect(await rows()).toEqual(['x refused sent-again', 'again:x waiting']);
  });

  test('loses none of its words to ours where it is as long as its platform takes', async () => {
    await lost(['p6', 'x']);
    await says('待办', 'p6', { ...blind, maxTextLength: 20 });
    const [again] = await county.sql(`SELECT payload ->> 'text' AS text FROM outbox WHERE key = 'again:x'`);
    expect(again).toEqual({ text: '示例x' });
  });

  test('goes out as it stands', async () => {
    await lost(['p6', 'x']);
    await says('待办');
    const texts: string[] = [];
    const adapter = fakeAdapter({
      can: blind,
      send: async ({ text }) => {
        texts.push(text);
        return { status: 'sent', messageId: null };
      },
    });
    const sender = { store: storeOf(county.db), adapters: [adapter], at: () => undefined, log: silent, now: () => wednesday, leaseMs: 20_000, batch: 64 }; // prettier-ignore
    while ((await sendRound(sender)) > 0);
    expect(texts[0]).toMatch(/^下面这条可能已经发给您了[^]*示例x$/);
  });
});

describe('nothing is settled', () => {
  test.each([
    ['by somebody else', 'p7', {}],
    ['by what is said in a group', 'p6', { chatKind: 'group', conversation: 'd-web-p6' } as const],
    ['in another chat', 'p6', { conversation: 'd-elsewhere' }],
  ])('%s', async (_, personId, more) => {
    await lost(['p6', 'x']);
    await says({ text: '待办', ...more }, personId);
    expect(await rows()).toEqual(['x unknown timeout']);
  });

  test('of what is for a group, for another person, or takes the place of a message', async () => {
    await lost(['p6', 'group'], ['p6', 'other'], ['p6', 'update']);
    await county.sql(`UPDATE outbox SET person_id = NULL WHERE key = 'group'`);
    await county.sql(`UPDATE outbox SET person_id = 'p7' WHERE key = 'other'`);
    await county.sql(`UPDATE outbox SET updates = 'm1' WHERE key = 'update'`);
    await says('待办');
    expect(await rows()).toEqual(['group unknown timeout', 'other unknown timeout', 'update unknown timeout']);
  });

  test('where the platform drops a second copy for good, and nobody is asked', async () => {
    await lost(['p6', 'x']);
    await says('待办', 'p6', { ...blind, idempotentSend: true });
    expect(await rows()).toEqual(['x unknown timeout']);
    await says('待办', 'p6', { ...blind, idempotentSend: true, idempotencyWindowMs: 3_600_000 });
    expect(await rows()).toEqual(['x refused sent-again', 'again:x waiting']);
  });
});
