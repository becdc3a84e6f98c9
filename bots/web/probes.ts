/** What a supervisor of this machine asks: whether the service works, and its figures. Never shown to the outside. */
import type { Context, MiddlewareHandler } from 'hono';
import type { Probes } from './config.ts';
import { loopbackHost } from './origin.ts';
import type { Gate } from './origin.ts';
import { isLoopbackAddress, remoteAddress } from './peer.ts';

/**
 * Asked from this machine by a loopback name. Either alone would not do: a Host can be forged from outside, and what a
 * proxy of this machine passes on comes from loopback too.
 */
const asksFromHere = (c: Context, gate: Gate): boolean =>
  isLoopbackAddress(remoteAddress(c)) && loopbackHost(c.req.header('host') ?? '', gate);

const reads = ({ req }: Context): boolean => req.method === 'GET' || req.method === 'HEAD';

/** Answers `/healthz` and `/metrics`; anybody else goes on to the gate and finds no such page. */
export const probed =
  (probes: Probes | undefined, gate: () => Gate, report: (error: unknown) => void): MiddlewareHandler =>
  async (c, next) => {
    const { path } = c.req;
    if (probes === undefined || (path !== '/healthz' && path !== '/metrics')) {
      await passed(next);
      return;
    }
    if (!reads(c) || !asksFromHere(c, gate())) {
      await passed(next);
      return;
    }
    try {
      return path === '/healthz' ? await health(probes) : await metrics(probes);
    } catch (error) {
      report(error);
      return Response.json({ ok: false }, { status: 503 });
    }
  };

async function passed(next: () => Promise<void>): Promise<undefined> {
  await next();
  return undefined;
}

async function health(probes: Probes): Promise<Response> {
  const { ok, body } = await probes.healthz();
  return Response.json(body, { status: ok ? 200 : 503 });
}

async function metrics(probes: Probes): Promise<Response> {
  const { contentType, text } = await probes.metrics();
  return new Response(text, { headers: { 'content-type': contentType } });
}
