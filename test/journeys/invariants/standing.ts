/** Who may answer for a seat at a time, and who is written to about it: from holders, deputies and accounts. */
import { hasAccount, holdersOn, type Evidence } from './evidence.ts';
import type { SeatName, Standing, Told, ToldDeputy, ToldSeat } from './story.ts';

/** When something happened: the day, and who stood in for whom then. */
export interface Then extends Standing {
  readonly on: string;
}

export const OFFICER: SeatName = { body: 'officer', scopeId: '' };

type Seat = SeatName & Partial<Pick<ToldSeat, 'assigned'>>;

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];

/** Whose request it is that somebody answers. */
type Of = Pick<Told, 'applicantId'>;
/** Of no request: whoever holds the seat in general. */
const ofNone: Of = { applicantId: '' };

/** Those who stand in for its holders that day; of the applicant's own deputies only one named by somebody else. */
export const deputiesFor = (e: Evidence, seat: SeatName, { on, deputies }: Then, r: Of = ofNone): ToldDeputy[] => {
  const holders = holdersOn(e, seat.body, seat.scopeId, on);
  const isOwnPick = (d: ToldDeputy): boolean => d.principalId === r.applicantId && d.namedBy === r.applicantId;
  return deputies.filter((d) => holders.includes(d.principalId) && d.fromOn <= on && d.toOn >= on && !isOwnPick(d));
};

/** Whoever it was handed to; else its holders and those who stand in for them. */
export function mayAnswer(e: Evidence, seat: Seat, then: Then, r: Of = ofNone): string[] {
  if (seat.assigned) return [seat.assigned.personId];
  if (seat.body === 'person') return [seat.scopeId];
  const holders = holdersOn(e, seat.body, seat.scopeId, then.on).sort();
  return unique([...holders, ...deputiesFor(e, seat, then, r).map((d) => d.deputyId)]);
}

/** All of them but the applicant. */
export const answerers = (e: Evidence, seat: Seat, r: Of, then: Then): string[] =>
  mayAnswer(e, seat, then, r).filter((id) => id !== r.applicantId);

/** Whoever has a deputy is spared, as long as that one may answer. */
export function asked(e: Evidence, seat: Seat, r: Of, then: Then): string[] {
  const may = answerers(e, seat, r, then);
  const deputies = seat.assigned ? [] : deputiesFor(e, seat, then); // whether or not they count for this one
  return may.filter((id) => !deputies.some((d) => d.principalId === id && may.includes(d.deputyId)));
}

export const holdsSeat = (e: Evidence, personId: string, seat: SeatName, then: Then, r: Of = ofNone): boolean =>
  mayAnswer(e, seat, then, r).includes(personId);

export const officers = (e: Evidence, r: Of, then: Then): string[] => asked(e, OFFICER, r, then);
export const isOfficer = (e: Evidence, personId: string, then: Then, r: Of = ofNone): boolean =>
  holdsSeat(e, personId, OFFICER, then, r);

export const waitingSeats = (r: Told): ToldSeat[] =>
  r.state === 'open' ? (r.steps[r.step]?.seats.filter((s) => !s.answer) ?? []) : [];

/** Nobody who could answer for it in the chat. */
export const isStuck = (e: Evidence, seat: Seat, r: Of, then: Then): boolean =>
  !answerers(e, seat, r, then).some((id) => hasAccount(e, id));

const COMMITTEE = '乡镇（街道）党（工）委';

/** 第九条: who keeps the attendance of that post. */
export function keeperOf(e: Evidence, personId: string): SeatName {
  const p = e.person.find((one) => one.id === personId);
  if (p?.post === '驻乡工作队员') return { body: '驻乡工作队队长', scopeId: p.team_id ?? '' };
  if (p?.post === '驻村工作队员') return { body: '驻村第一书记', scopeId: p.team_id ?? '' };
  return { body: COMMITTEE, scopeId: p?.township_id ?? '' };
}

/** Those who were asked for it so far, or have answered. */
export const askedSoFar = (e: Evidence, r: Told, then: Then): string[] =>
  unique(
    r.steps
      .slice(0, r.step + 1)
      .flatMap((step) =>
        step.seats.flatMap((s) => [...(s.answer ? [s.answer.personId] : []), ...asked(e, s, r, then)]),
      ),
  ).filter((id) => id !== r.applicantId);

/** Everybody who ever held the seat, and those who ever stood in for them: it may have changed hands. */
export function everHeld(e: Evidence, { body, scopeId }: SeatName): string[] {
  const holders = e.holder.filter((h) => h.body === body && h.scope_id === scopeId).map((h) => h.person_id);
  const deputies = e.deputy.filter((d) => holders.includes(d.principal_id)).map((d) => d.deputy_id);
  return [...holders, ...deputies];
}

/** Whoever answered it. */
export const answeredBy = (r: Told): string[] =>
  unique(r.steps.flatMap((s) => s.seats.flatMap((x) => (x.answer ? [x.answer.personId] : []))));

/** Those who hear when it is otherwise than approved: who answered, filings, keeper, and who asked for it. */
export const parties = (e: Evidence, r: Told, then: Then): string[] =>
  unique([
    ...answeredBy(r),
    ...r.filings.flatMap((f) => asked(e, f, r, then)),
    ...asked(e, keeperOf(e, r.applicantId), r, then),
    ...(r.enteredBy === null ? [] : [r.enteredBy]),
  ]);
