/** What WeChat alone does to a conversation: sends of which nobody knows whether they arrived, and messages that are never told of again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WechatGateway } from '../../fakes/wechat-gateway.ts';
import { expectAll, openStage, peopleOf, type People } from './conversation.ts';
import { asked } from './leave.ts';
import { until, type Stage } from './stage.ts';
import { openTelegram } from './telegram.ts';
import { openWechatOn } from './wechat.ts';

let gateway: WechatGateway;
let stage: Stage;
let wechat: People;
let telegram: People;

beforeAll(async () => {
  gateway = await WechatGateway.start();
  stage = await openStage([async () => openWechatOn(gateway), openTelegram], 'fengdu');
});
beforeEach(async () => {
  gateway.faults.calm();
  await until(async () => stage.isUp('wechat'));
  await stage.reset();
  wechat = peopleOf(stage, 'wechat');
  telegram = peopleOf(stage, 'telegram');
});
afterAll(() => stage.close());

const fates = async (): Promise<string[]> =>
  (await stage.sql<{ state: string }>(`SELECT state FROM outbox WHERE platform = 'wechat' AND state <> 'sent'`)).map(
    ({ state }) => state,
  );

/** How often p6 is shown the question about it on WeChat. */
const questions = async (code: string): Promise<number> =>
  (await wechat.p6.byBot()).filter(({ text }) => text.includes(`#${code} 示例甲 请假`) && text.includes('事由：'))
    .length;

/** p6 wrote on WeChat last; p1 asks on Telegram, and the send of the question goes wrong. */
async function askedOver(fault: 'dropBefore' | 'dropAfter'): Promise<string> {
  await wechat.p6.say('待办');
  await wechat.p6.heard();
  gateway.faults[fault]({ chat: wechat.p6.side.conversation('direct') });
  const code = await asked(stage, telegram);
  await until(async () => (await fates()).includes('unknown'));
  await until(async () => stage.isUp('wechat'));
  stage.later(600_000);
  await stage.settled();
  return code;
}

describe('a question whose send was cut off', () => {
  test('after it arrived is shown once, also when it is answered', async () => {
    const code = await askedOver('dropAfter');
    expect([await questions(code), await fates()]).toEqual([1, ['unknown']]);
    await wechat.p6.say(`同意 #${code}`);
    expectAll(await wechat.p6.heard(), '已批准');
    expect(await questions(code)).toBe(1);
    expect((await stage.request()).state).toBe('approved');
    await stage.check();
  });

  test('before it arrived is shown once, when who it is for writes again, with a word that it may be the second', async () => {
    const code = await askedOver('dropBefore');
    expect([await questions(code), await fates()]).toEqual([0, ['unknown']]);
    expect(await telegram.p6.heard()).toBe('');
    await wechat.p6.say('还差什么');
    expectAll(await wechat.p6.heard(), `#${code}`, '可能已经发给您了');
    expect(await questions(code)).toBe(1);
    await wechat.p6.say(`同意 #${code}`);
    expect((await stage.request()).state).toBe('approved');
    expect(await questions(code)).toBe(1);
    await stage.check(['sent-again']);
  });
});

/** The watch looks each second. */
const noted = (table: string): Promise<void> =>
  until(async () => (await stage.sql(`SELECT 1 FROM ${table} WHERE platform = 'wechat'`)).length > 0);

describe('while the gateway is away', () => {
  test('what is said is lost, whoever writes again is told so once, and nothing of it is recorded', async () => {
    const { p1 } = wechat;
    await p1.say('日志 上午走访3户');
    await p1.heard();
    await noted('platform_state');
    await stage.side('wechat').down!();
    await until(async () => !stage.isUp('wechat'));
    void p1.side.say('direct', '打卡');
    stage.later(600_000);
    await stage.side('wechat').up!();
    await noted('platform_gap');
    expect(await stage.sql('SELECT 1 FROM attendance')).toEqual([]);
    await p1.say('我的');
    expectAll(await p1.heard(), '微信这边', '断线过', '机器人没有收到');
    await p1.say('打卡');
    const heard = await p1.heard();
    expectAll(heard, '已打卡');
    expect(heard).not.toContain('断线过');
    expect(await stage.sql('SELECT person_id, kind FROM attendance')).toEqual([{ person_id: 'p1', kind: 'arrived' }]);
    await stage.check();
  });
});

describe('an event that the gateway tells twice', () => {
  test.each(['same-id', 'without-id'] as const)('%s counts once', async (how) => {
    const { p1 } = wechat;
    const person = gateway.people.get(p1.side.id)!;
    const said = person.say(person.id, '日志 上午走访3户', how === 'without-id' ? { id: '' } : {});
    gateway.tellAgain(how, said);
    await until(async () => (await p1.byBot()).length > 0);
    await stage.settled();
    expect(await stage.sql('SELECT text FROM work_log')).toEqual([{ text: '上午走访3户' }]);
    expect(await p1.byBot()).toHaveLength(1);
    await stage.check();
  });
});
