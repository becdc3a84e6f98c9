import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../bots/telegram/normalize.ts';
import { StoredMessage } from '../../../src/chat/message.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';

const RECEIVED = 1_796_000_000_500;
const reading = {
  bot: { id: 7000, username: 'Sample_Bot', name: '驻村助手', commands: ['todo', 'checkin'] },
  receivedAt: RECEIVED,
};
const ME = { id: 6001, is_bot: false, first_name: '示例', last_name: '甲' };
const DIRECT = { id: 6001, type: 'private' };
const GROUP = { id: -1002, type: 'supergroup', title: '示例村工作队' };
const plain = { message_id: 5, date: 1_796_000_000, from: ME, chat: DIRECT };
const message = (more: object, name = 'message'): unknown => ({ update_id: 71, [name]: { ...plain, ...more } });
const read = (update: unknown): InboundMessage | null => {
  const inbound = normalize(update, reading);
  if (inbound) StoredMessage.parse({ ...inbound, images: [], files: [] });
  return inbound;
};
const mention = (text: string, said: string): object => ({
  text,
  entities: [{ type: 'mention', offset: text.indexOf(said), length: said.length }],
});

describe('a text', () => {
  it('says who, where, when and what', () => {
    expect(read(message({ text: '打卡' }))).toEqual({
      platform: 'telegram',
      eventKey: 'm:6001:5',
      messageId: '5',
      conversation: '6001',
      chatKind: 'direct',
      senderId: '6001',
      senderName: '示例 甲',
      sentAt: 1_796_000_000_000,
      receivedAt: RECEIVED,
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
      raw: message({ text: '打卡' }),
    });
  });

  it('keeps its key when it is delivered under another number, as two chats with one message number do not', () => {
    const keys = [message({ text: '一' }), { ...(message({ text: '一' }) as object), update_id: 99 }];
    expect(new Set(keys.map((one) => read(one)?.eventKey)).size).toBe(1);
    expect(read(message({ text: '一', chat: GROUP }))?.eventKey).toBe('m:-1002:5');
  });

  it('from an anonymous administrator is nobody’s, for all of them share one account', () => {
    const anonymous = { from: { id: 1_087_968_824, first_name: 'Group' }, sender_chat: GROUP, chat: GROUP };
    expect(read(message({ text: '同意', ...anonymous }))).toMatchObject({ senderId: 'chat:-1002', senderName: null });
  });

  it('behind /start of a link is not the person’s word', () => {
    expect(read(message({ text: '/start abc_123' }))?.text).toBe('/start');
    expect(read(message({ text: '/leave 12.1-12.3 母亲住院' }))?.text).toBe('/leave 12.1-12.3 母亲住院');
  });
});

describe('a mention', () => {
  it.each([
    [mention('@sample_bot 谁在岗', '@sample_bot'), '谁在岗', true],
    [mention('请 @Sample_Bot 查一下', '@Sample_Bot'), '请 查一下', true],
    [mention('👌 @sample_bot', '@sample_bot'), '👌 ', true],
    [mention('@sample_bots 打卡', '@sample_bots'), '@sample_bots 打卡', false],
    [{ text: '@sample_bot 打卡' }, '@sample_bot 打卡', false],
    [
      { text: '助手 在吗', entities: [{ type: 'text_mention', offset: 0, length: 2, user: { id: 7000 } }] },
      '在吗',
      true,
    ],
    [
      { text: '小张 在吗', entities: [{ type: 'text_mention', offset: 0, length: 2, user: { id: 9 } }] },
      '小张 在吗',
      false,
    ],
    [{ text: '/todo@Sample_Bot 1', entities: [{ type: 'bot_command', offset: 0, length: 16 }] }, '/todo 1', true],
    [{ text: '/todo', entities: [{ type: 'bot_command', offset: 0, length: 5 }] }, '/todo', true],
    [{ text: '/todo@other', entities: [{ type: 'bot_command', offset: 0, length: 11 }] }, '/todo@other', false],
    [{ text: '/other', entities: [{ type: 'bot_command', offset: 0, length: 6 }] }, '/other', false],
    [{ text: '@驻村助手 打卡' }, '打卡', true],
    [{ text: '驻村助手 打卡' }, '驻村助手 打卡', false],
    [{ text: '打卡', entities: [{ type: 'mention', offset: 1, length: 500 }] }, '打卡', false],
    [{ text: '打卡', entities: 'none' }, '打卡', false],
  ])('%o → %s', (said, text, mentionsBot) => {
    expect(read(message({ ...said, chat: GROUP }))).toMatchObject({ text, mentionsBot, chatKind: 'group' });
  });

  it('is a reply to the bot, and not one to somebody else', () => {
    const to = (id: number): object => ({
      chat: GROUP,
      text: '同意',
      reply_to_message: { message_id: 3, from: { id }, text: '请审批' },
    });
    expect(read(message(to(7000)))).toMatchObject({ mentionsBot: true, quote: { messageId: '3', text: '请审批' } });
    // What others said is not the bot's to keep.
    expect(read(message(to(9)))).toMatchObject({ mentionsBot: false, quote: { messageId: '3', text: null } });
  });

  it('is a reply to what the bot wrote beside a file', () => {
    const file = { message_id: 3, from: { id: 7000 }, document: {}, caption: '这是表格' };
    expect(read(message({ text: '好', reply_to_message: file }))).toMatchObject({ quote: { text: '这是表格' } });
    expect(read(message({ text: '好', reply_to_message: { ...file, caption: 1 } }))).toMatchObject({
      quote: { messageId: '3', text: null },
    });
  });

  it('is no reply to what opened the topic', () => {
    const opened = { message_id: 2, from: { id: 7000 }, forum_topic_created: { name: '示例' } };
    expect(read(message({ chat: GROUP, text: '打卡', reply_to_message: opened }))).toMatchObject({
      mentionsBot: false,
      quote: null,
    });
  });
});

describe('a picture', () => {
  const size = (file_id: string, width: number): object => ({ file_id, width, height: width, file_size: 10 });
  const photo = [size('small', 90), size('large', 1280), size('middle', 320)];

  it('is offered in its largest size, with its words', () => {
    expect(read(message({ photo, caption: '到岗', media_group_id: '1' }))).toMatchObject({
      kind: 'image',
      text: '到岗',
      images: [{ ref: 'large', contentType: 'image/jpeg' }],
    });
  });

  it('sent uncompressed is a picture as well; any other file is a document', () => {
    const file = (mime_type: string): unknown => message({ document: { file_id: 'f', mime_type } });
    expect(read(file('image/PNG'))).toMatchObject({ kind: 'image', images: [{ ref: 'f', contentType: 'image/png' }] });
    expect(read(file('application/pdf'))).toMatchObject({
      ...{ kind: 'file', otherKind: null, images: [] },
      files: [{ ref: 'f', name: '', contentType: 'application/pdf', sizeBytes: null }],
    });
    expect(read(message({ document: { file_id: 'f' } }))).toMatchObject({ kind: 'file', files: [{ ref: 'f' }] });
  });

  it('of any other kind has the name and size that Telegram says, and its words', () => {
    const document = {
      file_id: 'f',
      file_name: '11月工作汇报.docx',
      mime_type: 'application/msword',
      file_size: 86_000,
    };
    expect(read(message({ document, caption: '上报 11月工作汇报' }))).toMatchObject({
      ...{ kind: 'file', text: '上报 11月工作汇报' },
      files: [{ ref: 'f', name: '11月工作汇报.docx', contentType: 'application/msword', sizeBytes: 86_000 }],
    });
    const long = { ...document, file_name: `${'长'.repeat(900)}.docx`, file_size: -1 };
    const [file] = read(message({ document: long }))?.files ?? [];
    expect(file).toMatchObject({ name: expect.stringMatching(/^长{495}\.docx$/) as string, sizeBytes: null });
    const edited = message({ document, caption: '改', edit_date: 1_796_000_060 }, 'edited_message');
    expect(read(edited)?.files).toBeUndefined();
  });

  it('is not fetched again for its changed words', () => {
    const edited = message({ photo, caption: '改', edit_date: 1_796_000_060 }, 'edited_message');
    expect(read(edited)).toMatchObject({ kind: 'image', text: '改', edited: true, images: [] });
  });
});

describe('a place', () => {
  const point = { latitude: 29.86, longitude: 107.73 };

  it('is a point in WGS-84, live where it is shared as it moves', () => {
    expect(read(message({ location: { ...point, horizontal_accuracy: 12 } }))).toMatchObject({
      kind: 'location',
      location: { ...point, datum: 'wgs84', accuracyMetres: 12, live: false },
    });
    expect(read(message({ location: { ...point, live_period: 900 } }))?.location?.live).toBe(true);
  });

  it('that moves is told once, when it was shared', () => {
    expect(read(message({ location: point, edit_date: 1_796_000_060 }, 'edited_message'))).toBeNull();
  });

  it('passed on is forwarded, and a picked address is no place', () => {
    const forwarded = message({ location: point, forward_origin: { type: 'user' } });
    expect(read(forwarded)).toMatchObject({ kind: 'location', forwarded: true });
    const venue = { location: point, title: '示例村委会', address: '示例镇' };
    expect(read(message({ venue, location: point }))).toMatchObject({ kind: 'other', otherKind: 'venue' });
    expect(read(message({ location: { latitude: 91, longitude: 0 } }))).toMatchObject({
      kind: 'other',
      otherKind: 'location',
    });
  });
});

describe('what is neither', () => {
  it.each([
    [{ voice: { file_id: 'v' } }, 'voice'],
    [{ sticker: {} }, 'sticker'],
    [{ animation: {}, document: { file_id: 'x', mime_type: 'image/gif' } }, 'animation'],
    [{ something_new: {} }, 'unknown'],
    [{ text: 7 }, 'text'],
    [{ photo: [] }, 'photo'],
  ])('%o is other: %s', (content, otherKind) => {
    expect(read(message(content))).toMatchObject({ kind: 'other', otherKind, messageId: '5' });
  });

  it.each([
    message({ new_chat_members: [ME], chat: GROUP }),
    message({ pinned_message: {} }),
    message({ migrate_to_chat_id: -1003, chat: GROUP }),
    message({ text: '公告', chat: { id: -1, type: 'channel' } }),
    message({ text: '打卡', from: undefined }),
    message({ text: '打卡', date: 9e15 }),
    { update_id: 1, my_chat_member: {} },
    { message: plain },
    null,
    [],
    '打卡',
  ])('%o says nothing', (update) => {
    expect(read(update)).toBeNull();
  });
});

describe('a changed message', () => {
  it('is marked, at the time of the change, with a key for each change', () => {
    const change = (update_id: number): object => ({
      ...(message({ text: '离岗', edit_date: 1_796_000_060 }, 'edited_message') as object),
      update_id,
    });
    expect(read(change(72))).toMatchObject({
      edited: true,
      text: '离岗',
      messageId: '5',
      sentAt: 1_796_000_060_000,
      eventKey: 'e:6001:5:72',
    });
    expect(read(change(73))?.eventKey).not.toBe(read(change(72))?.eventKey);
  });
});

describe('a pressed button', () => {
  const query = { id: '4000000000000012345', from: ME, data: 'b12.0', message: { ...plain, chat: GROUP } };

  it('carries its value and the message it stands on', () => {
    expect(read({ update_id: 1, callback_query: query })).toMatchObject({
      kind: 'action',
      eventKey: 'c:4000000000000012345',
      conversation: '-1002',
      senderId: '6001',
      sentAt: RECEIVED,
      action: { value: 'b12.0', messageId: '5' },
    });
  });

  it('of a game, or of no message, says nothing', () => {
    expect(read({ update_id: 1, callback_query: { ...query, data: undefined } })).toBeNull();
    expect(read({ update_id: 1, callback_query: { ...query, message: undefined } })).toBeNull();
  });
});

describe('anything at all', () => {
  const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);
  const EVENTS = Number(process.env['FUZZ_EVENTS'] ?? 3000);
  const bits = fc.oneof(
    fc.anything({ withNullPrototype: true }),
    fc.constant(ME),
    fc.constant(GROUP),
    fc.constantFrom(0, 5, -1, 1_796_000_000, 2 ** 53, '打卡', '\ud800', '@sample_bot'),
  );
  const fields = [
    ...['message_id', 'date', 'edit_date', 'chat', 'from', 'sender_chat', 'reply_to_message', 'forward_origin'],
    ...['text', 'entities', 'photo', 'caption', 'document', 'location', 'venue', 'voice', 'caption_entities'],
  ];
  const broken = fc
    .tuple(fc.dictionary(fc.constantFrom(...fields), bits), fc.boolean())
    .map(([more, whole]) => (whole ? { ...plain, ...more } : more));
  const update = fc.record(
    { update_id: fc.oneof(fc.integer(), bits), message: broken, edited_message: broken, callback_query: broken },
    { requiredKeys: [] },
  );

  it('is read or left, and what is read can be kept', () => {
    fc.assert(
      fc.property(fc.oneof(update, fc.anything()), (raw) => void read(raw)),
      { numRuns: EVENTS, seed: SEED },
    );
  });
});
