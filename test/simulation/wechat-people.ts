/** What 300 cadres write to the bot in a day, and when. */
import type { Instant } from '../../src/domain/calendar.ts';
import { chanceOf, type Chance } from './chance.ts';
import { cadres, teams } from './wechat-county.ts';

export interface Said {
  readonly at: Instant;
  readonly personId: string;
  readonly text: string;
  /** Said in the group of that team, to the bot. */
  readonly inGroup?: string;
}

const hourMs = 3_600_000;

/** Most around the middle. */
const around = (chance: Chance, from: number, to: number): number =>
  from + ((chance.below(10_000) + chance.below(10_000) + chance.below(10_000)) / 30_000) * (to - from);

/** The day begins at `midnight`. All check in from half past seven to half past nine, most write their log in the evening. */
export function saidOn(midnight: Instant, seed: string): Said[] {
  const said: Said[] = [];
  const say = (personId: string, hour: number, text: string, inGroup?: string): void => {
    said.push({
      at: Math.round(midnight + hour * hourMs),
      personId,
      text,
      ...(inGroup === undefined ? {} : { inGroup }),
    });
  };
  const askLeave = (personId: string, hour: number, days: string): void => {
    say(personId, hour, `请假 ${days} 老人住院`);
    say(personId, hour + 0.05, '确认');
  };
  for (const personId of cadres) {
    const chance = chanceOf(`${seed} ${personId}`);
    say(personId, around(chance, 7.5, 9.5), '打卡');
    if (chance.below(100) < 30) say(personId, around(chance, 17.5, 18.5), '离岗');
    if (chance.below(100) < 85)
      say(personId, around(chance, 18.5, 21.5), `日志 上午走访${2 + chance.below(6)}户，下午整理台账`);
    if (chance.below(100) < 15)
      say(personId, around(chance, 9.5, 20), chance.pick(['还差什么', '我的', '帮助', '待办']));
    if (chance.below(100) < 5) askLeave(personId, around(chance, 9, 17), chance.pick(['11.26-11.27', '11.30-12.1']));
  }
  // Now and then a whole team goes away together.
  for (const team of teams.filter((_, i) => i % 10 === 3))
    team.memberIds.forEach((personId, i) => askLeave(personId, 9.6 + i / 100, '11.27-11.27'));
  for (const team of teams.filter((_, i) => i % 5 === 0)) {
    const chance = chanceOf(`${seed} ${team.id}`);
    say(chance.pick(team.memberIds), around(chance, 9, 18), '为什么', team.id);
  }
  return said.sort((a, b) => a.at - b.at);
}

/** Whoever is asked has three times a day of their own when they answer what has come; what comes later has until the next morning. */
export function answeredAt(asked: Instant, personId: string, code: string): Instant {
  const ofDay = (asked + 8 * hourMs) % (24 * hourMs);
  const own = chanceOf(`sits ${personId}`).below(100) / 80;
  const sitting = [10, 14.5, 17.2].map((hour) => hour + own).find((hour) => hour * hourMs > ofDay + 60_000) ?? 33;
  return asked - ofDay + sitting * hourMs + chanceOf(`answers ${code}`).below(600) * 1000;
}
