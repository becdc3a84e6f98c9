/** Words for 为什么: the facts, the article, how unclear places are read, and what would change the outcome. */
import type { Citation } from '../domain/citation.ts';
import type { MonthFigures, Result } from '../domain/reply.ts';
import type { SeatReason, ShownSeat, ShownStep } from '../domain/shown.ts';
import type { DecidingRule, ExplainedReading, NamedStep, OtherOutcome, Why } from '../domain/why.ts';
import { month as monthLine } from './attendance.ts';
import { chain, copies, dates, day, days, lines, span } from './format.ts';
import { counted, outlineCoded } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** 2021年9月10日. */
const since = (on: Citation['inForceFrom']): string => `${on.slice(0, 4)}年${day(on)}`;

/** A number without the noise of arithmetic. */
const plain = (n: number): string => String(Math.round(n * 100) / 100);

/** 甲和乙共同审批，再由丙审批. */
const approvers = (steps: readonly NamedStep[]): string =>
  steps
    .map(({ mode, titles }) =>
      mode === 'all' && titles.length > 1 ? `${titles.join('和')}共同审批` : `${titles.join('或')}审批`,
    )
    .join('，再由');

/** Labels that the line says by itself. */
const SAID = ['岗位', '选派层级'];
const DAYS = /天数$/;

/** 是否合并计算 是, 请假事由 有. */
const yesNo = (label: string): readonly [string, string] => (label.startsWith('是否') ? ['是', '否'] : ['有', '没有']);

function fact({ label, value }: Why['facts'][number]): string {
  if (typeof value === 'boolean') return `${label} ${yesNo(label)[value ? 0 : 1]}`;
  return typeof value === 'number' ? `${label} ${plain(value)}${DAYS.test(label) ? '天' : ''}` : `${label} ${value}`;
}

function circumstances({ post, dispatchLevel, facts }: Why): string {
  const who = post === null ? [] : [`岗位 ${post}${dispatchLevel === null ? '' : `（${dispatchLevel}）`}`];
  const said = [...who, ...facts.filter(({ label }) => post === null || !SAID.includes(label)).map(fact)];
  return said.length > 0 ? `情况：${said.join('；')}` : '';
}

const rule = ({ title, article, inForceFrom, summary }: DecidingRule): string =>
  `依据：《${title}》${article}（${since(inForceFrom)}起施行）${summary === null ? '' : `：${summary}`}`;

/** Where it would have led, as the end of a sentence. */
function outcome(o: OtherOutcome): string {
  if (o.verdict === 'no-leave') return o.inShort ?? '原则上不请假';
  if (o.steps.length > 0) {
    const copies = o.copies.length > 0 ? `（抄送${o.copies.join('、')}）` : '';
    return `由${approvers(o.steps)}${o.isFiled ? `，并备案${copies}` : ''}`;
  }
  if (o.minDays !== null) return `最低${plain(o.minDays)}天`;
  return o.inShort ?? '文件没有写到，要由县里规定';
}

function reading({ question, taken, because, instead }: ExplainedReading): string[] {
  const others = instead.map(({ option, outcome: other }) => `  如果换成“${option}”：${outcome(other)}`);
  return [`· ${question}这里取：${taken}（${because}）`, ...others];
}

const readings = (taken: readonly ExplainedReading[]): string[] =>
  taken.length > 0 ? ['文件没有写清楚的地方：', ...taken.flatMap(reading)] : [];

const whatIf = ({ change, unit, outcome: other }: Why['whatIfs'][number]): string =>
  `再${change < 0 ? '少' : '多'}${plain(Math.abs(change))}${unit}，就${outcome(other)}。`;

const OUTDATED = '规则后来改过；这件按提交时的规定办，审批人以提交时为准。';

const reasons = (why: Why): string[] => [
  ...why.rules.map(rule),
  ...(why.isOutdated ? [OUTDATED] : []),
  ...readings(why.readings),
  ...why.whatIfs.map(whatIf),
];

/** 李某：代王某，12月1日至5日. What is said of each who answers or has answered, and why it is they. */
function because(s: ShownSeat, isFirst: boolean): string[] {
  const told = s.because.map((b) => `· ${s.title}：${seatReason(b, isFirst)}`);
  const isHolder = (name: string): boolean => !s.because.some((b) => 'name' in b && b.name === name);
  const holders = s.names.filter((name) => name !== s.title && isHolder(name));
  const onPaper = s.because.some((b) => b.because === 'on-paper');
  if (holders.length > 0 && !onPaper) return [`· ${s.title}：现由${holders.join('、')}担任`, ...told];
  return s.vacant ? [...told, `· ${s.title}：除申请人外没有人可审批`] : told;
}

function seatReason(b: SeatReason, isFirst: boolean): string {
  switch (b.because) {
    case 'deputy':
      return `${b.name}在${dates(b.fromOn, b.toOn)}代${b.forName}审批`;
    case 'answered-for':
      return `${b.name}当时代${b.forName}审批`;
    case 'assigned':
      return `${b.by}转给${b.name}办理`;
    case 'added':
      return isFirst ? `规定没有写明由谁审批，由${b.by}指定` : `由${b.by}加签，规定没有要求这一步`;
    case 'on-paper':
      return `在纸上签批，由经办人${b.by}代录`;
  }
}

const seatReasons = (steps: readonly ShownStep[]): string[] =>
  steps.flatMap(({ seats }, i) => seats.flatMap((s) => because(s, i === 0)));

const approval = (steps: readonly ShownStep[]): string =>
  steps.length > 0 ? `审批：${chain(steps)}` : '审批：没有规定，由县级经办人处理';

export function request({ shown, why }: Of<'why-request'>): string {
  const { request: r, steps } = shown;
  return lines(
    `${outlineCoded(shown)}，这样定的理由：`,
    circumstances(why),
    counted(r.joined, r.countedDays),
    approval(steps),
    seatReasons(steps),
    r.filingText &&
      `备案要求：${r.filingText}${r.filings.length > 0 ? `；抄送 ${r.filings.map((f) => f.title).join('、')}` : ''}`,
    reasons(why),
  );
}

export const leaveDraft = ({ preview: p, why }: Of<'why-leave-draft'>): string =>
  lines(
    `这次请假（${span(p.span)}，共${days(p.days)}，还没有提交），这样定的理由：`,
    circumstances(why),
    counted(p.joined, p.countedDays),
    approval(p.steps),
    seatReasons(p.steps),
    p.filingText && `备案要求：${p.filingText}${p.filings.length > 0 ? `；抄送 ${copies(p.filings)}` : ''}`,
    reasons(why),
  );

export const makeUpDraft = ({ on, steps, why }: Of<'why-make-up-draft'>): string =>
  lines(
    `补卡${on === null ? '' : `（${day(on)}）`}由${approvers(steps)}，还没有提交。这样定的理由：`,
    circumstances(why),
    reasons(why),
  );

export const month = ({ figures, why }: Of<'why-month'>): string =>
  lines(monthLine(figures), circumstances(why), reasons(why), margin(figures));

function margin({ days: have, counts, minDays, stillNeeded }: MonthFigures): string {
  if (minDays === null) return '';
  const unit = counts === 'days' ? '天' : '个工作日';
  if (stillNeeded > 0) return `再有${plain(stillNeeded)}${unit}在岗，就达到要求。`;
  const over = have > minDays ? `比要求的多${plain(have - minDays)}${unit}` : '刚好达到要求';
  return `${over}；少于${plain(minDays)}${unit}就不够。`;
}

export const inGroup = ({ days: count, steps, rules }: Of<'why-in-group'>): string =>
  lines(`${count === null ? '补卡' : `请假${days(count)}`}：由${approvers(steps)}。`, rules.map(rule));

export const ofWhat = ({ isCadre }: Of<'why-of-what'>): string =>
  `要问哪件事的依据？请引用那条消息回复“为什么”，或带编号，如“为什么 #A1B2”${isCadre ? '；问本月天数，发“本月为什么”' : ''}。`;
