/** An update on its way in: read, stored by the product, and only then done with. The same for polling and webhook. */
import type { RawApi } from 'grammy';
import type { Sink } from '../../src/chat/message.ts';
import type { Addressee } from './mention.ts';
import { normalize } from './normalize.ts';
import { within } from './wire.ts';

export interface Receiving {
  readonly api: Pick<RawApi, 'answerCallbackQuery'>;
  readonly sink: Sink;
  readonly now: () => number;
  /** Told of each update that says nothing to the bot. */
  readonly ignored: () => void;
}

/** Resolves once the update is stored, or says nothing. Rejects when it could not be stored: it is to be brought again. */
export type Take = (update: unknown, bot: Addressee) => Promise<void>;

const ANSWER_MS = 5000;

export const taker =
  ({ api, sink, now, ignored }: Receiving): Take =>
  async (update, bot) => {
    const message = normalize(update, { bot, receivedAt: now() });
    if (message === null) {
      ignored();
      return;
    }
    await sink(message);
    // Ends the clock on the button. Nobody waits for it: the press is kept.
    if (message.kind === 'action') void stopClock(api, message.eventKey.slice(2));
  };

async function stopClock(api: Receiving['api'], callbackQueryId: string): Promise<void> {
  await api.answerCallbackQuery({ callback_query_id: callbackQueryId }, within(ANSWER_MS)).catch(() => undefined);
}
