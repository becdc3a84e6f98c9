/** Rows of a leave ledger for tests: an ordinary one to change, and a month with one of each kind. */
import type { LeaveLedger, LedgerRow } from '../../src/domain/ledger.ts';

export const HEAD = { title: '示例县驻村干部请假台账', madeOn: '2026-12-31' } as const;

const approval = {
  title: '示例镇党委书记',
  by: '示例己',
  verdict: 'approve',
  at: '2026-12-02',
  forName: null,
  onPaper: false,
} as const;

export type Approval = LedgerRow['approvals'][number];
export const approvalOf = (more: Partial<Approval> = {}): Approval => ({ ...approval, ...more });

/** Approved, taken as asked for, reported. */
export const rowOf = (more: Partial<LedgerRow> = {}): LedgerRow => ({
  personId: 'p1',
  requestId: 'r1',
  name: '示例甲',
  post: '驻村工作队员',
  code: 'A1B2',
  leaveKind: '事假',
  span: { fromOn: '2026-12-08', fromHalf: 'am', toOn: '2026-12-10', toHalf: 'pm' },
  days: 3,
  daysTaken: 3,
  daysWithin: more.daysTaken ?? 3,
  state: 'approved',
  late: false,
  enteredBy: null,
  extendsCode: null,
  approvals: [approval],
  filings: [],
  ended: { on: '2026-12-10', half: 'pm' },
  overdueDays: 0,
  isReturnUnreported: false,
  articles: ['第十条'],
  ...more,
});

export const ledgerOf = (...rows: readonly LedgerRow[]): LeaveLedger => ({
  from: '2026-12-01',
  to: '2026-12-31',
  rows,
});

/** One of each kind, then ordinary ones until there are `count`: more than a page holds. */
export function wholeMonth(count: number): LeaveLedger {
  const kinds = [
    rowOf(),
    rowOf({
      name: '示例乙',
      code: 'C3D4',
      span: { fromOn: '2026-12-08', fromHalf: 'pm', toOn: '2026-12-09', toHalf: 'am' },
      days: 1,
      daysTaken: 2.5,
      approvals: [
        approvalOf({ title: '示例一村第一书记', by: '李某', forName: '王某' }),
        approvalOf({ by: null, onPaper: true, at: '2026-12-05' }),
      ],
      filings: [
        { title: '示例县委组织部', receivedOn: '2026-12-06' },
        { title: '示例县乡村振兴局', receivedOn: null },
      ],
      ended: { on: '2026-12-11', half: 'am' },
      overdueDays: 2,
      late: true,
      enteredBy: '示例丙',
      extendsCode: 'E5F6',
      articles: ['《示例县驻村工作队管理办法》第十条', '《示例县驻村工作队管理办法》第十一条'],
    }),
    rowOf({
      name: '示例丙',
      post: '驻村第一书记',
      code: 'G7H8',
      leaveKind: null,
      ended: null,
      isReturnUnreported: true,
    }),
    rowOf({
      name: '示例丁',
      post: null,
      code: 'J9K1',
      state: 'open',
      approvals: [approvalOf(), approvalOf({ title: '示例县委组织部', by: null, verdict: null, at: null })],
      ended: null,
    }),
    rowOf({
      name: '示例戊',
      code: 'L2M3',
      state: 'rejected',
      daysTaken: 0,
      approvals: [approvalOf({ verdict: 'reject' })],
      ended: null,
    }),
  ];
  const more = Array.from({ length: count - kinds.length }, (_, n) =>
    rowOf({ code: `N${n % 10}P${Math.floor(n / 10)}` }),
  );
  return ledgerOf(...kinds, ...more);
}
