import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, isStoreTrouble } from '../../src/store/database.ts';
import { Prisma } from '../../src/store/generated/client.ts';
import { openedCounty, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());

/** What a statement rejects with when PostgreSQL raises this SQLSTATE. */
async function raised(state: string, within: 'transaction' | 'none'): Promise<unknown> {
  const sql = Prisma.raw(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${state}'; END $$`);
  const run =
    within === 'none' ? county.db.client.$executeRaw(sql) : inTransaction(county.db, (tx) => tx.$executeRaw(sql));
  return run.then(
    () => null,
    (error: unknown) => error,
  );
}

describe.each(['transaction', 'none'] as const)('Within a transaction: %s', (within) => {
  test.each([
    ['25006', 'a standby that nobody has promoted'],
    ['53100', 'a full disk'],
    ['53200', 'no memory'],
    ['53300', 'too many connections'],
    ['57P01', 'an operator who ends the connection'],
    ['57P02', 'a crash of another backend'],
    ['58030', 'a disk that fails'],
    ['08006', 'a broken connection'],
  ])('%s, %s, is trouble of the store', async (state) => {
    const error = await raised(state, within);
    expect(error).toBeInstanceOf(Error);
    expect(isStoreTrouble(error)).toBe(true);
  });

  test.each(['23505', '22P02', '42P01', 'P0001', '57014'])('%s is none', async (state) => {
    const error = await raised(state, within);
    expect(error).toBeInstanceOf(Error);
    expect(isStoreTrouble(error)).toBe(false);
  });
});
