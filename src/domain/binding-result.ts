/** What is said of accounts, codes and consent. */
import type { Instant, IsoDate } from './calendar.ts';
import type { ConsentState } from './consent.ts';

export type BindingResult =
  // 绑定
  | { readonly says: 'how-to-bind'; readonly officer: string | null }
  /** One answer to whatever part is wrong, and to a code that is used, ended or expired. */
  | { readonly says: 'bind-refused'; readonly officer: string | null }
  | { readonly says: 'bind-limited'; readonly until: Instant; readonly on: IsoDate; readonly officer: string | null }
  | {
      readonly says: 'bound';
      readonly name: string;
      readonly post: string | null;
      /** Whose account it was until now. */
      readonly instead: string | null;
    }
  /** To the accounts that were bound before: `ends` where this one no longer is. */
  | { readonly says: 'bound-elsewhere'; readonly ends: boolean; readonly officer: string | null }
  /** To the other accounts of somebody whose account is another person's now. */
  | { readonly says: 'account-taken'; readonly officer: string | null }
  /** In the web chat, where the account of the one who is signed in can't become another person's. */
  | { readonly says: 'web-is-anothers'; readonly name: string }
  | { readonly says: 'code-spoilt' }
  | { readonly says: 'whom-to-ask'; readonly officer: string | null }
  | { readonly says: 'ask-unbind'; readonly name: string }
  | { readonly says: 'unbound'; readonly name: string }
  // 绑定本群
  | { readonly says: 'bind-group-in-group' }
  | { readonly says: 'bind-group-not-yours' }
  | { readonly says: 'no-such-team'; readonly said: string }
  | { readonly says: 'which-team'; readonly names: readonly string[] }
  | { readonly says: 'group-bound'; readonly team: string }
  | { readonly says: 'group-unbound'; readonly team: string }
  | { readonly says: 'group-is-anothers'; readonly team: string }
  | { readonly says: 'group-not-bound' }
  | { readonly says: 'group-by-roster' }
  // 邀请
  | { readonly says: 'invite-whom' }
  | { readonly says: 'invite-not-yours' }
  | { readonly says: 'invite-in-direct' }
  | { readonly says: 'invite-too-many'; readonly limit: number }
  | { readonly says: 'invite-later'; readonly names: readonly string[] }
  | { readonly says: 'cannot-invite'; readonly name: string }
  | { readonly says: 'invited'; readonly name: string; readonly code: string; readonly expiresAt: Instant }
  // 个人信息
  /** `kept`: the message is worked once consent is given. */
  | {
      readonly says: 'ask-consent';
      readonly again: boolean;
      readonly kept: boolean;
      readonly waiting: number;
      readonly coordinateDays: number;
    }
  | {
      readonly says: 'privacy';
      readonly state: ConsentState | null;
      readonly since: Instant | null;
      readonly coordinateDays: number;
    }
  /** `waiting`: messages of theirs; `toAnswer`: requests of others. */
  | { readonly says: 'consent-given'; readonly waiting: number; readonly toAnswer: number }
  | { readonly says: 'consent-given-before'; readonly since: Instant | null }
  | { readonly says: 'consent-declined' }
  | { readonly says: 'ask-withdraw-consent' }
  | { readonly says: 'consent-not-given' }
  | { readonly says: 'consent-withdrawn' }
  | { readonly says: 'consent-withdrawn-told'; readonly name: string };
