/** One listening connection a process, shared by everything that waits for other processes. */
import { listen, type Channel } from './listen.ts';

export interface Listener {
  /** Calls back at each notice on the channel; returns how to stop. */
  on(channel: Channel, heard: (payload: string) => void): () => void;
  stop(): Promise<void>;
}

export function openListener(url: string): Listener {
  const listeners = new Map<Channel, Set<(payload: string) => void>>();
  const listening = listen(
    url,
    ['zhucun_inbox', 'zhucun_images', 'zhucun_outbox', 'zhucun_web'],
    (channel, payload) => {
      for (const heard of listeners.get(channel) ?? []) heard(payload);
    },
  );
  return {
    on(channel, heard) {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(heard));
      return () => void set.delete(heard);
    },
    stop: () => listening.stop(),
  };
}
