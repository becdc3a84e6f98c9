/** The replies that answer the speaker where they wrote, and what is said more beside one of them. */
import type { Reply } from '../domain/reply.ts';

export const isHere = ({ recipient }: Reply): boolean => recipient.to === 'here';

/** With `more` on the reply at that place; as they were where there is none. */
export const withMore = (
  replies: readonly Reply[],
  at: number,
  more: Pick<Reply, 'aside'> | Pick<Reply, 'heard'>,
): readonly Reply[] => replies.map((reply, i) => (i === at ? { ...reply, ...more } : reply));
