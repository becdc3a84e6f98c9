/** Words of a leave message that carry nothing: they go from the edges of a reason. A new one is a new row here. */
import { week } from './date-words.ts';
import { offWords } from './festival-words.ts';
import { anyWord } from './match-words.ts';
import { holidayWords } from './named-days.ts';
import { politeEndings } from './words.ts';

const kin = '爸|妈|父|母|家|爱人|老|儿|女|孩|媳|岳|公公|婆|爷|奶|外|哥|姐|弟|妹|叔|舅|姑|娘|娃|的';
const addressees = '书记|队长|领导|镇长|主任|部长|组织|您|你|各位领导';

/** 周末也算上: the days of the leave are counted through it. They stand before the days themselves. */
export const daysOffCounted: readonly string[] = [
  '(?<!连着?|连同|连上|[这下本上个])(?:周末|双休日?|节假日|休息日)(?:也|都|一起|一并|一块)?(?:算上|算在内|算进去|算进来|计算在内|包括在内|包含在内|包在内|在内)(?:了|的)?',
];

const holidays = anyWord(holidayWords);
/** Beside which days off the leave lies. */
const besides = `(?:${holidays}|周末|双休日?|假期|节假日)${offWords}?`;

/** Hold a date that is not meant: they stand before all connectors. */
export const besideDates: readonly string[] = [
  // 元旦连休.
  `(?:${holidays})${offWords}?连(?:休|起来|上|着)(?:休|放)?`,
  // 跟五一连上, 接着周末.
  `(?:跟|和|与|同|把)${besides}(?:一起)?(?:连|接|拼|凑)(?:起来|在一起|一起|上|着)?(?:休|过|放)?`,
  `(?:连着|连上|接着|接上|凑上|拼上|凑个|接)(?!周末|双休)${besides}(?:一起)?(?:休|放|过)?`,
  // 连周末一起请5天: that the days are counted on through it.
  `(?<!${week}[一二三四五六] ?)(?:连着?|连同|连上|带着?|包括|包含|含)(?:周末|双休日?|休息日)(?:也|都)?(?:一起|一块|在内|算上|算)?`,
];

/** Sources of patterns, in the order in which they are tried. */
export const fillers: readonly string[] = [
  // 明天补班 上午请半天: what kind of day it is.
  '(?<=[天日号儿个六日]) ?(?:那个?)?(?:要|得|调休)?(?:补班|调休上班)(?:的?那天)?',
  '(?:今年|本年度?)的?',
  `(?:跟|向|给|和)(?:${addressees})`,
  `(?:请|望|恳请|敬请)(?:${addressees})?(?:批准|批示|审批|准假|同意)`,
  `(?:尊敬的)?(?:各位)?(?:${addressees})(?:好)?`,
  '你好|您好|本人(?=$|[\\s,。:]|请|要|想|因|需|申请|于|自|从|拟|[\\d今明后大下本周星礼])|麻烦您?|谢谢|特此|特|现在|现|也|先|再|还(?=[要想需得请再])|那就|那|就',
  `[我俺](?!${kin})`,
  // 额 is 我 in the north-west, and elsewhere an amount.
  `(?<=^|[\\s,。;!])额(?![度头外定]|${kin})`,
  '(?:申请|准备|打算|计划)(?=请|休)',
  '需要|需|想|要|得',
  '改成|改为|改到|换成|应该是|应该|大概|大约|差不多|估计|一下|那天|的话|吧|啊|哈|呀|呢|哦|止|结束|报备',
  anyWord(politeEndings),
];

/** The reason without words that say nothing where they stand alone in it; null where nothing else is left. */
export function withoutWords(reason: string | null, words: RegExp): string | null {
  const left = (reason ?? '').replace(words, '').replace(/ {2,}/g, ' ').trim();
  return left === '' ? null : left;
}
