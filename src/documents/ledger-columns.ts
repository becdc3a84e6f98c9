/** The columns of the leave ledger. */
import type { IsoDate } from '../domain/calendar.ts';
import type { LeaveLedger, LedgerRow } from '../domain/ledger.ts';
import { approvalWords, filingWords, fullDay, noteWords, shortDay, stateWords } from './ledger-words.ts';

/** `format`: a number format; text where there is none. */
export interface LedgerCell {
  readonly value: string | number | Date;
  readonly format?: string;
}

export interface LedgerColumn {
  readonly heading: string;
  /** In Latin letters; a Chinese one takes two. Never 9: the library takes that for no width. */
  readonly width: number;
  readonly align: 'left' | 'center';
  readonly cell: (row: LedgerRow, index: number) => LedgerCell;
}

/** All dates of the ledger lie in one year, which its second line says: the cells need not. */
export const yearIsPlain = ({ from, to, rows }: LeaveLedger): boolean =>
  new Set([from, to, ...rows.flatMap(datesOf)].map((on) => on.slice(0, 4))).size === 1;

const datesOf = ({ span, ended, approvals, filings }: LedgerRow): IsoDate[] =>
  [
    span.fromOn,
    span.toOn,
    ended?.on ?? null,
    ...approvals.map(({ at }) => at),
    ...filings.map(({ receivedOn }) => receivedOn),
  ].filter((on) => on !== null);

const text = (value: string): LedgerCell => ({ value });
const figure = (value: number): LedgerCell => ({ value, format: 'General' });
const NOTHING = '—';

export function ledgerColumns(withoutYear: boolean): LedgerColumn[] {
  const dateWidth = withoutYear ? 12.5 : 18;
  const day = withoutYear ? shortDay : fullDay;
  // A real date, so that it sorts and can be counted with; the half of the day is in its format.
  const date = (on: IsoDate, half: '' | '上午' | '下午'): LedgerCell => ({
    value: new Date(`${on}T00:00:00Z`),
    format: `${withoutYear ? '' : 'yyyy"年"'}m"月"d"日${half}"`,
  });
  const column = (
    heading: string,
    width: number,
    cell: LedgerColumn['cell'],
    align: LedgerColumn['align'] = 'center',
  ): LedgerColumn => ({ heading, width, align, cell });
  return [
    column('序号', 5.5, (_, index) => figure(index + 1)),
    column('姓名', 8.5, (row) => text(row.name)),
    column('岗位', 13, (row) => text(row.post ?? NOTHING)),
    column('编号', 7, (row) => text(row.code)),
    column('种类', 7, (row) => text(row.leaveKind ?? NOTHING)),
    column('起', dateWidth, ({ span }) => date(span.fromOn, span.fromHalf === 'pm' ? '下午' : '')),
    column('止', dateWidth, ({ span }) => date(span.toOn, span.toHalf === 'am' ? '上午' : '')),
    column('天数', 6, (row) => figure(row.days)),
    column('实际\n天数', 6, (row) => figure(row.daysTaken)),
    column('状态', 8.5, (row) => text(stateWords[row.state])),
    column('审批', 37, (row) => text(approvalWords(row, day)), 'left'),
    column('备案', 21, (row) => text(filingWords(row, day)), 'left'),
    column('销假', dateWidth, ({ ended, isReturnUnreported }) =>
      ended === null ? text(isReturnUnreported ? '未销假' : '') : date(ended.on, ended.half === 'am' ? '上午' : ''),
    ),
    column('备注', 14, (row) => text(noteWords(row)), 'left'),
    column('依据', 17, (row) => text(row.articles.join('\n')), 'left'),
  ];
}
