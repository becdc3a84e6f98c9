/** The pages: who are you (demo), a binding code or a personal link (a real county), and the chat itself, which holds no data. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { PersonaView } from './client/wire.ts';
import { assetResponse } from './assets.ts';
import type { Assets } from './assets.ts';
import { formOf, readBody } from './body.ts';
import type { WebPorts } from './ports.ts';
import { visitorOf } from './peer.ts';
import { frontPage, leadPage, linkPage, noticePage, signedOutPage } from './render.ts';
import type { SentForm } from './render.ts';
import { BindingForm, PathId, PickedPersona, Token } from './schema.ts';
import { lastAccount, signIn, signedIn } from './session.ts';
import type { SignedIn } from './session.ts';
import { STATUS } from './refusal.ts';
import type { Refusal } from './refusal.ts';

const MAX_FORM_FIELDS_BYTES = 4_000;
const MAX_SHOWN_FIELD = 40;

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
  pages.get('/', (c) => (parts.demo ? asset(parts, c, 'picker.html') : c.html(front(parts, c))));
  pages.get('/assets/:name', (c) => asset(parts, c, c.req.param('name')));
  pages.get('/favicon.ico', (c) => c.body(null, 204));
  pages.get('/api/personas', async (c) => (parts.demo ? c.json(await personas(parts.ports)) : refuse('not-found')));
  pages.post('/pick', (c) => pick(parts, c));
  pages.post('/bind', (c) => bind(parts, c));
  pages.get('/link/:token', (c) => showLink(parts, c));
  pages.post('/link/:token', (c) => useLink(parts, c));
  pages.get('/a/:account', (c) => c.redirect(`/a/${encodeURIComponent(c.req.param('account'))}/`, 302));
  pages.get('/a/:account/', (c) =>
    PathId.safeParse(c.req.param('account')).success ? asset(parts, c, 'chat.html') : refuse('not-found'),
  );
  pages.get('/office/platforms', (c) => leadToPlatforms(parts, c));
  pages.get(
    '/a/:account/office/platforms',
    signedIn(parts.ports.accounts, (refusal) => notice(parts, refusal)),
    (c) => platforms(parts, c),
  );
  return pages;
}

const notice = ({ botName }: PageParts, refusal: Refusal): Response =>
  new Response(noticePage(refusal, botName), {
    status: STATUS[refusal],
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

/** The address that is told in chats says nothing of whose it is: the browser knows who was here last. */
function leadToPlatforms(parts: PageParts, c: Context): Response | Promise<Response> {
  const accountId = lastAccount(c);
  return accountId === null
    ? notice(parts, 'not-signed-in')
    : c.html(leadPage(`/a/${accountId}/office/platforms`, parts.botName));
}

async function platforms(parts: PageParts, c: Context<SignedIn>): Promise<Response> {
  const { office } = parts.ports;
  if (office === undefined) return notice(parts, 'not-found');
  const html = await office.platforms(c.get('account').accountId);
  return html === null ? notice(parts, 'office-only') : c.html(html);
}

/** The chat leads here with `?signed-out` when its session is over; the way back to it would only lead here again. */
const front = ({ botName }: PageParts, c: Context): string =>
  c.req.query('signed-out') === undefined ? frontPage(botName, lastAccount(c)) : signedOutPage(botName);

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

/** Whatever is wrong has one answer, so that nobody learns whose name, number or code was right. */
async function bind({ ports, demo, botName, refuse }: PageParts, c: Context): Promise<Response> {
  if (demo) return refuse('not-found');
  const given = await fields(c);
  const claim = BindingForm.safeParse(given);
  const again = (refusal: SentForm['refusal'], until: number | null = null): Response => {
    const sent = { refusal, until, name: textOf(given['name']), tail: textOf(given['tail']) };
    return c.html(frontPage(botName, null, sent), STATUS[refusal]);
  };
  if (!claim.success) return again('bind-incomplete');
  const bound = await ports.accounts.bind({ ...claim.data, visitor: visitorOf(c) });
  if (bound.outcome === 'limited') return again('bind-limited', bound.until);
  const response = bound.outcome === 'bound' ? await signIn(c, ports.accounts, bound.accountId) : null;
  return response ?? again('bind-refused');
}

/** As it was typed, to be put back into the form. */
const textOf = (field: unknown): string => (typeof field === 'string' ? field.slice(0, MAX_SHOWN_FIELD) : '');

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
