import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Facts } from '../../src/domain/facts.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { factsFor, factsOf } from './asked-facts.ts';
import { messageFrom, openedCounty, type OpenedCounty } from './opened-county.ts';

const [p1] = sampleCounty.people;
const named = { ...p1!, post: null, townshipId: null, villageId: null, teamId: null, unitId: null };
const richerCounty = {
  ...sampleCounty,
  people: [
    ...sampleCounty.people,
    { ...named, id: 'x1', name: '赵示' },
    { ...named, id: 'x2', name: '赵示例' },
    { ...named, id: 'x3', name: '钱示例' },
  ],
  seats: [
    ...sampleCounty.seats,
    { body: '县委办', scopeId: '', title: '示例县委办主任', holderIds: ['x1'] },
    { body: '县府办', scopeId: '', title: '示例县府办副主任', holderIds: ['x1', 'x3'] },
  ],
};
let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty(richerCounty);
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const idsOf = (facts: Facts | undefined): string[] =>
  (facts?.found ?? []).map((f) => `${f.said}: ${f.people.map((p) => p.person.id).join()}`);

test('People are found by each name that is said, in one go for the batch, and each message has its own.', async () => {
  const [one, two, three] = await factsOf(
    county,
    [messageFrom('p6'), { names: ['赵示', '赵示例', '孙某'] }],
    [messageFrom('p7'), { names: ['老赵', '赵主任', '钱副主任', '例甲'] }],
    [messageFrom('p8'), {}],
  );
  expect(idsOf(one)).toEqual(['赵示: x1', '赵示例: x2', '孙某: ']);
  expect(idsOf(two)).toEqual(['老赵: x1,x2', '赵主任: x1', '钱副主任: x3', '例甲: p1']);
  expect(three?.found).toEqual([]);
});

test('They come with the titles of the seats they hold today, and whether anything can be sent to them.', async () => {
  await county.sql(`UPDATE account SET direct_conversation = NULL WHERE id = 'web-x1'`);
  await county.sql(`UPDATE seat_holder SET to_on = '2026-12-01' WHERE person_id = 'x1' AND body = '县府办'`);
  const facts = await factsFor(county, 'p6', { names: ['赵示'] });
  await county.sql(`UPDATE seat_holder SET to_on = NULL`);
  const again = await factsFor(county, 'p6', { names: ['赵示'] });
  await county.sql(`UPDATE account SET direct_conversation = 'd-web-x1' WHERE id = 'web-x1'`);
  expect(facts.found[0]?.people).toMatchObject([
    { person: { id: 'x1', name: '赵示' }, titles: ['示例县委办主任'], reachable: false, digest: false, township: null },
  ]);
  expect(again.found[0]?.people[0]?.titles).toHaveLength(2);
});

test('They are among the people at hand, with the seats of their places.', async () => {
  const facts = await factsFor(county, 'p8', { names: ['示例甲'] });
  expect(facts.people.get('p1')?.township).toBe('示例镇');
  expect(facts.seats.map((s) => s.scopeId)).toContain('team-v1');
});

test('What is said is only looked for, whatever it is made of.', async () => {
  const odd = ['%', '_', `'); DROP TABLE person; --`, '赵%', '\\', '', '👌👌'];
  const facts = await factsFor(county, 'p6', { names: odd });
  expect(facts.found.map((f) => f.people)).toEqual(odd.map(() => []));
});

test('Somebody of another county is never found.', async () => {
  await county.sql(`INSERT INTO person (county, id, name) VALUES ('elsewhere', 'y1', '周示例')`);
  expect((await factsFor(county, 'p6', { names: ['周示例'] })).found[0]?.people).toEqual([]);
});
