/** The way in: keep the message, then answer the platform, then let the workers know. Nothing is decided here. */
import type { InboundMessage, KeptImage, OfferedImage, Sink, StoredMessage } from './message.ts';
import type { AtArrow } from './arrow.ts';
import type { Meter } from './meter.ts';

export interface ReceiveDeps {
  /** False when this event was kept before. */
  readonly keep: (message: StoredMessage) => Promise<boolean>;
  readonly keepImage: (bytes: Uint8Array, contentType: string) => Promise<KeptImage | null>;
  readonly at: AtArrow;
  readonly meter?: Meter;
}

/** Longest wait for a platform's image before the message is kept without it, in ms. */
const imageWaitMs = 10_000;

export const receiver =
  ({ keep, keepImage, at, meter }: ReceiveDeps): Sink =>
  async (message) => {
    at('received');
    const images = await keepImages(message.images, keepImage);
    const fresh = await keep(storable(message, images));
    at('kept');
    meter?.received(message.platform, fresh);
  };

/** An image that the platform can't give is left out; one that can't be written here fails the message, so that it comes again. */
async function keepImages(offered: readonly OfferedImage[], keepImage: ReceiveDeps['keepImage']): Promise<KeptImage[]> {
  const kept = await Promise.all(
    offered.map(async ({ open, contentType }) => {
      const bytes = await open(AbortSignal.timeout(imageWaitMs)).catch(() => null);
      return bytes && keepImage(bytes, contentType);
    }),
  );
  return kept.filter((image) => image !== null);
}

const storable = ({ raw: _raw, images: _images, ...message }: InboundMessage, images: KeptImage[]): StoredMessage => ({
  ...clean(message),
  images,
});

/** PostgreSQL's text holds no NUL and no lone surrogate; they carry nothing and are dropped or replaced. */
const clean = <T>(message: T): T =>
  JSON.parse(JSON.stringify(message), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  ) as T;
