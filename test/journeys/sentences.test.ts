/** What people say in sentences of their own, through the whole product: decisions by name, what only sounds like one, village matters. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { World } from '../builders/world.ts';
import { openLane, type Lane } from './lanes.ts';

let lane: Lane;
let world: World;

beforeAll(async () => {
  lane = await openLane();
  world = lane.world;
});
beforeEach(() => world.reset(Date.parse('2026-12-02T00:00:00Z')));
afterAll(() => lane.close());

async function answers(personId: string, what: string): Promise<string> {
  const before = world.sent.length;
  await world.say(personId, what);
  await world.settle();
  world.clock += 61_000;
  const mine = `d-${world.accountOf(personId).platform}-${personId}`;
  const told = world.sent.slice(before).filter((s) => s.conversation === mine);
  return told.map((s) => s.text).join('\n——\n');
}

async function states(): Promise<string[]> {
  const [result] = await world.query(`SELECT state FROM request WHERE kind = 'leave' ORDER BY opened_at`);
  return (result?.rows ?? []).map((row) => String((row as { state: unknown }).state));
}

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
  const said = await answers('c6', '山洪下来了 桥要冲走了');
  expect(said).toContain('已记日志');
  expect(said).toContain('第一时间报告：县委组织部');
  expect(said).toContain('第三条');
  const [result] = await world.query(`SELECT text FROM work_log`);
  expect(result?.rows).toEqual([{ text: '山洪下来了 桥要冲走了' }]);
});

test('a village matter that is not grave is kept and nothing more', async () => {
  expect(await answers('c1', '有村民反映水渠堵了')).not.toContain('110');
});

test('a question about the rules asks for no leave', async () => {
  expect(await answers('c1', '请假超过五天由谁批')).toContain('这是在问规定');
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
