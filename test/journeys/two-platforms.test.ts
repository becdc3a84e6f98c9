/** One person on several platforms: asked where they wrote last, answered wherever they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN, RICH, testCounty, type TestCounty } from '../builders/county.ts';
import type { Content } from '../builders/inbound.ts';
import type { Sent } from '../builders/recording-adapter.ts';
import { World } from '../builders/world.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let world: World;

/** The two who approve in the first township are on both platforms. */
const onBoth = (county: TestCounty): TestCounty => ({
  ...county,
  accounts: [...county.accounts, { personId: 'o1', platform: PLAIN }, { personId: 'o2', platform: RICH }],
});

beforeAll(async () => {
  database = await freshDatabase();
  world = await World.open({ url: database.url, county: onBoth(testCounty('both')) });
});
beforeEach(() => world.reset(Date.parse('2026-12-02T00:00:00Z')));
afterAll(async () => {
  await world.close();
  await database.drop();
});

async function said(personId: string, what: string | Content, platform: string): Promise<Sent[]> {
  const before = world.sent.length;
  await world.say(personId, what, { platform });
  await world.settle();
  world.clock += 61_000;
  return world.sent.slice(before);
}
/** c1 asks for a day; where o1 is asked. */
async function asked(): Promise<Sent[]> {
  await said('c1', '请假 12.8 老人住院', RICH);
  const sent = await said('c1', '确认', RICH);
  return sent.filter((s) => s.conversation.endsWith('-o1') && s.text.includes('事由：'));
}

describe('an approver on two platforms', () => {
  test('is asked on the one used last, and on no other', async () => {
    for (const platform of [PLAIN, RICH, PLAIN]) {
      await said('o1', '待办', platform);
      expect((await asked()).map((s) => s.platform)).toEqual([platform]);
      await said('c1', '撤回', RICH);
    }
  });

  test.each([
    ['by its code', (code: string) => `同意 #${code}`],
    ['by a word alone', () => '同意'],
  ])('answers on the other one %s, and the question loses its buttons', async (_, words) => {
    await said('o1', '待办', RICH);
    const [question] = await asked();
    expect(question).toMatchObject({ platform: RICH, buttons: [{ label: '同意' }, { label: '驳回' }, { label: '退回' }] }); // prettier-ignore
    const sent = await said('o1', words(question!.code!), PLAIN);
    expect(sent.find((s) => s.conversation === 'd-plain-o1')?.text).toMatch(/^已批准：#/);
    expect(sent.find((s) => s.conversation.endsWith('-c1'))?.text).toMatch(/^您的请假.*已批准/);
    expect(world.updated.map((u) => [u.messageId, u.buttons])).toContainEqual([question!.messageId, []]);
    const late = await said('o1', { kind: 'action', action: { value: question!.buttons[0]!.id, messageId: question!.messageId } }, RICH); // prettier-ignore
    expect(late.map((s) => s.platform)).toEqual([RICH]);
    expect(late[0]?.text).toContain('已经批准，不用再处理');
  });
});
