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

export interface LogView {
  show(content: LogContent): void;
  /** Scrolls to a message and marks it for a moment; false when it is not here. */
  reveal(messageId: string): boolean;
  scrollToEnd(): void;
}

export function createLogView(parts: LogParts): LogView {
  const { element, toEnd } = parts;
  const drawn: Drawn = new Map();
  let shown: LogContent | null = null;
  let atEnd = true;
  let missed = 0;

  const scrollToEnd = (): void => {
    element.scrollTop = element.scrollHeight;
  };
  const noticeScroll = (): void => {
    atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd) missed = 0;
    toEnd.hidden = atEnd;
    toEnd.lastChild!.textContent = missed > 0 ? `${String(missed)} 条新消息` : '回到最新';
    if (atEnd) parts.onSeen();
    if (element.scrollTop < NEAR_START_PX && shown?.more) parts.loadMore();
  };
  element.addEventListener('scroll', noticeScroll, { passive: true });
  toEnd.addEventListener('click', scrollToEnd);
  new ResizeObserver(() => atEnd && scrollToEnd()).observe(element);
  // Pictures grow when they arrive; who stood at the end stays there.
  element.addEventListener('load', () => atEnd && scrollToEnd(), true);
  moveByKeys(element, parts.actions, () => shown?.messages ?? []);

  return {
    scrollToEnd,
    show(content) {
      const switched = shown?.conversation !== content.conversation;
      const before = { top: element.scrollTop, height: element.scrollHeight, first: shown?.messages[0]?.seq };
      const grown = switched ? 0 : (content.messages.at(-1)?.seq ?? 0) - (shown?.messages.at(-1)?.seq ?? 0);
      const prepended = !switched && (content.messages[0]?.seq ?? 0) < (before.first ?? 0);
      if (switched) drawn.clear();
      shown = content;
      // A screen reader is told of news, not of a whole conversation or its history.
      element.setAttribute('aria-busy', String(switched || prepended));
      draw(element, drawn, items(content, parts.actions));
      if (switched || atEnd) scrollToEnd();
      else if (prepended) element.scrollTop = before.top + element.scrollHeight - before.height;
      if (!atEnd && grown > 0 && !switched) missed += grown;
      if (switched) missed = 0;
      noticeScroll();
      element.removeAttribute('aria-busy');
    },
    reveal(messageId) {
      const node = document.getElementById(`m-${messageId}`);
      if (node === null) return false;
      node.scrollIntoView({ block: 'center' });
      node.classList.add('revealed');
      node.addEventListener('animationend', () => node.classList.remove('revealed'), { once: true });
      focusMessage(element, node);
      return true;
    },
  };
}
