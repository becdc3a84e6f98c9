/** The file that goes with an answer, made from its figures; null for the many that have none. */
import { dateOf, type Instant } from '../domain/calendar.ts';
import type { LeaveLedger } from '../domain/ledger.ts';
import type { Result } from '../domain/reply.ts';
import { leaveLedgerXlsx } from './leave-ledger.ts';
import { fullDay } from './ledger-words.ts';
import { myDataXlsx } from './my-data.ts';

export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly contentType: string;
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An empty ledger is no file: its answer says so. */
export async function makeFile(result: Result, countyName: string, now: Instant): Promise<MadeFile | null> {
  if (result.says === 'my-data')
    return {
      bytes: await myDataXlsx(result.data, { madeOn: dateOf(now) }),
      // No name in it: a file lies about on phones.
      name: `我的数据（${fullDay(dateOf(now))}）.xlsx`,
      contentType: xlsx,
    };
  if (result.says !== 'leave-ledger' || result.ledger.rows.length === 0) return null;
  const title = `${countyName}请假台账（${spanOf(result.ledger)}）`;
  const bytes = await leaveLedgerXlsx(result.ledger, { title, madeOn: dateOf(now) });
  return { bytes, name: `${title}.xlsx`, contentType: xlsx };
}

const spanOf = ({ from, to }: LeaveLedger): string =>
  from === to ? fullDay(from) : `${fullDay(from)}至${fullDay(to)}`;
