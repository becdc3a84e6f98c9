/** A PostgreSQL of Debian's with its own settings, run as a child of the test: nobody else would reap it once it is killed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { serverUser, type ServerUser } from '../../src/store/embedded/user.ts';
import { killServerOf } from './server-tree.ts';
import { until } from './until.ts';

export class DebianServer {
  readonly url: string;
  readonly #binaries: string;
  readonly #home: string;
  readonly #data: string;
  readonly #user: ServerUser | undefined;
  #process: ChildProcess | null = null;

  /** @param home a folder that is not there yet, below one that everybody may pass through */
  constructor(binaries: string, home: string) {
    this.#binaries = binaries;
    this.#home = home;
    this.#data = join(home, 'data');
    mkdirSync(home);
    this.#user = serverUser(home);
    if (this.#user !== undefined) chownSync(home, this.#user.uid, this.#user.gid);
    this.url = `postgresql://postgres@localhost:5432/postgres?host=${encodeURIComponent(home)}&sslmode=disable`;
    const args = ['-D', this.#data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'];
    execFileSync(join(binaries, 'initdb'), args, { ...this.#user, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
  }

  async start(): Promise<void> {
    await until('Debian’s PostgreSQL answers', async () => {
      // What is left of a killed server may hold its memory for a moment: then the next start succeeds.
      if (this.#process === null || this.#process.exitCode !== null) this.#process = this.#spawn();
      return this.#answers();
    });
  }

  async killAndStart(): Promise<void> {
    const ended = this.#process && once(this.#process, 'exit');
    killServerOf(this.#data);
    await ended;
    this.#process = null;
    await this.start();
  }

  async stop(): Promise<void> {
    const ended = this.#process && once(this.#process, 'exit');
    this.#process?.kill('SIGQUIT');
    await ended;
  }

  #spawn(): ChildProcess {
    const args = ['-D', this.#data, '-k', this.#home, '-c', 'listen_addresses='];
    return spawn(join(this.#binaries, 'postgres'), args, { ...this.#user, cwd: '/', stdio: 'ignore' });
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url });
    client.on('error', () => undefined);
    const answers = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    return answers;
  }
}
