import pg from 'pg';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '../src/store/migrate.ts';
import { transcripts } from './transcripts.ts';
import { withDatabase } from './with-database.ts';
const M = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
await withDatabase(async (serverUrl) => {
  let n = 0;
  const ex = async (u: string, s: string) => { const c = new pg.Client({ connectionString: u }); await c.connect(); await c.query(s).finally(() => c.end()); };
  writeFileSync('/tmp/duties.md', await transcripts('duties', async () => {
    const url = new URL(serverUrl); const name = `transcript_${++n}`; url.pathname = '/' + name;
    await ex(serverUrl, `CREATE DATABASE ${name}`); await migrate(url.href, M);
    return { url: url.href, drop: () => ex(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
  }));
});
