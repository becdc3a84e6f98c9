import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SinkFake } from '../../fakes/product.ts';
import { ask, jsonOf } from '../../fakes/web-client.ts';
import type { Ask, Reply } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

const PUBLIC = 'https://chat.example.gov.cn';

let store: WebStoreFake;
let adapter: WebAdapter;
let clock: number;

beforeEach(async () => {
  store = sampleTeam();
  clock = Date.parse('2026-12-02T02:00:00Z');
  adapter = webAdapter(store, { demo: false, allowedOrigins: [PUBLIC], heartbeatMs: 20 });
  await adapter.start(new SinkFake().sink);
});
afterEach(() => adapter.stop());

const base = (): string => adapter.url!;
const origin = (): string => base().replace(/\/$/, '');
const formHeaders = (): Record<string, string> => ({
  origin: origin(),
  accept: 'text/html',
  'content-type': 'application/x-www-form-urlencoded',
});
const bind = (fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(`${base()}bind`, {
    method: 'POST',
    headers: { ...formHeaders(), ...headers },
    body: new URLSearchParams(fields).toString(),
  });
const right = { name: '李雷', tail: '1234', code: 'ABCD2345' };
const wordsOf = (reply: Reply): string => reply.bytes.toString();
const cookieNamed = (reply: Reply, name: string): string | undefined =>
  reply.headers['set-cookie']?.find((one) => one.startsWith(`${name}=`));
const sessionOf = (reply: Reply): string => cookieNamed(reply, 'zhucun')!.split(';')[0]!;

describe('a personal link', () => {
  const press = (token: string, more: Ask = {}): Promise<Reply> =>
    ask(`${base()}link/${token}`, { method: 'POST', ...more, headers: { origin: origin(), ...more.headers } });

  it('is left whole by whatever only looks at it', async () => {
    const token = store.link('li-lei');
    const looks: Ask[] = [
      {},
      { method: 'HEAD' },
      { headers: { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' } },
      { headers: { 'user-agent': 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)' } },
      { headers: { 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0 link preview', 'sec-fetch-site': 'cross-site' } },
      { method: 'OPTIONS', headers: { origin: origin() } },
      { method: 'PUT', headers: { origin: origin() } },
      { method: 'POST', headers: { origin: 'https://elsewhere.example' } },
    ];
    for (const look of looks) {
      const reply = await ask(`${base()}link/${token}`, look);
      expect(reply.headers['set-cookie'], JSON.stringify(look)).toBeUndefined();
      expect(store.links.has(token)).toBe(true);
      expect(store.sessions.size).toBe(0);
    }
    expect((await press(token)).status).toBe(303);
    expect(store.links.has(token)).toBe(false);
  });

  it('is kept by no cache and told to no other site', async () => {
    const { headers } = await ask(`${base()}link/${store.link('li-lei')}`);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('lets one of many who press at once in', async () => {
    const token = store.link('li-lei');
    const pressed = await Promise.all(Array.from({ length: 8 }, () => press(token)));
    expect(pressed.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410, 410, 410, 410]);
    expect(store.sessions.size).toBe(1);
  });

  it('makes a session of its own, whatever cookie the browser brought', async () => {
    const planted = 'planted-by-somebody-else';
    store.sessions.set(planted, 'li-lei');
    const reply = await press(store.link('li-lei'), { headers: { cookie: `zhucun=${planted}` } });
    expect(sessionOf(reply)).not.toContain(planted);
  });

  it('sets a cookie that scripts, other sites and other people’s paths do not get, over https only where it came so', async () => {
    const near = cookieNamed(await press(store.link('li-lei')), 'zhucun')!;
    expect(near).toMatch(/^zhucun=[\w-]+; Max-Age=2592000; Path=\/a\/li-lei; HttpOnly; SameSite=Strict$/);
    const host = { host: 'chat.example.gov.cn', origin: PUBLIC };
    const far = await press(store.link('li-lei'), { headers: host });
    for (const cookie of far.headers['set-cookie']!) expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=/);
  });
});

describe('a binding code', () => {
  beforeEach(() => store.codes.set('李雷 1234 ABCD2345', 'li-lei'));

  it('is asked for by a form that needs no script', async () => {
    const front = await ask(base());
    expect(front.status).toBe(200);
    expect(front.headers['cache-control']).toBe('no-store');
    const words = wordsOf(front);
    expect(words).toContain('<form method="post" action="/bind">');
    for (const name of ['name', 'tail', 'code']) expect(words).toContain(`name="${name}" required`);
    expect(words).not.toContain('<script');
  });

  it('opens a session and leads to the chat, once', async () => {
    const bound = await bind(right);
    expect([bound.status, bound.headers.location]).toEqual([303, '/a/li-lei/']);
    const state = await ask(`${base()}a/li-lei/api/state`, { headers: { cookie: sessionOf(bound) } });
    expect(jsonOf(state)).toMatchObject({ me: { accountId: 'li-lei' } });
    expect((await bind(right)).status).toBe(403);
    expect(store.sessions.size).toBe(1);
  });

  it.each([
    [{ name: ' 李　雷 ', tail: '１２３４', code: 'abcd 2345' }],
    [{ name: '李\u200b雷', tail: ' 1234 ', code: '\tａｂｃｄ２３４５ ' }],
  ])('is read as people type it (%#)', async (typed) => {
    expect((await bind({ ...typed })).status).toBe(303);
  });

  it('leaves the blank in a Latin name', async () => {
    await bind({ ...right, name: ' Li  Lei ' });
    expect(store.claims.at(-1)?.name).toBe('Li Lei');
  });

  it('has the same answer whichever part is wrong, and the code is not put back', async () => {
    const wrong = [
      { ...right, name: '韩梅' },
      { ...right, name: '查无此人' },
      { ...right, tail: '9999' },
      { ...right, code: 'WRONG234' },
    ];
    const answers = await Promise.all(wrong.map((fields) => bind(fields)));
    const said = answers.map((reply) => [reply.status, /role="alert">([^<]*)</.exec(wordsOf(reply))?.[1]]);
    expect(new Set(said.map(String)).size).toBe(1);
    expect(said[0]).toEqual([403, expect.stringContaining('没有绑定成功')]);
    for (const [n, reply] of answers.entries()) {
      expect(wordsOf(reply)).not.toContain(wrong[n]!.code);
      expect(wordsOf(reply)).toContain(`value="${wrong[n]!.name}"`);
      expect(reply.headers['set-cookie']).toBeUndefined();
    }
    expect((await bind(right)).status).toBe(303);
  });

  it('says until when nobody may try after too many', async () => {
    store.limitedUntil = clock + 25 * 60_000;
    const reply = await bind(right);
    expect(reply.status).toBe(429);
    expect(wordsOf(reply)).toContain('10:25');
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    [{}],
    [{ name: '李雷', tail: '1234' }],
    [{ name: '　', tail: '1234', code: 'ABCD2345' }],
    [{ name: '李雷', tail: '12345', code: 'ABCD2345' }],
    [{ name: '李雷', tail: '一二三四', code: 'ABCD2345' }],
    [{ name: '李'.repeat(400), tail: '1234', code: 'ABCD2345' }],
    [{ name: '李雷', tail: '1234', code: 'x'.repeat(5000) }],
  ])('that is not said in full is no try (%#)', async (fields) => {
    const reply = await bind(fields);
    expect(reply.status).toBe(400);
    expect(wordsOf(reply)).toContain('三样都要');
    expect(store.claims).toEqual([]);
  });

  it('is taken from the service’s own page only', async () => {
    for (const foreign of ['https://elsewhere.example', 'null', `http://127.0.0.1:1`]) {
      expect((await bind(right, { origin: foreign })).status).toBe(403);
    }
    const { origin: _, ...withoutOrigin } = formHeaders();
    const bare = { method: 'POST', headers: withoutOrigin, body: new URLSearchParams(right).toString() };
    expect((await ask(`${base()}bind`, bare)).status).toBe(403);
    expect((await bind(right, { host: 'elsewhere.example' })).status).toBe(403);
    expect((await ask(`${base()}bind?${new URLSearchParams(right).toString()}`)).status).toBe(404);
    expect(store.claims).toEqual([]);
  });

  it('shows what was typed as text', async () => {
    const reply = await bind({ ...right, name: '"><img src=x>', tail: '9999' });
    expect(wordsOf(reply)).not.toContain('<img');
  });

  it('says in a page that nothing was changed while the store is away', async () => {
    store.down = true;
    const reply = await bind(right);
    expect([reply.status, reply.headers['retry-after']]).toEqual([503, '2']);
    expect(reply.headers['content-type']).toContain('text/html');
    expect(wordsOf(reply)).toContain('什么都没有改动');
    store.down = false;
    expect((await bind(right)).status).toBe(303);
  });

  it('is not there in the demo', async () => {
    const demo = webAdapter(store);
    await demo.start(new SinkFake().sink);
    try {
      const headers = { ...formHeaders(), origin: demo.url!.replace(/\/$/, '') };
      const body = new URLSearchParams(right).toString();
      expect((await ask(`${demo.url!}bind`, { method: 'POST', headers, body })).status).toBe(404);
      expect(store.claims).toEqual([]);
    } finally {
      await demo.stop();
    }
  });
});

describe('whoever tries a code', () => {
  const far = { host: 'chat.example.gov.cn', origin: PUBLIC };
  const visitorBy = async (headers: Record<string, string>): Promise<string> => {
    await bind({ ...right, code: 'WRONG234' }, headers);
    return store.claims.at(-1)!.visitor;
  };

  it('is known by an address that is told to nobody', async () => {
    const visitor = await visitorBy({});
    expect(visitor).toMatch(/^[0-9a-f]{32}$/);
    expect(await visitorBy({})).toBe(visitor);
  });

  it('is told apart behind a TLS proxy by what the proxy adds last', async () => {
    const one = await visitorBy({ ...far, 'x-forwarded-for': '203.0.113.7' });
    expect(await visitorBy({ ...far, 'x-forwarded-for': '203.0.113.8' })).not.toBe(one);
    expect(await visitorBy({ ...far, 'x-forwarded-for': '198.51.100.1, 203.0.113.7' })).toBe(one);
    expect(await visitorBy({ ...far, 'x-forwarded-for': '::ffff:203.0.113.7' })).toBe(one);
  });

  it('is one in the whole of a household’s network', async () => {
    const one = await visitorBy({ ...far, 'x-forwarded-for': '2001:db8:1:2::1' });
    expect(await visitorBy({ ...far, 'x-forwarded-for': '2001:DB8:1:2:aaaa:bbbb:cccc:dddd' })).toBe(one);
    expect(await visitorBy({ ...far, 'x-forwarded-for': '2001:db8:1:3::1' })).not.toBe(one);
  });

  it('is nobody else for a header written without a proxy in between, or for one that is no address', async () => {
    const one = await visitorBy({});
    expect(await visitorBy({ 'x-forwarded-for': '203.0.113.7' })).toBe(one);
    for (const odd of ['unknown', '', '203.0.113.7:1', '1'.repeat(3000)]) {
      expect(await visitorBy({ ...far, 'x-forwarded-for': odd })).toBe(one);
    }
  });
});

describe('a session', () => {
  const signedIn = async (): Promise<string> =>
    sessionOf(await ask(`${base()}link/${store.link('li-lei')}`, { method: 'POST', headers: { origin: origin() } }));

  it('ends at once where the account is unbound, its streams by the next heartbeat', async () => {
    const cookie = await signedIn();
    const { WebStream } = await import('../../fakes/web-client.ts');
    const stream = new WebStream(`${origin()}/a/li-lei/api/stream`, { cookie, origin: origin() });
    await stream.until(({ events }) => events.length > 0);
    store.people.splice(0, 1);
    await stream.untilEnded();
    expect((await ask(`${base()}a/li-lei/api/state`, { headers: { cookie } })).status).toBe(401);
    const message = { eventKey: 'key-00000001', conversation: 'direct:li-lei', kind: 'text', text: '打卡' };
    const headers = { cookie, origin: origin(), 'content-type': 'application/json' };
    const posted = await ask(`${base()}a/li-lei/api/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify(message),
    });
    expect(posted.status).toBe(401);
    expect(store.rows).toEqual([]);
  });

  it('is closed by signing out, which another site cannot do for one', async () => {
    const cookie = await signedIn();
    const leave = (headers: Record<string, string>): Promise<Reply> =>
      ask(`${base()}a/li-lei/api/leave`, { method: 'POST', headers: { cookie, ...headers } });
    expect((await leave({ origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await leave({})).status).toBe(403);
    expect(store.sessions.size).toBe(1);
    const left = await leave({ origin: origin() });
    expect(left.status).toBe(204);
    expect(cookieNamed(left, 'zhucun')).toMatch(/^zhucun=; Max-Age=0; Path=\/a\/li-lei; HttpOnly/);
    expect(store.sessions.size).toBe(0);
    expect((await ask(`${base()}a/li-lei/api/state`, { headers: { cookie } })).status).toBe(401);
  });

  it('is found again from the front page, which says nobody’s name', async () => {
    const used = await ask(`${base()}link/${store.link('li-lei')}`, { method: 'POST', headers: { origin: origin() } });
    const last = cookieNamed(used, 'zhucun_last')!;
    expect(last).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const front = await ask(base(), { headers: { cookie: last.split(';')[0]! } });
    expect(wordsOf(front)).toContain('<a href="/a/li-lei/">');
    expect(wordsOf(front)).not.toContain('李雷');
    const odd = await ask(base(), { headers: { cookie: 'zhucun_last="><script>' } });
    expect(wordsOf(odd)).not.toContain('<script');
  });
});

describe('the front page', () => {
  it('says what those do who have no other chat than this', async () => {
    const words = wordsOf(await ask(base()));
    expect(words).toContain('请向县级主管部门要一个新的，填在上面');
    expect(words).not.toContain('登录已失效');
  });

  it('tells who was signed out so, with the form, and leads nobody back to a chat that is shut', async () => {
    const cookie = 'zhucun_last=li-lei';
    const words = wordsOf(await ask(`${base()}?signed-out`, { headers: { cookie } }));
    expect(words).toMatch(/role="alert">登录已失效/);
    expect(words).toContain('<form method="post" action="/bind">');
    expect(words).not.toContain('回到上次的聊天');
  });
});

describe('a wrong address', () => {
  it('is answered with a page where a person looks, and with JSON where a program does', async () => {
    const page = await ask(`${base()}nothing`, { headers: { accept: 'text/html,*/*' } });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(wordsOf(page)).toContain('没有这个页面');
    const json = await ask(`${base()}nothing`);
    expect(jsonOf(json)).toMatchObject({ error: { code: 'not-found' } });
    const foreign = await ask(base(), { headers: { accept: 'text/html', host: 'elsewhere.example' } });
    expect([foreign.status, foreign.headers['content-security-policy']]).toEqual([403, expect.any(String)]);
    expect(wordsOf(foreign)).toContain('请用本服务的地址访问');
  });
});
