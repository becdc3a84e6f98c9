/** Where a platform has no buttons, the words that stand for one leave everything as the press would have left it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { render } from '../../bots/wechat/render.ts';
import type { Button } from '../../src/chat/message.ts';
import type { OfferedButton } from '../../src/domain/reply.ts';
import { PLAIN } from '../builders/county.ts';
import type { Content } from '../builders/inbound.ts';
import type { World } from '../builders/world.ts';
import { tablesOf } from '../chat/tables.ts';
import { openLane, type Lane } from './lanes.ts';

const start = '2026-12-02T00:00:00Z';

let pressed: Lane;
let spoken: Lane;
beforeAll(async () => {
  [pressed, spoken] = await Promise.all([openLane(), openLane()]);
});
afterAll(() => Promise.all([pressed.close(), spoken.close()]));

/** Somebody says it where they have words alone, and a minute goes by. */
async function says(world: World, personId: string, what: string | Content): Promise<void> {
  await world.say(personId, what, { platform: PLAIN });
  await world.settle();
  world.clock += 61_000;
}

const asksForLeave = async (world: World, days = '12.8', personId = 'c2'): Promise<void> => {
  await says(world, personId, `请假 ${days} 老人住院`);
  await says(world, personId, '确认');
};
/** c2 is away by the word of o2, one of the two secretaries. */
async function isAway(world: World, days: string): Promise<void> {
  await asksForLeave(world, days);
  await says(world, 'o2', '同意');
}

/** A message with buttons: how it comes to it, and who is sent it. */
interface Asked {
  readonly title: string;
  readonly to: string;
  readonly words: RegExp;
  readonly labels: readonly OfferedButton['label'][];
  readonly come: (world: World) => Promise<unknown>;
}

const asked: readonly Asked[] = [
  {
    title: 'the draft of a leave',
    to: 'c2',
    words: /^请假：/,
    labels: ['confirm', 'cancel'],
    come: (world) => says(world, 'c2', '请假 12.8-12.9 老人住院'),
  },
  {
    title: 'a request that waits for an answer',
    to: 'o2',
    words: /事由：/,
    labels: ['approve', 'reject', 'return'],
    come: (world) => asksForLeave(world),
  },
  {
    title: 'one of several that wait for an answer',
    to: 'o2',
    words: /己巳|乙丑/,
    labels: ['approve', 'reject', 'return'],
    come: async (world) => {
      await asksForLeave(world, '12.8', 'c6');
      await asksForLeave(world, '12.9');
    },
  },
  {
    title: 'all that wait for an answer',
    to: 'o2',
    words: /确认/,
    labels: ['confirm', 'cancel'],
    come: async (world) => {
      await asksForLeave(world, '12.8', 'c6');
      await asksForLeave(world, '12.9');
      await says(world, 'o2', '全部同意');
    },
  },
  {
    title: 'a copy for filing',
    to: 'o10',
    words: /备案/,
    labels: ['receive-filing'],
    come: (world) => isAway(world, '12.8'),
  },
  {
    title: 'one of several copies for filing',
    to: 'o10',
    words: /备案/,
    labels: ['receive-filing'],
    come: async (world) => {
      await isAway(world, '12.8');
      await isAway(world, '12.14');
    },
  },
  {
    title: 'a leave that somebody else asked for',
    to: 'c2',
    words: /替您提交/,
    labels: ['object'],
    come: async (world) => {
      await world.say('c3', '帮乙丑请假 12.8 老人住院');
      await world.settle();
      await world.say('c3', '确认');
      await world.settle();
    },
  },
  {
    title: 'a leave that is over',
    to: 'c2',
    words: /销假|回来/,
    labels: ['end-leave'],
    come: async (world) => {
      await isAway(world, '12.3');
      world.clock = Date.parse('2026-12-03T12:00:00Z');
      await world.tick();
      await world.settle();
    },
  },
  {
    title: 'an answer about the rules',
    to: 'c2',
    words: /^示例答复/,
    labels: ['useful', 'useless'],
    come: (world) => says(world, 'c2', '问 请假超过三天谁批'),
  },
  {
    title: 'the account that is to be let go',
    to: 'c8',
    words: /解除/,
    labels: ['confirm', 'cancel'],
    come: async (world) => {
      await world.query(`UPDATE account SET person_id = 'c8', bound_at = NULL WHERE id = 'plain-c8'`);
      await says(world, 'c8', '解绑');
    },
  },
  {
    title: 'the consent that is to be taken back',
    to: 'c8',
    words: /撤回对个人信息处理的同意/,
    labels: ['confirm', 'cancel'],
    come: async (world) => {
      await world.query(`UPDATE consent SET withdrawn_at = NULL WHERE person_id = 'c8'`);
      await world.query(`UPDATE account SET person_id = 'c8', bound_at = NULL WHERE id = 'plain-c8'`);
      await says(world, 'c8', '撤回同意');
    },
  },
  {
    title: 'what is kept of somebody',
    to: 'c8',
    words: /同意请回复/,
    labels: ['agree', 'disagree'],
    come: async (world) => {
      await world.query(`UPDATE account SET person_id = 'c8', bound_at = NULL WHERE id = 'plain-c8'`);
      await world.query(`DELETE FROM consent WHERE person_id = 'c8'`);
      await says(world, 'c8', '打卡');
    },
  },
  {
    title: 'a seat that gets another holder',
    to: 'o10',
    words: /确认换人/,
    labels: ['confirm', 'cancel'],
    come: (world) => says(world, 'o10', '换人 u3派出单位 雷七'),
  },
];

/** The buttons of the last message to them that says so; the platform shows none of them. */
async function buttonsOf(world: World, { to, words }: Asked): Promise<Button[]> {
  const sent = world.sent.findLast(
    (s) => s.platform === PLAIN && s.conversation.endsWith(`-${to}`) && words.test(s.text),
  );
  if (!sent) throw new Error(`nothing that says ${String(words)} was sent to ${to}`);
  const [result] = await world.query(`SELECT payload -> 'buttons' AS buttons FROM outbox WHERE key = '${sent.key}'`);
  return ((result?.rows ?? []) as { buttons: Button[] }[])[0]?.buttons ?? [];
}

async function cameTo({ world }: Lane, one: Asked): Promise<Button[]> {
  await world.reset(Date.parse(start));
  await one.come(world);
  return buttonsOf(world, one);
}

/** What stands on each. */
const shownAs: Record<OfferedButton['label'], string> = {
  approve: '同意',
  reject: '驳回',
  return: '退回',
  confirm: '确认',
  cancel: '取消',
  'end-leave': '销假',
  object: '异议',
  'receive-filing': '收到',
  agree: '同意',
  disagree: '不同意',
  useful: '有用',
  useless: '没用',
};
const labels = Object.keys(shownAs) as OfferedButton['label'][];
const places = asked.flatMap((one) => one.labels.map((label) => [one.title, label, one] as const));

describe('Words do what the button does', () => {
  test('that is each button there is', () => {
    expect([...new Set(places.map(([, label]) => label))].sort()).toEqual([...labels].sort());
  });

  test.each(places)('of %s: %s', async (_, label, one) => {
    const [buttons, same] = await Promise.all([cameTo(pressed, one), cameTo(spoken, one)]);
    expect(buttons.map((b) => b.label)).toEqual(one.labels.map((l) => shownAs[l]));
    expect(same).toEqual(buttons);
    const button = buttons.find((b) => b.label === shownAs[label])!;
    const before = await tablesOf(pressed.world);
    await says(pressed.world, one.to, { kind: 'action', action: { value: button.id, messageId: null } });
    await says(spoken.world, one.to, button.words);
    const after = await tablesOf(pressed.world);
    expect(await tablesOf(spoken.world)).toEqual(after);
    expect(after).not.toEqual(before);
    expect(spoken.world.sent.map((s) => s.text)).toEqual(pressed.world.sent.map((s) => s.text));
    expect(spoken.world.sent.map((s) => s.text).join()).not.toMatch(/失效|没看懂/);
  });
});

/** As somebody copies it whole. Last: from here on the ids of the two worlds differ. */
test('The line that offers the words decides nothing itself.', async () => {
  const one = asked.find(({ title }) => title === 'a request that waits for an answer')!;
  const buttons = await cameTo(spoken, one);
  const line = render({ text: '', code: null, buttons });
  for (const copied of [line, line.replace('回复：', '')]) await says(spoken.world, one.to, copied);
  const [found] = await spoken.world.query('SELECT state FROM request');
  expect(found?.rows).toEqual([{ state: 'open' }]);
});
