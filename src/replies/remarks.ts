/** Words of what is to be seen beside a chain: notes, holidays, the balance, a long absence. */
import type { Citation } from '../domain/citation.ts';
import type { Remark } from '../domain/remark.ts';
import { dates, days, sentence } from './format.ts';

function remark(r: Remark, leaveKind: string | null): string {
  switch (r.remark) {
    case 'note':
      return sentence(r.text);
    case 'holidays':
      return `其间有${r.days.map((d) => `${d.name}（${dates(d.from, d.to)}）`).join('、')}，放假的日子也算请假天数。`;
    case 'holidays-unknown':
      return `${r.year}年的放假安排还没有公布，其间有没有节假日这里没有标出。`;
    case 'balance':
      return balance(r, leaveKind ?? '这类假');
    case 'recall':
      return `按文件，${sentence(r.text)}要不要召回由主管部门研究决定，这里只提示。`;
  }
}

function balance({ year, used, withThis, limit }: Extract<Remark, { remark: 'balance' }>, kind: string): string {
  const over = withThis > limit ? `，超出${days(withThis - limit)}` : '';
  return `${kind}${year}年已请${days(used)}，连这次共${days(withThis)}，全年限${days(limit)}${over}。`;
}

/** One line each. */
export const remarks = (all: readonly Remark[], leaveKind: string | null): string[] => [
  ...new Set(all.map((r) => remark(r, leaveKind))),
];

/** What the remarks rest on. */
export const remarkCitations = (all: readonly Remark[]): Citation[] =>
  all.flatMap((r) => ('citations' in r ? r.citations : []));
