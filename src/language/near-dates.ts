/** Days whose characters were typed wrongly: 下舟一, 5好到7好, 明添上舞. Only beside figures and days, where nothing else can be meant. */
import { weekdayLetters } from './date-words.ts';
import type { Edit } from './edits.ts';

interface Slip {
  /** The wrong characters alone. */
  readonly wrong: RegExp;
  readonly meant: string;
  /** What is shown with them: the rest of the day. */
  readonly before: RegExp;
  readonly after: number;
}

const gap = '[\\s,，。、!;:-]';
const numeral = '[一二两三四五六七八九十]';
/** What is typed for 号, 周, 天 and 午. */
const [forNumber, forWeek, forDay, forNoon] = ['[好浩耗豪郝]', '[舟洲州粥邹]', '[添填田甜]', '[舞武伍吴雾]'];
const forWeekday = '星其|星奇|星棋|心期|新期';
/** What may stand next after a day. */
const goesOn = '[请休上下早中晚到至起开去回要想我]';
const onward = `(?=$|${gap}|${goesOn}|半天)`;
const weekBefore = /(?:[上下这本]个?)?$/;
const count = `(?:\\d|${numeral}|半)`;
const figure = /[\d一二两三四五六七八九十半]{1,3} ?$/;
const oneBefore = /.$/u;

const slip = (meant: string, wrong: string, before: RegExp, after = 0): Slip => ({
  wrong: new RegExp(wrong, 'g'),
  meant,
  before,
  after,
});

/** One row a slip; a new one is a new row here. */
const slips: readonly Slip[] = [
  // 5好到7好; 三好学生 and 第5好 are none.
  slip('号', `(?<=(?<!第)(?<!\\d\\.)\\d{1,2} ?)${forNumber}(?=$|${gap}|[到至请休去回起开的上下早中晚和])`, figure),
  slip(
    '号',
    `(?<=(?:${numeral}月|下个?月)${numeral}{1,3})${forNumber}(?=$|${gap}|[到至请休去回起开上下早中晚])`,
    figure,
  ),
  slip('号', `(?<=(?:^|${gap})${numeral}{1,3})${forNumber}(?=[到至请休起])`, figure),
  slip('周', `(?<=(?:^|${gap}|[上下这本到至])个?)${forWeek}(?=[一二三四五六](?:$|${gap}|${goesOn}))`, weekBefore, 1),
  slip('星期', `(?<=(?:^|[上下这本])个?)(?:${forWeekday})(?=${weekdayLetters})`, weekBefore, 1),
  slip('天', `(?<=(?:^|${gap}|[大从到至我])[今明后昨前])${forDay}${onward}`, oneBefore),
  slip('明天', `(?<=^|${gap}|[我从到至])[名铭鸣][天添填田甜]${onward}`, /$/),
  slip('天', `(?<=${count} ?)[添填甜](?=$|${gap}|[假事病]|半)`, figure),
  slip(
    '午',
    `(?<=(?:^|${gap}|[天日号好添填]|[周舟洲州期拜][一二三四五六日天])[上下])${forNoon}(?=$|${gap}|[请休去回到]|半天)`,
    oneBefore,
  ),
  // 明天下五: after a day it is no 下周五.
  slip('午', `(?<=(?:[天日号]|[周期拜][一二三四五六日天])[上下])五(?=$|${gap}|[请休去回到]|半天)`, oneBefore),
];

const first = new RegExp(`${forNumber}|${forWeek}|${forDay}|${forNoon}|[上下]五|[名铭鸣]天|${forWeekday}`);

/** Cheap where there is nothing of the kind. */
export function nearDates(look: string): readonly Edit[] {
  if (!first.test(look)) return [];
  return slips.flatMap(({ wrong, meant, before, after }) =>
    [...look.matchAll(wrong)].map(({ index, 0: said }) => {
      const end = index + said.length;
      const lead = before.exec(look.slice(Math.max(0, index - 4), index))?.[0] ?? '';
      return { start: index - lead.length, end: end + after, meant: lead + meant + look.slice(end, end + after) };
    }),
  );
}
