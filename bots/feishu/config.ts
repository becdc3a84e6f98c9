/** What the Feishu bot is told at start, and what it needs from outside. */

export interface WebhookConfig {
  /** Encrypt Key of the developer console: signs and encrypts what Feishu posts. */
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly host: string;
  /** 0 = any free port; see `url` of the adapter once started. */
  readonly port: number;
}

export interface Config {
  /** `cli_` and 16 hexadecimal digits. */
  readonly appId: string;
  readonly appSecret: string;
  /** Where the API and the long connection are asked for, without a slash at its end. */
  readonly domain: string;
  /** null = long connection. */
  readonly webhook: WebhookConfig | null;
  /** Told of failures that nobody else is told of; never of texts. */
  readonly report?: (error: unknown) => void;
  readonly now?: () => number;
}

export interface Ports {
  /** null = not kept here. */
  readImage(sha256: string): Promise<Uint8Array | null>;
  readFile(sha256: string): Promise<Uint8Array | null>;
}
