/** The duties of a county's packs as rows to be read: who, what, to whom, by when, how many, by which article. */
import { addDays, weekdayOf, type IsoDate } from '../domain/calendar.ts';
import { hasWorkday, workdayUntil, type KnowsWorkdays } from '../domain/workdays.ts';
import { windowsAround } from '../duties/periods.ts';
import type { Rules } from '../rules/decision.ts';
import type { Duty } from '../rules/duty.ts';
import { families, type Provision } from '../rules/schema.ts';

export interface DutyRow {
  readonly key: string;
  readonly provision: string;
  readonly family: Provision['family'];
  readonly by: readonly string[];
  /** The dispatch levels whom alone it concerns; empty where it is all of them. */
  readonly levels: readonly string[];
  readonly what: string;
  readonly to: readonly string[];
  /** 每月, 每年12月10日前, 队员调整后3日内. */
  readonly when: string;
  /** The next last day on or after the day asked for; null where it hangs on an event or a term. */
  readonly next_due: IsoDate | null;
  /** The last working day that is in time: what is aimed at. */
  readonly next_workday: IsoDate | null;
  /** The holidays of that year are not published: Saturdays and Sundays are taken as days off. */
  readonly holidays_unknown: boolean;
  readonly at_least: number;
  readonly unit: string;
  readonly article: string;
  /** Id of the regulation, its short name and number. */
  readonly pack: string;
  readonly title: string;
  readonly number: string;
  readonly on: boolean;
  /** False where the text is read here so that it concerns nobody. */
  readonly applies: boolean;
}

/** Families of which every duty is listed; of the others those with a period or a date, or that the roster itself sets off. */
const listed: readonly string[] = [
  ...['report', 'meeting', 'unit', 'training', 'household', 'inspection', 'rotation', 'benefit', 'publicity'],
];

/** By family in the order of the rules; within one as the packs have them. */
export function dutyRows(rules: Rules, on: IsoDate): DutyRow[] {
  const rows = rules
    .duties(on, 'all')
    .filter((duty) => listed.includes(duty.family) || hasDate(duty))
    .map((duty) => rowOf(duty, rules, on));
  return families.flatMap((family) => rows.filter((row) => row.family === family));
}

const hasDate = ({ terms: { every, due, after }, event }: Duty): boolean =>
  every !== undefined || due !== undefined || after?.days !== undefined || (event !== null && event !== 'reported');

function rowOf(duty: Duty, rules: Rules, on: IsoDate): DutyRow {
  const { citation, terms } = duty;
  const known: KnowsWorkdays = (date) => rules.isWorkday(date);
  const due = nextDue(duty, on, known);
  const { levels, applies } = concerned(duty, rules, on);
  return {
    key: duty.key,
    provision: citation.provision,
    family: duty.family as Provision['family'],
    by: duty.by,
    levels,
    what: terms.what,
    to: duty.to,
    when: sayWhen(duty),
    next_due: due,
    next_workday: due && workdayUntil(due, known),
    holidays_unknown: due !== null && known(due) === null,
    at_least: terms.at_least,
    unit: terms.unit,
    article: citation.article,
    pack: citation.pack,
    title: citation.title,
    number: citation.number,
    on: !terms.off,
    applies,
  };
}

/** Asked of every post and level that the packs know. */
function concerned(duty: Duty, rules: Rules, on: IsoDate): Pick<DutyRow, 'levels' | 'applies'> {
  const posts: readonly (string | null)[] = [...rules.posts(on), null];
  const all = rules.dispatchLevels(on);
  const owes = (role: string | null, dispatch_level: string | null): boolean =>
    [true, false, null].some((is_team_leader) => rules.owes(duty, { role, dispatch_level, is_team_leader }, on));
  const levels = all.filter((level) => posts.some((post) => owes(post, level)));
  const isForAll = posts.some((post) => owes(post, null));
  return { levels: isForAll || levels.length === all.length ? [] : levels, applies: isForAll || levels.length > 0 };
}

/** null where it follows an event, or the term of each person. */
function nextDue({ terms, readAs }: Pick<Duty, 'terms' | 'readAs'>, on: IsoDate, known: KnowsWorkdays): IsoDate | null {
  const { every, due, after } = terms;
  if (after || every === 'term' || every === 'once') return null;
  const recurring = every ?? (due === undefined ? null : 'year');
  if (recurring === null) return null;
  const [now] = windowsAround(recurring, terms, on);
  if (readAs.skipsDaysOff && !hasWorkday(now.fromOn, now.toOn, known))
    return nextDue({ terms, readAs }, addDays(now.toOn, 1), known);
  if (now.dueOn >= on) return now.dueOn;
  const following = windowsAround(recurring, terms, now.toOn >= on ? addDays(now.toOn, 1) : nextYear(on));
  return following[0].dueOn;
}

/** A month of the year that is over comes again the year after. */
const nextYear = (on: IsoDate): IsoDate => `${Number(on.slice(0, 4)) + 1}-01-01` as IsoDate;

const everyNames: Record<NonNullable<Duty['terms']['every']>, string> = {
  day: '每天', week: '每周', month: '每月', quarter: '每季度', 'half-year': '每半年', year: '每年', 'two-years': '每两年', term: '每个任期', once: '一次',
}; // prettier-ignore

export function sayWhen({ terms, readAs }: Pick<Duty, 'terms' | 'readAs'>): string {
  const { after, only_if: onlyIf } = terms;
  if (after) {
    const unit = readAs.countsWorkdays ? '个工作日' : '日';
    const days = after.days === undefined ? '及时' : after.days === 0 ? '马上' : `${after.days}${unit}内`;
    return `${after.event}后${days}`;
  }
  return sayPeriod(terms) + (onlyIf ? `（有${onlyIf.reported.join('、')}的才要）` : '');
}

function sayPeriod({ every, due, day, in_month }: Duty['terms']): string {
  const period = everyNames[every ?? 'year'];
  if (due !== undefined) return `${period}${Number(due.slice(0, 2))}月${Number(due.slice(3))}日前`;
  if (day !== undefined) return `${period}${day}日前`;
  return in_month === undefined ? period : `${period}${in_month}月`;
}

const weekdays = '一二三四五六日';
export const sayDay = (date: IsoDate): string => `${date} 周${weekdays.charAt(weekdayOf(date) - 1)}`;

/** Which days are worked is a guess then, and said to be one. */
export const sayUnknown = (due: IsoDate): string => `（${due.slice(0, 4)}年放假安排未公布）`;

/** 2026-12-20 周日，提前到12-18 周五. */
export function sayNext({ next_due: due, next_workday: workday, holidays_unknown }: DutyRow): string {
  if (due === null) return '—';
  const unknown = holidays_unknown ? sayUnknown(due) : '';
  if (workday === null || workday === due) return sayDay(due) + unknown;
  const short = workday.slice(0, 4) === due.slice(0, 4) ? sayDay(workday).slice(5) : sayDay(workday);
  return `${sayDay(due)}，提前到${short}${unknown}`;
}
