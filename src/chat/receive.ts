/** The way in: keep the message, then answer the platform, then let the workers know. Nothing is decided here. */
import type { InboundMessage, KeptImage, OfferedImage, Sink, StoredMessage } from './message.ts';
import type { AtArrow } from './arrow.ts';

export interface ReceiveDeps {
  /** False when this event was kept before. */
  readonly keep: (message: StoredMessage) => Promise<boolean>;
  readonly keepImage: (bytes: Uint8Array, contentType: string) => Promise<KeptImage | null>;
  readonly at: AtArrow;
}

/** Longest wait for a platform's image before the message is kept without it, in ms. */
const imageWaitMs = 10_000;

export const receiver =
  ({ keep, keepImage, at }: ReceiveDeps): Sink =>
  async (message) => {
    at('received');
    const images = await keepImages(message.images, keepImage);
    await keep(storable(message, images));
    at('kept');
  };

async function keepImages(offered: readonly OfferedImage[], keepImage: ReceiveDeps['keepImage']): Promise<KeptImage[]> {
  const kept = await Promise.all(
    offered.map(async (image) => keepImage(await image.open(AbortSignal.timeout(imageWaitMs)), image.contentType)),
  );
  return kept.filter((image) => image !== null);
}

/** PostgreSQL's text holds no NUL and no lone surrogate; they carry nothing and are dropped. */
function storable({ raw: _raw, images: _images, ...message }: InboundMessage, images: KeptImage[]): StoredMessage {
  return {
    ...message,
    text: clean(message.text),
    senderName: message.senderName && clean(message.senderName),
    images,
    quote: cleanQuote(message.quote),
  };
}

const cleanQuote = (quote: StoredMessage['quote']): StoredMessage['quote'] =>
  quote && { ...quote, text: quote.text && clean(quote.text) };

const clean = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();
