/** What the product meant by each reply and notice, taken where it hands them to the store, before they become words. */
import type { Reply, Result } from '../../../src/domain/reply.ts';
import type { Store, Work } from '../../../src/store/store.ts';

export interface Heard {
  /** Replies to the message itself. */
  readonly replies: string[];
  /** Notices with the key under which each goes out at most once. */
  readonly notices: { readonly key: string; readonly to: string; readonly says: string }[];
}

/** The says of a result with what tells its kinds apart. */
export function tagOf(result: Result): string {
  const { says } = result;
  if (says === 'answers-recorded') {
    const done = result.done.map((d) => `${d.shown.request.id}=${d.next}`).join();
    return `${says}:${done}|${result.refused.map((r) => `${r.shown.request.id}=${r.why}`).join()}`;
  }
  if (says === 'withdrawn') return `${says}:${result.to}`;
  if ('why' in result && typeof result.why === 'string') return `${says}:${result.why}`;
  return 'next' in result && typeof result.next === 'string' ? `${says}:${result.next}` : says;
}

/** Listens to one store. What a transaction that fails has said was never said. */
export class Ear {
  readonly heard = new Map<bigint, Heard>();

  readonly listen = (store: Store): Store => ({
    ...store,
    inTransaction: async (work) => {
      const pending = new Map<bigint, Heard>();
      const result = await store.inTransaction((tx) => work(this.#within(tx, pending)));
      for (const [id, heard] of pending) this.heard.set(id, heard);
      return result;
    },
  });

  #within(tx: Work, pending: Map<bigint, Heard>): Work {
    let said: readonly Reply[] = [];
    return {
      ...tx,
      directory: (replies, facts) => {
        said = replies;
        return tx.directory(replies, facts);
      },
      apply: async (results, now) => {
        await tx.apply(results, now);
        const left = [...said];
        for (const { inboxId, sends } of results) pending.set(inboxId, heardOf(left, sends.map((s) => s.message.key))); // prettier-ignore
      },
    };
  }
}

/** Takes from `left` the replies that became these sends; those to nobody who can be reached became none. */
function heardOf(left: Reply[], keys: readonly string[]): Heard {
  const heard: Heard = { replies: [], notices: [] };
  for (const key of keys) {
    const at = left.findIndex((r) => (key.startsWith('n:') ? key.startsWith(`n:${r.once}`) : r.once === null));
    const reply = left[at];
    if (!reply) continue;
    left.splice(0, at + 1);
    if (reply.once === null) heard.replies.push(tagOf(reply.result));
    else if (!heard.notices.some((n) => n.key === key))
      heard.notices.push({ key, to: recipientOf(reply), says: reply.result.says });
  }
  return heard;
}

const recipientOf = ({ recipient }: Reply): string =>
  recipient.to === 'person' ? recipient.personId : recipient.to === 'team' ? 'group' : 'here';
