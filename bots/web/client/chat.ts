/** The chat page: joins the conversations, the line, the outbox and what is seen of them. */
import type { Taken } from './attachments.ts';
import { SignedOut, fetchChanges, fetchState, leave, post } from './api.ts';
import { backoffMs } from './backoff.ts';
import { Composer } from './composer.ts';
import { byId, el } from './dom.ts';
import { Line } from './line.ts';
import type { LineState } from './line.ts';
import { createLocationDialog } from './location-dialog.ts';
import { LogView } from './log-view.ts';
import { createMemory } from './memory.ts';
import type { MessageActions } from './message-view.ts';
import { Outbox } from './outbox.ts';
import type { PostResult, Queued, Shelf } from './outbox.ts';
import { createPresses } from './presses.ts';
import { Room } from './room.ts';
import { openShelf } from './shelf.ts';
import { createSidebar } from './sidebar.ts';
import { createTalk } from './talk.ts';
import type { MessageView, PostedBody, StateView } from './wire.ts';

/** A posted body without what every message has; spelled out since Omit would merge the kinds. */
type Content = PostedBody extends infer Body
  ? Body extends unknown
    ? Omit<Body, 'eventKey' | 'conversation'>
    : never
  : never;

const nothing: Taken = { images: [], files: [] };

class Chat {
  readonly #state: StateView;
  readonly #talk;
  readonly #place: () => string;
  readonly #outbox;
  readonly #presses = createPresses(() => this.#room.draw());
  readonly #composer;
  readonly #log;
  readonly #room: Room;
  readonly #line: Line;

  constructor(state: StateView, shelf: Shelf) {
    this.#state = state;
    const memory = createMemory(state.me.accountId);
    this.#place = () => memory.place.get();
    this.#talk = createTalk(memory.read);
    this.#outbox = new Outbox({
      shelf,
      post: (queued) => this.#post(queued),
      onChange: () => this.#room.draw(),
      after: later,
    });
    this.#composer = new Composer({
      drafts: memory.drafts,
      send: ({ text, images, files, quote }) => {
        const kind = files.length > 0 ? 'file' : images.length > 0 ? 'image' : 'text';
        this.#enqueue({ kind, text, quote }, { images, files });
      },
    });
    this.#log = new LogView({
      element: byId('log', HTMLElement),
      toEnd: byId('to-end', HTMLButtonElement),
      loadMore: () => this.#room.loadPage(),
      onSeen: () => this.#room.see(),
      actions: this.#actions(),
    });
    const sidebar = createSidebar((conversation) => this.#room.turnTo(conversation));
    this.#room = new Room({
      state,
      memory,
      sidebar,
      talk: this.#talk,
      outbox: this.#outbox,
      presses: this.#presses,
      composer: this.#composer,
      log: this.#log,
      onSignedOut: () => this.#line.end(),
    });
    this.#line = this.#newLine();
  }

  async open(): Promise<void> {
    this.#talk.load(this.#state.conversations, false);
    this.#room.turnTo(this.#known(this.#place()));
    const dialog = createLocationDialog(this.#state.places, (location) =>
      this.#enqueue({ kind: 'location', location, quote: null }),
    );
    byId('locate', HTMLButtonElement).addEventListener('click', () => dialog.open());
    window.addEventListener('online', () => this.#outbox.retryNow());
    document.addEventListener('visibilitychange', () => this.#room.see());
    this.#line.open();
    await this.#outbox.restore();
  }

  #newLine(): Line {
    return new Line({
      since: () => this.#talk.since(),
      onMessage: (message) => this.#take(message, false),
      catchUp: () => this.#catchUp(),
      onConversations: (afresh) => void this.#reload(afresh).catch((error: unknown) => this.#line.endIfOver(error)),
      onState: (next) => {
        showLine(next);
        if (next !== 'open') return;
        this.#outbox.retryNow();
        this.#room.loadFirst();
      },
    });
  }

  #actions(): MessageActions {
    return {
      reply: (message) =>
        this.#composer.quote(message, message.from === 'me' ? '我' : (message.author ?? this.#state.botName)),
      press: (message, button) => {
        this.#presses.hold(message.id, button.id);
        this.#enqueue({ kind: 'action', messageId: message.id, value: button.id, quote: null }, nothing, button.label);
      },
      show: (messageId) => {
        if (!this.#log.reveal(messageId)) this.#composer.say('这条消息比较早，请向上滚动查看。');
      },
      retry: () => this.#outbox.retryNow(),
      discard: (pending) => this.#outbox.discard(pending.body.eventKey),
    };
  }

  #enqueue(content: Content, { images, files }: Taken = nothing, label: string | null = null): void {
    const body = { eventKey: newKey(), conversation: this.#room.current, ...content };
    this.#outbox.add({ body, at: Date.now(), images, files, label });
    this.#log.scrollToEnd();
  }

  async #post(queued: Queued): Promise<PostResult> {
    const outcome = await post(queued);
    if (outcome.result === 'acknowledged') this.#line.retryNow();
    if (outcome.result === 'signed-out') this.#line.end();
    if (outcome.result === 'refused' && queued.body.kind === 'action') this.#presses.release(queued.body.messageId);
    return outcome;
  }

  #take(message: MessageView, all: boolean): void {
    const receipt = this.#talk.receive(message, all);
    if (receipt === 'gap') {
      void this.#catchUp().catch((error: unknown) => this.#line.endIfOver(error));
      return;
    }
    if (message.clientKey !== null) this.#outbox.settle(message.clientKey);
    if (receipt === 'changed') this.#presses.release(message.id);
    if (receipt === 'new' && message.from === 'bot') this.#presses.releaseSoon(message.conversation, this.#talk);
    this.#room.draw();
  }

  #catchUp(): Promise<void> {
    return fetchChanges(
      () => this.#talk.since(),
      (message) => this.#take(message, true),
    );
  }

  async #reload(afresh: boolean): Promise<void> {
    this.#talk.load((await fetchState()).conversations, afresh);
    this.#room.turnTo(this.#known(this.#room.current));
  }

  /** The conversation, or the first there is where it is not (any more) one of the person's. */
  #known(conversation: string): string {
    return this.#talk.threads.has(conversation) ? conversation : ([...this.#talk.threads.keys()][0] ?? '');
  }
}

/** 128 random bits; `randomUUID` is missing where a page came without https. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function later(ms: number, run: () => void): () => void {
  const id = window.setTimeout(run, ms);
  return () => window.clearTimeout(id);
}

function showPerson({ me, demo, botName }: StateView): void {
  byId('me-name', HTMLElement).textContent = me.name;
  byId('me-post', HTMLElement).textContent = me.post;
  byId('demo', HTMLElement).hidden = !demo;
  byId('other', HTMLElement).hidden = !demo;
  byId('text', HTMLTextAreaElement).setAttribute('aria-label', `写给${botName}的消息`);
  byId('leave', HTMLButtonElement).addEventListener('click', () => void leave().finally(() => location.assign('/')));
}

/** The front page, which then says why one is there. */
const FRONT_PAGE = '/?signed-out';

const LINE_WORDS: Record<LineState, string> = {
  connecting: '',
  open: '',
  lost: '连接中断，正在重连…',
  'signed-out': '登录已失效，请重新进入。写好的都还在。',
};

function showLine(state: LineState): void {
  const element = byId('line', HTMLElement);
  const over = state === 'signed-out';
  element.replaceChildren(
    el('span', {}, LINE_WORDS[state]),
    ...(over ? [el('a', { class: 'primary', href: FRONT_PAGE }, '去首页')] : []),
  );
  element.classList.toggle('line-over', over);
  element.hidden = LINE_WORDS[state] === '';
}

/** Tries until the server is there; without a session the way leads to the front page. */
async function start(failures: number): Promise<void> {
  const state = await fetchState().catch((error: unknown) => (error instanceof SignedOut ? 'signed-out' : 'lost'));
  if (typeof state === 'object') {
    showLine('open');
    showPerson(state);
    await new Chat(state, await openShelf(state.me.accountId)).open();
    return;
  }
  showLine(state);
  // Not to be come back to by the browser's own way back.
  if (state === 'signed-out') location.replace(FRONT_PAGE);
  else window.setTimeout(() => void start(failures + 1), backoffMs(failures, Math.random()));
}

void start(0);
