/** Where a message is written. Enter sends, Shift+Enter begins a line; a word still being composed is never sent. */
import { createAttachments } from './attachments.ts';
import { byId, el } from './dom.ts';
import type { MessageView } from './wire.ts';

/** What a press of a suggestion does: send its words, or put them down to be gone on with. */
interface Chip {
  readonly label: string;
  readonly puts: string | null;
}

const DIRECT_CHIPS: readonly Chip[] = [
  { label: '打卡', puts: null },
  { label: '请假', puts: null },
  { label: '日志', puts: '日志 ' },
  { label: '我的', puts: null },
  { label: '待办', puts: null },
  { label: '帮助', puts: null },
];

export interface Draft {
  readonly text: string;
  readonly images: readonly Blob[];
  readonly quote: string | null;
}

export interface Composer {
  /** Turns to another conversation; each keeps what was begun in it. */
  turnTo(conversation: string, kind: 'direct' | 'group', botName: string): void;
  quote(message: MessageView, author: string): void;
  focus(): void;
  say(words: string): void;
}

/** @param send takes a draft; `keep` remembers what was begun under the conversation's name */
export function createComposer(
  send: (draft: Draft) => void,
  keep: { get(conversation: string): string; set(conversation: string, text: string): void },
): Composer {
  const form = byId('composer', HTMLFormElement);
  const input = byId('text', HTMLTextAreaElement);
  const sendButton = byId('send', HTMLButtonElement);
  const quoteLine = byId('quoting', HTMLElement);
  const notice = byId('notice', HTMLElement);
  let conversation = '';
  let quoted: MessageView | null = null;

  const say = (words: string): void => {
    notice.textContent = words;
    notice.hidden = words === '';
  };
  const fit = (): void => {
    input.style.height = 'auto';
    input.style.height = `${String(Math.min(input.scrollHeight, 160))}px`;
    sendButton.disabled = input.value.trim() === '' && attachments.count() === 0;
  };
  const attachments = createAttachments({
    input: byId('file', HTMLInputElement),
    strip: byId('previews', HTMLElement),
    area: form,
    onChange: () => fit(),
    say,
  });
  const stopQuoting = (): void => {
    quoted = null;
    quoteLine.hidden = true;
  };
  const submit = (text: string): void => {
    const images = attachments.take();
    if (text.trim() === '' && images.length === 0) return;
    send({ text, images, quote: quoted?.id ?? null });
    say('');
    stopQuoting();
  };
  const submitInput = (): void => {
    submit(input.value);
    put('');
  };
  const put = (text: string): void => {
    input.value = text;
    keep.set(conversation, text);
    fit();
  };
  const press = ({ label, puts }: Chip): void => {
    if (puts === null) submit(label);
    else put(puts.includes(input.value) ? puts : `${puts}${input.value}`);
    input.focus();
  };

  byId('stop-quoting', HTMLButtonElement).addEventListener('click', () => {
    stopQuoting();
    input.focus();
  });
  byId('attach', HTMLButtonElement).addEventListener('click', () => byId('file', HTMLInputElement).click());
  input.addEventListener('input', () => {
    keep.set(conversation, input.value);
    fit();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') stopQuoting();
    // 229: some browsers end a composition with an Enter that no longer says it composes.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    submitInput();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submitInput();
    input.focus();
  });

  return {
    say,
    focus: () => input.focus(),
    turnTo(next, kind, botName) {
      conversation = next;
      stopQuoting();
      say('');
      input.value = keep.get(next);
      fit();
      const chips = kind === 'direct' ? DIRECT_CHIPS : groupChips(botName);
      byId('chips', HTMLElement).replaceChildren(
        ...chips.map((chip) => el('button', { type: 'button', class: 'chip', onclick: () => press(chip) }, chip.label)),
      );
    },
    quote(message, author) {
      quoted = message;
      const words = message.text || (message.images.length > 0 ? '[图片]' : '[位置]');
      byId('quoted', HTMLElement).textContent = `回复 ${author}:${words}`;
      quoteLine.hidden = false;
      input.focus();
    },
  };
}

/** In a group everybody reads along: words are only put down, and addressed to the bot. */
const groupChips = (botName: string): Chip[] =>
  ['', '谁在岗', '帮助'].map((words) => ({ label: words === '' ? `@${botName}` : words, puts: `@${botName} ${words}` }));
