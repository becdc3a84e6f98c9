/** Looks in the tables: written with what shows them, read by whom they are about, within one county. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import type { Look } from '../../src/domain/look.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { factsFor } from './asked-facts.ts';
import { openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const dayMs = 86_400_000;
const look = (viewerId: string, more: Partial<Look> = {}): Look => ({
  viewerId,
  subjectId: 'p1',
  what: 'todo',
  requestId: 'r1',
  key: null,
  ...more,
});
let inboxId = 0n;
const looked = (looks: readonly Look[], at = wednesday, sends: ReturnType<typeof sendTo>[] = []): Promise<void> => {
  inboxId += 1n;
  return inTransaction(county.db, (tx) =>
    apply(tx, county.db.county, [{ ...resultOf(inboxId, 'p6', [], sends), looks }], at),
  );
};
const told = async (since: '2026-09-04' | '2026-12-02' = '2026-09-04') =>
  (await factsFor(county, 'p1', { lookedSince: since })).looked;

describe('a look', () => {
  test('is kept with who saw whose request when, by which message', async () => {
    await looked([look('p6'), look('p9', { what: 'filing-copy' })]);
    expect(await county.sql(`SELECT county, viewer_id, subject_id, what, request_id, inbox_id::text FROM look ORDER BY id`)).toEqual([
      { county: 'demo', viewer_id: 'p6', subject_id: 'p1', what: 'todo', request_id: 'r1', inbox_id: '1' },
      { county: 'demo', viewer_id: 'p9', subject_id: 'p1', what: 'filing-copy', request_id: 'r1', inbox_id: '1' },
    ]); // prettier-ignore
  });

  test('is not kept again of a notice that was sent before', async () => {
    const once = (): Promise<void> => looked([look('p6', { key: 'n:x' })], wednesday, [sendTo('p6', 'n:x')]);
    await once();
    await once();
    expect(await county.sql('SELECT 1 FROM look')).toHaveLength(1);
  });
});

describe('who looked', () => {
  test('is told by day, the latest first, with names and seats, and how often', async () => {
    await looked([look('p6')], wednesday - dayMs);
    await looked([look('p6')]);
    await looked([look('p6'), look('p3', { what: 'who-is-here', requestId: null })]);
    expect(await told()).toEqual({
      since: '2026-09-04',
      more: 0,
      rows: [
        { on: '2026-12-02', name: '示例丙', titles: ['示例一村第一书记'], what: 'who-is-here', times: 1 },
        { on: '2026-12-02', name: '示例己', titles: ['示例镇党委书记'], what: 'todo', times: 2 },
        { on: '2026-12-01', name: '示例己', titles: ['示例镇党委书记'], what: 'todo', times: 1 },
      ],
    });
  });

  test('counts by the day in Shanghai, from the first day asked for', async () => {
    await looked([look('p6')], Date.parse('2026-12-01T15:59:59Z'));
    await looked([look('p6')], Date.parse('2026-12-01T16:00:00Z'));
    expect((await told('2026-12-02'))?.rows.map((r) => [r.on, r.times])).toEqual([['2026-12-02', 1]]);
  });

  test('is cut, and says how many looks are left out', async () => {
    for (const back of [0, 1]) await looked(Array.from({ length: 30 }, (_, i) => look('p6', { what: `w${i}` })), wednesday - back * dayMs); // prettier-ignore
    const all = await told();
    expect(all?.rows).toHaveLength(40);
    expect(all?.more).toBe(20);
  });

  test('is of nobody else', async () => {
    await looked([look('p6', { subjectId: 'p2' })]);
    expect((await told())?.rows).toEqual([]);
    expect((await factsFor(county, 'p1', {})).looked).toBeNull();
  });
});

test.each(['谁看过我的', '谁看了我的信息', '谁看过我的信息？', '/looks'])('%s asks for it', (text) => {
  expect(understand(text, wednesday)).toEqual({ intent: 'who-looked' });
});
test.each(['谁看过我的手机', '谁看过这个文件', '谁在岗'])('%s does not', (text) => {
  expect(understand(text, wednesday).intent).not.toBe('who-looked');
});
