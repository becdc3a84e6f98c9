/** Keeps unsent messages in the browser's IndexedDB, images included; in memory where a browser refuses that. */
import type { Queued, Shelf } from './outbox.ts';

const STORE = 'messages';

/** Never rejects: a browser that keeps nothing still sends. */
export async function openShelf(accountId: string): Promise<Shelf> {
  try {
    return databaseShelf(await openDatabase(`zhucun-outbox-${accountId}`));
  } catch {
    return memoryShelf();
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'body.eventKey' });
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('indexedDB'));
    opening.onblocked = () => reject(new Error('indexedDB is blocked'));
  });
}

function databaseShelf(database: IDBDatabase): Shelf {
  const done = <T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> =>
    new Promise((resolve) => {
      try {
        const request = ask(database.transaction(STORE, mode, { durability: 'strict' }).objectStore(STORE));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      } catch {
        // The browser took the database away; what is in memory is still sent.
        resolve(null);
      }
    });
  return {
    async all() {
      const kept = (await done('readonly', (store) => store.getAll() as IDBRequest<Queued[]>)) ?? [];
      return kept.sort((a, b) => a.at - b.at);
    },
    async put(queued) {
      await done('readwrite', (store) => store.put(queued));
    },
    async remove(key) {
      await done('readwrite', (store) => store.delete(key));
    },
  };
}

function memoryShelf(): Shelf {
  return { all: () => Promise.resolve([]), put: () => Promise.resolve(), remove: () => Promise.resolve() };
}
