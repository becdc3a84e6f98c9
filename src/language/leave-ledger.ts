/** 请假台账 11月: the leave of a period. */
import { monthOf, type IsoDate } from '../domain/calendar.ts';
import { ledgerLead, ledgerWords } from './approval-words.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare } from './match-words.ts';
import { ofMonth, periodAround } from './period-said.ts';

const longest = 40;
const ledger = new RegExp(`^(.*?)(?:${anyWord(ledgerWords)})(?:@[a-z0-9_]{1,64})?(.*)$`);

export function readLedger(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const found = ledger.exec(bare(text.look).replace(ledgerLead, ''));
  if (!found) return null;
  const [, before = '', after = ''] = found;
  const period = periodAround([before, after.replace(/(?:导出|下载)$/, '')], today, ofMonth(monthOf(today)));
  if (period) return { intent: 'leave-ledger', ...period };
  // Of other words around it: talk about the ledger, and no request of leave.
  return before === '' ? { intent: 'none' } : null;
}
