/** What is to be known of a draft: what is missing, what it was made of, and whom it goes to. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Draft, DraftFact, DraftResult, DraftSection, DraftSource } from '../domain/draft-result.ts';
import type { Owed } from '../domain/duty.ts';
import { called, numerals, shownIn } from './draft-sentences.ts';
import { ledgerNames } from './ledger-names.ts';
import { cited, day, lines } from './format.ts';

type Of<K extends DraftResult['says']> = Extract<DraftResult, { says: K }>;

const facts: Readonly<Record<DraftFact, string>> = {
  days: '在村天数',
  quota: '规定的在村天数',
  leave: '请假天数',
  logs: '工作日志',
  studies: '集中学习',
  'study-themes': '学习的内容',
  'study-people': '学习的人数',
  trainings: '培训',
  'training-days': '培训的天数',
  'training-levels': '培训的级别',
  visits: '入户走访',
  households: '走访了哪些户（处）',
  findings: '走访发现的情况和办法',
  meetings: '会议和院坝会',
  'meeting-content': '会议的内容',
  duties: '规定次数的任务',
  reports: '上报材料',
  'other-work': '其他工作的日志',
  problems: '存在的问题',
  'next-steps': '下步打算',
};

/** What the records never tell: it is the cadre's own judgement. */
const judged: readonly DraftFact[] = ['problems', 'next-steps'];

const missing = ({ sections }: Draft): string[] => {
  const all = sections.flatMap((s) => s.missing);
  const unknown = all.filter((fact) => !judged.includes(fact)).map((fact) => facts[fact]);
  const own = all.filter((fact) => judged.includes(fact)).map((fact) => facts[fact]);
  return [
    ...(unknown.length > 0 ? [`还缺（没有记录，有就补上，没有就不写）：${unknown.join('、')}`] : []),
    ...(own.length > 0 ? [`还缺（要您自己写）：${own.join('、')}`] : []),
  ];
};

const uniqueSources = (sources: readonly DraftSource[]): DraftSource[] => [
  ...new Map(sources.map((s) => [s.ref, s])).values(),
];

const used = ({ sections }: Draft): string => {
  const all = uniqueSources(sections.flatMap((s) => s.sentences.flatMap(({ from }) => from)));
  const count = (is: DraftSource['is']): number => all.filter((s) => s.is === is).length;
  const parts = [
    [count('attendance'), '个月的考勤'],
    [count('log'), '篇日志'],
    [count('entry'), '条台账'],
  ] as const;
  return `用到的记录：${parts.flatMap(([n, what]) => (n > 0 ? [`${n}${what}`] : [])).join('、')}。`;
};

/** More days than these are given as the first and the last of them. */
const mostDays = 8;

function dated(name: string, unit: string, all: readonly { readonly on: IsoDate }[]): string[] {
  if (all.length === 0) return [];
  const short = (on: IsoDate): string => `${Number(on.slice(5, 7))}.${Number(on.slice(8, 10))}`;
  const on = [...new Set(all.map((s) => s.on))].sort();
  const [first, last] = [on[0], on.at(-1)];
  if (on.length > mostDays && first && last) return [`${name}${short(first)}至${short(last)}共${all.length}${unit}`];
  return [`${name}${on.map(short).join('、')}${all.length > on.length ? `共${all.length}${unit}` : ''}`];
}

function sourcesOf({ sentences }: DraftSection): string {
  const all = uniqueSources(sentences.flatMap(({ from }) => from));
  const months = all.flatMap((s) => (s.is === 'attendance' ? [Number(s.month.slice(5))] : []));
  const entries = all.filter((s) => s.is === 'entry');
  return [
    ...(months.length > 0 ? [`考勤${[...new Set([months[0], months.at(-1)])].join('至')}月`] : []),
    ...[...new Set(entries.map((s) => s.ledger))].flatMap(
      (ledger) =>
      dated(ledgerNames[ledger], '条', entries.filter((s) => s.ledger === ledger)), // prettier-ignore
    ),
    ...dated('日志', '篇', all.filter((s) => s.is === 'log')), // prettier-ignore
  ].join('；');
}

const sources = (draft: Draft): string[] =>
  shownIn(draft).flatMap((s, i) => (s.sentences.length > 0 ? [`${numerals[i] ?? ''}、${sourcesOf(s)}`] : []));

function leftOut({ sections }: Draft): string | false {
  const all = uniqueSources(sections.flatMap((s) => s.leftOut));
  if (all.length === 0) return false;
  const kinds = [...new Set(all.map((s) => (s.is === 'entry' ? ledgerNames[s.ledger] : '日志')))];
  const parts = kinds.map((kind) => {
    const count = all.filter((s) => (s.is === 'entry' ? ledgerNames[s.ledger] : '日志') === kind).length;
    return `${kind}${count}${kind === '日志' ? '篇' : '条'}`;
  });
  return `篇幅所限，内容没有逐条写进去的：${parts.join('、')}。`;
}

/** A year that begins later than the year does. */
const began = ({ of, fromOn }: Draft): string | false =>
  of === 'year' && !fromOn.endsWith('01-01') && `${day(fromOn)}以前没有记录或还没到岗，没有写进去，数字也不含那一段。`;

const others = ({ by, othersIds }: Draft): string | false =>
  (by === 'team' || othersIds.length > 0) && '考勤、走访内容和日志只用了您本人的，队里其他同志的请向他们要。';

function handIn({ of, owed }: Draft): string[] {
  if (owed.length === 0) return [`交给：规定里没有写${of === 'month' ? '月度汇报' : '年度总结'}交给谁。`];
  return owed.flatMap((o) => [`交给：${recipients(o)}`, ...o.flags.map((flag) => `请留意：${flag}`)]);
}

function recipients({ to, dueOn, state, citations }: Owed): string {
  const whom = to.length > 0 ? to.join('、') : '规定里没有写明交给谁';
  const when = dueOn === null ? '没有写明日期' : `${dueOn.slice(0, 4)}年${day(dueOn)}前`;
  const stands = { done: '，已经报过', late: '，已经过了期限', open: '' }[state];
  const article = cited(citations).replace('依据：', '');
  return `${whom}，${when}${stands}${article && `（${article}）`}。`;
}

const quotaArticles = ({ sections }: Draft): string => {
  const citations = sections.flatMap((s) =>
    s.sentences.flatMap(({ point }) => (point.is === 'month-days' || point.is === 'year-days' ? point.citations : [])),
  );
  const article = cited(citations).replace('依据：', '');
  return article && `在村天数的规定：${article}。`;
};

export const notes = ({ draft }: Of<'draft-notes'>): string =>
  lines(
    '上面是按记录拼成的草稿，请核对修改。',
    `要写的${draft.asked}项填好${draft.filled}项。`,
    missing(draft),
    used(draft),
    '出处：',
    sources(draft),
    leftOut(draft),
    began(draft),
    others(draft),
    quotaArticles(draft),
    handIn(draft),
    `改好交上去以后，发“上报 ${called(draft)}”记下来${draft.owed.length > 0 ? '，就算报过' : ''}。`,
  );
