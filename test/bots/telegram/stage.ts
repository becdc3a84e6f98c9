/** The adapter against the fake Bot API, with waits that are noted instead of waited for. */
import { createAdapter, type TelegramAdapter } from '../../../bots/telegram/adapter.ts';
import type { Config, Ports } from '../../../bots/telegram/config.ts';
import { SinkFake } from '../../fakes/product.ts';
import type { TelegramPerson } from '../../fakes/telegram-person.ts';
import { TelegramServer } from '../../fakes/telegram-server.ts';

export const SECRET = 'sample-secret-of-the-webhook';
export const WEBHOOK = { url: 'https://bot.example.gov.cn/telegram', secret: SECRET, host: '127.0.0.1', port: 0 };

/** A look at the platform that is due in a minute never comes; any other wait is over at once. */
export const waitBriefly = async (ms: number, signal: AbortSignal): Promise<void> =>
  await new Promise((resolve) => {
    if (ms < 60_000) setTimeout(resolve, 2);
    else signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });

export interface Stage {
  readonly server: TelegramServer;
  readonly adapter: TelegramAdapter;
  readonly product: SinkFake;
  readonly person: TelegramPerson;
  readonly reported: unknown[];
  readonly files: Map<string, Uint8Array>;
}

export interface Setting {
  readonly config?: Partial<Config>;
  readonly ports?: Partial<Ports>;
  readonly server?: TelegramServer;
}

export const alwaysMine: Ports['exclusively'] = (_, work) => work(new AbortController().signal);

export async function staged({ config = {}, ports = {}, server: given }: Setting = {}): Promise<Stage> {
  const server = given ?? (await TelegramServer.start({ secondMs: 20, patienceMs: 50 }));
  const reported: unknown[] = [];
  const files = new Map<string, Uint8Array>();
  const read = async (sha256: string): Promise<Uint8Array | null> => files.get(sha256) ?? null;
  const adapter = createAdapter({
    config: {
      token: server.token,
      apiRoot: server.url,
      webhook: null,
      report: (error) => reported.push(error),
      wait: waitBriefly,
      ...config,
    },
    ports: { readImage: read, readFile: read, exclusively: alwaysMine, ...ports },
  });
  return { server, adapter, product: new SinkFake(), person: server.person('示例甲'), reported, files };
}
