/** The client as browsers get it: compiled, with its pages and styles beside it, in a folder of its own. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../../bots/web/client/', import.meta.url));

export function buildClient(): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-client-'));
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const flags = ['--outDir', folder, '--incremental', 'false', '--tsBuildInfoFile', 'null'];
  const built = spawnSync(process.execPath, [tsc, '-p', SOURCE, ...flags], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  for (const name of readdirSync(SOURCE).filter((one) => /\.(html|css|svg)$/.test(one))) {
    cpSync(join(SOURCE, name), join(folder, name));
  }
  return folder;
}
