/** What the web chat is told at start. */
import type { PlaceView } from './client/wire.ts';

export type { WebPorts as Ports } from './ports.ts';

/** What the machine's own supervisor and collector of figures ask for. */
export interface Probes {
  healthz(): Promise<{ readonly ok: boolean; readonly body: unknown }>;
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface Config {
  readonly host: string;
  /** 0 = any free port; see `url` once started. */
  readonly port: number;
  /** Anyone may pick who to be: refused on anything but loopback. */
  readonly demo: boolean;
  /** Origins through which a proxy serves it, such as `https://chat.example.gov.cn`; loopback needs none. */
  readonly allowedOrigins: readonly string[];
  /** How people address the bot in a group, without the @. */
  readonly botName: string;
  /** Points to choose from where a browser gives no place, such as the village office; the demo's stand-ins. */
  readonly places?: readonly PlaceView[];
  readonly now?: () => number;
  readonly heartbeatMs?: number;
  /** How long `stop` waits for requests in hand before it cuts them off. */
  readonly stopGraceMs?: number;
  /** Where the built client lies, when not beside this file. */
  readonly clientFolder?: string;
  /** Served as /healthz and /metrics to this machine alone. */
  readonly probes?: Probes;
  /** Told of store and sink failures; never of texts. */
  readonly report?: (error: unknown) => void;
}

/** The demo signs anyone in as anyone, so it must not be reachable from outside this machine. */
export class DemoNotOnLoopback extends Error {
  override readonly name = 'DemoNotOnLoopback';
  readonly host: string;
  constructor(host: string) {
    super(`the demo may listen on 127.0.0.1, localhost or ::1 only, not on ${host}`);
    this.host = host;
  }
}
