/** A place shared on WeChat is judged as one shared on Telegram. */
import { describe, expect, test } from 'vitest';
import { normalize as fromTelegram } from '../../../bots/telegram/normalize.ts';
import { normalize as fromWechat } from '../../../bots/wechat/normalize.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import { checkIn } from '../../../src/commands/check-in.ts';
import type { Outcome } from '../../../src/commands/context.ts';
import { effectsOf, saidBy, saysOf } from '../../commands/facts.ts';
import { locationXml, reading, receivedAt, wire } from './samples.ts';

const bot = { id: 99, username: 'sample_bot', name: null, commands: [] };
interface Shared {
  readonly secondsAgo: number;
  readonly group?: boolean;
}

const onTelegram = ({ secondsAgo, group = false }: Shared): InboundMessage | null =>
  fromTelegram(
    {
      update_id: 1,
      message: {
        message_id: 7,
        date: receivedAt / 1000 - secondsAgo,
        chat: group ? { id: -5, type: 'supergroup', title: '示例' } : { id: 5, type: 'private' },
        from: { id: 5, is_bot: false, first_name: '示例甲' },
        location: { latitude: 29.86, longitude: 107.73, horizontal_accuracy: 12 },
      },
    },
    { bot, receivedAt },
  );

const place = { latitude: 29.86, longitude: 107.73, name: '', address: '', accuracy: 12 };
const shared = ({ secondsAgo, group = false }: Shared, more: object): InboundMessage | null =>
  fromWechat(
    wire({ kind: 'Location', sentAt: receivedAt - secondsAgo * 1000, roomId: group ? '1@chatroom' : null, ...more }),
    reading,
  );
const onWechat = (how: Shared): InboundMessage | null => shared(how, { place });
const asXml = (how: Shared): InboundMessage | null =>
  shared(how, { text: locationXml('x="29.86" y="107.73" label="示例镇"') });

/** What p1 is told and what is kept of it, where it comes to a check-in. */
function checkedIn(message: InboundMessage | null): Outcome {
  if (message?.kind !== 'location') throw new Error('no place was shared');
  const { kind, location, sentAt, receivedAt: at, chatKind, forwarded } = message;
  return checkIn(saidBy('p1', { at: '2026-12-02 09:00', message: { kind, location, sentAt, receivedAt: at, chatKind, forwarded } }), null, []); // prettier-ignore
}
const doubts = (message: InboundMessage | null): unknown => effectsOf(checkedIn(message), 'add-attendance')[0]?.doubts;

describe('A shared place', () => {
  test.each([
    [0, []],
    [119, []],
    [120, []],
    [121, ['old']],
    [3600, ['old']],
  ])('%d s old is doubted alike, by the wire and by the XML', (secondsAgo, expected) => {
    for (const share of [onTelegram, onWechat, asXml]) expect(doubts(share({ secondsAgo }))).toEqual(expected);
  });

  test('in a group is kept nowhere', () => {
    for (const share of [onTelegram, onWechat, asXml]) {
      const outcome = checkedIn(share({ secondsAgo: 1, group: true }));
      expect([saysOf(outcome), outcome.effects]).toEqual([['location-in-group'], []]);
    }
  });

  test('counts for the moment at which it was sent, not at which it came in', () => {
    for (const share of [onTelegram, onWechat, asXml])
      expect(effectsOf(checkedIn(share({ secondsAgo: 3600 })), 'add-attendance')[0]?.event.at).toBe(
        receivedAt - 3_600_000,
      );
  });

  test('that the puppet gives no time counts as just sent, and one that it lost is no place', () => {
    expect(doubts(shared({ secondsAgo: 0 }, { place, sentAt: 0 }))).toEqual([]);
    expect(shared({ secondsAgo: 1 }, { place: { ...place, latitude: 0, longitude: 0 } })?.kind).toBe('other');
  });

  test('in a record of other chats is no place', () => {
    expect(shared({ secondsAgo: 1 }, { kind: 'ChatHistory', place })).toMatchObject({ kind: 'other', location: null });
  });
});
