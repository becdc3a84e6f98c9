/** One person on WeChat and on the three others, over all four real wires at once: asked where they wrote last, answered wherever they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dateOf } from '../../../src/domain/calendar.ts';
import { expectAll, openStage, peopleOf, type People } from './conversation.ts';
import { openFeishu } from './feishu.ts';
import { asked, REASON } from './leave.ts';
import { until, type Stage } from './stage.ts';
import { openTelegram } from './telegram.ts';
import { openWeb } from './web.ts';
import { openWechat } from './wechat.ts';

const OTHERS = ['feishu', 'telegram', 'web'] as const;
const ALL = ['wechat', ...OTHERS] as const;

let stage: Stage;
let on: Record<(typeof ALL)[number], People>;

beforeAll(async () => {
  stage = await openStage([openWechat, openFeishu, openTelegram, openWeb], 'fengdu');
});
beforeEach(async () => {
  await stage.reset();
  const people = ALL.map((platform) => [platform, peopleOf(stage, platform)]);
  on = Object.fromEntries(people) as typeof on;
});
afterAll(() => stage.close());

/** The last that p6 wrote, there, before they are asked. */
const wroteLastOn = async ({ p6 }: People): Promise<void> => {
  await p6.say('待办');
  expectAll(await p6.heard(), '没有等您审批');
};

/** Whatever the bot said of the request, to whom and where: nobody is told the same twice. */
async function linesAbout(code: string): Promise<{ who: string; platform: string; text: string }[]> {
  const found: { who: string; platform: string; text: string }[] = [];
  for (const platform of ALL)
    for (const [who, member] of Object.entries(on[platform]))
      for (const { text } of await member.byBot())
        if (text.includes(`#${code}`)) found.push({ who, platform, text: text.replace(/\n回复：.*|\n编号 .*/g, '') });
  const lines = found.map(({ who, text }) => `${who} ${text}`);
  expect(lines).toEqual([...new Set(lines)]);
  return found;
}

const questionOf = async (code: string): Promise<string[]> =>
  (await linesAbout(code)).filter(({ who, text }) => who === 'p6' && text.includes('事由：')).map(({ platform }) => platform); // prettier-ignore

/** The day after so many, as it is said: `12.8`. */
const inDays = (days: number): string => {
  const [, month, day] = dateOf(Date.now() + days * 86_400_000).split('-');
  return `${Number(month)}.${Number(day)}`;
};

describe('an approver on WeChat and elsewhere', () => {
  test.each(OTHERS)('is asked on WeChat and answers on %s by the code that they read there', async (platform) => {
    await wroteLastOn(on.wechat);
    const code = await asked(stage, on[platform]);
    expect(await questionOf(code)).toEqual(['wechat']);
    expectAll(await on.wechat.p6.heard(), `#${code} 示例甲 请假`, `同意 #${code}`, `驳回 #${code} 理由`);
    await on[platform].p6.say(`同意 #${code}`);
    expectAll(await on[platform].p6.heard(), '已批准');
    expect((await stage.request()).state).toBe('approved');
    await on.wechat.p6.say(`驳回 #${code} 那几天有检查`);
    expectAll(await on.wechat.p6.heard(), '已经批准，不用再处理');
    expect((await stage.request()).state).toBe('approved');
    await linesAbout(code);
    await stage.check();
  });

  test.each(OTHERS)('is asked on %s and answers on WeChat, and what can lose its buttons does', async (platform) => {
    await wroteLastOn(on[platform]);
    const code = await asked(stage, on.wechat);
    expect(await questionOf(code)).toEqual([platform]);
    expect((await on[platform].p6.showing('同意')).buttonLabels).toEqual(['同意', '驳回', '退回']);
    await on.wechat.p6.say(`同意 #${code}`);
    expectAll(await on.wechat.p6.heard(), '已批准');
    expect((await stage.request()).state).toBe('approved');
    expect((await on[platform].p6.byBot()).flatMap(({ buttonLabels }) => buttonLabels)).toEqual([]);
    expectAll(await on.wechat.p1.heard(), '您的请假 12月8日至12月10日，共3天 已批准');
    await linesAbout(code);
    await stage.check();
  });

  test('is reminded on WeChat when they wrote there last, and nowhere else', async () => {
    await wroteLastOn(on.telegram);
    const code = await asked(stage, on.web);
    for (const platform of OTHERS) await on[platform].p6.heard();
    await on.wechat.p6.say('待办');
    expectAll(await on.wechat.p6.heard(), `#${code}`);
    stage.goTo('2026-12-02 15:00');
    await on.web.p1.say('催办');
    expectAll(await on.wechat.p6.heard(), '本人催办', `#${code}`);
    for (const platform of OTHERS) expect(await on[platform].p6.heard()).toBe('');
    await stage.check();
  });

  test('is reminded elsewhere when they have left WeChat since', async () => {
    await wroteLastOn(on.wechat);
    const code = await asked(stage, on.feishu);
    await on.wechat.p6.heard();
    await on.feishu.p6.say('待办');
    await on.feishu.p6.heard();
    stage.goTo('2026-12-02 15:00');
    await on.feishu.p1.say('催办');
    expectAll(await on.feishu.p6.heard(), '本人催办', `#${code}`);
    expect(await on.wechat.p6.heard()).toBe('');
    await stage.check();
  });

  test('is asked elsewhere, once and on one of the others, when WeChat has been down for too long', async () => {
    stage.goToNow();
    await wroteLastOn(on.wechat);
    await stage.side('wechat').down!();
    await until(async () => !stage.isUp('wechat'));
    const { p1, p6 } = on.telegram;
    await p1.side.say('direct', `请假 ${inDays(6)}-${inDays(8)} ${REASON}`);
    await until(async () => (await p1.byBot()).some(({ buttonLabels }) => buttonLabels.includes('确认')));
    await p1.side.press(await p1.showing('确认'), '确认');
    const waits = `SELECT 1 FROM outbox WHERE platform = 'wechat' AND state = 'waiting'`;
    await until(async () => (await stage.sql(waits)).length > 0);
    const { code } = await stage.request();
    expect(await questionOf(code)).toEqual([]);
    stage.later(180_000);
    await until(async () => (await questionOf(code)).length > 0);
    const [platform] = await questionOf(code);
    expect(OTHERS).toContain(platform);
    await p6.side.say('direct', `同意 #${code}`);
    await until(async () => (await stage.request()).state === 'approved');
    await stage.side('wechat').up!();
    await until(async () => stage.isUp('wechat'));
    stage.later(180_000);
    await stage.settled();
    expect(await questionOf(code)).toEqual([platform]);
    await on.wechat.p6.say('待办');
    expectAll(await on.wechat.p6.heard(), '没有等您审批');
    await stage.check();
  });
});
