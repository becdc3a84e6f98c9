/** What differs between the two, and how many messages a person gets. */
import type { DutyPerson } from '../../src/domain/duty.ts';
import type { Reply } from '../../src/domain/reply.ts';
import type { Line, Played } from './play.ts';

export interface Messages {
  /** Most reminder digests that one person, or one team's group, got on one day. */
  readonly mostDigestsADay: number;
  /** Of whatever the clock says in the morning of duties: to a cadre, to anybody. */
  readonly mostADayOfCadres: number;
  readonly mostADay: number;
  /** Share of the working days on which a cadre gets one, mean and the most of any: at most one a day, it is the messages a day too. */
  readonly shareOfDays: number;
  readonly mostShareOfDays: number;
  /** Mean share of working days on which a cadre gets one or reads one in the team's group. */
  readonly shareWithGroup: number;
  /** The same of holders of seats. */
  readonly mostShareOfHolders: number;
  readonly linesADigest: number;
}

/** So many of one kind on one day are named; the rest is counted. */
const shown = 3;

export class Tally {
  readonly #differences: string[] = [];
  readonly #compared = { owed: 0, reminder: 0, attendance: 0 };
  readonly #stages: Record<string, number> = {};
  readonly #days = new Map<string, number>();
  readonly #workdays = new Map<string, number>();
  readonly #cadres = new Set<string>();
  #mostDigests = 0;
  #most = 0;
  #mostOfCadres = 0;
  readonly #withGroup = new Map<string, number>();
  #digests = 0;
  #lines = 0;

  compare(
    on: string,
    kind: 'owed' | 'reminder' | 'attendance',
    engine: readonly string[],
    recount: readonly string[],
  ): void {
    this.#compared[kind] += recount.length;
    const [a, b] = [new Set(engine), new Set(recount)];
    const twice = a.size < engine.length ? engine.filter((line, i) => engine.indexOf(line) !== i) : [];
    this.#note(on, `${kind} twice`, twice);
    this.#note(on, `${kind} engine only`, engine.filter((line) => !b.has(line))); // prettier-ignore
    this.#note(on, `${kind} recount only`, recount.filter((line) => !a.has(line))); // prettier-ignore
  }

  #note(on: string, what: string, lines: readonly string[]): void {
    for (const line of lines.slice(0, shown)) this.#differences.push(`${on} ${what}: ${line}`);
    if (lines.length > shown) this.#differences.push(`${on} ${what}: and ${lines.length - shown} more`);
  }

  count(
    on: string,
    replies: readonly Reply[],
    lines: readonly Line[],
    works: boolean,
    there: readonly DutyPerson[],
  ): void {
    const digests = new Map<string, number>();
    const all = new Map<string, number>();
    for (const { recipient, result } of replies) {
      const to =
        recipient.to === 'person' ? recipient.personId : recipient.to === 'team' ? `team:${recipient.teamId}` : '';
      all.set(to, (all.get(to) ?? 0) + 1);
      if (result.says === 'due-digest') digests.set(to, (digests.get(to) ?? 0) + 1);
    }
    if (replies.length > 0 && !works) this.#differences.push(`${on} reminder on a day off`);
    this.#mostDigests = Math.max(this.#mostDigests, ...digests.values());
    this.#most = Math.max(this.#most, ...all.values());
    for (const { id, teamId } of there) {
      this.#mostOfCadres = Math.max(this.#mostOfCadres, all.get(id) ?? 0);
      if (all.has(id) || all.has(`team:${teamId}`)) this.#withGroup.set(id, (this.#withGroup.get(id) ?? 0) + 1);
    }
    this.#digests += [...digests.values()].reduce((a, b) => a + b, 0);
    this.#lines += lines.length;
    for (const { stage } of lines) this.#stages[stage] = (this.#stages[stage] ?? 0) + 1;
    for (const to of all.keys()) this.#days.set(to, (this.#days.get(to) ?? 0) + 1);
    if (!works) return;
    for (const { id } of there) {
      this.#cadres.add(id);
      this.#workdays.set(id, (this.#workdays.get(id) ?? 0) + 1);
    }
    this.#workdays.set('', (this.#workdays.get('') ?? 0) + 1);
  }

  played(): Played {
    // Somebody who was there for a few days only says little of a share.
    const sharesOf = (of: ReadonlyMap<string, number>): number[] =>
      [...this.#cadres].flatMap((id) => {
        const workdays = this.#workdays.get(id) ?? 0;
        return workdays < 20 ? [] : [(of.get(id) ?? 0) / workdays];
      });
    const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / Math.max(1, all.length);
    const shares = sharesOf(this.#days);
    const ofHolders = [...this.#days].filter(([id]) => id.startsWith('o')).map(([, n]) => n / (this.#workdays.get('') ?? 1)); // prettier-ignore
    return {
      differences: this.#differences,
      compared: {
        owed: this.#compared.owed,
        reminders: this.#compared.reminder,
        attendance: this.#compared.attendance,
      },
      stages: this.#stages,
      messages: {
        mostDigestsADay: this.#mostDigests,
        mostADayOfCadres: this.#mostOfCadres,
        mostADay: this.#most,
        shareOfDays: mean(shares),
        shareWithGroup: mean(sharesOf(this.#withGroup)),
        mostShareOfDays: Math.max(0, ...shares),
        mostShareOfHolders: Math.max(0, ...ofHolders),
        linesADigest: this.#lines / Math.max(1, this.#digests),
      },
    };
  }
}
