/** One signed-in user of the web chat: posts, and hears the answers on the event stream. */
import { request, type ClientRequest } from 'node:http';
import type { Visitor } from './county.ts';
import { post } from './http.ts';

export class WebUser {
  readonly #visitor: Visitor;
  readonly #origin: string;
  #stream: ClientRequest | null = null;
  #answered: () => void = () => undefined;
  #sent = 0;

  constructor(visitor: Visitor, origin: string) {
    this.#visitor = visitor;
    this.#origin = origin;
  }

  get #headers(): Record<string, string> {
    return { cookie: `zhucun=${this.#visitor.token}`, origin: this.#origin };
  }

  /** Resolves once the stream is open. */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      const url = `${this.#origin}/a/${this.#visitor.accountId}/api/stream?since=`;
      this.#stream = request(url, { agent: false, headers: this.#headers }, (incoming) => {
        if (incoming.statusCode !== 200) reject(new Error(`stream refused: ${String(incoming.statusCode)}`));
        let rest = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (text: string) => {
          const events = (rest + text).split('\n\n');
          rest = events.pop() ?? '';
          if (events.some((event) => event.includes('event: ready'))) resolve();
          for (const event of events) if (event.includes('"from":"bot"')) this.#answered();
        });
        incoming.on('error', () => undefined); // ended by close()
      });
      this.#stream.on('error', reject);
      this.#stream.end();
    });
  }

  /** Resolves once the message is acknowledged. @throws where it is refused */
  async post(text: string): Promise<void> {
    this.#sent += 1;
    const { accountId, conversation } = this.#visitor;
    const eventKey = `bench-${process.pid}-${this.#sent}`;
    const message = { eventKey, conversation, quote: null, kind: 'text', text };
    const { status, text: said } = await post(
      `${this.#origin}/a/${accountId}/api/messages`,
      this.#headers,
      JSON.stringify(message),
    );
    if (status >= 300) throw new Error(`${String(status)} ${said}`);
  }

  /** Resolves once the bot has answered. */
  async say(text: string): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    await this.post(text);
    await answered;
  }

  close(): void {
    this.#stream?.destroy();
  }
}
