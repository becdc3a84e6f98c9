import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import type { PostedView } from '../../../bots/web/client/wire.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { WebPerson, jsonOf, sentenceOf } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

let store: WebStoreFake;
let adapter: WebAdapter;
let product: SinkFake;
let lilei: WebPerson;
let keys = 0;
const signal = new AbortController().signal;
const key = (): string => `event-key-${String((keys += 1))}`;
const text = (words: string, more: object = {}): object => ({
  eventKey: key(),
  conversation: 'direct:li-lei',
  kind: 'text',
  text: words,
  ...more,
});
const sentId = async (...args: Parameters<typeof outbound>): Promise<string> => {
  const outcome = await adapter.send(outbound(...args), signal);
  return outcome.status === 'sent' ? outcome.messageId! : '';
};

beforeEach(async () => {
  store = sampleTeam();
  product = new SinkFake();
  adapter = webAdapter(store, { now: () => 1_764_000_000_000 });
  await adapter.start(product.sink);
  lilei = new WebPerson('li-lei', () => adapter.url!, store);
});
afterEach(() => adapter.stop());

describe('a posted text', () => {
  it('reaches the product whole before it is acknowledged and shown', async () => {
    product.hold = async () => expect(store.rows).toHaveLength(0);
    const reply = await lilei.post(text('打卡'));
    const { id, seq } = jsonOf(reply) as PostedView;
    expect([reply.status, seq]).toEqual([200, 1]);
    expect(product.stored).toHaveLength(1);
    expect(product.stored[0]).toMatchObject({
      platform: 'web',
      messageId: id,
      conversation: 'direct:li-lei',
      chatKind: 'direct',
      senderId: 'li-lei',
      senderName: '李雷',
      sentAt: 1_764_000_000_000,
      kind: 'text',
      text: '打卡',
      mentionsBot: false,
      quote: null,
    });
    expect(await lilei.messages('direct:li-lei')).toMatchObject([{ id, from: 'me', text: '打卡' }]);
  });

  it('posted again with its key is one message with one answer', async () => {
    const message = text('打卡');
    const replies = [
      await lilei.post(message),
      await lilei.post(message),
      ...(await Promise.all([lilei.post(message), lilei.post(message)])),
    ];
    expect(new Set(replies.map(({ bytes }) => bytes.toString())).size).toBe(1);
    expect(product.stored).toHaveLength(1);
    expect(store.rows).toHaveLength(1);
  });

  it('with a key that somebody else used is a message of its own', async () => {
    const hanmei = new WebPerson('han-mei', () => adapter.url!, store);
    const message = text('打卡');
    await lilei.post(message);
    await hanmei.post({ ...message, conversation: 'direct:han-mei' });
    expect(product.stored.map(({ senderId }) => senderId)).toEqual(['li-lei', 'han-mei']);
  });

  it('is not acknowledged while the product cannot store it, and comes in once when it can', async () => {
    const message = text('打卡');
    product.broken = true;
    const reply = await lilei.post(message);
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '2']);
    expect(sentenceOf(reply)).toContain('自动重试');
    expect(store.rows).toHaveLength(0);
    product.broken = false;
    expect((await lilei.post(message)).status).toBe(200);
    expect(product.stored).toHaveLength(1);
  });

  it('that the product took but the log did not is completed by the next try', async () => {
    const message = text('打卡');
    store.beforeAppend = async () => {
      throw new Error('connection lost');
    };
    expect((await lilei.post(message)).status).toBe(503);
    store.beforeAppend = null;
    expect((await lilei.post(message)).status).toBe(200);
    expect([product.stored.length, store.rows.length]).toEqual([1, 1]);
  });

  it('is answered with 503, whatever is asked, while the store is down', async () => {
    store.down = true;
    for (const path of [
      'state',
      'messages?conversation=direct:li-lei',
      'changes?since=',
      'stream',
      'messages/x/images/0',
    ]) {
      expect((await lilei.ask(`api/${path}`)).status).toBe(503);
    }
    expect((await lilei.post(text('打卡'))).status).toBe(503);
    store.down = false;
    expect((await lilei.post(text('打卡'))).status).toBe(200);
  });

  it('in a group names the bot by its name, which is then taken out', async () => {
    await lilei.post(text('@驻村助手 谁在岗', { conversation: 'team:1' }));
    await lilei.post(text('大家好', { conversation: 'team:1' }));
    expect(product.stored.map((one) => [one.chatKind, one.mentionsBot, one.text])).toEqual([
      ['group', true, '谁在岗'],
      ['group', false, '大家好'],
    ]);
    expect((await lilei.messages('team:1')).map((one) => one.text)).toEqual(['@驻村助手 谁在岗', '大家好']);
  });
});

describe('bad input', () => {
  it.each([
    ['an empty text', '', 400, '空'],
    ['a text of blanks', ' \n\u3000', 400, '空'],
    ['a text of 120,001 characters', '长'.repeat(120_001), 413, '分成几条'],
    ['a megabyte', 'x'.repeat(1_000_000), 413, '分成几条'],
  ])('%s gets a clear answer', async (_what, words, status, sentence) => {
    const reply = await lilei.post(text(words));
    expect([reply.status, sentenceOf(reply)]).toEqual([status, expect.stringContaining(sentence)]);
    expect(product.calls).toBe(0);
  });

  it.each([
    ['100 kB', '长'.repeat(100_000)],
    ['HTML', '<script>alert(1)</script><b>&amp;'],
    ['a formula', '=HYPERLINK("http://evil.example")'],
    ['control characters', '打\u0001卡\u001b[31m\u202e\r\n\t'],
    ['a family of emoji', '👨‍👩‍👧'],
  ])('%s is text like any other', async (_what, words) => {
    expect((await lilei.post(text(words))).status).toBe(200);
    expect(product.stored[0]?.text).toBe(words);
    expect((await lilei.messages('direct:li-lei'))[0]?.text).toBe(words);
  });

  it('that no store can keep is replaced: NUL and half a character', async () => {
    await lilei.post(text('打\0卡\ud83d'));
    expect(product.stored[0]?.text).toBe('打\uFFFD卡\uFFFD');
  });

  it.each(['', '{', 'null', '[]', '"text"', '42', '{"kind":"text"}', '\u0000', '{"__proto__":1}', '['.repeat(50_000)])(
    '%# is answered 400',
    async (body) => {
      const reply = await lilei.ask('api/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([reply.status, sentenceOf(reply)]).toEqual([400, expect.stringContaining('刷新')]);
    },
  );

  it('of a kind this server does not know is handed on as such', async () => {
    expect((await lilei.post({ eventKey: key(), conversation: 'direct:li-lei', kind: 'sticker' })).status).toBe(200);
    expect(product.stored[0]).toMatchObject({ kind: 'other', otherKind: 'sticker', text: '' });
    for (const kind of ['constructor', 'toString', '__proto__']) {
      expect((await lilei.post({ eventKey: key(), conversation: 'direct:li-lei', kind })).status).toBe(200);
    }
  });
});

describe('quotes, buttons and places', () => {
  it('a quoted reply carries the id, and shows what it quotes', async () => {
    const id = await sentId('direct:li-lei', '李雷请假 3 天,请审批', { code: 'A1B2' });
    await lilei.post(text('同意', { quote: id }));
    expect(product.stored[0]?.quote).toEqual({ messageId: id, text: null });
    const [, reply] = await lilei.messages('direct:li-lei');
    expect(reply?.quote).toEqual({ messageId: id, author: null, excerpt: '李雷请假 3 天,请审批' });
  });

  it('a pressed button carries its value and message, and an update takes the buttons away', async () => {
    const buttons = [{ id: 'req-1.2.ok', label: '同意', words: '同意' }];
    const id = await sentId('direct:li-lei', '请审批', { buttons });
    const press = {
      eventKey: key(),
      conversation: 'direct:li-lei',
      kind: 'action',
      messageId: id,
      value: 'req-1.2.ok',
    };
    expect((await lilei.post(press)).status).toBe(200);
    expect(product.stored[0]).toMatchObject({
      kind: 'action',
      action: { value: 'req-1.2.ok', messageId: id },
      quote: null,
    });
    await adapter.update!(id, outbound('direct:li-lei', '已同意'), signal);
    const [asked, pressed] = await lilei.messages('direct:li-lei');
    expect(asked).toMatchObject({ id, text: '已同意', buttons: [], seq: 1, change: 3 });
    expect(pressed).toMatchObject({ kind: 'action', text: '同意', quote: { messageId: id } });
    expect((await lilei.post({ ...press, eventKey: key() })).status).toBe(200);
    expect(product.stored).toHaveLength(2);
  });

  it('a place keeps its figures, and an impossible one is refused', async () => {
    const place = { latitude: 29.8634, longitude: 107.7309, accuracyMetres: 12.5, name: '示例村委会' };
    const posted = (location: unknown): object => ({
      eventKey: key(),
      conversation: 'direct:li-lei',
      kind: 'location',
      location,
    });
    expect((await lilei.post(posted(place))).status).toBe(200);
    expect(product.stored[0]?.location).toEqual({ ...place, datum: 'wgs84', live: false });
    for (const wrong of [
      { ...place, latitude: 91 },
      { ...place, longitude: '107' },
      { ...place, accuracyMetres: -1 },
      null,
      undefined,
    ]) {
      expect((await lilei.post(posted(wrong))).status).toBe(400);
    }
  });

  it('the bot’s message shows whom it mentions and what it answers', async () => {
    await lilei.post(text('@驻村助手 谁在岗', { conversation: 'team:1' }));
    const asked = store.rows[0]!.id;
    await sentId('team:1', '今天在岗:1 人', { replyTo: asked, mentions: ['li-lei', 'nobody'] });
    const answer = (await lilei.messages('team:1'))[1];
    expect(answer).toMatchObject({
      from: 'bot',
      quote: { messageId: asked, author: '李雷' },
      mentions: [{ name: '李雷', me: true }],
    });
  });
});
