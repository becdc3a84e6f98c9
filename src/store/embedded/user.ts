import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedFailure } from './failure.ts';

/** Whom the server runs as where it cannot run as ourselves. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root hands it to another user: the one that already owns the cluster, else `postgres`, else `nobody`.
 * @returns undefined where the server runs as this process's own user
 */
export function serverUser(clusterFolder: string, passwd = '/etc/passwd'): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync(passwd, 'utf8');
  for (const name of ['postgres', 'nobody']) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, 'm').exec(accounts) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new EmbeddedFailure(
    'no-user',
    'running as root, and there is no user postgres or nobody to run the database as',
  );
}

/** The topmost folder on the way to `path` (itself included) that `user` may not pass through; undefined when all let it. */
export function firstImpassable(path: string, user: ServerUser): string | undefined {
  const above = dirname(path);
  const higher = above === path ? undefined : firstImpassable(above, user);
  return higher ?? (isPassable(path, user) ? undefined : path);
}

function isPassable(folder: string, user: ServerUser): boolean {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) return true; // not made yet: we make it passable
  // A spawned process keeps no supplementary groups, so the three classes of the mode decide.
  const bit = status.uid === user.uid ? 0o100 : status.gid === user.gid ? 0o010 : 0o001;
  return (status.mode & bit) !== 0;
}
