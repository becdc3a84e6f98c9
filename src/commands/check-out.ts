/** 离岗: says that somebody left for the day; the day itself stays counted. */
import { standingOn, type AttendanceEvent } from '../domain/attendance.ts';
import type { Need } from '../domain/facts.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { nowhere } from './month.ts';

export const checkOutNeeds = ({ facts }: PersonContext): Need => ({ ownDays: { from: facts.today, to: facts.today } });

export function checkOut({ facts, message, me }: PersonContext, note: string | null): Outcome {
  if (me.post === null) return say({ says: 'not-a-cadre' });
  const where = facts.days.get(me.id) ?? nowhere;
  const on = facts.today;
  const standing = standingOn(where, on);
  if (standing.is === 'left') return say({ says: 'already-left', since: standing.since });
  // One said before they came, and long on its way, ends nothing.
  if (standing.is !== 'here' || message.sentAt < standing.since) return say({ says: 'not-here-yet', on });
  const event: AttendanceEvent = {
    personId: me.id,
    on,
    kind: 'left',
    turn: where.events.filter((e) => e.on === on && e.kind === 'left').length,
    at: message.sentAt,
  };
  return {
    effects: [{ effect: 'add-attendance', event, note, point: null, doubts: [], images: [], requestId: null }],
    replies: say({ says: 'checked-out', on, at: event.at }).replies,
  };
}
