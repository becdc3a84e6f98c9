/** What people say in sentences of their own, through the whole product: decisions by name, what only sounds like one, village matters. */
import { expect, test } from 'vitest';
import { directChat } from '../builders/county.ts';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T00:00:00Z');
const { said, rows } = journey;

async function answers(personId: string, what: string): Promise<string> {
  const mine = directChat(journey.world.accountOf(personId));
  const told = (await said(personId, what)).filter((s) => s.conversation === mine);
  return told.map((s) => s.text).join('\n——\n');
}

const states = async (): Promise<string[]> =>
  (await rows<{ state: string }>(`SELECT state FROM request WHERE kind = 'leave' ORDER BY opened_at`)).map(
    ({ state }) => state,
  );

/** One day, which one approver settles. */
async function asks(personId: string, day: string): Promise<void> {
  await answers(personId, `请假 ${day} 老人住院`);
  await answers(personId, '确认');
}

test('a decision names whose request it is of, and decides no other', async () => {
  await asks('c1', '12.14');
  await asks('c2', '12.14');
  expect(await states()).toEqual(['open', 'open']);
  expect(await answers('o1', '同意小丙的请假')).toContain('没有等您审批的“小丙”的申请');
  expect(await states()).toEqual(['open', 'open']);
  expect(await answers('o1', '小甲的请假我同意')).toContain('甲子');
  expect(await states()).toEqual(['approved', 'open']);
  await answers('o1', '拒绝小乙的请假 防汛期');
  expect(await states()).toEqual(['approved', 'rejected']);
});

test('a soft refusal with its reason counts where one request waits; without one it is asked', async () => {
  await asks('c1', '12.14');
  expect(await answers('o1', '不行')).toContain('不算审批');
  expect(await answers('o1', '可以 路上慢点')).toContain('不算审批');
  expect(await states()).toEqual(['open']);
  await answers('o1', '不行 最近检查多');
  expect(await states()).toEqual(['rejected']);
});

test('while something of one’s own is asked, 不行 answers that', async () => {
  await asks('c1', '12.14');
  await answers('c3', '请假 12.20 老人住院');
  expect(await answers('c3', '不行 改成12.21')).toContain('12月21日');
  expect(await states()).toEqual(['open']);
});

test('a grave matter in the village is kept as the day’s log, and told whom the regulation names', async () => {
  const answer = await answers('c6', '山洪下来了 桥要冲走了');
  expect(answer).toContain('已记日志');
  expect(answer).toContain('第一时间报告：县委组织部');
  expect(answer).toContain('第三条');
  expect(await rows('SELECT text FROM work_log')).toEqual([{ text: '山洪下来了 桥要冲走了' }]);
});

test('a village matter that is not grave is kept and nothing more', async () => {
  const answer = await answers('c1', '有村民反映水渠堵了');
  expect(answer).toContain('已记日志');
  expect(answer).not.toMatch(/110|报告：/);
  expect(await rows('SELECT text FROM work_log')).toEqual([{ text: '有村民反映水渠堵了' }]);
});

test('a question about the rules asks for no leave', async () => {
  expect(await answers('c1', '请假超过五天由谁批')).toContain('依据：《示例驻村干部细则》');
  expect(await states()).toEqual([]);
});

test('a slip is taken for what was meant, and that is said', async () => {
  expect(await answers('c1', '清假 12.14 老人住院')).toContain('“清假”按“请假”理解');
});

test('a word of decision is never made out of a slip', async () => {
  await asks('c1', '12.14');
  expect(await answers('o1', '通意')).toContain('同意');
  expect(await states()).toEqual(['open']);
});
