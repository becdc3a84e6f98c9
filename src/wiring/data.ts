/** The data of a county, opened and brought up to date. */
import path from 'node:path';
import type { Config } from '../config.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { startEmbedded } from '../store/embedded.ts';
import { migrate } from '../store/migrate.ts';
import { migrationsDir } from './installation.ts';

export interface OpenedData {
  readonly db: Database;
  readonly url: string;
  /** Names of the migrations that were due. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

/** Opens the data of a county, migrated: the embedded PostgreSQL in `dataDir`, or the outside one. */
export async function openData(
  config: Config,
  dataDir: string,
  countyId: string,
  onTrouble?: (trouble: unknown) => void,
): Promise<OpenedData> {
  const folder = path.join(dataDir, 'pg');
  const options = onTrouble ? { onTrouble } : {};
  const server = config.databaseUrl === null ? await startEmbedded(folder, options) : null;
  const url = config.databaseUrl ?? server?.url ?? '';
  let migrated: readonly string[];
  try {
    migrated = await migrate(url, migrationsDir);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  const db = openDatabase(url, countyId, { idleTransactionMs: config.frozenMs });
  return {
    db,
    url,
    migrated,
    async close() {
      await db.close();
      await server?.stop();
    },
  };
}
