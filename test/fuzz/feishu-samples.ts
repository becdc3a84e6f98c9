/** Events as Feishu sends them, by lot. */
import type { Chance } from '../soak/chance.ts';

const PEOPLE = ['ou_00000000000000000000000000000001', 'ou_00000000000000000000000000000002'];
const DIRECT = 'oc_00000000000000000000000000000001';
const GROUP = 'oc_00000000000000000000000000000002';
const WORDS = ['打卡', '请假 12.1-12.3 母亲住院', '同意 #A1B2', '👌', '@_user_1 谁在岗', '日志 上午走访3户'];

interface Sample {
  readonly event: object;
  /** It says something to the bot. */
  readonly due: boolean;
}

export interface App {
  readonly appId: string;
  readonly token: string;
}

const CONTENTS: readonly (readonly [type: string, content: (chance: Chance) => unknown])[] = [
  ['text', ({ pick }) => ({ text: pick(WORDS) })],
  ['text', ({ pick }) => ({ text: pick(WORDS) })],
  ['image', () => ({ image_key: 'img_v3_sample' })],
  ['post', ({ pick }) => ({ title: '', content: [[{ tag: 'img', image_key: 'img_v3_sample' }], [{ tag: 'text', text: pick(WORDS) }]] })],
  ['location', () => ({ name: '示例村', latitude: '29.86', longitude: '107.73' })],
  ['file', () => ({ file_key: 'file_v3_sample', file_name: '示例.xlsx' })],
  ['audio', () => ({ file_key: 'file_v3_sample', duration: 3000 })],
  ['merge_forward', () => 'Merged and Forwarded Message'],
  ['of tomorrow', () => ({ anything: true })],
]; // prettier-ignore

export function feishuEvent(id: string, { appId, token }: App, chance: Chance): Sample {
  const now = String(Date.now());
  const header = (event_type: string): object => ({
    ...{ event_id: id, event_type, create_time: now, token, app_id: appId, tenant_key: 'sample' },
  });
  const ids = { open_id: chance.pick(PEOPLE), union_id: 'on_sample', user_id: 'sample' };
  const message_id = `om_${id}`;
  const lot = chance.next();
  if (lot < 0.1) {
    const context = { open_message_id: message_id, open_chat_id: DIRECT };
    const event = { operator: ids, token: 'c-sample', action: { value: { b: 'q1.2.yes' }, tag: 'button' }, context };
    return { event: { schema: '2.0', header: header('card.action.trigger'), event }, due: true };
  }
  if (lot < 0.15) {
    const event = { message_id, chat_id: DIRECT, recall_time: now, recall_type: 'message_owner' };
    return { event: { schema: '2.0', header: header('im.message.recalled_v1'), event }, due: false };
  }
  const [message_type, content] = chance.pick(CONTENTS);
  const told = content(chance);
  const direct = chance.next() < 0.8;
  const message = {
    ...{ message_id, create_time: now, update_time: now, message_type },
    ...(direct ? { chat_id: DIRECT, chat_type: 'p2p' } : { chat_id: GROUP, chat_type: 'group' }),
    content: typeof told === 'string' ? told : JSON.stringify(told),
    mentions: [{ key: '@_user_1', id: ids, name: '示例甲', tenant_key: 'sample' }],
  };
  const event = { sender: { sender_id: ids, sender_type: 'user', tenant_key: 'sample' }, message };
  return { event: { schema: '2.0', header: header('im.message.receive_v1'), event }, due: true };
}
