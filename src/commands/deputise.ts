/** Names a deputy: in place of those named earlier for the same days, and at once for what waits already. */
import { addDays, dateOf, type IsoDate } from '../domain/calendar.ts';
import { standsIn as counts } from '../domain/approval.ts';
import { isDeputyOn, type Deputy } from '../domain/deputy.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts, HeldSeat } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { sameSeat, waitingSeats, type Request, type RequestSeat, type SeatKey } from '../domain/request.ts';
import { askedOf, unique } from './chain.ts';
import { reply, toPerson, type Outcome, type PersonContext } from './context.ts';
import { askApprovers } from './notices.ts';

/** Both included. */
export interface DeputyDays {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Whose seats are answered for. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Held by themselves: a deputy names nobody in their turn. */
  readonly seats: readonly (SeatKey & { readonly title: string })[];
}

export const myself = ({ facts, me }: PersonContext): Principal => ({
  id: me.id,
  name: me.name,
  seats: ownSeats(facts),
});

/** Somebody else, whose seats were looked for. */
export const another = ({ seatsFound }: Facts, { id, name }: Person): Principal => ({
  id,
  name,
  seats: seatsFound.filter((s) => s.holderIds.includes(id)),
});

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

export function standsIn(
  context: PersonContext,
  { id: deputyId, name }: Person,
  days: DeputyDays,
  principal: Principal,
): Outcome {
  const { facts, me } = context;
  const { from: fromOn, to: toOn } = days;
  const deputy: Deputy = {
    id: `d${facts.messageId}`,
    principalId: principal.id,
    deputyId,
    fromOn,
    toOn,
    namedBy: me.id,
    namedAt: facts.now,
  };
  const titles = unique(principal.seats.map((s) => s.title));
  const replaced = deputiesOf(facts, principal.id).filter((d) => d.fromOn <= toOn && d.toOn >= fromOn);
  const waiting = facts.requests.filter((r) => waitsForDeputy(r, deputy, principal));
  const ends = replaced.map((d): Effect => ({ effect: 'end-deputy', deputyId: d.id, lastOn: addDays(fromOn, -1) }));
  return {
    effects: [...ends, { effect: 'name-deputy', deputy }],
    replies: [
      ...tellNamed(context, deputy, principal, { name, titles, waiting: waiting.length }),
      toDeputy(deputy, 'named', { says: 'you-are-deputy', forName: principal.name, fromOn, toOn, titles }),
      ...tellReplaced(replaced, deputy, principal.name, titles, facts.today),
      // By the day on which it is worked: the message may have been long on its way.
      ...(isDeputyOn(deputy, dateOf(facts.now))
        ? waiting.flatMap((r) => putBeforeDeputy(r, facts, deputy, replaced))
        : []),
    ],
  };
}

/** To whoever names them, and to the principal where that is somebody else. */
function tellNamed(
  { me }: PersonContext,
  { id, fromOn, toOn }: Deputy,
  principal: Principal,
  named: { readonly name: string; readonly titles: readonly string[]; readonly waiting: number },
): Reply[] {
  if (principal.id === me.id) return [reply({ says: 'deputy-named', ...named, fromOn, toOn })];
  const told = { says: 'deputy-named-for', ...named, forName: principal.name, by: me.name, fromOn, toOn } as const;
  return [
    reply({ ...told, toPrincipal: false }),
    reply({ ...told, toPrincipal: true }, { to: toPerson(principal.id), once: `${id}:named-for` }),
  ];
}

const openOf = ({ seats }: Principal, request: Request): RequestSeat[] =>
  waitingSeats(request).filter((s) => !s.assigned && seats.some((h) => sameSeat(h, s)));

/** A deputy answers neither their own request nor that of whoever named them. */
const waitsForDeputy = (request: Request, { deputyId, namedBy }: Deputy, principal: Principal): boolean =>
  request.applicantId !== deputyId && counts(namedBy, request) && openOf(principal, request).length > 0;

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
