/**
 * What a backup file is: a tar inside gzip. Tables come first, in parts of a few megabytes as PostgreSQL's COPY writes them, then images and
 * files by the hash of their bytes, then the county's papers, and last manifest.json, which vouches for all before it. Names in the archive are
 * only ever matched against the patterns here, never used as paths.
 */
import { z } from 'zod';

/** Grows when an older program could not restore what a newer one writes. */
export const FORMAT = 1;

/** Part of a table: large enough for gzip and the server, small enough to hold in memory. */
export const PART_BYTES = 4 * 1024 * 1024;
/** No member is larger: whoever reads an archive holds one at a time. */
export const MEMBER_BYTES_AT_MOST = 64 * 1024 * 1024;

export const MANIFEST = 'manifest.json';
export const shelves = ['images', 'files'] as const;
export type Shelf = (typeof shelves)[number];
export const papers = ['county.yaml', 'overlay.yaml', 'audit-heads.jsonl'] as const;
export type PaperName = (typeof papers)[number];

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const Count = z.int().nonnegative();

const BackedUpTable = z.strictObject({
  name: Name,
  /** In the order of the columns in the parts. */
  columns: z.array(Name).min(1),
  rows: Count,
  parts: z.array(z.strictObject({ bytes: Count, sha256: Hash })),
});
export type BackedUpTable = z.infer<typeof BackedUpTable>;

export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** Of the program that wrote it. */
  version: z.string(),
  county: z.strictObject({ id: z.string().min(1), name: z.string() }),
  /** Of the snapshot, by the database's clock. */
  takenAt: z.iso.datetime(),
  /** As `server_version_num`: 180004. */
  postgres: z.int(),
  /** Applied to the database, in their order. */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: z.string() })).min(1),
  tables: z.array(BackedUpTable),
  /** `digest` is the sha256 of their names in the archive, one a line, in order: each name is the hash of its bytes. */
  attachments: z.strictObject({ count: Count, bytes: Count, digest: Hash }),
  /** What rows refer to and the data folder does not hold, or holds with other bytes. */
  missing: z.array(z.strictObject({ sha256: Hash, why: z.enum(['missing', 'changed']) })),
  papers: z.array(z.strictObject({ name: z.enum(papers), bytes: Count, sha256: Hash })),
  /** The overlay as county.yaml names it, where it is a file of the county's own. */
  overlayName: z.string().nullable(),
  /** Where the audit chain ends; null = nothing was written yet. */
  audit: z.strictObject({ seq: z.int().positive(), hash: Hash }).nullable(),
});
export type Manifest = z.infer<typeof Manifest>;

export type Member =
  | { readonly is: 'part'; readonly table: string; readonly place: number }
  | { readonly is: 'attachment'; readonly shelf: Shelf; readonly sha256: string }
  | { readonly is: 'paper'; readonly name: PaperName }
  | { readonly is: 'manifest' };

export const partName = (table: string, place: number): string =>
  `tables/${table}/${String(place).padStart(6, '0')}.copy`;
export const attachmentName = (shelf: Shelf, sha256: string): string => `${shelf}/${sha256}`;
export const paperName = (name: PaperName): string => `county/${name}`;

/** What a member of that name is; null = nothing that belongs in a backup. */
export function memberOf(name: string): Member | null {
  if (name === MANIFEST) return { is: 'manifest' };
  const [, table, place] = /^tables\/([a-z_][a-z0-9_]{0,62})\/(\d{6})\.copy$/.exec(name) ?? [];
  if (table !== undefined) return { is: 'part', table, place: Number(place) };
  const [, shelf, sha256] = /^(images|files)\/([0-9a-f]{64})$/.exec(name) ?? [];
  if (sha256 !== undefined) return { is: 'attachment', shelf: shelf as Shelf, sha256 };
  const paper = papers.find((p) => paperName(p) === name);
  return paper === undefined ? null : { is: 'paper', name: paper };
}

/**
 * - `file-exists`: the backup's file is there already
 * - `busy`: another backup or restore of this county is under way
 * - `no-data`: the database holds nothing of this county
 * - `unsound`: no backup, cut short, or changed since it was written
 * - `newer-format`, `newer-backup`: written by a newer program, whose version is the detail
 * - `edited`: a migration of the backup has another script in this program
 * - `folder-not-empty`: the data folder holds something that no restore left there
 * - `other-restore`: the data folder holds what is left of a restore of another file
 * - `database-not-empty`: the database holds rows of this county
 * - `database-newer`: the database was migrated further than the backup
 * - `ids-taken`: numbers of the backup's rows are in use by another county of the same database
 */
export type BackupRefusal =
  | 'file-exists'
  | 'busy'
  | 'no-data'
  | 'unsound'
  | 'newer-format'
  | 'newer-backup'
  | 'edited'
  | 'folder-not-empty'
  | 'other-restore'
  | 'database-not-empty'
  | 'database-newer'
  | 'ids-taken';

export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
  readonly kind: BackupRefusal;
  readonly detail: string;
  constructor(kind: BackupRefusal, detail: string, options?: ErrorOptions) {
    super(`${kind}: ${detail}`, options);
    this.kind = kind;
    this.detail = detail;
  }
}
