/** A PostgreSQL of Debian's with its own settings, run as a child of the test: nobody else would reap it once it is killed. */
import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { serverUser, type ServerUser } from '../../src/store/embedded/user.ts';
import { killServerOf } from './server-tree.ts';
import { until } from './until.ts';

export interface DebianTerms {
  /** More arguments for initdb. */
  readonly initdb?: readonly string[];
  /** Settings of the server, as `name=value`. */
  readonly settings?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Copied from this server, which it follows, instead of made anew. */
  readonly standbyOf?: DebianServer;
}

export class DebianServer {
  readonly url: string;
  /** Its data directory. */
  readonly data: string;
  /** How a standby reaches it. */
  readonly conninfo: string;
  readonly socket: string;
  readonly #binaries: string;
  readonly #home: string;
  readonly #terms: DebianTerms;
  readonly #user: ServerUser | undefined;
  #process: ChildProcess | null = null;
  #words = '';

  /** @param home a folder that is not there yet, below one that everybody may pass through */
  constructor(binaries: string, home: string, terms: DebianTerms = {}) {
    this.#binaries = binaries;
    this.#home = home;
    this.#terms = terms;
    this.data = join(home, 'data');
    mkdirSync(home);
    this.#user = serverUser(home);
    if (this.#user !== undefined) chownSync(home, this.#user.uid, this.#user.gid);
    this.url = `postgresql://postgres@localhost:5432/postgres?host=${encodeURIComponent(home)}&sslmode=disable`;
    this.conninfo = `host=${home} user=postgres`;
    this.socket = join(home, '.s.PGSQL.5432');
    if (terms.standbyOf !== undefined)
      this.#run('pg_basebackup', '-d', terms.standbyOf.conninfo, '-D', this.data, '-R', '-c', 'fast');
    else this.#run('initdb', '-D', this.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', ...(terms.initdb ?? []));
  }

  #run(program: string, ...args: readonly string[]): void {
    const stdio: StdioOptions = ['ignore', 'ignore', 'inherit'];
    execFileSync(join(this.#binaries, program), args, { ...this.#user, cwd: '/', stdio });
  }

  async start(): Promise<void> {
    await until('Debian’s PostgreSQL answers', async () => {
      // What is left of a killed server may hold its memory for a moment: then the next start succeeds.
      if (!this.isUp) this.#process = this.#spawn();
      return this.#answers();
    }).catch((error: unknown) => {
      throw new Error(this.#words, { cause: error });
    });
  }

  async killAndStart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** SIGKILL to it and all its processes. */
  async kill(): Promise<void> {
    const ended = this.isUp && this.#process !== null && once(this.#process, 'exit');
    killServerOf(this.data);
    await ended;
  }

  /** @param how SIGINT = fast: all are put off and everything is written; SIGQUIT = immediate: what was written is recovered at the next start */
  async stop(how: 'SIGINT' | 'SIGQUIT' = 'SIGQUIT'): Promise<void> {
    if (this.#process === null || !this.isUp) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill(how);
    await ended;
  }

  /** Whether its postmaster runs. */
  get isUp(): boolean {
    return this.#process !== null && this.#process.exitCode === null && this.#process.signalCode === null;
  }

  #spawn(): ChildProcess {
    const settings = ['listen_addresses=', ...(this.#terms.settings ?? [])].flatMap((one) => ['-c', one]);
    const env = { ...process.env, ...this.#terms.env };
    const args = ['-D', this.data, '-k', this.#home, ...settings];
    const child = spawn(join(this.#binaries, 'postgres'), args, {
      ...this.#user,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    child.stderr.on('data', (bytes: Buffer) => (this.#words = (this.#words + bytes.toString()).slice(-4_000)));
    return child;
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
