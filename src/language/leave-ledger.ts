/** 请假台账 11月: the leave of a period. */
import { monthOf, type IsoDate } from '../domain/calendar.ts';
import { ledgerLead, ledgerWords } from './approval-words.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare } from './match-words.ts';
import { ofMonth, periodSaid } from './period-said.ts';

const longest = 40;
const ledger = new RegExp(`^(.*?)(?:${anyWord(ledgerWords)})(?:@[a-z0-9_]{1,64})?(.*)$`);
const around = /^[\s,:、。的]+|[\s,:、。的?吧]+$/g;

export function readLedger(text: FoldedText, today: IsoDate): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const found = ledger.exec(bare(text.look).replace(ledgerLead, ''));
  if (!found) return null;
  const [, before = '', after = ''] = found;
  const parts = [before, after.replace(/(?:导出|下载)$/, '')].map((part) => part.replace(around, ''));
  const said = parts.filter((part) => part !== '');
  const period = said.length > 1 ? null : said[0] === undefined ? ofMonth(monthOf(today)) : periodSaid(said[0], today);
  if (period) return { intent: 'leave-ledger', ...period };
  // Of other words around it: talk about the ledger, and no request of leave.
  return before === '' ? { intent: 'none' } : null;
}
