/** The chat page: joins the conversations, the line, the outbox and what is seen of them. */
import { SignedOut, fetchChanges, fetchPage, fetchState, leave, post } from './api.ts';
import { backoffMs } from './backoff.ts';
import { createComposer } from './composer.ts';
import type { Draft } from './composer.ts';
import { byId } from './dom.ts';
import { createLine } from './line.ts';
import type { LineState } from './line.ts';
import { createLocationDialog } from './location-dialog.ts';
import { createLogView } from './log-view.ts';
import { createMemory } from './memory.ts';
import { createOutbox } from './outbox.ts';
import { createPresses } from './presses.ts';
import { openShelf } from './shelf.ts';
import { createSidebar } from './sidebar.ts';
import { createTalk } from './talk.ts';
import type { Thread } from './talk.ts';
import type { MessageView, PostedBody, StateView } from './wire.ts';

/** A posted body without what every message has; spelled out since Omit would merge the kinds. */
type Content = PostedBody extends infer Body ? (Body extends unknown ? Omit<Body, 'eventKey' | 'conversation'> : never) : never;

const newKey = (): string =>
  'randomUUID' in crypto ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, '0')).join('');

async function begin(state: StateView): Promise<void> {
  const memory = createMemory(state.me.accountId);
  const talk = createTalk(memory.read);
  const shelf = await openShelf(state.me.accountId);
  const presses = createPresses(() => draw());
  let current = state.conversations[0]?.conversation ?? '';
  let loading = false;

  const outbox = createOutbox({
    shelf,
    post: async (queued) => {
      const outcome = await post(queued);
      if (outcome.result === 'acknowledged') line.retryNow();
      if (outcome.result === 'refused' && queued.body.kind === 'action') presses.release(queued.body.messageId);
      return outcome;
    },
    onChange: () => draw(),
    after: (ms, run) => {
      const id = window.setTimeout(run, ms);
      return () => window.clearTimeout(id);
    },
  });
  const enqueue = (content: Content, images: readonly Blob[] = [], label: string | null = null): void => {
    const body = { eventKey: newKey(), conversation: current, ...content };
    outbox.add({ body, at: Date.now(), images, label });
    log.scrollToEnd();
  };
  const authorOf = (message: MessageView): string => (message.from === 'me' ? '我' : (message.author ?? state.botName));
  const composer = createComposer(({ text, images, quote }: Draft) => {
    enqueue(images.length > 0 ? { kind: 'image', text, quote } : { kind: 'text', text, quote }, images);
  }, memory.drafts);
  const log = createLogView({
    element: byId('log', HTMLElement),
    toEnd: byId('to-end', HTMLButtonElement),
    loadMore: () => void loadPage(),
    onSeen: () => see(),
    actions: {
      reply: (message) => composer.quote(message, authorOf(message)),
      press(message, button) {
        presses.hold(message.id, button.id);
        enqueue({ kind: 'action', messageId: message.id, value: button.id, quote: null }, [], button.label);
      },
      show: (messageId) => {
        if (!log.reveal(messageId)) composer.say('这条消息比较早,请向上滚动查看。');
      },
      retry: outbox.retryNow,
      discard: (pending) => outbox.discard(pending.body.eventKey),
    },
  });
  const sidebar = createSidebar((conversation) => turnTo(conversation));

  const thread = (): Thread | undefined => talk.threads.get(current);
  const draw = (): void => {
    const shown = thread();
    if (shown === undefined) return;
    const brought = new Set(shown.messages.map(({ clientKey }) => clientKey));
    log.show({
      conversation: current,
      messages: shown.messages,
      pending: outbox.pending(current).filter(({ body }) => !brought.has(body.eventKey)),
      more: shown.more,
      loaded: shown.loaded,
      botName: state.botName,
      pressed: presses.held(),
    });
    see();
  };
  /** What stands at the end of the log in a window that is looked at was read. */
  const see = (): void => {
    const element = byId('log', HTMLElement);
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 80;
    if (atEnd && !document.hidden && thread()?.loaded && talk.unread(current) > 0) {
      talk.markRead(current);
      memory.keepRead(Object.fromEntries([...talk.threads].map(([key, { readSeq }]) => [key, readSeq])));
    }
    sidebar.show(talk, current, state.botName);
    const unread = talk.totalUnread();
    document.title = `${unread > 0 ? `(${String(unread)}) ` : ''}${state.me.name} · ${state.botName}`;
  };
  const turnTo = (conversation: string): void => {
    current = conversation;
    const view = thread()?.view;
    byId('title', HTMLElement).textContent = view?.title ?? state.botName;
    byId('subtitle', HTMLElement).textContent = view?.membersText ?? '';
    composer.turnTo(conversation, view?.kind ?? 'direct', state.botName);
    sidebar.close();
    draw();
    if (thread()?.loaded === false) void loadPage();
    if (window.matchMedia('(pointer: fine)').matches) composer.focus();
  };
  const loadPage = async (): Promise<void> => {
    const conversation = current;
    const before = thread()?.loaded ? (thread()?.messages[0]?.seq ?? null) : null;
    if (loading) return;
    loading = true;
    try {
      const page = await fetchPage(conversation, before);
      talk.addPage(conversation, page.messages, page.more);
      for (const { clientKey } of page.messages) if (clientKey !== null) outbox.settle(clientKey);
    } catch {
      window.setTimeout(() => void loadPage(), backoffMs(2, Math.random()));
      return;
    } finally {
      loading = false;
    }
    draw();
    if (conversation !== current && thread()?.loaded === false) void loadPage();
  };

  const take = (message: MessageView, all = false): void => {
    const receipt = talk.receive(message, all);
    if (receipt === 'gap') return void catchUp().catch(() => line.retryNow());
    if (message.clientKey !== null) outbox.settle(message.clientKey);
    if (receipt === 'changed') presses.release(message.id);
    if (receipt === 'new' && message.from === 'bot') presses.releaseSoon(message.conversation, talk);
    draw();
  };
  const catchUp = (): Promise<void> => fetchChanges(talk.since, (message) => take(message, true));
  const reload = async (afresh: boolean): Promise<void> => {
    talk.load((await fetchState()).conversations, afresh);
    turnTo(talk.threads.has(current) ? current : ([...talk.threads.keys()][0] ?? ''));
  };
  const line = createLine({
    since: talk.since,
    onMessage: take,
    catchUp,
    onConversations: (afresh) => void reload(afresh).catch(() => undefined),
    onState: (next) => {
      showLine(next, state.demo);
      if (next === 'open') outbox.retryNow();
    },
  });

  const dialog = createLocationDialog(state.places, (location) => enqueue({ kind: 'location', location, quote: null }));
  byId('locate', HTMLButtonElement).addEventListener('click', () => dialog.open());
  byId('leave', HTMLButtonElement).addEventListener('click', () => void leave().finally(() => location.assign('/')));
  window.addEventListener('online', outbox.retryNow);
  document.addEventListener('visibilitychange', see);
  talk.load(state.conversations, false);
  showPerson(state);
  turnTo(current);
  await outbox.restore();
  line.open();
}

function showPerson({ me, demo, botName }: StateView): void {
  byId('me-name', HTMLElement).textContent = me.name;
  byId('me-post', HTMLElement).textContent = me.post;
  byId('demo', HTMLElement).hidden = !demo;
  byId('other', HTMLElement).hidden = !demo;
  byId('text', HTMLTextAreaElement).setAttribute('aria-label', `写给${botName}的消息`);
}

function showLine(state: LineState, demo: boolean): void {
  const words = { connecting: '', open: '', lost: '连接中断,正在重连…', 'signed-out': '登录已失效,请重新进入。' }[state];
  const element = byId('line', HTMLElement);
  element.textContent = words;
  element.hidden = words === '';
  if (state === 'signed-out' && demo) location.assign('/');
}

/** Tries until the server is there; without a session the demo goes back to the picker. */
async function start(failures: number): Promise<void> {
  try {
    const state = await fetchState();
    showLine('open', state.demo);
    await begin(state);
  } catch (error) {
    showLine(error instanceof SignedOut ? 'signed-out' : 'lost', false);
    if (error instanceof SignedOut) location.assign('/');
    else window.setTimeout(() => void start(failures + 1), backoffMs(failures, Math.random()));
  }
}

void start(0);
