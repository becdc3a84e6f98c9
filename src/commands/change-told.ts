/** What is shown of a change of holder, and who is told: the officers, the former and the new holder, and whom it is filed with. */
import type { IsoDate } from '../domain/calendar.ts';
import type { ChangeFiling, HolderChange, SeatFound } from '../domain/change-holder.ts';
import { isDeputyOn } from '../domain/deputy.ts';
import type { Facts } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { sameSeat } from '../domain/request.ts';
import type { Body, Decision } from '../rules/decision.ts';
import { askedOf, nameOf, officersOf, seatFor, unique } from './chain.ts';
import { reply, toPerson, type PersonContext } from './context.ts';
import { askApprovers } from './notices.ts';
import type { Named } from './people.ts';

interface When {
  readonly on: IsoDate;
  /** What happens, in the words of the regulations. */
  readonly event: string;
}

export function changeOf(context: PersonContext, seat: SeatFound, to: Named, when: When): HolderChange {
  const { facts } = context;
  const decided = filingOf(context, seat, to, when);
  return {
    title: seat.title,
    from: seat.holderIds.map((id) => nameOf(facts, id)).filter((name) => name !== ''),
    to: to.person.name,
    on: when.on,
    waiting: seat.waiting.flatMap((id) => facts.requests.find((r) => r.id === id)?.code ?? []),
    isUnreachable: !to.reachable,
    filing: typeof decided === 'string' ? decided : shownFiling(decided),
  };
}

/** Only the seat of a resident cadre's post is filed when it changes; what the packs say of it, nothing else. */
function filingOf(
  { rules, facts }: PersonContext,
  seat: SeatFound,
  to: Named,
  { on, event }: When,
): Decision | 'not-a-post' | 'none' {
  if (!rules.posts(on).includes(seat.body)) return 'not-a-post';
  const { dispatchLevel } = cadreOf(facts, seat, to);
  const values = { role: seat.body, dispatch_level: dispatchLevel, event, adjusted_on: on };
  const decision = rules.decide('filing', values, on);
  return decision.filings.length === 0 ? 'none' : decision;
}

/** What is shown of it for a post that is no seat. */
export function filingOfPost({ rules }: PersonContext, post: string, { on, event }: When): ChangeFiling | 'none' {
  const decision = rules.decide('filing', { role: post, event, adjusted_on: on }, on);
  return decision.filings.length === 0 ? 'none' : shownFiling(decision);
}

/** Whoever is replaced; the new one where nobody held it. */
const cadreOf = ({ people }: Facts, { holderIds }: SeatFound, { person }: Named): Person =>
  holderIds.flatMap((id) => people.get(id)?.person ?? []).find((p) => p.post !== null) ?? person;

const bodiesOf = ({ filings }: Decision): Body[] => {
  const all = filings.flatMap((f) => f.bodies);
  return all.filter((body, i) => all.findIndex((b) => b.name === body.name) === i);
};

function shownFiling(decision: Decision): ChangeFiling {
  const named = bodiesOf(decision).map((body) => body.name);
  const first = decision.deadlines[0];
  const [day] = Object.values(first?.dates ?? {});
  return {
    bodies: named.length > 0 ? named : decision.filings.map((f) => f.text),
    due: day ?? first?.due ?? null,
    say: decision.say,
    flags: decision.flags,
    citations: decision.citations,
  };
}

/** Told once each. From today on what waits is put before the new holder at once. */
export function tellChange(
  context: PersonContext,
  seat: SeatFound,
  to: Named,
  when: When,
  change: HolderChange,
): Reply[] {
  const { facts, me } = context;
  const tell = (personId: string, result: Result): Reply =>
    reply(result, { to: toPerson(personId), once: `change.${facts.messageId}:${personId}` });
  const told = { says: 'holder-changed', change, by: me.name } as const;
  const former = seat.holderIds.filter((id) => id !== to.person.id && id !== me.id);
  const concerned = [me.id, to.person.id, ...former];
  const officers = officersOf(facts, { applicantId: '' }).filter((id) => !concerned.includes(id));
  return [
    reply({ ...told, to: 'officer' }),
    ...officers.map((id) => tell(id, { ...told, to: 'officer' })),
    ...former.map((id) => tell(id, { ...told, to: 'former' })),
    ...(to.person.id === me.id ? [] : [tell(to.person.id, { ...told, to: 'new' })]),
    ...filedWith(context, seat, to, when)
      .filter((id) => !concerned.includes(id))
      .map((id) =>
        reply(
          { says: 'change-filed', change, by: me.name },
          { to: toPerson(id), once: `change.${facts.messageId}.filed:${id}` },
        ),
      ),
    ...(when.on === facts.today ? putBeforeNew(facts, seat, to) : []),
  ];
}

/** Those who hold the seats that the pack names, as far as the county has them. */
function filedWith(context: PersonContext, seat: SeatFound, to: Named, when: When): string[] {
  const { facts } = context;
  const decided = filingOf(context, seat, to, when);
  if (typeof decided === 'string') return [];
  const cadre = cadreOf(facts, seat, to);
  const seats = bodiesOf(decided).flatMap((body) => seatFor(body, cadre, facts) ?? []);
  return unique(seats.flatMap((s) => askedOf(facts, s, { applicantId: '' })));
}

/**
 * Before the new holder, or whoever stands in for them. Named as the first asking of the step: the clock, which asks whoever
 * was not asked yet, then knows that they were, and who answers for another of its seats already does not get it twice.
 */
function putBeforeNew(facts: Facts, seat: SeatFound, { person }: Named): Reply[] {
  const deputies = facts.deputies.filter((d) => d.principalId === person.id && isDeputyOn(d, facts.today));
  const taken = { holderIds: [person.id], heldFrom: { [person.id]: facts.today }, deputies };
  const after: Facts = { ...facts, seats: facts.seats.map((s) => (sameSeat(s, seat) ? { ...s, ...taken } : s)) };
  return facts.requests
    .filter((r) => seat.waiting.includes(r.id))
    .flatMap((r) => askApprovers(r, after, { again: 'new-holder', only: askedOf(after, seat, r) }));
}
