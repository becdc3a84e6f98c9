/** Whoever writes again on a platform that does not deliver twice is told once when it was not heard. */
import { gapsSaid } from '../replies/platforms.ts';
import type { Send, Work } from '../store/store.ts';
import type { Platforms } from './apart.ts';
import type { Said } from './unknown-sends.ts';

/** By the account that wrote; in the transaction in which the messages are worked. Never in a group. */
export async function gapSends(
  tx: Pick<Work, 'takeUntoldGaps'>,
  said: readonly Said[],
  platforms: Platforms,
  now: number,
): Promise<ReadonlyMap<string, readonly Send[]>> {
  const there = said.filter(
    ({ message, facts }) =>
      message.chatKind === 'direct' &&
      facts.speaker.person !== null &&
      platforms.get(message.platform)?.redelivers === false,
  );
  if (there.length === 0) return new Map();
  const untold = await tx.takeUntoldGaps(
    there.map((s) => s.facts.speaker.accountId),
    now,
  );
  return new Map(
    untold.flatMap(({ accountId, newest, gaps }) => {
      const to = there.find((s) => s.facts.speaker.accountId === accountId);
      return to ? [[accountId, [sendOf(to, `gap:${newest}:${accountId}`, gapsSaid(to.message.platform, gaps))]]] : [];
    }),
  );
}

const sendOf = ({ message: { platform, conversation }, facts }: Said, key: string, text: string): Send => ({
  platform,
  personId: facts.speaker.person?.id ?? null,
  requestId: null,
  revision: null,
  buttons: [],
  message: { key, conversation, text, code: null, mentions: [], replyTo: null, buttons: [], images: [], files: [] },
});
