import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SCRIPT = fileURLToPath(new URL('embedded-process.ts', import.meta.url));

/** What test/support/embedded-process.ts tells. */
const Told = z.union([
  z.object({ url: z.string(), dataDir: z.string(), pid: z.number() }),
  z.object({ kind: z.string(), folder: z.string().optional() }),
]);
const Committed = z.object({ committed: z.number() });

export interface EmbeddedProcess {
  child: ChildProcessByStdio<Writable, Readable, null>;
  /** Its address and folder, or why it has none. */
  told: z.infer<typeof Told>;
  /** Numbers of the rows whose commit it was told of, as they come. */
  committed: number[];
  /** Lets it leave, and waits until it has. */
  leave(): Promise<void>;
  /** Ends it by SIGKILL. */
  kill(): Promise<void>;
}

/** Starts a process that uses the embedded server of `folder`, as another user where one is given. */
export async function spawnEmbedded(
  folder: string,
  { task, user = {} }: { task?: 'write'; user?: { uid?: number; gid?: number } } = {},
): Promise<EmbeddedProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, folder, ...(task === undefined ? [] : [task])], {
    ...user,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit').then(() => undefined);
  const lines = createInterface({ input: child.stdout });
  const committed: number[] = [];
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => committed.push(Committed.parse(JSON.parse(line)).committed));
  const leave = (): Promise<void> => {
    child.stdin.end();
    return exited;
  };
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return exited;
  };
  return { child, told: Told.parse(JSON.parse(first)), committed, leave, kill };
}
