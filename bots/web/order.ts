/**
 * Keeps the bot's answer below what it answers: between the product's yes to a message and its row in the log, this
 * process's sends to that conversation wait. Between processes the product's own way is long enough.
 */
export interface Order {
  /** Runs `work` as the writing of a person's message in the conversation. */
  during<T>(conversation: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when no such writing is under way. */
  settled(conversation: string): Promise<void>;
}

export function createOrder(): Order {
  const writing = new Map<string, Set<Promise<unknown>>>();
  return {
    async during(conversation, work) {
      // Entered before the work begins: a send that the work itself brings about waits too.
      const promise = Promise.resolve().then(work);
      const here = writing.get(conversation) ?? new Set<Promise<unknown>>();
      writing.set(conversation, here.add(promise));
      try {
        return await promise;
      } finally {
        here.delete(promise);
        if (here.size === 0 && writing.get(conversation) === here) writing.delete(conversation);
      }
    },
    async settled(conversation) {
      await Promise.allSettled(writing.get(conversation) ?? new Set<Promise<unknown>>());
    },
  };
}
