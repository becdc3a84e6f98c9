/** People of whom the roster leaves open what they owe, in words. */
import type { IsoDate } from '../domain/calendar.ts';
import { unclearOf, type Unclear } from '../duties/unclear.ts';
import { markOf } from './duties-marks.ts';
import type { DutyPlace } from './duties-owed.ts';
import type { Rules } from '../rules/decision.ts';

export interface UnclearRow {
  readonly person: string;
  readonly name: string;
  readonly why: Unclear['why'];
  readonly says: string;
}

export const unclearRows = ({ rules, world }: DutyPlace, on: IsoDate): UnclearRow[] =>
  unclearOf(rules, world, on).map((one) => ({
    person: one.person.id,
    name: one.person.name,
    why: one.why,
    says: saysOf(one, rules, on),
  }));

/** Under the table; nothing where all is clear. */
export function unclearLines(place: DutyPlace, on: IsoDate): string[] {
  if (place.world.people.length === 0) return ['', '县里还没有人：先导入花名册，或者运行一次 zhucun serve。'];
  const rows = unclearRows(place, on);
  if (rows.length === 0) return [];
  const head = `花名册里有 ${rows.length} 人要核对，核对以前下面这些不提醒他们：`;
  return ['', head, ...rows.map(({ name, says }) => `· ${name}：${says}`)];
}

function saysOf(one: Unclear, rules: Rules, on: IsoDate): string {
  if (one.why === 'term-over')
    return `任期到 ${one.termTo} 已满，人还在册，以后的任务都没有算。续任的改任期止，走了的记离任日期，再导入花名册。`;
  const articles = new Set(one.duties.map(({ citation: { pack, article } }) => markOf(pack, rules) + article));
  return `未填派出层级，${[...articles].join('、')}按层级分，没有算。在花名册里补上派出层级（${rules.dispatchLevels(on).join('、')}），再导入。`;
}
