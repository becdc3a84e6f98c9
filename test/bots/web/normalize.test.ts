import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize, withoutMention } from '../../../bots/web/normalize.ts';
import type { Posting } from '../../../bots/web/normalize.ts';
import { PostedMessage } from '../../../bots/web/schema.ts';
import { StoredMessage } from '../../../src/chat/message.ts';

const posting: Posting = {
  account: { accountId: 'li-lei', name: '李雷' },
  conversation: { conversation: 'team:1', kind: 'group' },
  messageId: 'message-1',
  eventKey: 'p:li-lei:key-0001',
  receivedAt: 1_764_000_000_000,
  botName: '驻村助手',
};

describe('a mention', () => {
  it.each([
    ['@驻村助手 打卡', '打卡', true],
    ['@驻村助手\u2005打卡', '打卡', true],
    ['@驻村助手打卡', '打卡', true],
    ['请 @驻村助手 查一下', '请 查一下', true],
    ['@驻村助手', '', true],
    ['@驻村助手 谁在岗 @驻村助手', '谁在岗 ', true],
    ['驻村助手 打卡', '驻村助手 打卡', false],
    [' 打卡 ', ' 打卡 ', false],
  ])('in “%s” leaves “%s”', (text, left, mentionsBot) => {
    expect(withoutMention(text, '驻村助手')).toEqual({ text: left, mentionsBot });
  });
});

describe('whatever is posted', () => {
  const field = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.integer(),
    fc.double(),
    fc.constant(null),
    fc.anything(),
  );
  const message = fc.record(
    {
      eventKey: fc.oneof(fc.constant('key-00000001'), field),
      conversation: fc.oneof(fc.constant('team:1'), field),
      kind: fc.oneof(fc.constantFrom('text', 'image', 'location', 'action', 'voice', 'constructor'), field),
      text: field,
      quote: fc.oneof(fc.constant('message-0'), field),
      value: fc.oneof(fc.constant('ok'), field),
      messageId: fc.oneof(fc.constant('message-0'), field),
      location: fc.oneof(fc.record({ latitude: field, longitude: field, accuracyMetres: field, name: field }), field),
    },
    { requiredKeys: [] },
  );

  it('is refused or becomes a message the inbox can store', () => {
    fc.assert(
      fc.property(message, (raw) => {
        const posted = PostedMessage.safeParse(raw);
        if (!posted.success) return;
        const normalized = normalize(posted.data, posting);
        if (!normalized.ok) return;
        const stored = StoredMessage.parse({ ...normalized.inbound, images: [] });
        expect(JSON.stringify(stored)).not.toContain('\\u0000');
        expect(Buffer.from(stored.text).toString()).toBe(stored.text);
      }),
      { numRuns: 3000 },
    );
  });
});
