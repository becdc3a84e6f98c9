/** Requests and actors in short, for the tests of what may happen to a request. */
import type { Actor } from '../../src/domain/approval.ts';
import {
  seatOf,
  unmoved,
  type Request,
  type RequestSeat,
  type RequestStep,
  type SeatAnswer,
} from '../../src/domain/request.ts';

export const answerOf = (personId: string, more: Partial<SeatAnswer> = {}): SeatAnswer => ({
  personId,
  verdict: 'approve',
  note: null,
  at: 1,
  forId: null,
  recordedBy: null,
  images: [],
  ...more,
});

/** `unit@u1`; `unit@u1=p3` once p3 has approved; `unit@u1>p4` handed to p4. */
export const seat = (text: string): RequestSeat => {
  const [, body = '', scopeId = '', assigned, answered] = /^([^@]+)@([^=>]*)(?:>([^=]+))?(?:=(.+))?$/.exec(text) ?? [];
  return {
    ...seatOf({ body, scopeId }, body),
    answer: answered === undefined ? null : answerOf(answered),
    assigned: assigned === undefined ? null : { personId: assigned, by: 'by' },
  };
};

/** `all office@ unit@u1`. */
const step = (text: string): RequestStep => {
  const [mode, ...seats] = text.split(' ');
  return { mode: mode === 'all' ? 'all' : 'any', seats: seats.map(seat) };
};

export const request = (steps: readonly string[], more: Partial<Request> = {}): Request => ({
  ...unmoved,
  id: 'r1',
  code: 'A1B2',
  kind: 'leave',
  applicantId: 'me',
  span: { fromOn: '2026-12-01', toOn: '2026-12-03', fromHalf: 'am', toHalf: 'pm' },
  days: 3,
  countedDays: 3,
  leaveKind: null,
  reason: '母亲住院',
  late: false,
  steps: steps.map(step),
  filingText: null,
  filings: [],
  citations: [],
  readings: [],
  openedAt: 0,
  movedAt: 0,
  ...more,
});

/** `p1` holding `office@`; `office@/p9` as the deputy of p9, named by them or whom else it says. */
export const actor = (personId: string, held: readonly string[], namedBy?: string): Actor => ({
  personId,
  seats: held.map((text) => {
    const [key = '', forId] = text.split('/');
    const { body, scopeId, title } = seat(key);
    return { body, scopeId, title, forId: forId ?? null, namedBy: forId === undefined ? null : (namedBy ?? forId) };
  }),
});
