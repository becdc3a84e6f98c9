/** Who approves which leave under a pack or a county's overlay, as a table for people: asked as the chat asks. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { Reading } from '../domain/citation.ts';
import type { ChainStep, Decision, Filing, LeaveDecision, LeaveFacts, Rules } from '../rules/decision.ts';
import type { Stack } from '../rules/decide.ts';
import { rulesOf } from '../rules/evaluate.ts';
import { combinations, merged, type Case } from './rules-leave-rows.ts';

/** Below, at and above each threshold of the regulations, and a month. */
export const DURATIONS = [0.5, 1, 3, 3.5, 4, 7, 7.5, 8, 15, 30, 30.5, 31];
/** Every regulation is in force that day, and its year's holidays are published. */
const ON: IsoDate = '2026-12-01';
const LEADS: Readonly<Record<string, boolean | null>> = { 兼任: true, 不兼任: false, 未说明: null };
const PLACES: Readonly<Record<string, string>> = { 镇: '示例镇', 街办: '示例街办' };

export const LEAVE_WORDS = `- 依次：上一步同意了才到下一步。会签：都要同意。或签：一人同意即可。备案只告知和留痕，不等它。
- 每张表都问了全部 ${DURATIONS.length} 种天数：${DURATIONS.join('、')}，${ON} 起请，事由写明。结果相同的并成一行。
- 没有“备案”“提示”“召回”列的，那份文件请假这里没有写。写“不论”的，那一行不看这一列。
- 召回只是提请办公室认定，不自动处分人。
`;

/** A section of the document; `name` stands for what it is of. */
export function leaveSection(stack: Stack, name: string): string {
  const [top] = stack.packs;
  if (!top) return '';
  const rules = rulesOf(stack);
  const dimensions = {
    post: [...new Set(top.words.posts.values())],
    level: top.words.dispatchLevels,
    leads: Object.keys(LEADS),
    place: Object.keys(PLACES),
    days: DURATIONS.map(String),
  };
  const answers = combinations(dimensions).map((at) => ({ at, ...answerTo(rules, factsOf(at)) }));
  const readings = new Map(answers.flatMap((one) => one.readings.map((reading) => [reading.id, reading] as const)));
  const { title, number, in_force } = top.file;
  const rows = merged(answers, dimensions);
  return [
    `## ${title}\n`,
    `${name}：${number}，${in_force.from} 起施行。${sayIdle(rows, dimensions)}\n`,
    tableOf(rows, dimensions),
    ...(readings.size > 0 ? ['文件没写清楚、这里取的理解：\n'] : []),
    ...[...readings.values()].map(({ question, taken }) => `- ${question}${taken}`),
    '',
  ].join('\n');
}

function factsOf(at: Case['at']): LeaveFacts {
  const days = Number(at.days[0]);
  return {
    post: at.post[0] ?? '',
    dispatchLevel: at.level[0] ?? null,
    isTeamLeader: LEADS[at.leads[0] ?? ''] ?? null,
    township: PLACES[at.place[0] ?? ''] ?? null,
    days,
    reason: '家里有事',
    fromOn: ON,
    toOn: addDays(ON, Math.ceil(days) - 1),
    joined: [],
  };
}

/** What changes nothing here, and so has no column. */
function sayIdle(rows: readonly Case[], dimensions: Case['at']): string {
  const idle = (['level', 'leads', 'place'] as const)
    .filter((key) => rows.every(({ at }) => at[key].length === dimensions[key].length))
    .map((key) => `${HEADS[KEYS.indexOf(key)] ?? ''}（${dimensions[key].join('、')}）`);
  return idle.length > 0 ? `${idle.join('、')}不影响结果。` : '';
}

const KEYS = ['post', 'level', 'leads', 'place', 'days'] as const;
const HEADS = ['岗位', '选派层级', '兼任队长', '所在地', '天数', '审批', '备案', '条文', '提示', '召回'];
const ANY = '不论';
const NONE = '—';

/** Without the columns that say nothing in any row. */
function tableOf(rows: readonly Case[], dimensions: Case['at']): string {
  const shown = (at: Case['at'], key: keyof Case['at']): string =>
    key !== 'post' && key !== 'days' && at[key].length === dimensions[key].length ? ANY : at[key].join('、');
  const lines = rows.map(({ at, says }) => [...KEYS.map((key) => shown(at, key)), ...says]);
  const told = HEADS.map((_, i) => lines.some((cells) => cells[i] !== ANY && cells[i] !== NONE));
  const line = (cells: readonly string[]): string => `| ${cells.filter((_, i) => told[i]).join(' | ')} |`;
  return [line(HEADS), line(HEADS.map(() => '---')), ...lines.map(line), ''].join('\n');
}

function answerTo(rules: Rules, facts: LeaveFacts): Pick<Case, 'says'> & { readings: readonly Reading[] } {
  const decision = rules.leave(facts);
  const { post, dispatchLevel, days, fromOn: on } = facts;
  const recall = rules.leaveRecall({ post, dispatchLevel, days, yearDays: days, on });
  const filings = 'filings' in decision ? decision.filings : [];
  const says = [
    sayApproval(decision),
    filings.map(sayFiling).join('；') || NONE,
    sayArticles(decision),
    [...decision.notes, ...decision.flags].join('') || NONE,
    recall ? sayRecall(recall) : NONE,
  ];
  return { says, readings: [...decision.readings, ...(recall?.readings ?? [])] };
}

function sayApproval(decision: LeaveDecision): string {
  const say = decision.say ?? '';
  switch (decision.verdict) {
    case 'approve':
      return sayChain(decision.steps);
    case 'need-info':
      return `先问${decision.missing.join('、')}：${say}`;
    case 'no-leave':
      return `不批：${say}`;
    case 'local-rule':
    case 'needs-local-rule':
      return `没有审批链：${say}`;
    case 'not-covered':
      return `不适用：${say}`;
  }
}

const MODES = { all: '会签：', any: '或签：' };
const NUMBERS = ['①', '②', '③', '④'];

function sayChain(steps: readonly ChainStep[]): string {
  const said = steps.map(({ bodies, mode }) => {
    const names = bodies.map(({ name }) => name).join('、');
    return bodies.length > 1 ? MODES[mode] + names : names;
  });
  return said.length > 1 ? `依次：${said.map((step, i) => `${NUMBERS[i] ?? ''} ${step}`).join(' ')}` : said.join('');
}

function sayFiling({ text, bodies }: Filing): string {
  const others = bodies.map(({ name }) => name).filter((name) => !text.includes(name));
  return others.length > 0 ? `${text}，告知${others.join('、')}` : text;
}

const sayArticles = ({ citations }: Pick<Decision, 'citations'>): string =>
  citations.map(({ article, provision }) => `${article}（${provision}）`).join('、') || NONE;

function sayRecall(recall: Decision): string {
  const proposed = `${recall.verdict === 'recall' ? '提请召回' : '请人认定'}，${sayChain(recall.steps)}`;
  return [proposed, ...recall.flags, sayArticles(recall)].map((text) => text.replace(/。$/, '')).join('；');
}
