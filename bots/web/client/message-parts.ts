/** The parts of a bubble: what is quoted, said, shown, to be saved, where it was, what can be pressed. */
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { sizeWords } from './sizes.ts';
import type { ButtonView, FileView, LocationView, MessageView, QuoteView } from './wire.ts';

/** A text longer than this is folded, so that 100 kB don't push everything else away. */
const FOLDED_LENGTH = 1500;

export function quoteBlock(quote: QuoteView, botName: string, show: (messageId: string) => void): HTMLElement {
  return el(
    'button',
    { type: 'button', class: 'quote', tabindex: -1, onclick: () => show(quote.messageId) },
    el('span', { class: 'quote-author' }, quote.author ?? botName),
    el('span', { class: 'quote-text' }, quote.excerpt === '' ? '（无文字）' : quote.excerpt),
  );
}

export function textBlock(text: string, mentions: MessageView['mentions']): HTMLElement | null {
  if (text === '' && mentions.length === 0) return null;
  const block = el('p', { class: 'text' });
  for (const { name, me } of mentions)
    block.append(el('span', { class: me ? 'mention mention-me' : 'mention' }, `@${name}`), ' ');
  if (text.length <= FOLDED_LENGTH) {
    block.append(text);
    return block;
  }
  const rest = el('span', { hidden: true }, text.slice(FOLDED_LENGTH));
  const unfold = el(
    'button',
    { type: 'button', class: 'link', tabindex: -1 },
    `… 展开全文（${String(text.length)} 字）`,
  );
  unfold.addEventListener('click', () => {
    rest.hidden = false;
    unfold.remove();
  });
  block.append(text.slice(0, FOLDED_LENGTH), rest, unfold);
  return block;
}

/** null where there is nothing to show. */
const blockOf = (kind: 'images' | 'files', shown: readonly HTMLElement[]): HTMLElement | null =>
  shown.length === 0 ? null : el('div', { class: kind }, ...shown);

export const imageBlock = (sources: readonly string[]): HTMLElement | null =>
  blockOf(
    'images',
    sources.map((src, n) =>
      el(
        'a',
        { href: src, target: '_blank', tabindex: -1, 'aria-label': `打开图片 ${String(n + 1)}` },
        el('img', { src, alt: `图片 ${String(n + 1)}`, loading: 'lazy' }),
      ),
    ),
  );

/** One link a file; the server says under which name it is saved. */
export const fileBlock = (files: readonly FileView[]): HTMLElement | null =>
  blockOf(
    'files',
    files.map(({ path, name, sizeBytes }) => {
      const label = `下载文件 ${name}，${sizeWords(sizeBytes)}`;
      return el(
        'a',
        { href: path, download: name, class: 'file', tabindex: -1, 'aria-label': label },
        ...signAndWords(name, sizeBytes),
        el('span', { class: 'file-save' }, icon('save')),
      );
    }),
  );

/** Files that are on their way: nothing to press yet. */
export const waitingFiles = (files: readonly File[]): HTMLElement | null =>
  blockOf(
    'files',
    files.map(({ name, size }) => el('span', { class: 'file' }, ...signAndWords(name, size))),
  );

const signAndWords = (name: string, sizeBytes: number): HTMLElement[] => [
  el('span', { class: 'file-sign' }, icon('file')),
  el('span', { class: 'file-words' }, el('strong', {}, name), el('span', { class: 'muted' }, sizeWords(sizeBytes))),
];

const degrees = (value: number): string => value.toFixed(5);

export const locationBlock = ({ latitude, longitude, accuracyMetres, name }: LocationView): HTMLElement =>
  el(
    'div',
    { class: 'place' },
    el('span', { class: 'place-pin' }, icon('pin')),
    el(
      'span',
      { class: 'place-words' },
      el('strong', {}, name ?? '位置'),
      el(
        'span',
        { class: 'muted' },
        `北纬 ${degrees(latitude)}，东经 ${degrees(longitude)}`,
        accuracyMetres === null ? '' : `，误差约 ${String(Math.round(accuracyMetres))} 米`,
      ),
    ),
  );

/** `waiting`: one of them was pressed and its answer is not here yet. */
export function buttonRow(
  buttons: readonly ButtonView[],
  waiting: string | null,
  press: (button: ButtonView) => void,
): HTMLElement | null {
  if (buttons.length === 0) return null;
  return el(
    'div',
    { class: 'answers', role: 'group', 'aria-label': '可选的回答' },
    ...buttons.map((button) =>
      el(
        'button',
        {
          type: 'button',
          class: 'answer',
          disabled: waiting !== null,
          'aria-busy': waiting === button.id ? 'true' : null,
          onclick: () => press(button),
        },
        button.label,
      ),
    ),
  );
}
