/** The way in: keep the message, then answer the platform, then let the workers know. Nothing is decided here. */
import type { InboundMessage, Sink, StoredMessage } from './message.ts';
import type { AtArrow } from './arrow.ts';
import type { Meter } from './meter.ts';

export interface ReceiveDeps {
  /** False when this event was kept before. */
  readonly keep: (message: StoredMessage) => Promise<boolean>;
  readonly at: AtArrow;
  readonly meter?: Meter;
}

export const receiver =
  ({ keep, at, meter }: ReceiveDeps): Sink =>
  async (message) => {
    at('received');
    const fresh = await keep(storable(message));
    at('kept');
    meter?.received(message.platform, fresh);
  };

/**
 * Images that the platform still holds are fetched later: it waits for its answer. Those that people show each other in a group, with
 * nothing said to the bot, are none of its business; of an edited message nothing is made.
 */
function storable({ raw: _raw, images, ...message }: InboundMessage): StoredMessage {
  const kept = images.flatMap((image) => ('sha256' in image ? [image] : []));
  const offered = saysNothing(message) ? [] : images.flatMap((image) => ('ref' in image ? [image] : []));
  return { ...clean(message), images: kept, ...(offered.length > 0 ? { offered } : {}) };
}

const saysNothing = ({ edited, chatKind, mentionsBot, quote, text }: Omit<InboundMessage, 'images' | 'raw'>): boolean =>
  edited || (chatKind === 'group' && !mentionsBot && quote === null && text.trim() === '');

/** PostgreSQL's text holds no NUL and no lone surrogate; they carry nothing and are dropped or replaced. */
const clean = <T>(message: T): T =>
  JSON.parse(JSON.stringify(message), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  ) as T;
