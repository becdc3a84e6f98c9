/** The runs that the table is made of: each from nothing, and thrown away afterwards. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedLoop, type Say } from './closed-loop.ts';
import { fillCounty } from './county.ts';
import { analyze, openBenchDatabase, type Kind } from './databases.ts';
import type { Figures } from './figures.ts';
import { post } from './http.ts';
import { startReference, startWorker, type Started } from './processes.ts';
import { WebUser } from './web-user.ts';

export const USERS = 64;
/** Each user is one person after another: nobody writes hundreds of logs a day. */
const PERSONS_EACH = 8;

const users = (say: (n: number, text: string) => Promise<void>): Say[] =>
  Array.from({ length: USERS }, (_, n) => (text: string) => say(n, text));

/** Bare Node and SQLite: one commit a message, the answer in the response. */
export async function bareNode(seconds: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-bench-'));
  const server = await startReference('sqlite', join(folder, 'messages.db'));
  try {
    const say = users(async (n, text) => {
      await post(server.url, {}, JSON.stringify({ sender: `u${n}`, text }));
    });
    return await closedLoop(say, seconds, [server.pid]);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** grammY and one Prisma `create` a message, on the private PostgreSQL, sending to a stand-in for the Bot API. */
export async function framework(seconds: number): Promise<Figures> {
  const answered = new Map<number, () => void>();
  const api = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { chat_id: chat } = JSON.parse(Buffer.concat(chunks).toString()) as { chat_id: number };
      const message = { message_id: 1, date: 0, chat: { id: chat, type: 'private', first_name: 'u' }, text: '' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result: message }));
      answered.get(chat)?.();
    });
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const database = await openBenchDatabase('embedded');
  const apiRoot = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const server = await startReference('grammy', database.url, apiRoot);
  let updates = 0;
  try {
    const say = users(async (n, text) => {
      const id = n + 1;
      const person = { id, is_bot: false, first_name: `u${n}` };
      updates += 1;
      const message = {
        message_id: updates,
        date: 0,
        chat: { id, type: 'private', first_name: 'u' },
        from: person,
        text,
      };
      const heard = new Promise<void>((resolve) => answered.set(id, resolve));
      await post(server.url, {}, JSON.stringify({ update_id: updates, message }));
      await heard;
    });
    return await closedLoop(say, seconds, [server.pid, database.pid], () => analyze(database.url));
  } finally {
    await server.stop();
    await database.remove();
    api.closeAllConnections();
    api.close();
  }
}

export interface OwnRun {
  readonly kind: Kind;
  readonly workers: number;
  readonly people: number;
}

/** The service itself: `workers` processes over one database. */
export async function zhucun({ kind, workers, people }: OwnRun, seconds: number): Promise<Figures> {
  const database = await openBenchDatabase(kind);
  const visitors = await fillCounty(database.url, people, USERS * PERSONS_EACH);
  const services: Started[] = [];
  for (let n = 0; n < workers; n += 1) services.push(await startWorker(database.folder, database.databaseUrl));
  const persons = visitors.map((v, n) => new WebUser(v, services[n % workers]?.url ?? ''));
  const turns = Array.from({ length: USERS }, () => 0);
  try {
    await Promise.all(persons.map((person) => person.listen()));
    const say = users((n, text) => {
      const turn = turns[n] ?? 0;
      turns[n] = turn + 1;
      return persons[n + USERS * (turn % PERSONS_EACH)]?.say(text) ?? Promise.resolve();
    });
    const pids = [...services.map((s) => s.pid), database.pid];
    return await closedLoop(say, seconds, pids, () => analyze(database.url));
  } finally {
    for (const person of persons) person.close();
    for (const service of services) await service.stop();
    await database.remove();
  }
}
