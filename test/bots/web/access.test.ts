import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebAdapter } from '../../../bots/web/adapter.ts';
import { SinkFake, outbound } from '../../fakes/product.ts';
import { ask, jsonOf, sentenceOf } from '../../fakes/web-client.ts';
import type { Reply } from '../../fakes/web-client.ts';
import { WebPerson } from '../../fakes/web-client.ts';
import { sampleTeam } from '../../fakes/web-ports.ts';
import type { WebStoreFake } from '../../fakes/web-ports.ts';
import { webAdapter } from '../../fakes/web-server.ts';

let store: WebStoreFake;
let adapter: WebAdapter;
let product: SinkFake;
const base = (): string => adapter.url!;
const origin = (): string => base().replace(/\/$/, '');
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const pick = (accountId: string, headers: Record<string, string> = {}): Promise<Reply> =>
  ask(`${base()}pick`, {
    method: 'POST',
    headers: { ...form, origin: origin(), ...headers },
    body: `accountId=${accountId}`,
  });

beforeEach(async () => {
  store = sampleTeam();
  product = new SinkFake();
  adapter = webAdapter(store);
  await adapter.start(product.sink);
});
afterEach(() => adapter.stop());

describe('the picker of the demo', () => {
  it('lists the sample people and signs in as one of them, below a path of their own', async () => {
    expect(jsonOf(await ask(`${base()}api/personas`))).toHaveLength(5);
    const picked = await pick('li-lei');
    expect(picked.status).toBe(303);
    expect(picked.headers.location).toBe('/a/li-lei/');
    expect(picked.headers['set-cookie']?.[0]).toMatch(
      /^zhucun=.+; Max-Age=\d+; Path=\/a\/li-lei; HttpOnly; SameSite=Strict$/,
    );
  });

  it('knows nobody else', async () => {
    for (const nobody of ['nobody', '../a', '%00', 'a b', '']) expect((await pick(nobody)).status).toBe(404);
    expect(store.sessions.size).toBe(0);
  });

  it('is not there in a real county', async () => {
    const real = webAdapter(store, { demo: false });
    await real.start(product.sink);
    try {
      expect((await ask(`${real.url!}api/personas`)).status).toBe(404);
      const headers = { ...form, origin: real.url!.replace(/\/$/, '') };
      const picked = await ask(`${real.url!}pick`, { method: 'POST', headers, body: 'accountId=li-lei' });
      expect(picked.status).toBe(404);
      expect((await ask(real.url!)).bytes.toString()).toContain('绑定码');
    } finally {
      await real.stop();
    }
  });
});

describe('a personal link', () => {
  it('shows a button when looked at and signs in once when pressed', async () => {
    const link = `${base()}link/${store.link('han-mei')}`;
    for (let looks = 0; looks < 3; looks += 1) {
      const shown = await ask(link);
      expect(shown.status).toBe(200);
      expect(shown.bytes.toString()).toContain('韩梅');
      expect(shown.headers['set-cookie']).toBeUndefined();
    }
    const used = await ask(link, { method: 'POST', headers: { origin: origin() } });
    expect([used.status, used.headers.location]).toEqual([303, '/a/han-mei/']);
    const again = await ask(link, { method: 'POST', headers: { origin: origin() } });
    expect(again.status).toBe(410);
    expect(again.bytes.toString()).toContain('再要一个');
    expect((await ask(link)).status).toBe(410);
  });

  it('is not used up from another site', async () => {
    const token = store.link('han-mei');
    const link = `${base()}link/${token}`;
    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
      expect((await ask(link, { method: 'POST', headers })).status).toBe(403);
    }
    expect(store.links.has(token)).toBe(true);
  });

  it('shows a name as text, whatever it holds', async () => {
    store.person('odd', '<img src=x onerror=alert(1)>&"');
    const shown = await ask(`${base()}link/${store.link('odd')}`);
    expect(shown.bytes.toString()).not.toContain('<img');
  });
});

it.each(['link/%00', 'link/x%00yyyyyyyyy', `link/${'x'.repeat(5000)}`])('the link %# is nobody’s', async (path) => {
  expect((await ask(`${base()}${path}`)).status).toBe(410);
  expect((await ask(`${base()}${path}`, { method: 'POST', headers: { origin: origin() } })).status).toBe(410);
});

describe('sessions', () => {
  it('let two people use one browser side by side, and none speak for the other', async () => {
    const cookies = await Promise.all(
      ['li-lei', 'han-mei'].map(async (id) => (await pick(id)).headers['set-cookie']![0]!.split(';')[0]!),
    );
    for (const [n, id] of ['li-lei', 'han-mei'].entries()) {
      const mine = await ask(`${base()}a/${id}/api/state`, { headers: { cookie: cookies[n]! } });
      expect(jsonOf(mine)).toMatchObject({ me: { accountId: id } });
      const others = await ask(`${base()}a/${id}/api/state`, { headers: { cookie: cookies[1 - n]! } });
      expect(others.status).toBe(401);
    }
  });

  it('end when the person leaves', async () => {
    const person = new WebPerson('li-lei', () => base(), store);
    expect((await person.ask('api/leave', { method: 'POST' })).status).toBe(204);
    const after = await person.ask('api/state');
    expect([after.status, sentenceOf(after)]).toEqual([401, '登录已失效，请重新进入。']);
  });

  it.each([undefined, 'zhucun=', 'zhucun=guess', 'zhucun=%00', 'other=1'])(
    'are not made by the cookie %s',
    async (cookie) => {
      const headers: Record<string, string> = { origin: origin(), ...(cookie === undefined ? {} : { cookie }) };
      for (const path of ['state', 'stream', 'changes', 'messages?conversation=team:1']) {
        expect((await ask(`${base()}a/li-lei/api/${path}`, { headers })).status).toBe(401);
      }
      const posted = await ask(`${base()}a/li-lei/api/messages`, { method: 'POST', headers, body: '{}' });
      expect(posted.status).toBe(401);
      expect(product.calls).toBe(0);
    },
  );
});

describe('the gate', () => {
  const message = { eventKey: 'key-00000001', conversation: 'direct:li-lei', kind: 'text', text: '打卡' };
  const post = (headers: Record<string, string>): Promise<Reply> => {
    const person = new WebPerson('li-lei', () => base(), store);
    return ask(person.path('api/messages'), {
      method: 'POST',
      headers: { cookie: person.headers['cookie']!, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(message),
    });
  };

  it('takes a message from its own page only', async () => {
    const port = new URL(base()).port;
    const foreign = [
      {},
      { origin: 'null' },
      { origin: 'https://evil.example' },
      { origin: `http://127.0.0.1:1` },
      { origin: `http://localhost:${port}` },
    ];
    for (const headers of foreign) expect((await post(headers)).status).toBe(403);
    expect((await post({ origin: origin(), 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect(product.calls).toBe(0);
    expect((await post({ origin: origin(), 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('answers to its own names only, so that a rebound name reads nothing', async () => {
    const port = new URL(base()).port;
    for (const host of [
      `evil.example:${port}`,
      'evil.example',
      `127.0.0.1`,
      `127.0.0.1:1`,
      `127.0.0.1:${port}.evil.example`,
    ]) {
      for (const path of ['', 'a/li-lei/', 'a/li-lei/api/state', 'a/li-lei/api/stream', 'assets/chat.js']) {
        const reply = await ask(`${base()}${path}`, { headers: { host } });
        expect([400, 403]).toContain(reply.status);
      }
    }
    for (const host of [`localhost:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      expect((await ask(base(), { headers: { host } })).status).toBe(200);
    }
  });

  it('does not stream to another origin', async () => {
    const person = new WebPerson('li-lei', () => base(), store);
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await person.ask('api/stream', { headers })).status).toBe(403);
    }
  });

  it('knows the origins it was told of, and marks their cookies Secure', async () => {
    const behindProxy = webAdapter(store, { demo: false, allowedOrigins: ['https://chat.example.gov.cn'] });
    await behindProxy.start(product.sink);
    try {
      const headers = { host: 'chat.example.gov.cn', origin: 'https://chat.example.gov.cn' };
      const used = await ask(`${behindProxy.url!}link/${store.link('li-lei')}`, { method: 'POST', headers });
      expect(used.status).toBe(303);
      expect(used.headers['set-cookie']![0]).toContain('; Secure');
    } finally {
      await behindProxy.stop();
    }
  });

  it('sends the headers that keep a page to itself', async () => {
    for (const path of ['', 'assets/chat.js', 'nothing', 'a/li-lei/api/state']) {
      const { headers } = await ask(`${base()}${path}`);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toMatch(/no-store|no-cache/);
    }
  });

  it('serves the listed files only', async () => {
    for (const path of [
      'assets/secret.txt',
      'assets/..%2fadapter.ts',
      'assets/%2e%2e/adapter.ts',
      'assets/',
      'assets/constructor',
    ]) {
      expect((await ask(`${base()}${path}`)).status).toBe(404);
    }
    const first = await ask(`${base()}assets/chat.js`);
    const second = await ask(`${base()}assets/chat.js`, { headers: { 'if-none-match': first.headers.etag! } });
    expect([first.status, second.status]).toEqual([200, 304]);
  });
});

describe('another person’s conversation', () => {
  it('can’t be read, written to, quoted from, pressed in or looked at', async () => {
    const outcome = await adapter.send(
      outbound('direct:li-lei', '请假审批', { buttons: [{ id: 'ok', label: '同意', words: '同意' }] }),
      new AbortController().signal,
    );
    const id = outcome.status === 'sent' ? outcome.messageId! : '';
    const stranger = new WebPerson('wang-shuji', () => base(), store);
    const key = 'key-00000002';
    const replies = await Promise.all([
      stranger.ask('api/messages?conversation=direct:li-lei'),
      stranger.ask('api/messages?conversation=team:1'),
      stranger.ask(`api/messages/${id}/images/0`),
      stranger.post({ eventKey: key, conversation: 'direct:li-lei', kind: 'text', text: '打卡' }),
      stranger.post({ eventKey: key, conversation: 'team:1', kind: 'text', text: '打卡' }),
      stranger.post({ eventKey: key, conversation: 'direct:wang-shuji', kind: 'text', text: '同意', quote: id }),
      stranger.post({ eventKey: key, conversation: 'direct:wang-shuji', kind: 'action', messageId: id, value: 'ok' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual(Array(7).fill(404));
    expect(
      jsonOf(await stranger.ask('api/changes?since=direct%253Ali-lei%3D0%26direct%3Ali-lei%3D0%26%2500%3D1')),
    ).toEqual({
      messages: [],
      more: false,
    });
    expect(product.calls).toBe(0);
    expect(store.rows).toHaveLength(1);
  });
});
