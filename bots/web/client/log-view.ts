/** The log of one conversation on the page: keeps the reader's place while it grows at either end. */
import { draw, items } from './log-items.ts';
import type { Drawn, LogContent } from './log-items.ts';
import { focusMessage, moveByKeys } from './log-keys.ts';
import type { MessageActions } from './message-view.ts';

const NEAR_END_PX = 80;
const NEAR_START_PX = 120;

export interface LogParts {
  readonly element: HTMLElement;
  readonly toEnd: HTMLButtonElement;
  readonly actions: MessageActions;
  readonly loadMore: () => void;
  readonly onSeen: () => void;
}

export class LogView {
  readonly #parts: LogParts;
  readonly #drawn: Drawn = new Map();
  #shown: LogContent | null = null;
  #atEnd = true;
  /** Messages that came while the reader was further up. */
  #missed = 0;

  constructor(parts: LogParts) {
    this.#parts = parts;
    const { element, toEnd } = parts;
    element.addEventListener('scroll', () => this.#noticeScroll(), { passive: true });
    toEnd.addEventListener('click', () => this.scrollToEnd());
    const stay = (): void => {
      if (this.#atEnd) this.scrollToEnd();
    };
    new ResizeObserver(stay).observe(element);
    // Pictures grow when they arrive; who stood at the end stays there.
    element.addEventListener('load', stay, true);
    moveByKeys(element, parts.actions, () => this.#shown?.messages ?? []);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  show(content: LogContent): void {
    const { element } = this.#parts;
    const before = this.#shown;
    const switched = before?.conversation !== content.conversation;
    const place = { top: element.scrollTop, height: element.scrollHeight };
    const prepended = !switched && (content.messages[0]?.seq ?? 0) < (before.messages[0]?.seq ?? 0);
    const grown = switched ? 0 : (content.messages.at(-1)?.seq ?? 0) - (before.messages.at(-1)?.seq ?? 0);
    if (switched) this.#drawn.clear();
    this.#shown = content;
    // A screen reader is told of news, not of a whole conversation or its history.
    element.setAttribute('aria-busy', String(switched || prepended || !before.loaded));
    draw(element, this.#drawn, items(content, this.#parts.actions));
    if (switched || this.#atEnd) this.scrollToEnd();
    else if (prepended) element.scrollTop = place.top + element.scrollHeight - place.height;
    this.#missed = switched ? 0 : this.#missed + Math.max(0, grown);
    this.#noticeScroll();
    element.removeAttribute('aria-busy');
  }

  /** Scrolls to a message and marks it for a moment; false when it is not here. */
  reveal(messageId: string): boolean {
    const node = document.getElementById(`m-${messageId}`);
    if (node === null) return false;
    node.scrollIntoView({ block: 'center' });
    node.classList.add('revealed');
    node.addEventListener('animationend', () => node.classList.remove('revealed'), { once: true });
    focusMessage(this.#parts.element, node);
    return true;
  }

  scrollToEnd(): void {
    this.#parts.element.scrollTop = this.#parts.element.scrollHeight;
  }

  #noticeScroll(): void {
    const { element, toEnd, loadMore, onSeen } = this.#parts;
    this.#atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (this.#atEnd) this.#missed = 0;
    toEnd.hidden = this.#atEnd;
    const words = toEnd.querySelector('span');
    if (words !== null) words.textContent = this.#missed > 0 ? `${String(this.#missed)} 条新消息` : '回到最新';
    if (this.#atEnd) onSeen();
    if (element.scrollTop < NEAR_START_PX && this.#shown?.loaded && this.#shown.more) loadMore();
  }
}
