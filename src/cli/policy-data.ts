/** The texts of regulations of a data folder, for a command that may run before there is a county. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../config.ts';
import type { Database } from '../store/database.ts';
import { EVERY_COUNTY } from '../store/policy-texts.ts';
import { openData } from '../wiring/data.ts';
import { indexFolder } from '../wiring/policy-index.ts';
import { readCounty } from './county-file.ts';
import { folderOf, refuseUnderRestore } from './serve.ts';

/** The county of the folder; where there is none yet, the texts are for every county of its database. */
function countyIdOf(folder: string): string {
  refuseUnderRestore(folder);
  const file = path.join(folder, 'county.yaml');
  return existsSync(file) ? readCounty(file).id : EVERY_COUNTY;
}

/** Beside a running service or without one. */
export async function withPolicyData<T>(given: string | undefined, use: (db: Database) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const data = await openData(config, folder, countyIdOf(folder));
  try {
    return await use(data.db);
  } finally {
    await data.close();
  }
}

/** Where the index of the texts is kept: in the same folder as the service's. */
export const policyIndexOf = (given: string | undefined): string =>
  indexFolder(folderOf(readConfig(process.env), given));

/** Whether there can be any text: a question alone makes no database. */
export function hasPolicyData(given: string | undefined): boolean {
  const config = readConfig(process.env);
  return config.databaseUrl !== null || existsSync(path.join(folderOf(config, given), 'pg'));
}
