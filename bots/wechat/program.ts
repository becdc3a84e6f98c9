/** The child's program, and what it is told of the world: nothing that is not the account's own. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Gateway, Terms } from './config.ts';
import type { Beginning } from './protocol.ts';

const HEAP_MEGABYTES = 256;

/** From sources it needs the loader that this code was started with; compiled it needs none. @throws where the folder can't be made */
export function startProgram(folder: string): ChildProcess {
  const ending = path.extname(fileURLToPath(import.meta.url));
  const program = fileURLToPath(new URL(`./child/main${ending}`, import.meta.url));
  const loader =
    ending === '.ts' ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  // The SDK keeps names of contacts below its home.
  const home = path.join(path.resolve(folder), 'client');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return fork(program, [], {
    execArgv: [`--max-old-space-size=${String(HEAP_MEGABYTES)}`, ...loader],
    // No address of a database is within its reach; the token comes by the channel, for arguments are seen by everybody. Its log holds texts.
    env: { HOME: home, WECHATY_LOG: 'silent' },
    cwd: home,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
}

export const beginningOf = (
  { token, host, port, ca, serverName }: Gateway,
  { pingMs, callMs, fileMs }: Pick<Terms, 'pingMs' | 'callMs' | 'fileMs'>,
): Omit<Beginning, 'takeOver'> => ({
  token,
  endpoint: `${host.includes(':') ? `[${host}]` : host}:${String(port)}`,
  serverName: serverName ?? host,
  // Without one the SDK takes the authority of its makers.
  ca: ca ?? rootCertificates.join('\n'),
  pingMs,
  callMs,
  fileMs,
});
