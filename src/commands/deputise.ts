/** Names a deputy: in place of those named earlier for the same days, and at once for what waits already. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { Deputy } from '../domain/deputy.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, HeldSeat } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { sameSeat, waitingSeats, type Request, type RequestSeat } from '../domain/request.ts';
import { askedOf, unique } from './chain.ts';
import { reply, toPerson, type Outcome, type PersonContext } from './context.ts';
import { askApprovers } from './notices.ts';

/** Both included. */
export interface DeputyDays {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** A deputy names nobody in their turn: only seats that are one's own. */
export const ownSeats = ({ speaker }: Facts): HeldSeat[] => speaker.seats.filter((s) => s.forId === null);

/** Those who stand in for that person, now or later. */
export const deputiesOf = ({ deputies }: Facts, principalId: string): Deputy[] =>
  deputies.filter((d) => d.principalId === principalId);

export const toDeputy = ({ id, deputyId }: Deputy, event: string, result: Result): Reply =>
  reply(result, { to: toPerson(deputyId), once: `${id}:${event}` });

/** The first of each deputy's: whoever was named for two times is told once. */
export const oncePerDeputy = (deputies: readonly Deputy[]): Deputy[] =>
  deputies.filter((d, i) => deputies.findIndex((o) => o.deputyId === d.deputyId) === i);

export function standsIn({ facts, me }: PersonContext, { id: deputyId, name }: Person, days: DeputyDays): Outcome {
  const { from: fromOn, to: toOn } = days;
  const deputy: Deputy = {
    id: `d${facts.messageId}`,
    principalId: me.id,
    deputyId,
    fromOn,
    toOn,
    namedBy: me.id,
    namedAt: facts.now,
  };
  const titles = unique(ownSeats(facts).map((s) => s.title));
  const replaced = deputiesOf(facts, me.id).filter((d) => d.fromOn <= toOn && d.toOn >= fromOn);
  const waiting = facts.requests.filter((r) => waitsForDeputy(facts, r, deputyId));
  const ends = replaced.map((d): Effect => ({ effect: 'end-deputy', deputyId: d.id, lastOn: addDays(fromOn, -1) }));
  return {
    effects: [...ends, { effect: 'name-deputy', deputy }],
    replies: [
      reply({ says: 'deputy-named', name, fromOn, toOn, titles, waiting: waiting.length }),
      toDeputy(deputy, 'named', { says: 'you-are-deputy', forName: me.name, fromOn, toOn, titles }),
      ...tellReplaced(replaced, deputy, me.name, titles, facts.today),
      ...(fromOn <= facts.today ? waiting.flatMap((r) => putBeforeDeputy(r, facts, deputy, replaced)) : []),
    ],
  };
}

const openOwn = (facts: Facts, request: Request): RequestSeat[] =>
  waitingSeats(request).filter((s) => !s.assigned && ownSeats(facts).some((h) => sameSeat(h, s)));

/** A deputy answers neither their own request nor that of whom they stand in for. */
const waitsForDeputy = (facts: Facts, request: Request, deputyId: string): boolean =>
  request.applicantId !== deputyId &&
  request.applicantId !== facts.speaker.person?.id &&
  openOwn(facts, request).length > 0;

/** Each of those named earlier learns that it is over, or ends sooner; the new deputy is told the new days already. */
function tellReplaced(
  replaced: readonly Deputy[],
  by: Deputy,
  forName: string,
  titles: readonly string[],
  today: IsoDate,
): Reply[] {
  const toOn = addDays(by.fromOn, -1);
  return oncePerDeputy(replaced.filter((d) => d.deputyId !== by.deputyId)).map((d) =>
    d.fromOn <= toOn && toOn >= today
      ? toDeputy(d, `until${toOn}`, { says: 'you-are-deputy', forName, fromOn: d.fromOn, toOn, titles })
      : toDeputy(d, 'ended', { says: 'deputy-ended', names: [forName], toMe: true }),
  );
}

/** Unless they were asked before, as a holder or as a deputy already. */
function putBeforeDeputy(request: Request, facts: Facts, deputy: Deputy, replaced: readonly Deputy[]): Reply[] {
  const asked = waitingSeats(request).flatMap((s) => askedOf(facts, s, request));
  if (asked.includes(deputy.deputyId)) return [];
  return askApprovers(request, withDeputy(facts, deputy, replaced), {
    again: 'deputy',
    event: `deputy.${deputy.id}`,
    only: [deputy.deputyId],
  });
}

/** The facts as they will be: the deputy stands in for every seat of the principal's. */
const withDeputy = (facts: Facts, deputy: Deputy, replaced: readonly Deputy[]): Facts => ({
  ...facts,
  seats: facts.seats.map((seat) =>
    seat.holderIds.includes(deputy.principalId)
      ? { ...seat, deputies: [...seat.deputies.filter((d) => !replaced.some((r) => r.id === d.id)), deputy] }
      : seat,
  ),
});
