/** The conversation in view: what of it is drawn, read and loaded, and the list beside it. */
import { SignedOut, fetchPage } from './api.ts';
import { backoffMs } from './backoff.ts';
import type { Composer } from './composer.ts';
import { byId } from './dom.ts';
import type { LogView } from './log-view.ts';
import type { Memory } from './memory.ts';
import type { Outbox } from './outbox.ts';
import type { Presses } from './presses.ts';
import type { Sidebar } from './sidebar.ts';
import type { Talk, Thread } from './talk.ts';
import type { StateView } from './wire.ts';

export interface RoomParts {
  readonly state: StateView;
  readonly talk: Talk;
  readonly memory: Memory;
  readonly outbox: Outbox;
  readonly presses: Presses;
  readonly composer: Composer;
  readonly log: LogView;
  readonly sidebar: Sidebar;
  /** The session turned out to be over. */
  readonly onSignedOut: () => void;
}

export class Room {
  readonly #parts: RoomParts;
  #current = '';
  #loading = false;
  #failures = 0;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  get current(): string {
    return this.#current;
  }

  turnTo(conversation: string): void {
    const { state, memory, composer, sidebar } = this.#parts;
    this.#current = conversation;
    memory.place.set(conversation);
    const view = this.#thread()?.view;
    byId('title', HTMLElement).textContent = view?.title ?? state.botName;
    // Alone with the bot, the line says who speaks: on a phone nothing else does.
    const self = [state.me.name, state.me.post].filter((words) => words !== '').join(' · ');
    byId('subtitle', HTMLElement).textContent = view?.kind === 'group' ? view.membersText : `您是 ${self}`;
    composer.turnTo(conversation, view?.kind ?? 'direct', state.botName);
    sidebar.close();
    this.draw();
    this.loadFirst();
    // On a phone the keyboard would cover what was just opened.
    if (window.matchMedia('(pointer: fine)').matches) composer.focus();
  }

  draw(): void {
    const { state, log, outbox, presses } = this.#parts;
    const thread = this.#thread();
    if (thread === undefined) return;
    const brought = new Set(thread.messages.map(({ clientKey }) => clientKey));
    log.show({
      conversation: this.#current,
      messages: thread.messages,
      pending: outbox.pending(this.#current).filter(({ body }) => !brought.has(body.eventKey)),
      more: thread.more,
      loaded: thread.loaded,
      botName: state.botName,
      pressed: presses.held(),
    });
    this.see();
  }

  /** What stands at the end of the log in a window that is looked at was read. */
  see(): void {
    const { state, talk, memory, log, sidebar } = this.#parts;
    if (log.atEnd && !document.hidden && this.#thread()?.loaded && talk.unread(this.#current) > 0) {
      talk.markRead(this.#current);
      memory.keepRead(Object.fromEntries([...talk.threads].map(([key, { readSeq }]) => [key, readSeq])));
    }
    sidebar.show(talk, this.#current, state.botName);
    const unread = talk.totalUnread();
    document.title = `${unread > 0 ? `(${String(unread)}) ` : ''}${state.me.name} · ${state.botName}`;
  }

  /** Fetches the newest page where it is missing. */
  loadFirst(): void {
    if (this.#thread()?.loaded === false) this.loadPage();
  }

  /** Fetches the newest page, or the one before the first message that is here; tries again until it comes. */
  loadPage(): void {
    if (this.#loading) return;
    this.#loading = true;
    const conversation = this.#current;
    void this.#fetchPage(conversation)
      .then(
        () => (this.#failures = 0),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        this.#loading = false;
        this.draw();
        if (conversation !== this.#current) this.loadFirst();
      });
  }

  #failed(error: unknown): void {
    if (error instanceof SignedOut) this.#parts.onSignedOut();
    else window.setTimeout(() => this.loadPage(), backoffMs((this.#failures += 1), Math.random()));
  }

  async #fetchPage(conversation: string): Promise<void> {
    const { talk, outbox } = this.#parts;
    const thread = talk.threads.get(conversation);
    const before = thread?.loaded ? (thread.messages[0]?.seq ?? null) : null;
    const page = await fetchPage(conversation, before);
    talk.addPage(conversation, page.messages, page.more);
    for (const { clientKey } of page.messages) if (clientKey !== null) outbox.settle(clientKey);
  }

  #thread(): Thread | undefined {
    return this.#parts.talk.threads.get(this.#current);
  }
}
