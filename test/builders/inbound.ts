/** Messages as a platform would hand them over. */
import { createHash } from 'node:crypto';
import type { InboundMessage, KeptImage, SharedLocation } from '../../src/chat/message.ts';

export interface Delivery {
  readonly platform: string;
  readonly eventKey: string;
  readonly conversation: string;
  readonly chatKind: 'direct' | 'group';
  readonly senderId: string;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** What a message carries; everything else of it is empty. */
export type Content = Partial<
  Pick<InboundMessage, 'kind' | 'otherKind' | 'text' | 'mentionsBot' | 'quote' | 'forwarded' | 'location' | 'action'>
> & { readonly photos?: number };

export const inbound = (delivery: Delivery, { photos = 0, ...content }: Content): InboundMessage => ({
  messageId: `p-${delivery.eventKey}`,
  senderName: null,
  kind: 'text',
  otherKind: null,
  text: '',
  mentionsBot: false,
  quote: null,
  forwarded: false,
  edited: false,
  location: null,
  action: null,
  raw: null,
  images: Array.from({ length: photos }, keptPhoto),
  ...delivery,
  ...content,
});

const keptPhoto = (): KeptImage => ({
  sha256: createHash('sha256')
    .update(Uint8Array.of(0xff, 0xd8, 0xff))
    .digest('hex'),
  contentType: 'image/jpeg',
  sizeBytes: 3,
});

export const pinned = (datum: SharedLocation['datum'] = 'gcj02'): SharedLocation => ({
  latitude: 29.86,
  longitude: 107.73,
  datum,
  accuracyMetres: 20,
  live: false,
  name: null,
});
