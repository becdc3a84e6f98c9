import { describe, expect, it } from 'vitest';
import { createAdapter } from '../../../bots/web/adapter.ts';
import { DemoNotOnLoopback } from '../../../bots/web/config.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { WebPerson, ask } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import { webAdapter, webConfig } from '../../fakes/web-server.ts';

const message = { eventKey: 'key-00000001', conversation: 'direct:li-lei', kind: 'text', text: '打卡' };

describe('the adapter', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'chat.example.gov.cn'])('never serves the demo on %s', (host) => {
    expect(() => webAdapter(sampleTeam(), { host })).toThrow(DemoNotOnLoopback);
  });

  it('serves the demo on each name of loopback', async () => {
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      const adapter = webAdapter(sampleTeam(), { host });
      await adapter.start(new SinkFake().sink);
      expect((await ask(adapter.url!)).status).toBe(200);
      await adapter.stop();
    }
  });

  it('says how it is', async () => {
    let now = 1000;
    const adapter = webAdapter(sampleTeam(), { now: () => now });
    expect([adapter.health(), adapter.url]).toEqual([{ state: 'starting', since: 1000, why: null }, null]);
    now = 2000;
    await adapter.start(new SinkFake().sink);
    expect(adapter.health()).toEqual({ state: 'up', since: 2000, why: null });
    expect(adapter.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    now = 3000;
    await adapter.stop();
    expect([adapter.health(), adapter.url]).toEqual([{ state: 'down', since: 3000, why: 'stopped' }, null]);
  });

  it('does not start on a port that is taken, nor without its pages', async () => {
    const first = webAdapter(sampleTeam());
    await first.start(new SinkFake().sink);
    const second = webAdapter(sampleTeam(), { port: Number(new URL(first.url!).port) });
    await expect(second.start(new SinkFake().sink)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    const unbuilt = createAdapter({ ports: sampleTeam().ports, config: webConfig({ clientFolder: '/' }) });
    await expect(unbuilt.start(new SinkFake().sink)).rejects.toThrow('not built');
  });

  it('finishes what is in hand when it stops, ends the streams, and takes nothing more', async () => {
    const store = sampleTeam();
    const product = new SinkFake();
    const adapter = webAdapter(store);
    await adapter.start(product.sink);
    const url = adapter.url!;
    const lilei = new WebPerson('li-lei', () => url, store);
    const stream = lilei.stream();
    await stream.until(({ events }) => events.length > 0);
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    product.hold = () => held;
    const posted = lilei.post(message);
    await expect.poll(() => product.calls).toBe(1);
    const stopped = adapter.stop();
    await stream.untilEnded();
    await expect(lilei.post({ ...message, eventKey: 'key-00000002' })).rejects.toThrow();
    release();
    expect((await posted).status).toBe(200);
    await stopped;
    expect([product.stored.length, store.rows.length]).toEqual([1, 1]);
  });

  it('cuts off a request that never ends', async () => {
    const store = sampleTeam();
    const product = new SinkFake();
    const adapter = webAdapter(store, { stopGraceMs: 50 });
    await adapter.start(product.sink);
    product.hold = () => new Promise(() => {});
    const posted = new WebPerson('li-lei', () => adapter.url!, store).post(message).catch(() => 'cut off');
    await expect.poll(() => product.calls).toBe(1);
    await adapter.stop();
    expect(await posted).toBe('cut off');
  });

  it('may be stopped twice, or before it started, and started again', async () => {
    const adapter = webAdapter(sampleTeam());
    await adapter.stop();
    await adapter.start(new SinkFake().sink);
    await Promise.all([adapter.stop(), adapter.stop()]);
    await adapter.start(new SinkFake().sink);
    expect(adapter.health().state).toBe('up');
    await adapter.stop();
  });

  it('sends also while its pages are not served: another process may show them', async () => {
    const store = sampleTeam();
    const adapter = webAdapter(store);
    expect(await adapter.send(outbound('direct:li-lei', '早'), new AbortController().signal)).toMatchObject({
      status: 'sent',
    });
  });
});
