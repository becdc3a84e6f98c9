/** Words of who looked at whose data. */
import type { Result } from '../domain/reply.ts';
import { dayWithWeekday, lines } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** What was looked at, by the result that showed it. */
const looked: Readonly<Record<string, string>> = {
  'who-is-here': '在岗情况',
  'team-logs': '工作日志',
  'leave-ledger': '请假台账',
  'why-request': '申请的依据',
  'why-leave-draft': '替您填的请假',
  'ask-leave-reason': '替您填的请假',
  'confirm-leave': '替您填的请假',
  overlaps: '您已有的请假',
  todo: '待办里的申请',
  'morning-digest': '待办里的申请',
  'answered-by-me': '批过的申请',
  'filing-copy': '备案的申请',
  'filing-received': '备案的申请',
  'which-copy': '备案的申请',
  'keeper-told': '请假通知',
  'please-answer': '请其审批的申请',
  'please-settle': '请其处理的申请',
  'leave-ended-told': '销假通知',
  'return-unreported': '未销假提醒',
  'due-digest': '到期提醒',
  'month-table': '考勤表',
};

/** Anything else that shows somebody shows a request of theirs. */
export const whatWasSeen = (what: string): string => looked[what] ?? '申请及进展';

export function whoLooked({ looked: { rows, more } }: Of<'who-looked'>): string {
  if (rows.length === 0) return '近90天没有别人看过您的信息。';
  const dates = [...new Set(rows.map((r) => r.on))];
  return lines(
    '近90天看过您信息的人（审批、考勤和备案发给他们的也算）：',
    dates.flatMap((on) => [dayWithWeekday(on), ...perPerson(rows.filter((r) => r.on === on))]),
    more > 0 && `另有${more}次。`,
  );
}

/** One line a person and day; what they saw, each once, with how often. */
function perPerson(rows: Of<'who-looked'>['looked']['rows']): string[] {
  const people = [...new Set(rows.map(whoOf))];
  return people.map((who) => {
    const theirs = rows.filter((r) => whoOf(r) === who);
    const said = [...new Set(theirs.map((r) => whatWasSeen(r.what)))].map((what) => {
      const times = theirs.filter((r) => whatWasSeen(r.what) === what).reduce((sum, r) => sum + r.times, 0);
      return times > 1 ? `${what}${times}次` : what;
    });
    return `· ${who}：${said.join('、')}`;
  });
}

const whoOf = ({ name, titles }: Of<'who-looked'>['looked']['rows'][number]): string =>
  `${name === '' ? '已离开的人员' : name}${titles.length > 0 ? `（${titles.join('、')}）` : ''}`;
