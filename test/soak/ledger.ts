/** What was acknowledged to whom: the promise that the checker holds the service to. */
import type { PostedView } from '../../bots/web/client/wire.ts';

export interface Acknowledged {
  readonly personId: string;
  /** As the client chose it. */
  readonly key: string;
  readonly conversation: string;
  /** Keeps a work log. */
  readonly log: boolean;
  readonly posted: PostedView;
}

/** Keys of messages that only keep the service busy; their number is not part of the plan. */
export const FILLER = 'filler-';

export const eventKeyOf = ({ personId, key }: Pick<Acknowledged, 'personId' | 'key'>): string =>
  `p:web-${personId}:${key}`;
