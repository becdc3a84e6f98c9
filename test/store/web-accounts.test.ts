import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OutboundMessage } from '../../src/chat/message.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { issueCodes } from '../../src/store/bind-codes.ts';
import { inTransaction } from '../../src/store/database.ts';
import { createLink, webAccountsOf } from '../../src/store/web-accounts.ts';
import { boundElsewhere, openedCounty, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
let accounts: ReturnType<typeof webAccountsOf>;

beforeAll(async () => {
  county = await openedCounty();
  accounts = webAccountsOf(county.db, { demo: true, botName: '助手', boundElsewhere });
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');
const linkFor = async (personId: string): Promise<string> => (await createLink(county.db, personId)) ?? '';
const sessionFor = async (accountId: string): Promise<string> => (await accounts.openSession(accountId)) ?? '';

describe('sessions', () => {
  test('are kept as a hash, each with a token of its own', async () => {
    const [one, two] = [await sessionFor('web-p1'), await sessionFor('web-p1')];
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/); // 32 bytes of chance
    expect(one).not.toBe(two);
    expect(
      await county.sql('SELECT token_hash, account_id FROM web_session WHERE token_hash = $1', [sha256(one)]),
    ).toEqual([{ token_hash: sha256(one), account_id: 'web-p1' }]);
    const everything = JSON.stringify(await county.sql('SELECT * FROM web_session'));
    expect(everything).not.toContain(one);
  });

  test('say who it is', async () => {
    expect(await accounts.session(await sessionFor('web-p1'))).toEqual({
      accountId: 'web-p1',
      name: '示例甲',
      directConversation: 'd-web-p1',
    });
  });

  test('are shown with where they work, or the seats they hold', async () => {
    expect(await accounts.people(['web-p1', 'web-p6', 'web-nobody'])).toEqual([
      { accountId: 'web-p1', name: '示例甲', post: '驻村工作队员 · 示例一村' },
      { accountId: 'web-p6', name: '示例己', post: '示例镇党委书记' },
    ]);
  });

  test('hold for thirty days and not longer', async () => {
    const token = await sessionFor('web-p1');
    const [row] = await county.sql<{ days: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 / 86400 AS days FROM web_session',
    );
    expect(row?.days).toBeGreaterThan(29.99);
    expect(row?.days).toBeLessThanOrEqual(30.001);
    await county.sql(`UPDATE web_session SET expires_at = now() - interval '1 second'`);
    expect(await accounts.session(token)).toBeNull();
  });

  test('end when they are closed, and only that one', async () => {
    const [one, two] = [await sessionFor('web-p1'), await sessionFor('web-p1')];
    await accounts.closeSession(one);
    expect(await accounts.session(one)).toBeNull();
    expect(await accounts.session(two)).toMatchObject({ accountId: 'web-p1' });
  });

  test('are opened for nobody unknown or unbound, nor with a guessed or hashed token', async () => {
    await county.sql(`INSERT INTO account VALUES ('demo', 'tg-1', 'tg', 'u1', 'p1', 'd-tg-1')`);
    expect(await accounts.openSession('web-nobody')).toBeNull();
    expect(await accounts.openSession('tg-1')).toBeNull();
    const token = await sessionFor('web-p1');
    expect(await accounts.session(sha256(token))).toBeNull();
    expect(await accounts.session('')).toBeNull();
  });

  test('are of one county', async () => {
    const elsewhere = webAccountsOf(
      { ...county.db, county: 'elsewhere' },
      { demo: true, botName: '助手', boundElsewhere },
    );
    expect(await elsewhere.session(await sessionFor('web-p1'))).toBeNull();
    expect(await elsewhere.openSession('web-p1')).toBeNull();
  });
});

describe('a personal link', () => {
  test('is kept as a hash and opens the account of that person', async () => {
    const token = await linkFor('p1');
    expect(await county.sql('SELECT token_hash, used_at FROM web_link')).toEqual([
      { token_hash: sha256(token), used_at: null },
    ]);
    expect(await accounts.consumeLink(token)).toMatchObject({ accountId: 'web-p1', name: '示例甲' });
  });

  test('can be looked at any number of times and used once', async () => {
    const token = await linkFor('p1');
    expect(await accounts.peekLink(token)).toMatchObject({ name: '示例甲' });
    expect(await accounts.peekLink(token)).toMatchObject({ name: '示例甲' });
    expect(await accounts.consumeLink(token)).toMatchObject({ name: '示例甲' });
    expect(await accounts.consumeLink(token)).toBeNull();
    expect(await accounts.peekLink(token)).toBeNull();
  });

  test('is used by one of ten who try at once', async () => {
    const token = await linkFor('p1');
    const used = await Promise.all(Array.from({ length: 10 }, () => accounts.consumeLink(token)));
    expect(used.filter((account) => account !== null)).toHaveLength(1);
  });

  test('holds for ten minutes and not longer', async () => {
    const token = await linkFor('p1');
    const [row] = await county.sql<{ minutes: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 / 60 AS minutes FROM web_link',
    );
    expect(row?.minutes).toBeGreaterThan(9.9);
    expect(row?.minutes).toBeLessThanOrEqual(10.01);
    await county.sql(`UPDATE web_link SET expires_at = now() - interval '1 second'`);
    expect(await accounts.peekLink(token)).toBeNull();
    expect(await accounts.consumeLink(token)).toBeNull();
  });

  test('opens an account for somebody who has none, and none for somebody unknown', async () => {
    await county.sql(`DELETE FROM account WHERE id = 'web-p2'`);
    expect(await accounts.consumeLink(await linkFor('p2'))).toMatchObject({ accountId: 'web-p2' });
    expect(await accounts.conversation('web-p2', 'd-web-p2')).toMatchObject({ kind: 'direct' });
    expect(await createLink(county.db, 'nobody')).toBeNull();
    expect(await county.sql(`SELECT id FROM account WHERE person_id = 'nobody'`)).toEqual([]);
  });
});

describe('somebody who has left', () => {
  const leaves = (on: string): Promise<object[]> => county.sql(`UPDATE person SET left_on = $1 WHERE id = 'p2'`, [on]);
  afterEach(() => county.sql(`UPDATE person SET left_on = NULL`));

  test('has no session from that day on, gets no new one, and no link', async () => {
    const token = await sessionFor('web-p2');
    const link = await linkFor('p2');
    await leaves('2999-01-01');
    expect(await accounts.session(token)).toMatchObject({ accountId: 'web-p2' });
    await leaves('2026-01-01');
    expect(await accounts.session(token)).toBeNull();
    expect(await accounts.openSession('web-p2')).toBeNull();
    expect(await accounts.peekLink(link)).toBeNull();
    expect(await accounts.consumeLink(link)).toBeNull();
    expect(await createLink(county.db, 'p2')).toBeNull();
    expect((await accounts.personas()).map(({ accountId }) => accountId)).not.toContain('web-p2');
  });
});

describe('an account that was unbound', () => {
  afterEach(() => county.sql(`UPDATE account SET person_id = replace(id, 'web-', '') WHERE person_id IS NULL`));

  test('has no session, and is its person’s again by a link, without the sessions and links of before', async () => {
    const [token, old] = [await sessionFor('web-p3'), await linkFor('p3')];
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p3'`);
    expect(await accounts.session(token)).toBeNull();
    expect(await accounts.peekLink(old)).toBeNull();
    expect(await accounts.openSession('web-p3')).toBeNull();
    expect(await accounts.conversations('web-p3')).toEqual([]);
    expect(await accounts.consumeLink(await linkFor('p3'))).toMatchObject({ accountId: 'web-p3' });
    expect(await accounts.session(token)).toBeNull();
    expect(await accounts.peekLink(old)).toBeNull();
    expect(await accounts.session(await sessionFor('web-p3'))).toMatchObject({ name: '示例丙' });
  });

  test('that became somebody else’s is left to them: its first person gets another', async () => {
    await county.sql(`UPDATE account SET person_id = 'p2' WHERE id = 'web-p3'`);
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p2'`);
    try {
      const account = await accounts.consumeLink(await linkFor('p3'));
      expect(account).toMatchObject({
        name: '示例丙',
        accountId: expect.stringMatching(/^web-p3-[0-9a-f]{8}$/) as string,
      });
      expect((await accounts.consumeLink(await linkFor('p2')))?.accountId).toBe('web-p3');
    } finally {
      await county.sql(`DELETE FROM account WHERE id LIKE 'web-p3-%'`);
      await county.sql(`UPDATE account SET person_id = 'p3' WHERE id = 'web-p3'`);
    }
  });
});

describe('a binding code on the sign-in page', () => {
  const claim = { name: '示例甲', tail: '5678', visitor: 'a'.repeat(32) };
  const codeFor = async (personId: string): Promise<string> => {
    await county.sql(`UPDATE person SET mobile = '13900005678' WHERE id = $1`, [personId]);
    const issued = await inTransaction(county.db, (tx) =>
      issueCodes(tx, county.db.county, [personId], { issuedBy: null, now: Date.now() }),
    );
    return issued[0]!.code;
  };
  beforeEach(() => county.sql('DELETE FROM bind_code; DELETE FROM bind_try'));

  test('opens the person’s web account once, and is recorded without the code', async () => {
    const code = await codeFor('p1');
    const bound = await accounts.bind({ ...claim, code: code.toLowerCase() });
    expect(bound).toEqual({ outcome: 'bound', accountId: 'web-p1' });
    expect(await accounts.bind({ ...claim, code })).toEqual({ outcome: 'wrong' });
    const records = await county.sql<{ subject: string; payload: string }>(
      `SELECT subject, payload FROM audit_entry WHERE verb = 'bind-account'`,
    );
    expect(records).toHaveLength(1);
    expect(records[0]!.subject).toBe('person:p1');
    expect(records[0]!.payload).not.toContain(code);
    expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
  });

  test('tells the person’s other accounts, in the chats that they have, as soon as it is used and only then', async () => {
    await county.sql(
      `INSERT INTO seat (county, body, scope_id, title) VALUES ('demo', 'officer', '', '示例县驻村办') ON CONFLICT DO NOTHING`,
    );
    await county.sql(
      `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation)
       VALUES ('demo', 'tg:1', 'tg', '1', 'p1', 'd-tg-1'), ('demo', 'qq:1', 'qq', '1', 'p1', NULL), ('demo', 'tg:2', 'tg', '2', 'p2', 'd-tg-2')`,
    );
    const code = await codeFor('p1');
    expect(await accounts.bind({ ...claim, tail: '0000', code })).toEqual({ outcome: 'wrong' });
    expect(await county.sql('SELECT 1 FROM outbox')).toEqual([]);
    expect(await accounts.bind({ ...claim, code })).toEqual({ outcome: 'bound', accountId: 'web-p1' });
    const sends = await county.sql<{ payload: OutboundMessage }>(
      'SELECT platform, conversation, person_id, inbox_id, state::text, payload FROM outbox ORDER BY id',
    );
    expect(sends).toMatchObject([
      { platform: 'tg', conversation: 'd-tg-1', person_id: 'p1', inbox_id: null, state: 'waiting' },
    ]);
    const { key, ...message } = OutboundMessage.parse(sends[0]?.payload);
    expect(message).toMatchObject({ conversation: 'd-tg-1', text: boundElsewhere('示例县驻村办'), buttons: [] });
    expect(key).not.toContain(code);
  });

  test('opens an account for somebody who has none', async () => {
    await county.sql(`DELETE FROM account WHERE id = 'web-p1'`);
    const bound = await accounts.bind({ ...claim, code: await codeFor('p1') });
    expect(bound).toEqual({ outcome: 'bound', accountId: 'web-p1' });
    expect(await accounts.conversations('web-p1')).toHaveLength(2);
    const [account] = await county.sql<{ bound_at: Date | null }>(`SELECT bound_at FROM account WHERE id = 'web-p1'`);
    expect(account?.bound_at).not.toBeNull();
  });

  test('counts for one of ten who send it at once', async () => {
    const code = await codeFor('p1');
    const visitor = (n: number): string => String(n).repeat(32);
    const bound = await Promise.all(
      Array.from({ length: 10 }, (_, n) => accounts.bind({ ...claim, code, visitor: visitor(n) })),
    );
    expect(bound.filter(({ outcome }) => outcome === 'bound')).toHaveLength(1);
  });

  test('is refused to a visitor who has failed five times, right or wrong, and to nobody else', async () => {
    const code = await codeFor('p1');
    for (let n = 0; n < 5; n += 1) {
      const tried = await accounts.bind({ ...claim, name: `无此人${'甲乙丙丁戊'[n] ?? ''}`, code });
      expect(tried).toEqual({ outcome: 'wrong' });
    }
    const limited = await accounts.bind({ ...claim, code });
    expect(limited.outcome).toBe('limited');
    expect(await accounts.bind({ ...claim, code, visitor: 'b'.repeat(32) })).toMatchObject({ outcome: 'bound' });
    expect(JSON.stringify(await county.sql('SELECT * FROM bind_try'))).not.toContain('无此人');
  });
});

describe('conversations', () => {
  test('are the direct chat and the groups one is a member of', async () => {
    expect(await accounts.conversations('web-p1')).toEqual([
      { conversation: 'd-web-p1', kind: 'direct', title: '助手', membersText: '' },
      { conversation: 'g-g1', kind: 'group', title: '示例一村工作队群', membersText: '示例甲、示例乙、示例丙' },
    ]);
    expect((await accounts.conversations('web-p6')).map((c) => c.conversation)).toEqual(['d-web-p6']);
    expect(await accounts.conversations('web-nobody')).toEqual([]);
  });

  test('of others are not to be had, direct or group', async () => {
    expect(await accounts.conversation('web-p1', 'g-g1')).toMatchObject({ kind: 'group' });
    expect(await accounts.conversation('web-p1', 'd-web-p2')).toBeNull();
    expect(await accounts.conversation('web-p1', 'g-g2')).toBeNull();
    expect(await accounts.conversation('web-p1', '')).toBeNull();
  });
});

describe('people', () => {
  test('are offered to be picked in the sample county only', async () => {
    expect(await accounts.personas()).toHaveLength(10);
    expect((await accounts.personas()).find((p) => p.accountId === 'web-p5')).toEqual({
      accountId: 'web-p5',
      name: '示例戊',
      post: '驻乡工作队员 · 示例镇',
      township: '示例镇',
      team: '示例镇驻乡工作队',
    });
    const real = webAccountsOf(county.db, { demo: false, botName: '助手', boundElsewhere });
    expect(await real.personas()).toEqual([]);
  });

  test('are named by their accounts, as many as are known', async () => {
    const found = await accounts.people(['web-p1', 'web-p8', 'web-nobody']);
    expect(found.map((p) => `${p.accountId} ${p.name} ${p.post}`)).toEqual([
      'web-p1 示例甲 驻村工作队员 · 示例一村',
      'web-p8 示例辛 示例县委组织部',
    ]);
  });

  test('bear the titles of the seats they hold, not of those they held or will hold', async () => {
    const seat = (from: string, to: string | null): Promise<object[]> =>
      county.sql(`INSERT INTO seat_holder VALUES ('demo', '县乡村振兴局', '', 'p8', $1, $2)`, [from, to]);
    const postOf = async (): Promise<string | undefined> => (await accounts.people(['web-p8']))[0]?.post;
    try {
      await seat('2026-01-01', '2026-01-31');
      expect(await postOf()).toBe('示例县委组织部');
      await seat('2999-01-01', null);
      expect(await postOf()).toBe('示例县委组织部');
      await seat('2026-03-01', null);
      expect(await postOf()).toBe('示例县乡村振兴局、示例县委组织部');
    } finally {
      await county.sql(`DELETE FROM seat_holder WHERE person_id = 'p8' AND body = '县乡村振兴局'`);
    }
  });
});
