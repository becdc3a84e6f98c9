/** Reports and logs said in a sentence of one's own: 年终总结弄好了 交上去, 记一下 上午开党员大会. */
import type { IsoDate } from '../domain/calendar.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { dayNamed, logDay } from './log-day.ts';
import { bare, isBoundary, list, skipGaps, startsWithAny, wordMatcher } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import { reportSaid } from './report-said.ts';

const reportNoun = '(?:总结|汇报|小结|月报|季报|半年报|年报|述职报告|工作报告|工作情况)';
const sending = '(?:补交|上交|上缴|提交|上报|报送|呈报|报上去|交上去|发上去|递上去|交一下|报一下|交了|报了|交给|交|报)';
const sends = new RegExp(`${sending}.{0,10}?${reportNoun}|${reportNoun}.{0,10}?${sending}`);
/** 还没交, 别忘了交 say the opposite. */
const notSent =
  /没交|没报|未交|别忘|记得|忘记?|要交|该交|谁|怎么|模板|格式|多久|几号|什么时候|催|大家|各位|还差|要求|通知|老.|小.|他|她|让|必须/;
const longestReport = 40;

export function readReportTalk(text: FoldedText, today: IsoDate): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longestReport || asksPlainly(look)) return null;
  if (!sends.test(look) || notSent.test(look.replace(/^我要交/, '交'))) return null;
  const whole = typed(text, 0, text.look.length).trim();
  return {
    intent: 'write-entry',
    said: {
      ledger: 'report',
      on: today,
      text: whole,
      whole,
      people: null,
      wholeTeam: false,
      days: null,
      level: null,
      place: null,
      about: reportSaid(look, today),
      problem: null,
    },
  };
}

const logLead = wordMatcher(
  list(`
    写个日志 记个日志 写篇日志 记篇日志 写一篇日志 今日工作 今天工作 今日工作情况 今天工作情况 工作记录 今日记录 记录一下 记录下 记录 记一下 记下 记一笔 补记 补写
    今日小结 今天的工作 今日工作日志 工作内容 今日工作内容
  `),
);
/** 补记上周四日志 …, 昨天的日志补上 …. */
const logWord = /(?:的)?(?:工作)?日志(?:补上|补一下|补)?/y;

/** Begins with a word of recording, then perhaps a day, then what was done. */
export function readLogTalk(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut) return null;
  return ledLog(text, today) ?? dayThenLog(text, today);
}

const notLog = list('请假 怎么 谁 大家 各位 没 不 在哪 台账 本子 表格 了吗');

function ledLog(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const start = skipGaps(look, 0);
  const end = logLead(look, start);
  if (end === null) return null;
  const at = skipGaps(look, end);
  const rest = look.slice(at);
  if (rest === '' || startsWithAny(rest, notLog)) return null;
  const { on, textAt, problem } = logDay(text, at, today);
  logWord.lastIndex = textAt;
  const from = logWord.test(look) ? skipGaps(look, logWord.lastIndex) : textAt;
  if (!isBoundary(look, end) && from === at) return null;
  const said = typed(text, from, look.length).trim();
  return said === '' ? null : { intent: 'write-log', on, text: said, problem };
}

function dayThenLog(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const day = dayNamed(text, skipGaps(look, 0), today);
  if (!day) return null;
  logWord.lastIndex = day.textAt;
  if (!logWord.test(look) || !isBoundary(look, logWord.lastIndex)) return null;
  const said = typed(text, skipGaps(look, logWord.lastIndex), look.length).trim();
  return said === '' || asksPlainly(look)
    ? null
    : { intent: 'write-log', on: day.on, text: said, problem: day.problem };
}
