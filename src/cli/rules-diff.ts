/** `zhucun rules diff`: what a county changes in its packs, in words. */
import type { CompiledPack } from '../rules/compile.ts';
import { diffOf, type DutySwitched, type MeasureSet, type OverlayDiff, type ReadingTaken } from '../rules/diff.ts';
import { RulesRefused } from '../rules/problems.ts';
import type { Measure, OverlayFile, Provision, Row } from '../rules/schema.ts';
import type { Condition, Expression, VocabularyFile, When } from '../rules/schema-facts.ts';
import type { Words } from '../rules/words.ts';
import { CountyRefused } from './county-file.ts';
import { findOverlay, openRulesFolder } from './rules-folder.ts';
import { readOverlay } from '../rules/load.ts';

/** `county`: its name, the id of its overlay, or a file. @throws RulesRefused, CountyRefused */
export function showDiff(county: string, given: string | undefined): void {
  const folder = openRulesFolder(given);
  const { file, known } = findOverlay(folder, county);
  if (file === null) throw new CountyRefused([`没有找到“${county}”。现有：${known.join('、')}；也可以写文件的路径。`]);
  const withIt = folder.read({ overlay: file });
  const overlay = readOverlay(file);
  const [own] = withIt.stack?.packs ?? [];
  if (!withIt.stack || !own || !overlay) throw new RulesRefused(withIt.problems);
  const without = folder.read({ packs: overlay.packs });
  if (!without.stack) throw new RulesRefused(without.problems);
  const { packs, vocabulary } = without.stack;
  console.log(asText(overlay, packs, diffOf(overlay, packs), { vocabulary, words: own.words }));
}

interface Said {
  readonly vocabulary: VocabularyFile;
  readonly words: Words;
}

function asText(overlay: OverlayFile, packs: readonly CompiledPack[], diff: OverlayDiff, said: Said): string {
  const { title, number, county, in_force } = overlay;
  const above = packs.map(({ file }) => `  ${file.id}  ${file.title}（${file.number}）`);
  const sections = [
    section('机构改名', diff.names.map(([from, to]) => `${from} → ${to}`)),
    section('换一种理解', diff.readings.map(sayReading)),
    section('定期工作', diff.duties.map(sayDuty)),
    section('要求的数', diff.measures.map((measure) => sayMeasure(measure, said))),
    section('新增的规定', diff.provisions.flatMap((provision) => sayProvision(provision, said))),
    section('新增的词', sayWords(overlay)),
  ].flat();
  return [
    `${county}：${title}（${number}），自 ${in_force.from} 起${in_force.to === undefined ? '' : `，到 ${in_force.to} 止`}`,
    '在这些文件之上：',
    ...above,
    ...(sections.length === 0 ? ['', '没有改动：全部按上面的文件办。'] : sections),
  ].join('\n');
} // prettier-ignore

const section = (name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', name, ...lines.map((line) => `  ${line}`)];

const sayReading = ({ id, question, before, after }: ReadingTaken): string =>
  `${question}（${id}）\n    原来：${before}\n    现在：${after}`;

const sayDuty = ({ citation: { provision, title, article }, summary, isOn, ahead }: DutySwitched): string => {
  const days = ahead?.length === 0 ? '不提前提醒' : `提前 ${(ahead ?? []).join('、')} 个工作日提醒`;
  const changes = [...(isOn === null ? [] : [isOn ? '打开' : '关掉']), ...(ahead === null ? [] : [days])];
  return `${changes.join('，')} ${provision} ${title}${article}：${summary}`;
};

function sayMeasure({ provision, question, counts, own, above }: MeasureSet, said: Said): string {
  const what = `${questionName(question, said)}，${factName(counts, said)}`;
  const from = above
    ? `${sayLimit(above.measure, said)}（${above.citation.title}${above.citation.article}）`
    : '没有要求';
  return `${what}：${from} → ${sayLimit(own, said)}（${provision.article}）`;
}

const sayLimit = ({ at_least, at_most, share, counts }: Measure, said: Said): string => {
  const unit = said.words.facts.get(String(counts))?.fact.unit ?? '';
  const number = at_least ?? at_most ?? 0;
  const amount = share ?? `${factName(number, said)}${typeof number === 'number' && unit !== '' ? ` ${unit}` : ''}`;
  return `${at_least === undefined ? '至多' : '至少'} ${amount}`;
};

/** Names of facts in an expression by their labels. */
const factName = (expression: Expression, { words }: Said): string =>
  String(expression).replaceAll(/[a-z][a-z0-9_]*/g, (name) => words.facts.get(name)?.fact.label ?? name);

const questionName = (question: string, { vocabulary }: Said): string =>
  vocabulary.questions[question]?.label ?? question;

function sayProvision({ id, article, summary, decides, duties }: Provision, said: Said): string[] {
  return [
    `${id} ${article}：${summary}`,
    ...decides.flatMap(({ question, rows }) => [
      `  ${questionName(question, said)}（${question}）`,
      ...rows.map((row) => `    ${sayWhen(row.when, said)} → ${sayRow(row)}`),
    ]),
    ...duties.map(({ by, what, to }) => `  ${by.join('、')}：${what}${to.length === 0 ? '' : `，报${to.join('、')}`}`),
  ];
}

function sayRow({ say, steps, verdict, body }: Row): string {
  if (say !== undefined) return say;
  const chain = (steps ?? []).map(({ any, all }) => (all ?? any ?? []).join(all ? '和' : '或')).join('，再由');
  return chain || (body ?? verdict ?? '');
}

const sayWhen = (when: When, said: Said): string =>
  Object.entries(when)
    .map(([name, condition]) => {
      const fact = said.words.facts.get(name)?.fact;
      const label = fact?.label ?? said.words.readings.get(name)?.question ?? name;
      return `${label}${sayCondition(condition, fact?.unit ?? '')}`;
    })
    .join('，') || '其余的情况';

function sayCondition(condition: Condition, unit: string): string {
  const { is, in: list, not, says, without, known, min, over, max, under } = condition;
  if (is !== undefined) return typeof is === 'boolean' ? `：${is ? '是' : '否'}` : `是${is}`;
  if (list) return `是${list.join('、')}`;
  if (typeof not === 'boolean') return `：不是“${not ? '是' : '否'}”`;
  if (not !== undefined) return `不是${[not].flat().join('、')}`;
  if (says) return `里有${says.join('、')}`;
  if (without) return `里没有${without.join('、')}`;
  if (known !== undefined) return known ? '已知' : '未知';
  const bounds = [[min, '不少于'], [over, '超过'], [max, '不超过'], [under, '不到']] as const; // prettier-ignore
  const said = bounds.flatMap(([bound, word]) => (bound === undefined ? [] : [`${word} ${bound} ${unit}`.trimEnd()]));
  return ` ${said.join('、')}`;
}

function sayWords({ posts, dispatch_levels, teams, bodies, facts, readings }: OverlayFile): string[] {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['岗位', posts.map((post) => (typeof post === 'string' ? post : post.name))],
    ['选派层级', dispatch_levels],
    ['队伍', teams.map((team) => (typeof team === 'string' ? team : team.name))],
    ['机构', Object.keys(bodies)],
    ['列', Object.values(facts).map(({ label }) => label)],
    [
      '理解',
      Object.values(readings).map(({ question, options, taken }) => `${question}取：${options[taken] ?? taken}`),
    ],
  ];
  return lists.flatMap(([name, words]) => (words.length === 0 ? [] : [`${name}：${words.join('、')}`]));
}
