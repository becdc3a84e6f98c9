/** What the Telegram bot is told at start, and what it needs from outside. */

/** Where Telegram posts updates to; the process itself listens on `host:port`, behind a proxy that serves `url`. */
export interface WebhookConfig {
  /** Public https address. */
  readonly url: string;
  /** 1–256 of A–Z a–z 0–9 _ -; Telegram repeats it in a header of every post. */
  readonly secret: string;
  readonly host: string;
  /** 0 = any free one; see `webhookPort` once started. */
  readonly port: number;
}

export interface Config {
  readonly token: string;
  /** Without a slash at its end. */
  readonly apiRoot: string;
  /** null = long polling. */
  readonly webhook: WebhookConfig | null;
  /** How people call the bot in a group where they type a name instead of picking the account. */
  readonly botName?: string;
  /** Told of failures; never of texts, names or the token. */
  readonly report?: (error: unknown) => void;
  readonly now?: () => number;
  /** Until so many ms are over or the signal aborts; never rejects. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Ports {
  /** null = not kept here. */
  readImage(sha256: string): Promise<Uint8Array | null>;
  readFile(sha256: string): Promise<Uint8Array | null>;
  /** Runs `work` only while this process holds `name` in the county: Telegram serves one poller a token. */
  exclusively(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
}
