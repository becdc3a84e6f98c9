/** Moving about in the log by keyboard and by tap. */
import type { MessageActions } from './message-view.ts';
import type { MessageView } from './wire.ts';

/** One message at a time can be reached by Tab, with what is in it; the arrows move on. */
export function setStop(log: HTMLElement, message: HTMLElement | undefined): void {
  for (const old of log.querySelectorAll('.message [tabindex="0"], .message[tabindex="0"]'))
    old.setAttribute('tabindex', '-1');
  message?.setAttribute('tabindex', '0');
  for (const inner of message?.querySelectorAll('[tabindex="-1"]') ?? []) inner.setAttribute('tabindex', '0');
}

export function focusMessage(log: HTMLElement, message: HTMLElement): void {
  setStop(log, message);
  message.focus({ preventScroll: true });
}

/** Up, Down, Home, End move between messages, R quotes, a tap shows what can be done with a message. */
export function moveByKeys(log: HTMLElement, actions: MessageActions, messages: () => readonly MessageView[]): void {
  const current = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('.message') ?? null;
  log.addEventListener('keydown', (event) => {
    const all = [...log.querySelectorAll<HTMLElement>('.message')];
    const at = all.findIndex((one) => one === current());
    const target = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    const quoted = messages().find(({ id }) => id === all[at]?.dataset['message']);
    if (event.key === 'r' && quoted && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      actions.reply(quoted);
    }
    const next = target === undefined ? undefined : all[target];
    if (next === undefined) return;
    event.preventDefault();
    focusMessage(log, next);
    next.scrollIntoView({ block: 'nearest' });
  });
  log.addEventListener('click', (event) => {
    const message = (event.target as Element).closest<HTMLElement>('.message');
    for (const open of log.querySelectorAll('.message.open')) if (open !== message) open.classList.remove('open');
    if ((event.target as Element).closest('button, a') === null) message?.classList.toggle('open');
  });
}
