/** What one's messages entered lately, as it may be taken back; and that nothing else sees what was. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/duty.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { KeptMessage } from '../../src/domain/kept-message.ts';
import { entry } from '../builders/entry.ts';
import { factsFor } from './asked-facts.ts';
import { appliedTo, openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const log: Effect = { effect: 'add-log', personId: 'p1', on: '2026-12-02', at: wednesday, text: '学习 12人', late: true, images: [] }; // prettier-ignore
const entered = (more: Partial<LedgerEntry> = {}): Effect => ({ effect: 'add-entry', entry: entry(more) });
const record = (id: bigint, ...effects: readonly Effect[]): Promise<void> =>
  appliedTo(county.db, resultOf(id, 'p1', effects));
const voiding = (messageId: string): Effect =>
  ({ effect: 'void-entries', personId: 'p1', messageId, entryIds: [], teamIds: [], at: wednesday }); // prettier-ignore
const kept = async (personId = 'p1'): Promise<readonly KeptMessage[]> =>
  (await factsFor(county, personId, { ownKept: true })).kept!;

describe('what is kept of one’s messages', () => {
  test('goes together by its message, the latest last, with its log', async () => {
    await record(7n, entered({ at: wednesday - 1000 }), log);
    await record(8n, entered({ ledger: 'visit' }), entered({ ledger: 'other', closes: ['k'] }));
    expect(await kept()).toMatchObject([
      {
        id: '7',
        entries: [{ id: 'e7', ledger: 'study' }],
        log: { text: '学习 12人', late: true },
        voidedAt: null,
        confirmedBy: null,
      },
      { id: '8', entries: [{ ledger: 'visit' }, { ledger: 'other', closes: ['k'] }], log: null },
    ]);
  });

  test('says since when it is taken back, and who confirmed its month', async () => {
    await record(7n, entered());
    await record(8n, voiding('7'));
    await county.sql(
      `INSERT INTO month_confirmed (county, person_id, month, confirmed_by, at) VALUES ('demo', 'p1', '2026-12', 'p3', now())`,
    );
    expect(await kept()).toMatchObject([{ id: '7', voidedAt: wednesday, confirmedBy: '示例丙' }]);
  });

  test('is nobody else’s, and of two months at the most', async () => {
    await record(7n, entered({ at: wednesday - 63 * 86_400_000 }));
    await record(8n, entered({ personId: 'p2' }));
    expect(await kept()).toEqual([]);
    expect(await kept('p2')).toMatchObject([{ id: '8' }]);
    expect((await factsFor(county, 'p1', {})).kept).toBeUndefined();
  });
});

test('what was taken back is in no duty, no log, no day and no ledger, and one’s own data says so', async () => {
  await record(7n, entered(), log);
  await record(8n, voiding('7'));
  const days = { from: '2026-12-01', to: '2026-12-31' } as const;
  const facts = await factsFor(county, 'p1', { duties: 'own', ownEntries: days, ownLogs: days, ownDays: days, ownData: true }); // prettier-ignore
  expect([facts.world?.entries, facts.entries, facts.logs, facts.days.get('p1')?.logDates]).toEqual([[], [], [], []]);
  expect(facts.ownData?.entries.rows).toMatchObject([{ ledger: 'study', voidedAt: wednesday }]);
  expect(facts.ownData?.logs.rows).toMatchObject([{ voidedAt: wednesday }]);
});
