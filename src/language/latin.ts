/**
 * Chinese typed as Latin letters: qing jia 后天, wo mingtian qing jia yi tian. A run is cut into the fewest known words; every letter has to
 * be part of one, else nothing is read into it.
 */
import { dayWords, monthWords, weekdays, weekWords } from './date-words.ts';
import type { Edit } from './edits.ts';
import { list } from './match-words.ts';
import { commandWords, decisionWords } from './near-tables.ts';
import { soundsOf } from './sounds.ts';
import { answerWords } from './words.ts';

const ones = list('一 二 三 四 五 六 七 八 九 十');
const tens = list('十 二十 三十').flatMap((ten) => ['', ...ones.slice(0, 9)].map((one) => ten + one));
const dayNumbers = [...ones.slice(0, 9), ...tens].slice(0, 31);
const weeks = [...weekWords.keys(), ''].flatMap((which) => list('周 星期 礼拜').map((week) => which + week));

const days = [
  ...dayWords.keys(),
  ...monthWords.keys(),
  ...weeks.flatMap((week) => [...weekdays.keys()].filter((day) => !/\d/.test(day)).map((day) => week + day)),
  ...dayNumbers.flatMap((number) => [`${number}号`, `${number}天`]),
  ...[...ones, '十一', '十二'].map((number) => `${number}月`),
  ...list(
    '两天 半天 两天半 一天半 一周 两周 一个星期 半个月 一个月 月底 月初 上午 下午 中午 早上 晚上 昨晚 今早 明早 周末 国庆 春节 清明 端午 中秋',
  ),
];

/** What joins them, and the commonest reasons. */
const joints = list(`
  我 的 了 吗 没 没有 要 想 请 休 假 批 从 到 至 起 去 回 吧 在 不 已 已经 给 帮 天 月 周 书记 队长 领导 主任 你好 您好 谢谢 今 明 后
  打个卡 到村 到村了 到岗 到岗了 到了 在村 在岗 下班了 离村了 回来了 我回来了 到家 村里 村委会 回家 有事 家里有事 家里 看病 开会 生病 感冒 发烧
  医院 去医院 老婆 孩子 办事 结婚 怎么 用 规定 补 昨天的 还差几天 几天 我还差几天 假批了吗 怎么用 怎么请假
`);

interface Entry {
  readonly word: string;
  /** Where its syllables end, in letters: a space may stand there and nowhere else. */
  readonly ends: readonly number[];
}

const han = /^[\u4e00-\u9fff]{1,6}$/;
let lexicon: ReadonlyMap<string, Entry> | null = null;

function entryOf(word: string): readonly [string, Entry] {
  const ends: number[] = [];
  let letters = '';
  for (const syllable of soundsOf(word)) ends.push((letters += syllable).length);
  return [letters, { word, ends }];
}

/** Of two that sound alike the first of the tables counts: 销假 before 消假. */
const words = (): ReadonlyMap<string, Entry> =>
  (lexicon ??= new Map(
    [...commandWords, ...decisionWords, ...days, ...joints, ...Object.values(answerWords).flat()]
      .filter((word) => han.test(word))
      .reverse()
      .map(entryOf),
  ));

const longestEntry = 26;
const longestRun = 100;

interface Cut {
  readonly count: number;
  readonly text: string;
}

/** The fewest words that cover all letters, from the end to the beginning; a longer first word wins a tie. */
function cutUp(letters: string, breaks: ReadonlySet<number>): string | null {
  const from: (Cut | null)[] = Array.from({ length: letters.length + 1 }, () => null);
  from[letters.length] = { count: 0, text: '' };
  for (let start = letters.length - 1; start >= 0; start--)
    for (let end = Math.min(letters.length, start + longestEntry); end > start; end--) {
      const rest = from[end];
      const best = from[start];
      if (!rest || (best && best.count <= rest.count + 1)) continue;
      const entry = words().get(letters.slice(start, end));
      if (entry && fits(entry, start, breaks)) from[start] = { count: rest.count + 1, text: entry.word + rest.text };
    }
  return from[0]?.text ?? null;
}

function fits({ ends }: Entry, start: number, breaks: ReadonlySet<number>): boolean {
  const last = ends.at(-1) ?? 0;
  for (let at = 1; at < last; at++) if (breaks.has(start + at) && !ends.includes(at)) return false;
  return true;
}

function wordsOf(run: string): string | null {
  const breaks = new Set<number>();
  let letters = '';
  for (const part of run.split(/[ ']/)) {
    letters += part;
    breaks.add(letters.length);
  }
  return letters.length < 2 ? null : cutUp(letters, breaks);
}

/** Letters and what parts them; not the name of a command, a code or an address. */
const runs = /(?<![a-z/#@.:_]|[a-z]\d{1,9})[a-z](?:[a-z]|[ '](?=[a-z]))*(?![\d@/_.:]?[a-z\d])/g;
/** 3 hao, 3hao: what follows a figure. */
const units: ReadonlyMap<string, string> = new Map([
  ['hao', '号'],
  ['tian', '天'],
  ['yue', '月'],
  ['dian', '点'],
  ['ri', '日'],
]);

/** The runs that are words throughout, and how they are written. */
export function latinWords(look: string): readonly Edit[] {
  if (!/[a-z]{2}/.test(look)) return [];
  return [...look.matchAll(runs)].flatMap(({ index, 0: run }) => {
    if (run.length > longestRun) return [];
    const meant = afterFigure(look, index, run) ?? wordsOf(run);
    return meant === null ? [] : [{ start: index, end: index + run.length, meant }];
  });
}

function afterFigure(look: string, index: number, run: string): string | null {
  if (!/\d ?$/.test(look.slice(Math.max(0, index - 2), index))) return null;
  const [first = '', ...rest] = run.split(' ');
  const unit = units.get(first);
  if (unit === undefined) return null;
  const others = rest.length === 0 ? '' : wordsOf(rest.join(' '));
  return others === null ? null : unit + others;
}
