import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bindLimits } from '../../src/domain/bind-code.ts';
import {
  issueCodes,
  redeem,
  spendCodes,
  type IssuedCode,
  type Redeemed,
  type Redeeming,
} from '../../src/store/bind-codes.ts';
import { inTransaction, VersionConflict } from '../../src/store/database.ts';
import { openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());
beforeEach(async () => {
  await county.clear();
  await county.sql(`UPDATE person SET mobile = '1380000123' || right(id, 1), left_on = NULL, erased_at = NULL`);
});

const issue = (personIds: readonly string[], now = wednesday): Promise<IssuedCode[]> =>
  inTransaction(county.db, (tx) => issueCodes(tx, 'demo', personIds, { issuedBy: null, now }));
const attempt = (more: Partial<Redeeming>): Promise<Redeemed> =>
  inTransaction(county.db, (tx) =>
    redeem(tx, 'demo', { name: '示例甲', tail: '1231', code: '', accountKey: 'visitor', now: wednesday, ...more }),
  );
const codeOf = async (personId: string, now = wednesday): Promise<string> =>
  (await issue([personId], now))[0]?.code ?? '';

describe('codes', () => {
  test('are issued for many at once, none twice, kept as hashes for seven days', async () => {
    const issued = await issue(['p3', 'p1', 'p2', 'p1']);
    expect(issued.map((i) => i.personId)).toEqual(['p1', 'p2', 'p3']);
    expect(new Set(issued.map((i) => i.code)).size).toBe(3);
    for (const { code, expiresAt } of issued) {
      expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
      expect(expiresAt - wednesday).toBe(7 * 86_400_000);
    }
    const kept = await county.sql<{ code_hash: string }>(`SELECT code_hash FROM bind_code`);
    expect(kept).toHaveLength(3);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(issued.map((i) => i.code).join('|')));
  });

  test('are not issued for those who left, are erased, have no mobile number, or are nobody', async () => {
    await county.sql(`UPDATE person SET left_on = '2026-12-02' WHERE id = 'p1'`);
    await county.sql(`UPDATE person SET erased_at = now() WHERE id = 'p2'`);
    await county.sql(`UPDATE person SET mobile = NULL WHERE id = 'p3'`);
    await county.sql(`UPDATE person SET left_on = '2026-12-03' WHERE id = 'p4'`);
    expect((await issue(['p1', 'p2', 'p3', 'p4', 'nobody'])).map((i) => i.personId)).toEqual(['p4']);
  });
});

describe('redeeming', () => {
  test('gives the person once, typed in any case and width', async () => {
    const code = await codeOf('p1');
    const typed = ` ${code.toLowerCase().slice(0, 4)}－${code.slice(4)} `;
    expect(await attempt({ code: typed })).toEqual({
      outcome: 'matched',
      personId: 'p1',
      name: '示例甲',
      post: '驻村工作队员',
      codeId: expect.any(String) as string,
    });
    expect(await attempt({ code })).toEqual({ outcome: 'wrong' });
  });

  test('is wrong in the same words for every part, and by another county’s code', async () => {
    const code = await codeOf('p1');
    for (const more of [
      { name: '无此人' },
      { tail: '9999' },
      { tail: '' },
      { tail: '231' },
      { code: 'ABCDEFGH' },
      { name: '示例乙' },
    ])
      expect(await attempt({ code, accountKey: JSON.stringify(more), ...more })).toEqual({ outcome: 'wrong' });
    const elsewhere = await inTransaction(county.db, (tx) =>
      redeem(tx, 'other', { name: '示例甲', tail: '1231', code, accountKey: 'v', now: wednesday }),
    );
    expect(elsewhere).toEqual({ outcome: 'wrong' });
  });

  test('two of the same name are told apart by their codes and digits', async () => {
    await county.sql(`UPDATE person SET name = '示例甲' WHERE id = 'p2'`);
    const [first, second] = await issue(['p1', 'p2']);
    expect(await attempt({ code: second?.code ?? '', tail: '1231' })).toEqual({ outcome: 'wrong' });
    expect(await attempt({ code: second?.code ?? '', tail: '1232' })).toMatchObject({ personId: 'p2' });
    expect(await attempt({ code: first?.code ?? '' })).toMatchObject({ personId: 'p1' });
    await county.sql(`UPDATE person SET name = '示例乙' WHERE id = 'p2'`);
  });

  test('holds to the last moment and not longer', async () => {
    const code = await codeOf('p1');
    const end = wednesday + 7 * 86_400_000;
    expect(await attempt({ code, now: end, accountKey: 'late' })).toEqual({ outcome: 'wrong' });
    expect(await attempt({ code, now: end - 1 })).toMatchObject({ outcome: 'matched' });
  });

  test('counts by account and by name for an hour, tries that are refused do not count', async () => {
    const code = await codeOf('p1');
    for (let i = 0; i < bindLimits.perAccount; i++)
      expect(await attempt({ name: `无此人${i}`, now: wednesday + i })).toEqual({ outcome: 'wrong' });
    const until = wednesday + bindLimits.windowMs;
    for (let i = 0; i < 3; i++)
      expect(await attempt({ code, now: wednesday + 1000 + i })).toEqual({ outcome: 'limited', until });
    expect(await attempt({ code, accountKey: 'another' })).toMatchObject({ outcome: 'matched' });
    expect(await attempt({ name: '示例乙', now: until })).toEqual({ outcome: 'wrong' });
  });

  test('of two at the same moment one has the code', async () => {
    const code = await codeOf('p1');
    const both = await Promise.all(['a', 'b'].map((accountKey) => attempt({ code, accountKey })));
    expect(both.map((r) => r.outcome).sort()).toEqual(['matched', 'wrong']);
  });
});

test('a code that no longer holds is not spent: what rested on it is decided anew', async () => {
  await codeOf('p1');
  const [row] = await county.sql<{ id: string }>(`SELECT id FROM bind_code`);
  const spend = (): Promise<void> =>
    inTransaction(county.db, (tx) =>
      spendCodes(tx, 'demo', [{ codeId: row?.id ?? '', accountKey: 'a', at: wednesday }]),
    );
  await spend();
  await expect(spend()).rejects.toThrow(VersionConflict);
});

test('tries of more than a day ago go when the next one fails', async () => {
  await attempt({ code: 'ABCDEFGH' });
  await attempt({ code: 'ABCDEFGH', now: wednesday + 2 * 86_400_000 });
  expect(await county.sql(`SELECT 1 FROM bind_try`)).toHaveLength(1);
});
