/** What the gateway told on its way to the product. It is told once: what the product can't store yet is kept here and offered again. */
import type { InboundMessage, Sink } from '../../src/chat/message.ts';
import type { Terms } from './config.ts';
import { LOST_WHY, WechatTrouble } from './trouble.ts';

export interface ReceiverParts {
  readonly sink: Sink;
  readonly terms: Pick<Terms, 'firstOfferMs' | 'longestOfferMs'>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly report: (error: unknown) => void;
}

export interface Receiver {
  /** Nothing of a chat overtakes what came in it before. */
  take(message: InboundMessage): void;
  /** When the oldest came that is not stored yet, epoch ms; null = all are. */
  oldestInHand(): number | null;
  /** Resolves when all is stored, or after so many ms: what is not is lost then, and told of. */
  stop(graceMs: number): Promise<void>;
}

export function createReceiver({ sink, terms, wait, report }: ReceiverParts): Receiver {
  const inHand = new Set<InboundMessage>();
  /** Of each chat the last that is under way. */
  const tails = new Map<string, Promise<void>>();
  const givenUp = new AbortController();

  async function store(message: InboundMessage): Promise<void> {
    for (let ms = terms.firstOfferMs; !givenUp.signal.aborted; ms = Math.min(terms.longestOfferMs, ms * 2)) {
      try {
        await sink(message);
        inHand.delete(message);
        return;
      } catch (error) {
        report(error);
        await wait(ms, givenUp.signal);
      }
    }
  }

  return {
    take(message) {
      const { conversation } = message;
      inHand.add(message);
      const tail = (tails.get(conversation) ?? Promise.resolve()).then(() => store(message));
      tails.set(conversation, tail);
      void tail.then(() => tails.get(conversation) === tail && tails.delete(conversation));
    },
    oldestInHand() {
      let oldest: number | null = null;
      for (const { receivedAt } of inHand) oldest = Math.min(oldest ?? receivedAt, receivedAt);
      return oldest;
    },
    async stop(graceMs) {
      const all = Promise.all(tails.values());
      const timer = setTimeout(() => givenUp.abort(), graceMs);
      const abandoned = new Promise<void>((resolve) => {
        givenUp.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([all, abandoned]);
      clearTimeout(timer);
      if (inHand.size > 0) report(new WechatTrouble(LOST_WHY));
    },
  };
}
