/** The year of the cadres in figures, against the same days counted one by one. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { daysAway, daysPresent, type AttendanceKind } from '../../src/domain/attendance.ts';
import { addDays, datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { YearDays } from '../../src/domain/facts.ts';
import type { Half } from '../../src/domain/leave.ts';
import type { Request } from '../../src/domain/request.ts';
import { factsFor, factsOf, open, record, tick } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { shortLeave } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const asked = { before: '2026-11-01', after: '2026-12-31' } as const;
const yearOf = async (personId: string, need: { before: IsoDate; after: IsoDate } = asked): Promise<YearDays> => {
  const { yearDays } = await factsFor(county, 'p1', { yearDays: need });
  const year = yearDays?.get(personId);
  if (!year) throw new Error(`nothing of ${personId}`);
  return year;
};

const came = (personId: string, on: IsoDate, kind: AttendanceKind = 'arrived', turn = 0): Effect => ({
  effect: 'add-attendance',
  event: { personId, on, kind, turn, at: wednesday },
  note: null,
  point: null,
  doubts: [],
  images: [],
  requestId: null,
});
const days = (personId: string, from: IsoDate, to: IsoDate): Effect[] =>
  datesFrom(from, to).map((on) => came(personId, on));

let leaves = 0;
const leave = (
  fromOn: IsoDate,
  toOn: IsoDate,
  halves: { fromHalf?: Half; toHalf?: Half } = {},
  more: Partial<Request> = {},
): Request => {
  leaves += 1;
  return {
    ...shortLeave,
    id: `y${leaves}`,
    code: `Y${String(leaves).padStart(3, '0')}`,
    state: 'approved',
    span: { fromOn, toOn, fromHalf: 'am', toHalf: 'pm', ...halves },
    ...more,
  };
};

describe('the year of a cadre', () => {
  test('has the days before the dates asked for, of that year alone', async () => {
    await record(county, 'p1', ...days('p1', '2025-12-30', '2026-01-02'), ...days('p1', '2026-10-30', '2026-11-03'));
    expect(await yearOf('p1')).toEqual({ before: 4, awayAfter: 0, firstOn: '2026-01-01' });
  });

  test('counts a day once, and not one on which somebody only left', async () => {
    await record(county, 'p1', came('p1', '2026-03-02'), came('p1', '2026-03-02', 'left'), came('p1', '2026-03-02', 'returned'), came('p1', '2026-03-03', 'left'), came('p1', '2026-03-04', 'made-up')); // prettier-ignore
    expect((await yearOf('p1')).before).toBe(2);
  });

  test('counts the other half of a day of leave, all of a day on which somebody came back from leave', async () => {
    await record(county, 'p1', ...days('p1', '2026-03-02', '2026-03-06'));
    await open(
      county,
      leave('2026-03-02', '2026-03-03', { fromHalf: 'pm', toHalf: 'am' }),
      leave('2026-03-04', '2026-03-04'),
    );
    expect((await yearOf('p1')).before).toBe(4);
  });

  test('has leave that is approved for later, cut where the return was reported, and none that was not approved', async () => {
    await open(
      county,
      leave('2026-12-30', '2027-01-03'),
      leave('2026-11-28', '2026-12-02', { toHalf: 'am' }),
      leave('2026-12-10', '2026-12-20', {}, { ended: { on: '2026-12-11', half: 'pm', at: wednesday } }),
      leave('2026-12-24', '2026-12-25', {}, { state: 'rejected' }),
    );
    expect((await yearOf('p1', { before: '2026-10-01', after: '2026-11-30' })).awayAfter).toBe(2 + 1.5 + 2);
    expect((await yearOf('p1')).awayAfter).toBe(0);
  });

  test('has everybody with a post, and nobody else; null where nothing was said', async () => {
    const { yearDays } = await factsFor(county, 'p1', { yearDays: asked });
    expect([...(yearDays?.keys() ?? [])]).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    expect(yearDays?.get('p2')).toEqual({ before: 0, awayAfter: 0, firstOn: null });
    expect((await factsFor(county, 'p1', {})).yearDays).toBeUndefined();
  });

  test('comes to the same as the days counted one by one', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const all = datesFrom('2026-01-01', '2026-12-31');
    const spans: { id: string; request: Request }[] = [];
    for (const personId of ['p1', 'p2', 'p3']) {
      await record(county, personId, ...all.filter(() => random(3) > 0).map((on) => came(personId, on)));
      for (let at: IsoDate = '2026-01-05'; at < '2026-12-20'; at = addDays(at, 9 + random(20))) {
        const half = (): Half => (random(2) === 0 ? 'am' : 'pm');
        const to = addDays(at, random(5));
        const halves = at === to ? { toHalf: half() } : { fromHalf: half(), toHalf: half() };
        spans.push({ id: personId, request: leave(at, to, halves, { applicantId: personId }) });
      }
    }
    await open(county, ...spans.map(({ request }) => request));
    const need = { before: '2026-07-01', after: '2026-08-31' } as const;
    const [facts] = await factsOf(county, [tick(), { yearDays: need, countyDays: { from: '2026-01-01', to: '2026-12-31' } }]); // prettier-ignore
    for (const personId of ['p1', 'p2', 'p3']) {
      const where = facts!.days.get(personId)!;
      expect(facts!.yearDays?.get(personId)).toEqual({
        before: daysPresent(where, datesFrom('2026-01-01', '2026-06-30')),
        awayAfter: daysAway(where, datesFrom('2026-09-01', '2026-12-31')),
        firstOn: where.events.map((e) => e.on).sort()[0],
      });
      expect(where.leaves.length).toBeGreaterThan(10);
    }
  });
});

describe('a confirmed month', () => {
  const confirm = (month: '2026-10' | '2026-11', ...personIds: string[]): Effect => ({ effect: 'confirm-month', month, by: 'p3', personIds, at: wednesday }); // prettier-ignore

  test('is known of those whose it is, each message for its own month', async () => {
    await record(county, 'p3', confirm('2026-11', 'p1', 'p2'));
    await record(county, 'p3', confirm('2026-10', 'p1'));
    const months = await factsOf(county, [messageFrom('p3'), { confirmedMonth: '2026-11' }], [messageFrom('p7'), { confirmedMonth: '2026-10' }], [messageFrom('p1'), {}]); // prettier-ignore
    expect(months.map((f) => f.confirmedMonth && [...f.confirmedMonth])).toEqual([['p1', 'p2'], ['p1'], undefined]);
  });
});
