/** Questions about the rules, through the whole product: asked, gone on from, said to be of no use, answered by the office. */
import { describe, expect, test } from 'vitest';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T00:00:00Z');
const { said, told, rows } = journey;

interface Row {
  readonly text: string;
  readonly before: string | null;
  readonly refused: string | null;
  readonly feedback: string | null;
  readonly faq_id: string | null;
}
const questions = (): Promise<Row[]> =>
  rows<Row>('SELECT text, before, refused, feedback, faq_id FROM policy_question ORDER BY asked_at');

test('A question is answered, gone on from after a restart, refused, and answered by the office once it is told', async () => {
  expect(await told('c1', '请假超过三天谁批', { platform: 'rich' })).toMatch(/^示例答复[^]*第九条/);
  await journey.world.restart();
  expect(await told('c1', '那队长呢', { platform: 'rich' })).toContain('第九条');
  expect(await told('c1', '没用', { platform: 'rich' })).toContain('县里看得到');
  const refused = await told('c1', '问 探亲路费报不报', { platform: 'rich' });
  expect(refused).toMatch(/没有写到您问的[^]*第九条[^]*县级经办人/);
  const [, , third] = await questions();
  expect(third).toMatchObject({ text: '探亲路费报不报', refused: 'not-held', before: null });
  await rows(`INSERT INTO policy_faq (county, id, question, answer, pack, article, made_at)
    VALUES ('${journey.world.countyId}', 'f1', '探亲路费报不报', '示例：按本单位规定', 'fengdu-2021', '第九条', now())`);
  expect(await told('c1', '问 探亲路费报不报', { platform: 'rich' })).toMatch(
    /^示例：按本单位规定。（县里的答复，非原文）/,
  );
  expect(await told('c1', '有用，谢谢', { platform: 'rich' })).toBe('好的，已记下。');
  expect(await questions()).toMatchObject([
    { text: '请假超过三天谁批', before: null, feedback: null },
    { text: '那队长呢', before: '请假超过三天谁批', feedback: 'useless' },
    { text: '探亲路费报不报', feedback: null, faq_id: null },
    { text: '探亲路费报不报', feedback: 'useful', faq_id: 'f1', refused: null },
  ]);
});

describe('Ten minutes later', () => {
  test('nothing is gone on from', async () => {
    await said('c1', '请假超过三天谁批', { platform: 'rich' });
    journey.world.clock += 11 * 60_000;
    expect(await told('c1', '那超过五天呢', { platform: 'rich' })).toContain('没看明白');
    expect(await questions()).toHaveLength(1);
  });
});

test('Two messages of one batch are worked one after the other, and the second goes on from the first', async () => {
  await journey.world.say('c1', '请假超过三天谁批', { platform: 'rich' });
  await journey.world.say('c1', '那超过五天呢', { platform: 'rich' });
  await journey.world.settle();
  expect((await questions()).map((q) => q.before)).toEqual([null, '请假超过三天谁批']);
});

test('In a group only a mention is answered, there and in general; a reply may say that it did not help', async () => {
  expect(await said('c1', '请假超过三天谁批', { platform: 'rich', group: 'g1' })).toEqual([]);
  const mention = { text: '探亲路费报不报', mentionsBot: true };
  const [answer, ...more] = await said('c1', mention, { platform: 'rich', group: 'g1' });
  expect([answer?.conversation, more]).toEqual(['g-g1', []]);
  expect(answer?.text).toMatch(/请问县级经办人。/);
  const reply = { text: '没用', quote: { messageId: answer!.messageId, text: null } };
  expect(await said('c2', reply, { platform: 'rich', group: 'g1' })).toEqual([]);
  expect((await said('c1', reply, { platform: 'rich', group: 'g1' })).map((s) => s.conversation)).toEqual(['g-g1']);
  expect(await questions()).toMatchObject([{ feedback: 'useless' }]);
});

test('A talk that is open is not disturbed by a question, nor by what is said of its answer', async () => {
  await said('c1', '请假 12.8-12.9', { platform: 'rich' });
  expect(await told('c1', '问 请假超过三天谁批', { platform: 'rich' })).toContain('第九条');
  expect(await told('c1', '有用', { platform: 'rich' })).toContain('已记下');
  await said('c1', '老人住院', { platform: 'rich' });
  expect(await told('c1', '确认', { platform: 'rich' })).toContain('已提交');
});
