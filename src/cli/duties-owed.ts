/** What the people of a sample county owe on a day on which nothing was entered yet. */
import type { IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import type { DutyWorld, Owed } from '../domain/duty.ts';
import { owedOn } from '../duties/owed.ts';
import type { Rules } from '../rules/decision.ts';
import { sayDay } from './duties-rows.ts';
import { markOf } from './duties-marks.ts';
import { columnsOf } from './duties-table.ts';

/** Nobody's term is known in a sample county: what follows from one is not owed there. */
export const worldOf = ({ people, places, seats }: County): DutyWorld => ({
  people: people.map((one) => ({ ...one, termFrom: null, termTo: null, leftOn: null, reachable: true })),
  places,
  seats,
  entries: [],
  answers: [],
  reminded: new Set(),
  switches: {},
  listed: [],
});

export const owedAsJson = (rules: Rules, county: County, on: IsoDate): readonly (Owed & { who: string })[] =>
  owedOn(rules, worldOf(county), on).map((owed) => ({ ...owed, who: debtorName(owed, county) }));

export function owedTable(rules: Rules, county: County, on: IsoDate, width: number): string[] {
  const owed = owedOn(rules, worldOf(county), on);
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
    ...columnsOf(columns, owed.map((one) => cellsOf(one, county, rules))),
    '',
    `共 ${owed.length} 件，其中逾期 ${late} 件。示例县没有登记任期，跟着任期走的没有列出。`,
  ]; // prettier-ignore
}

const stateNames: Record<Owed['state'], string> = { open: '未完成', done: '已完成', late: '逾期' };

function cellsOf(owed: Owed, county: County, rules: Rules): string[] {
  const names = new Map(county.people.map(({ id, name }) => [id, name]));
  return [
    debtorName(owed, county),
    owed.peopleIds.map((id) => names.get(id) ?? id).join('、') || '—',
    [owed.what, ...owed.flags.map((flag) => `（${flag}）`)].join(''),
    owed.to.join('、') || '—',
    owed.dueOn === null ? '及时' : sayDay(owed.dueOn),
    `${owed.done}/${owed.atLeast}${owed.unit}`,
    stateNames[owed.state],
    owed.citations.map(({ pack, article }) => markOf(pack, rules) + article).join('、'),
  ];
}

function debtorName({ debtor }: Owed, { people, places }: County): string {
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
