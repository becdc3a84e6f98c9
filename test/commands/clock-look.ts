/** What the clock says of a scene. */
import { clock, type ClockSlot } from '../../src/commands/clock.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { addDays, type IsoDate } from '../../src/domain/calendar.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import type { Due } from '../../src/domain/facts.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import type { Result } from '../../src/domain/reply.ts';
import type { Request } from '../../src/domain/request.ts';
import { emptyDesk } from '../../src/domain/policy-asking.ts';
import { defaultSettings, type CountySettings } from '../../src/domain/settings.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { factsOf, fengdu, messageOf, shanghai, toldBy, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';

export interface Look extends Omit<Scene, 'due' | 'settings'> {
  readonly slot?: ClockSlot;
  readonly due?: Partial<Due>;
  readonly settings?: Partial<CountySettings>;
  /** When it is worked; at once unless it is said. */
  readonly workedAt?: string;
}

/** What the clock says of it; p11 is the officer, p6 the secretary, p3 keeps the attendance of p1. */
export function look({ slot = 'morning', due = {}, settings = {}, workedAt, ...more }: Look): Outcome {
  const scene: Scene = {
    county: sampleCountyWithOfficer,
    at: '2026-12-02 08:00',
    ...more,
    due: { requests: [], ended: [], away: [], ...due },
  };
  const facts = factsOf('clock', scene);
  return clock(
    {
      message: messageOf('clock', scene),
      facts: workedAt === undefined ? facts : { ...facts, now: shanghai(workedAt) },
      rules: fengdu,
      settings: { ...defaultSettings, ...settings },
      policies: emptyDesk,
    },
    slot,
  );
}
export const keysOf = ({ replies }: Outcome, says: Result['says']): (string | null)[] =>
  replies.filter((r) => r.result.says === says).map((r) => r.once);
export const toldOf = (outcome: Outcome, ...says: readonly Result['says'][]): string[] =>
  toldBy(outcome).filter((line) => says.some((s) => line.endsWith(` ${s}`)));
export const span = (fromOn: IsoDate, toOn: IsoDate, more: Partial<LeaveSpan> = {}): LeaveSpan => ({
  fromOn,
  toOn,
  fromHalf: 'am',
  toHalf: 'pm',
  ...more,
});
export const movedOn = (on: string, more: Partial<Request> = {}): Request =>
  shortLeave({ openedAt: shanghai(`${on} 10:00`), movedAt: shanghai(`${on} 10:00`), ...more });
export const approved = (more: Partial<Request> = {}): Request => shortLeave({ state: 'approved', step: 1, ...more });
export const deputy = (fromOn: IsoDate, toOn: IsoDate): Deputy => ({
  id: 'd1',
  principalId: 'p6',
  deputyId: 'p7',
  fromOn,
  toOn,
  namedBy: 'p6',
  namedAt: shanghai('2026-11-20 10:00'),
});

/** p1's approved leave that ended on that day. */
export const over = (toOn: IsoDate, more: Partial<Request> = {}): Request =>
  approved({ span: span(addDays(toOn, -3), toOn), ...more });
export const notBack = (request: Request, cameBackOn: IsoDate | null = null): Partial<Due> => ({
  ended: [{ request, cameBackOn }],
});
