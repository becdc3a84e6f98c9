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

/** How long things take at most, and how soon they are tried again; all in ms. */
export interface Terms {
  /** How often the gateway is asked for a sign of life. */
  readonly pingMs: number;
  /** A child, or a gateway, that gave no sign for so long is taken for dead. */
  readonly silentMs: number;
  /** How long the program of a child may take until it says its first word. */
  readonly bootMs: number;
  /** One call of the gateway, and the way of a file's bytes to it or from it. */
  readonly callMs: number;
  readonly fileMs: number;
  /** Until the first child after one that died, and at most; each further failure doubles it. */
  readonly firstRetryMs: number;
  readonly longestRetryMs: number;
  /** A child that was up for so long began a new count. */
  readonly steadyMs: number;
  /** A gateway that refuses the token is asked again no sooner. */
  readonly refusedRetryMs: number;
  /** A gateway that has refused its stream of events for so long, because it holds one, is made to end that one. */
  readonly takeoverMs: number;
  /** It is made to no sooner again: the stream may be that of a client that lives. */
  readonly takeoverAgainMs: number;
  /** How long a gateway may take to say who is signed in, once it is heard. */
  readonly loginMs: number;
  /** How often it is looked whether the child lives. */
  readonly lookMs: number;
  /** How long `start` waits for the account to be up, and `stop` for what is in hand. */
  readonly startMs: number;
  readonly graceMs: number;
  /** A message that the product could not store is offered again after so long, later each time. */
  readonly firstOfferMs: number;
  readonly longestOfferMs: number;
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
  /** Those left out are what the adapter takes by itself. */
  readonly terms?: Partial<Terms>;
  /** For tests: pace, limits and terms are so many times shorter. */
  readonly haste?: number;
}

export interface Ports {
  /** null = not kept here. */
  readImage(sha256: string): Promise<Uint8Array | null>;
  readFile(sha256: string): Promise<Uint8Array | null>;
  /** Runs `work` only while this process holds `name` in the county: a gateway is heard by one client alone. */
  exclusively(name: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
}
