/** Who was asked for an open step before the clock looks: one rule for whom it asks and for whom it asks again. */
import { standsIn } from '../domain/approval.ts';
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Deputy } from '../domain/deputy.ts';
import type { Facts, FilledSeat } from '../domain/facts.ts';
import { waitingSeats, type Request } from '../domain/request.ts';
import { answerersOf, filled } from './chain.ts';

/** One of the ways by which somebody answers for a waiting seat. */
interface Way {
  /** Since when the seat is theirs, or their principal's; null = handed over to them, or they are the seat. */
  readonly heldFrom: IsoDate | null;
  /** As whose deputy; null = themselves. */
  readonly deputy: Deputy | null;
}

const waysOf = (personId: string, request: Request, facts: Facts): Way[] =>
  waitingSeats(request)
    .filter((seat) => answerersOf(facts, seat, request).includes(personId))
    .flatMap((seat) => {
      const held = seat.assigned ? undefined : filled(facts, seat);
      return held ? waysIn(held, personId, request) : [{ heldFrom: null, deputy: null }];
    });

const waysIn = ({ holderIds, heldFrom, deputies }: FilledSeat, personId: string, request: Request): Way[] => [
  ...(holderIds.includes(personId) ? [{ heldFrom: heldFrom[personId] ?? null, deputy: null }] : []),
  ...deputies
    .filter((d) => d.deputyId === personId && standsIn(d.namedBy, request))
    .map((deputy) => ({ heldFrom: heldFrom[deputy.principalId] ?? null, deputy })),
];

/**
 * Named deputy while the step was open, for days that had begun, by who held the seat then: asked at that time, and only of
 * what they stood in for then. Who is spared single messages is not asked at that time either.
 */
export const askedWhenNamed = (personId: string, request: Request, facts: Facts): boolean =>
  !facts.people.get(personId)?.digest &&
  waysOf(personId, request, facts).some(
    ({ heldFrom, deputy }) =>
      deputy !== null &&
      deputy.fromOn <= dateOf(deputy.namedAt) &&
      request.movedAt <= deputy.namedAt &&
      (heldFrom ?? '') <= dateOf(deputy.namedAt),
  );

/** By no way before today: asked in this very tick, or earlier today when they were named or took over. */
export const firstAskedToday = (personId: string, request: Request, facts: Facts): boolean =>
  waysOf(personId, request, facts).every(({ heldFrom, deputy }) => {
    const since = deputy === null ? [] : [deputy.fromOn, dateOf(deputy.namedAt)];
    return [heldFrom ?? '', ...since].some((on) => on === facts.today);
  });
