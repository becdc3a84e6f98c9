/** Where a message is written. Enter sends, Shift+Enter begins a line; a word still being composed is never sent. */
import { createAttachments } from './attachments.ts';
import type { Attachments, Taken } from './attachments.ts';
import { byId, el } from './dom.ts';
import type { MessageView } from './wire.ts';

const MAX_HEIGHT_PX = 160;

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

export interface Draft extends Taken {
  readonly text: string;
  readonly quote: string | null;
}

export interface ComposerParts {
  readonly send: (draft: Draft) => void;
  /** Remembers what was begun in a conversation. */
  readonly drafts: { get(conversation: string): string; set(conversation: string, text: string): void };
}

export class Composer {
  readonly #parts: ComposerParts;
  readonly #input = byId('text', HTMLTextAreaElement);
  readonly #attachments: Attachments;
  #conversation = '';
  #isDirect = true;
  #quoted: MessageView | null = null;

  constructor(parts: ComposerParts) {
    this.#parts = parts;
    const form = byId('composer', HTMLFormElement);
    this.#attachments = createAttachments({
      pictures: byId('file', HTMLInputElement),
      documents: byId('document', HTMLInputElement),
      strip: byId('previews', HTMLElement),
      area: form,
      onChange: () => this.#fit(),
      say: (words) => this.say(words),
      takesDocuments: () => this.#isDirect,
    });
    this.#listen(form);
    // Shut in the page itself: what is typed before anything listens would be lost.
    this.#input.disabled = false;
  }

  #listen(form: HTMLFormElement): void {
    byId('stop-quoting', HTMLButtonElement).addEventListener('click', () => {
      this.#stopQuoting();
      this.focus();
    });
    byId('attach', HTMLButtonElement).addEventListener('click', () => byId('file', HTMLInputElement).click());
    byId('clip', HTMLButtonElement).addEventListener('click', () => byId('document', HTMLInputElement).click());
    this.#input.addEventListener('input', () => this.#put(this.#input.value));
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submitInput();
      this.focus();
    });
  }

  /** Turns to another conversation; each keeps what was begun in it. */
  turnTo(conversation: string, kind: 'direct' | 'group', botName: string): void {
    this.#conversation = conversation;
    this.#isDirect = kind === 'direct';
    byId('clip', HTMLButtonElement).hidden = !this.#isDirect;
    this.#stopQuoting();
    this.say('');
    this.#put(this.#parts.drafts.get(conversation));
    const chips = kind === 'direct' ? DIRECT_CHIPS : groupChips(botName);
    byId('chips', HTMLElement).replaceChildren(
      ...chips.map((chip) =>
        el('button', { type: 'button', class: 'chip', onclick: () => this.#press(chip) }, chip.label),
      ),
    );
  }

  quote(message: MessageView, author: string): void {
    this.#quoted = message;
    const stand = message.files.length > 0 ? '[文件]' : message.images.length > 0 ? '[图片]' : '[位置]';
    const words = message.text || stand;
    byId('quoted', HTMLElement).textContent = `回复 ${author}：${words.slice(0, 200)}`;
    byId('quoting', HTMLElement).hidden = false;
    this.focus();
  }

  focus(): void {
    this.#input.focus();
  }

  say(words: string): void {
    const notice = byId('notice', HTMLElement);
    notice.textContent = words;
    notice.hidden = words === '';
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.#stopQuoting();
    // 229: some browsers end a composition with an Enter that no longer says it composes.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells that Enter from a real one
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submitInput();
  }

  #press({ label, puts }: Chip): void {
    if (puts === null) this.#submit(label);
    else this.#put(this.#input.value.startsWith(puts.trim()) ? this.#input.value : `${puts}${this.#input.value}`);
    this.focus();
  }

  #submitInput(): void {
    const text = this.#input.value;
    this.#put('');
    this.#submit(text);
  }

  #submit(text: string): void {
    if (text.trim() === '' && this.#attachments.count() === 0) return;
    const taken = this.#attachments.take();
    const quote = this.#quoted?.id ?? null;
    this.#stopQuoting();
    this.say('');
    this.#parts.send({ text, ...taken, quote });
  }

  #stopQuoting(): void {
    this.#quoted = null;
    byId('quoting', HTMLElement).hidden = true;
  }

  /** The field grows with what is in it, up to a third of a phone. */
  #put(text: string): void {
    if (this.#input.value !== text) this.#input.value = text;
    this.#parts.drafts.set(this.#conversation, text);
    this.#fit();
  }

  #fit(): void {
    this.#input.style.height = 'auto';
    this.#input.style.height = `${String(Math.min(this.#input.scrollHeight, MAX_HEIGHT_PX))}px`;
    byId('send', HTMLButtonElement).disabled = this.#input.value.trim() === '' && this.#attachments.count() === 0;
  }
}

/** In a group everybody reads along: words are only put down, and addressed to the bot. */
const groupChips = (botName: string): Chip[] =>
  ['', '谁在岗', '帮助'].map((words) => ({
    label: words === '' ? `@${botName}` : words,
    puts: `@${botName} ${words}`,
  }));
