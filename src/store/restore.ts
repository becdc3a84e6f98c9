/**
 * A backup into an empty data folder and a database that holds nothing of its county. The whole file is checked before anything is touched. What
 * is sent stays held until the operator lets it go: most of what waited at the backup was sent since.
 */
import path from 'node:path';
import { checkBackup } from './backup-check.ts';
import { BackupRefused, type Manifest } from './backup-format.ts';
import { recordAudit } from './audit.ts';
import { verifyAudit, type AuditVerdict } from './audit-verify.ts';
import { inTransaction, openDatabase, type Database } from './database.ts';
import { backAgain, erasedIn, noteErased, readErased } from './erased-people.ts';
import { readMigrations, type Migration } from './migrate.ts';
import { giveFolderBack, releaseFolder, takeFolder } from './restore-marker.ts';
import { restorePapers } from './restore-papers.ts';
import { restoreRows } from './restore-rows.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Made when missing; empty, or left by a restore of the same file that was killed. */
  readonly folder: string;
  /** Starts or joins the database; called once the file was found sound. */
  readonly openServer: () => Promise<{ readonly url: string; stop(): Promise<void> }>;
  readonly migrationsDir: string;
  readonly now: () => number;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Of the restored chain, compared with the backup's. */
  readonly audit: AuditVerdict;
  /** Migrations that the backup did not have yet. */
  readonly migrated: readonly string[];
  /** Where in the folder the county's overlay lies; null = it has none of its own. */
  readonly overlayAt: string | null;
  /** Who was erased after the backup, as far as the lists in the folder and beside the file say: to be erased again. */
  readonly backAgain: readonly string[];
}

/** @throws BackupRefused, MigrationFailure, EmbeddedFailure */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { file, folder, migrationsDir } = options;
  const { manifest, id, papers } = await checkBackup(file);
  const later = laterMigrations(manifest, readMigrations(migrationsDir));
  const { at } = await takeFolder(folder, id, options.now());
  const { audit, back } = await restoreDatabase(options, manifest, later, at).catch(async (error: unknown) => {
    if (error instanceof BackupRefused) await giveFolderBack(folder);
    throw error;
  });
  const { overlayAt } = await restorePapers(folder, papers, manifest.overlayName);
  await releaseFolder(folder);
  return { manifest, audit, migrated: later.map((m) => m.name), overlayAt, backAgain: back };
}

/** @throws BackupRefused `newer-backup` or `edited` */
function laterMigrations({ migrations, version }: Manifest, known: readonly Migration[]): Migration[] {
  const scripts = new Map(known.map((m) => [m.name, m.checksum]));
  if (migrations.some((m) => !scripts.has(m.name))) throw new BackupRefused('newer-backup', version);
  const edited = migrations.filter((m) => scripts.get(m.name) !== m.checksum);
  if (edited.length > 0) throw new BackupRefused('edited', edited.map((m) => m.name).join(', '));
  const applied = new Set(migrations.map((m) => m.name));
  return known.filter((m) => !applied.has(m.name));
}

async function restoreDatabase(
  { file, folder, openServer, migrationsDir }: RestoreOptions,
  manifest: Manifest,
  later: readonly Migration[],
  at: number,
): Promise<{ readonly audit: AuditVerdict; readonly back: readonly string[] }> {
  const server = await openServer();
  try {
    await restoreRows({ file, manifest, url: server.url, folder, migrationsDir, later, at });
    const db = openDatabase(server.url, manifest.county.id);
    try {
      const audit = await proveAndRecord(db, manifest, at);
      return { audit, back: await compareErased(db, file, folder) };
    } finally {
      await db.close();
    }
  } finally {
    await server.stop();
  }
}

/** The folder's list from now on holds whoever is erased by any of them; `zhucun doctor` goes by it. */
async function compareErased(db: Database, file: string, folder: string): Promise<string[]> {
  const beside = readErased(path.dirname(path.resolve(file)), db.county);
  await noteErased(folder, db.county, [...beside, ...(await erasedIn(db))]);
  return backAgain(db, readErased(folder, db.county));
}

/** A chain that does not hold is told, not refused: the rows are what the backup holds, and all there is. */
async function proveAndRecord(db: Database, manifest: Manifest, at: number): Promise<AuditVerdict> {
  const { county, client } = db;
  const verdict = await verifyAudit(db, manifest.audit ? [{ ...manifest.audit, at: manifest.takenAt }] : []);
  const recorded = await client.auditEntry.count({ where: { county, verb: 'restore', at: new Date(at) } });
  if (recorded > 0) return verdict; // by a restore that was killed right after
  const { takenAt, version, missing } = manifest;
  const payload = { takenAt, version, missing: missing.length };
  const record = { verb: 'restore', subject: 'county', payload, personId: null, inboxId: null };
  await inTransaction(db, (tx) => recordAudit(tx, county, [record], at));
  return verdict;
}
