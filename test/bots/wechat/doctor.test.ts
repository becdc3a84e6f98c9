import { readFileSync } from 'node:fs';
import { connect as connectHttp2, createSecureServer } from 'node:http2';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PuppetServer } from 'wechaty-puppet-service';
import { PuppetMock } from 'wechaty-puppet-mock';
import { examine, type Looked } from '../../../bots/wechat/doctor.ts';
import { doctorWords } from '../../../bots/wechat/render-doctor.ts';
import { WechatGateway } from '../../fakes/wechat-gateway.ts';

const pem = (name: string): string => readFileSync(new URL(`../../fixtures/wechat/${name}`, import.meta.url), 'utf8');
const words = doctorWords('wechat');
const DAY_MS = 86_400_000;

let gateway: WechatGateway;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  gateway = await WechatGateway.start();
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await gateway.close();
});

const at = (changed: Partial<Looked['gateway']> = {}, more: Partial<Looked> = {}): Looked => ({
  ...{ platform: 'wechat', dailyCap: 200, alone: false },
  gateway: { ...gateway.address, ...changed },
  ...more,
});

/** Where something listens that is no gateway, or another one. */
async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

const where = (port = gateway.port): string => `127.0.0.1:${port}`;

describe('the doctor', () => {
  it('finds nothing wrong where all is well, for each account by its own name', async () => {
    expect(await examine(at())).toEqual([words.tlsFine, words.tokenFine]);
    const second = await examine(at({}, { platform: 'wechat-2' }));
    expect(second.map(({ what }) => what.slice(0, 5))).toEqual(['微信2号：', '微信2号：']);
    expect(gateway.misuses).toEqual([]);
  });

  it('says that the gateway is not reached, or not found, with the name of the setting', async () => {
    await gateway.down();
    expect(await examine(at())).toEqual([words.unreachable(where())]);
    const nowhere = `${'a'.repeat(64)}.invalid`;
    const [found] = await examine(at({ host: nowhere }, { platform: 'wechat-3' }));
    expect(found).toEqual(doctorWords('wechat-3').unknownHost(nowhere));
    expect(found?.todo).toContain('ZHUCUN_WECHAT_GATEWAY_3');
  });

  it('says that the token is refused, and shows neither', async () => {
    const found = await examine(at({ token: 'sample_the-wrong-one' }));
    expect(found).toEqual([words.tlsFine, words.tokenRefused]);
    expect(JSON.stringify(found)).not.toContain('sample_');
  });

  it('does not wait for ever for a gateway that stands still', async () => {
    gateway.goSilent();
    expect(await examine(at({}, { withinMs: 300 }))).toEqual([words.silent(0.3)]);
    gateway.speak();
    const port = await listening(createSecureServer({ cert: pem('server.pem'), key: pem('server.key') }));
    expect(await examine(at({ port }, { withinMs: 300 }))).toEqual([words.tlsFine, words.silent(0.3)]);
  });

  it('has a word for a cap at which accounts were warned, and for a county that has nothing but WeChat', async () => {
    const found = await examine(at({}, { dailyCap: 401, alone: true }));
    expect(found.slice(2)).toEqual([words.capHigh(401, 200), words.alone]);
    expect(await examine(at({}, { dailyCap: 400 }))).toHaveLength(2);
  });
});

describe('a certificate', () => {
  it('of an authority that is not known, or not the one that is set, is told apart', async () => {
    expect(await examine(at({ ca: null }))).toEqual([words.untrusted(false)]);
    expect(await examine(at({ ca: pem('expired.pem') }))).toEqual([words.untrusted(true)]);
  });

  it('for another name is told with the name that was looked for', async () => {
    expect(await examine(at({ serverName: 'another.test' }))).toEqual([words.otherName('another.test')]);
    expect(await examine(at({ serverName: null }))).toEqual([words.otherName('127.0.0.1')]);
  });

  it('that is over is told, and one that soon will be is counted in days', async () => {
    const [cert, key] = [pem('expired.pem'), pem('expired.key')];
    const port = await listening(createTlsServer({ cert, key, ALPNProtocols: ['h2'] }));
    expect(await examine(at({ port, ca: cert }))).toEqual([words.expired]);
    const end = Date.parse('2120-01-01T00:00:00Z');
    const soon = await examine(at({}, { now: () => end - 12.5 * DAY_MS }));
    expect(soon).toEqual([words.tlsFine, words.expires(12), words.tokenFine]);
  });

  it('whose key everybody has is no protection, however well it fits', async () => {
    const port = await listening(createTcpServer());
    await ends.pop()?.();
    const puppet = new PuppetMock();
    const server = new PuppetServer({ endpoint: where(port), puppet, token: gateway.token });
    await server.start();
    ends.push(() => server.stop());
    expect(await examine(at({ port, ca: null, serverName: 'insecure' }))).toEqual([words.publicKey]);
  });
});

describe('a port', () => {
  it('without TLS is not spoken to', async () => {
    const heard: Buffer[] = [];
    const port = await listening(
      createTcpServer((socket) => {
        socket.on('data', (bytes) => {
          heard.push(bytes);
          socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
        });
        socket.on('error', () => undefined);
      }),
    );
    expect(await examine(at({ port }))).toEqual([words.noTls(where(port))]);
    expect(Buffer.concat(heard).toString('latin1')).not.toContain(gateway.token);
  });

  it('of another program with a certificate is told', async () => {
    const [cert, key] = [pem('server.pem'), pem('server.key')];
    const port = await listening(createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined)));
    expect(await examine(at({ port }))).toEqual([words.tlsFine, words.noGateway]);
  });
});

describe('the running bot', () => {
  it('goes on hearing while it is looked at', async () => {
    const events = await eventsOf(gateway);
    const person = gateway.person('示例甲');
    await examine(at());
    await examine(at({ token: 'sample_the-wrong-one' }));
    const before = events.bytes();
    person.say(person.id, '打卡');
    await expect.poll(() => events.bytes()).toBeGreaterThan(before);
    expect(gateway.misuses).toEqual([]);
    expect(Object.values(gateway.lookups)).toEqual([0, 0, 0, 0, 0]);
  });
});

/** Hears the gateway's events as the bot does. */
async function eventsOf({ address }: WechatGateway): Promise<{ bytes(): number }> {
  const { host, port, ca, serverName, token } = address;
  const session = connectHttp2(`https://${host}:${port}`, { ca, servername: serverName });
  ends.push(async () => session.destroy());
  const call = session.request({
    ...{ ':method': 'POST', ':path': '/wechaty.Puppet/Event', ':authority': token },
    ...{ 'content-type': 'application/grpc', te: 'trailers', authorization: `Wechaty ${token}` },
  });
  let heard = 0;
  call.on('data', (bytes: Buffer) => (heard += bytes.length));
  call.on('error', () => undefined);
  call.end(Buffer.alloc(5));
  await expect.poll(() => heard).toBeGreaterThan(0);
  return { bytes: () => heard };
}
