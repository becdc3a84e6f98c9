/** What the ledgers are called, in chat and in files. */
import type { Ledger } from '../domain/duty.ts';

export const ledgerNames: Readonly<Record<Ledger, string>> = {
  study: '学习',
  visit: '走访',
  enquiry: '询问',
  'courtyard-meeting': '院坝会',
  meeting: '会议',
  training: '培训',
  report: '上报',
  roster: '值班',
  other: '其他',
};
