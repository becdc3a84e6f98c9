/** The pages: who are you (demo), a personal link (a real county), and the chat itself, which holds no data. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { PersonaView } from './client/wire.ts';
import { assetResponse } from './assets.ts';
import type { Assets } from './assets.ts';
import { formOf, readBody } from './body.ts';
import type { WebPorts } from './ports.ts';
import { frontPage, linkPage, noticePage } from './render.ts';
import { PathId, PickedPersona, Token } from './schema.ts';
import { signIn } from './session.ts';
import { STATUS } from './refusal.ts';
import type { Refusal } from './refusal.ts';

const MAX_FORM_FIELDS_BYTES = 4_000;

export interface PageParts {
  readonly ports: WebPorts;
  readonly demo: boolean;
  readonly botName: string;
  readonly assets: Assets;
  readonly refuse: (refusal: Refusal) => Response;
}

export function createPages(parts: PageParts): Hono {
  const { refuse } = parts;
  const pages = new Hono();
  pages.get('/', (c) => (parts.demo ? asset(parts, c, 'picker.html') : c.html(frontPage(parts.botName))));
  pages.get('/assets/:name', (c) => asset(parts, c, c.req.param('name')));
  pages.get('/favicon.ico', (c) => c.body(null, 204));
  pages.get('/api/personas', async (c) => (parts.demo ? c.json(await personas(parts.ports)) : refuse('not-found')));
  pages.post('/pick', (c) => pick(parts, c));
  pages.get('/link/:token', (c) => showLink(parts, c));
  pages.post('/link/:token', (c) => useLink(parts, c));
  pages.get('/a/:account', (c) => c.redirect(`/a/${encodeURIComponent(c.req.param('account'))}/`, 302));
  pages.get('/a/:account/', (c) =>
    PathId.safeParse(c.req.param('account')).success ? asset(parts, c, 'chat.html') : refuse('not-found'),
  );
  return pages;
}

function asset({ assets, refuse }: PageParts, c: Context, name: string): Response {
  const found = assets.get(name);
  return found === undefined ? refuse('not-found') : assetResponse(found, c.req.header('if-none-match'));
}

async function personas(ports: WebPorts): Promise<PersonaView[]> {
  return (await ports.accounts.personas()).map(({ accountId, name, post, township, team }) => ({
    accountId,
    name,
    post,
    township,
    team,
  }));
}

async function pick({ ports, demo, botName, refuse }: PageParts, c: Context): Promise<Response> {
  if (!demo) return refuse('not-found');
  const picked = PickedPersona.safeParse(await fields(c));
  const known =
    picked.success && (await ports.accounts.personas()).some((one) => one.accountId === picked.data.accountId);
  const response = known ? await signIn(c, ports.accounts, picked.data.accountId) : null;
  return response ?? c.html(noticePage('no-persona', botName), STATUS['no-persona']);
}

async function showLink({ ports, botName }: PageParts, c: Context): Promise<Response> {
  const token = Token.safeParse(c.req.param('token'));
  const account = token.success ? await ports.accounts.peekLink(token.data) : null;
  return account === null
    ? c.html(noticePage('link-spent', botName), STATUS['link-spent'])
    : c.html(linkPage(account, botName));
}

async function useLink({ ports, botName }: PageParts, c: Context): Promise<Response> {
  const token = Token.safeParse(c.req.param('token'));
  const account = token.success ? await ports.accounts.consumeLink(token.data) : null;
  const response = account && (await signIn(c, ports.accounts, account.accountId));
  return response ?? c.html(noticePage('link-spent', botName), STATUS['link-spent']);
}

/** The fields of a small form; none when it is none. */
async function fields(c: Context): Promise<Record<string, unknown>> {
  try {
    const bytes = await readBody(c.req.raw, MAX_FORM_FIELDS_BYTES);
    return bytes === 'too-large' ? {} : Object.fromEntries(await formOf(bytes, c.req.header('content-type') ?? ''));
  } catch {
    return {};
  }
}
