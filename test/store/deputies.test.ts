import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { HeldSeat } from '../../src/domain/facts.ts';
import { factsFor, factsOf, idsOfEach, open, record } from './asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';
import { deputy, jointLeave, naming, organisation, secretary, shortLeave, unit } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(async () => {
  await county.close();
});

const seatsOf = async (personId: string): Promise<readonly HeldSeat[]> =>
  (await factsFor(county, personId, {})).speaker.seats;
const standsFor = async (personId: string): Promise<string[]> =>
  (await seatsOf(personId)).flatMap((s) => (s.forId === null ? [] : [`${s.forId} ${s.body}`]));
const own = { body: '乡镇（街道）党（工）委', scopeId: 't1', title: '示例镇党委考勤员', forId: null, namedBy: null };

describe('a deputy', () => {
  test('answers for the seats of the principal beside their own', async () => {
    await record(county, 'p6', naming());
    expect(await seatsOf('p7')).toEqual([own, { ...secretary, title: '示例镇党委书记', forId: 'p6', namedBy: 'p6' }]);
    expect((await seatsOf('p6')).map((s) => s.forId)).toEqual([null]);
  });

  test.each([
    ['on the first day', '2026-12-02', '2026-12-09', true],
    ['on the last day', '2026-11-20', '2026-12-02', true],
    ['the day before the first', '2026-12-03', '2026-12-09', false],
    ['the day after the last', '2026-11-20', '2026-12-01', false],
  ] as const)('is in force or not %s', async (_, fromOn, toOn, isInForce) => {
    await record(county, 'p6', naming({ fromOn, toOn }));
    await open(county, shortLeave);
    expect((await standsFor('p7')).length).toBe(isInForce ? 1 : 0);
    expect(await idsOfEach(county, ['p6', 'p7'], { forMe: true })).toEqual({ p6: 'r1', p7: isInForce ? 'r1' : '' });
    const { seats } = await factsFor(county, 'p1', { organisation: true });
    expect(seats.find((s) => s.body === secretary.body)?.deputies).toEqual(isInForce ? [deputy({ fromOn, toOn })] : []);
  });

  test('answers no more for a seat that the principal has lost', async () => {
    await record(county, 'p6', naming());
    await county.sql(`UPDATE seat_holder SET to_on = '2026-12-01' WHERE person_id = 'p6'`);
    const lost = await standsFor('p7');
    await county.sql(`UPDATE seat_holder SET to_on = NULL WHERE person_id = 'p6'`);
    expect(lost).toEqual([]);
    expect(await standsFor('p7')).toHaveLength(1);
  });

  test('of two answers for the seats of both, in one joint step too', async () => {
    await record(county, 'p8', naming({ principalId: 'p8' }), naming({ id: 'd2', principalId: 'p10' }));
    await open(county, jointLeave);
    expect((await standsFor('p7')).sort()).toEqual([`p10 ${unit.body}`, `p8 ${organisation.body}`].sort());
    expect(await idsOfEach(county, ['p7'], { forMe: true })).toEqual({ p7: 'r2' });
  });

  test('named twice for the same time answers for each seat once', async () => {
    await record(county, 'p6', naming(), naming({ id: 'd2', toOn: '2026-12-05' }));
    expect(await standsFor('p7')).toEqual([`p6 ${secretary.body}`]);
  });

  test('of a deputy answers for that one’s own seats alone', async () => {
    await record(county, 'p6', naming(), naming({ id: 'd2', principalId: 'p7', deputyId: 'p2' }));
    expect(await standsFor('p2')).toEqual([`p7 ${own.body}`]);
  });

  test('who holds the seat as well holds it, and stands in for the other holder', async () => {
    await county.sql(`INSERT INTO seat_holder VALUES ('demo', $1, 't1', 'p7', '2026-01-01')`, [secretary.body]);
    await record(county, 'p6', naming());
    const seats = (await seatsOf('p7')).filter((s) => s.body === secretary.body).map((s) => s.forId);
    await county.sql(`DELETE FROM seat_holder WHERE body = $1 AND person_id = 'p7'`, [secretary.body]);
    expect(seats).toEqual([null, 'p6']);
  });

  test('is among the people at hand, with whether anything can be sent to them', async () => {
    await record(county, 'p6', naming({ deputyId: 'p9' }));
    const { people } = await factsFor(county, 'p1', { organisation: true });
    expect(people.get('p9')).toMatchObject({ reachable: true, person: { name: '示例壬' } });
  });

  test('ends on the day named, never later than before', async () => {
    const until = (deputyId: string, lastOn: Deputy['toOn']) => ({ effect: 'end-deputy', deputyId, lastOn }) as const;
    const ends = (): Promise<object[]> => county.sql('SELECT id, to_on::text FROM deputy ORDER BY id');
    const later = { fromOn: '2026-12-01', toOn: '2026-12-20' } as const;
    await record(county, 'p6', naming(later), naming({ ...later, id: 'd2' }), naming({ ...later, id: 'd3' }));
    await record(county, 'p6', until('d1', '2026-12-01'), until('d2', '2026-12-31'));
    expect(await ends()).toEqual([
      { id: 'd1', to_on: '2026-12-01' },
      { id: 'd2', to_on: '2026-12-20' },
      { id: 'd3', to_on: '2026-12-20' },
    ]);
  });

  test('who is ended before the first day never answers, and is still on record', async () => {
    await record(county, 'p6', naming({ fromOn: '2026-12-05', toOn: '2026-12-09' }));
    await record(county, 'p6', { effect: 'end-deputy', deputyId: 'd1', lastOn: '2026-12-02' });
    expect(await standsFor('p7')).toEqual([]);
    expect((await factsFor(county, 'p6', { deputies: true })).deputies).toEqual([]);
    expect(await county.sql('SELECT id FROM deputy')).toEqual([{ id: 'd1' }]);
  });
});

describe('the deputies asked for', () => {
  test('are those of the speaker and those the speaker stands in for, from today on', async () => {
    const future = deputy({ id: 'd2', fromOn: '2026-12-10', toOn: '2026-12-11', deputyId: 'p9' });
    await record(
      county,
      'p6',
      naming(),
      naming(future),
      naming({ id: 'd3', fromOn: '2026-11-01', toOn: '2026-12-01' }),
      naming({ id: 'd4', principalId: 'p8', deputyId: 'p10' }),
    );
    const need = { deputies: true };
    const [of6, of9, of1, silent] = await factsOf(
      county,
      [messageFrom('p6'), need],
      [messageFrom('p9'), need],
      [messageFrom('p1'), need],
      [messageFrom('p6'), {}],
    );
    expect(of6?.deputies).toEqual([deputy(), future]);
    expect(of9?.deputies).toEqual([future]);
    expect([of1?.deputies, silent?.deputies]).toEqual([[], []]);
    expect(of6?.people.get('p9')?.person.name).toBe('示例壬');
  });
});

describe('what is set for people', () => {
  test('a digest is wanted by the last word on it', async () => {
    const wants = (personId: string, digest: boolean) => ({ effect: 'set-digest', personId, digest }) as const;
    await record(county, 'p6', wants('p6', true), wants('p8', true), wants('p8', false));
    const [of6, of8] = await factsOf(county, [messageFrom('p6'), {}], [messageFrom('p8'), {}]);
    expect([of6?.people.get('p6')?.digest, of8?.people.get('p8')?.digest]).toEqual([true, false]);
  });

  test('the last list that was shown is known to its account alone', async () => {
    const list = (accountId: string, ...items: readonly string[]) =>
      ({ effect: 'show-list', accountId, items: items.map((requestId) => ({ requestId, revision: 3 })) }) as const;
    await record(county, 'p6', list('web-p6', 'r1'), list('web-p8', 'r9'), list('web-p6', 'r2', 'r1'));
    await record(county, 'p8', list('web-p8'));
    const listed = async (id: string): Promise<string[]> =>
      (await factsFor(county, id, {})).listed.map((l) => `${l.requestId} ${l.revision}`);
    expect([await listed('p6'), await listed('p8'), await listed('p7')]).toEqual([['r2 3', 'r1 3'], [], []]);
    expect(await county.sql('SELECT at FROM shown_list LIMIT 1')).toEqual([{ at: new Date(wednesday) }]);
  });

  test('is in the audit log, all but the lists', async () => {
    const effects = [
      { effect: 'set-digest', personId: 'p6', digest: true },
      { effect: 'show-list', accountId: 'web-p6', items: [] },
      { effect: 'end-deputy', deputyId: 'd1', lastOn: '2026-12-02' },
    ] as const;
    await record(county, 'p6', naming(), ...effects);
    expect(await county.sql('SELECT verb, subject FROM audit_entry ORDER BY id')).toEqual([
      { verb: 'name-deputy', subject: 'deputy:d1' },
      { verb: 'set-digest', subject: 'person:p6' },
      { verb: 'end-deputy', subject: 'deputy:d1' },
    ]);
  });
});
