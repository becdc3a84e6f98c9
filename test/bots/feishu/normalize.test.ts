import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize, readRef } from '../../../bots/feishu/normalize.ts';
import type { Known } from '../../../bots/feishu/normalize.ts';
import { Envelope } from '../../../bots/feishu/schema.ts';
import { StoredMessage } from '../../../src/chat/message.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';

const NOW = 1_764_000_000_000;
const known: Known = { botId: 'ou_bot', receivedAt: NOW, author: () => null, chatKind: () => null };
const header = {
  event_id: 'e1',
  event_type: 'im.message.receive_v1',
  app_id: 'cli_1',
  create_time: String(NOW - 5000),
};
const sender = { sender_id: { open_id: 'ou_1' }, sender_type: 'user' };

const said = (type: string, content: unknown, more: object = {}): InboundMessage | null => {
  const message = {
    message_id: 'om_1',
    chat_id: 'oc_1',
    chat_type: 'p2p',
    message_type: type,
    create_time: String(NOW - 4000),
    content: typeof content === 'string' ? content : JSON.stringify(content),
    ...more,
  };
  return normalize(Envelope.parse({ header, event: { sender, message } }), known);
};
const mentions = [
  { key: '@_user_1', id: { open_id: 'ou_bot' }, name: '驻村助手' },
  { key: '@_user_12', id: { open_id: 'ou_2' }, name: '示例乙' },
];

describe('the text of a message', () => {
  it.each([
    ['@_user_1 打卡', '打卡', true],
    ['@_user_1打卡', '打卡', true],
    ['请 @_user_1 查一下 @_user_12', '请 查一下 @示例乙', true],
    ['@_user_12 在吗', '@示例乙 在吗', true],
    ['@_all 开会', '@所有人 开会', true],
    ['@_user_99 是谁', '@_user_99 是谁', true],
    ['<b>打卡</b> &amp; *x*', '<b>打卡</b> &amp; *x*', true],
  ])('“%s” is read as “%s”', (text, read, mentionsBot) => {
    expect(said('text', { text }, { mentions })).toMatchObject({ text: read, mentionsBot });
  });

  it('is not said to the bot where only others are named, nor where the bot does not know itself', () => {
    expect(said('text', { text: '@_user_12 在吗' }, { mentions: mentions.slice(1) })?.mentionsBot).toBe(false);
  });

  it('loses what no store can keep', () => {
    expect(said('text', { text: 'a\0b\uD800c' })?.text).toBe('a\uFFFDb\uFFFDc');
  });
});

describe('rich text', () => {
  it('is read line by line, with names in it, and its images are offered', () => {
    const content = {
      title: '示例标题',
      content: [
        [
          { tag: 'at', user_id: '@_user_1' },
          { tag: 'text', text: ' 第一行' },
          { tag: 'a', text: '链接', href: 'https://example.org' },
        ],
        [{ tag: 'img', image_key: 'img_1' }],
        [{ tag: 'text', text: '第二行' }],
      ],
    };
    const message = said('post', content, { mentions });
    expect(message).toMatchObject({ kind: 'image', text: '示例标题\n第一行链接\n\n第二行', mentionsBot: true });
    expect(message?.images).toEqual([{ ref: 'om_1 img_1', contentType: null }]);
  });
});

describe('what can’t be read', () => {
  it.each([
    ['location', { name: '', latitude: '91', longitude: '107' }],
    ['location', { name: '', latitude: 'NaN', longitude: '107' }],
    ['location', { latitude: '' }],
    ['image', { image_key: 'a b' }],
    ['text', 'no json'],
    ['constructor', {}],
  ])('a %s like %j is something else', (type, content) => {
    expect(said(type, content)).toMatchObject({ kind: 'other', otherKind: type, location: null, images: [] });
  });

  it('an app’s own message is none of the product’s business', () => {
    const event = { sender: { ...sender, sender_type: 'app' }, message: {} };
    expect(normalize(Envelope.parse({ header, event }), known)).toBeNull();
  });

  it('a reference that the bot did not make names nothing', () => {
    expect(['', 'om_1', 'om_1 ', 'om_1 img_1 more'].map(readRef)).toEqual([null, null, null, null]);
    expect(readRef('om_1 img_1')).toEqual(['om_1', 'img_1']);
  });
});

describe('the time of an event', () => {
  it.each([
    [String(NOW - 86_400_000), NOW - 86_400_000],
    [String((NOW - 60_000) * 1000), NOW - 60_000],
    [String(NOW + 3_600_000), NOW],
    ['0', NOW],
    ['later', NOW],
  ])('%s is %d', (time, at) => {
    expect(said('text', { text: 'x' }, { create_time: time })?.sentAt).toBe(at);
  });
});

describe('a change', () => {
  const changed = { update_time: String(NOW - 1000) };
  const read = (type: string, author: Known['author']): InboundMessage | null => {
    const message = {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"改"}',
    };
    const event = { sender, message: { ...message, create_time: String(NOW - 4000), ...changed } };
    return normalize(Envelope.parse({ header: { ...header, event_type: type }, event }), { ...known, author });
  };

  it('is told by an event of its own', () => {
    expect(read('im.message.updated_v1', () => null)).toMatchObject({
      edited: true,
      eventKey: `e:om_1:${String(NOW - 1000)}`,
    });
  });

  it('is one only of a message that was seen: else it is all there is of it', () => {
    const author = { senderId: 'ou_1', chatKind: 'direct', firstUpdate: NOW - 4000 } as const;
    expect(read('im.message.receive_v1', () => null)).toMatchObject({ edited: false, eventKey: 'm:om_1' });
    expect(read('im.message.receive_v1', () => author)?.edited).toBe(true);
    expect(read('im.message.receive_v1', () => ({ ...author, firstUpdate: NOW - 1000 }))?.edited).toBe(false);
  });
});

describe('a press', () => {
  const press = (event: object): InboundMessage | null =>
    normalize(Envelope.parse({ header: { ...header, event_type: 'card.action.trigger' }, event }), known);

  it('of an unknown kind of chat is taken for one in a group', () => {
    const event = { operator: { open_id: 'ou_1' }, action: { value: { b: 'ok' } }, context: { open_chat_id: 'oc_1' } };
    expect(press(event)).toMatchObject({
      eventKey: 'a:e1',
      chatKind: 'group',
      action: { value: 'ok', messageId: null },
    });
    expect(press({ ...event, context: null, open_chat_id: 'oc_2', open_message_id: 'om_2' })).toMatchObject({
      conversation: 'oc_2',
      action: { messageId: 'om_2' },
    });
  });

  it('of a button that is none of the bot’s is dropped', () => {
    expect(
      press({ operator: { open_id: 'ou_1' }, action: { value: { other: 1 } }, context: { open_chat_id: 'o' } }),
    ).toBeNull();
  });
});

describe('whatever comes', () => {
  const any = fc.oneof({ weight: 3, arbitrary: fc.anything() }, fc.string({ unit: 'binary' }), fc.constant(null));
  const or = (value: unknown) => fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, any);
  const types = [
    'im.message.receive_v1',
    'im.message.updated_v1',
    'im.message.recalled_v1',
    'card.action.trigger',
    'other',
  ];
  const content = fc.oneof(
    any.map((value) => JSON.stringify([value]).slice(1, -1)),
    fc.string({ unit: 'binary' }),
    fc
      .string({ unit: 'binary' })
      .map((text) => JSON.stringify({ text, name: text, latitude: '1', longitude: '2', image_key: 'i' })),
    any.map((value) =>
      JSON.stringify({
        title: value,
        content: [[value, { tag: 'text', text: value }, { tag: 'img', image_key: value }]],
      }),
    ),
  );
  const message = fc.record({
    message_id: or('om_1'),
    chat_id: or('oc_1'),
    chat_type: or('p2p'),
    message_type: fc.oneof(fc.constantFrom('text', 'post', 'image', 'location', 'merge_forward', 'audio'), any),
    create_time: or('1764000000000'),
    update_time: or(null),
    parent_id: or('om_0'),
    content,
    mentions: or(mentions),
  });
  const event = fc.record({
    sender: or(sender),
    message,
    message_id: or('om_1'),
    chat_id: or('oc_1'),
    recall_time: or('1764000000000'),
    operator: or({ open_id: 'ou_1' }),
    action: or({ value: { b: 'ok' } }),
    context: or({ open_chat_id: 'oc_1', open_message_id: 'om_1' }),
  });
  const envelope = fc.record({
    header: fc.record({
      event_id: or('e1'),
      event_type: fc.oneof(fc.constantFrom(...types), fc.string()),
      app_id: fc.constant('cli_1'),
      create_time: or('1764000000000'),
    }),
    event: fc.oneof({ weight: 9, arbitrary: event }, any),
  });

  it('is dropped or becomes a message the inbox can store', () => {
    let stored = 0;
    const seen: Known = { ...known, author: () => ({ senderId: 'ou_1', chatKind: 'direct', firstUpdate: null }) };
    fc.assert(
      fc.property(envelope, (raw) => {
        const read = Envelope.safeParse(raw);
        const handed = read.success ? normalize(read.data, seen) : null;
        if (handed === null) return;
        stored += 1;
        const { raw: _raw, images, ...rest } = handed;
        const kept = StoredMessage.parse({ ...rest, images: [], offered: images });
        const json = JSON.stringify(kept);
        expect(json).not.toContain('\\u0000');
        expect(Buffer.from(json).toString()).toBe(json);
      }),
      { numRuns: 5000 },
    );
    expect(stored).toBeGreaterThan(500);
  });
});
