/** What the adapters and the loops of one county are made from. */
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { County } from '../domain/county.ts';
import type { PolicyDesk } from '../domain/policy-asking.ts';
import type { Observed } from '../probes.ts';
import type { Exclusively } from '../store/exclusively.ts';
import type { fileShelf } from '../store/file-shelf.ts';
import type { imageShelf } from '../store/image-shelf.ts';
import type { Listener } from '../store/wake.ts';
import type { OpenedData } from './data.ts';

export interface Parts {
  readonly config: Config;
  readonly county: County;
  /** Of this machine: a bot keeps what has to outlive a restart in a folder of its own in there. */
  readonly dataDir: string;
  readonly data: OpenedData;
  readonly listener: Listener;
  readonly images: ReturnType<typeof imageShelf>;
  readonly files: ReturnType<typeof fileShelf>;
  /** Whom questions about the rules are put to; where it is left out, none is answered. */
  readonly policies?: PolicyDesk;
  /** What only one process of the county does at a time. */
  readonly exclusively: Exclusively;
  readonly observed: Observed;
  /** Somebody has to scan that to sign the bot in: for the terminal alone, never for a log. */
  readonly asked?: ((platform: string, scan: string) => void) | undefined;
  readonly log: Logger;
}
