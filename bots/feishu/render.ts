/** Everything the Feishu bot puts into words, or into the shape its users see. */
import type { OutboundMessage } from '../../src/chat/message.ts';

/** What `@_all` stands for. */
export const EVERYBODY = '所有人';

/** As `im/v1` takes it; `content` is JSON. */
export interface Rendered {
  readonly msg_type: 'text' | 'interactive' | 'image' | 'file';
  readonly content: string;
}

/** What was uploaded for a message, by the name its content has for it. */
export type Uploaded = { readonly image_key: string } | { readonly file_key: string };

type Said = Pick<OutboundMessage, 'text' | 'mentions' | 'buttons'>;

const rendered = (type: Rendered['msg_type'], content: object): Rendered => ({
  msg_type: type,
  content: JSON.stringify(content),
});

/** A message of the bot: a text, with buttons a card, or what was uploaded for it. */
export function render(message: Said, uploaded: Uploaded | null = null): Rendered {
  if (uploaded !== null) return rendered('image_key' in uploaded ? 'image' : 'file', uploaded);
  return message.buttons.length > 0 ? renderCard(message) : renderText(message);
}

const openIds = (mentions: readonly string[]): readonly string[] => mentions.filter((id) => /^ou_[\w-]+$/.test(id));

/** A text message takes tags such as `<at>` and `<b>`, and has no way to write a plain one: what looks like one loses its bracket. */
const literal = (text: string): string => text.replace(/<(?=[a-z/])/gi, '＜');

export function renderText({ text, mentions }: Said): Rendered {
  const called = openIds(mentions).map((id) => `<at user_id="${id}"></at> `);
  return rendered('text', { text: called.join('') + literal(text) });
}

/**
 * A card (JSON 1.0, which every client shows): the text as it is, the buttons under it. It is shared, or it could not be changed
 * after the answer, and may not be forwarded, for its buttons would work there.
 */
export function renderCard({ text, mentions, buttons }: Said): Rendered {
  const called = openIds(mentions).map((id) => `<at id=${id}></at>`);
  const actions = buttons.map(({ id, label }, n) => ({
    tag: 'button',
    text: { tag: 'plain_text', content: label },
    type: n === 0 ? 'primary' : 'default',
    value: { b: id },
  }));
  return rendered('interactive', {
    config: { wide_screen_mode: true, update_multi: true, enable_forward: false },
    elements: [
      ...(called.length > 0 ? [{ tag: 'div', text: { tag: 'lark_md', content: called.join(' ') } }] : []),
      { tag: 'div', text: { tag: 'plain_text', content: text } },
      ...(actions.length > 0 ? [{ tag: 'action', actions }] : []),
    ],
  });
}

/** A line of `zhucun doctor`: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'fine' | 'wrong' | 'note' | 'skipped';
  readonly todo: string | null;
}

const fine = (what: string): Finding => ({ what, state: 'fine', todo: null });
const wrong = (what: string, todo: string): Finding => ({ what, state: 'wrong', todo });
const note = (what: string, todo: string | null = null): Finding => ({ what, state: 'note', todo });

const CONSOLE = '飞书开发者后台';

export const DOCTOR = {
  appFine: fine('飞书：应用凭证有效'),
  appRefused: wrong(
    '飞书：应用凭证无效',
    `请到${CONSOLE}“凭证与基础信息”核对 App ID 和 App Secret，改好 ZHUCUN_FEISHU_APP_ID、ZHUCUN_FEISHU_APP_SECRET 后重新启动`,
  ),
  unreachable: (domain: string) =>
    wrong('飞书：开放平台连不上', `请检查本机的网络、DNS 和代理，确认能访问 ${domain}；连上之前消息会排队等候`),
  clockFine: fine('飞书：本机时钟与平台一致'),
  clockOff: (seconds: number) =>
    wrong(
      `飞书：本机时钟与平台相差 ${String(Math.abs(seconds))} 秒（本机偏${seconds > 0 ? '快' : '慢'}）`,
      '请打开系统的自动校时（如 timedatectl set-ntp true），再检查一次',
    ),
  botFine: fine('飞书：机器人已启用'),
  botOff: wrong('飞书：机器人没有启用', `请到${CONSOLE}“添加应用能力”里加上机器人，再创建版本并发布`),
  scopesFine: fine('飞书：需要的权限都已开通'),
  scopeMissing: (scope: string, what: string) =>
    wrong(`飞书：缺少权限 ${scope}（${what}）`, `请到${CONSOLE}“权限管理”开通 ${scope}，再创建版本并发布`),
  scopesUnknown: note('飞书：查不到权限是否开通', `请到${CONSOLE}“权限管理”按 bots/feishu/README.md 的表逐项核对`),
  groupAll: note(
    '飞书：机器人收得到群里的全部消息（已开通 im:message.group_msg）',
    '只用 @ 机器人就够的话，可以撤掉这项权限',
  ),
  groupMentions: note('飞书：群里只有 @机器人 的消息收得到（没有开通 im:message.group_msg）', '签到、请假请私聊机器人'),
  longFine: fine('飞书：可以建立长连接'),
  longRefused: wrong(
    '飞书：长连接被拒绝',
    `请到${CONSOLE}“事件与回调”，把事件和回调的订阅方式都选成“使用长连接接收”；要先启动 zhucun 再点保存`,
  ),
  hookFine: fine('飞书：Webhook 在本机能应答'),
  hookSilent: (where: string) =>
    wrong(
      `飞书：Webhook 没有在 ${where} 应答`,
      '请先启动 zhucun 再检查；已经启动的话，请看端口（ZHUCUN_FEISHU_PORT）是否被别的程序占用',
    ),
  hookOtherKeys: (where: string) =>
    wrong(
      `飞书：在 ${where} 应答的程序用的不是这套密钥`,
      '请核对 ZHUCUN_FEISHU_ENCRYPT_KEY、ZHUCUN_FEISHU_VERIFICATION_TOKEN，改后重新启动 zhucun',
    ),
  hookOutside: note(
    '飞书：从外网能不能访问 Webhook，在本机看不出来',
    `请到${CONSOLE}“事件与回调”点一次请求地址旁的“保存”，能存上就是通的`,
  ),
} satisfies Record<string, Finding | ((...of: never[]) => Finding)>;

/** What each scope is for. */
export const SCOPE_WORDS = {
  'im:message:send_as_bot': '以机器人身份发消息',
  'im:message.p2p_msg:readonly': '接收私聊消息',
  'im:message.group_at_msg:readonly': '接收群里 @机器人 的消息',
  'im:message:update': '答复后更新卡片',
  'im:message:readonly': '取消息里的图片',
  'im:resource': '收发图片和文件',
  'im:chat:readonly': '分清私聊和群聊',
  'contact:user.id:readonly': '按手机号找人',
} as const;
