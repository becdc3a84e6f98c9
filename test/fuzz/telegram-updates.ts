/** Updates as Telegram sends them, by lot. */
import type { Chance } from '../soak/chance.ts';

const PEOPLE = [6_000_000_001, 6_000_000_002, 6_000_000_003];
const GROUP = -1_002_000_000_001;
const WORDS = ['打卡', '请假 12.1-12.3 母亲住院', '同意 #A1B2', '👌', '驳回 理由不足', '/start', '日志 上午走访3户'];

interface Sample {
  readonly update: Record<string, unknown> & { readonly update_id: number };
  /** It says something to the bot. */
  readonly due: boolean;
}

const file = (kind: string): object => ({
  file_id: `${kind}-file`,
  file_unique_id: `${kind}-unique`,
  file_size: 100_000,
});

const CONTENTS: readonly ((chance: Chance) => object)[] = [
  ({ pick }) => ({ text: pick(WORDS) }),
  ({ pick }) => ({ text: pick(WORDS), forward_origin: { type: 'hidden_user', sender_user_name: '示例乙', date: 1 } }),
  ({ pick }) => ({ text: pick(WORDS), reply_to_message: { message_id: 5, date: 1, chat: { id: 1, type: 'private' }, text: 'x' } }),
  ({ pick }) => ({ caption: pick(WORDS), photo: [{ ...file('small'), width: 90, height: 60 }, { ...file('large'), width: 1280, height: 800 }] }),
  () => ({ location: { latitude: 29.86, longitude: 107.73, horizontal_accuracy: 12 } }),
  () => ({ document: { ...file('document'), file_name: '示例.jpg', mime_type: 'image/jpeg' } }),
  () => ({ voice: { ...file('voice'), duration: 3 } }),
  () => ({ sticker: { ...file('sticker'), emoji: '👍', width: 512, height: 512, type: 'regular', is_animated: false, is_video: false } }),
  () => ({ location: { latitude: 29.86, longitude: 107.73 }, venue: { location: { latitude: 29.86, longitude: 107.73 }, title: '示例', address: '示例' } }),
]; // prettier-ignore

export function telegramUpdate(id: number, chance: Chance): Sample {
  const person = chance.pick(PEOPLE);
  const from = { id: person, is_bot: false, first_name: '示例甲', language_code: 'zh-hans' };
  const direct = chance.next() < 0.8;
  const chat = direct
    ? { id: person, type: 'private', first_name: '示例甲' }
    : { id: GROUP, type: 'supergroup', title: '示例' };
  const message = { message_id: id, from, chat, date: Math.floor(Date.now() / 1000), ...chance.pick(CONTENTS)(chance) };
  const lot = chance.next();
  if (lot < 0.1) {
    const query = { id: `4${id}`, from, message, chat_instance: '1', data: 'q1.2.yes' };
    return { update: { update_id: id, callback_query: query }, due: true };
  }
  if (lot < 0.15) {
    const edited = { ...message, text: '请假 12.2', edit_date: message.date + 5 };
    return { update: { update_id: id, edited_message: edited }, due: true };
  }
  if (lot < 0.2) {
    const status = (to: string): object => ({ status: to, user: { id: 7, is_bot: true, first_name: '驻村助手' } });
    const changed = {
      chat,
      from,
      date: message.date,
      old_chat_member: status('member'),
      new_chat_member: status('kicked'),
    };
    return { update: { update_id: id, my_chat_member: changed }, due: false };
  }
  return { update: { update_id: id, message }, due: true };
}
