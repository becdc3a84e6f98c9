// The steps that turn a clone into something that runs. `npm run build` takes them all; the launcher (src/bin.mjs) asks first whether
// anything changed. Whatever the tools say goes to stderr: stdout belongs to the command that is being launched.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBuildLock } from './build-lock.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BUILT = join(ROOT, 'dist/.built');
const SCHEMA = join(ROOT, 'prisma/schema.prisma');
const GENERATED = join(ROOT, 'src/store/generated');
const SOURCES = ['src', 'bots', 'prisma/schema.prisma', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
/** The part that runs in a browser is compiled for one. */
const WEB_CLIENT = 'bots/web/client/tsconfig.json';
const COMPILED = /\.(js|js\.map)$/;

/** Runs one of the installed tools with its words on stderr; returns its exit code. */
function run(module, ...args) {
  const script = createRequire(import.meta.url).resolve(module);
  return spawnSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: ['ignore', 2, 2] }).status ?? 1;
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) =>
    join(entry.parentPath, entry.name),
  );
}

/** Latest change in ms since 1970; folders count too, so that a removed file is noticed. */
function lastChange(path) {
  if (!existsSync(path)) return 0;
  const paths = statSync(path).isDirectory() ? [path, ...filesBelow(path)] : [path];
  return Math.max(...paths.filter((one) => !one.startsWith(GENERATED)).map((one) => statSync(one).mtimeMs));
}

function canCompile() {
  return existsSync(join(ROOT, 'tsconfig.build.json')) && existsSync(join(ROOT, 'node_modules/typescript'));
}

/** Whether dist is missing or older than the sources; an installation without compiler runs what it was shipped with. */
export function isStale() {
  if (!existsSync(BUILT)) return true;
  if (!canCompile()) return false;
  const started = Number(readFileSync(BUILT, 'utf8'));
  return SOURCES.some((source) => lastChange(join(ROOT, source)) > started);
}

/** @returns exit code of `prisma generate`, 0 when there was nothing to do */
export function generateClient({ force = false } = {}) {
  if (!existsSync(SCHEMA)) return 0;
  const version = readFileSync(createRequire(import.meta.url).resolve('prisma/package.json'));
  const hash = createHash('sha256').update(version).update(readFileSync(SCHEMA)).digest('hex');
  const stamp = join(GENERATED, '.schema-hash');
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 0;
  const code = run('prisma/build/index.js', 'generate', '--no-hints');
  if (code === 0) writeFileSync(stamp, hash);
  return code;
}

/** The source that an output was compiled or copied from is still there. */
function hasSource(output) {
  const source = join(ROOT, output.slice(join(ROOT, 'dist/').length));
  return existsSync(source) || (COMPILED.test(source) && existsSync(source.replace(COMPILED, '.ts')));
}

/** Outputs whose source is gone would still be imported, served and shipped. */
function removeOrphans() {
  for (const folder of [join(ROOT, 'dist/src'), join(ROOT, 'dist/bots')]) {
    if (!existsSync(folder)) continue;
    for (const output of filesBelow(folder)) if (!hasSource(output)) rmSync(output, { recursive: true, force: true });
  }
}

/** What bots and pages serve as it is: everything but TypeScript and the folders' READMEs. */
function copyAssets() {
  for (const top of ['src', 'bots']) {
    const source = join(ROOT, top);
    if (!existsSync(source)) continue;
    for (const file of filesBelow(source)) {
      if (/\.(ts|md|mjs)$/.test(file) || file.startsWith(GENERATED) || !statSync(file).isFile()) continue;
      const target = join(ROOT, 'dist', file.slice(ROOT.length));
      mkdirSync(dirname(target), { recursive: true });
      cpSync(file, target);
    }
  }
}

function buildNow() {
  if (!canCompile()) {
    process.stderr.write('zhucun: nothing to run and nothing to compile with: npm ci --include=dev && npm run build\n');
    return 1;
  }
  // Making the client touches its folder's time, so the build counts from after it.
  const generated = generateClient();
  if (generated !== 0) return generated;
  const started = Date.now();
  const code = run('typescript/bin/tsc', '-p', 'tsconfig.build.json') || run('typescript/bin/tsc', '-p', WEB_CLIENT);
  if (code !== 0) return code;
  removeOrphans();
  copyAssets();
  writeFileSync(BUILT, String(started));
  return 0;
}

/**
 * Builds, one process at a time. `onlyIfStale` asks again once it is this process's turn: another may just have built.
 * @returns exit code of the first step that failed, or 0
 */
export async function build({ onlyIfStale = false } = {}) {
  return withBuildLock(join(ROOT, 'node_modules/.cache/zhucun'), () => (onlyIfStale && !isStale() ? 0 : buildNow()));
}
