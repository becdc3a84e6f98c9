/** What a large county takes to back up and to restore: time, size of the file, and the most memory the process held. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkBackup } from '../../src/store/backup-check.ts';
import { ask } from '../store/backup-stage.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';
import { emptyDatabase } from '../support/database.ts';
import { fillCounty } from './backup-county.ts';

const SCRIPT = fileURLToPath(new URL('backup-process.ts', import.meta.url));
const size = { people: 100_000, messages: 300_000, images: 2000 };
/** Of the whole process; a table of this county alone takes twice as much. */
const MEGABYTES_AT_MOST = 400;

let top: string;
let county: OpenedCounty;

beforeAll(async () => {
  top = mkdtempSync('/tmp/zhucun-soak-size-');
  chmodSync(top, 0o755);
  county = await openedCounty();
  await fillCounty(county.db, path.join(top, 'data'), size);
}, 600_000);
afterAll(async () => {
  await county.close();
  rmSync(top, { recursive: true });
});

async function timed(...args: readonly string[]): Promise<{ seconds: number; megabytes: number }> {
  const from = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  await once(child, 'close');
  const [, megabytes] = /ended (\d+) MB/.exec(said) ?? [];
  return { seconds: Math.round((performance.now() - from) / 100) / 10, megabytes: Number(megabytes) };
}

test('a county of 100,000 people and 300,000 messages is backed up and restored in little memory', async () => {
  const file = path.join(top, 'county.zhucun');
  const backup = await timed('backup', file, county.url, path.join(top, 'data'));
  const from = performance.now();
  const { manifest } = await checkBackup(file);
  const checked = Math.round((performance.now() - from) / 100) / 10;
  const { url, drop } = await emptyDatabase();
  const restore = await timed('restore', file, path.join(top, 'restored'), url);
  const raw = manifest.tables.flatMap((t) => t.parts).reduce((sum, part) => sum + part.bytes, 0);
  const rows = manifest.tables.reduce((sum, t) => sum + t.rows, 0);
  console.log(
    `${rows} rows, ${Math.round(raw / 1e6)} MB as text, file ${Math.round(statSync(file).size / 1e6)} MB: backup ${backup.seconds} s ` +
      `(${backup.megabytes} MB), check ${checked} s, restore ${restore.seconds} s (${restore.megabytes} MB)`,
  );
  const [restored] = await ask<{ n: number }>(url, 'SELECT count(*)::int AS n FROM inbox');
  expect(restored!.n).toBe(size.messages);
  expect(manifest.attachments.count).toBe(size.images);
  expect(Math.max(backup.megabytes, restore.megabytes)).toBeLessThan(MEGABYTES_AT_MOST);
  await drop();
});
