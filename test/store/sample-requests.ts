/** Requests of the sample county as a command would open them, and what is done with them. */
import type { Deputy } from '../../src/domain/deputy.ts';
import type { ImageRef } from '../../src/domain/dialogue.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { seatOf, unmoved, type Request, type RequestSeat, type SeatKey } from '../../src/domain/request.ts';
import { wednesday } from './opened-county.ts';

export const secretary = { body: '乡镇（街道）党（工）委书记', scopeId: 't1' };
export const organisation = { body: '县委组织部', scopeId: '' };
export const revival = { body: '县乡村振兴局', scopeId: '' };
export const unit = { body: '派出单位', scopeId: 'u1' };

const openedAt = Date.parse('2026-12-02T02:30:00Z');
const ninth = {
  provision: 'FD-09c',
  pack: 'fengdu-2021',
  title: '细则',
  number: '35号',
  article: '第九条',
  inForceFrom: '2021-09-10',
} as const;

/** p1's leave of 8 to 10 December, three days, before the township secretary. */
export const shortLeave: Request = {
  ...unmoved,
  id: 'r1',
  code: 'A1B2',
  kind: 'leave',
  applicantId: 'p1',
  span: { fromOn: '2026-12-08', toOn: '2026-12-10', fromHalf: 'am', toHalf: 'pm' },
  days: 3,
  countedDays: 3,
  leaveKind: '事假',
  reason: '母亲住院',
  late: false,
  steps: [{ mode: 'any', seats: [seatOf(secretary, '示例镇党委书记')] }],
  filingText: '审批后备案',
  filings: [{ ...revival, title: '示例县乡村振兴局' }],
  citations: [ninth],
  readings: [{ id: 'leave-days', question: '怎么算？', taken: '按自然日计算', because: '文件未明确' }],
  openedAt,
  movedAt: openedAt,
};

/** p1's leave from noon of 8 to noon of 12 December, four days, before two bodies jointly. */
export const jointLeave: Request = {
  ...shortLeave,
  id: 'r2',
  code: 'C3D4',
  span: { fromOn: '2026-12-08', toOn: '2026-12-12', fromHalf: 'pm', toHalf: 'am' },
  days: 4,
  countedDays: 4,
  leaveKind: null,
  steps: [{ mode: 'all', seats: [seatOf(organisation, '示例县委组织部'), seatOf(unit, '示例县某局')] }],
  filingText: null,
  filings: [],
};

/** No rule says who approves it: kept for the officer. */
export const heldLeave: Request = { ...shortLeave, id: 'r3', code: 'E5F6', state: 'held', steps: [] };

export const photo: ImageRef = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1234 };

const answeredSeat: RequestSeat = {
  ...seatOf(secretary, '示例镇党委书记'),
  answer: {
    personId: 'p7',
    verdict: 'approve',
    note: '注意安全',
    at: wednesday - 60_000,
    forId: 'p6',
    recordedBy: null,
    images: [],
  },
};
const paperSeat: RequestSeat = {
  ...seatOf(organisation, '示例县委组织部'),
  answer: {
    personId: 'p8',
    verdict: 'approve',
    note: null,
    at: wednesday - 30_000,
    forId: null,
    recordedBy: 'p11',
    images: [photo],
  },
};

/** One in which nothing is left out: joined, extended, revised, handed over, answered for and on paper. */
export const fullLeave: Request = {
  ...shortLeave,
  id: 'r4',
  code: 'G7H8',
  enteredBy: 'p3',
  days: 3.5,
  countedDays: 5.5,
  joined: [{ requestId: 'r0', code: 'Z9Z9', fromOn: '2026-12-05', toOn: '2026-12-06', days: 2 }],
  extendsId: 'r0',
  images: [photo],
  remarks: [
    { remark: 'note', text: '须报告去向' },
    { remark: 'holidays', days: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }] },
    { remark: 'balance', year: 2026, used: 2, withThis: 5.5, limit: 10, citations: [ninth] },
  ],
  late: true,
  step: 1,
  version: 7,
  revision: 2,
  revisedAt: openedAt + 60_000,
  steps: [
    { mode: 'any', seats: [answeredSeat] },
    {
      mode: 'all',
      seats: [paperSeat, { ...seatOf(unit, '示例县某局'), assigned: { personId: 'p9', by: 'p10' } }],
    },
    { mode: 'all', seats: [{ ...seatOf({ body: 'person', scopeId: 'p7' }, '示例庚'), addedBy: 'p8' }] },
  ],
  movedAt: openedAt + 120_000,
  nudgedOn: '2026-12-03',
  ended: { on: '2026-12-09', half: 'am', at: openedAt + 180_000 },
};

type Of<K extends Effect['effect']> = Extract<Effect, { effect: K }>;

export const opening = (request: Request): Effect => ({ effect: 'open-request', request, beside: null });

/** The approval of r1's seat by its holder, or as it says otherwise. */
export const answering = (more: Partial<Of<'answer-seat'>> = {}): Effect => ({
  effect: 'answer-seat',
  requestId: 'r1',
  step: 0,
  seat: secretary,
  personId: 'p6',
  verdict: 'approve',
  note: null,
  at: wednesday,
  forId: null,
  recordedBy: null,
  images: [],
  ...more,
});

/** r1 approved at its first version, or as it says otherwise. */
export const moving = (more: Partial<Of<'move-request'>> = {}): Effect => ({
  effect: 'move-request',
  requestId: 'r1',
  version: 1,
  state: 'approved',
  step: 1,
  at: wednesday,
  ...more,
});

export const assigning = (seat: SeatKey, personId: string | null, more: Partial<Of<'assign-seat'>> = {}): Effect => ({
  effect: 'assign-seat',
  requestId: 'r1',
  step: 0,
  seat,
  personId,
  by: 'p6',
  ...more,
});

/** p7 answers for p6 on Wednesday, or as it says otherwise. */
export const deputy = (more: Partial<Deputy> = {}): Deputy => ({
  id: 'd1',
  principalId: 'p6',
  deputyId: 'p7',
  fromOn: '2026-12-02',
  toOn: '2026-12-02',
  namedBy: 'p6',
  namedAt: wednesday,
  ...more,
});

export const naming = (more: Partial<Deputy> = {}): Effect => ({ effect: 'name-deputy', deputy: deputy(more) });
