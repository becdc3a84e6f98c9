/** Visits and study told in a sentence, without a keyword of a ledger: 去了张家送药, 今天跑了6户, 组织村干部学…. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';
import { figuresIn } from './entry-figures.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { dayNamed, type LogDay } from './log-day.ts';
import { anyWord, bare, list, skipGaps } from './match-words.ts';
import { numeralCharacters } from '../domain/numerals.ts';
import { asksPlainly } from './questions.ts';
import { isNamed } from './surnames.ts';

const longest = 120;
const count = `(?:\\d{1,3}|[${numeralCharacters}]{1,3})`;
const someone = anyWord(
  list(
    '脱贫户 监测户 低保户 五保户 特困户 困难户 贫困户 独居老人 孤寡老人 留守老人 留守儿童 残疾人 老党员 老人 孤儿 大爷 大妈 大娘 大叔 婆婆 奶奶 爷爷 农户 群众 村民 老乡',
  ),
);
/** 今天跑了6户, 上午走了十一家. */
const households = new RegExp(
  `(?:跑|走|串|转|入户|访|看|去|上门|走访)(?:访|看)?(?:了|过)?(?:约|大概)?${count}(?:多)?(?:户|家)`,
);
/** 去了老陈家送药, 到二组看了脱贫户周建国. */
const house = new RegExp(
  `(?:去|到|在|上|进)(?:了)?[\\p{Script=Han}]{1,10}?家(?:里)?[ ,]?(?:去)?(?:送|看|坐|了解|核实|慰问|宣传|帮|量|聊|拉|问|查|谈|核查|走|劝|做工作|一趟)`,
  'u',
);
const looked = new RegExp(`(?:看望|探望|慰问|看了|走访|拜访|上门看)(?:了)?[\\p{Script=Han}]{0,6}?(?:${someone})`, 'u');
/** 去看了周素芬: somebody by name. */
const lookedAt = /(?:去看了?|看了|看望了?|探望了?|慰问了?|走访了?)(\p{Script=Han}{2,3})(?=$|[ ,。])/u;
/** 方案, 房子, 项目 begin with a family name and end as no name does. */
const thing = /[案路子地场厂沟渠塘库棚程速目灯桥坝圈舍苗田园房屋片点里面边上下展料]$/u;
function sawSomebody(look: string): boolean {
  const who = lookedAt.exec(look)?.[1] ?? '';
  return isNamed(who) && !thing.test(who);
}

/** What is still to come, or is told others to do. */
const notDone = '明天|后天|下周|下个?月|准备|打算|计划|通知|记得|各位|请|让|要求|必须';
/** One's own family and home. */
const notVisit = new RegExp(
  `${notDone}|老家|回家|我家|自己家|娘家|搬家|老婆|媳妇|爱人|岳|想去|要去|需要|休假|大家|没去|还没|每人|每月|应该`,
);

/** 集中学习一个月要搞几次. */
const howMany = /几[次回天户场人]|多少|啥时候|什么时候/;

const group =
  '(?:组织|支部|党支部|集中|一起|一同|全队|队里|我们队|工作队|镇上|镇里|县里|区里|党员|村干部|两委|村两委|大家|全员|带着?队员|带领)';
const studying = '学(?:习)?(?!校|生|费|车|院|籍|历|期|位|会|龄|杂|童|前|区|渣|霸|长|姐|弟|业)';
const study = new RegExp(
  `${group}.{0,10}?${studying}|(?:第[一二三四五六七八九十\\d]{1,2}次|头一次|首次|又一次).{0,4}学习|^学习(?:记录|情况|内容|主题|活动)|${studying}(?:了|过)?.{2,14}?(?:精神|政策|条例|文件|讲话|预案|知识|党章|党规|意见|方案|办法|报告|理论|法规|要点)`,
);
const notStudy = new RegExp(`${notDone}|去学|参加培训|没学|怎么|资料|笔记|心得|强国`);

/** The day that is said somewhere at the beginning. */
const lead = 6;
function dayIn(text: FoldedText, today: IsoDate): LogDay | null {
  const start = skipGaps(text.look, 0);
  for (let at = start; at < start + lead; at++) {
    const day = dayNamed(text, at, today);
    if (day) return day;
  }
  return null;
}

export function readEntryTalk(text: FoldedText, today: IsoDate): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest || asksPlainly(look) || howMany.test(look)) return null;
  const isVisit =
    (households.test(look) || house.test(look) || looked.test(look) || sawSomebody(look)) && !notVisit.test(look);
  if (isVisit) return entry('visit', text, look, today);
  return study.test(look) && !notStudy.test(look) ? entry('study', text, look, today) : null;
}

function entry(ledger: Ledger, text: FoldedText, look: string, today: IsoDate): Intent {
  const day = dayIn(text, today);
  const { alone: _, ...figures } = figuresIn(ledger, look, today);
  const whole = typed(text, 0, text.look.length).trim();
  return {
    intent: 'write-entry',
    said: {
      ledger,
      on: day?.on ?? today,
      text: whole,
      whole,
      ...figures,
      about: null,
      problem: day?.problem ?? null,
      isDated: day !== null,
    },
  };
}
