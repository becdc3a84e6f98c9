/** Requests of the sample county as a command would open them. */
import type { Request } from '../../src/domain/request.ts';

export const secretary = { body: '乡镇（街道）党（工）委书记', scopeId: 't1' };
export const organisation = { body: '县委组织部', scopeId: '' };
export const unit = { body: '派出单位', scopeId: 'u1' };

/** p1's leave of 8 to 10 December, three days, before the township secretary. */
export const shortLeave: Request = {
  id: 'r1',
  code: 'A1B2',
  kind: 'leave',
  applicantId: 'p1',
  span: { fromOn: '2026-12-08', toOn: '2026-12-10', fromHalf: 'am', toHalf: 'pm' },
  days: 3,
  leaveKind: '事假',
  reason: '母亲住院',
  late: false,
  state: 'open',
  step: 0,
  version: 1,
  steps: [{ mode: 'any', seats: [{ ...secretary, title: '示例镇党委书记', answer: null }] }],
  filingText: '审批后备案',
  filings: [{ body: '县乡村振兴局', scopeId: '', title: '示例县乡村振兴局' }],
  citations: [
    {
      provision: 'FD-09c',
      pack: 'fengdu-2021',
      title: '细则',
      number: '35号',
      article: '第九条',
      inForceFrom: '2021-09-10',
    },
  ],
  readings: [{ id: 'leave-days', question: '怎么算？', taken: '按自然日计算', because: '文件未明确' }],
  openedAt: Date.parse('2026-12-02T02:30:00Z'),
};

/** p1's leave from noon of 8 to noon of 12 December, four days, before two bodies jointly. */
export const jointLeave: Request = {
  ...shortLeave,
  id: 'r2',
  code: 'C3D4',
  span: { fromOn: '2026-12-08', toOn: '2026-12-12', fromHalf: 'pm', toHalf: 'am' },
  days: 4,
  leaveKind: null,
  steps: [
    {
      mode: 'all',
      seats: [
        { ...organisation, title: '示例县委组织部', answer: null },
        { ...unit, title: '示例县某局', answer: null },
      ],
    },
  ],
  filingText: null,
  filings: [],
};
