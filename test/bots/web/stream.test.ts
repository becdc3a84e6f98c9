import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { WebPerson } from '../../fakes/web-client.ts';
import type { WebStream } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

let store: WebStoreFake;
let adapter: WebAdapter;
let lilei: WebPerson;
let hanmei: WebPerson;
const signal = new AbortController().signal;
const product = new SinkFake();
const say = (conversation: string, text: string): Promise<unknown> =>
  adapter.send(outbound(conversation, text), signal);
const texts = (stream: WebStream): string[] => stream.messages.map((one) => one.text);
const ready = (stream: WebStream): Promise<void> => stream.until(({ events }) => events.length > 0);
const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => String(n + 1));

async function started(heartbeatMs = 60_000): Promise<WebAdapter> {
  const server = webAdapter(store, { heartbeatMs });
  await server.start(product.sink);
  return server;
}

beforeEach(async () => {
  store = sampleTeam();
  adapter = await started();
  lilei = new WebPerson('li-lei', () => adapter.url!, store);
  hanmei = new WebPerson('han-mei', () => adapter.url!, store);
});
afterEach(() => adapter.stop());

describe('a stream', () => {
  it('begins at the end and shows each person what is said in their conversations, at once', async () => {
    await say('team:1', '早');
    const streams = [lilei.stream(), hanmei.stream()];
    await Promise.all(streams.map(ready));
    await say('team:1', '大家好');
    await say('direct:han-mei', '只给韩梅');
    await hanmei.post({ eventKey: 'key-0000001', conversation: 'team:1', kind: 'text', text: '收到' });
    await streams[0]!.until((one) => one.messages.length === 2);
    await streams[1]!.until((one) => one.messages.length === 3);
    expect(texts(streams[0]!)).toEqual(['大家好', '收到']);
    expect(texts(streams[1]!).sort()).toEqual(['大家好', '收到', '只给韩梅'].sort());
    expect(streams[0]!.messages[1]).toMatchObject({ from: 'person', author: '韩梅', clientKey: null });
    expect(streams[1]!.messages.find(({ text }) => text === '收到')).toMatchObject({
      from: 'me',
      clientKey: 'key-0000001',
    });
  });

  it('shows an update of a message it showed before', async () => {
    const stream = lilei.stream();
    await ready(stream);
    const sent = await adapter.send(
      outbound('direct:li-lei', '请审批', { buttons: [{ id: 'ok', label: '同意', words: '同意' }] }),
      signal,
    );
    const id = sent.status === 'sent' ? sent.messageId! : '';
    await adapter.update!(id, outbound('direct:li-lei', '已同意'), signal);
    await stream.until((one) => texts(one).at(-1) === '已同意');
    expect(stream.messages.at(-1)).toMatchObject({ id, buttons: [], seq: 1 });
  });

  it('goes on where another ended, with nothing lost and nothing twice, even over a restart', async () => {
    let stream = lilei.stream();
    await ready(stream);
    const seen: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      await say('direct:li-lei', `开着${String(round)}`);
      await say('team:1', `群里${String(round)}`);
      await stream.until((one) => one.messages.length === (round === 0 ? 2 : 4));
      seen.push(...texts(stream));
      const since = stream.lastId;
      stream.close();
      if (round % 2 === 0) {
        await adapter.stop();
        adapter = await started();
      }
      await say('direct:li-lei', `断开${String(round)}`);
      await say('team:1', `群里断开${String(round)}`);
      stream = lilei.stream(since);
    }
    await stream.until((one) => one.messages.length === 2);
    seen.push(...texts(stream));
    expect(seen).toHaveLength(20);
    expect(new Set(seen)).toEqual(new Set(store.rows.map((row) => (row.body as { text: string }).text)));
  });

  it('prefers the Last-Event-ID of a browser that reconnects by itself', async () => {
    for (const n of numbers(4)) await say('direct:li-lei', n);
    const stream = lilei.stream(`${encodeURIComponent('direct:li-lei')}=1`);
    await stream.until((one) => one.messages.length === 3);
    stream.close();
    const again = await hanging(`${encodeURIComponent('direct:li-lei')}=3&team%3A1=0`);
    expect(again).toContain('"text":"4"');
    expect(again).not.toContain('"text":"3"');
  });

  /** The first words of a stream that is asked for as EventSource does on its own. */
  async function hanging(lastEventId: string): Promise<string> {
    const cookie = lilei.headers['cookie']!;
    const reply = await fetch(lilei.path('api/stream?since=direct%253Ali-lei%3D1'), {
      headers: { cookie, 'last-event-id': lastEventId },
    });
    const reader = reply.body!.getReader();
    let text = '';
    while (!text.includes('event: message'))
      text += new TextDecoder().decode((await reader.read()).value as Uint8Array);
    await reader.cancel();
    return text;
  }

  it('catches up thousands in order, and ends in step', async () => {
    for (const n of numbers(1234)) await say('team:1', n);
    const stream = lilei.stream(`${encodeURIComponent('team:1')}=0`);
    await stream.until((one) => one.messages.length === 1234);
    expect(texts(stream)).toEqual(numbers(1234));
    await say('team:1', '最后');
    await stream.until((one) => texts(one).at(-1) === '最后');
  });

  it('ignores cursors of conversations that are not the person’s own, and rubbish', async () => {
    await say('direct:han-mei', '只给韩梅');
    const since = `${encodeURIComponent('direct:han-mei')}=0&%E0%A4%A=1&x=-1&=&${'y=1&'.repeat(500)}`;
    const stream = lilei.stream(since.slice(0, 3000));
    await ready(stream);
    await say('direct:li-lei', '给李雷');
    await stream.until((one) => one.messages.length > 0);
    expect(texts(stream)).toEqual(['给李雷']);
  });

  it('tells a client that is ahead of the log to load anew', async () => {
    const stream = lilei.stream(`${encodeURIComponent('team:1')}=99`);
    await stream.until(({ events }) => events.some(({ name }) => name === 'reset'));
    await say('team:1', '一');
    await stream.until((one) => one.messages.length === 1);
  });
});

describe('the heartbeat', () => {
  beforeEach(async () => {
    await adapter.stop();
    adapter = await started(20);
  });

  it('shows that the line lives and makes good a change that was not told', async () => {
    const stream = lilei.stream();
    await ready(stream);
    store.deaf = true;
    await say('team:1', '没听见');
    await stream.until((one) => texts(one).includes('没听见'));
    expect(stream.events.some(({ name }) => name === 'beat')).toBe(true);
  });

  it('notices a new group and a lost one', async () => {
    const stream = lilei.stream();
    await ready(stream);
    store.group('team:2', '新群', ['li-lei']);
    await stream.until(({ events }) => events.some(({ name }) => name === 'conversations'));
    await say('team:2', '欢迎');
    await stream.until((one) => texts(one).includes('欢迎'));
    store.groups.length = 0;
    await stream.until(({ events }) => events.filter(({ name }) => name === 'conversations').length === 2);
  });

  it('ends the stream of a session that was closed', async () => {
    const stream = lilei.stream();
    await ready(stream);
    store.sessions.clear();
    await stream.untilEnded();
    expect(stream.status).toBe(200);
  });

  it('ends streams while the store is down; they go on from where they were', async () => {
    const stream = lilei.stream();
    await ready(stream);
    store.down = true;
    await stream.untilEnded();
    store.down = false;
    await say('team:1', '恢复了');
    const again = lilei.stream(stream.lastId);
    await again.until((one) => texts(one).includes('恢复了'));
  });
});

describe('many streams', () => {
  it('are limited for one account, and forgotten when their windows close', async () => {
    const streams = numbers(12).map(() => lilei.stream());
    await Promise.all(streams.map(ready));
    expect((await lilei.ask('api/stream')).status).toBe(429);
    streams[0]!.close();
    await expect
      .poll(async () => {
        const one = lilei.stream();
        await one.until(({ status, ended }) => status !== null || ended).catch(() => {});
        await Promise.resolve();
        const { status } = one;
        one.close();
        return status;
      })
      .toBe(200);
    for (const stream of streams) stream.close();
  });

  it('are not opened by HEAD, which nobody would ever read or close', async () => {
    for (const _ of numbers(20)) await lilei.ask('api/stream', { method: 'HEAD' });
    const stream = lilei.stream();
    await ready(stream);
    expect(stream.status).toBe(200);
  });

  it('over two processes show everything once, whatever order people come and go in', async () => {
    const other = await started();
    const servers = [adapter, other];
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('say', 'post', 'update', 'drop', 'deaf'), { minLength: 1, maxLength: 12 }),
          async (steps) => {
            const start = await hanmei.state();
            const cursor = start.conversations
              .map((one) => `${encodeURIComponent(one.conversation)}=${String(one.lastChange)}`)
              .join('&');
            const from = store.rows.length;
            let stream = hanmei.stream(cursor);
            const seen = new Map<string, number>();
            const take = (): void => {
              for (const { id, change } of stream.messages) {
                expect(seen.get(id) ?? 0).toBeLessThan(change);
                seen.set(id, change);
              }
            };
            for (const [n, step] of steps.entries()) {
              const server = servers[n % 2]!;
              const text = `${step}${String(store.rows.length)}`;
              if (step === 'say') await server.send(outbound('team:1', text), signal);
              if (step === 'post')
                await lilei.post({
                  eventKey: `key-${String(store.rows.length).padStart(8, '0')}`,
                  conversation: 'team:1',
                  kind: 'text',
                  text,
                });
              if (step === 'update' && store.rows.some(({ authorId }) => authorId === null)) {
                const last = store.rows.filter(({ authorId }) => authorId === null).at(-1)!;
                await server.update!(last.id, outbound(last.conversation, text), signal);
              }
              if (step === 'drop') {
                await stream.until(({ events }) => events.length > 0);
                stream.close();
                take();
                stream = new WebPerson('han-mei', () => server.url!, store).stream(stream.lastId || cursor);
              }
            }
            await servers[0]!.send(outbound('team:1', `end${String(store.rows.length)}`), signal);
            const end = store.rows.at(-1)!.id;
            await stream.until((one) => one.messages.some(({ id }) => id === end));
            take();
            stream.close();
            for (const row of store.rows.slice(from)) expect(seen.get(row.id)).toBe(row.change);
          },
        ),
        { numRuns: 60 },
      );
    } finally {
      await other.stop();
    }
  });
});
