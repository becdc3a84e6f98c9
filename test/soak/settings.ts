/** What the shell asks of a campaign: SOAK_KILLS, SOAK_ROUNDS, SOAK_SEED, SOAK_OUTAGE_MS, REQUIRE_ALL. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The compiled service, as it is shipped; `npm run soak` builds it first. */
export const COMMAND = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));

/** Each round of a campaign kills once at each of the nine arrows and once from outside. */
export const KILLS_A_ROUND = 10;

const DEBIAN = '/usr/lib/postgresql';

/** Folder of the newest PostgreSQL that Debian has installed; null = none. */
export function debianBinaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number).filter(Number.isFinite) : [];
  const newest = versions.sort((one, other) => other - one)[0];
  return newest === undefined ? null : join(DEBIAN, String(newest), 'bin');
}

const numberOf = (name: string, otherwise: number): number => {
  const given = process.env[name] ?? '';
  if (given === '') return otherwise;
  if (!/^\d{1,9}$/.test(given)) throw new Error(`${name} must be a whole number, not ${given}`);
  return Number(given);
};

/** Kills asked for over both databases. */
const kills = (): number => numberOf('SOAK_KILLS', 200);

/** The first round's seed; the rounds after it count on from there. The same seed gives the same plan and the same kills. */
export const firstSeed = (): number => numberOf('SOAK_SEED', Math.floor(Math.random() * 900_000) + 100_000);

/** Rounds for each database: the embedded one takes the odd one, and all where Debian's is missing. */
export function roundsFor(database: 'embedded' | 'debian'): number {
  const all = Math.max(1, Math.ceil(kills() / KILLS_A_ROUND));
  if (debianBinaries() === null) return database === 'embedded' ? all : 0;
  return database === 'embedded' ? Math.ceil(all / 2) : Math.max(1, Math.floor(all / 2));
}

/** Kills for each of so many ways to a platform. */
export const platformKills = (ways: number): number => Math.max(1, Math.ceil(kills() / ways));

/** How often the store is struck by each fault: a fifth of the kills unless said. */
export const sufferings = (): number => Math.max(1, numberOf('SOAK_ROUNDS', Math.ceil(kills() / 5)));

/** How long the gateway of WeChat is away, in ms: ten minutes unless said, and never so short that nothing gives up meanwhile. */
export const outageMs = (): number => Math.max(45_000, numberOf('SOAK_OUTAGE_MS', 600_000));

/** Whether what is missing here (Debian's PostgreSQL) is a failure instead of a word. */
export const requireAll = (): boolean => process.env['REQUIRE_ALL'] === '1';
