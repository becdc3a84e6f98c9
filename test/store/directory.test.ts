import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reply } from '../../src/commands/context.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadDirectory } from '../../src/store/directory.ts';
import { openedCounty, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  await county.sql(`INSERT INTO account VALUES ('demo', 'feishu-p1', 'feishu', 'ou1', 'p1', 'd-feishu', '2026-01-02'),
    ('demo', 'telegram-p1', 'telegram', '42', 'p1', 'd-telegram', '2026-01-03')`);
});
afterAll(() => county.close());

const wrote = (platform: string, senderId: string): Promise<unknown> =>
  county.sql(`INSERT INTO inbox (county, platform, event_key, conversation, sender_id, payload, received_at)
    VALUES ('demo', $1, gen_random_uuid()::text, 'c', $2, '{}', now())`, [platform, senderId]); // prettier-ignore
const whereIs = async (personId: string, platforms?: readonly string[]): Promise<string | undefined> => {
  const to = [{ ...reply({ says: 'question-dropped' }), recipient: { to: 'person', personId } as const }];
  const { directOf } = await inTransaction(county.db, (tx) => loadDirectory(tx, 'demo', to, [], platforms));
  return directOf.get(personId)?.platform;
};

test('Somebody is written to where they wrote last, wherever that was.', async () => {
  await wrote('telegram', '42');
  await wrote('feishu', 'ou1');
  expect(await whereIs('p1')).toBe('feishu');
  await wrote('web', 'web-p1');
  expect(await whereIs('p1')).toBe('web');
  await wrote('telegram', '42');
  await wrote('feishu', 'somebody else');
  expect(await whereIs('p1')).toBe('telegram');
});

test('Whoever never wrote is written to by the account bound last; one bound at no known time comes after.', async () => {
  expect(await whereIs('p1')).toBe('telegram');
  await county.sql(`UPDATE account SET bound_at = '2026-01-04' WHERE id = 'feishu-p1'`);
  expect(await whereIs('p1')).toBe('feishu');
  expect(await whereIs('p2')).toBe('web');
});

test('A platform that is no longer in use comes after all others.', async () => {
  await wrote('telegram', '42');
  expect(await whereIs('p1', ['web', 'feishu'])).toBe('feishu');
  expect(await whereIs('p1', ['web'])).toBe('web');
  expect(await whereIs('p1', ['wechat'])).toBe('telegram');
});

test('An account without a direct chat is passed over.', async () => {
  await wrote('telegram', '42');
  await county.sql(`UPDATE account SET direct_conversation = NULL WHERE id = 'telegram-p1'`);
  expect(await whereIs('p1')).toBe('feishu');
});
