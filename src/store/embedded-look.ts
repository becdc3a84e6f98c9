/** The private PostgreSQL as it is found, by whoever must not start, stop or change it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtBinaries, missingLinks } from './embedded/binaries.ts';
import { databaseUrl } from './embedded/connection.ts';
import { placeOf } from './embedded/place.ts';
import { isAlive, recordedPid } from './embedded/process.ts';
import { firstImpassable, serverUser } from './embedded/user.ts';

export interface EmbeddedLook {
  readonly url: string;
  /** Folder of the cluster; null = none was made yet. */
  readonly cluster: string | null;
  /** Major versions: of the cluster, and of the programs, null where these do not run. */
  readonly clusterMajor: number | null;
  readonly programMajor: number | null;
  /** Why the programs do not run. */
  readonly trouble: string | null;
  readonly missingLinks: number;
  /** `left`: its pid file is there and the process is not. */
  readonly server: 'running' | 'stopped' | 'left';
  /** Who owns the cluster where this user may not use it. */
  readonly foreignUid: number | null;
  /** A folder that the server's user may not pass through on the way to the cluster; a new cluster is made where it may. */
  readonly barred: string | null;
}

/** @throws EmbeddedFailure where there are no programs or no user for this machine */
export function lookAtEmbedded(dataDir: string): EmbeddedLook {
  const place = placeOf(dataDir);
  const user = serverUser(place.cluster);
  const programs = lookAtBinaries(user, place.copies);
  const versionFile = join(place.cluster, 'PG_VERSION');
  const owner = statSync(place.cluster, { throwIfNoEntry: false })?.uid ?? null;
  const mine = user?.uid ?? process.getuid?.() ?? null;
  const foreign = owner !== null && owner !== mine;
  const there = !foreign && existsSync(versionFile);
  const pid = there ? recordedPid(place) : undefined;
  return {
    url: databaseUrl(place, 'zhucun'),
    cluster: owner === null ? null : place.cluster,
    clusterMajor: there ? Number(readFileSync(versionFile, 'utf8').trim()) : null,
    programMajor: programs.major,
    trouble: programs.trouble,
    missingLinks: missingLinks(),
    server: pid === undefined ? 'stopped' : isAlive(pid) ? 'running' : 'left',
    foreignUid: foreign ? owner : null,
    barred: user === undefined || owner === null ? null : (firstImpassable(place.home, user) ?? null),
  };
}
