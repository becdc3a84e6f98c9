import { describe, expect, test } from 'vitest';
import type { Intent } from '../../src/language/intent.ts';
import { soundLookUps } from '../../src/language/sounds.ts';
import { recognised, understand, type Recognised } from '../../src/language/understand.ts';
import { saturday } from './moments.ts';

type Name = Intent['intent'];
const read = (text: string): Recognised => recognised(text, saturday);
const shown = ({ corrected }: Recognised): string => corrected.map(({ said, meant }) => `${said}→${meant}`).join(' ');

const leaveDays = (text: string): string => {
  const { intent } = read(text);
  return intent.intent === 'request-leave' ? `${intent.slots.from ?? '?'}..${intent.slots.to ?? '?'}` : intent.intent;
};

/** What is typed, what is done, and what is shown to have been corrected. */
const corrected: readonly (readonly [string, Name, string])[] = [
  ['清假三天 后天起', 'request-leave', '清假→请假'],
  ['请价 明天 家里有事', 'request-leave', '请价→请假'],
  ['我想请嫁三天', 'request-leave', '请嫁→请假'],
  ['书记，明天轻假一天', 'request-leave', '轻假→请假'],
  ['后天病架', 'request-leave', '病架→病假'],
  ['是假 明天', 'request-leave', '是假→事假'],
  ['打咔', 'check-in', '打咔→打卡'],
  ['打咔了', 'check-in', '打咔→打卡'],
  ['签道', 'check-in', '签道→签到'],
  ['千到', 'check-in', '千到→签到'],
  ['钱到', 'check-in', '钱到→签到'],
  ['签腿', 'check-out', '签腿→签退'],
  ['前退', 'check-out', '前退→签退'],
  ['离港', 'check-out', '离港→离岗'],
  ['补咔 昨天', 'make-up', '补咔→补卡'],
  ['肖假 昨晚到的', 'end-leave', '肖假→销假'],
  ['校假', 'end-leave', '校假→销假'],
  ['需假两天', 'extend-leave', '需假→续假'],
  ['许假 2天', 'extend-leave', '许假→续假'],
  ['日治 整理台账', 'write-log', '日治→日志'],
  ['日至 整理户档', 'write-log', '日至→日志'],
  ['车回', 'withdraw', '车回→撤回'],
  ['崔办', 'nudge', '崔办→催办'],
  ['带办', 'todo', '带办→待办'],
  ['帮住', 'help', '帮住→帮助'],
  ['走仿 张大爷家', 'write-entry', '走仿→走访'],
  ['学西 12人', 'write-entry', '学西→学习'],
  ['6好到7好请架', 'request-leave', '6好→6号 7好→7号 请架→请假'],
  ['下舟一请假一天', 'request-leave', '下舟一→下周一'],
  ['这洲五请假', 'request-leave', '这洲五→这周五'],
  ['明添请假', 'request-leave', '明添→明天'],
  ['请假两添 25号开始', 'request-leave', '两添→两天'],
  ['明天上舞请假', 'request-leave', '上舞→上午'],
  ['明天下五请假半天', 'request-leave', '下五→下午'],
  ['明天下武请假', 'request-leave', '下武→下午'],
  ['名天请假一天', 'request-leave', '名天→明天'],
  ['名添请假', 'request-leave', '名添→明天'],
  ['下星其二请假', 'request-leave', '下星其二→下星期二'],
];

const doubtful: readonly (readonly [string, string, Name])[] = [
  ['童意', '同意', 'approve'],
  ['通意 早去早回', '同意', 'approve'],
  ['同易', '同意', 'approve'],
  ['批淮', '批准', 'approve'],
  ['皮准', '批准', 'approve'],
  ['博回 人手不够', '驳回', 'reject'],
  ['腿回', '退回', 'return'],
  ['不同一', '不同意', 'reject'],
  ['请佼 明天', '请假', 'request-leave'],
  ['秦假 明天', '请假', 'request-leave'],
  ['销瑕', '销假', 'end-leave'],
  ['代办', '待办', 'todo'],
  ['报道', '报到', 'check-in'],
  ['tong yi', '同意', 'approve'],
  ['tongyi 老马', '同意', 'approve'],
  ['bu tong yi', '不同意', 'reject'],
  ['pizhun', '批准', 'approve'],
  ['queren', '确认', 'confirm'],
];

const latin: readonly (readonly [string, Name, string])[] = [
  ['qing jia 后天', 'request-leave', 'qing jia→请假'],
  ['mingtian qing jia yi tian', 'request-leave', 'mingtian qing jia yi tian→明天请假一天'],
  ['xia zhou er qingjia', 'request-leave', 'xia zhou er qingjia→下周二请假'],
  ['qing jia 3 tian', 'request-leave', 'qing jia→请假 tian→天'],
  ['Qing Jia liang tian cong houtian qi', 'request-leave', 'Qing Jia liang tian cong houtian qi→请假两天从后天起'],
  ['wo qing bingjia ban tian', 'request-leave', 'wo qing bingjia ban tian→我请病假半天'],
  ['qiandao', 'check-in', 'qiandao→签到'],
  ['daka', 'check-in', 'daka→打卡'],
  ['dao cun le', 'check-in', 'dao cun le→到村了'],
  ['qian tui', 'check-out', 'qian tui→签退'],
  ['xiao jia', 'end-leave', 'xiao jia→销假'],
  ['xu jia liang tian', 'extend-leave', 'xu jia liang tian→续假两天'],
  ['buka zuotian', 'make-up', 'buka zuotian→补卡昨天'],
  ['wo de jia pi le ma', 'leave-status', 'wo de jia pi le ma→我的假批了吗'],
  ['rizhi 整理台账', 'write-log', 'rizhi→日志'],
  ['daiban', 'todo', 'daiban→待办'],
  ['bangzhu', 'help', 'bangzhu→帮助'],
  ['che hui', 'withdraw', 'che hui→撤回'],
  ['cuiban', 'nudge', 'cuiban→催办'],
  ['zoufang 张大爷家', 'write-entry', 'zoufang→走访'],
];

/** Ordinary sentences that hold what sounds like a command: nothing is read into them. */
const ordinary: readonly string[] = `
钱到账了、钱到了、补助的钱到了、钱到手了再说、迁到新房了、迁到、搬迁到镇上了、牵到一头牛、请家长来学校、请家长
亲家明天来、亲家来了、日子过得快、好日子、日子、大咖、来了个大咖、大咖明天来、大卡车过不去、李村、李村的路修好了
倒了、墙倒了一半、石家的牛丢了、石家、史家沟、小家也要顾、徐家明天办酒、许家、肖家后天搬家、高家两个娃、秦家、修家谱
念家、世家、施加压力、想家了、年家、三好学生、第一好、今天天气5好、粥三碗、州里来人、洲上的菜熟了、舟山的亲戚
明甜甜、上舞台表演、下武当山、后田、后田村的老李、填表、添人进口、请讲、清理河道、清洁家园、情况属实、亲戚家、青年队
签合同、前道工序、千岛湖、理发、历史、离得远、同一个人、同意见、童年、提议一下、铜一斤多少、补胎、不卡了、带班子成员
歹人、呆着、学西医、走方步、报个喜、帮着抬、需要加水、续上水、销路好、小价钱、笑声、李刚、李刚 明天来村里
李岗 张大爷家、黎钢、邹芳 昨天到村了、薛西、贾芳 在家、姚晴、王烨 李示例、小贾 明天走访、小佳、徐佳 明天来
许嘉、秦佳、肖佳 昨天到的、石佳、高佳、任武、易毅、不签了、不打了、不签 字错了、请加我微信、请加大力度、请加快进度
是假的、钱退了、前到后都扫了、大卡来了
`
  .trim()
  .split(/[、\n]/);

describe('a slip of a command', () => {
  test.each(corrected)('%s is taken for what sounds alike, and shown', (text, intent, correction) => {
    const said = read(text);
    expect([said.intent.intent, shown(said)]).toEqual([intent, correction]);
  });

  test.each([
    ['5好到7好请架 屋里装修', '2026-12-05..2026-12-07'],
    ['下舟一请假一天', '2026-11-23..2026-11-23'],
    ['明天上午清价半天', '2026-11-22..2026-11-22'],
    ['qing bingjia liang tian cong houtian qi', '2026-11-23..2026-11-24'],
    ['3hao qingjia', '2026-12-03..2026-12-03'],
  ])('%s asks for the days that were meant', (text, days) => expect(leaveDays(text)).toBe(days));

  test('what was typed beside it stays as it was typed', () => {
    const { intent } = read('清假 明天 带娃打预防针');
    expect(intent.intent === 'request-leave' && intent.slots.reason).toBe('带娃打预防针');
  });
});

describe('a doubtful one', () => {
  test.each(doubtful)('%s is asked about: %s?', (text, meant, reading) => {
    const { intent, corrected: applied } = read(text);
    expect(intent).toMatchObject({ intent: 'doubtful', meant, reading: { intent: reading } });
    expect(applied).toEqual([]);
  });

  test('no slip ever decides', () => {
    const words = [
      '童意',
      '通意 1 3',
      '都童意',
      '批淮',
      '皮准',
      'tong yi',
      'tongyi #a1b2',
      '博回',
      '腿回 写清楚',
      '准价',
      'zhuan ban',
      'jiaqian 王主任',
    ];
    for (const text of words)
      expect([text, ['doubtful', 'none']]).toEqual([text, expect.arrayContaining([understand(text, saturday).intent])]);
  });
});

describe('Chinese in Latin letters', () => {
  test.each(latin)('%s is read', (text, intent, correction) => {
    const said = read(text);
    expect([said.intent.intent, shown(said)]).toEqual([intent, correction]);
  });

  test.each([
    'hello',
    'qing jiax',
    'hello qing jia',
    'wifi 坏了',
    'app打不开',
    'qi ngjia',
    'https://daka.example',
    'a',
    'v5.2',
    'ni hao',
  ])('%s is not: not every letter is part of a word', (text) => expect(shown(read(text))).toBe(''));
});

describe('ordinary talk', () => {
  test('there are enough sentences to mean something', () => expect(ordinary.length).toBeGreaterThan(60));

  test.each(ordinary)('%s is left alone', (text) => {
    const said = read(text);
    expect([shown(said), said.intent.intent === 'doubtful']).toEqual(['', false]);
  });

  test('a thousand ordinary messages ask for no sound', () => {
    const messages = [
      '打卡',
      '请假 12.1-12.3 母亲住院',
      '日志 上午走访3户',
      '同意',
      '待办',
      '销假 昨晚到的',
      '走访 张大爷家 房子漏雨',
      '收到',
      '到村了',
      '请假超过五天由谁批',
    ];
    const before = soundLookUps();
    for (let round = 0; round < 100; round++) for (const text of messages) read(text);
    expect(soundLookUps() - before).toBe(0);
  });

  test('a long text is no slip, and the work on any text is bounded', () => {
    expect(shown(read(`清假 ${'明天'.repeat(200)}`))).toBe('');
    expect(read('qing jia '.repeat(5000)).intent.intent).toBe('none');
  });
});
