// `npm run language:bench`: how many messages a second are understood on one core, by kind of message, beside a bare JSON.parse of a
// platform's event measured in the same run, so that figures of two machines compare. Figures only: nothing fails.
import { understand } from '../src/language/understand.ts';

const NOW = Date.parse('2026-11-21T10:00:00+08:00');
const enoughSeconds = 0.5;
const rounds = 5;
/** Messages a second on one core that the language is to reach. */
const aim = 10_000;

const numbered = (texts: readonly string[]): readonly string[] =>
  Array.from({ length: 200 }, (_, index) =>
    (texts[index % texts.length] ?? '').replaceAll('%', String((index % 27) + 1)),
  );

/** Messages as cadres send them, by kind; `%` is another number in each. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  commands: [
    '打卡',
    '签到',
    '离岗',
    '待办',
    '同意',
    '同意 %',
    '驳回 % 材料不全',
    '/leave 12.%',
    '补卡 昨天',
    '帮助',
    '谁在岗',
    '销假',
  ],
  'leave sentences': [
    '书记我下周一到周三想请个假，母亲住院',
    '请假 12月%号到12月%号 回老家办事',
    '明天上午请半天，去县里开会',
    '从后天起休三天年假',
    '国庆后第一天想请一天事假，孩子开家长会',
    '帮老王请个假 %号到%号 他爱人生孩子',
    '我今天不舒服想请一天病假',
  ],
  logs: [
    '日志 上午走访了%户脱贫户，下午开村两委会',
    '走访 示例甲家 房子漏雨，已联系镇上',
    '学习 %月主题党日 15人参加',
    '今天下午组织召开院坝会，%人参加，讲了医保缴费',
  ],
  'ordinary chat': [
    '大家晚上七点在村委会开会，带上笔记本',
    '好的，我马上过来',
    '路上堵车，大概晚%分钟到',
    '谁有镇上财政所的电话？发我一下',
    '今天天气不错，把院子里的玉米都收了',
    '表格我发群里了，各村今天下班前填好报给我，第%页不用填',
    '哈哈哈哈哈哈',
  ],
  pinyin: [
    'qingjia',
    'daka',
    'qing jia mingtian',
    'xiaojia',
    'qingjia 12.% yitian',
    'rizhi zoufang % hu',
    'shui zai gang',
  ],
  slips: ['清假 明天', '千到', '消甲 昨晚到的', '打咔', '下舟一请假一天', '我要请家明天一天', '签道'],
  'long texts': [
    '各位队长、第一书记：根据近期安排，现将本周工作通知如下。一是抓好防返贫监测，%户重点户逐户走访；二是做好医保缴费扫尾；三是整理档案资料，迎接年底考核。'.repeat(
      4,
    ),
    '今天上午走访了示例甲、示例乙两户，了解到他们家里玉米还没有收完，准备下周组织党员帮忙；下午到镇上参加%点的会议，会后与村两委商量了院坝会的时间。'.repeat(
      8,
    ),
    '一二三四五六七八九十，'.repeat(150),
  ],
};

/** The event that such a message comes in, as a platform posts it. */
const eventOf = (text: string): string =>
  JSON.stringify({
    update_id: 100_001,
    message: {
      message_id: 42,
      from: { id: 1_001, is_bot: false, first_name: '示例甲', language_code: 'zh-hans' },
      chat: { id: 1_001, type: 'private', first_name: '示例甲' },
      date: Math.floor(NOW / 1000),
      text,
    },
  });

/** Seconds of the processor that this process has used: what else runs on the machine takes nothing away. */
const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Times that `work` can be done in a second of one core; the best of a few rounds. */
function perSecond(work: () => number): number {
  work();
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const started = cpuSeconds();
    let done = 0;
    do done += work();
    while (cpuSeconds() - started < enoughSeconds / rounds);
    best = Math.max(best, done / (cpuSeconds() - started));
  }
  return best;
}

const each = (texts: readonly string[], work: (text: string) => unknown): number =>
  perSecond(() => {
    for (const text of texts) work(text);
    return texts.length;
  });

const shown = (value: number): string => Math.round(value).toLocaleString('en').padStart(9);

console.log(`${'kind'.padEnd(16)} ${'messages/s'.padStart(10)} ${'× JSON.parse'.padStart(13)}`);
const rates: number[] = [];
for (const [kind, texts] of Object.entries(kinds)) {
  const messages = numbered(texts);
  const rate = each(messages, (text) => understand(text, NOW));
  const bare = each(messages.map(eventOf), (event) => JSON.parse(event) as unknown);
  rates.push(rate);
  console.log(
    `${kind.padEnd(16)} ${shown(rate)}  ${(bare / rate).toFixed(1).padStart(12)}${rate < aim ? '  below the aim' : ''}`,
  );
}
// Each kind as often as the others.
const together = rates.length / rates.reduce((sum, rate) => sum + 1 / rate, 0);
console.log(`${'all alike often'.padEnd(16)} ${shown(together)}`);
