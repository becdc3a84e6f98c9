/** Short names for what goes wrong. The words themselves hold texts, names and the token: they go nowhere. */
import { CHAT_IS_LOST, GONE, SIGNED_OUT, UNANSWERED, WARNED } from './render-refusals.ts';

/** What is reported in place of an error of the gateway or of the way to it. */
export class WechatTrouble extends Error {
  override readonly name = 'WechatTrouble';
  readonly why: string;

  constructor(why: string) {
    super(`wechat: ${why}`);
    this.why = why;
  }
}

export const WARNED_WHY = 'warned';
export const SIGNED_OUT_WHY = 'logged-out';
export const GONE_WHY = 'gone';
/** The gateway gives its stream of events to one client at a time, and somebody else has it. */
export const TAKEN_WHY = 'gateway-taken';
/** The stream is taken from whoever has it. */
export const TAKEOVER_WHY = 'gateway-takeover';
export const UNANSWERED_WHY = 'timeout';
/** Somebody said something that is not known. */
export const LOST_WHY = 'message-lost';

/** What follows the first line is where in the gateway's code it happened. */
const firstLineOf = (said: string): string => (said.split('\n', 1)[0] ?? '').slice(0, 500);

/** A name for the words with which a gateway refused a call. A lost chat comes first: its words speak of restrictions too. */
export function whyRefused(words: string): string {
  const said = firstLineOf(words);
  const lost = CHAT_IS_LOST.find(([pattern]) => pattern.test(said));
  if (lost) return lost[1];
  if (GONE.test(said)) return GONE_WHY;
  if (WARNED.test(said)) return WARNED_WHY;
  if (SIGNED_OUT.test(said)) return SIGNED_OUT_WHY;
  return UNANSWERED.test(said) ? UNANSWERED_WHY : 'refused';
}

const CHAT_LOST_WHYS = new Set(CHAT_IS_LOST.map(([, why]) => why));

export const isChatLost = (why: string): boolean => CHAT_LOST_WHYS.has(why);
