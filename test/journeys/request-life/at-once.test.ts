/** Two leaves of one person, confirmed at the same moment by two people: the later one knows of the first. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { NAMES } from './county.ts';
import { openStage, type OpenStage } from './stage.ts';

let stage: OpenStage;
beforeAll(async () => {
  stage = await openStage({ batch: 1, hasChain: true });
});
beforeEach(() => stage.world.reset(Date.parse('2026-12-02T02:00:00Z')));
afterAll(() => stage.close());

const says = (personId: string, text: string) => stage.world.say(personId, { text });

/** Each asks, then all confirm at once. What everybody was told after that, and the leaves. */
async function confirmed(...asked: readonly (readonly [personId: string, text: string])[]) {
  const { world, meeting } = stage;
  for (const [who, text] of asked) await says(who, text);
  await world.settle();
  const before = world.sent.length;
  for (const [who] of asked) await says(who, '确认');
  const met = meeting.met;
  await meeting.workTwo(world);
  await world.settle();
  expect(meeting.met).toBeGreaterThan(met);
  const [leaves] = await world.query(
    `SELECT from_on::text AS from, counted_half_days / 2 AS counted FROM request WHERE county = '${world.countyId}' ORDER BY from_on`,
  );
  return { told: world.sent.slice(before).map((s) => s.text), leaves: leaves?.rows ?? [] };
}

const ofA1 = `帮${NAMES['a1']}请假`;

test('the same days are asked for once, and the other hears that they overlap', async () => {
  const { told, leaves } = await confirmed(['a1', '请假 12.7-12.8 家里有事'], ['off', `${ofA1} 12.8-12.9 家里有事`]);
  expect(leaves).toHaveLength(1);
  expect(told.filter((text) => text.includes('重叠'))).toHaveLength(1);
});

test('days that join are added up: together they are above what the first approver may decide', async () => {
  const { leaves } = await confirmed(['a1', '请假 12.7-12.8 家里有事'], ['k', `${ofA1} 12.9-12.10 家里有事`]);
  expect(leaves.map((l) => (l as { counted: number }).counted).sort()).toEqual([2, 4]);
});

test('leaves of two people go their ways', async () => {
  const { leaves } = await confirmed(['a1', '请假 12.7-12.8 家里有事'], ['a2', '请假 12.7-12.8 家里有事']);
  expect(leaves).toHaveLength(2);
});
