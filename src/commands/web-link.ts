/** 网页: a link by which the speaker comes into the web chat, on this device or another: for ten minutes, once. */
import type { Need } from '../domain/facts.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';

const minutes = 10;
/** 128 bits of chance. */
const tokenDigits = 32;

export const webLinkNeeds: Need = { fresh: true };

/** Whoever has the link is that person: it is told in a direct chat only. */
export function webLink({ facts, me, message, settings }: PersonContext): Outcome {
  if (message.chatKind === 'group') return say({ says: 'web-link-direct-only' });
  if (settings.webOrigin === null) return say({ says: 'no-web-chat' });
  const token = facts.fresh.slice(0, tokenDigits);
  return {
    effects: [{ effect: 'open-web-link', personId: me.id, token, expiresAt: facts.now + minutes * 60_000 }],
    replies: [reply({ says: 'web-link', url: `${settings.webOrigin}/link/${token}`, minutes })],
  };
}
