/** The office pages: below the account whose cookie opens them, and found from an address that can be told in a chat. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAdapter, type WebAdapter } from '../../../bots/web/adapter.ts';
import type { OfficePages } from '../../../bots/web/ports.ts';
import { SinkFake } from '../../fakes/product.ts';
import { ask, type Reply } from '../../fakes/web-client.ts';
import { sampleTeam, type WebStoreFake } from '../../fakes/web-ports.ts';
import { webConfig } from '../../fakes/web-server.ts';

let store: WebStoreFake;
let adapter: WebAdapter;
/** Li Lei is the officer. */
const office: OfficePages = {
  platforms: async (accountId) => (accountId === 'li-lei' ? '<!doctype html><p>各平台</p>' : null),
};

async function started(withOffice: boolean): Promise<void> {
  store = sampleTeam();
  const ports = withOffice ? { ...store.ports, office } : store.ports;
  adapter = createAdapter({ ports, config: webConfig() });
  await adapter.start(new SinkFake().sink);
}
beforeEach(() => started(true));
afterEach(() => adapter.stop());

const get = (path: string, cookie = ''): Promise<Reply> =>
  ask(`${adapter.url!}${path}`, { headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) } });
const textOf = (reply: Reply): string => reply.bytes.toString();
/** The session's cookie, and the one that says who was here last. */
async function cookiesOf(accountId: string): Promise<[string, string]> {
  const picked = await ask(`${adapter.url!}pick`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: adapter.url!.replace(/\/$/, '') },
    body: `accountId=${accountId}`,
  });
  const [session = '', last = ''] = (picked.headers['set-cookie'] ?? []).map((c) => c.split(';')[0] ?? '');
  return [session, last];
}

describe('the page of the platforms', () => {
  it('is shown to an officer who is signed in, under the headers of every page, and kept by nobody', async () => {
    const [session] = await cookiesOf('li-lei');
    const page = await get('a/li-lei/office/platforms', session);
    expect([page.status, textOf(page)]).toEqual([200, '<!doctype html><p>各平台</p>']);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('is refused in words to whoever is no officer, to whoever is signed out, and to a cookie of another', async () => {
    const [officer] = await cookiesOf('li-lei');
    const [other] = await cookiesOf('han-mei');
    const refused = [
      await get('a/han-mei/office/platforms', other),
      await get('a/li-lei/office/platforms'),
      await get('a/li-lei/office/platforms', other),
      await get('a/han-mei/office/platforms', officer),
      await get('a/li-lei/office/platforms', 'zhucun=nobody-knows-this'),
    ];
    expect(refused.map((r) => r.status)).toEqual([403, 401, 401, 401, 401]);
    expect(textOf(refused[0]!)).toContain('这一页只有县级经办人能看。');
    for (const page of refused) expect(textOf(page)).not.toContain('各平台');
  });

  it('is not there where there are no office pages', async () => {
    await adapter.stop();
    await started(false);
    const [session] = await cookiesOf('li-lei');
    expect((await get('a/li-lei/office/platforms', session)).status).toBe(404);
  });

  it('waits for the store as every page does', async () => {
    const [session] = await cookiesOf('li-lei');
    store.down = true;
    const page = await get('a/li-lei/office/platforms', session);
    expect([page.status, textOf(page).includes('暂时连不上')]).toEqual([503, true]);
  });
});

describe('the address that is told in a chat', () => {
  it('leads whoever was here last to their own page, without a redirect that would leave the cookie behind', async () => {
    const [, last] = await cookiesOf('li-lei');
    const page = await get('office/platforms', last);
    expect(page.status).toBe(200);
    expect(textOf(page)).toContain('<meta http-equiv="refresh" content="0; url=/a/li-lei/office/platforms">');
    expect(textOf(page)).toContain('<a href="/a/li-lei/office/platforms">');
  });

  it('asks whoever is not known here to sign in', async () => {
    for (const cookie of ['', 'zhucun_last=', 'zhucun_last="><script>'])
      expect((await get('office/platforms', cookie)).status).toBe(401);
  });
});
