/** Processes under measurement: each prints its address and ends at SIGTERM. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../src/bin.mjs', import.meta.url));
const REFERENCES = fileURLToPath(new URL('references.ts', import.meta.url));

export interface Started {
  readonly pid: number;
  readonly url: string;
  stop(): Promise<void>;
}

export const startReference = (kind: 'sqlite' | 'grammy', place: string, apiRoot = ''): Promise<Started> =>
  start(['--import', 'tsx', REFERENCES, kind, place, apiRoot], {});

export const startWorker = (folder: string, databaseUrl: string | null): Promise<Started> =>
  start([COMMAND, 'serve', folder], {
    ZHUCUN_PORT: '0',
    ZHUCUN_LOG: 'error',
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  });

async function start(args: readonly string[], settings: Record<string, string>): Promise<Started> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ZHUCUN_|DATABASE_URL$)/.test(name)),
  );
  const child = spawn(process.execPath, [...args], {
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`ended before it served: ${args.join(' ')}`)));
  });
  return {
    pid: child.pid ?? 0,
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
