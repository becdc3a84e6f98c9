/** What waits for one person where it does not get on goes to another platform of theirs, and the log says why. */
import type { Logger } from 'pino';
import type { Adapter, SendOutcome } from './message.ts';
import type { LimitedPlatform, MovedSend, Settlement, Store } from '../store/store.ts';
import type { Standing } from './standing.ts';

export interface Leaving {
  readonly store: Store;
  readonly adapters: readonly Adapter[];
  /** Those of them that this sender sends to. */
  readonly own: readonly Adapter[];
  readonly standing: Standing;
  readonly log: Logger;
}

/** What waits on a platform that is out of reach goes to those who have another. */
export async function leaveStranded(deps: Leaving): Promise<void> {
  for (const adapter of deps.own) {
    if (!deps.standing.isStranded(adapter)) continue;
    const to = othersUp(deps, adapter.platform);
    tellMoved(deps, await deps.store.moveSends({ platform: adapter.platform }, to), 'down');
  }
}

/** What has to wait long for a place goes to those who have another platform with places; not what answers them, as long as there are some for that. */
export async function leaveOverCap(deps: Leaving): Promise<void> {
  for (const adapter of deps.own) {
    if (!isCapped(adapter) || !deps.standing.isToCount(adapter)) continue;
    const over = await deps.store.overCap(deps.adapters.filter(isCapped).map(limitsOf), worthWaitingMs);
    const own = over.find((o) => o.platform === adapter.platform);
    if (!own) continue;
    const isOver = new Set(over.map((o) => o.platform));
    const to = othersUp(deps, adapter.platform).filter((platform) => !isOver.has(platform));
    tellMoved(
      deps,
      await deps.store.moveSends({ platform: adapter.platform, answersStay: !own.answers }, to),
      'over-cap',
    );
  }
}

/** What has another way to its person waits no longer than this for a place, in ms. */
const worthWaitingMs = 600_000;

const isCapped = ({ capabilities: { limits } }: Adapter): boolean =>
  limits.some((l) => l.of === 'app' && l.perMs > worthWaitingMs);
const limitsOf = ({ platform, capabilities: { limits } }: Adapter): LimitedPlatform => ({ platform, limits });

/** Where nobody is reached in a chat for good, what is for its person goes to another account of theirs. Returns which of the sends did. */
export async function leaveGone(deps: Leaving, settlements: readonly Settlement[]): Promise<ReadonlySet<bigint>> {
  const moved = new Set<bigint>();
  for (const { platform } of deps.own) {
    const gone = settlements.filter(({ leased, outcome }) => leased.platform === platform && isGone(outcome));
    const to = gone.length > 0 ? othersUp(deps, platform) : [];
    if (to.length === 0) continue;
    const all = await deps.store.moveSends({ chatsOf: gone.map((g) => g.leased) }, to);
    tellMoved(deps, all, 'chat-gone');
    for (const { id } of all) moved.add(id);
  }
  return moved;
}

const isGone = (o: SendOutcome): boolean => o.status === 'refused' && o.of === 'chat' && o.retryAt === null;

const othersUp = ({ adapters, standing }: Leaving, platform: string): string[] =>
  adapters.filter((a) => a.platform !== platform && standing.isUp(a)).map((a) => a.platform);

/** Why a message goes to another account of its person: its platform is out of reach, nobody is there in its chat, or the platform says too much. */
type WhyMoved = 'down' | 'chat-gone' | 'over-cap';

function tellMoved({ log }: Leaving, moved: readonly MovedSend[], why: WhyMoved): void {
  for (const { id, from, to } of moved)
    log.info({ outboxId: String(id), from, to, why }, 'send moved to another platform');
}
