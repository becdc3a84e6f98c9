/** What the model knows of the county and its requests, and who may do what in it. Nothing of the product is asked. */
import { KEEPER, OFFICER_SEAT, UNREACHABLE } from './county.ts';

export type Day = `${number}-${number}-${number}`;
export type Half = 'am' | 'pm';
export type Verdict = 'approve' | 'reject' | 'return';
export type State = 'open' | 'held' | 'returned' | 'approved' | 'rejected' | 'withdrawn' | 'cancelled';

export interface Span {
  from: Day;
  to: Day;
  fromHalf: Half;
  toHalf: Half;
}
export interface ModelSeat {
  /** `body@scope`. */
  key: string;
  answer: { by: string; verdict: Verdict; forId: string | null; recordedBy: string | null } | null;
  assigned: { to: string; by: string } | null;
  addedBy: string | null;
}
export interface ModelStep {
  mode: 'all' | 'any';
  seats: ModelSeat[];
}
export interface ModelRequest {
  id: string;
  applicant: string;
  enteredBy: string | null;
  extendsId: string | null;
  span: Span;
  counted: number;
  state: State;
  step: number;
  version: number;
  revision: number;
  steps: ModelStep[];
  /** Seats with which it is filed. */
  filed: string[];
  nudgedOn: Day | null;
  ended: { on: Day; half: Half } | null;
  openedAt: number;
  /** Since when it is as it is, for the nudge. */
  movedAt: number;
  /** The day of the last answer; null before. */
  answeredOn: Day | null;
  /** `revision:person` of those who heard that it was over. */
  toldClosed: string[];
  /** The version to which the applicant has objected without undoing anything. */
  objectedAt: number | null;
}
export interface ModelDeputy {
  principal: string;
  deputy: string;
  from: Day;
  to: Day;
}
export type Purpose =
  { is: 'new' } | { is: 'extend' | 'edit' | 'correct'; requestId: string } | { is: 'proxy'; applicant: string };
export type Question = { askedAt: number } & (
  | {
      about: 'leave';
      asked: 'from' | 'to' | 'confirm';
      purpose: Purpose;
      span: Span | null;
      hasFrom: boolean;
    }
  | { about: 'rejection'; verdict: 'reject' | 'return'; requestId: string; revision: number }
  | { about: 'which-request' }
  | { about: 'approve-all'; items: Listed[] }
  | { about: 'deputy'; who: string | null }
  | { about: 'paper'; requestId: string; version: number; seat: string; verdict: 'approve' | 'reject' }
  | { about: 'photo' }
);
export interface Listed {
  requestId: string;
  revision: number;
}
export interface ModelState {
  /** Whether the rules name a chain; else the officer keeps each request. */
  hasChain: boolean;
  /** When messages are worked. */
  now: number;
  requests: ModelRequest[];
  holders: Record<string, readonly string[]>;
  deputies: ModelDeputy[];
  lists: Record<string, Listed[]>;
  questions: Record<string, Question | null>;
  receipts: { requestId: string; seat: string; by: string }[];
}

const dayMs = 86_400_000;
/** The day in Shanghai. */
export const dayOf = (at: number): Day => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) as Day;
export const hourOf = (at: number): number => new Date(at + 8 * 3_600_000).getUTCHours();
export const plusDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10) as Day;

export function daysOf({ from, to, fromHalf, toHalf }: Span): number {
  const whole = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Math.max(0, whole - (fromHalf === 'pm' ? 0.5 : 0) - (toHalf === 'am' ? 0.5 : 0));
}
/** Until when it was taken: never longer than approved. */
export function taken({ span, ended }: Pick<ModelRequest, 'span' | 'ended'>): Span {
  const isEarly = ended !== null && `${ended.on}${ended.half}` < `${span.to}${span.toHalf}`;
  return isEarly ? { ...span, to: ended.on, toHalf: ended.half } : span;
}

/** Whose request it is. */
export type Of = Pick<ModelRequest, 'applicant'>;

/** Deputies of that person today. Nobody picks who decides on their own request: the applicant's own deputy does not count. */
function deputiesFor({ deputies, now }: ModelState, principal: string, of: Of | null): string[] {
  const on = dayOf(now);
  return deputies
    .filter((d) => d.principal === principal && d.from <= on && on <= d.to && principal !== of?.applicant)
    .map((d) => d.deputy);
}
export const holdersOf = (state: ModelState, key: string): readonly string[] =>
  key.startsWith('person@') ? [key.slice('person@'.length)] : (state.holders[key] ?? []);

export const holds = (state: ModelState, key: string, who: string): boolean => holdersOf(state, key).includes(who);
/** Holds it or stands in for a holder today; `of` is the request for which it is to count. */
export const sitsIn = (state: ModelState, key: string, who: string, of: Of | null = null): boolean =>
  (state.holders[key] ?? []).some((h) => h === who || deputiesFor(state, h, of).includes(who));
export const isOfficer = (state: ModelState, who: string, of: Of | null = null): boolean =>
  sitsIn(state, OFFICER_SEAT, who, of);

/** Everybody who may answer for the seat now. */
export function answerers(state: ModelState, seat: ModelSeat, of: Of): string[] {
  const all = seat.assigned
    ? [seat.assigned.to]
    : seat.key.startsWith('person@')
      ? [...holdersOf(state, seat.key)]
      : holdersOf(state, seat.key).flatMap((h) => [h, ...deputiesFor(state, h, of)]);
  return [...new Set(all)].filter((id) => id !== of.applicant);
}
export function mayAnswer(state: ModelState, seat: ModelSeat, who: string, of: Of): boolean {
  if (seat.assigned) return seat.assigned.to === who;
  return seat.key === `person@${who}` || sitsIn(state, seat.key, who, of);
}
/** For whom: null for oneself. Of several principals it is the first. */
export function answersFor(state: ModelState, seat: ModelSeat, who: string, of: Of): string | null {
  if (seat.assigned || holds(state, seat.key, who)) return null;
  return [...holdersOf(state, seat.key)].sort().find((h) => deputiesFor(state, h, of).includes(who)) ?? null;
}
/** Those who are written to: a holder with a deputy is spared. */
export function asked(state: ModelState, seat: ModelSeat, of: Of): string[] {
  const may = answerers(state, seat, of);
  if (seat.assigned) return may;
  return may.filter((id) => !(holds(state, seat.key, id) && deputiesFor(state, id, null).some((d) => may.includes(d))));
}
export const plainSeat = (key: string): ModelSeat => ({ key, answer: null, assigned: null, addedBy: null });
const askedAt = (state: ModelState, key: string, of: Of): string[] => asked(state, plainSeat(key), of);

export const openSeats = (request: ModelRequest): ModelSeat[] =>
  request.state === 'open' ? (request.steps[request.step]?.seats.filter((s) => !s.answer) ?? []) : [];
export const canReach = (who: string): boolean => who !== UNREACHABLE;
/** Nobody can answer for it in the chat. */
export const isStuck = (state: ModelState, request: ModelRequest, seat: ModelSeat): boolean =>
  !answerers(state, seat, request).some(canReach);

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
/** Those asked for the open step. */
export const askedNow = (state: ModelState, r: ModelRequest): string[] =>
  unique(openSeats(r).flatMap((s) => asked(state, s, r)));
/** The county's officers. */
export const officers = (state: ModelState, r: Of): string[] => askedAt(state, OFFICER_SEAT, r);
const seatsSoFar = (r: ModelRequest): ModelSeat[] => r.steps.slice(0, r.step + 1).flatMap((s) => s.seats);
/** Those who might have answered so far. */
export const concerned = (state: ModelState, r: ModelRequest): string[] =>
  unique(seatsSoFar(r).flatMap((s) => answerers(state, s, r)));
export const filedWith = (state: ModelState, r: ModelRequest): string[] =>
  unique(r.filed.flatMap((key) => askedAt(state, key, r)));
export const keepers = (state: ModelState, r: ModelRequest): string[] =>
  state.hasChain ? askedAt(state, KEEPER, r) : [];
/** Those who hear that an approved leave is otherwise. */
export const parties = (state: ModelState, r: ModelRequest): string[] =>
  unique([
    ...r.steps.flatMap((step) => step.seats.flatMap((s) => (s.answer ? [s.answer.by] : []))),
    ...filedWith(state, r),
    ...keepers(state, r),
    ...(r.enteredBy === null ? [] : [r.enteredBy]),
  ]).filter((id) => id !== r.applicant);

/** Whether that person may know of the request by its code. */
export function isInvolved(state: ModelState, r: ModelRequest, who: string): boolean {
  const isMine = (key: string): boolean => sitsIn(state, key, who) || key === `person@${who}`;
  const inChain = r.steps.some((step) =>
    step.seats.some(
      (s) => isMine(s.key) || [s.assigned?.to, s.answer?.by, s.answer?.recordedBy].some((id) => id === who),
    ),
  );
  return r.applicant === who || r.enteredBy === who || inChain || r.filed.some(isMine) || isOfficer(state, who);
}
/** What waits for that person, the oldest first. */
export const waitingFor = (state: ModelState, who: string): ModelRequest[] =>
  state.requests
    .filter(
      (r) =>
        r.applicant !== who &&
        (openSeats(r).some((s) => mayAnswer(state, s, who, r)) || (r.state === 'held' && isOfficer(state, who, r))),
    )
    .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
