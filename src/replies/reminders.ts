/** Words of what falls due. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Owed } from '../domain/duty.ts';
import type { DueLine, ReminderResult } from '../domain/reminder-result.ts';
import { towards } from './duty-lines.ts';
import { articles, dayWithWeekday, fullDay, lines } from './format.ts';
import { attendanceLine, monthTable, monthTables, noMonthTable, tableLine, whichMonthTable } from './month-table.ts';

type Of<K extends ReminderResult['says']> = Extract<ReminderResult, { says: K }>;
type OwedLine = Extract<DueLine, { is: 'owed' }>;

export const reminders: { readonly [K in ReminderResult['says']]: (result: Of<K>) => string } = {
  'due-digest': digest,
  'month-table': monthTable,
  'month-tables': monthTables,
  'which-month-table': whichMonthTable,
  'no-month-table': noMonthTable,
  'reminder-switched': switched,
  'reminders-listed': listed,
  'cannot-switch': ({ why, said }) =>
    why === 'not-officer'
      ? '只有县级经办人能开关全县的提醒。某一件不想再提前提醒，收到提醒后回“知道了”。'
      : `没有找到 ${said ?? ''} 这项提醒，没有改动。发“关闭提醒”看有哪些。`,
};

/** So many lines fit a phone; the rest is told when it is asked for. */
const longest = 12;
const namedTogether = 5;

function digest({ on, to, lines: all }: Of<'due-digest'>): string {
  const own = all.filter((line): line is OwedLine => line.is === 'owed' && line.who === null);
  const undone = others(all, on);
  const told = own.slice(0, longest);
  const hidden = own.length - told.length;
  const hiddenUndone = Math.max(0, undone.length - longest);
  return lines(
    own.length > 0 && `${to === 'group' ? '工作队' : ''}${counts(own)}`,
    told.map((line, i) => `${to === 'group' ? '·' : `${i + 1}.`} ${owedLine(line, on)}`),
    hidden > 0 && `另有 ${hidden} 件，发“还差什么”看全部。`,
    all.flatMap((line) => (line.is === 'days-short' ? `· ${attendanceLine(line)}` : [])),
    own.length > 0 && answer(own, to),
    undone.length > 0 && '以下逾期还没办，报您知道，请督促：',
    undone.slice(0, longest),
    hiddenUndone > 0 && `另有 ${hiddenUndone} 项没有列出。`,
    all.flatMap((line) => (line.is === 'team-behind' ? `· ${attendanceLine(line)}` : [])),
    all.flatMap((line) => (line.is === 'month-table' || line.is === 'month-tables' ? tableLine(line) : [])),
  );
}

/** 已逾期 1 件，今天要办 2 件，快到期 3 件： */
function counts(own: readonly OwedLine[]): string {
  const of = (stage: OwedLine['stage'], what: string): string[] => {
    const count = own.filter((line) => line.stage === stage).length;
    return count > 0 ? [`${what} ${count} 件`] : [];
  };
  return `${[...of('overdue', '已逾期'), ...of('last-day', '今天要办'), ...of('ahead', '快到期')].join('，')}：`;
}

/** What it is, how much of it is done, by when, for whom, and where it stands. */
function owedLine({ owed, stage, about }: OwedLine, on: IsoDate): string {
  const { atLeast, done, unit, what } = owed;
  const parts = [
    `${what}${about === null ? '' : `（${about}）`}${atLeast > 1 ? ` ${done}/${atLeast}${unit}` : ''}`,
    byWhen(owed, stage, on),
    towards(owed),
    articles(owed.citations),
    owed.flags.length > 0 ? `请核对：${owed.flags.join('；')}` : '',
  ];
  return parts.filter((part) => part !== '').join('，');
}

/** The year is told where it is another one. */
const dated = (date: IsoDate, on: IsoDate): string =>
  date.slice(0, 4) === on.slice(0, 4) ? dayWithWeekday(date) : fullDay(date);

function byWhen({ dueOn }: Owed, stage: OwedLine['stage'], on: IsoDate): string {
  if (dueOn === null) return '请及时办';
  if (stage === 'ahead') return `${dated(dueOn, on)}前`;
  if (stage !== 'last-day') return `${dated(dueOn, on)}已截止`;
  return dueOn === on ? '今天截止' : `${dated(dueOn, on)}截止，今天是此前最后一个工作日`;
}

/** In a group nobody's list has numbers; who puts off what is already due is refused, so it is not offered. */
function answer(own: readonly OwedLine[], to: 'person' | 'group'): string {
  if (to === 'group') return '谁办了，请私聊我“已办”加事项名称；照常记的学习、走访自动算数。';
  return own.some((line) => line.stage === 'ahead')
    ? '办了回“已办 1”，晚点回“推迟到后天”，知道了回“知道了”。'
    : '办了回“已办 1”。';
}

/** What others have left undone: those who owe the same together. */
function others(all: readonly DueLine[], on: IsoDate): string[] {
  const of = new Map<string, { line: OwedLine; who: string[] }>();
  for (const line of all) {
    if (line.is !== 'owed' || line.who === null) continue;
    const key = `${line.owed.dutyKey}|${line.owed.dueOn ?? ''}`;
    const who = `${line.who}${line.about === null ? '' : `（${line.about}）`}`;
    const same = of.get(key);
    if (same) same.who.push(who);
    else of.set(key, { line, who: [who] });
  }
  return [...of.values()].map(({ line: { owed, stage }, who }) => {
    const more = who.length > namedTogether ? `等 ${who.length} 个` : '';
    const names = `${who.slice(0, namedTogether).join('、')}${more}`;
    return `· ${owed.what}，${byWhen(owed, stage, on)}：${names}，${articles(owed.citations)}`;
  });
}

function switched({ name, what, citations, on }: Of<'reminder-switched'>): string {
  const stands = articles(citations);
  return on
    ? `已打开提醒：${what}（${stands}）。`
    : lines(
        `已关闭提醒：${what}（${stands}）。`,
        '文件的要求不变，只是不再跟踪：到期不提醒，“还差什么”里也不列。',
        `要再提醒，发“打开提醒 ${name}”。`,
      );
}

function listed({ said, items }: Of<'reminders-listed'>): string {
  if (items.length === 0) return '本县的规则里没有要提醒的事。';
  const shown = (isOn: boolean): string[] =>
    items.filter((i) => i.on === isOn).map((i) => `· ${i.what}（${articles(i.citations)}）`);
  const [on, off] = [shown(true), shown(false)];
  return lines(
    said !== null && `${said} 对得上几项，没有改动。请照下面的名称再说一次。`,
    on.length > 0 && `提醒着的 ${on.length} 项：`,
    on,
    off.length > 0 && `没有提醒的 ${off.length} 项：`,
    off,
    `例如“关闭提醒 ${items[0]?.what ?? ''}”“打开提醒 ${items.at(-1)?.what ?? ''}”。`,
  );
}
