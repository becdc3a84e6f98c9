/** Everything the web chat's server puts into words or into the shape a reader sees. */
import type { OutboundMessage } from '../../src/chat/message.ts';
import type { MessageView, RefusalView } from './client/wire.ts';
import { storable } from './normalize.ts';
import type { LogRow, WebAccount } from './ports.ts';
import { LogBody, MAX_FILES, MAX_FILE_BYTES, MAX_IMAGES, MAX_IMAGE_BYTES, MAX_POSTED_TEXT } from './schema.ts';
import type { LogQuote } from './schema.ts';
import type { Refusal } from './refusal.ts';

const EXCERPT_LENGTH = 80;

const WORDS: Record<Refusal, string> = {
  'bad-request': '没有看懂这个请求，请刷新页面后再试。',
  empty: '消息是空的，请写点内容再发。',
  'too-long': `这条消息太长了（上限 ${String(MAX_POSTED_TEXT / 10_000)} 万字），请分成几条发。`,
  'body-too-large': '内容太大了，请分成几条发。',
  'no-image': '没有收到图片，请重新选一张。',
  'too-many-images': `一条消息最多 ${String(MAX_IMAGES)} 张图片，请分几条发。`,
  'image-too-large': `图片太大了（上限 ${String(MAX_IMAGE_BYTES / 1_000_000)} MB），请换一张小一点的。`,
  'image-type': '只能发 JPG、PNG 或 WebP 图片。',
  'image-broken': '这张图片打不开，可能没有传完整，请重新选一张。',
  'file-missing': '没有收到文件，请重新选一个。',
  'too-many-files': `一条消息最多 ${String(MAX_FILES)} 个文件，请分几条发。`,
  'file-too-large': `文件太大了（上限 ${String(MAX_FILE_BYTES / 1_000_000)} MB），请把里面的图片压缩，或分成几份再发。`,
  'file-kind':
    '只收文档（docx、doc、xlsx、xls、pdf、wps、et、odt、ofd、txt）。压缩包请解开后一个一个发，别的请另存为 docx 或 pdf。',
  'file-broken': '这个文件打不开，可能没有传完整，或改过扩展名，请打开看看再选一次。',
  'file-in-group': '文件不发到群里，请在和助手的单独聊天里发。',
  'not-signed-in': '登录已失效，请重新进入。',
  'foreign-origin': '请求不是从本聊天页面发出的，已拒绝。',
  'foreign-host': '请用本服务的地址访问。',
  'not-found': '没有这个页面。',
  'no-conversation': '没有这个会话，或您不在其中。',
  'no-message': '没有找到这条消息。',
  'no-file': '没有找到这个文件。',
  'office-only': '这一页只有县级经办人能看。',
  'no-persona': '没有这个人，请重新选择。',
  'link-spent': '这个链接已经用过或超过 10 分钟，请再要一个。',
  'bind-incomplete': '请填上姓名、手机尾号（4 位数字）和绑定码，三样都要。',
  'bind-refused':
    '没有绑定成功：姓名、手机尾号、绑定码有不对的，或者绑定码用过了、过期了。请核对后再试，或向县级主管部门要新的绑定码。',
  'bind-limited': '试的次数太多了，请过一小时再试，或联系县级主管部门。',
  'too-many-streams': '打开的窗口太多了，请关掉几个。',
  busy: '系统暂时存不下消息，稍后会自动重试，请不要关闭页面。',
  'try-later': '系统暂时连不上，什么都没有改动，请过一会儿再试。',
  stopping: '系统正在重启，稍后会自动重试。',
};

export const refusalText = (refusal: Refusal): string => WORDS[refusal];

export const refusalView = (refusal: Refusal): RefusalView => ({
  error: { code: refusal, text: refusalText(refusal) },
});

/** A line of `zhucun doctor`: what was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'fine' | 'wrong' | 'note' | 'skipped';
  readonly todo: string | null;
}

const wrong = (what: string, todo: string): Finding => ({ what, state: 'wrong', todo });

export const DOCTOR = {
  built: { what: '网页聊天的页面齐全', state: 'fine', todo: null },
  notBuilt: wrong('网页聊天的页面缺失，服务起不来', '请重新安装 zhucun；在源码里请运行 npm run build'),
  demoOutside: wrong('示例县谁都可以登录，却要监听外部地址', '请把 ZHUCUN_HOST 改成 127.0.0.1'),
} satisfies Record<string, Finding>;

/** Label of a pressed button that is no longer on its message. */
export const STALE_BUTTON = '（已更新的按钮）';

/** The log's body of a row, whatever version wrote it; an unreadable one is shown as empty rather than lost. */
export function bodyOf(row: LogRow): LogBody {
  const parsed = LogBody.safeParse(row.body);
  return parsed.success ? parsed.data : LogBody.parse({ kind: 'other', text: '' });
}

const STANDS = { image: '[图片]', file: '[文件]', location: '[位置]', text: '', action: '', other: '' } as const;

/** A quotation as it is kept with the message that quotes. */
export function quoteOf(row: LogRow): LogQuote {
  const body = bodyOf(row);
  const stand = body.files.length > 0 ? '[文件]' : STANDS[body.kind];
  const characters = Array.from(`${stand}${body.text}`.replace(/\s+/g, ' '));
  const excerpt = characters.slice(0, EXCERPT_LENGTH).join('') + (characters.length > EXCERPT_LENGTH ? '…' : '');
  return { messageId: row.id, author: row.authorName, excerpt };
}

/** A message of the bot as the log keeps it. */
export function render(message: OutboundMessage, quote: LogQuote | null, mentioned: readonly WebAccount[]): LogBody {
  return {
    kind: message.images.length > 0 ? 'image' : 'text',
    text: message.text,
    code: message.code,
    buttons: message.buttons,
    images: message.images,
    files: message.files,
    location: null,
    quote,
    mentions: mentioned.map(({ accountId, name }) => ({ accountId, name })),
  };
}

/** A row as `readerId` sees it: paths instead of hashes, no account ids of others. */
export function viewOf(row: LogRow, readerId: string): MessageView {
  const body = bodyOf(row);
  const mine = row.authorId === readerId;
  return {
    id: row.id,
    conversation: row.conversation,
    seq: row.seq,
    change: row.change,
    at: row.at,
    from: row.authorId === null ? 'bot' : mine ? 'me' : 'person',
    author: row.authorName,
    clientKey: mine ? row.key.slice(row.key.lastIndexOf(':') + 1) : null,
    kind: body.kind,
    text: body.text,
    code: body.code,
    buttons: body.buttons.map(({ id, label }) => ({ id, label })),
    images: body.images.map((_, n) => `api/messages/${row.id}/images/${String(n)}`),
    files: body.files.map(({ name, sizeBytes }, n) => ({
      path: `api/messages/${row.id}/files/${String(n)}`,
      name,
      sizeBytes,
    })),
    location: body.location && {
      latitude: body.location.latitude,
      longitude: body.location.longitude,
      accuracyMetres: body.location.accuracyMetres,
      name: body.location.name,
    },
    quote: body.quote,
    mentions: body.mentions.map(({ accountId, name }) => ({ name, me: accountId === readerId })),
  };
}

/** `content-disposition` of a file that is saved under its own name, whatever stands in it (RFC 6266, RFC 8187). */
export function attachment(name: string): string {
  const encoded = encodeURIComponent(storable(name)).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);

const page = (title: string, body: string, head = ''): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/picker.css">${head}
</head>
<body><main class="card">${body}</main></body>
</html>
`;

/** What a personal link shows: a look at a link (by a preview, a scanner) must not use it up, so a button does. */
export const linkPage = (account: WebAccount, botName: string): string =>
  page(
    botName,
    `<h1>${escapeHtml(botName)}</h1><p>以 <strong>${escapeHtml(account.name)}</strong>${
      account.post === '' ? '' : `（${escapeHtml(account.post)}）`
    } 的身份进入。</p><form method="post"><button class="primary" autofocus>进入聊天</button></form>` +
      '<p class="muted">不是本人请关闭此页。链接只能用一次。</p>',
  );

/** A page that says one sentence, for people who came by a wrong or old address. */
export const noticePage = (refusal: Refusal, botName: string): string =>
  page(botName, `<h1>${escapeHtml(botName)}</h1><p>${escapeHtml(refusalText(refusal))}</p>`);

/**
 * Leads to a page of that account. Whoever comes by a link from elsewhere has no cookie on the way, a redirect would not have it either; what
 * this page leads to has.
 */
export const leadPage = (path: string, botName: string): string =>
  page(
    botName,
    `<h1>${escapeHtml(botName)}</h1><p><a href="${escapeHtml(path)}">打开这一页</a></p>`,
    `\n<meta http-equiv="refresh" content="0; url=${escapeHtml(path)}">`,
  );

/** What was wrong with a form that was sent, and what stood in it; the code has to be typed anew. */
export interface SentForm {
  readonly refusal: 'bind-incomplete' | 'bind-refused' | 'bind-limited';
  /** Epoch ms; null = no time is set. */
  readonly until: number | null;
  readonly name: string;
  readonly tail: string;
}

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const wrongText = ({ refusal, until }: SentForm): string =>
  until === null
    ? refusalText(refusal)
    : `试的次数太多了，请在 ${shanghai.format(until)} 以后再试，或联系县级主管部门。`;

const field = (name: string, label: string, hint: string, more: string): string =>
  `<label class="field"><span>${label}</span><input name="${name}" required ${more}><small class="muted">${hint}</small></label>`;

const valued = (value: string): string => (value === '' ? '' : ` value="${escapeHtml(value)}"`);

const alarm = (words: string): string => `<p class="wrong" role="alert">${escapeHtml(words)}</p>`;

const bindForm = (sent: SentForm | null): string =>
  `<form method="post" action="/bind">${
    sent === null ? '' : alarm(wrongText(sent))
  }${field('name', '姓名', '与花名册上一致', `autocomplete="name" maxlength="40"${valued(sent?.name ?? '')}`)}${field(
    'tail',
    '手机尾号',
    '登记的手机号最后 4 位',
    `inputmode="numeric" autocomplete="off" maxlength="10"${valued(sent?.tail ?? '')}`,
  )}${field(
    'code',
    '绑定码',
    '县级主管部门给您的，不分大小写，只能用一次',
    'autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="40"',
  )}<button class="primary">绑定并进入</button></form>`;

const front = (botName: string, lead: string, sent: SentForm | null): string =>
  page(
    botName,
    `<h1>${escapeHtml(botName)}</h1>${lead}<p>第一次用，或者要重新登录，请填县级主管部门给您的绑定码。</p>${bindForm(sent)}` +
      '<p class="muted">没有绑定码，或者已经用过的，请向县级主管部门要一个新的，填在上面。</p>' +
      '<p class="muted">在聊天软件里也用机器人的，可以在那里向它发“网页”，用它给的个人链接进入，不用绑定码。</p>',
  );

/** The front page of a real county, where nobody can be picked: a binding code, or where to get one or a personal link. */
export const frontPage = (botName: string, lastAccountId: string | null, sent: SentForm | null = null): string =>
  front(botName, lastAccountId === null ? '' : `<p><a href="/a/${lastAccountId}/">回到上次的聊天</a></p>`, sent);

/** The front page for somebody whose session is over. */
export const signedOutPage = (botName: string): string =>
  front(botName, alarm('登录已失效，请重新进入。没发出的内容还留在这个浏览器里，进入后接着发。'), null);
