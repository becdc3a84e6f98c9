/** A county of any size in an empty, migrated database, written by SQL: 示例 people in teams of five, accounts and sessions. */
import { createHash } from 'node:crypto';
import pg from 'pg';

export const COUNTY = 'bench';

/** The county file that goes with it: its people are a roster's, so it names none. */
export const COUNTY_FILE = `id: ${COUNTY}\nname: 示例县（压测）\npacks: [fengdu-2021]\n`;

export interface Visitor {
  readonly accountId: string;
  readonly conversation: string;
  readonly token: string;
}

const statements = [
  `INSERT INTO county (id, name, packs, demo, people_from) VALUES ('${COUNTY}', '示例县（压测）', '{fengdu-2021}', false, 'roster')`,
  `INSERT INTO place (county, id, kind, name, parent_id)
     SELECT '${COUNTY}', 't' || n, 'township', '示例' || n || '镇', NULL FROM generate_series(0, ($1::int - 1) / 100) n
     UNION ALL SELECT '${COUNTY}', 'v' || n, 'village', '示例' || n || '村', 't' || n / 20 FROM generate_series(0, ($1 - 1) / 5) n
     UNION ALL SELECT '${COUNTY}', 'team' || n, 'team', '示例' || n || '村工作队', 'v' || n FROM generate_series(0, ($1 - 1) / 5) n`,
  `INSERT INTO person (county, id, name, post, dispatch_level, township_id, village_id, team_id)
     SELECT '${COUNTY}', 'p' || n, '示例' || n, '驻村工作队员', '县派', 't' || n / 100, 'v' || n / 5, 'team' || n / 5
     FROM generate_series(0, $1::int - 1) n`,
  `INSERT INTO seat (county, body, scope_id, title)
     SELECT '${COUNTY}', '乡镇（街道）党（工）委书记', 't' || n, '示例' || n || '镇党委书记' FROM generate_series(0, ($1::int - 1) / 100) n`,
  `INSERT INTO seat_holder (county, body, scope_id, person_id, from_on)
     SELECT county, body, scope_id, 'p' || substr(scope_id, 2)::int * 100, '2026-01-01' FROM seat WHERE $1::int > 0`,
  `INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
     SELECT '${COUNTY}', 'web-' || id, 'web', 'web-' || id, id, 'd-web-' || id, now() FROM person WHERE $1::int > 0`,
  `INSERT INTO consent (county, id, person_id, version, given_at)
     SELECT '${COUNTY}', 'c-' || id, id, 1, now() FROM person WHERE $1::int > 0`,
];

/** Fills the database with `people` people and signs the first `visitors` of them in. */
export async function fillCounty(url: string, people: number, visitors: number): Promise<Visitor[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    for (const [n, sql] of statements.entries()) await client.query(sql, n === 0 ? [] : [people]);
    const signedIn = Array.from({ length: visitors }, (_, n) => {
      const accountId = `web-p${n}`;
      return { accountId, conversation: `d-${accountId}`, token: `bench-token-${n}` };
    });
    await client.query(
      `INSERT INTO web_session (county, token_hash, account_id, expires_at)
         SELECT '${COUNTY}', hash, account, now() + interval '1 day' FROM unnest($1::text[], $2::text[]) s(hash, account)`,
      [signedIn.map(({ token }) => createHash('sha256').update(token).digest('hex')), signedIn.map((v) => v.accountId)],
    );
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
    return signedIn;
  } finally {
    await client.end();
  }
}
