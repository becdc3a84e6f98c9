/** Leave asked for without the word for it: 从今天起三天 回老家办丧事, 25到27号去省里培训 报备一下. A plan alone asks for nothing. */
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

/** Whether days to come and the reason beside them are a request. */
export function asksForDays({ span, kind, reason, hasDays }: SaidLeave, look: string, today: IsoDate): boolean {
  const { from, to, problem } = span;
  if (!hasDays || reason === null) return false;
  if (reporting.test(look)) return kind !== null || away.test(look);
  if (others.test(look) || problem || from === null || from < today) return false;
  const isCounted =
    span.isRange || span.saidDays !== null || to === null || span.fromHalf === 'pm' || span.toHalf === 'am';
  return (isCounted || from > today || wanting.test(look)) && isPersonal(reason);
}
