/** A county in which nobody does anything and nobody answers: every reminder that there is, day by day, to be looked at by eye. */
import { datesFrom, startOf, weekdayOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { DutyPerson, DutyWorld, LedgerEntry } from '../../src/domain/duty.ts';
import type { DueLine } from '../../src/domain/reminder-result.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { owedOn } from '../../src/duties/owed.ts';
import { remind } from '../../src/reminders/remind.ts';
import { entry } from '../builders/entry.ts';
import { clockFacts } from './clock-facts.ts';
import { simulatedCounty } from './county.ts';
import { knownOn } from './living.ts';
import { rulesOf, type Profile } from './profiles.ts';

const seed = 2026;

/** What is said on a morning: one line for all who are told the same of the same duty. */
export interface Told {
  readonly on: IsoDate;
  readonly stage: string;
  /** `FD-14b.0`; of the days in the village what it is. */
  readonly duty: string;
  readonly what: string;
  readonly dueOn: IsoDate | null;
  /** How many people and groups. */
  readonly readers: number;
}

/** Every reminder from the first day to the last, both included. */
export function everyReminder(profile: Profile, from: IsoDate, to: IsoDate): Told[] {
  const rules = rulesOf(profile);
  const county = simulatedCounty(profile, { cadres: 16, seed, from });
  const statements = statementsOf(county.people, from, to);
  const reminded = new Set<string>();
  return datesFrom(from, to).flatMap((on) => {
    const world: DutyWorld = {
      people: county.people.map((p) => knownOn(p, on)),
      places: county.places,
      seats: county.seats,
      groupTeams: county.groupTeams,
      entries: statements.filter((e) => e.on <= on),
      ...{ answers: [], reminded, switches: {}, since: from, listed: [] },
    };
    const owed = owedOn(rules, world, on);
    const facts = clockFacts({ rules, world, owed, on, seed, now: startOf(on) + 8 * 3_600_000 });
    const { effects, replies } = remind({ facts, rules, settings: defaultSettings });
    for (const effect of effects)
      if (effect.effect === 'note-reminders') for (const key of effect.keys) reminded.add(key);
    return together(on, replies);
  });
}

/** On the 10th of each month somebody says why they were away: what is compiled of it by the 25th is owed. */
function statementsOf(people: readonly DutyPerson[], from: IsoDate, to: IsoDate): LedgerEntry[] {
  const by = people.find((p) => p.post !== null && p.leftOn === null);
  const tenths = datesFrom(from, to).filter((on) => on.endsWith('-10'));
  const whose = { personId: by?.id ?? '', teamId: by?.teamId ?? null };
  return tenths.map((on) => entry({ ...whose, id: on, ledger: 'report', on, at: startOf(on), text: '情况说明：示例' }));
}

function together(on: IsoDate, replies: readonly Reply[]): Told[] {
  const of = new Map<string, Told>();
  for (const { result } of replies)
    for (const line of result.says === 'due-digest' ? result.lines : []) {
      const told = toldOf(on, line);
      const key = `${told.stage} ${told.duty} ${told.dueOn ?? ''}`;
      of.set(key, { ...told, readers: (of.get(key)?.readers ?? 0) + 1 });
    }
  return [...of.values()].sort((a, b) => (a.duty < b.duty ? -1 : 1));
}

function toldOf(on: IsoDate, line: DueLine): Told {
  if (line.is !== 'owed') return { on, stage: line.is, duty: line.is, what: '', dueOn: null, readers: 0 };
  const { dutyKey, what, dueOn } = line.owed;
  return { on, stage: line.stage, duty: dutyKey, what, dueOn, readers: 0 };
}

const weekdays = '一二三四五六日';
const dated = (on: IsoDate): string => `${on.slice(5)}周${weekdays[weekdayOf(on) - 1] ?? ''}`;

/** A line each, as `12-18周五 last-day FD-14b.0 报工作总结，截止 12-20周日，3 处`. */
export const written = ({ on, stage, duty, what, dueOn, readers }: Told): string =>
  `${dated(on)} ${stage} ${duty} ${what}${dueOn === null ? '' : `，截止 ${dated(dueOn)}`}，${readers} 处`;
