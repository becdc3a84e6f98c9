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
      return `${p.field === '' ? '整个文件' : `“${p.field}”`}的写法不对，${sayExpected(p.expected)}。`;
    case 'pack-id-differs':
      return `id 应与文件夹同名。请改成“${p.folder}”，或改文件夹的名字。`;
    case 'duplicate-id':
      return `编号与${sayPlace(p.first)}重复。请换一个编号；若是同一条修订过，请用 in_force 写明各自的起止日期，不要重叠。`;
    case 'word-unknown':
      return `${VOCABULARY[p.vocabulary]}里没有“${p.word}”。${sayKnown(p.known)}`;
    case 'condition-unfit':
      return `“${p.fact}”是${KINDS[p.kind]}，不能这样用。${CONDITION_FOR[p.kind]}`;
    case 'column-undeclared':
      return `表“${p.table}”没有“${p.fact}”这一列。请在 pack.yaml 的 tables 里给它加上，或去掉这个条件。`;
    case 'answer-unfit':
      return sayAnswer(p.table, p.field, p.wanted);
    case 'gap':
      return `表“${p.table}”有漏洞：${saySample(p.sample)}时没有一行适用。请补一行，或改条件；若有意留空，在 pack.yaml 的这张表写 gaps 说明原因。`;
    case 'overlap':
      return `与${sayPlace(p.first)}重叠：${saySample(p.sample)}时两行都适用。请改条件；若有意如此，在这一行写 overlaps 说明原因。`;
  }
}

const VOCABULARY: Record<Vocabulary, string> = {
  post: 'pack.yaml 的岗位（posts）',
  'dispatch-level': 'pack.yaml 的选派层级（dispatch_levels）',
  body: 'pack.yaml 的机构（bodies）',
  fact: '可用的列（facts）',
  table: '可用的表（tables）',
  reading: 'pack.yaml 的理解（readings）',
  'reading-option': '可选的理解（options）',
};

const KINDS = { number: '数字', word: '词', 'yes-no': '是非' } as const;
const CONDITION_FOR = {
  number: '条件请用 min、over、max 或 under。',
  word: '条件请用 is 或 in，写 pack.yaml 里列出的词。',
  'yes-no': '条件请用 is: true 或 is: false，或写进 needs。',
} as const;

const sayKnown = (known: readonly string[]): string =>
  known.length === 0 ? '那里还是空的，请先写上。' : `请改成其中之一（${known.join('、')}），或先把它列进去。`;

const sayAnswer = (table: string, field: string, wanted: boolean): string =>
  wanted ? `表“${table}”的每一行都要有“${field}”。请补上。` : `表“${table}”的行不用“${field}”。请删去。`;

const saySample = (sample: SampleFacts): string =>
  Object.entries(sample)
    .map(([label, value]) => `${label} = ${typeof value === 'boolean' ? (value ? '是' : '否') : value}`)
    .join('，');

const EXPECTED: Record<Exclude<Expected['kind'], 'one-of'>, string> = {
  text: '应写一段文字',
  number: '应写符合要求的数字',
  list: '应写成列表，每项前加“- ”，或用方括号 [ ]',
  fields: '应写成“字段: 内容”，一行一个，缩进对齐',
  date: '应写成日期，如 2026-09-01，而且这一天要存在',
  share: '应写成分数，如 1/2',
  'not-empty': '不能为空，请写上内容',
  period: '起日晚于止日，请改正 from 或 to',
  other: '请对照 docs/rules.md 的例子改写',
  'any-or-all': '每一步写 any（一个同意即可）或 all（都要同意），二者取一',
  condition: '一个条件写 is、in 或数字界限中的一种；min 与 over、max 与 under 不能同时写',
  'lower-bound': '数字要写明从哪里起：min（含）或 over（不含），二者取一',
};

const sayExpected = (expected: Expected): string =>
  expected.kind === 'one-of' ? `应为 ${expected.words.join('、')}` : EXPECTED[expected.kind];
