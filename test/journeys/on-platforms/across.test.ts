/** One person on Feishu and on Telegram, over both real wires at once: asked where they wrote last, answered wherever they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dateOf } from '../../../src/domain/calendar.ts';
import { expectAll, openStage, peopleOf, type People } from './conversation.ts';
import { openFeishu } from './feishu.ts';
import { asked, REASON } from './leave.ts';
import { until, type Stage } from './stage.ts';
import { openTelegram } from './telegram.ts';

let stage: Stage;
let feishu: People;
let telegram: People;

beforeAll(async () => {
  stage = await openStage([openFeishu, openTelegram], 'fengdu');
});
beforeEach(async () => {
  await stage.reset();
  feishu = peopleOf(stage, 'feishu');
  telegram = peopleOf(stage, 'telegram');
});
afterAll(() => stage.close());

/** The last that p6 wrote, there, before they are asked. */
const wroteLastOn = async ({ p6 }: People): Promise<void> => {
  await p6.say('待办');
  expectAll(await p6.heard(), '没有等您审批');
};

/** The day after so many, as it is said: `12.8`. */
const inDays = (days: number): string => {
  const [, month, day] = dateOf(Date.now() + days * 86_400_000).split('-');
  return `${Number(month)}.${Number(day)}`;
};

describe('an approver on two platforms', () => {
  test('is asked on Feishu, answers on Telegram, and the card on Feishu has no buttons any more', async () => {
    await wroteLastOn(feishu);
    const code = await asked(stage, telegram);
    expectAll(await feishu.p6.heard(), `#${code}`, `事由：${REASON}`);
    expect(await telegram.p6.heard()).toBe('');
    expect((await feishu.p6.showing('同意')).buttonLabels).toEqual(['同意', '驳回', '退回']);
    await telegram.p6.say(`同意 #${code}`);
    expectAll(await telegram.p6.heard(), '已批准');
    expect((await stage.request()).state).toBe('approved');
    expect((await feishu.p6.byBot()).flatMap(({ buttonLabels }) => buttonLabels)).toEqual([]);
    await feishu.p6.say(`驳回 #${code} 那几天有检查`);
    expectAll(await feishu.p6.heard(), '已经批准，不用再处理');
    expect((await stage.request()).state).toBe('approved');
    await stage.check();
  });

  test('is reminded where they wrote last, and nowhere else', async () => {
    await wroteLastOn(feishu);
    const code = await asked(stage, telegram);
    await feishu.p6.heard();
    await telegram.p6.say('待办');
    expectAll(await telegram.p6.heard(), `#${code}`);
    stage.goTo('2026-12-02 15:00');
    await telegram.p1.say('催办');
    expectAll(await telegram.p6.heard(), '本人催办', `#${code}`);
    expect(await feishu.p6.heard()).toBe('');
    await stage.check();
  });

  test('is asked on Telegram when Feishu has been down for too long, once, and answers there', async () => {
    stage.goToNow();
    await wroteLastOn(feishu);
    await stage.side('feishu').down!();
    await until(async () => !stage.isUp('feishu'));
    const { p1, p6 } = telegram;
    await p1.side.say('direct', `请假 ${inDays(6)}-${inDays(8)} ${REASON}`);
    await until(async () => (await p1.byBot()).some(({ buttonLabels }) => buttonLabels.includes('确认')));
    await p1.side.press(await p1.showing('确认'), '确认');
    await until(
      async () => (await stage.sql(`SELECT 1 FROM outbox WHERE platform = 'feishu' AND state = 'waiting'`)).length > 0,
    );
    expect(await p6.heard()).toBe('');
    stage.later(180_000);
    await until(async () => (await p6.byBot()).some(({ buttonLabels }) => buttonLabels.includes('同意')));
    const { code } = await stage.request();
    expectAll(await p6.heard(), `#${code} 示例甲 请假`, `事由：${REASON}`);
    await p6.side.press(await p6.showing('同意'), '同意');
    await until(async () => (await stage.request()).state === 'approved');
    await stage.side('feishu').up!();
    await until(async () => stage.isUp('feishu'));
    stage.later(180_000);
    await stage.settled();
    await feishu.p6.say('待办');
    expectAll(await feishu.p6.heard(), '没有等您审批');
    expect((await feishu.p6.byBot()).map(({ text }) => text).join()).not.toContain(code);
    await stage.check();
  });
});
