import { describe, expect, test } from 'vitest';
import type { SaidEntry } from '../../src/language/duty-intent.ts';
import { isPlainEntry, understand } from '../../src/language/understand.ts';
import { saturday, shanghai } from './moments.ts';

/** What was said beside the ledger: only what differs from nothing. */
function said(text: string, at = saturday): Partial<SaidEntry> | null {
  const intent = understand(text, at);
  if (intent.intent !== 'write-entry') return null;
  const { isDated: _, ...slots } = intent.said;
  return Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== null && value !== false));
}
const today = '2026-11-21';

describe('A line of a ledger', () => {
  test.each([
    ['学习 今天下午集中学习 12人 主题乡村振兴促进法', { ledger: 'study', on: today, text: '下午集中学习 主题乡村振兴促进法', whole: '学习 下午集中学习 12人 主题乡村振兴促进法', people: 12 }],
    ['集中学习 12人', { ledger: 'study', on: today, text: '集中学习', whole: '集中学习 12人', people: 12 }],
    ['集中学习：十二个人，传达文件精神', { ledger: 'study', on: today, text: '传达文件精神', whole: '集中学习：十二个人，传达文件精神', people: 12 }],
    ['今天下午集中学习', { ledger: 'study', on: today, text: '下午集中学习', whole: '下午集中学习' }],
    ['本月第三次集中学习 耕地保护 6个人', { ledger: 'study', on: today, text: '本月第三次集中学习 耕地保护', whole: '本月第三次集中学习 耕地保护 6个人', people: 6 }],
    ['学习例会 学乡村振兴政策 全员到齐', { ledger: 'study', on: today, text: '学乡村振兴政策 全员到齐', whole: '学习例会 学乡村振兴政策 全员到齐', wholeTeam: true }],
    ['走访 张大爷家 房子漏雨', { ledger: 'visit', on: today, text: '房子漏雨', whole: '走访 张大爷家 房子漏雨', place: '张大爷家' }],
    ['昨天走访了李大妈家', { ledger: 'visit', on: '2026-11-20', text: '走访了李大妈家', whole: '走访了李大妈家', place: '李大妈家' }],
    ['走访 昨天 李家湾 3户', { ledger: 'visit', on: '2026-11-20', text: '3户', whole: '走访 李家湾 3户', place: '李家湾' }],
    ['入户走访：二组示例丁，收入稳定', { ledger: 'visit', on: today, text: '收入稳定', whole: '入户走访：二组示例丁，收入稳定', place: '二组示例丁' }],
    ['走访脱贫户示例丁 他家院墙裂了', { ledger: 'visit', on: today, text: '他家院墙裂了', whole: '走访脱贫户示例丁 他家院墙裂了', place: '脱贫户示例丁' }],
    ['院坝会 李家湾 25人 反映路灯不亮', { ledger: 'courtyard-meeting', on: today, text: '反映路灯不亮', whole: '院坝会 李家湾 25人 反映路灯不亮', people: 25, place: '李家湾' }],
    ['昨天院坝恳谈会', { ledger: 'courtyard-meeting', on: '2026-11-20', text: '院坝恳谈会', whole: '院坝恳谈会' }],
    ['培训 县级 3天', { ledger: 'training', on: today, text: '培训', whole: '培训 县级 3天', days: 3, level: '县级' }],
    ['参加培训 市级 三天半 防返贫业务', { ledger: 'training', on: today, text: '防返贫业务', whole: '参加培训 市级 三天半 防返贫业务', days: 3.5, level: '市级' }],
    ['培训半天', { ledger: 'training', on: today, text: '培训', whole: '培训半天', days: 0.5 }],
    ['例会 8人 安排冬季防火', { ledger: 'meeting', on: today, text: '安排冬季防火', whole: '例会 8人 安排冬季防火', people: 8 }],
    ['周一例会研究低保评议', { ledger: 'meeting', on: '2026-11-16', text: '例会研究低保评议', whole: '例会研究低保评议' }],
    ['询问 张大爷家 身体好', { ledger: 'enquiry', on: today, text: '身体好', whole: '询问 张大爷家 身体好', place: '张大爷家' }],
  ] as const)('%s', (text, expected) => {
    expect(said(text)).toEqual(expected);
  }); // prettier-ignore

  test('says whether its day was said, or is today', () => {
    const isDated = (text: string): unknown => said(text) && (understand(text, saturday) as { said: SaidEntry }).said.isDated; // prettier-ignore
    expect(['学习 今天 12人', '昨天走访了李大妈家', '集中学习 12人'].map(isDated)).toEqual([true, true, false]);
  });

  test.each([
    ['值班 周日 老王', '2026-11-22'],
    ['值班 11.28 老王', '2026-11-28'],
    ['周六值班 老王', '2026-11-21'],
    ['值班 昨天 老王', '2026-11-20'],
  ])('A roster is of days to come: %s is of %s', (text, on) => {
    expect(said(text)).toMatchObject({ ledger: 'roster', on });
  });

  test.each([
    ['2027-01-01 00:30', '学习 昨天 12人', '2026-12-31'],
    ['2027-01-05 09:00', '走访 12.30 张大爷家', '2026-12-30'],
    ['2026-12-01 00:10', '周一例会 8人', '2026-11-30'],
  ])('At %s %s is of %s', (at, text, on) => {
    expect(said(text, shanghai(at))).toMatchObject({ on });
  });

  test.each([
    ['学习 12.5 12人', '2026-12-05'],
    ['学习 明天下午 12人', '2026-11-22'],
    ['明天走访3户', '2026-11-22'],
  ])('%s is of a day to come, and is refused', (text, on) => {
    expect(said(text)).toMatchObject({ on });
  });

  test.each([
    ['学习 2.30 集中学习', { problem: 'no-such-date', said: '2.30' }],
    ['走访 23号 张大爷家', { problem: 'unclear', said: '23号' }],
    ['走访 8.30 张大爷家', { problem: 'unclear', said: '8.30' }],
  ])('%s is asked about', (text, problem) => {
    expect(said(text)).toMatchObject({ problem });
  });

  test('Two counts of people are none, unless one is said of those who took part', () => {
    expect(said('开会 20人，党员8人')).not.toHaveProperty('people');
    expect(said('开会 20人参加，其中党员8人')).toMatchObject({ people: 20 });
    expect(said('院坝会 发放3人民币')).not.toHaveProperty('people');
  });

  test('Words of what somebody else asked are no question', () => {
    expect(said('走访 村民问怎么办医保？')).toMatchObject({ text: '村民问怎么办医保？' });
    expect(said('走访 张大爷家 低保怎么办？')).toMatchObject({ place: '张大爷家' });
  });

  test.each(['学习', '走访', '院坝会', '培训', '上报', '集中学习', '例会', '值班', '询问', '/study'])(
    '%s alone has no text: it is asked for',
    (text) => {
      expect(said(text)).toMatchObject({ text: '' });
    },
  );

  test('A long one keeps every character', () => {
    const long = '走访记录，'.repeat(2000);
    expect(said(`走访 昨天 张大爷家 ${long}完`)).toMatchObject({ text: `${long}完`, place: '张大爷家' });
  });

  test('A beginning is never taken for the whole', () => {
    expect(said(`学习${'\u200d'.repeat(100_000)}资料发一下`)).toBeNull();
  });
});

describe('A report', () => {
  test.each([
    ['上报 11月工作汇报', { every: 'month', from: '2026-11-01', to: '2026-11-30' }],
    ['上报 12月工作汇报', { every: 'month', from: '2026-12-01', to: '2026-12-31' }],
    ['上报本月小结', { every: 'month', from: '2026-11-01', to: '2026-11-30' }],
    ['上报 上月工作情况', { every: 'month', from: '2026-10-01', to: '2026-10-31' }],
    ['报送月报', { every: 'month', from: null, to: null }],
    ['上报 第三季度工作情况', { every: 'quarter', from: '2026-07-01', to: '2026-09-30' }],
    ['上报 上季度工作', { every: 'quarter', from: '2026-07-01', to: '2026-09-30' }],
    ['上报 派出单位 季度汇报', { every: 'quarter', from: null, to: null }],
    ['上报 2026年上半年工作报告', { every: 'half-year', from: '2026-01-01', to: '2026-06-30' }],
    ['上报 半年工作报告', { every: 'half-year', from: null, to: null }],
    ['提交年度总结', { every: 'year', from: null, to: null }],
    ['上报 2025年工作总结', { every: 'year', from: '2025-01-01', to: '2025-12-31' }],
    ['上报 工作汇报', { every: null, from: null, to: null }],
  ])('%s', (text, about) => {
    expect(said(text)).toMatchObject({ ledger: 'report', about });
  });

  test.each(['提交', '提交材料', '报送一下名单', '上报数据'])('%s is none', (text) => {
    expect(said(text)).toBeNull();
  });
});

describe('What is no line of a ledger', () => {
  test.each(['走访要几次？', '学习一个月几次', '学习 一个月几次', '培训要几天', '学习有什么要求', '走访 每月要走访几户', '集中学习 12人可以不参加吗'])(
    '%s asks',
    (text) => expect(understand(text, saturday).intent).toBe('ask-policy'),
  ); // prettier-ignore
  test.each([
    ...['学习了', '学习资料发一下', '学习 材料已发群里', '学习强国今天刷了没', '走访记录交一下', '走访的时候注意安全', '开会通知', '开会了'],
    ...['培训通知：12月5日每村2人参加', '培训 通知 12月5日每村2人参加', '学习 请大家按时参加 12人', '走访 打算去李家湾', '明天开会', '昨天开会'],
  ])('%s', (text) => expect(understand(text, saturday).intent).toBe('none')); // prettier-ignore

  test.each([
    ['日志 今天走访3户', 'write-log'],
    ['日志 学习 12人', 'write-log'],
    ['打卡 走访', 'check-in'],
    ['请假 12.1 参加培训', 'request-leave'],
    ['补卡 昨天 走访没带手机', 'make-up'],
    ['提交', 'confirm'],
  ])('%s stays what it was', (text, intent) => {
    expect(understand(text, saturday).intent).toBe(intent);
  });
});

test('Only with the keyword first and a figure can nothing else be meant', () => {
  const isPlain = (text: string): boolean => {
    const intent = understand(text, saturday);
    return intent.intent === 'write-entry' && isPlainEntry(intent.said, text);
  };
  expect(['学习 12人', '走访 张大爷家', '培训 县级'].filter(isPlain)).toHaveLength(3);
  expect(['开会', '开会 去镇上', '昨天走访了李大妈家', '今天下午集中学习'].filter(isPlain)).toEqual([]);
});
