/** Words what is wrong with a pack, and what its writer should do about it. */
import type { Expected, PackPlace, RuleProblem, SampleFacts, Vocabulary } from '../domain/rule-problem.ts';

/** One line: file, line, id, what is wrong, what to do. */
export const sayRuleProblem = (problem: RuleProblem): string => `${sayPlace(problem)}：${sayProblem(problem)}`;

const sayPlace = ({ file, line, id }: PackPlace): string => `${file} 第 ${line} 行${id === null ? '' : `（${id}）`}`;

function sayProblem(p: RuleProblem): string {
  switch (p.problem) {
    case 'pack-missing':
      return `没有找到规则包“${p.pack}”。请检查名称，或放好这个文件。`;
    case 'not-yaml':
      return `这里不合 YAML 的写法（${p.detail}）。请检查缩进、冒号后的空格和重复的字段。`;
    case 'field-missing':
      return `缺少“${p.field}”。请补上。`;
    case 'field-unknown':
      return `不认识“${p.field}”这个字段。请检查拼写，或删去这一项。`;
    case 'field-wrong':
      return `${p.field === '' ? '这一处' : `“${p.field}”`}的写法不对，${sayExpected(p.expected)}。`;
    case 'pack-id-differs':
      return `id 应与文件夹同名。请改成“${p.folder}”，或改文件夹的名字。`;
    case 'duplicate-id':
      return `编号与${sayPlace(p.first)}重复。请换一个编号；若是同一条修订过，请用 in_force 写明各自的起止日期，不要重叠。`;
    case 'word-unknown':
      return `${VOCABULARY[p.vocabulary]}里没有“${p.word}”。${sayKnown(p.known, p.word)}`;
    case 'pack-circular':
      return `“${p.pack}”绕回了自己。请检查各包的 extends 和 replaces。`;
    case 'condition-unfit':
      return `“${p.fact}”是${KINDS[p.kind]}，不能这样用。${CONDITION_FOR[p.kind]}`;
    case 'not-expression':
      return `算式“${p.text}”看不懂（在“${p.detail}”处）。请用数字、列名、+ - * / ( ) 和 docs/rules.md 列出的函数。`;
    case 'fact-circular':
      return `“${p.fact}”是由它自己算出来的。请检查 is、cases 里用到的列。`;
    case 'verdict-missing':
      return `表“${p.table}”的这一行没有写 verdict（结论）。请补上。`;
    case 'gap':
      return `表“${p.table}”有漏洞：${saySample(p.sample)}时没有一行适用。请补一行，或改条件；若有意留空，在 pack.yaml 的 gaps 里给这张表写明原因。`;
    case 'overlap':
      return `与${sayPlace(p.first)}重叠：${saySample(p.sample)}时两行都适用。请改条件；若有意如此，在这一行写 overlaps 说明原因。`;
    case 'unreachable':
      return `表“${p.table}”的这一行永远轮不到：前面的行已经把它的情况都占了。请改条件，或删去。`;
    case 'looser':
      return `这里的 ${p.own} 比${p.pack}${p.article}的 ${p.above} 宽。县里只能从严，请改成不低于上级的数。`;
  }
}

const VOCABULARY: Record<Vocabulary, string> = {
  post: 'pack.yaml 的岗位（posts）',
  'dispatch-level': 'pack.yaml 的选派层级（dispatch_levels）',
  body: 'pack.yaml 的机构（bodies）',
  party: 'pack.yaml 的机构、岗位和队伍（bodies、posts、teams）',
  fact: '可用的列（facts）',
  field: '这份清单的字段（items）',
  reading: '可用的理解（readings）',
  'reading-option': '可选的理解（options）',
  verdict: '这张表的结论（verdicts）',
  provision: '各包的条文编号',
  ledger: 'vocabulary.yaml 的台账（ledgers）',
  word: '这一列的词（words）',
};

const KINDS = {
  number: '数字',
  word: '词',
  'yes-no': '是非',
  date: '日期',
  month: '月份',
  text: '文字',
  list: '清单',
  reading: '理解',
} as const;
const CONDITION_FOR = {
  number: '条件请用 min、over、max 或 under。',
  word: '条件请直接写词，或用方括号列出几个词。',
  'yes-no': '条件请写 true 或 false，或写进 needs。',
  date: '条件只能用 known；要比较日期，请先用算式算出天数。',
  month: '条件只能用 known；请先用算式算出数字。',
  text: '条件请直接写词、用方括号列出几个词，或用 says、without。',
  list: '清单不能直接作条件；请先在 facts 里用 count、sum 等算出数字。',
  reading: '条件请直接写它的一个选项。',
} as const;

/** Lists of words longer than this are told by the nearest. */
const mostShown = 8;

function sayKnown(known: readonly string[], word: string): string {
  if (known.length === 0) return '那里还是空的，请先写上。';
  if (known.length <= mostShown) return `请改成其中之一（${known.join('、')}），或先把它列进去。`;
  const near = [...known].sort((a, b) => likeness(b, word) - likeness(a, word)).slice(0, 3);
  return `最像的是${near.join('、')}；请改正，或先把它列进去。`;
}

/** Share of letter pairs that two words have in common. */
function likeness(a: string, b: string): number {
  const pairs = (word: string): Set<string> =>
    new Set(Array.from({ length: word.length + 1 }, (_, i) => ` ${word} `.slice(i, i + 2)));
  const [inA, inB] = [pairs(a), pairs(b)];
  const common = [...inA].filter((pair) => inB.has(pair)).length;
  return (2 * common) / (inA.size + inB.size);
}

const saySample = (sample: SampleFacts): string =>
  Object.entries(sample)
    .map(
      ([label, value]) =>
        `${label} = ${value === null ? '未知' : typeof value === 'boolean' ? (value ? '是' : '否') : value}`,
    )
    .join('，');

const EXPECTED: Record<Exclude<Expected['kind'], 'one-of'>, string> = {
  text: '应写一段文字',
  number: '应写符合要求的数字',
  list: '应写成列表，每项前加“- ”，或用方括号 [ ]',
  fields: '应写成“字段: 内容”，一行一个，缩进对齐',
  date: '应写成日期，如 2026-09-01，而且这一天要存在',
  name: '应写成小写英文字母、数字和下划线，如 leave_days',
  'not-empty': '不能为空，请写上内容',
  period: '起日晚于止日，请改正 from 或 to',
  other: '请对照 docs/rules.md 的例子改写',
  'any-or-all': '每一步写 any（一个同意即可）或 all（都要同意），二者取一',
  condition: '一个条件只写一种：词、in、not、says、without、known 或数字界限；min 与 over、max 与 under 不能同时写',
  within: '写 date，再写 months（连续几个月）或 same（year、month）中的一个',
  reckoned: 'is、cases、count、sum、largest、adjoining 只能写一种',
  words: '词从哪里来写一种：of（posts、dispatch_levels）或 words（列出来）',
  limit: '每一项写 at_least（至少）或 at_most（至多），二者取一',
  'one-question': '每个算例写 ask、duty、inform 中的一个',
  'month-day': '应写成月-日，如 12-10',
  'duty-when': '要写明什么时候：every（每隔多久）、due（哪一天）或 after（什么事之后），至少一项',
  'duty-day':
    'day（几号）要同 every: month、quarter、half-year 或 year 一起写，in_month（几月）要同 every: year 一起写，不同 day 一起写',
  ahead: '写提前几个工作日，整数，不小于 1，从早到晚，如 [5, 1]；不要提前提醒的写 []',
  'of-or-each': '写 of（有这些岗位的人就算一支队伍）或 each（有这些岗位的人各自承担），二者取一',
  'same-word': '两项用了同一个名字，请改成不同的',
};

const sayExpected = (expected: Expected): string =>
  expected.kind === 'one-of' ? `应为 ${expected.words.join('、')}` : EXPECTED[expected.kind];

const VALUES = {
  number: '应是不小于 0 的数字',
  'yes-no': '应是 true 或 false',
  date: '应是日期，如 2026-03-05',
  month: '应是月份，如 2026-03',
  list: '应是一个清单',
  text: '应是文字',
  word: '应是文字',
} as const;

/** A value handed in that cannot be what its name says. */
export const sayUnfitValue = ({
  fact,
  label,
  kind,
}: {
  fact: string;
  label: string;
  kind: keyof typeof VALUES;
}): string => `“${label}”（${fact}）的值不对，${VALUES[kind]}。`;

export const sayPackUnknown = ({ pack, known }: { pack: string; known: readonly string[] }): string =>
  `没有规则包“${pack}”。现有：${known.join('、')}。`;
