/** The first way to an answer: the rules decide the case that is asked about. 请 5 天假谁批 has one answer, whatever its words are like. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Decision, Rules } from '../rules/decision.ts';
import type { Values } from '../rules/value.ts';
import { plain } from './terms.ts';

/** Of whom it is asked; null = not said. */
export interface Concerned {
  readonly post: string | null;
  readonly dispatchLevel: string | null;
  readonly isTeamLeader: boolean | null;
}

const LEAVE = /请假|休假|告假|批假|准假|的假|请.{0,4}假|休.{0,4}假|离村|离岗|外出|走.{0,3}天/;
/** Not who approves it, but how many days there are, what happens without it, or a kind that the law settles. */
const OTHER =
  /婚假|产假|陪产|丧假|探亲|育儿|哺乳|补助|补贴|扣钱|扣工资|工资|能请几天|请几天|多少天假|没请假|不请假|未请假|销假|召回|逾期|年休假/;
const ASKS = /谁|哪|批|准|手续|程序|流程|步骤|咋|怎么|怎样|找|报|向|需要|要不要|够不够|行不行|可以|算|办/;
const NUMBER = String.raw`(\d+(?:\.\d+)?)`;

/** Days of the leave that is asked about; null where it asks about no leave, or says no length. */
export function leaveDaysIn(question: string): number | null {
  const text = plain(question).replace(/\s+/g, '');
  if (!LEAVE.test(text) || OTHER.test(text) || !ASKS.test(text)) return null;
  return daysIn(text);
}

/** The one length of time that a plain text names, in days; null for none or several. */
export function daysIn(text: string): number | null {
  const found = [
    ...[...text.matchAll(new RegExp(`${NUMBER}(?:个)?(天|日|周|星期|礼拜)(半)?(?!前|号)`, 'g'))].map(
      ([, number, unit, half]) =>
        (Number(number) + (half === undefined ? 0 : 0.5)) * (unit === '天' || unit === '日' ? 1 : 7),
    ),
    ...(/半个?月/.test(text) ? [15] : []),
    ...(/半天/.test(text) ? [0.5] : []),
    ...[...text.matchAll(new RegExp(`${NUMBER}个月`, 'g'))].map(([, number]) => Number(number) * 30),
  ];
  const days = new Set(found);
  const [only] = days;
  return days.size === 1 && only !== undefined && only > 0 && only < 400 ? only + beyond(text) : null;
}

/** 超过三天, 三天以上: more than that, by the least that counts. */
const beyond = (text: string): number =>
  /(?:超过|大于|多于|不止|超出)\d|天以上|日以上|天多|天还多/.test(text) && !/不超过|没超过|未超过/.test(text) ? 0.5 : 0;

/** A post of these rules that the question names; the longest name counts. */
export function postIn(question: string, rules: Rules, on: IsoDate): string | null {
  const named = rules.posts(on).filter((post) => question.includes(post));
  return named.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** null where it asks for no decision, or the rules have none that stands. */
export function decidedLeave(question: string, concerned: Concerned, rules: Rules, on: IsoDate): Decision | null {
  const days = leaveDaysIn(question);
  if (days === null) return null;
  const named = postIn(question, rules, on);
  const facts: Values = {
    days_asked: days,
    calendar_days: days,
    special_circumstance: true,
    reason: '有事',
    role: named ?? concerned.post,
    dispatch_level: concerned.dispatchLevel,
    is_team_leader: named === null ? concerned.isTeamLeader : /队长/.test(named),
  };
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
  const decision = rules.decide('leave-chain', given, on);
  return decision.open === null && decision.citations.length > 0 ? decision : null;
}

/** The figure of this month, for somebody whose post is known. */
export function asksMonth(question: string): boolean {
  const text = plain(question);
  return (
    /(?:这个月|本月|当月|这月)/.test(text) && /几天|多少天|够/.test(text) && /住|驻|在岗|在村|待|呆|出勤/.test(text)
  );
}
