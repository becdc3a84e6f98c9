// A process of its own that backs up or restores, to be killed: `node --import tsx backup-process.ts backup FILE URL FOLDER` or
// `… restore FILE FOLDER [URL]`, without URL into the embedded database of the folder. It says `begun` before it does anything, and then
// how it ended.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBackup } from '../../src/store/backup.ts';
import { BackupRefused } from '../../src/store/backup-format.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { restoreBackup } from '../../src/store/restore.ts';

const migrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const [task, file = '', ...rest] = process.argv.slice(2);

async function backup(url: string, folder: string): Promise<object> {
  const papersAt = () => [{ name: 'county.yaml' as const, bytes: Buffer.from('id: demo\n') }];
  return writeBackup({ file, url, county: 'demo', folder, papersAt, overlayName: null, version: '0.1.0' });
}

async function restore(folder: string, url: string | undefined): Promise<object> {
  const openServer = () =>
    url === undefined ? startEmbedded(join(folder, 'pg')) : Promise.resolve({ url, stop: () => Promise.resolve() });
  const { audit } = await restoreBackup({ file, folder, openServer, migrationsDir, now: Date.now });
  return audit;
}

process.stdout.write('begun\n');
try {
  const [first = '', second] = rest;
  await (task === 'backup' ? backup(first, second ?? '') : restore(first, second));
  process.stdout.write(`ended ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`);
} catch (error) {
  if (!(error instanceof BackupRefused)) throw error;
  process.stdout.write(`refused ${error.kind}\n`);
  process.exitCode = 1;
}
