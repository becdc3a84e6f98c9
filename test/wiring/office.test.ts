import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { platformNotesOf } from '../../src/store/platform-state.ts';
import { officeOf } from '../../src/wiring/office.ts';
import { openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
  await county.sql(`INSERT INTO seat VALUES ('demo', 'officer', '', '示例县驻村办')`);
  await county.sql(`INSERT INTO seat_holder VALUES ('demo', 'officer', '', 'p8', '2026-01-01', '2026-12-31')`);
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const seen = (accountId: string, now = wednesday): Promise<string | null> =>
  officeOf(county.db, () => now).platforms(accountId);
const year = 365 * 24 * 3_600_000;

describe('the page of the platforms', () => {
  test('is for the officer of the county and whoever stands in for them today, and for nobody else', async () => {
    expect(await seen('web-p8')).toContain('聊天平台的状态');
    const others = [
      'web-p1',
      'web-p2',
      'web-p3',
      'web-p4',
      'web-p5',
      'web-p6',
      'web-p7',
      'web-p9',
      'web-p10',
      'nobody',
    ];
    for (const accountId of others) expect(await seen(accountId), accountId).toBeNull();
    await county.sql(
      `INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at) VALUES ('demo', 'd1', 'p8', 'p1', '2026-12-01', '2026-12-05', 'p8', now())`,
    );
    expect(await seen('web-p1')).not.toBeNull();
    expect(await seen('web-p1', wednesday + year)).toBeNull();
    expect(await seen('web-p8', wednesday + year)).toBeNull();
  });

  test('is not for an account that is no longer the officer’s', async () => {
    await county.sql(`UPDATE account SET person_id = NULL WHERE id = 'web-p8'`);
    expect(await seen('web-p8')).toBeNull();
  });

  test('shows what is noted, with what is to be scanned', async () => {
    const signIn = { scan: 'https://login.example/1', since: wednesday };
    const note = {
      platform: 'wechat',
      state: 'down',
      why: 'scan-needed',
      since: wednesday,
      signIn,
      heardAt: null,
      heardSince: null,
    } as const;
    await platformNotesOf(county.db).within((tx) => tx.note([{ ...note, isTroubled: true, redelivers: false }], wednesday)); // prettier-ignore
    expect(await seen('web-p8')).toMatch(/微信.*要扫码登录.*<svg/s);
  });
});
