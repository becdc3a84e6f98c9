/** 网页 from the message to the session: what is kept of the link, and that it lets in once. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { apply } from '../../src/store/apply.ts';
import { verifyAudit } from '../../src/store/audit-verify.ts';
import { inTransaction } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { webAccountsOf } from '../../src/store/web-accounts.ts';
import { boundElsewhere, messageFrom, openedCounty, resultOf, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const token = 'c'.repeat(32);

test('A link that was asked for in chat lets its person in once; its token is in no table but the message that carries it', async () => {
  await keepMessage(county.db, messageFrom('p2', { text: '网页' }));
  const [row] = await county.sql<{ id: string }>('SELECT id FROM inbox');
  const expiresAt = Date.now() + 600_000;
  const effects = [{ effect: 'open-web-link', personId: 'p2', token, expiresAt }] as const;
  await inTransaction(county.db, (tx) => apply(tx, 'demo', [resultOf(BigInt(row!.id), 'p2', effects)], Date.now()));
  const links = await county.sql('SELECT token_hash, account_id, expires_at FROM web_link');
  expect(links).toEqual([
    {
      token_hash: createHash('sha256').update(token).digest('hex'),
      account_id: 'web-p2',
      expires_at: new Date(expiresAt),
    },
  ]);
  expect(JSON.stringify(await county.sql('SELECT * FROM audit_entry'))).not.toContain(token);
  expect(await county.sql('SELECT subject FROM audit_entry')).toEqual([{ subject: 'person:p2' }]);
  expect(await verifyAudit(county.db)).toMatchObject({ ok: true });
  const accounts = webAccountsOf(county.db, { demo: false, botName: '助手', boundElsewhere });
  expect(await accounts.consumeLink(token)).toMatchObject({ accountId: 'web-p2' });
  expect(await accounts.consumeLink(token)).toBeNull();
});
