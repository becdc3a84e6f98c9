/** One message, as the log shows it. */
import { el, hiddenText } from './dom.ts';
import { icon } from './icons.ts';
import {
  buttonRow,
  fileBlock,
  imageBlock,
  locationBlock,
  quoteBlock,
  textBlock,
  waitingFiles,
} from './message-parts.ts';
import type { Pending } from './outbox.ts';
import { timeOf } from './times.ts';
import type { ButtonView, MessageView } from './wire.ts';

/** What a message lets its reader do. */
export interface MessageActions {
  readonly reply: (message: MessageView) => void;
  readonly press: (message: MessageView, button: ButtonView) => void;
  readonly show: (messageId: string) => void;
  readonly retry: () => void;
  readonly discard: (pending: Pending) => void;
}

export interface MessageSetting {
  readonly botName: string;
  /** Whether the message before it has the same author and is close in time. */
  readonly continued: boolean;
  /** Value of the button that was pressed and not answered yet. */
  readonly pressed: string | null;
}

const HUES = 6;

/** The same person has the same colour everywhere. */
const hueOf = (name: string): number => [...name].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;

const avatar = (author: string | null): HTMLElement =>
  author === null
    ? el('span', { class: 'avatar avatar-bot', 'aria-hidden': 'true' }, icon('bot'))
    : el('span', { class: `avatar hue-${String(hueOf(author))}`, 'aria-hidden': 'true' }, author.slice(-1));

export function messageView(message: MessageView, setting: MessageSetting, actions: MessageActions): HTMLElement {
  const mine = message.from === 'me';
  const author = message.author ?? setting.botName;
  const kind = message.kind === 'action' ? ' pressed' : '';
  const bubble = el(
    'div',
    { class: 'bubble' },
    message.quote && quoteBlock(message.quote, setting.botName, actions.show),
    message.kind === 'other' && message.text === '' ? el('p', { class: 'muted' }, '（无法显示的消息）') : null,
    message.location && locationBlock(message.location),
    imageBlock(message.images),
    wordsOf(message),
    fileBlock(message.files),
    codeOf(message),
    buttonRow(message.buttons, setting.pressed, (button) => actions.press(message, button)),
  );
  return el(
    'article',
    {
      class: `message ${mine ? 'mine' : 'theirs'}${setting.continued ? ' continued' : ''}${kind}`,
      id: `m-${message.id}`,
      tabindex: -1,
      'data-message': message.id,
    },
    mine ? null : avatar(message.author),
    el(
      'div',
      { class: 'column' },
      el('p', { class: 'by' }, mine ? hiddenText('我') : el('span', { class: 'author' }, author), time(message.at)),
      bubble,
    ),
    message.kind === 'action' ? null : replyButton(message, author, actions),
  );
}

function wordsOf(message: MessageView): HTMLElement | null {
  return message.kind === 'action'
    ? el('p', { class: 'text' }, icon('check'), message.text)
    : textBlock(message.text, message.mentions);
}

/** The short code, unless the words already give it. */
const codeOf = ({ code, text }: MessageView): HTMLElement | null =>
  code === null || text.includes(`#${code}`) ? null : el('span', { class: 'code' }, `#${code}`);

const time = (at: number): HTMLElement => el('time', { datetime: new Date(at).toISOString() }, timeOf(at));

const replyButton = (message: MessageView, author: string, actions: MessageActions): HTMLElement =>
  el(
    'button',
    {
      type: 'button',
      class: 'reply',
      tabindex: -1,
      'aria-label': `引用回复 ${author} ${timeOf(message.at)} 的消息`,
      title: '引用回复',
      onclick: () => actions.reply(message),
    },
    icon('reply'),
  );

/** A message of one's own that the server has not brought back yet. */
export function pendingView(pending: Pending, actions: MessageActions): HTMLElement {
  const { body, fate } = pending;
  const pictures = pending.images.map((image) => URL.createObjectURL(image));
  const view = el(
    'article',
    { class: `message mine pending ${fate.state}${body.kind === 'action' ? ' pressed' : ''}`, tabindex: -1 },
    el(
      'div',
      { class: 'column' },
      el('p', { class: 'by' }, hiddenText('我'), time(pending.at)),
      el(
        'div',
        { class: 'bubble' },
        body.kind === 'location' ? locationBlock(body.location) : null,
        imageBlock(pictures),
        body.kind === 'action' ? el('p', { class: 'text' }, icon('check'), pending.label ?? '') : null,
        'text' in body ? textBlock(body.text, []) : null,
        waitingFiles(pending.files ?? []),
      ),
      fateLine(pending, actions),
    ),
  );
  for (const image of view.querySelectorAll('img')) {
    image.addEventListener('load', () => URL.revokeObjectURL(image.src), { once: true });
  }
  return view;
}

function fateLine(pending: Pending, actions: MessageActions): HTMLElement | null {
  const { fate } = pending;
  const discard = (): HTMLElement =>
    el('button', { type: 'button', class: 'link', onclick: () => actions.discard(pending) }, '删除');
  if (fate.state === 'sent') return null;
  if (fate.state === 'sending') return el('p', { class: 'fate' }, '发送中');
  if (fate.state === 'refused') return el('p', { class: 'fate fate-bad' }, `未送达：${fate.why} `, discard());
  return el(
    'p',
    { class: 'fate fate-bad' },
    '未送达 · ',
    el('button', { type: 'button', class: 'link', onclick: actions.retry }, '重试'),
    ' ',
    discard(),
  );
}
