/** A small county in which days in the village are watched: who came, who is away, and who keeps whom. */
import { fileURLToPath } from 'node:url';
import type { Whereabouts } from '../../src/domain/attendance.ts';
import { datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import type { CountySeat } from '../../src/domain/county.ts';
import type { DutyPerson, DutyWorld } from '../../src/domain/duty.ts';
import type { YearDays } from '../../src/domain/facts.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import type { Reminding } from '../../src/reminders/reminding.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { workingDays } from '../../src/rules/working-days.ts';
import { dutyPerson } from '../builders/duty-person.ts';
import { cameOn, factsOf } from '../commands/facts.ts';
import { sampleCounty } from '../support/sample-county.ts';

const packs = {
  fengdu: 'fengdu-2021',
  chongqing: 'chongqing-2023',
  yulin: 'yulin-2021',
  xian: 'xian-2018',
  zhumadian: 'zhumadian-2022',
} as const;
export type Pack = keyof typeof packs;
const loaded = new Map<Pack, Rules>();
export function rulesOf(pack: Pack): Rules {
  const rules = loaded.get(pack) ?? loadRules(fileURLToPath(new URL('../../rules', import.meta.url)), [packs[pack]]);
  loaded.set(pack, rules);
  return rules;
}

const isWorkday = workingDays();
/** The working days of those dates. */
export const worked = (from: IsoDate, to: IsoDate): IsoDate[] =>
  datesFrom(from, to).filter((on) => isWorkday(on) === true);

export interface Place {
  readonly pack?: Pack;
  readonly today: IsoDate;
  /** Days on which each came. */
  readonly came?: Readonly<Record<string, readonly IsoDate[]>>;
  /** Of those days the ones that ended with a check-out. */
  readonly homeward?: Readonly<Record<string, readonly IsoDate[]>>;
  readonly leaves?: Readonly<Record<string, Whereabouts['leaves']>>;
  readonly year?: Readonly<Record<string, Partial<YearDays>>>;
  /** In place of the county's cadres. */
  readonly cadres?: readonly (Partial<DutyPerson> & Pick<DutyPerson, 'id'>)[];
  readonly seats?: readonly CountySeat[];
  readonly reminded?: readonly string[];
  readonly switches?: DutyWorld['switches'];
}

const cadre = dutyPerson({ termFrom: '2025-03-01', termTo: '2028-02-29' });
const officer: CountySeat = { ...OFFICER, title: '示例县驻村办', holderIds: ['p11'] };
export const officerAlone: readonly CountySeat[] = [officer];

const leftOn = (id: string, dates: readonly IsoDate[]): Whereabouts['events'] =>
  cameOn(id, ...dates).map((e) => ({ ...e, kind: 'left', at: e.at + 9 * 3_600_000 }));

/** p1 alone, kept by p3, the first secretary, unless it is said otherwise. */
export function watched(place: Place): Reminding {
  const { pack = 'fengdu', today, cadres = [{ id: 'p1' }], came = {}, homeward = {}, leaves = {} } = place;
  const ids = [...new Set([...Object.keys(came), ...Object.keys(leaves)])];
  const days = Object.fromEntries(ids.map((id) => [id, { events: [...cameOn(id, ...(came[id] ?? [])), ...leftOn(id, homeward[id] ?? [])], leaves: leaves[id] ?? [] }])); // prettier-ignore
  const world: DutyWorld = {
    people: cadres.map((one) => ({ ...cadre, ...one })),
    places: sampleCounty.places,
    seats: place.seats ?? [...sampleCounty.seats, officer],
    entries: [],
    answers: [],
    reminded: new Set(place.reminded ?? []),
    switches: place.switches ?? {},
    listed: [],
  };
  const year = Object.entries(place.year ?? {}).map(
    ([id, y]) => [id, { before: 0, awayAfter: 0, firstOn: `${today.slice(0, 4)}-01-02` as IsoDate, ...y }] as const,
  );
  const facts = {
    ...factsOf('p1', { at: `${today} 08:00`, days }),
    world,
    ...(place.year ? { yearDays: new Map(year) } : {}),
  };
  return { facts, rules: rulesOf(pack), settings: defaultSettings };
}

/** A whole day of leave on each of these dates. */
export const leaveFrom = (fromOn: IsoDate, toOn: IsoDate): Whereabouts['leaves'][number] => ({
  fromOn,
  toOn,
  fromHalf: 'am',
  toHalf: 'pm',
});
