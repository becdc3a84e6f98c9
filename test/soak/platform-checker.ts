/** What must hold after a campaign on a platform, asked of the tables in SQL of its own and of what the platform shows. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditFaults } from './audit-faults.ts';
import { attendanceFaults, clockFaults, logFaults, type Ask } from './checker.ts';
import type { PlannedRequest } from './plan.ts';
import { shownFaults } from './platform-shown.ts';
import type { PlatformSide } from './platform-side.ts';
import { decisionFaults } from './request-faults.ts';

export interface PlatformPromise {
  readonly side: PlatformSide;
  readonly requests: readonly PlannedRequest[];
  readonly logs: ReadonlySet<string>;
  readonly photos: ReadonlySet<string>;
  readonly dataDir: string;
}

export async function platformFaultsOf(ask: Ask, promised: PlatformPromise): Promise<string[]> {
  const { side, requests, logs } = promised;
  return [
    ...(await inboxFaults(ask, side)),
    ...(await clockFaults(ask)),
    ...(await attendanceFaults(ask)),
    ...(await logFaults(ask, logs)),
    ...(await decisionFaults(ask, requests)),
    ...(await shownFaults(ask, side)),
    ...(await photoFaults(ask, promised)),
    ...(await auditFaults(ask)),
    ...side.misuse(),
  ];
}

/** What was acknowledged is there once and worked, and nothing that nobody said. */
async function inboxFaults(ask: Ask, { platform, told, acknowledged }: PlatformSide): Promise<string[]> {
  const rows = await ask<{ event_key: string; state: string; times: number }>(
    'SELECT event_key, min(state::text) AS state, count(*)::int AS times FROM inbox WHERE platform = $1 GROUP BY event_key',
    [platform],
  );
  const kept = new Set(rows.map((row) => row.event_key));
  return [
    ...[...acknowledged]
      .filter((key) => !kept.has(key))
      .map((key) => `${key} was acknowledged and is not in the inbox`),
    ...rows.filter(({ times }) => times > 1).map((row) => `${row.event_key} is in the inbox ${row.times} times`),
    ...rows.filter(({ state }) => state !== 'done').map((row) => `${row.event_key} is ${row.state}`),
    ...rows
      .filter((row) => !told.has(row.event_key))
      .map((row) => `${row.event_key} is in the inbox and nobody sent it`),
  ];
}

/** Each photo stands in its message once, and its bytes are kept whole. */
async function photoFaults(ask: Ask, { side, photos, dataDir }: PlatformPromise): Promise<string[]> {
  const rows = await ask<{ event_key: string; images: string[] }>(
    `SELECT event_key, ARRAY(SELECT i ->> 'sha256' FROM jsonb_array_elements(payload -> 'images') AS i) AS images FROM inbox WHERE platform = $1`,
    [side.platform],
  );
  const kept = keptIn(join(dataDir, 'images'));
  const left = await ask<{ inbox_id: string }>('SELECT inbox_id FROM image_fetch');
  return [
    ...rows
      .filter(({ event_key: key, images }) => images.length !== (photos.has(key) ? 1 : 0))
      .map(({ event_key: key, images }) => `${key} has ${images.length} photos`),
    ...rows.flatMap(({ event_key: key, images }) =>
      images.filter((sha256) => !kept.has(sha256)).map(() => `the photo of ${key} is not kept`),
    ),
    ...left.map((row) => `photos of message ${row.inbox_id} are still to be fetched`),
  ];
}

function keptIn(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hashes = entries.map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  return new Set(hashes.map((bytes) => createHash('sha256').update(bytes).digest('hex')));
}
