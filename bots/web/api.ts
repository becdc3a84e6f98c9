/** What a signed-in client may ask: its conversations, messages, images, files, news. All below `/a/<account>/api`. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { ConversationView, PageView, PlaceView, StateView } from './client/wire.ts';
import { asCursors, decodeCursors } from './cursors.ts';
import type { SignedInAccount, WebConversation, WebPorts } from './ports.ts';
import { readPosted } from './posted.ts';
import { attachment, bodyOf, viewOf } from './render.ts';
import { ConversationKey, PathId } from './schema.ts';
import type { LogBody } from './schema.ts';
import { signOut, signedIn } from './session.ts';
import type { SignedIn } from './session.ts';
import type { StreamHub } from './stream.ts';
import type { Received } from './receive.ts';
import type { PostedRequest } from './posted.ts';
import type { Refusal } from './refusal.ts';

const PAGE = 40;
const CHANGES = 200;

export interface ApiParts {
  readonly ports: WebPorts;
  readonly demo: boolean;
  readonly botName: string;
  readonly places: readonly PlaceView[];
  readonly hub: StreamHub;
  readonly stopping: () => boolean;
  readonly receive: (account: SignedInAccount, request: PostedRequest) => Promise<Received>;
  readonly refuse: (refusal: Refusal) => Response;
}

type Ask = Context<SignedIn>;

export function createApi(parts: ApiParts): Hono<SignedIn> {
  const { ports, refuse } = parts;

  const api = new Hono<SignedIn>();
  api.use('*', signedIn(ports.accounts, refuse));
  api.get('/state', async (c) => c.json(await state(parts, c.get('account'))));
  api.get('/messages', (c) => page(parts, c));
  api.get('/changes', async (c) => c.json(await changes(parts, c)));
  api.get('/messages/:id/images/:n', (c) => image(parts, c));
  api.get('/messages/:id/files/:n', (c) => file(parts, c));
  api.get('/stream', (c) => stream(parts, c));
  api.post('/leave', (c) => signOut(c, ports.accounts));
  api.post('/messages', (c) => post(parts, c));
  return api;
}

async function state({ ports, demo, botName, places }: ApiParts, me: SignedInAccount): Promise<StateView> {
  const [shownAs] = await ports.accounts.people([me.accountId]);
  const conversations = await ports.accounts.conversations(me.accountId);
  const heads = await ports.log.heads(conversations.map((one) => one.conversation));
  const views = conversations.map((one): ConversationView => {
    const head = heads.find((each) => each.conversation === one.conversation);
    return {
      ...shown(one),
      lastSeq: head?.lastSeq ?? 0,
      lastChange: head?.lastChange ?? 0,
      last: head?.last ? viewOf(head.last, me.accountId) : null,
    };
  });
  const { accountId, name } = me;
  return { me: { accountId, name, post: shownAs?.post ?? '' }, demo, botName, places, conversations: views };
}

const shown = ({ conversation, kind, title, membersText }: WebConversation): WebConversation => ({
  conversation,
  kind,
  title,
  membersText,
});

/** `?conversation=…&before=seq`: a page of what was said before, or the newest. */
async function page({ ports, refuse }: ApiParts, c: Ask): Promise<Response> {
  const { accountId } = c.get('account');
  const conversation = ConversationKey.safeParse(c.req.query('conversation'));
  const before = c.req.query('before');
  if (before !== undefined && !/^\d{1,9}$/.test(before)) return refuse('bad-request');
  if (!conversation.success || (await ports.accounts.conversation(accountId, conversation.data)) === null) {
    return refuse('no-conversation');
  }
  const rows = await ports.log.before(conversation.data, before === undefined ? null : Number(before), PAGE);
  const view: PageView = { messages: rows.map((row) => viewOf(row, accountId)), more: (rows[0]?.seq ?? 1) > 1 };
  return c.json(view);
}

/** `?since=cursors`: what a window without a stream asks now and then, and a window that finds a gap. */
async function changes({ ports }: ApiParts, c: Ask): Promise<PageView> {
  const { accountId } = c.get('account');
  const since = decodeCursors(c.req.query('since') ?? '');
  const conversations = (await ports.accounts.conversations(accountId)).map((one) => one.conversation);
  const asked = conversations.filter((conversation) => since.has(conversation));
  const rows = await ports.log.changesSince(asCursors(since, asked), CHANGES);
  return { messages: rows.map((row) => viewOf(row, accountId)), more: rows.length >= CHANGES };
}

/** The n-th image or file of a message that the reader may read. Never asked for by hash: a hash is no permission. */
async function attached<K extends 'images' | 'files'>(
  { ports }: ApiParts,
  c: Ask,
  of: K,
): Promise<{ readonly kept: LogBody[K][number]; readonly bytes: Uint8Array } | null> {
  const id = PathId.safeParse(c.req.param('id'));
  const n = c.req.param('n') ?? '';
  const row = id.success && /^\d$/.test(n) ? await ports.log.find(id.data) : null;
  if (row === null) return null;
  if ((await ports.accounts.conversation(c.get('account').accountId, row.conversation)) === null) return null;
  const kept = (bodyOf(row)[of] as readonly LogBody[K][number][])[Number(n)];
  const bytes = kept && (await ports[of].read(kept.sha256));
  return kept && bytes ? { kept, bytes } : null;
}

const KEPT_A_DAY = 'private, max-age=86400, immutable';

async function image(parts: ApiParts, c: Ask): Promise<Response> {
  const found = await attached(parts, c, 'images');
  if (found === null) return parts.refuse('no-message');
  return c.body(Uint8Array.from(found.bytes), 200, {
    'content-type': found.kept.contentType,
    'cache-control': KEPT_A_DAY,
    'content-disposition': 'inline',
  });
}

async function file(parts: ApiParts, c: Ask): Promise<Response> {
  const found = await attached(parts, c, 'files');
  if (found === null) return parts.refuse('no-file');
  return c.body(Uint8Array.from(found.bytes), 200, {
    'content-type': found.kept.contentType,
    'cache-control': KEPT_A_DAY,
    'content-disposition': attachment(found.kept.name),
  });
}

/** `?since=cursors`, or `Last-Event-ID` where the browser reconnects by itself: that one is newer. */
async function stream({ hub, refuse, stopping }: ApiParts, c: Ask): Promise<Response> {
  if (stopping()) return refuse('stopping');
  // A stream without a body would never be read, and never be closed.
  if (c.req.method !== 'GET') return refuse('not-found');
  const since = decodeCursors(c.req.header('last-event-id') ?? c.req.query('since') ?? '');
  const events = await hub.open(c.get('account').accountId, c.get('token'), since);
  if (events === null) return refuse('too-many-streams');
  return c.body(events, 200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Proxies that buffer would hold every message back.
    'x-accel-buffering': 'no',
  });
}

async function post({ receive, refuse, stopping }: ApiParts, c: Ask): Promise<Response> {
  if (stopping()) return refuse('stopping');
  const received = await receive(c.get('account'), await readPosted(c.req.raw));
  return received.ok ? c.json(received.acknowledged) : refuse(received.refusal);
}
