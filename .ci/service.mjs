// A command of the README that serves until it is stopped, as a supervisor runs it: started, waited for, stopped by SIGTERM.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 60_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url) {
  return globalThis.fetch(url).then(
    () => true,
    () => false,
  );
}

/** Processes that `pid` started, directly or not, the latest generation last. */
function descendants(pid) {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  return [...children, ...children.flatMap(descendants)];
}

function parentOf(pid) {
  try {
    return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined; // it has just ended
  }
}

const isServer = (pid) => /(^|\0)\S*\/?(bin\.mjs|\.bin\/zhucun)\0/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));

/**
 * Whom a supervisor would signal. `npm start` hands the signal on; npx leaves a shell in between that does not, so there it is the server itself
 * that is asked to stop.
 */
const toSignal = (command, pid) => (command.startsWith('npx ') ? (descendants(pid).find(isServer) ?? pid) : pid);

/**
 * Starts `command` on a free port and waits until it answers.
 * @returns its address, and `stop`, which resolves to the exit code, null when a signal ended it
 */
export async function startService(command) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('sh', ['-c', `exec ${command}`], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ZHUCUN_PORT: String(port) },
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`"${command}" ended by itself`);
    if (Date.now() > deadline) throw new Error(`"${command}" did not answer at ${url}`);
    await delay(200);
  }
  const stop = async () => {
    process.kill(toSignal(command, child.pid), 'SIGTERM');
    const code = await Promise.race([ended, delay(STOP_LIMIT_MS, 'never', { ref: false })]);
    if (await answers(url)) throw new Error(`"${command}" still answers after SIGTERM`);
    return code;
  };
  return { url, stop };
}
