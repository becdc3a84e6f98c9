/** 我的日志 and 团队日志: what was written, by whoever wrote it or keeps them. */
import { datesFrom, type IsoDate } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { keepingSeats } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { thoseWhom } from './may.ts';

export interface ReadSlots {
  readonly whose: 'own' | 'team';
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export const readLogsNeeds = ({ facts, rules }: PersonContext, { whose, from, to }: ReadSlots): Need =>
  whose === 'own' ? { ownLogs: { from, to } } : { team: { seats: keepingSeats(rules, facts), logs: { from, to } } };

export function readLogs(context: PersonContext, { whose, from, to }: ReadSlots): Outcome {
  const { facts, me } = context;
  if (whose === 'team') {
    const kept = thoseWhom(context, 'see-logs');
    if (kept.length === 0) return say({ says: 'not-a-keeper' });
    const byPerson = kept.map((p) => ({
      personId: p.id,
      name: p.name,
      logs: facts.logs.filter((l) => l.personId === p.id),
    }));
    return say({ says: 'team-logs', from, to, byPerson });
  }
  if (me.post === null) return say({ says: 'not-a-cadre' });
  const logs = facts.logs.filter((l) => l.personId === me.id);
  const until = to < facts.today ? to : facts.today;
  const missing = datesFrom(from, until).filter((on) => !logs.some((l) => l.on === on));
  return say({ says: 'own-logs', from, to, logs, missing });
}
