/** The tables of a county as PostgreSQL's catalogue has them: a backup works on the schema of any version. */
import pg from 'pg';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns whose numbers the database gives. */
  readonly numbered: readonly string[];
  readonly jsonColumns: readonly string[];
}

/**
 * A connection that writes and reads values the same way whatever the server's own settings are, and that may stand still for long: a slow disk
 * takes its time.
 */
export async function connectSteady(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName });
  client.on('error', () => undefined); // the statement under way rejects as well
  await client.connect();
  await client.query(`SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex';
    SET extra_float_digits = 3; SET client_encoding = 'UTF8'; SET statement_timeout = 0; SET lock_timeout = 0;
    SET idle_in_transaction_session_timeout = 0; SET default_transaction_read_only = off`);
  return client;
}

/** Every table that carries the county, by name. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; numbered: string[]; json: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns,
       coalesce(array_agg(a.attname::text) FILTER (WHERE pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL), '{}') AS numbered,
       coalesce(array_agg(a.attname::text) FILTER (WHERE a.atttypid = 'jsonb'::regtype), '{}') AS json
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = current_schema()::regnamespace
     GROUP BY c.relname HAVING c.relname = 'county' OR bool_or(a.attname = 'county') ORDER BY c.relname`,
  );
  return rows.map(({ name, columns, numbered, json }) => ({ name, columns, numbered, jsonColumns: json }));
}

/** Whose row it is: the county's own table has it as its id. */
export const countyColumn = (table: string): string => (table === 'county' ? 'id' : 'county');

export const columnList = (columns: readonly string[]): string => columns.map((c) => pg.escapeIdentifier(c)).join(', ');

/** A statement that COPYs the rows of the county to the client; COPY takes no parameters. */
export const copyOut = ({ name, columns }: Pick<Table, 'name' | 'columns'>, county: string): string =>
  `COPY (SELECT ${columnList(columns)} FROM ${pg.escapeIdentifier(name)}
     WHERE ${countyColumn(name)} = ${pg.escapeLiteral(county)}) TO STDOUT`;

export const copyIn = ({ name, columns }: Pick<Table, 'name' | 'columns'>): string =>
  `COPY ${pg.escapeIdentifier(name)} (${columnList(columns)}) FROM STDIN`;

/**
 * Hashes of all images and files that rows of the county speak of, wherever in them: in JSON, where what people write can't look like a key.
 * @returns sorted
 */
export async function referredAttachments(
  client: pg.Client,
  tables: readonly Table[],
  county: string,
): Promise<string[]> {
  const places = tables.flatMap(({ name, jsonColumns }) => jsonColumns.map((column) => ({ name, column })));
  if (places.length === 0) return [];
  const found = places.map(({ name, column }) => {
    const json = pg.escapeIdentifier(column);
    return `SELECT jsonb_path_query(${json}, '$.**.sha256') #>> '{}' AS sha256 FROM ${pg.escapeIdentifier(name)}
      WHERE ${countyColumn(name)} = $1 AND ${json}::text LIKE '%"sha256"%'`;
  });
  const { rows } = await client.query<{ sha256: string }>(
    `SELECT DISTINCT sha256 FROM (${found.join(' UNION ALL ')}) f WHERE sha256 ~ '^[0-9a-f]{64}$' ORDER BY 1`,
    [county],
  );
  return rows.map((r) => r.sha256);
}
