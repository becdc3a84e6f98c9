/** The papers of a county that its data folder holds beside the database, for a backup. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { County } from '../domain/county.ts';
import { rulesDir } from '../wiring/installation.ts';
import { readWitnesses } from '../store/audit-witness.ts';
import type { Paper } from '../store/backup.ts';
import type { Manifest } from '../store/backup-format.ts';

export interface Papers {
  readonly overlayName: string | null;
  readonly papersAt: (audit: Manifest['audit']) => readonly Paper[];
}

/** An overlay that comes with the installation is not the county's to take along. */
export function papersOf(folder: string, county: County): Papers {
  const text = readFileSync(path.join(folder, 'county.yaml'));
  const own = county.overlay !== undefined && !isWithin(rulesDir, county.overlay) ? county.overlay : null;
  const overlayName = own === null ? null : z.object({ overlay: z.string() }).parse(parse(text.toString())).overlay;
  const standing: Paper[] = [
    { name: 'county.yaml', bytes: text },
    ...(own === null ? [] : [{ name: 'overlay.yaml' as const, bytes: readFileSync(own) }]),
  ];
  return { overlayName, papersAt: (audit) => [...standing, ...witnesses(folder, county.id, audit)] };
}

const isWithin = (folder: string, file: string): boolean => !path.relative(folder, file).startsWith('..');

/** Notes on the chain up to its head in the snapshot: later ones would speak of links that the backup does not hold. */
function witnesses(folder: string, county: string, audit: Manifest['audit']): readonly Paper[] {
  const lines = readWitnesses(folder, county).lines.filter((w) => w.seq <= (audit?.seq ?? 0));
  if (lines.length === 0) return [];
  const text = lines.map(({ seq, hash, at }) => `${JSON.stringify({ county, seq, hash, at })}\n`).join('');
  return [{ name: 'audit-heads.jsonl', bytes: Buffer.from(text) }];
}
