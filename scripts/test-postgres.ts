// `npm run test:postgres`: the tests of the store and of whole conversations against an outside PostgreSQL instead of the embedded one, as a county
// with a database server of its own runs it: the one that ZHUCUN_TEST_DATABASE_URL names, else Debian's, started here for the run.
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serverUser } from '../src/store/embedded/user.ts';
import { debianBinaries } from '../test/soak/settings.ts';

const VITEST = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

function runTests(url: string): number {
  const env = { ...process.env, ZHUCUN_TEST_DATABASE_URL: url };
  return spawnSync(process.execPath, [VITEST, 'run', '--mode', 'postgres'], { env, stdio: 'inherit' }).status ?? 1;
}

/** Runs `work` with a server from `binaries` that is thrown away afterwards. */
function withServer(binaries: string, work: (url: string) => number): number {
  const folder = mkdtempSync('/tmp/zhucun-postgres-');
  const user = serverUser(folder);
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]): unknown =>
    execFileSync(join(binaries, program), args, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync');
    run('pg_ctl', '-D', data, '-w', '-l', join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses= -F`, 'start');
    return work(`postgresql://postgres@localhost:5432/postgres?host=${encodeURIComponent(folder)}&sslmode=disable`);
  } finally {
    if (existsSync(join(data, 'postmaster.pid'))) run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  }
}

const named = process.env['ZHUCUN_TEST_DATABASE_URL'];
const binaries = debianBinaries();
if (named !== undefined && named !== '') {
  process.exitCode = runTests(named);
} else if (binaries !== null) {
  process.exitCode = withServer(binaries, runTests);
} else {
  console.error('no PostgreSQL found: apt-get install postgresql, or set ZHUCUN_TEST_DATABASE_URL');
  process.exitCode = 1;
}
