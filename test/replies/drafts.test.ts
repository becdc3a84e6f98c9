import { describe, expect, test } from 'vitest';
import { datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import { seenIn } from '../../src/chat/looks.ts';
import { wordReply } from '../../src/replies/word.ts';
import {
  both,
  came,
  draftOf,
  entry,
  log,
  normalMonth,
  owed,
  sampleYear,
  teamMonth,
  yearlyReport,
  type Kept,
} from '../commands/drafted.ts';
import { rulesOf } from '../reminders/attendance-county.ts';

const on: IsoDate = '2026-11-15';
const textOf = (kept: Kept, of: 'month' | 'year' = 'month'): string =>
  wordReply({ says: 'draft', draft: draftOf(kept, of, on) }).text;
const notesOf = (kept: Kept, of: 'month' | 'year' = 'month'): string =>
  wordReply({ says: 'draft-notes', draft: draftOf(kept, of, on) }).text;

test('a month reads as a report', () => {
  expect(textOf(teamMonth)).toBe(`示例一村驻村工作队2026年11月工作汇报
一、到岗情况
示例甲11月在村20天（全月不少于20天，即当月天数的2/3），请假1天。写工作日志10篇，有日志的10天。
二、学习培训
集中学习3次，共32人次。参加培训1次，共2.5天。组织集中学习：每月不少于2次，11月做了3次（《示例管理办法》第十一条）。
11月10日，学习乡村振兴促进法，讨论冬季防火（12人）。
11月17日，学习安全生产文件（9人）。
11月24日，学习惠农补贴政策（11人）。
11月16日，县里办的电商培训（县级，2.5天）。
三、入户走访
入户走访3次，写明地点的有2户（处）。队里其他同志入户走访2次。
11月3日，张大爷家，房子漏雨，已报村里列入维修。
11月5日，示例李家，孩子上学路远，联系了校车。
11月12日，张大爷家，核对低保材料。
四、会议和院坝会
召开院坝会1次，共35人次。
11月18日，院坝会，二组，说垃圾分类和合作医疗缴费（35人）。
五、上报和其他任务
上报材料1次。
11月2日，上报，10月工作汇报。
六、其他工作
11月4日，上午到村委会整理防返贫监测台账，下午同村干部查看三组水渠。
11月9日、23日，打扫村委会院坝。
11月26日，接待镇里的产业调研。帮五户茶农联系收购商，定好周五上门看货；把看货的时间告诉了各组组长，也请村文书在群里再说一遍。
七、存在的问题和下步打算
（请补充）`);
});

test('working days are told apart where the packs ask for those', () => {
  const rules = rulesOf('zhumadian');
  const sunday = { ...normalMonth.events![0]!, on: '2026-11-08' } as const;
  const kept = { ...normalMonth, rules, events: [...normalMonth.events!, sunday] };
  expect(textOf(kept)).toContain('在村21天，其中工作日20天（全月不少于20个工作日），请假1天。');
  expect(textOf({ ...sampleYear, rules }, 'year')).toContain('、9月22天（工作日21天）、');
});

test('its notes say what is missing, what it was made of and whom it goes to', () => {
  expect(notesOf(normalMonth).split('\n')).toEqual([
    '上面是按记录拼成的草稿，请核对修改。',
    '要写的17项填好14项。',
    '还缺（没有记录，有就补上，没有就不写）：培训',
    '还缺（要您自己写）：存在的问题、下步打算',
    '用到的记录：1个月的考勤、10篇日志、7条台账。',
    '出处：',
    '一、考勤11月；日志11.3至11.26共10篇',
    '二、学习11.10、11.24',
    '三、走访11.3、11.5、11.12',
    '四、院坝会11.18',
    '五、上报11.2',
    '六、日志11.4、11.9、11.23、11.26',
    '考勤、走访内容和日志只用了您本人的，队里其他同志的请向他们要。',
    expect.stringContaining('在村天数的规定：《') as string,
    '交给：示例镇，2026年11月30日前（《示例管理办法》第十一条）。',
    '改好交上去以后，发“上报 11月工作汇报”记下来，就算报过。',
  ]);
});

test('an entry of figures alone, and one with place and level in its words, reads well', () => {
  const entries = [
    entry('study', '2026-11-02', '', { people: 9 }),
    entry('visit', '2026-11-03', '', { place: '王家' }),
    entry('training', '2026-11-04', '', { days: 1, level: '县级' }),
    entry('visit', '2026-11-05', '到李家看屋顶。', { place: '李家' }),
    entry('training', '2026-11-06', '县级防汛培训', { days: 0.5, level: '县级' }),
    entry('meeting', '2026-11-07', ''),
    entry('visit', '2026-11-08', ''),
  ];
  expect(textOf({ entries }).match(/^11月.*$/gm)).toEqual([
    '11月2日，集中学习（9人）。',
    '11月4日，培训（县级，1天）。',
    '11月6日，县级防汛培训（0.5天）。',
    '11月3日，王家。',
    '11月5日，到李家看屋顶。',
    '11月8日，入户走访。',
    '11月7日，会议。',
  ]);
});

describe('a year', () => {
  test('has totals by month and quarter, and what was asked in each period', () => {
    const text = textOf(sampleYear, 'year');
    expect(text).toContain('示例一村驻村工作队2026年度工作总结');
    expect(text).toContain('1月1日至12月18日在村244天，请假4天。各月在村：1月22天、2月12天、');
    expect(text).toContain('按每月规定的天数，11个月里10个月达到。');
    expect(text).toContain('集中学习24次（一季度6次、二季度6次、三季度6次、四季度6次），共246人次。');
    expect(text).toContain('组织集中学习：每月不少于2次，1月1日至12月18日做了24次，12个月里12个月做到（');
    expect(text).toContain('参加培训：每年不少于5天，1月1日至12月18日做了8天（');
  });

  test('says what was left out, and to whom it goes by when', () => {
    const notes = notesOf(sampleYear, 'year');
    expect(notes).toMatch(/内容没有逐条写进去的：学习\d+条、走访\d+条、日志\d+篇。/);
    expect(notes).toContain('交给：示例县委农办、示例县乡村振兴局，2026年12月20日前（《示例管理办法》第十一条）。');
    expect(notes).toContain('“上报 2026年度工作总结”');
  });

  test('of which the beginning is not known is said to be one', () => {
    expect(notesOf(sampleYear, 'year')).not.toContain('以前没有记录');
    expect(notesOf({ ...sampleYear, termFrom: '2026-03-10' }, 'year')).toContain('3月10日以前没有记录或还没到岗');
  });

  test('that was reported, or whose date is not written, is said so', () => {
    const notes = (said: Parameters<typeof yearlyReport>[0]): string =>
      notesOf({ ...sampleYear, owed: [yearlyReport(said)] }, 'year');
    expect(notes({ state: 'done' })).toContain('2026年12月20日前，已经报过（');
    expect(notes({ state: 'late' })).toContain('已经过了期限（');
    expect(notes({ dueOn: null })).toContain('没有写明日期（');
    expect(notes({ flags: ['请县里确认。'] })).toContain('请留意：请县里确认。');
    expect(notesOf({ ...sampleYear, owed: [] }, 'year')).toContain('规定里没有写年度总结交给谁');
  });
});

describe('the length', () => {
  const long =
    '上午查看水渠和路灯，把坏了的报给镇里修；下午整理台账，同组长商量下周的安排，晚上回访两户说用药的事。'.repeat(4);
  const full = (from: IsoDate, to: IsoDate): Kept => {
    const days = datesFrom(from, to);
    const entries = days.flatMap((d, i) =>
      (
        ['study', 'training', 'visit', 'enquiry', 'courtyard-meeting', 'meeting', 'report', 'roster', 'other'] as const
      ).map((ledger) =>
        // prettier-ignore
        entry(ledger, d, `第${i}次${long}`, { people: 1234, days: 1.5, level: '县级', place: `示例一个很长的地名${i}` }),
      ),
    );
    const every = to.slice(0, 7) === from.slice(0, 7) ? ['month'] : ['week', 'month', 'quarter', 'half-year', 'year'];
    const duties = every.flatMap((e) => owed({ every: e, dutyKey: e, fromOn: e === 'week' ? '2026-01-05' : '2026-01-01' })); // prettier-ignore
    return {
      at: '2026-12-31 23:00',
      entries,
      logs: [...both(entries), ...days.map((d, i) => log(d, `${i}${long}`))],
      events: came(from, to, []),
      owed: [...duties, yearlyReport()],
    };
  };

  test.each([
    ['month', '2026-11-01', '2026-11-30', 1500],
    ['year', '2026-01-01', '2026-12-31', 3000],
  ] as const)('of a %s full of long entries stays in bounds, and so do its notes', (of, from, to, longest) => {
    const kept = full(from, to);
    expect(textOf(kept, of).length).toBeLessThanOrEqual(longest);
    expect(textOf(kept, of).length).toBeGreaterThan(longest / 2);
    expect(notesOf(kept, of).length).toBeLessThanOrEqual(800);
  });
});

test('a look at the entries of colleagues is kept, once', () => {
  const draft = draftOf(teamMonth, 'month', on);
  expect(seenIn({ says: 'draft', draft }).map((s) => s.personId)).toEqual(['p2', 'p3']);
  expect(seenIn({ says: 'draft-notes', draft })).toEqual([]);
});

test('nothing to draft from is said with what makes something', () => {
  const text = wordReply({ says: 'nothing-to-draft', of: 'month', fromOn: '2026-11-01', toOn: '2026-11-30' }).text;
  expect(text).toMatch(/^2026年11月没有考勤、日志和台账/);
});
