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

export const deputiesFor = (e: Evidence, { body, scopeId }: SeatName, { on, deputies }: Then): ToldDeputy[] => {
  const holders = holdersOn(e, body, scopeId, on);
  return deputies.filter((d) => holders.includes(d.principalId) && d.fromOn <= on && d.toOn >= on);
};

/** Whoever it was handed to; else its holders and those who stand in for them. */
export function mayAnswer(e: Evidence, seat: Seat, then: Then): string[] {
  if (seat.assigned) return [seat.assigned.personId];
  if (seat.body === 'person') return [seat.scopeId];
  const holders = holdersOn(e, seat.body, seat.scopeId, then.on).sort();
  return unique([...holders, ...deputiesFor(e, seat, then).map((d) => d.deputyId)]);
}

/** All of them but the applicant. */
export const answerers = (e: Evidence, seat: Seat, applicantId: string, then: Then): string[] =>
  mayAnswer(e, seat, then).filter((id) => id !== applicantId);

/** Whoever has a deputy is spared, as long as that one may answer. */
export function asked(e: Evidence, seat: Seat, applicantId: string, then: Then): string[] {
  const may = answerers(e, seat, applicantId, then);
  const deputies = seat.assigned ? [] : deputiesFor(e, seat, then);
  return may.filter((id) => !deputies.some((d) => d.principalId === id && may.includes(d.deputyId)));
}

export const holdsSeat = (e: Evidence, personId: string, seat: SeatName, then: Then): boolean =>
  mayAnswer(e, seat, then).includes(personId);

export const officers = (e: Evidence, then: Then): string[] => asked(e, OFFICER, '', then);
export const isOfficer = (e: Evidence, personId: string, then: Then): boolean => holdsSeat(e, personId, OFFICER, then);

export const waitingSeats = (r: Told): ToldSeat[] =>
  r.state === 'open' ? (r.steps[r.step]?.seats.filter((s) => !s.answer) ?? []) : [];

/** Nobody who could answer for it in the chat. */
export const isStuck = (e: Evidence, seat: Seat, applicantId: string, then: Then): boolean =>
  !answerers(e, seat, applicantId, then).some((id) => hasAccount(e, id));

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
        step.seats.flatMap((s) => [...(s.answer ? [s.answer.personId] : []), ...asked(e, s, r.applicantId, then)]),
      ),
  ).filter((id) => id !== r.applicantId);

/** Those who hear when it is otherwise than approved: chain, filings, keeper, and who asked for it. */
export const parties = (e: Evidence, r: Told, then: Then): string[] =>
  unique([
    ...askedSoFar(e, r, then),
    ...r.filings.flatMap((f) => asked(e, f, r.applicantId, then)),
    ...asked(e, keeperOf(e, r.applicantId), r.applicantId, then),
    ...(r.enteredBy === null ? [] : [r.enteredBy]),
  ]);
