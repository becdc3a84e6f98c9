/**
 * Who is speaking. Each account has a cookie of its own below its own path, so two tabs of one browser can be two
 * people; the account named in the path must be the one the token belongs to.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { SignedInAccount, WebAccounts } from './ports.ts';
import { cameByHttps } from './origin.ts';
import { PathId, Token } from './schema.ts';
import type { Refusal } from './refusal.ts';

const COOKIE = 'zhucun';
const COOKIE_DAYS = 30;

/** What the routes below `/a/<account>/api` find in their context. */
export interface SignedIn {
  Variables: { account: SignedInAccount; token: string };
}

/** Sets the cookie; `Secure` wherever the browser came by https. */
function remember(c: Context, accountId: string, token: string, maxAge: number): void {
  setCookie(c, COOKIE, token, {
    path: `/a/${accountId}`,
    httpOnly: true,
    sameSite: 'Strict',
    secure: cameByHttps(c),
    maxAge,
  });
}

/**
 * Which chat this browser was in last, so that the front page can lead back to it. It says who somebody is to nobody: the
 * chat asks for its own cookie. Lax, so that it is there when somebody comes by a link.
 */
const LAST = 'zhucun_last';

function rememberLast(c: Context, accountId: string, maxAge: number): void {
  setCookie(c, LAST, accountId, { path: '/', httpOnly: true, sameSite: 'Lax', secure: cameByHttps(c), maxAge });
}

export function lastAccount(c: Context): string | null {
  const accountId = PathId.safeParse(getCookie(c, LAST));
  return accountId.success ? accountId.data : null;
}

/** Opens a session and sends the browser to the account's chat; null = the account may not sign in. */
export async function signIn(c: Context, accounts: WebAccounts, accountId: string): Promise<Response | null> {
  const token = await accounts.openSession(accountId);
  if (token === null) return null;
  remember(c, accountId, token, COOKIE_DAYS * 86_400);
  rememberLast(c, accountId, COOKIE_DAYS * 86_400);
  return c.redirect(`/a/${accountId}/`, 303);
}

export async function signOut(c: Context<SignedIn>, accounts: WebAccounts): Promise<Response> {
  await accounts.closeSession(c.get('token'));
  remember(c, c.get('account').accountId, '', 0);
  rememberLast(c, '', 0);
  return c.body(null, 204);
}

/** Lets only the signed-in person of the path's account through. */
export const signedIn =
  (accounts: WebAccounts, refuse: (refusal: Refusal) => Response): MiddlewareHandler<SignedIn> =>
  async (c, next) => {
    const accountId = PathId.safeParse(c.req.param('account'));
    const token = Token.safeParse(getCookie(c, COOKIE));
    if (!accountId.success || !token.success) return refuse('not-signed-in');
    const account = await accounts.session(token.data);
    if (account?.accountId !== accountId.data) return refuse('not-signed-in');
    c.set('account', account);
    c.set('token', token.data);
    await next();
    return undefined;
  };
