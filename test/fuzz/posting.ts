/** Posts over connections that are kept: what is to be told is how each was answered. */
import { Agent, request } from 'node:http';

export interface Posted {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

export class Poster {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The status; 0 = no answer. */
  post({ method = 'POST', headers, body }: Posted): Promise<number> {
    return new Promise((resolve) => {
      const outgoing = request(this.#url, { method, headers, agent: this.#agent, timeout: 20_000 }, (incoming) => {
        incoming.resume();
        incoming.on('end', () => resolve(incoming.statusCode ?? 0));
        incoming.on('error', () => resolve(0));
      });
      outgoing.on('timeout', () => outgoing.destroy());
      outgoing.on('error', () => resolve(0));
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Runs `next` until it says false, in so many lanes at once. */
export async function inLanes(lanes: number, next: () => Promise<boolean>): Promise<void> {
  const lane = async (): Promise<void> => {
    while (await next());
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
