/**
 * Long polling. The offset, which is what acknowledges, moves past an update only once it is stored: grammY's own loop and its
 * runner confirm what is not, or skip what failed.
 */
import type { RawApi } from 'grammy';
import type { Addressee } from './mention.ts';
import type { Pulse } from './pulse.ts';
import type { Take } from './receive.ts';
import { ALLOWED_UPDATES, UpdateId } from './schema.ts';
import { backoffMs, delayAfter, TelegramTrouble, whyOf } from './trouble.ts';
import { calling, isOver, within } from './wire.ts';

export interface Polling {
  readonly api: Pick<RawApi, 'getUpdates' | 'deleteWebhook'>;
  readonly bot: Addressee;
  readonly take: Take;
  readonly pulse: Pulse;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly report: (error: unknown) => void;
}

const LONG_POLL_S = 25;
const ANSWER_MS = 10_000;
/** The last confirmation is a courtesy: without it the last updates come again and are known. */
const CONFIRM_MS = 2000;

/** Polls until aborted. Never rejects. */
export async function poll(polling: Polling, signal: AbortSignal): Promise<void> {
  const { pulse, wait, report } = polling;
  const place = { offset: 0, opened: false };
  for (let failures = 0; !signal.aborted;) {
    try {
      await round(polling, place, signal);
      failures = 0;
    } catch (error) {
      if (isOver(signal)) break;
      failures += 1;
      if (pulse.lost(whyOf(error))) report(new TelegramTrouble(whyOf(error)));
      await wait(delayAfter(error, failures), signal);
    }
  }
  if (place.offset !== 0) await confirm(polling, place.offset);
}

interface Place {
  offset: number;
  /** No webhook stands in the way. */
  opened: boolean;
}

async function round(polling: Polling, place: Place, signal: AbortSignal): Promise<void> {
  const { api, pulse } = polling;
  if (!place.opened)
    await calling(ANSWER_MS, signal, (ends) => api.deleteWebhook({ drop_pending_updates: false }, ends));
  place.opened = true;
  const asked = { offset: place.offset, timeout: LONG_POLL_S, limit: 100, allowed_updates: ALLOWED_UPDATES };
  const patienceMs = LONG_POLL_S * 1000 + ANSWER_MS;
  const updates: unknown = await calling(patienceMs, signal, (ends) => api.getUpdates(asked, ends));
  if (!Array.isArray(updates)) throw new TelegramTrouble('bad-answer');
  pulse.reached();
  const before = place.offset;
  for (const update of updates as unknown[]) {
    if (!(await stored(polling, update, signal))) return;
    const read = UpdateId.safeParse(update).data;
    if (read) place.offset = read.update_id + 1;
  }
  // Without a number nothing can be confirmed, and the same would be asked for again at once.
  if (updates.length > 0 && place.offset === before) throw new TelegramTrouble('bad-answer');
}

/** Tries until the update is stored. @returns whether it is; false = aborted before */
async function stored({ take, bot, wait, report }: Polling, update: unknown, signal: AbortSignal): Promise<boolean> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await take(update, bot);
      return true;
    } catch (error) {
      report(error);
      await wait(backoffMs(failures), signal);
    }
  }
  return false;
}

/** What it answers is left for the next poll. */
async function confirm({ api }: Polling, offset: number): Promise<void> {
  const asked = { offset, timeout: 0, limit: 1, allowed_updates: ALLOWED_UPDATES };
  await api.getUpdates(asked, within(CONFIRM_MS)).catch(() => undefined);
}
