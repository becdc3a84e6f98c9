/** Wakes this process when another has written: PostgreSQL's LISTEN/NOTIFY on a connection of its own. */
import pg from 'pg';

export type Channel = 'zhucun_inbox' | 'zhucun_images' | 'zhucun_outbox' | 'zhucun_web';

/** A wake-up call is a hint: whoever waits also looks now and then. `payload` is what the notifier said. */
export type Heard = (channel: Channel, payload: string) => void;

const retryMs = 500;

export interface Listening {
  stop(): Promise<void>;
}

/** Listens until stopped and connects again when the connection breaks; each new connection calls every listener once. */
export function listen(url: string, channels: readonly Channel[], heard: Heard): Listening {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  const lost = (which: pg.Client): void => {
    if (stopped || which !== client) return;
    client = null;
    void which.end().catch(() => undefined);
    timer = setTimeout(connect, retryMs);
  };
  function connect(): void {
    const fresh = new pg.Client({ connectionString: url, application_name: 'zhucun listen', keepAlive: true });
    client = fresh;
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    fresh.on('notification', (n) => heard(n.channel as Channel, n.payload ?? ''));
    subscribe(fresh, channels, heard).catch(() => lost(fresh));
  }
  connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

async function subscribe(client: pg.Client, channels: readonly Channel[], heard: Heard): Promise<void> {
  await client.connect();
  await client.query(channels.map((c) => `LISTEN ${c}`).join('; '));
  for (const channel of channels) heard(channel, '');
}
