import { describe, expect, test } from 'vitest';
import { holds, isFigure, kindAsked, type Figure, type Kind } from '../../src/answers/wanted.ts';

const asked: readonly (readonly [Kind, readonly string[]])[] = [
  ['phone', ['举报电话是多少', '组织部座机号码是什么']],
  ['letters', ['日志要写多少字', '总结几百个字']],
  ['clock', ['早上几点签到', '几点开会']],
  ['share', ['优秀占百分之几', '比例是多少', '优秀的占几成']],
  ['money-a-day', ['下乡每天补多少钱', '一天补助多少']],
  ['money-a-month', ['每月补贴多少元', '一个月发多少钱']],
  ['money', ['工作经费一年多少', '意外险买几万的', '罚多少', '补助标准是多少']],
  ['rhythm', ['多久写一次日志', '一年要走访几次', '隔多久开一回会', '一个月学几次']],
  ['hours', ['培训要几个小时', '要多少个钟头']],
  ['days', ['每月住多少天', '几天内上报', '请假超过几天要备案', '哪天截止', '好多天算满勤']],
  ['years', ['任期几年', '满几个月才考核', '哪年开始']],
  ['time', ['多久以内上报', '什么时候发', '任期多长', '截止到什么日子']],
  ['people', ['一个队几个人', '至少多少名', '要派几位']],
  ['number', ['几种情形要召回', '要建几个台账']],
  ['who', ['请假谁批', '找哪个部门', '归哪个单位管', '哪级审批', '补助由谁发']],
  [null, ['请假有什么手续', '可以请假吗', '能不能提前走', '日志', '', '怎么考核']],
];

describe('what a question wants', () => {
  test.each(asked)('%s', (kind, questions) => {
    expect(questions.map((question) => [question, kindAsked(question)])).toEqual(questions.map((one) => [one, kind]));
  });

  test('is what its last words ask: those before them tell the case', () => {
    expect(kindAsked('补助一个月多少钱，找谁领')).toBe('who');
    expect(kindAsked('我请了几天假，谁批的')).toBe('who');
    expect(kindAsked('谁批的不重要，要几天')).toBe('days');
    expect(kindAsked('领多少钱我知道，能不能不住村')).toBeNull();
  });

  test('is the same however numbers are typed, and dialect words count', () => {
    expect(kindAsked('每 天 好多钱')).toBe(kindAsked('每 天 多少钱'));
    expect(kindAsked('一天好多钱')).toBe('money-a-day');
  });
});

const held: readonly (readonly [Figure, string, string])[] = [
  ['phone', '电话 0000-1234567', '电话另行公布'],
  ['letters', '不少于一千字', '字迹清楚'],
  ['clock', '上午8点30分前', '上午点名'],
  ['share', '不超过30%', '占多数'],
  ['share', '按三分之一', '按规定'],
  ['money-a-day', '每天八十元', '每月八十次'],
  ['money-a-month', '每月补贴五百元', '每月补贴'],
  ['money', '每人两万元', '安排经费'],
  ['rhythm', '每季度一次', '有人走访'],
  ['rhythm', '定期走访', '必须走访'],
  ['hours', '不少于八小时', '不少于八天'],
  ['days', '三天以内', '三年以内'],
  ['days', '三分之二以上', '大部分'],
  ['years', '任期两年', '任职'],
  ['years', '满6个月', '满期限'],
  ['time', '第一时间', '一把手'],
  ['time', '十个工作日内', '在工作中'],
  ['people', '不少于三人', '人不少'],
  ['number', '有12种', '有很多种'],
];

describe('what a sentence holds', () => {
  test.each(held)('%s: %s, and not %s', (kind, yes, no) => {
    expect([holds(kind, [yes]), holds(kind, [no])]).toEqual([true, false]);
    expect(holds(kind, [no, yes])).toBe(true);
  });

  test('is nothing where nothing is said', () => {
    for (const [kind] of held) expect([holds(kind, []), holds(kind, [''])]).toEqual([false, false]);
  });

  test('who and whether are no figures', () => {
    expect([isFigure('who'), isFigure(null), isFigure('money')]).toEqual([false, false, true]);
  });
});
