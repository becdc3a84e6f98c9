/** What is said of ledgers, duties and drafts. Dates are resolved already. */
import type { IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { Ledger } from '../domain/duty.ts';

/** 学习 今天下午集中学习 12人 主题…: figures as far as they were said. */
export interface SaidEntry {
  readonly ledger: Ledger;
  readonly on: IsoDate;
  /** Without the keyword, the day and the figures that stand as words of their own. */
  readonly text: string;
  /** As it was typed, without the day that it begins with: the day's log. */
  readonly whole: string;
  readonly people: number | null;
  /** 全队: all of the team, where no number was said. */
  readonly wholeTeam: boolean;
  /** In halves. */
  readonly days: number | null;
  readonly level: string | null;
  readonly place: string | null;
  /** Of a report: what it is of, as far as that was said. */
  readonly about: SaidReport | null;
  readonly problem: DateProblem | null;
  /** Whether a day was said; `on` is today where none was. */
  readonly isDated?: boolean;
}

/** 11月, 上半年, 年度: the kind of period, and its days where it is said which one; whom it goes to, as it was said. */
export interface SaidReport {
  readonly every: 'month' | 'quarter' | 'half-year' | 'year' | null;
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
}

export type DutyIntent =
  | { readonly intent: 'write-entry'; readonly said: SaidEntry }
  /** 撤销学习, 删掉刚才那条; `ask`: 记错了 says not yet what is to become of it. */
  | { readonly intent: 'take-back'; readonly ledger: Ledger | null; readonly does: 'void' | 'ask' }
  /** 改为 15人: what is said after it, as it was typed; which line it is of decides how that is read. */
  | { readonly intent: 'change-entry'; readonly rest: string }
  /** 还差什么, 我的任务. */
  | { readonly intent: 'duties' }
  /** 已办, 已办 2, 已办 体检; numbers of the last list, and words. */
  | { readonly intent: 'duty-done'; readonly numbers: readonly number[]; readonly said: string | null }
  /** 推迟到后天, 2 推迟到周五. */
  | {
      readonly intent: 'duty-later';
      readonly numbers: readonly number[];
      readonly until: IsoDate | null;
      readonly problem: DateProblem | null;
    }
  /** 关闭提醒 集中学习, 打开提醒 FD-11a; null = which there are. */
  | { readonly intent: 'switch-reminder'; readonly on: boolean; readonly said: string | null }
  /** 考勤表, 考勤表 11月, 考勤表 某镇; `confirms`: 确认考勤表. Townships as they were said; null for 未分乡镇. */
  | {
      readonly intent: 'month-table';
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly confirms: boolean;
      readonly townships: readonly (string | null)[];
    }
  /** 月报, 11月月报, 年终总结. */
  | { readonly intent: 'draft'; readonly of: 'month' | 'year'; readonly from: IsoDate; readonly to: IsoDate };
