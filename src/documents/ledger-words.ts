/** How a row of the leave ledger is worded. */
import type { IsoDate } from '../domain/calendar.ts';
import type { LedgerRow } from '../domain/ledger.ts';
import type { RequestState } from '../domain/request.ts';

type Approval = LedgerRow['approvals'][number];
/** How a date is said. */
type Day = (on: IsoDate) => string;

export const stateWords: Readonly<Record<RequestState, string>> = {
  open: '待审批',
  held: '待经办人处理',
  returned: '已退回',
  approved: '已批准',
  rejected: '已驳回',
  withdrawn: '已撤回',
  cancelled: '批准后取消',
};

const verdictWords = { approve: '同意', reject: '驳回', return: '退回' } as const;

/** 2026年12月8日. */
export const fullDay = (on: IsoDate): string => `${on.slice(0, 4)}年${shortDay(on)}`;

/** 12月8日. */
export const shortDay = (on: IsoDate): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8, 10))}日`;

const noted = (notes: readonly (string | false)[]): string => notes.filter((note) => note !== false).join('；');

/** 李某（代王某）. */
const answerer = ({ by, forName }: Approval): string => (by ?? '') + (forName === null ? '' : `（代${forName}）`);

function approval(one: Approval, state: RequestState, day: Day): string {
  if (one.verdict === null) return `${one.title}：${state === 'open' ? '待审批' : '未审批'}`;
  const words = [answerer(one), verdictWords[one.verdict], one.at === null ? '' : day(one.at)];
  return `${one.title}：${words.filter((word) => word !== '').join(' ')}${one.onPaper ? '（纸质，代录）' : ''}`;
}

/** One line a seat. */
export const approvalWords = ({ approvals, state }: LedgerRow, day: Day): string =>
  approvals.map((one) => approval(one, state, day)).join('\n');

/** One line a body that gets a copy (备案). */
export const filingWords = ({ filings }: LedgerRow, day: Day): string =>
  filings
    .map(({ title, receivedOn }) => `${title}：${receivedOn === null ? '未回执' : `${day(receivedOn)}已收`}`)
    .join('\n');

/** Facts about the row, none of them a verdict. */
export const noteWords = ({ late, enteredBy, extendsCode, overdueDays, daysTaken, daysWithin }: LedgerRow): string =>
  noted([
    late && '事后补假',
    enteredBy !== null && `${enteredBy}代请`,
    extendsCode !== null && `续假，接 ${extendsCode}`,
    daysWithin !== daysTaken && `其中本期 ${daysWithin} 天`,
    overdueDays > 0 && `逾期 ${overdueDays} 天返回`,
  ]);
