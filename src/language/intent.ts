/** What a message says, before anyone decides anything. Dates are already resolved against the message's own time. */
import type { BindSaid } from '../domain/bind-code.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { DateProblem } from '../domain/date-problem.ts';
import type { LeaveDraft, Which } from '../domain/dialogue.ts';
import type { Half } from '../domain/leave.ts';
import type { DutyIntent } from './duty-intent.ts';
import type { Introduced } from './introduced.ts';

export type { DateProblem, Which };

/** Slots of a leave request as far as they were said; null = not said. Halves: `fromHalf` am = the whole first day. */
export interface LeaveSlots extends LeaveDraft {
  readonly problem: DateProblem | null;
}

export type Intent =
  | DutyIntent
  | { readonly intent: 'check-in'; readonly note: string | null }
  | { readonly intent: 'check-out'; readonly note: string | null }
  /** 补卡: `on` null = no date was said. */
  | {
      readonly intent: 'make-up';
      readonly on: IsoDate | null;
      readonly reason: string | null;
      readonly problem: DateProblem | null;
    }
  | { readonly intent: 'request-leave'; readonly slots: LeaveSlots }
  /** `on` is the day written about; `text` may be empty. */
  | { readonly intent: 'write-log'; readonly on: IsoDate; readonly text: string; readonly problem: DateProblem | null }
  | { readonly intent: 'read-logs'; readonly whose: 'own' | 'team'; readonly from: IsoDate; readonly to: IsoDate }
  /** 同意 1 3, 都同意, 同意 #A1B2. */
  | { readonly intent: 'approve'; readonly which: Which; readonly note: string | null }
  /** `soft`: 不行 最近检查多, which may as well answer a question of the bot's own. */
  | { readonly intent: 'reject'; readonly which: Which; readonly reason: string | null; readonly soft?: true }
  /** 可以 路上慢点, 不行: sounds like a decision and is none; it is said how to decide. */
  | { readonly intent: 'sounds-like'; readonly verdict: 'approve' | 'reject' }
  /** 童意, 批淮: perhaps `meant`, and asked about; `instead`: the message with it. `reading` is only what would be done, never done by it. */
  | {
      readonly intent: 'doubtful';
      readonly said: string;
      readonly meant: string;
      readonly instead: string;
      readonly reading: Intent;
    }
  /** 退回: to be revised. */
  | { readonly intent: 'return'; readonly which: Which; readonly reason: string | null }
  /** 撤回, 取消请假. */
  | { readonly intent: 'withdraw'; readonly code: string | null }
  /** 转办 王主任; `who` as it was said, null where nobody was named. */
  | { readonly intent: 'transfer'; readonly which: Which; readonly who: string | null }
  /** 加签 王主任. */
  | { readonly intent: 'add-approver'; readonly which: Which; readonly who: string | null }
  /** 代理 12.1-12.5 李副书记; dates as far as they were said. */
  | {
      readonly intent: 'name-deputy';
      readonly who: string | null;
      /** 替 王书记: the officer's, for another's seats. */
      readonly forWhom?: string;
      readonly from: IsoDate | null;
      readonly to: IsoDate | null;
      readonly problem: DateProblem | null;
    }
  /** 换人 示例镇党委书记 张三 12.1起; `event` as the regulations call it. */
  | {
      readonly intent: 'change-holder';
      readonly seat: string | null;
      readonly who: string | null;
      readonly from: IsoDate | null;
      readonly problem: DateProblem | null;
      readonly event: string;
    }
  /** 取消代理. */
  | { readonly intent: 'end-deputy' }
  /** 催办. */
  | { readonly intent: 'nudge'; readonly code: string | null }
  /**
   * 销假, 消假 昨天下午到的: `on` and `half` say until when they were away (as the end of a span: am = came back at noon);
   * null = now.
   */
  | {
      readonly intent: 'end-leave';
      readonly code: string | null;
      readonly back: { readonly on: IsoDate; readonly half: Half } | null;
      readonly problem: DateProblem | null;
    }
  /** 续假 两天: the slots hold the new end or the further days; `from` is not said. */
  | { readonly intent: 'extend-leave'; readonly code: string | null; readonly slots: LeaveSlots }
  /** 修改 #A1B2 12.8-12.9, 改成两天: the slots hold what changes. */
  | { readonly intent: 'edit-request'; readonly code: string | null; readonly slots: LeaveSlots }
  /** 更正 #A1B2 12.8-12.9 理由: the officer's; the slots' reason says why. */
  | { readonly intent: 'correct-leave'; readonly code: string | null; readonly slots: LeaveSlots }
  /** 帮老王请假 …: `who` as it was said. */
  | { readonly intent: 'proxy-leave'; readonly who: string; readonly slots: LeaveSlots }
  /** 异议: somebody else asked for it and it is not so. */
  | { readonly intent: 'object'; readonly code: string | null; readonly reason: string | null }
  /** 代录 #A1B2 同意 某局 签字: what was decided on paper; `seat` as it was said. */
  | {
      readonly intent: 'record-paper';
      readonly code: string | null;
      readonly verdict: 'approve' | 'reject' | null;
      readonly seat: string | null;
      readonly note: string | null;
    }
  /** 免打扰, 取消免打扰. */
  | { readonly intent: 'digest'; readonly digest: boolean }
  /** 我批过的. */
  | { readonly intent: 'answered' }
  /** 请假台账 11月. */
  | { readonly intent: 'leave-ledger'; readonly from: IsoDate; readonly to: IsoDate }
  /** 附件, 附件 11月: documents that one sent along. */
  | { readonly intent: 'own-files'; readonly from: IsoDate; readonly to: IsoDate }
  /** 网页, 电脑登录. */
  | { readonly intent: 'web-link' }
  /** 我的数据. */
  | { readonly intent: 'my-data' }
  /** 谁看过我的. */
  | { readonly intent: 'who-looked' }
  /** 请假走到哪了: how the own requests stand. */
  | { readonly intent: 'leave-status' }
  /** 请假超过五天由谁批: what the rules say; the question as it was typed. `named`: 问 stands before it; '' = nothing else does. */
  | { readonly intent: 'ask-policy'; readonly question: string; readonly named?: true }
  /** 村民反映水渠堵了; `major`: danger to life or to many. */
  | { readonly intent: 'report-issue'; readonly on: IsoDate; readonly text: string; readonly major: boolean }
  | { readonly intent: 'todo' }
  | { readonly intent: 'who-is-here' }
  | { readonly intent: 'mine' }
  | { readonly intent: 'help' }
  /** 为什么: asks on what a decision rests; `about` where the words themselves say it. */
  | { readonly intent: 'why'; readonly code: string | null; readonly about: 'month' | null }
  /** Says yes or no to the bot's own open question; never approves anybody's request. */
  | { readonly intent: 'confirm' }
  | { readonly intent: 'cancel' }
  /** 继续: the talk that was left is taken up again. */
  | { readonly intent: 'resume' }
  /** 上次那样再请一次: like the last leave; the slots hold what is said besides, its start above all. */
  | { readonly intent: 'leave-as-before'; readonly slots: LeaveSlots }
  /** 收到, 嗯, 好的, 👌: heard, nothing more. */
  | { readonly intent: 'acknowledge'; readonly code: string | null }
  /** 绑定 张三 尾号1234 码; null where a part is missing. */
  | { readonly intent: 'bind'; readonly said: BindSaid | null }
  /** 我是示例一村第一书记示例甲. */
  | { readonly intent: 'introduce'; readonly who: Introduced }
  | { readonly intent: 'unbind' }
  /** 绑定本群 示例一村工作队: what the team was called, then a shorter form; empty = none was named. */
  | { readonly intent: 'bind-group'; readonly names: readonly string[] }
  /** 解绑本群. */
  | { readonly intent: 'unbind-group' }
  /** 邀请 张三 李四; as they were said. */
  | { readonly intent: 'invite'; readonly names: readonly string[] }
  /** 个人信息说明, 同意个人信息处理, 撤回同意. */
  | { readonly intent: 'read-consent' | 'give-consent' | 'withdraw-consent' }
  | { readonly intent: 'none' };
