/** Small counties and rules to reckon duties with: everybody and everything is invented. */
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Place } from '../../src/domain/county.ts';
import type { DutyPerson, DutyWorld, LedgerEntry } from '../../src/domain/duty.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Rules } from '../../src/rules/decision.ts';
import type { Duty, Party } from '../../src/rules/duty.ts';
import { dutyPerson } from '../builders/duty-person.ts';
import { entry as builtEntry } from '../builders/entry.ts';
import { PACKS } from '../rules/small-packs.ts';

export const cadre = (id: string, about: Partial<DutyPerson> = {}): DutyPerson =>
  dutyPerson({ id, name: `示例${id}`, post: '队员', teamId: 'team1', ...about });

/** Somebody who only holds an office's seat. */
export const clerk = (id: string): DutyPerson =>
  cadre(id, { post: null, dispatchLevel: null, townshipId: null, villageId: null, teamId: null, unitId: null });

const place = (id: string, kind: Place['kind'], parentId: string | null = null): Place => ({
  id,
  kind,
  name: `示例${id}`,
  parentId,
});

const places: readonly Place[] = [
  place('t1', 'township'),
  place('t2', 'township'),
  place('v1', 'village', 't1'),
  place('v2', 'village', 't2'),
  place('team1', 'team', 'v1'),
  place('team2', 'team', 'v2'),
  place('u1', 'unit'),
  place('u2', 'unit'),
];

export const worldWith = (people: readonly DutyPerson[], about: Partial<DutyWorld> = {}): DutyWorld => ({
  people,
  places,
  seats: [],
  entries: [],
  answers: [],
  reminded: new Set(),
  switches: {},
  listed: [],
  ...about,
});

let made = 0;
export const entry = (about: Partial<LedgerEntry> & Pick<LedgerEntry, 'ledger' | 'on' | 'personId'>): LedgerEntry =>
  builtEntry({ id: `e${(made += 1)}`, teamId: null, at: Date.parse(`${about.on}T04:00:00Z`), text: '', ...about });

type Terms = Duty['terms'];

/** A duty of posts or bodies as a pack may have it; `post` owes singly unless `by` says otherwise. */
export function duty(key: string, terms: Partial<Terms>, about: Partial<Omit<Duty, 'terms'>> = {}): Duty {
  const [provision = key] = key.split('.');
  return {
    key,
    family: 'report',
    summary: '',
    citation: { provision, pack: 'p', title: '示例办法', number: '示例', article: `第${provision}条`, inForceFrom: '2021-01-01' },
    by: ['队员'],
    to: [],
    closedBy: 'other',
    ahead: [],
    event: null,
    readAs: { countsWorkdays: false, staysOnRestDay: false, skipsDaysOff: false, carriesOver: false },
    ...about,
    terms: { by: ['队员'], when: {}, what: key, to: [], at_least: 1, unit: '次', off: false, ...terms },
  }; // prettier-ignore
}

export const parties: readonly Party[] = [
  { name: '队员', is: 'post', posts: ['队员', '驻村队员'] },
  { name: '书记', is: 'post', posts: ['书记'] },
  { name: '工作队', is: 'team', posts: ['书记', '队员'] },
  { name: '空队', is: 'team', posts: [] },
  { name: '派驻人员', is: 'each', posts: ['书记', '队员'] },
  { name: '县办', is: 'body', scope: 'county' },
  { name: '乡镇', is: 'body', scope: 'township' },
  { name: '村委', is: 'body', scope: 'village' },
  { name: '单位', is: 'body', scope: 'unit' },
  { name: '队部', is: 'body', scope: 'team' },
  { name: '市办', is: 'body', scope: 'city' },
  { name: '本人', is: 'body', scope: 'self' },
];

const real = loadRules(PACKS, ['fengdu-2021']);

/** With the published days off; `when` is asked as `dispatch_level` alone. */
export const rulesWith = (duties: readonly Duty[], about: Partial<Rules> = {}): Rules => ({
  ...real,
  duties: (_on, which = 'on') => duties.filter(({ terms }) => which === 'all' || !terms.off),
  parties: () => parties,
  owes: ({ terms }, facts) => terms.when['dispatch_level'] === undefined || terms.when['dispatch_level'].is === facts['dispatch_level'], // prettier-ignore
  ...about,
});

export const on = (date: string): IsoDate => date as IsoDate;
