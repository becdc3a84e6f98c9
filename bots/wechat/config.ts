/** What one WeChat account of the bot is told at start, and what it needs from outside. */

/** The puppet service that holds the account, spoken to over gRPC. */
export interface Gateway {
  readonly token: string;
  readonly host: string;
  readonly port: number;
  /** Certificate authority of a gateway of one's own, PEM; null = those that every system knows. */
  readonly ca: string | null;
  /** The name in its certificate; null = `host`. */
  readonly serverName: string | null;
}

export interface Config {
  /** `wechat`; a further account is `wechat-2`, `wechat-3` … : each is a platform of its own to the product. */
  readonly platform: string;
  readonly gateway: Gateway;
  /** Of this account alone: what has to outlive a restart. Made where it is missing. */
  readonly folder: string;
  /** Messages that the account sends in any 24 hours, at most. */
  readonly dailyCap: number;
  /** Told of failures; never of texts, names or the token. */
  readonly report?: (error: unknown) => void;
  readonly now?: () => number;
  /** Until so many ms are over or the signal aborts; never rejects. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In [0, 1). */
  readonly random?: () => number;
}

export interface Ports {
  /** null = not kept here. */
  readImage(sha256: string): Promise<Uint8Array | null>;
  readFile(sha256: string): Promise<Uint8Array | null>;
  /** Runs `work` only while this process holds `name` in the county: a second client makes the first one deaf. */
  exclusively(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
}
