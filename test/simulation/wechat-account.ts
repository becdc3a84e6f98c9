/** An account of WeChat behind which there is nothing: the adapter's true pace and capabilities, on a clock that is handed in. */
import { capabilities } from '../../bots/wechat/adapter.ts';
import { createPace, limitsOf } from '../../bots/wechat/pace.ts';
import type { Adapter, Health, OutboundMessage } from '../../src/chat/message.ts';
import type { Instant } from '../../src/domain/calendar.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { chanceOf } from './chance.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface SentOn {
  readonly platform: string;
  readonly conversation: string;
  readonly text: string;
  readonly at: Instant;
}

export interface AccountTerms {
  readonly platform: string;
  readonly dailyCap: number;
  /** The platform warns it at its first send from then on; null = never. */
  readonly warnedAt: Instant | null;
  /** Of its own. */
  readonly folder: string;
  readonly seed: string;
}

/** @param arrived told of each message that went out; @param warned told until when it is quiet from now on */
export function wechatAccount(
  { platform, dailyCap, warnedAt, folder, seed }: AccountTerms,
  time: VirtualTime,
  arrived: (sent: SentOn, message: OutboundMessage) => void,
  warned: (until: Instant) => void,
): Adapter {
  const now = (): Instant => time.now;
  const chance = chanceOf(`${seed} pace of ${platform}`);
  const random = (): number => chance.below(2 ** 30) / 2 ** 30;
  const pace = createPace({ config: { folder, now, random, wait: (ms) => time.sleep(ms) } });
  let [health, isWarned]: [Health, boolean] = [{ state: 'up', since: time.now, why: null }, false];
  const quiet = () => ({ status: 'refused', retryAt: pace.quietUntil(), why: 'warned', of: 'platform' }) as const;
  return {
    ...fakeAdapter({ platform }),
    capabilities: { ...capabilities, limits: limitsOf(dailyCap) },
    async send(message, signal) {
      if (pace.quietUntil() !== null) return quiet();
      if (!(await pace.turn(message.text.length, signal))) throw new Error('out of time');
      if (warnedAt !== null && !isWarned && time.now >= warnedAt) {
        isWarned = true;
        pace.warned('too-often');
        warned(pace.quietUntil() ?? time.now);
        return quiet();
      }
      arrived({ platform, conversation: message.conversation, text: message.text, at: time.now }, message);
      return { status: 'sent', messageId: null };
    },
    health() {
      const state = pace.quietUntil() === null ? 'up' : 'down';
      if (state !== health.state) health = { state, since: time.now, why: state === 'down' ? 'warned' : null };
      return health;
    },
  };
}
