import fc from 'fast-check';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SinkFake } from '../../fakes/product.ts';
import { WebPerson, ask } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

const store = sampleTeam();
const product = new SinkFake();
const failures: unknown[] = [];
let adapter: WebAdapter;
let lilei: WebPerson;

beforeAll(async () => {
  adapter = webAdapter(store, { report: (error) => failures.push(error instanceof Error ? error.stack : error) });
  await adapter.start(product.sink);
  lilei = new WebPerson('li-lei', () => adapter.url!, store);
});
afterAll(() => adapter.stop());

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE'];
const PATHS = [
  '',
  'pick',
  'link/x',
  'assets/chat.js',
  'api/personas',
  'a/li-lei/',
  'a/li-lei/api/state',
  'a/li-lei/api/messages',
  'a/li-lei/api/changes',
  'a/li-lei/api/messages/x/images/0',
  'a/li-lei/api/messages?conversation=%00',
  'a/li-lei/api/messages/%00/images/0',
  'a/%00/api/state',
  'link/%00',
];
const ascii = fc.string({
  unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
const aBody = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.json(),
  fc.uint8Array({ maxLength: 300 }),
  fc
    .record({ eventKey: fc.constant('key-00000001'), conversation: ascii, kind: ascii, text: fc.string() })
    .map((one) => JSON.stringify(one)),
);
const aType = fc.constantFrom(
  'application/json',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'text/plain',
  '',
);

describe('malformed requests', () => {
  it('are each answered below 500, and the next good one is served', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...METHODS),
        fc.oneof(fc.constantFrom(...PATHS), ascii),
        fc.oneof(
          fc.constant(''),
          ascii.map((query) => `?${query}`),
          ascii.map((query) => `?conversation=${query}`),
        ),
        aType,
        aBody,
        fc.boolean(),
        fc.boolean(),
        async (method, path, query, type, body, known, chunked) => {
          const headers: Record<string, string> = { ...(known ? lilei.headers : {}), 'content-type': type };
          if (chunked) headers['transfer-encoding'] = 'chunked';
          const sent = method === 'GET' || method === 'HEAD' ? {} : { body };
          const url = `${adapter.url!}${path.replaceAll('#', '')}${query.replaceAll('#', '')}`;
          const reply = await ask(url, { method, headers, ...sent });
          expect(reply.status).toBeLessThan(500);
        },
      ),
      { numRuns: 600 },
    );
    expect(failures).toEqual([]);
    const good = { eventKey: 'key-99999999', conversation: 'direct:li-lei', kind: 'text', text: '打卡' };
    expect((await lilei.post(good)).status).toBe(200);
    expect(product.stored.every(({ senderId }) => senderId === 'li-lei')).toBe(true);
  });

  it('of broken forms are answered with a sentence', async () => {
    const good = JSON.stringify({ eventKey: 'key-00000002', conversation: 'team:1', kind: 'image' });
    const part = (name: string, value: string): string =>
      `--x\r\nContent-Disposition: form-data; ${name}\r\n\r\n${value}\r\n`;
    const bodies = [
      '',
      '--x--',
      '--x',
      part('name="message"', good),
      `${part('name="message"', good)}--x--`,
      `${part('name="image"', 'x')}--x--`,
      `${part('name="message"; filename="a"', good)}--x--`,
      `${part('name="message"', '{')}${part('name="image"; filename="a"', 'x')}--x--`,
      `${part('name="message"', good)}${part('name="image"; filename="a.jpg"', 'not an image')}--x--`,
    ];
    for (const body of bodies) {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const reply = await lilei.ask('api/messages', { method: 'POST', headers, body });
      expect([400, 415]).toContain(reply.status);
    }
  });

  it('that are no HTTP, or stop halfway, harm nobody', async () => {
    const port = Number(new URL(adapter.url!).port);
    const words = [
      'GET / HTTP/9.9\r\n\r\n',
      '\0\0\0\0',
      `POST /a/li-lei/api/messages HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nOrigin: http://127.0.0.1:${String(port)}\r\nCookie: ${lilei.headers['cookie']!}\r\nContent-Length: 1000\r\n\r\n{"half":`,
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n',
      `GET //evil.example/ HTTP/1.1\r\nHost: \u00ff\r\n\r\n`,
      `GET http://[::bad HTTP/1.1\r\nHost: x\r\n\r\n`,
      `GET /a/%ff/ HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${String(port)}\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`,
    ];
    for (const word of words) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(word));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    expect((await ask(adapter.url!)).status).toBe(200);
    expect(failures).toEqual([]);
  });
});
