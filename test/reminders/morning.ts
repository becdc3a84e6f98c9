/** A morning of the clock in the small county: what is owed goes in, who is told what comes out. */
import { timeOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { County } from '../../src/domain/county.ts';
import type { DutyAnswer, DutyPerson, DutyWorld, Owed } from '../../src/domain/duty.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { DueLine } from '../../src/domain/reminder-result.ts';
import type { Reply } from '../../src/domain/reply.ts';
import { defaultSettings, type CountySettings } from '../../src/domain/settings.ts';
import { remind, type Reminding } from '../../src/reminders/remind.ts';
import { factsOf, fengdu } from '../commands/facts.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';

export interface Morning {
  /** `2026-12-18 08:00` in Shanghai. */
  readonly at: string;
  readonly owed: readonly Owed[];
  readonly county?: County;
  readonly reminded?: Iterable<string>;
  readonly answers?: readonly DutyAnswer[];
  readonly unreachable?: readonly string[];
  readonly leftOn?: Readonly<Record<string, IsoDate>>;
  readonly groupTeams?: readonly string[];
  readonly settings?: Partial<CountySettings>;
}

export function worldOf(scene: Omit<Morning, 'at' | 'owed'> = {}): DutyWorld {
  const { county = sampleCountyWithOfficer, unreachable = [], leftOn = {} } = scene;
  const people: DutyPerson[] = county.people.map((person) => ({
    ...person,
    termFrom: '2025-01-01',
    termTo: null,
    leftOn: leftOn[person.id] ?? null,
    reachable: !unreachable.includes(person.id),
  }));
  return {
    people,
    places: county.places,
    seats: county.seats,
    entries: [],
    answers: scene.answers ?? [],
    reminded: new Set(scene.reminded ?? []),
    switches: {},
    listed: [],
    groupTeams: new Set(scene.groupTeams ?? []),
  };
}

export function remindingOf(scene: Morning): Reminding {
  const { county = sampleCountyWithOfficer, at, owed } = scene;
  const facts = { ...factsOf('clock', { at, county }), world: worldOf(scene), owed };
  return { facts, rules: fengdu, settings: { ...defaultSettings, ...scene.settings } };
}

type Noted = Extract<Effect, { effect: 'note-reminders' }>;
export interface Went {
  readonly replies: readonly Reply[];
  readonly keys: readonly string[];
  readonly listedFor: Noted['listedFor'];
}

export function morning(scene: Morning): Went {
  const { effects, replies } = remind(remindingOf(scene));
  const noted = effects.flatMap((e) => (e.effect === 'note-reminders' ? [e] : []));
  if (noted.length !== effects.length || noted.length > 1) throw new Error('more effects than one note');
  return { replies, keys: noted[0]?.keys ?? [], listedFor: noted[0]?.listedFor ?? [] };
}

export const linesOf = ({ result }: Reply): readonly DueLine[] => (result.says === 'due-digest' ? result.lines : []);
export const readerOf = ({ recipient: r }: Reply): string =>
  r.to === 'person' ? r.personId : r.to === 'team' ? `team:${r.teamId}` : r.to;

const lineOf = (line: DueLine): string =>
  line.is === 'owed'
    ? [line.owed.what, line.stage, ...(line.who === null ? [] : [line.who]), ...(line.about === null ? [] : [`(${line.about})`])].join(' ')
    : line.is; // prettier-ignore

/** `p3: 集中学习 ahead`, each digest in a line. */
export const told = ({ replies }: Pick<Went, 'replies'>): string[] =>
  replies.map((reply) => `${readerOf(reply)}: ${linesOf(reply).map(lineOf).join('; ')}`);

/** When it goes out, as `08:17`; null at once. */
export const sentAt = ({ notBefore }: Reply): string | null => (notBefore === undefined ? null : timeOf(notBefore));
