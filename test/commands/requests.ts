/** Requests as they stand before their approvers in the small county. */
import {
  personSeat,
  seatOf,
  unmoved,
  type Request,
  type RequestSeat,
  type SeatAnswer,
} from '../../src/domain/request.ts';

const seat = (body: string, scopeId: string, title: string): RequestSeat => seatOf({ body, scopeId }, title);

export const secretary = seat('乡镇（街道）党（工）委书记', 't1', '示例镇党委书记');
export const organisation = seat('县委组织部', '', '示例县委组织部');
export const unit = seat('派出单位', 'u1', '示例县某局');
export const firstSecretary = seat('驻村第一书记', 'team-v1', '示例一村第一书记');
export const bureau = { body: '县乡村振兴局', scopeId: '', title: '示例县乡村振兴局' };

const article = {
  provision: 'FD-09c',
  pack: 'fengdu-2021',
  title: '丰都县驻乡驻村干部细则',
  number: '丰委农办〔2021〕35号',
  article: '第九条',
  inForceFrom: '2021-09-10',
} as const;

const openedAt = Date.parse('2026-12-01T02:00:00Z');

/** The seat with that person's answer. */
export const answeredBy = (personId: string, to: RequestSeat, more: Partial<SeatAnswer> = {}): RequestSeat => ({
  ...to,
  answer: {
    personId,
    verdict: 'approve',
    note: null,
    at: openedAt,
    forId: null,
    recordedBy: null,
    images: [],
    ...more,
  },
});

/** The seat as somebody handed it over. */
export const assignedTo = (personId: string, to: RequestSeat, by = 'p11'): RequestSeat => ({
  ...to,
  assigned: { personId, by },
});

/** One more approver. */
export const addedSeat = (personId: string, name: string, by = 'p11'): RequestSeat => ({
  ...seatOf(personSeat(personId), name),
  addedBy: by,
});

/** p1's leave of 8 to 10 December, before the township secretary (p6). */
export const shortLeave = (more: Partial<Request> = {}): Request => ({
  ...unmoved,
  id: 'r1',
  code: 'A1B2',
  kind: 'leave',
  applicantId: 'p1',
  span: { fromOn: '2026-12-08', toOn: '2026-12-10', fromHalf: 'am', toHalf: 'pm' },
  days: 3,
  countedDays: 3,
  leaveKind: null,
  reason: '母亲住院',
  late: false,
  steps: [{ mode: 'any', seats: [secretary] }],
  filingText: '审批后备案（受理机关原文未写明）',
  filings: [bureau],
  citations: [article],
  readings: [],
  openedAt,
  movedAt: openedAt,
  ...more,
});

/** p1's leave of 8 to 11 December, before the organisation department (p8) and the dispatching unit (p10) jointly. */
export const jointLeave = (more: Partial<Request> = {}): Request =>
  shortLeave({
    id: 'r2',
    code: 'C3D4',
    span: { fromOn: '2026-12-08', toOn: '2026-12-11', fromHalf: 'am', toHalf: 'pm' },
    days: 4,
    countedDays: 4,
    steps: [{ mode: 'all', seats: [organisation, unit] }],
    filingText: null,
    filings: [],
    ...more,
  });

/** p1's missed check-in of 1 December, before the first secretary (p3). */
export const makeUpRequest = (more: Partial<Request> = {}): Request =>
  shortLeave({
    id: 'r3',
    code: 'E5F6',
    kind: 'make-up',
    span: { fromOn: '2026-12-01', toOn: '2026-12-01', fromHalf: 'am', toHalf: 'pm' },
    days: 1,
    countedDays: 1,
    reason: '手机没电',
    late: true,
    steps: [{ mode: 'any', seats: [firstSecretary] }],
    filingText: null,
    filings: [],
    ...more,
  });

/** p1's leave of a length for which no rule names anybody: the officer keeps it. */
export const heldLeave = (more: Partial<Request> = {}): Request =>
  shortLeave({ id: 'r4', code: 'G7H8', state: 'held', steps: [], filingText: null, filings: [], ...more });
