/** The whole of the web chat's HTTP: gate, headers, pages, api, and an answer to everything that goes wrong. */
import { Hono } from 'hono';
import type { Context } from 'hono';
import { createApi } from './api.ts';
import type { ApiParts } from './api.ts';
import { gateKeeper } from './origin.ts';
import type { Gate } from './origin.ts';
import type { Probes } from './config.ts';
import { createPages } from './pages.ts';
import type { PageParts } from './pages.ts';
import { probed } from './probes.ts';
import { noticePage, refusalView } from './render.ts';
import { RETRY_AFTER_SECONDS, STATUS } from './refusal.ts';
import type { Refusal } from './refusal.ts';

export interface AppParts extends Omit<ApiParts, 'refuse'>, Omit<PageParts, 'refuse'> {
  readonly gate: () => Gate;
  readonly report: (error: unknown) => void;
  readonly probes: Probes | undefined;
}

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: with it browsers send `Origin: null` on forms, and the gate would refuse its own page.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(self), camera=(), microphone=()',
};

const headersOf = (refusal: Refusal): Record<string, string> =>
  STATUS[refusal] === 503 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};

const refuse = (refusal: Refusal): Response =>
  Response.json(refusalView(refusal), { status: STATUS[refusal], headers: headersOf(refusal) });

/** A person who opened a page or sent a form reads a page; the client reads JSON. */
const readsPages = ({ req }: Context): boolean =>
  (req.header('accept') ?? '').includes('text/html') && !/^\/(a\/[^/]+\/)?api\//.test(req.path);

export function createApp(parts: AppParts): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  const answer = (refusal: Refusal, c: Context): Response =>
    readsPages(c) ? c.html(noticePage(refusal, parts.botName), STATUS[refusal], headersOf(refusal)) : refuse(refusal);
  app.use('*', probed(parts.probes, parts.gate, parts.report));
  app.use('*', gateKeeper(parts.gate, answer));
  app.route('/a/:account/api', createApi({ ...parts, refuse }));
  app.route('/', createPages({ ...parts, refuse }));
  app.notFound((c) => answer('not-found', c));
  app.onError((error, c) => {
    // Nothing of ours throws on bad input: what comes here is a store that is down or a sink that did not take the message.
    parts.report(error);
    return readsPages(c) ? answer('try-later', c) : refuse('busy');
  });
  return app;
}
