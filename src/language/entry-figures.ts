/** Figures in a line of a ledger: how many took part, how many days, at which level, whose house. Only what is said. */
import type { IsoDate } from '../domain/calendar.ts';
import type { Ledger } from '../domain/duty.ts';
import { pieceAt } from './date-forms.ts';
import { wholeTeamWords } from './duty-words.ts';
import { anyWord, list } from './match-words.ts';
import { numeralCharacters, readNumber } from '../domain/numerals.ts';

export interface EntryFigures {
  readonly people: number | null;
  readonly wholeTeam: boolean;
  readonly days: number | null;
  readonly level: string | null;
  readonly place: string | null;
  /** Where in the text a figure stands as a word of its own: it need not be kept twice. */
  readonly alone: readonly { readonly start: number; readonly end: number }[];
}

interface Found<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

const count = `(\\d{1,4}|[${numeralCharacters}]{1,5})`;
/** 12人, 十二个人, 12名同志, 25人次; not 3人民币. */
const peopleForm = new RegExp(
  `(?<![\\d.第${numeralCharacters}])${count} ?(?:多?名(?:同志|干部|队员|群众|村民|党员|代表|人)?|多?位(?:同志|群众|村民|代表)?|个?人(?:次|参加|到会|参会|到场|参与)?)(?!民|大|社|均|行|力|口|才|工|家|事|居|物|员|数|间|左|组)`,
  'g',
);
/** Of several counts the one that is said of those who took part. */
const taking = /参加|到会|参会|到场|参与|应到|实到|共|一共|总共/;
const mostPeople = 5000;

function peopleIn(look: string): Found<number> | null {
  const found = [...look.matchAll(peopleForm)].flatMap((match): Found<number>[] => {
    const value = readNumber(match[1] ?? '');
    const [start, end] = [match.index, match.index + match[0].length];
    return value !== null && value > 0 && value <= mostPeople ? [{ value, start, end }] : [];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length === 0) return only ?? null;
  const said = found.filter(({ start, end }) => taking.test(look.slice(Math.max(0, start - 3), end + 2)));
  return said.length === 1 ? (said[0] ?? null) : null;
}

/** What may take days. */
const lasting: readonly Ledger[] = ['training', 'study', 'meeting'];

/** 3天, 三天半, 半天; null where several are said. */
function daysIn(look: string, today: IsoDate): Found<number> | null {
  const found: Found<number>[] = [];
  for (let at = 0; at < look.length; at++) {
    const piece = pieceAt(look, at, today);
    if (!piece) continue;
    if (piece.piece.type === 'duration')
      found.push({ value: Math.round(piece.piece.days * 2) / 2, start: at, end: piece.end });
    at = piece.end - 1;
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

const levels = /(国家|中央|省|市|县|区|乡镇|镇|乡|街道|村)(?:级|里(?=组织|办|举办|培训|集中|参|的培)|委党校)/;

function levelIn(look: string): Found<string> | null {
  const match = levels.exec(look);
  return match ? { value: `${match[1] ?? ''}级`, start: match.index, end: match.index + match[0].length } : null;
}

const kin = anyWord(
  list('大爷 大妈 大娘 大叔 大婶 大伯 大嫂 大哥 大姐 奶奶 爷爷 老汉 老人 婆婆 公公 叔叔 阿姨 师傅 伯伯 婶婶 嫂子'),
);
const house =
  '家(?!里|庭|访|属|教|具|电|长|人|户|乡|园|畜|禽|务|湾|村|沟|坝|坪|院|庄|寨|屯|岭|山|河|坡|冲|塘|营|堡|铺|桥|店|嘴|垭|坳|咀|楼|岗|畈)';
const settlement =
  '(?:湾|沟|坝子|坪|寨|屯|村民小组|小组|社区|院子|大院|院坝|组|村|庄)(?!民|委|干|支|级|务|里的|两|织|长)';
const kinds = '(?:脱贫户|监测户|监测对象|低保户|五保户|特困户|困难户|贫困户|农户|村民|群众)';
const lead = /^[\s,、:]*(?:了|到了?|去了?|在|前往|看望了?|慰问了?)?\s*/;
/** Begins what was done and no name. */
const noName =
  /^(?:今|昨|上午|下午|发放|宣传|检查|核实|核查|了解|反映|收集|完成|全部|所有|本村|全村|各|每|大家|我|他|她|几|多|一些|部分)/;

/** In this order: 李家湾, 张大爷家, 脱贫户示例丁, 二组示例丁, 张大爷. A name of its own stands at the beginning only. */
const placeForms: readonly RegExp[] = [
  new RegExp(
    `^[\\p{Script=Han}\\d]{1,6}?${settlement}(?:[\\p{Script=Han}]{2,4}(?:${kin})?家?)?(?=$|[\\s,。;:、!])`,
    'u',
  ),
  new RegExp(`^(?:${kinds})?[\\p{Script=Han}]{1,8}?${house}`, 'u'),
  new RegExp(`^${kinds}[\\p{Script=Han}]{2,4}(?=$|[\\s,。;:、!])`, 'u'),
  new RegExp(`^[\\p{Script=Han}]{1,3}(?:${kin})(?=$|[\\s,。;:、!])`, 'u'),
];
/** Households and places are said of these. */
const placed: readonly Ledger[] = ['visit', 'enquiry', 'courtyard-meeting'];
const longestPlace = 20;

function placeIn(look: string): Found<string> | null {
  const start = lead.exec(look)?.[0].length ?? 0;
  const rest = look.slice(start, start + longestPlace);
  if (noName.test(rest)) return null;
  for (const form of placeForms) {
    const match = form.exec(rest)?.[0];
    if (match !== undefined) return { value: match, start, end: start + match.length };
  }
  return null;
}

const edge = /[\s,、。.;:!]/;
const standsAlone = (look: string, { start, end }: Found<unknown>): boolean =>
  (start === 0 || edge.test(look[start - 1] ?? '')) && (end >= look.length || edge.test(look[end] ?? ''));

/** The figures of what follows a keyword; places in it count from its beginning. */
export function figuresIn(ledger: Ledger, look: string, today: IsoDate): EntryFigures {
  const people = ledger === 'roster' || ledger === 'report' ? null : peopleIn(look);
  const days = lasting.includes(ledger) ? daysIn(look, today) : null;
  const level = lasting.includes(ledger) ? levelIn(look) : null;
  const place = placed.includes(ledger) ? placeIn(look) : null;
  const found = [people, days, level, place].filter((f): f is Found<number> | Found<string> => f !== null);
  return {
    people: people?.value ?? null,
    wholeTeam: people === null && wholeTeamWords.test(look),
    days: days?.value ?? null,
    level: level?.value ?? null,
    place: place?.value ?? null,
    alone: found.filter((f) => standsAlone(look, f)).map(({ start, end }) => ({ start, end })),
  };
}

export const hasFigures = ({ people, wholeTeam, days, level, place }: Omit<EntryFigures, 'alone'>): boolean =>
  people !== null || wholeTeam || days !== null || level !== null || place !== null;
