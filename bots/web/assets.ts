/** The client's files, read once and served from memory; nothing outside the list can be asked for. */
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly etag: string;
}

export type Assets = ReadonlyMap<string, Asset>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Beside this file, as the build leaves it. */
export const clientFolder = (): string => fileURLToPath(new URL('./client/', import.meta.url));

/** Rejects when the client was not built: a server without its pages is of no use. */
export async function loadAssets(folder: string): Promise<Assets> {
  const names = (await readdir(folder)).filter((name) => extname(name) in TYPES);
  const assets = new Map(await Promise.all(names.map(async (name) => [name, await loadAsset(folder, name)] as const)));
  const missing = ['picker.html', 'picker.js', 'chat.html', 'chat.js'].filter((name) => !assets.has(name));
  if (missing.length > 0) throw new Error(`web client is not built: ${missing.join(', ')} missing in ${folder}`);
  return assets;
}

async function loadAsset(folder: string, name: string): Promise<Asset> {
  const bytes = Uint8Array.from(await readFile(join(folder, name)));
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, contentType: TYPES[extname(name)] ?? 'application/octet-stream', etag };
}

/** `no-cache` asks each time, so that a new version is never mixed with an old one; the ETag keeps that cheap. */
export function assetResponse(asset: Asset, ifNoneMatch: string | undefined): Response {
  const headers = { 'content-type': asset.contentType, 'cache-control': 'no-cache', etag: asset.etag };
  return ifNoneMatch === asset.etag
    ? new Response(null, { status: 304, headers })
    : new Response(asset.bytes, { headers });
}
