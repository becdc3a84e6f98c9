/** What officers are told of a platform that needs them, on another one: once for each kind of trouble, and once that it is over. */
import type { Instant } from '../domain/calendar.ts';
import { platformTroubles, type PlatformSeen, type PlatformTrouble } from '../domain/platform.ts';
import { overSaid, troubleSaid } from '../replies/platforms.ts';
import type { Noting, ToldIn } from '../store/platform-state.ts';
import type { Send } from '../store/work-result.ts';

export interface Trouble {
  readonly seen: PlatformSeen;
  readonly kind: PlatformTrouble;
  /** When the whole of it began. */
  readonly since: Instant;
}

const keyOf = (platform: string, since: Instant, kind: PlatformTrouble | 'back', personId: string): string =>
  `platform:${platform}:${since}:${kind}:${personId}`;

interface At {
  readonly now: Instant;
  readonly webOrigin: string | null;
}

/** `working`: the platforms that it can be told on. @returns false where no officer is to be reached there */
export async function tellTrouble(
  tx: Noting,
  { seen, kind, since }: Trouble,
  working: readonly string[],
  at: At,
): Promise<boolean> {
  const officers = await tx.officers(working, at.now);
  if (officers.length === 0) return false;
  const text = troubleSaid(seen, { troubleSince: since, ...at });
  await tx.send(officers.map((to) => sendTo(to, keyOf(seen.platform, since, kind, to.personId), text)));
  return true;
}

/** To those who were told of it, where they were. */
export async function tellOver(
  tx: Noting,
  { platform, since }: { readonly platform: string; readonly since: Instant },
  working: readonly string[],
  { now }: At,
): Promise<void> {
  const officers = await tx.officers(working, now);
  const keys = officers.flatMap((o) => platformTroubles.map((kind) => keyOf(platform, since, kind, o.personId)));
  const told = keys.length > 0 ? await tx.told(keys) : [];
  const text = overSaid(platform, { since, now });
  await tx.send(told.map((to) => sendTo(to, keyOf(platform, since, 'back', to.personId), text)));
}

const sendTo = ({ platform, conversation, personId }: ToldIn, key: string, text: string): Send => ({
  platform,
  personId,
  requestId: null,
  revision: null,
  buttons: [],
  message: { key, conversation, text, code: null, mentions: [], replyTo: null, buttons: [], images: [], files: [] },
});
