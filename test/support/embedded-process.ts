// A process of its own that uses the embedded server: `node --import tsx embedded-process.ts FOLDER [write]`. It prints a line of JSON for its
// start, with `write` one line for each row that was committed, and leaves when its standard input ends.
import { once } from 'node:events';
import pg from 'pg';
import { EmbeddedFailure, startEmbedded } from '../../src/store/embedded.ts';

const [folder = '', task] = process.argv.slice(2);
const tell = (line: object): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

async function writeOn(url: string): Promise<never> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the server is killed under it
  await client.connect();
  await client.query('CREATE TABLE IF NOT EXISTS kept (id bigint GENERATED ALWAYS AS IDENTITY, by_process int)');
  for (;;) {
    const { rows } = await client.query<{ id: string }>('INSERT INTO kept (by_process) VALUES ($1) RETURNING id', [
      process.pid,
    ]);
    tell({ committed: Number(rows[0]?.id) });
  }
}

try {
  const server = await startEmbedded(folder, { durable: task === 'write' });
  tell({ url: server.url, dataDir: server.dataDir, pid: process.pid });
  if (task === 'write') await writeOn(server.url);
  process.stdin.resume();
  await once(process.stdin, 'end');
  await server.stop();
} catch (error) {
  if (!(error instanceof EmbeddedFailure)) throw error;
  tell({ kind: error.kind, folder: error.folder });
  process.exitCode = 1;
}
