import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AttendanceKind } from '../../src/domain/attendance.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Due, Facts } from '../../src/domain/facts.ts';
import type { Half } from '../../src/domain/leave.ts';
import type { Request, RequestState } from '../../src/domain/request.ts';
import { factsFor, factsOf, idsFor, open, record, tick } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { heldLeave, jointLeave, revival, shortLeave } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** A leave over these dates, approved if nothing else is said. */
const leave = (id: string, fromOn: IsoDate, toOn: IsoDate, more: Partial<Request> = {}): Request => ({
  ...shortLeave,
  id,
  code: id,
  state: 'approved',
  span: { fromOn, toOn, fromHalf: 'am', toHalf: 'pm' },
  ...more,
});
const endedOn = (on: IsoDate, half: Half): Pick<Request, 'ended'> => ({ ended: { on, half, at: wednesday } });

describe('the ledger', () => {
  const december = { from: '2026-12-01', to: '2026-12-31' } as const;
  const team = { body: '驻村第一书记', scopeId: 'team-v1' };
  const ofTeam = { ledger: { seats: [team], ...december } };

  test('has every leave that touches its dates, whatever has become of it, by its first day', async () => {
    const states: readonly RequestState[] = ['open', 'held', 'returned', 'approved', 'rejected', 'withdrawn', 'cancelled']; // prettier-ignore
    await open(
      county,
      ...states.map((state, i) => leave(state, `2026-12-${20 - i}`, '2026-12-20', { state })),
      leave('before', '2026-11-20', '2026-11-30'),
      leave('into', '2026-11-20', '2026-12-01'),
      leave('out', '2026-12-31', '2027-01-05'),
      leave('after', '2027-01-01', '2027-01-05'),
      leave('made-up', '2026-12-02', '2026-12-02', { kind: 'make-up' }),
    );
    expect(await idsFor(county, 'p3', ofTeam)).toEqual(['into', ...[...states].reverse(), 'out']);
  });

  test.each([
    ['a team', 'team-v1', ['p1', 'p2']],
    ['a township', 't1', ['p1', 'p2', 'p4']],
    ['a unit', 'u1', ['p1', 'p2', 'p4']],
    ['the whole county', '', ['p1', 'p2', 'p4']],
    ['another place', 'team-t9', []],
  ])('is of the cadres of %s', async (_, scopeId, applicants) => {
    await open(
      county,
      ...['p1', 'p2', 'p4', 'p6'].map((p) => leave(p, '2026-12-08', '2026-12-09', { applicantId: p })),
    );
    const need = { ledger: { seats: [{ body: '县委组织部', scopeId }], ...december } };
    expect(await idsFor(county, 'p8', need)).toEqual(applicants);
  });

  test('has each leave once for somebody who keeps it by two seats', async () => {
    await open(county, leave('one', '2026-12-08', '2026-12-09'));
    const need = { ledger: { seats: [team, { ...team, scopeId: '' }], ...december } };
    expect(await idsFor(county, 'p3', need)).toEqual(['one']);
  });

  test('comes with the people and the receipts of its leaves, and no one else’s', async () => {
    await open(county, leave('one', '2026-12-08', '2026-12-09'), leave('other', '2026-12-08', '2026-12-09', { applicantId: 'p4' })); // prettier-ignore
    const receive = (requestId: string): Effect => ({
      effect: 'receive-filing',
      receipt: { requestId, ...revival, personId: 'p9', at: wednesday },
    });
    await record(county, 'p9', receive('one'), receive('other'));
    const [facts, other] = await factsOf(county, [messageFrom('p3'), ofTeam], [messageFrom('p5'), {}]);
    expect(facts?.receipts.map((r) => r.requestId)).toEqual(['one']);
    expect(facts?.people.get('p1')?.person.name).toBe('示例甲');
    expect(facts?.seats.find((s) => s.body === revival.body)?.title).toBe('示例县乡村振兴局');
    expect(other?.requests).toEqual([]);
  });

  test('is at most two thousand leaves', async () => {
    const many = Array.from({ length: 2001 }, (_, i) => leave(`m${String(i).padStart(4, '0')}`, '2026-12-08', '2026-12-09')); // prettier-ignore
    await open(county, ...many);
    const ids = await idsFor(county, 'p3', ofTeam);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([2000, 'm0000', 'm1999']);
  });
});

describe('copies that nobody has confirmed', () => {
  const asked = { unreceived: true };
  const now = { openedAt: wednesday, movedAt: wednesday };

  test('are those of approved requests that were filed with a seat of the speaker', async () => {
    await open(
      county,
      leave('approved', '2026-12-08', '2026-12-09', now),
      leave('open', '2026-12-10', '2026-12-11', { ...now, state: 'open' }),
      leave('elsewhere', '2026-12-12', '2026-12-13', { ...now, filings: [] }),
    );
    expect(await idsFor(county, 'p9', asked)).toEqual(['approved']);
    expect(await idsFor(county, 'p8', asked)).toEqual([]);
    await record(county, 'p9', {
      effect: 'receive-filing',
      receipt: { requestId: 'approved', body: '县乡村振兴局', scopeId: '', personId: 'p9', at: wednesday },
    });
    expect(await idsFor(county, 'p9', asked)).toEqual([]);
  });

  test('are looked back on for a week', async () => {
    const days = (n: number): Partial<Request> => ({ openedAt: wednesday, movedAt: wednesday - n * 86_400_000 });
    await open(
      county,
      leave('a', '2026-12-08', '2026-12-09', days(6)),
      leave('b', '2026-12-10', '2026-12-11', days(9)),
    );
    expect(await idsFor(county, 'p9', asked)).toEqual(['a']);
  });
});

describe('what is due', () => {
  const at = async (today: IsoDate): Promise<Facts> => {
    const sentAt = Date.parse(`${today}T02:00:00Z`);
    return (await factsOf(county, [tick({ sentAt, receivedAt: sentAt }), { due: true }]))[0]!;
  };
  const dueOn = async (today: IsoDate): Promise<Due> => (await at(today)).due!;
  const idsOf = (requests: readonly Request[]): string[] => requests.map((r) => r.id);

  test('is what waits, open or for the officer, with everything around it', async () => {
    await open(county, heldLeave, jointLeave, ...(['returned', 'approved', 'rejected'] as const).map((state) => ({ ...shortLeave, id: state, state }))); // prettier-ignore
    const facts = await at('2026-12-02');
    expect(facts.due?.requests).toEqual([jointLeave, heldLeave]);
    expect(facts.requests).toEqual([]);
    expect(facts.seats.find((s) => s.scopeId === 'u1')?.holderIds).toEqual(['p10']);
    expect(facts.people.get('p10')?.reachable).toBe(true);
    expect(facts.people.get('p1')?.township).toBe('示例镇');
  });

  test('is nothing for whoever does not ask', async () => {
    await open(county, jointLeave);
    expect((await factsFor(county, 'p1', {})).due).toBeNull();
  });

  test('is nobody where nothing is due', async () => {
    const { due, seats, people } = await at('2026-12-02');
    expect([due, seats, people.size]).toEqual([{ requests: [], ended: [], away: [] }, [], 0]);
  });

  test('are the approved leaves that ended in the last seven days without a reported return', async () => {
    await open(
      county,
      leave('today', '2026-12-01', '2026-12-10'),
      leave('week', '2026-12-01', '2026-12-03'),
      leave('older', '2026-12-01', '2026-12-02'),
      leave('tomorrow', '2026-12-01', '2026-12-11'),
      leave('reported', '2026-12-01', '2026-12-09', endedOn('2026-12-08', 'pm')),
      leave('cancelled', '2026-12-01', '2026-12-09', { state: 'cancelled' }),
      leave('make-up', '2026-12-09', '2026-12-09', { kind: 'make-up' }),
    );
    const { ended } = await dueOn('2026-12-10');
    expect(idsOf(ended.map((e) => e.request)).sort()).toEqual(['today', 'week']);
  });

  test.each([
    ['pm', 'arrived', '2026-12-09', '2026-12-09'],
    ['pm', 'made-up', '2026-12-09', '2026-12-09'],
    ['pm', 'left', '2026-12-09', null],
    ['pm', 'arrived', '2026-12-08', '2026-12-08'],
    ['pm', 'arrived', '2026-12-07', null],
    ['am', 'arrived', '2026-12-08', '2026-12-08'],
    ['am', 'arrived', '2026-12-07', null],
  ] as const)('says who came back: a leave to 12-08 %s, and %s on %s', async (toHalf, kind, on, back) => {
    await open(county, leave('one', '2026-12-01', '2026-12-08', { span: { fromOn: '2026-12-01', toOn: '2026-12-08', fromHalf: 'am', toHalf } })); // prettier-ignore
    await record(county, 'p1', came('p1', on, kind), came('p2', '2026-12-09', 'arrived'));
    expect((await dueOn('2026-12-10')).ended.map((e) => e.cameBackOn)).toEqual([back]);
  });

  test('says the first day on which somebody was back', async () => {
    await open(county, leave('one', '2026-12-01', '2026-12-08'));
    await record(county, 'p1', came('p1', '2026-12-11', 'arrived'), came('p1', '2026-12-10', 'returned'));
    expect((await dueOn('2026-12-12')).ended.map((e) => e.cameBackOn)).toEqual(['2026-12-10']);
  });

  test.each([
    ['on its first day', leave('one', '2026-12-10', '2026-12-12'), true],
    ['on its last day', leave('one', '2026-12-01', '2026-12-10'), true],
    ['the day before: it is looked ahead to', leave('one', '2026-12-11', '2026-12-12'), true],
    ['two days before', leave('one', '2026-12-12', '2026-12-12'), false],
    ['the day after', leave('one', '2026-12-01', '2026-12-09'), false],
    ['once they are back since yesterday', leave('one', '2026-12-01', '2026-12-12', endedOn('2026-12-09', 'pm')), false],
    ['on the day of the return', leave('one', '2026-12-01', '2026-12-12', endedOn('2026-12-10', 'am')), true],
    ['with a return reported later than approved, within', leave('one', '2026-12-01', '2026-12-10', endedOn('2026-12-12', 'pm')), true],
    ['while it is not approved', leave('one', '2026-12-01', '2026-12-12', { state: 'open' }), false],
    ['where it ended before it began', leave('one', '2026-12-10', '2026-12-12', { span: { fromOn: '2026-12-10', toOn: '2026-12-12', fromHalf: 'pm', toHalf: 'pm' }, ...endedOn('2026-12-10', 'am') }), false],
    ['of a make-up', leave('one', '2026-12-10', '2026-12-10', { kind: 'make-up' }), false],
  ] as const)('says who is away today, or is not: %s', async (_, request, isAway) => {
    await open(county, request);
    expect(idsOf((await dueOn('2026-12-10')).away)).toEqual(isAway ? ['one'] : []);
  }); // prettier-ignore

  const came = (personId: string, on: IsoDate, kind: AttendanceKind): Effect => ({
    effect: 'add-attendance',
    event: { personId, on, kind, turn: 0, at: wednesday },
    note: null,
    point: null,
    doubts: [],
    images: [],
    requestId: null,
  });
});

describe('a leave in the days', () => {
  const december = { ownDays: { from: '2026-12-01', to: '2026-12-31' } } as const;
  const leavesOf = async (request: Request): Promise<string[]> => {
    await open(county, request);
    const days = (await factsFor(county, 'p1', december)).days.get('p1');
    return (days?.leaves ?? []).map((l) => `${l.fromOn}${l.fromHalf} ${l.toOn}${l.toHalf}`);
  };
  const fromNoon = { span: { fromOn: '2026-12-08', toOn: '2026-12-10', fromHalf: 'pm', toHalf: 'am' } } as const;

  test.each([
    ['is whole while no return is reported', {}, ['2026-12-08am 2026-12-10pm']],
    ['is cut at the reported return', endedOn('2026-12-09', 'am'), ['2026-12-08am 2026-12-09am']],
    ['is cut by half of its last day', endedOn('2026-12-10', 'am'), ['2026-12-08am 2026-12-10am']],
    ['is no longer than approved', endedOn('2026-12-12', 'pm'), ['2026-12-08am 2026-12-10pm']],
    ['that ends at noon is no longer than that', { ...fromNoon, ...endedOn('2026-12-10', 'pm') }, ['2026-12-08pm 2026-12-10am']],
    ['is half a day where they were back at noon of the first', endedOn('2026-12-08', 'am'), ['2026-12-08am 2026-12-08am']],
    ['is none where they were back before it began', endedOn('2026-12-07', 'pm'), []],
    ['from noon is none where they were back at noon', { ...fromNoon, ...endedOn('2026-12-08', 'am') }, []],
    ['is none once it is cancelled', { state: 'cancelled' }, []],
  ] as const)('%s', async (_, more, leaves) => {
    expect(await leavesOf(leave('one', '2026-12-08', '2026-12-10', more))).toEqual(leaves);
  }); // prettier-ignore

  test('no longer reaches into dates after the reported return', async () => {
    expect(await leavesOf(leave('one', '2026-11-20', '2026-12-05', endedOn('2026-11-30', 'pm')))).toEqual([]);
  });
});
