import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import type { Probes } from '../../../bots/web/config.ts';
import { probed } from '../../../bots/web/probes.ts';
import { SinkFake } from '../../fakes/product.ts';
import { ask, jsonOf } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

let ok = true;
let adapter: WebAdapter;
const reported: unknown[] = [];
const probes: Probes = {
  healthz: async () => ({ ok, body: { ok, waiting: 3 } }),
  metrics: async () => {
    if (!ok) throw new Error('store is down');
    return { contentType: 'text/plain; version=0.0.4', text: 'waiting 3\n' };
  },
};

beforeEach(async () => {
  ok = true;
  reported.length = 0;
  const allowedOrigins = ['https://chat.example.gov.cn'];
  adapter = webAdapter(sampleTeam(), { demo: false, allowedOrigins, probes, report: (error) => reported.push(error) });
  await adapter.start(new SinkFake().sink);
});
afterEach(() => adapter.stop());

describe('the probes', () => {
  it('are answered to this machine', async () => {
    const health = await ask(`${adapter.url!}healthz`);
    expect([health.status, jsonOf(health)]).toEqual([200, { ok: true, waiting: 3 }]);
    const metrics = await ask(`${adapter.url!}metrics`);
    expect([metrics.headers['content-type'], metrics.bytes.toString()]).toEqual([
      'text/plain; version=0.0.4',
      'waiting 3\n',
    ]);
    expect((await ask(`${adapter.url!}healthz`, { method: 'HEAD' })).status).toBe(200);
  });

  it('say that something is wrong by 503, also where they fail themselves', async () => {
    ok = false;
    expect((await ask(`${adapter.url!}healthz`)).status).toBe(503);
    const metrics = await ask(`${adapter.url!}metrics`);
    expect([metrics.status, jsonOf(metrics)]).toEqual([503, { ok: false }]);
    expect(reported).toHaveLength(1);
  });

  it('are no pages to whoever comes by the public name, or by a name of their own', async () => {
    for (const path of ['healthz', 'metrics']) {
      expect((await ask(`${adapter.url!}${path}`, { headers: { host: 'chat.example.gov.cn' } })).status).toBe(404);
      expect((await ask(`${adapter.url!}${path}`, { headers: { host: 'elsewhere.example' } })).status).toBe(403);
      const origin = adapter.url!.replace(/\/$/, '');
      expect((await ask(`${adapter.url!}${path}`, { method: 'POST', headers: { origin } })).status).toBe(404);
    }
  });

  it('are not answered to another machine that writes a loopback name', async () => {
    const asked = async (remoteAddress: string): Promise<number> => {
      const app = new Hono();
      app.use(
        '*',
        probed(
          probes,
          () => ({ port: 8080, allowedOrigins: [] }),
          () => undefined,
        ),
      );
      const request = new Request('http://127.0.0.1:8080/healthz', { headers: { host: '127.0.0.1:8080' } });
      return (await app.fetch(request, { incoming: { socket: { remoteAddress } } })).status;
    };
    for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(await asked(here)).toBe(200);
    for (const away of ['203.0.113.7', '::ffff:10.0.0.2', 'fe80::1']) expect(await asked(away)).toBe(404);
  });

  it('are not there unless they are given', async () => {
    const without = webAdapter(sampleTeam());
    await without.start(new SinkFake().sink);
    expect((await ask(`${without.url!}healthz`)).status).toBe(404);
    await without.stop();
  });
});
