import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OFFICER, seatOf, type Request, type RequestSeat } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { factsFor, factsOf, idsFor, idsOfEach, open, record } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import {
  answering,
  assigning,
  fullLeave,
  heldLeave,
  jointLeave,
  moving,
  naming,
  organisation,
  photo,
  shortLeave,
  unit,
} from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty(sampleCountyWithOfficer);
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const everybody = Array.from({ length: 11 }, (_, i) => `p${i + 1}`);
/** Those who are given something. */
const givenTo = async (need: Parameters<typeof factsFor>[2]): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await idsOfEach(county, everybody, need)).filter(([, ids]) => ids !== ''));
const variants = (...states: readonly Request['state'][]): Request[] =>
  states.map((state, i) => ({ ...shortLeave, id: state, code: `A${i}A${i}`, state, openedAt: wednesday + i }));

describe('what waits', () => {
  test('is for the one to whom the seat was handed too, until it is answered', async () => {
    await open(county, shortLeave);
    await record(county, 'p6', assigning(shortLeave.steps[0]!.seats[0]!, 'p2'), moving({ state: 'open', step: 0 }));
    expect(await givenTo({ forMe: true })).toEqual({ p2: 'r1', p6: 'r1' });
    await record(county, 'p2', answering({ personId: 'p2' }), moving({ version: 2 }));
    expect(await givenTo({ forMe: true })).toEqual({});
  });

  test('is for one who was added, once the step is theirs', async () => {
    const added = { mode: 'all' as const, seats: [{ ...seatOf({ body: 'person', scopeId: 'p2' }, '示例乙'), addedBy: 'p6' }] }; // prettier-ignore
    await open(county, { ...shortLeave, steps: [...shortLeave.steps, added] });
    expect(await givenTo({ forMe: true })).toEqual({ p6: 'r1' });
    await record(county, 'p6', answering(), moving({ state: 'open', step: 1 }));
    expect(await givenTo({ forMe: true })).toEqual({ p2: 'r1' });
  });

  test('is for the officer what no rule settles, and nothing else of others', async () => {
    await open(county, heldLeave, shortLeave, { ...heldLeave, id: 'r5', state: 'returned' });
    expect(await givenTo({ forMe: true })).toEqual({ p6: 'r1', p11: 'r3' });
  });

  test('is for the officer’s deputy as well', async () => {
    await open(county, heldLeave);
    await record(county, 'p11', naming({ principalId: 'p11', deputyId: 'p2' }));
    expect(await givenTo({ forMe: true })).toEqual({ p2: 'r3', p11: 'r3' });
  });

  test('is nothing that was sent back, decided or taken back', async () => {
    await open(county, ...variants('returned', 'approved', 'rejected', 'withdrawn', 'cancelled'));
    expect(await givenTo({ forMe: true })).toEqual({});
  });
});

describe('a code', () => {
  test('gives the request to all whom it concerns: the chain, the filings, who asked, and the officer', async () => {
    await open(county, fullLeave);
    // p1 applied, p3 asked, p6 holds and p7 answered, p8 holds and p11 recorded, p10 holds, p9 is handed a seat.
    const concerned = ['p1', 'p3', 'p6', 'p7', 'p8', 'p9', 'p10', 'p11'];
    expect(Object.keys(await givenTo({ code: 'G7H8' })).sort()).toEqual(concerned.sort());
  });

  test.each([
    ['who holds a seat of any step', { ...jointLeave, filings: [] }, ['p1', 'p8', 'p10', 'p11']],
    ['who is told of it', { ...heldLeave, filings: [{ ...unit, title: '某局' }] }, ['p1', 'p10', 'p11']],
    ['who asked for it', { ...heldLeave, filings: [], enteredBy: 'p3' }, ['p1', 'p3', 'p11']],
    ['who is the seat', { ...heldLeave, filings: [], steps: [{ mode: 'all', seats: [seatOf({ body: 'person', scopeId: 'p2' }, '示例乙')] }] }, ['p1', 'p11', 'p2']], // prettier-ignore
  ] as const)('gives it to one %s', async (_, request, concerned) => {
    await open(county, request);
    expect(Object.keys(await givenTo({ code: request.code })).sort()).toEqual([...concerned].sort());
  });

  test('still gives it to one who answered and holds the seat no longer, and to one who recorded it', async () => {
    const seat = shortLeave.steps[0]!.seats[0]!;
    const answer = { personId: 'p2', verdict: 'approve', note: null, at: wednesday, forId: null, recordedBy: 'p5', images: [photo] } as const; // prettier-ignore
    await open(county, { ...shortLeave, filings: [], state: 'approved', step: 1, steps: [{ mode: 'any', seats: [{ ...seat, answer }] }] }); // prettier-ignore
    expect(Object.keys(await givenTo({ code: 'A1B2' })).sort()).toEqual(['p1', 'p11', 'p2', 'p5', 'p6']);
  });

  test('gives nothing of a code that is not asked for', async () => {
    await open(county, shortLeave, jointLeave);
    expect(await idsFor(county, 'p11', { code: 'C3D4' })).toEqual(['r2']);
  });
});

describe('own requests', () => {
  const all = ['open', 'held', 'returned', 'approved', 'rejected', 'withdrawn', 'cancelled'] as const;

  test('are those that something may still come of', async () => {
    await open(county, ...variants(...all));
    expect(await idsFor(county, 'p1', { ownRequests: true })).toEqual(['open', 'held', 'returned', 'approved']);
    expect(await idsFor(county, 'p2', { ownRequests: true })).toEqual([]);
  });

  test('of others are given as far as they are asked for, with the seats of their places', async () => {
    const theirs = { ...shortLeave, id: 'theirs', code: 'T1T1', applicantId: 'p4', filings: [], steps: [] };
    await open(county, ...variants(...all), theirs);
    const facts = await factsFor(county, 'p8', { ownRequestsOf: { personIds: ['p1'] } });
    expect(facts.requests.map((r) => r.id)).toEqual(['open', 'held', 'returned', 'approved']);
    expect(facts.people.get('p1')?.person.name).toBe('示例甲');
    expect(facts.seats.map((s) => s.scopeId)).toContain('team-v1');
    const none = await factsFor(county, 'p8', { ownRequestsOf: { personIds: ['p5'] } });
    expect([none.requests, none.people.has('p5'), none.people.has('p1')]).toEqual([[], true, false]);
  });

  test('of an applicant are given by one of their requests, whatever has become of that', async () => {
    const other = { ...shortLeave, id: 'other', code: 'Q1Q1', applicantId: 'p2' };
    await open(county, ...variants('approved', 'rejected'), other);
    const need = { ownRequestsOf: { requestIds: ['rejected'] } };
    expect(await idsFor(county, 'p11', need)).toEqual(['approved']);
    expect((await factsFor(county, 'p11', need)).people.has('p1')).toBe(true);
  });

  test('of an applicant are given by a code to those alone whom the request concerns', async () => {
    await open(county, shortLeave, { ...jointLeave, state: 'approved' });
    const given = await givenTo({ ownRequestsOf: { code: 'A1B2' } });
    expect(given).toEqual({ p1: 'r1,r2', p6: 'r1,r2', p9: 'r1,r2', p11: 'r1,r2' });
  });

  test('of those who are found by their name are given when they are asked for', async () => {
    await open(county, shortLeave);
    const names = ['示例甲'];
    expect(await idsFor(county, 'p3', { names, ownRequestsOf: { named: true } })).toEqual(['r1']);
    expect(await idsFor(county, 'p3', { names })).toEqual([]);
  });

  test('of others are nobody else’s in a batch', async () => {
    await open(county, shortLeave);
    const batch = await factsOf(
      county,
      [messageFrom('p3'), { ownRequestsOf: { personIds: ['p1'] } }],
      [messageFrom('p4'), { ownRequests: true, ownRequestsOf: { personIds: ['p5'] } }],
    );
    expect(batch.map((f) => f.requests.map((r) => r.id))).toEqual([['r1'], []]);
  });
});

describe('a button', () => {
  test.each(['end-leave', 'object', 'receive-filing'] as const)('names its request: %s', async (does) => {
    await open(county, shortLeave);
    await county.sql(`INSERT INTO chat_button VALUES ('demo', 'b1', 'k', 'p9', $1)`, [{ does, requestId: 'r1' }]);
    const more = { kind: 'action', action: { value: 'b1', messageId: null } } as const;
    const facts = await factsFor(county, 'p9', {}, more);
    expect(facts.pressed).toEqual({ action: { does, requestId: 'r1' }, personId: 'p9' });
    expect(facts.requests.map((r) => r.id)).toEqual(['r1']);
  });
});

describe('what somebody answered', () => {
  const answered = (id: string, at: number, by: Partial<Parameters<typeof answering>[0]> = {}) =>
    record(county, 'p6', answering({ requestId: id, at, ...by }), moving({ requestId: id }));

  beforeEach(() => open(county, ...['a', 'b', 'c'].map((id) => ({ ...shortLeave, id, filings: [] }))));

  test('comes back from the day asked for, the latest first', async () => {
    await answered('a', wednesday - 2);
    await answered('b', Date.parse('2026-11-30T16:00:00Z'));
    await answered('c', Date.parse('2026-11-30T15:59:59Z'));
    expect(await idsFor(county, 'p6', { answeredSince: '2026-12-01' })).toEqual(['a', 'b']);
    expect(await idsFor(county, 'p6', { answeredSince: '2026-11-30' })).toEqual(['a', 'b', 'c']);
  });

  test('is what they answered or recorded, and for no one else', async () => {
    await answered('a', wednesday, { personId: 'p7', forId: 'p6' });
    await answered('b', wednesday - 1, { recordedBy: 'p11' });
    expect(await givenTo({ answeredSince: '2026-12-01' })).toEqual({ p7: 'a', p6: 'b', p11: 'b' });
  });

  test('is at most a hundred', async () => {
    const many = Array.from({ length: 101 }, (_, i) => ({ ...shortLeave, id: `m${i}` }));
    await open(county, ...many);
    await record(county, 'p6', ...many.map((r, i) => answering({ requestId: r.id, at: wednesday + i })));
    const ids = await idsFor(county, 'p6', { answeredSince: '2026-12-01' });
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, 'm100', 'm1']);
  });
});

describe('the people around a request', () => {
  const seat = shortLeave.steps[0]!.seats[0]!;
  const answer = { personId: 'p6', verdict: 'approve', note: null, at: wednesday, forId: null, recordedBy: null, images: [] } as const; // prettier-ignore
  const withSeat = (more: Partial<RequestSeat>): Partial<Request> => ({
    steps: [{ mode: 'any', seats: [{ ...seat, ...more }] }],
  });

  test.each([
    ['applies', { applicantId: 'p2' }],
    ['asked for it', { enteredBy: 'p2' }],
    ['answered', withSeat({ answer: { ...answer, personId: 'p2' } })],
    ['had it answered by a deputy', withSeat({ answer: { ...answer, forId: 'p2' } })],
    ['recorded it', withSeat({ answer: { ...answer, recordedBy: 'p2' } })],
    ['was handed a seat', withSeat({ assigned: { personId: 'p2', by: 'p6' } })],
    ['handed a seat over', withSeat({ assigned: { personId: 'p6', by: 'p2' } })],
    ['added a seat', withSeat({ addedBy: 'p2' })],
    ['is a seat', withSeat({ body: 'person', scopeId: 'p2' })],
  ] as const)('are, among others, whoever %s', async (_, more) => {
    await open(county, { ...shortLeave, applicantId: 'p4' }, { ...shortLeave, id: 'r7', applicantId: 'p4', ...more });
    const isThere = async (id: string): Promise<boolean> =>
      (await factsFor(county, 'p9', { requestIds: [id] })).people.has('p2');
    expect([await isThere('r1'), await isThere('r7')]).toEqual([false, true]);
  });

  test('come with the seats of its chain, wherever the applicant is now', async () => {
    await county.sql(`UPDATE person SET township_id = NULL WHERE id = 'p1'`);
    await open(county, shortLeave);
    const { seats } = await factsFor(county, 'p9', { requestIds: ['r1'] });
    await county.sql(`UPDATE person SET township_id = 't1' WHERE id = 'p1'`);
    expect(seats.map((s) => s.title)).toContain('示例镇党委书记');
  });

  test('come with the officer’s seat and whether each wants a digest', async () => {
    await record(county, 'p8', { effect: 'set-digest', personId: 'p8', digest: true });
    const { seats, people } = await factsFor(county, 'p1', { organisation: true });
    expect(seats.find((s) => s.body === OFFICER.body)?.holderIds).toEqual(['p11']);
    expect(people.get('p8')).toMatchObject({ digest: true, township: null });
    expect(people.get('p1')).toMatchObject({ digest: false, township: '示例镇' });
    expect(seats.find((s) => s.body === organisation.body)?.deputies).toEqual([]);
  });
});
