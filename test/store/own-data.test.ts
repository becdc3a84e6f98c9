import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../src/store/database.ts';
import { ownDataOf } from '../../src/store/own-data.ts';
import type { OwnData } from '../../src/domain/own-data.ts';
import { factsFor } from './asked-facts.ts';
import { openedCounty, type OpenedCounty } from './opened-county.ts';
import { plant } from './planted-person.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(async () => {
  await county.clear();
  await county.sql('TRUNCATE account, bind_code, bind_try, consent, look, group_member');
  await plant(county, { id: 'p1', mark: '一号', image: '1'.repeat(64) }, 'A1B2');
  await plant(county, { id: 'p2', mark: '二号', image: '2'.repeat(64) }, 'C3D4');
  await county.sql(
    `INSERT INTO look (county, viewer_id, subject_id, what, request_id, at) VALUES ('demo', 'p6', 'p1', 'please-answer', 'r-p1', now())`,
  );
});
afterAll(() => county.close());

const own = async (id: string, most?: number): Promise<OwnData> =>
  inTransaction(county.db, async (tx) => (await ownDataOf(tx, 'demo', [id], most)).get(id)!);

test('everything of the person is there, and nothing of another', async () => {
  const data = await own('p1');
  expect(data.person).toMatchObject({
    id: 'p1',
    name: '一号',
    mobile: '一号',
    village: '示例一村',
    termFrom: '2026-01-01',
    digest: true,
  });
  expect(data.requests.rows).toMatchObject([
    {
      code: 'A1B2',
      reason: '一号',
      days: 3,
      state: 'approved',
      photos: 1,
      answers: [{ title: '一号', by: '示例己', verdict: 'approve', note: '一号' }],
    },
  ]);
  expect(data.attendance.rows).toMatchObject([
    { on: '2026-12-02', kind: 'arrived', note: '一号', hasPoint: true, photos: 1 },
  ]);
  expect(data.logs.rows).toMatchObject([{ on: '2026-12-02', text: '走访\n一号', late: false, photos: 1 }]);
  expect(data.entries.rows).toMatchObject([
    {
      on: '2026-12-02',
      ledger: 'visit',
      text: '走访\n一号',
      people: 3,
      days: 0.5,
      level: '一号',
      place: '一号',
      photos: 1,
      files: ['一号'],
    },
  ]);
  expect(data.dutyAnswers.rows).toMatchObject([{ owedKey: 'FD-1.0|一号', does: '一号', until: '2026-12-04' }]);
  expect(data.months.rows).toMatchObject([{ month: '一号', by: '' }]);
  expect(data.consents.rows).toMatchObject([{ version: 1, withdrawnAt: null }]);
  expect(data.looks.rows).toMatchObject([{ by: '示例己', what: 'please-answer', code: 'A1B2' }]);
  expect(data.deputies.rows).toMatchObject([{ principal: '一号', deputy: '示例己', toOn: '2026-12-03' }]);
  expect(JSON.stringify(data)).not.toContain('二号');
  // Points go with time: a file may not outlive them.
  expect(JSON.stringify(data)).not.toContain('"point"');
});

test('of many rows the latest are there, and how many are not', async () => {
  await county.sql(
    `INSERT INTO work_log (county, id, person_id, on_date, at, text, late, images, inbox_id)
     SELECT 'demo', 'x' || n, 'p1', date '2026-01-01' + n, timestamptz '2027-01-01' + n * interval '1 day', n::text, false, '[]', 1 FROM generate_series(1, 10) n`,
  );
  const { logs } = await own('p1', 3);
  expect([logs.rows.map((l) => l.text), logs.leftOut]).toEqual([['10', '9', '8'], 8]);
});

test('a message that asks for it gets the speaker’s, and others nothing', async () => {
  await county.sql(`UPDATE account SET person_id = 'p1' WHERE id = 'web-p1'`);
  expect((await factsFor(county, 'p1', { ownData: true })).ownData?.person.id).toBe('p1');
  expect((await factsFor(county, 'p1', {})).ownData).toBeNull();
});
