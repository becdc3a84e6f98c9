import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalize, type Reading } from '../../../bots/wechat/normalize.ts';
import type { WireMessage } from '../../../bots/wechat/schema.ts';
import { StoredMessage, type InboundMessage } from '../../../src/chat/message.ts';
import { dashes, locationXml, reading, receivedAt, referring, wire } from './samples.ts';

const read = (more: Partial<WireMessage> = {}, how: Partial<Reading> = {}): InboundMessage | null =>
  normalize(wire(more), { ...reading, ...how });

describe('A text', () => {
  test('in a direct chat is handed on with all that is known of it', () => {
    const one = wire();
    expect(normalize(one, reading)).toEqual({
      platform: 'wechat',
      eventKey: 'm:7231',
      messageId: '7231',
      conversation: 'wxid_a',
      chatKind: 'direct',
      senderId: 'wxid_a',
      senderName: '示例甲',
      sentAt: receivedAt - 1000,
      receivedAt,
      kind: 'text',
      otherKind: null,
      text: '打卡',
      mentionsBot: false,
      quote: null,
      forwarded: false,
      edited: false,
      location: null,
      images: [],
      action: null,
      raw: one,
    });
  });

  test('in a group is of that group, and a mention of the bot is taken out of it', () => {
    expect(read({ roomId: '123@chatroom', text: '@驻村助手\u2005谁在岗', mentionIds: ['wxid_bot'] })).toMatchObject({
      conversation: '123@chatroom',
      chatKind: 'group',
      text: '谁在岗',
      mentionsBot: true,
    });
  });

  test('of a second account goes by that account’s name', () => {
    expect(read({}, { platform: 'wechat-2' })?.platform).toBe('wechat-2');
  });

  test('of the bot itself, and of nobody, is none', () => {
    expect(read({ talkerId: 'wxid_bot' })).toBeNull();
    expect(read({ talkerId: 'wxid_bot', roomId: '123@chatroom' })).toBeNull();
    expect(read({ talkerId: '' })).toBeNull();
    expect(read({ roomId: '' })).toBeNull();
    expect(read({ kind: 'GroupNote', text: '示例甲邀请示例乙加入了群聊' })).toBeNull();
  });

  test('loses what no store can keep', () => {
    const odd = read({ text: '一\0二\ud800', talkerName: '\0甲\udc00 ' });
    expect(odd).toMatchObject({ text: '一\uFFFD二\uFFFD', senderName: '\uFFFD甲\uFFFD' });
  });
});

describe('A quote', () => {
  test('is told with its words, beside what is said to it', () => {
    expect(read({ text: `「驻村助手：请审批 #A1B2」\n${dashes}\n同意` })).toMatchObject({
      kind: 'text',
      text: '同意',
      quote: { messageId: null, text: '请审批 #A1B2' },
    });
  });

  test('turns to the bot in a group where the bot is shown as its author, and to nobody else', () => {
    const said = (name: string): boolean | undefined =>
      read({ roomId: '123@chatroom', text: `「${name}：一」\n${dashes}\n好` })?.mentionsBot;
    expect([said('驻村助手'), said('示例乙')]).toEqual([true, false]);
    expect(read({ text: `「一」\n${dashes}\n好` }, { selfName: null })?.mentionsBot).toBe(false);
  });

  test.each(['Text', 'Url', 'Unknown', 'Attachment-of-a-later-year'])('as XML is read from a %s', (kind) => {
    expect(read({ kind, text: referring('驳回 人手不够') })).toMatchObject({
      kind: 'text',
      text: '驳回 人手不够',
      quote: { messageId: '8801', text: '请审批 #A1B2' },
    });
  });
});

describe('What is no text', () => {
  test('a photo is fetched by the id of its message', () => {
    expect(read({ kind: 'Image', text: '<msg><img/></msg>' })).toMatchObject({
      kind: 'image',
      text: '',
      images: [{ ref: '7231', contentType: null }],
    });
  });

  test('a document keeps its name', () => {
    expect(read({ kind: 'Attachment', filename: '11月工作汇报.docx' })).toMatchObject({
      kind: 'file',
      text: '',
      files: [{ ref: '7231', name: '11月工作汇报.docx', contentType: null, sizeBytes: null }],
    });
    expect(read({ kind: 'Attachment', filename: null })?.files).toMatchObject([{ name: '' }]);
    const [long] = read({ kind: 'Attachment', filename: `${'长'.repeat(2000)}.docx` })?.files ?? [];
    expect(long).toMatchObject({ name: expect.stringMatching(/^.{495}\.docx$/) as string });
  });

  test('a photo or a document without an id can’t be fetched: it is told as what it was', () => {
    expect(read({ kind: 'Image', id: '' })).toMatchObject({ kind: 'other', otherKind: 'image', images: [] });
    expect(read({ kind: 'Attachment', id: '' })).toMatchObject({ kind: 'other', otherKind: 'file' });
  });

  test('a place is one by the wire or by its XML, in the datum of Chinese maps', () => {
    const place = { latitude: 29.86, longitude: 107.73, name: '示例村委会', address: '', accuracy: 0 };
    const text = locationXml('x="29.87" y="107.74" poiname="[位置]"');
    expect(read({ kind: 'Location', place })?.location).toMatchObject({ latitude: 29.86, datum: 'gcj02', live: false });
    expect(read({ kind: 'Location', text })).toMatchObject({
      kind: 'location',
      text: '',
      location: { latitude: 29.87 },
    });
    expect(read({ kind: 'Location', place: { ...place, latitude: 0, longitude: 0 } })).toMatchObject({
      kind: 'other',
      otherKind: 'location',
      location: null,
    });
    // What somebody types is no place.
    expect(read({ text })).toMatchObject({ kind: 'text', location: null });
  });

  test.each([
    ['Audio', 'voice'],
    ['Video', 'video'],
    ['Emoticon', 'sticker'],
    ['Contact', 'contact'],
    ['Url', 'link'],
    ['MiniProgram', 'mini-program'],
    ['RedEnvelope', 'red-envelope'],
    ['Transfer', 'transfer'],
    ['Recalled', 'recalled'],
    ['Post', 'post'],
    ['Unknown', 'unknown'],
    ['SomethingNew', 'unknown'],
    ['constructor', 'unknown'],
    ['', 'unknown'],
  ])('%s is told as “%s”, without the XML that it is made of', (kind, otherKind) => {
    expect(read({ kind, text: '<msg><x/></msg>' })).toMatchObject({
      kind: 'other',
      otherKind,
      text: '',
      forwarded: false,
    });
  });

  test('a recall is of the message whose id it tells, and of itself where it tells a sentence', () => {
    expect(read({ id: '9', kind: 'Recalled', text: '7' })).toMatchObject({ messageId: '7', eventKey: 'r:9' });
    expect(read({ id: '9', kind: 'Recalled', text: '示例甲 撤回了一条消息' })?.messageId).toBe('9');
  });

  test('a record of other chats was said by others', () => {
    expect(read({ kind: 'ChatHistory', text: '同意 #A1B2' })).toMatchObject({
      kind: 'other',
      otherKind: 'forwarded',
      forwarded: true,
      text: '',
    });
  });
});

describe('The time of a message', () => {
  const at = Date.parse('2026-12-02T00:58:00Z');
  test.each([
    ['in ms', at, at],
    ['in seconds', at / 1000, at],
    ['in microseconds', at * 1000 + 7, at],
    ['not told', 0, receivedAt],
    ['a little ahead', receivedAt + 299_000, receivedAt + 299_000],
    ['too far ahead', receivedAt + 301_000, receivedAt],
    ['long before there was WeChat', 86_400_000, receivedAt],
    ['of long ago', Date.parse('2026-11-02T00:00:00Z'), Date.parse('2026-11-02T00:00:00Z')],
    ['no number', NaN, receivedAt],
    ['endless', Infinity, receivedAt],
  ])('is what the wire says, %s', (_, sentAt, is) => {
    expect(read({ sentAt })?.sentAt).toBe(is);
  });
});

describe('The key of a message', () => {
  const key = (more: Partial<WireMessage>, how?: Partial<Reading>): string | undefined => read(more, how)?.eventKey;

  test('is its id, the same however often it comes', () => {
    expect(key({ id: '9' })).toBe('m:9');
    expect(key({ id: '9', text: '别的' }, { receivedAt: receivedAt + 60_000 })).toBe('m:9');
  });

  test('of a recall is another than of what was recalled, whose id some puppets give it', () => {
    expect(key({ id: '9', kind: 'Recalled' })).not.toBe(key({ id: '9' }));
  });

  test('without an id is what was said by whom, where and when', () => {
    const one = key({ id: '' });
    expect(one).toMatch(/^c:[0-9a-f]{64}$/);
    expect(key({ id: '' }, { receivedAt: receivedAt + 60_000 })).toBe(one);
    expect(key({ id: '', sentAt: Math.floor((receivedAt - 1000) / 1000) })).toBe(one);
    const others = [{ text: '打卡 ' }, { talkerId: 'wxid_b' }, { roomId: '1@chatroom' }, { kind: 'Image' }, { sentAt: receivedAt - 5000 }]; // prettier-ignore
    expect(new Set([one, ...others.map((more) => key({ id: '', ...more }))]).size).toBe(others.length + 1);
  });

  test('without a time either is of the second in which it came', () => {
    const said = { id: '', sentAt: 0 };
    expect(key(said, { receivedAt: receivedAt + 900 })).toBe(key(said));
    expect(key(said, { receivedAt: receivedAt + 1000 })).not.toBe(key(said));
  });

  test.each(['\0', '\ud800', 'x'.repeat(201)])('%j is no id', (id) => {
    expect(key({ id })).toMatch(/^c:/);
    expect(read({ id, kind: 'Image' })?.images).toEqual([]);
    expect(read({ talkerId: id })).toBeNull();
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '\0',
    '__proto__',
    'constructor',
    referring('同意'),
    locationXml('x="1" y="2"'),
    `「甲：一」\n${dashes}\n二`,
  ),
);
const anyWire: fc.Arbitrary<WireMessage> = fc.record({
  id: hostile,
  kind: fc.oneof(hostile, fc.constantFrom('Text', 'Image', 'Attachment', 'Location', 'Url', 'Recalled', 'ChatHistory')),
  talkerId: hostile,
  talkerName: fc.option(hostile),
  roomId: fc.option(hostile),
  text: hostile,
  sentAt: fc.oneof(fc.nat(), fc.maxSafeNat(), fc.double()),
  mentionIds: fc.array(hostile, { maxLength: 4 }),
  filename: fc.option(hostile),
  place: fc.option(fc.record({ latitude: fc.double(), longitude: fc.double(), name: hostile, address: hostile, accuracy: fc.double() })), // prettier-ignore
});

test('Whatever the wire says becomes a message that can be kept, or none, and nothing throws.', () => {
  let kept = 0;
  fc.assert(
    fc.property(anyWire, fc.option(hostile), (one, selfName) => {
      const message = normalize(one, { ...reading, selfName });
      if (message === null) return;
      kept += 1;
      const { images, files = [], raw: _, ...rest } = message;
      const stored = StoredMessage.parse({ ...rest, images: [], offered: [...images, ...files] });
      expect(JSON.stringify({ ...stored, raw: null })).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    }),
    { numRuns: 1000 },
  );
  expect(kept).toBeGreaterThan(100);
});

test.each(['「', '<', '@', '@a\u2005', `」\n${dashes}\n`, '\n', '<a x="', '<refermsg>', '\0'])(
  'A megabyte of %j is read in linear time.',
  (piece) => {
    const text = piece.repeat(Math.floor(1_000_000 / piece.length));
    const began = performance.now();
    for (const kind of ['Text', 'Location', 'Url', 'Attachment']) read({ kind, text, id: '' });
    expect(performance.now() - began).toBeLessThan(3000);
  },
);
