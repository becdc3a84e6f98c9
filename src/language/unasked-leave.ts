/**
 * Leave asked for without the word for it: 从今天起三天 回老家办丧事, 25到27号去省里培训 报备一下, 15号我不在村 去县里跑项目. A plan alone
 * asks for nothing.
 */
import type { IsoDate } from '../domain/calendar.ts';
import { isPersonal } from './kinds.ts';
import type { SaidLeave } from './leave-slots.ts';

/** Asks for somebody's leave to go, whatever it is for. */
const reporting =
  /报备(?:一?下|一声)?(?=$|[\s,。!])|报个备|(?:请|望|恳请)[^\s,。]{0,6}(?:批准|准假|批示)|批个?假|准个?假|批一?下(?=$|[\s,。!])|[跟向给和](?:您|你|领导|书记|队长|组织|主任)[^\s,。]{0,3}(?:说一声|报告|报备|请示)/;
const away = /外出|离岗|离开|离村|出去|出门|不在|回去|回城|进城/;
/** Wants something for oneself: 想, 要, 得 before the reason. */
const wanting = /[要想得需]/;
/** Work in the village, and what others do there. */
const others =
  /村民|群众|贫困|脱贫|低保|五保|监测|农户|老乡|走访|入户|慰问|[几\d]户|留守|学生|儿童|活动|开展|组织|带队|队员|迎接|通知|大家|各位|值班|村|帮扶|敬老|老人|老[\u4e00-\u9fff]家/;

/** 不在村, 不来村里了: of the writer where nobody else is named in that part of the sentence. */
const notHere =
  '(?:不在(?:村|岗|驻地)[里上]?|不(?:来|到|去|回)(?:村[里上]?|驻地|岗)|(?:来|到|去|回)不了(?:村[里上]?|驻地)?|不能(?:来|到)(?:村[里上]?)?|不来)';
const addressed = '(?:(?:书记|队长|领导|主任)?(?:您|你)?好?[ ,:!。]{1,3})?';
/** What may stand before it in that part of the sentence: the days, 我, and words that carry nothing. */
const dayLetters = '\\d年月日号周星期礼拜一二三四五六天今明后大下上本这那个两早晚中午到至和、,~.:/-';
const ownLetters = '我们俺额本人要得就都可能估计应该会也是全整白的';
const absence = new RegExp(
  `(?:^${addressed}|[\\s,。;!])[${dayLetters}${ownLetters}]{1,24}${notHere}(?:了|的|啦|哈|哦)?(?=$|[\\s,。!;])`,
);

const isUsable = ({ span, hasDays }: SaidLeave, today: IsoDate): boolean =>
  hasDays && span.problem === null && span.from !== null && span.from >= today;

/** 明天我不在村: days to come; of today only with a matter of one's own, for it may answer somebody. */
function isAbsent(said: SaidLeave, look: string, today: IsoDate): boolean {
  if (!isUsable(said, today) || !look.includes('不') || !absence.test(look)) return false;
  const { span, reason } = said;
  return span.from !== today || (reason !== null && isPersonal(reason) && !/[了过]$/.test(look));
}

/** 周三全天在市委党校培训 跟您报备: of days to come it is no log. */
export const isReported = (said: SaidLeave, look: string, today: IsoDate): boolean =>
  isUsable(said, today) &&
  said.span.from !== today &&
  said.reason !== null &&
  reporting.test(look) &&
  (said.kind !== null || away.test(look));

/** Whether days to come and the reason beside them are a request. */
export function asksForDays(said: SaidLeave, look: string, today: IsoDate): boolean {
  const { span, kind, reason, hasDays } = said;
  const { from, to, problem } = span;
  if (isAbsent(said, look, today)) return true;
  if (!hasDays || reason === null) return false;
  if (reporting.test(look)) return kind !== null || away.test(look);
  if (others.test(look) || problem || from === null || from < today) return false;
  const isCounted =
    span.isRange || span.saidDays !== null || to === null || span.fromHalf === 'pm' || span.toHalf === 'am';
  return (isCounted || from > today || wanting.test(look)) && isPersonal(reason);
}
