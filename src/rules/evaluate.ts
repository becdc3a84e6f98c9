/** The compiled packs as functions: pure, first pack in force decides. */
import type { IsoDate } from '../domain/calendar.ts';
import { keeper, monthQuota } from './attendance.ts';
import type { CompiledPack } from './compile.ts';
import { absences } from './consequence.ts';
import type { Rules } from './decision.ts';
import { leave } from './leave.ts';
import { isInForce } from './period.ts';

/** Packs in order of precedence. */
export function rulesOf(packs: readonly CompiledPack[]): Rules {
  const inForce = (on: IsoDate): CompiledPack[] => packs.filter(({ period }) => isInForce(period, on));
  return {
    packs: packs.map(({ file: { id, title, number }, period }) => ({ id, title, number, inForceFrom: period.from })),
    leave: (facts) => leave(inForce(facts.fromOn), facts),
    monthQuota: (facts) => monthQuota(inForce(facts.on), facts),
    keeper: (facts) => keeper(inForce(facts.on), facts),
    absences: (facts) => absences(inForce(facts.on), facts),
    duties: (on) =>
      inForce(on).flatMap((pack) =>
        pack.provisions
          .filter(({ period }) => isInForce(period, on))
          .flatMap(({ source: { duty, family, summary }, citation }) =>
            duty ? [{ family, every: duty.every, bodies: pack.bodies(duty.by), summary, citation }] : [],
          ),
      ),
    provisions: (family, on) =>
      inForce(on)
        .flatMap(({ provisions }) => provisions)
        .filter(({ source, period }) => source.family === family && isInForce(period, on))
        .map(({ citation }) => citation),
    posts: (on) => [...new Set(inForce(on).flatMap(({ file }) => file.posts))],
    bodies: (on) => inForce(on).flatMap((pack) => pack.bodies(Object.keys(pack.file.bodies))),
  };
}
