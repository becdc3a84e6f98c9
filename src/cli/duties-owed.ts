/** What the people of a county owe on a day. */
import type { IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import type { DutyWorld, Owed } from '../domain/duty.ts';
import type { KnowsWorkdays } from '../domain/workdays.ts';
import { owedOn } from '../duties/owed.ts';
import type { Rules } from '../rules/decision.ts';
import { markOf } from './duties-marks.ts';
import { sayDay, sayUnknown } from './duties-rows.ts';
import { columnsOf } from './duties-table.ts';

/** Whose duties they are. */
export interface DutyPlace {
  readonly name: string;
  readonly rules: Rules;
  readonly world: DutyWorld;
  /** Invented: nothing was entered, and no terms are known. */
  readonly isSample: boolean;
}

/** Nobody's term is known in a sample county: what follows from one is not owed there. */
export const sampleWorldOf = ({ people, places, seats }: County): DutyWorld => ({
  people: people.map((one) => ({ ...one, termFrom: null, termTo: null, leftOn: null, reachable: true })),
  places,
  seats,
  entries: [],
  answers: [],
  reminded: new Set(),
  switches: {},
  listed: [],
});

export interface OwedAsked {
  readonly on: IsoDate;
  /** With what has been late for so long that nobody is reminded of it any more. */
  readonly wholeYear: boolean;
}

const owedOf = ({ rules, world }: DutyPlace, { on, wholeYear }: OwedAsked): Owed[] =>
  owedOn(rules, world, on, wholeYear ? (`${on.slice(0, 4)}-01-01` as IsoDate) : null);

export const owedAsJson = (place: DutyPlace, asked: OwedAsked): readonly (Owed & { who: string })[] =>
  owedOf(place, asked).map((owed) => ({ ...owed, who: debtorName(owed, place.world) }));

export function owedTable(place: DutyPlace, asked: OwedAsked, width: number): string[] {
  const owed = owedOf(place, asked);
  const shared = Math.max(60, width - 16 - 10 - 6 - 16 - 14);
  const columns = [
    { head: '谁', most: Math.floor(shared * 0.27) },
    { head: '提醒谁', most: Math.floor(shared * 0.13) },
    { head: '做什么', most: Math.floor(shared * 0.36) },
    { head: '报给谁', most: Math.floor(shared * 0.24) },
    { head: '最后期限', most: 16 },
    { head: '已做/要做', most: 10 },
    { head: '状态', most: 6 },
    { head: '条文', most: 16 },
  ];
  const late = owed.filter(({ state }) => state === 'late').length;
  return [
    ...columnsOf(columns, owed.map((one) => cellsOf(one, place))),
    '',
    `共 ${owed.length} 件，其中逾期 ${late} 件。${place.isSample ? '示例县没有登记任期，跟着任期走的没有列出。' : ''}`,
    ...(asked.wholeYear ? [] : ['逾期太久、不再提醒的没有列出；加 --year 列出今年以来的全部。']),
  ]; // prettier-ignore
}

const stateNames: Record<Owed['state'], string> = { open: '未完成', done: '已完成', late: '逾期' };

function cellsOf(owed: Owed, { rules, world }: DutyPlace): string[] {
  const names = new Map(world.people.map(({ id, name }) => [id, name]));
  return [
    debtorName(owed, world),
    owed.peopleIds.map((id) => names.get(id) ?? id).join('、') || '—',
    [owed.what, ...owed.flags.map((flag) => `（${flag}）`)].join(''),
    owed.to.join('、') || '—',
    owed.dueOn === null ? '及时' : sayDue(owed.dueOn, (date) => rules.isWorkday(date)),
    `${owed.done}/${owed.atLeast}${owed.unit}`,
    stateNames[owed.state],
    owed.citations.map(({ pack, article }) => markOf(pack, rules) + article).join('、'),
  ];
}

const sayDue = (due: IsoDate, known: KnowsWorkdays): string =>
  sayDay(due) + (known(due) === null ? sayUnknown(due) : '');

function debtorName({ debtor }: Owed, { people, places }: DutyWorld): string {
  const placeName = (id: string): string => places.find((place) => place.id === id)?.name ?? id;
  switch (debtor.is) {
    case 'person':
      return people.find(({ id }) => id === debtor.id)?.name ?? debtor.id;
    case 'team':
      return placeName(debtor.id);
    case 'body':
      return debtor.scopeId === '' ? debtor.body : `${placeName(debtor.scopeId)}：${debtor.body}`;
    case 'outside':
      return `${debtor.body}（县外）`;
  }
}
