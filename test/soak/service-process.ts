/** One real process of the service, from start to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Arrow } from '../../src/chat/arrow.ts';
import { COMMAND } from './settings.ts';

/** Where the process is to be struck by its own hand. */
export interface Strike {
  readonly arrow: Arrow;
  readonly nth: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

export interface ServiceOptions {
  readonly dataDir: string;
  /** An outside PostgreSQL; null = the embedded one of `dataDir`. */
  readonly databaseUrl: string | null;
  readonly strike: Strike | null;
  readonly leaseMs: number;
  readonly frozenMs: number;
  /** More settings, such as those of a platform. */
  readonly more?: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ServiceProcess {
  readonly pid: number;
  /** Address of its web chat; rejects when it ends before it has one. */
  readonly url: Promise<string>;
  readonly ended: Promise<Ended>;
  /** What it wrote to stderr, for reports. */
  words(): string;
  signal(name: NodeJS.Signals): void;
  /** Whether SIGSTOP holds it. */
  isStopped(): boolean;
}

/** The shell's own settings of the service or of PostgreSQL must not steer a campaign. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ZHUCUN_|DATABASE_URL$|PG|VITEST|NODE_)/.test(name)),
  );

const settings = ({
  dataDir,
  databaseUrl,
  strike,
  leaseMs,
  frozenMs,
  more,
}: ServiceOptions): Record<string, string> => ({
  ...more,
  ZHUCUN_DATA: dataDir,
  ZHUCUN_PORT: '0',
  ZHUCUN_LOG: 'warn',
  ZHUCUN_LEASE_MS: String(leaseMs),
  ZHUCUN_FROZEN_MS: String(frozenMs),
  ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  ...(strike === null ? {} : { ZHUCUN_CRASH_AT: `${strike.arrow}:${strike.nth}:${strike.signal}` }),
});

export function startService(options: ServiceOptions): ServiceProcess {
  const child = spawn(process.execPath, [COMMAND, 'demo', '--serve'], {
    env: { ...ownEnvironment(), ...settings(options) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${COMMAND} could not be started`);
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-20_000)));
  const ended = once(child, 'exit').then((args): Ended => {
    const [code, signal] = args as [number | null, NodeJS.Signals | null];
    return { code, signal };
  });
  const url = new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [, found] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then((end) => reject(new Error(`ended before it served: ${JSON.stringify(end)}\n${words}`)));
  });
  url.catch(() => undefined); // whoever asks is told; nobody has to ask
  return {
    pid,
    url,
    ended,
    words: () => words,
    signal: (name) => void child.kill(name),
    isStopped: () => /\) [Tt] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')),
  };
}
