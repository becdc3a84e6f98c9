/** The leave ledger (请假台账) as text. Never the reason; the kind only where the reader may know it. */
import type { LedgerRow } from '../domain/ledger.ts';
import type { Result } from '../domain/reply.ts';
import { dates, days, lines, span } from './format.ts';
import { cutList, state } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** Most rows that are told in a message; all are in the file. */
const mostRows = 40;

const isTaken = (row: LedgerRow): boolean => row.state === 'approved';

function marksOf(row: LedgerRow): string[] {
  const all = [
    row.extendsCode !== null && `续 #${row.extendsCode}`,
    row.late && '补假',
    row.enteredBy !== null && '代请',
    row.overdueDays > 0 && `超期${days(row.overdueDays)}`,
    row.isReturnUnreported && '未销假',
    row.ended !== null && '已销假',
  ];
  return all.filter((m) => m !== false);
}

function line(row: LedgerRow, i: number): string {
  const kind = row.leaveKind === null ? '' : `${row.leaveKind} `;
  const post = row.post === null ? '' : `（${row.post}）`;
  const actual = isTaken(row) && row.daysTaken !== row.days ? `（实际${days(row.daysTaken)}）` : '';
  const within = isTaken(row) && row.daysWithin !== row.daysTaken ? `（本期${days(row.daysWithin)}）` : '';
  const said = [...(isTaken(row) ? [] : [state(row)]), ...marksOf(row)];
  return `${i + 1}. ${row.name}${post} ${kind}${span(row.span)}，${days(row.days)}${actual}${within}${said.length > 0 ? `，${said.join('、')}` : ''}`;
}

export const ledger = ({ ledger: { from, to, rows } }: Of<'leave-ledger'>): string => {
  if (rows.length === 0) return `请假台账 ${dates(from, to)}：没有请假。`;
  const taken = rows.filter(isTaken);
  const unreported = rows.filter((r) => r.isReturnUnreported).length;
  const others = rows.length - taken.length;
  const totals = [
    `合计：批准 ${taken.length} 人次，共 ${days(taken.reduce((sum, r) => sum + r.daysWithin, 0))}`,
    ...(unreported > 0 ? [`未销假 ${unreported} 件`] : []),
    ...(others > 0 ? [`另有没批准的 ${others} 件，不计入`] : []),
  ];
  return lines(
    `请假台账 ${dates(from, to)}：`,
    cutList(rows.map(line), mostRows, (n) => `其余 ${n} 件见附件。`),
    `${totals.join('；')}。`,
  );
};
