/** Brings a county's description into the tables: adds and updates, ends what is gone, deletes no record. */
import { createHash } from 'node:crypto';
import type { IsoDate } from '../domain/calendar.ts';
import { consentVersion } from '../domain/consent.ts';
import { listsPeople, type County } from '../domain/county.ts';
import { holdCounty, holdersOf, putPeople, putPlaces, putSeats, setGroups, setHolders } from './county-parts.ts';
import { inTransaction, type Database, type Statements } from './database.ts';

/** A county of one kind is never loaded over one of the other kind. */
export class SampleMixed extends Error {
  override readonly name = 'SampleMixed';
}

/** The people of the county come from its roster: county.yaml must not name any beside it. */
export class PeopleFromRoster extends Error {
  override readonly name = 'PeopleFromRoster';
}

export interface LoadOptions {
  /** The day from which changed holders hold and former ones no longer do. */
  readonly on: IsoDate;
  /** Gives everybody an account there at once: for the demo; elsewhere accounts are bound one by one. */
  readonly accountsOn?: string;
  /** Platform of the county's groups. */
  readonly groupsOn: string;
}

export async function loadCounty(db: Database, county: County, options: LoadOptions): Promise<void> {
  await inTransaction(db, async (tx) => {
    await holdCounty(tx, county.id);
    const { peopleFrom, peopleDigest } = await putHead(tx, county);
    if (county.sample) await loadAll(tx, county, options);
    else if (listsPeople(county)) {
      if (peopleFrom === 'roster') throw new PeopleFromRoster(county.id);
      const digest = digestOf(county);
      if (digest !== peopleDigest) await loadListed(tx, county, digest, options);
    }
    if (options.accountsOn !== undefined) await openAccounts(tx, county, options.accountsOn);
  });
}

interface Source {
  readonly peopleFrom: string;
  readonly peopleDigest: string | null;
}

/** The county itself, without anybody in it; gives where its people came from so far. */
export async function putHead(
  tx: Statements,
  { id, name, packs, sample }: Pick<County, 'id' | 'name' | 'packs' | 'sample'>,
): Promise<Source> {
  const [before] = await tx.$queryRaw<{ demo: boolean }[]>`SELECT demo FROM county WHERE id = ${id}`;
  if (before && before.demo !== sample) throw new SampleMixed(id);
  const [source] = await tx.$queryRaw<Source[]>`
    INSERT INTO county (id, name, packs, demo) VALUES (${id}, ${name}, ${[...packs]}::text[], ${sample})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, packs = excluded.packs, demo = excluded.demo
    RETURNING people_from AS "peopleFrom", people_digest AS "peopleDigest"`;
  return source ?? { peopleFrom: 'county-file', peopleDigest: null };
}

/** What was changed in the chat since the file was last taken over stands until the file itself changes. */
async function loadListed(tx: Statements, county: County, digest: string, options: LoadOptions): Promise<void> {
  await loadAll(tx, county, options);
  await tx.$executeRaw`UPDATE county SET people_digest = ${digest} WHERE id = ${county.id}`;
}

const digestOf = ({ places, people, seats, groups }: County): string =>
  createHash('sha256')
    .update(JSON.stringify([places, people, seats, groups]))
    .digest('hex');

async function loadAll(tx: Statements, county: County, { on, groupsOn }: LoadOptions): Promise<void> {
  await putPlaces(tx, county.id, county.places);
  await putPeople(tx, county.id, county.people);
  await putSeats(tx, county.id, county.seats);
  await setHolders(tx, county.id, holdersOf(county.seats), on);
  await setGroups(tx, county.id, county.groups, groupsOn);
}

async function openAccounts(tx: Statements, county: County, platform: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation)
    SELECT ${county.id}, ${platform} || '-' || id, ${platform}, ${platform} || '-' || id, id, 'd-' || ${platform} || '-' || id
    FROM jsonb_to_recordset(${JSON.stringify(county.people)}::jsonb) AS p(id text)
    ON CONFLICT DO NOTHING`;
  // They are invented: nobody is there to be asked.
  await tx.$executeRaw`
    INSERT INTO consent (county, id, person_id, version, given_at)
    SELECT ${county.id}, 'c-' || id, id, ${consentVersion}, now() FROM jsonb_to_recordset(${JSON.stringify(county.people)}::jsonb) AS p(id text)
    ON CONFLICT DO NOTHING`;
}
