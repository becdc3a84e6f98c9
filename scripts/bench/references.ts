/**
 * The two references, each a process of its own: `sqlite` keeps a message with one commit and answers in the response;
 * `grammy` is a bot as its guide shows it, with one Prisma `create` a message.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import { Bot, webhookCallback } from 'grammy';
import Sqlite from 'libsql';
import { PrismaClient } from '../../src/store/generated/client.ts';

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

type Server = ReturnType<typeof createServer>;

function sqlite(file: string): Server {
  const db = new Sqlite(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec(
    'CREATE TABLE message (id INTEGER PRIMARY KEY, sender TEXT NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const keep = db.prepare('INSERT INTO message (sender, text, at) VALUES (?, ?, ?)');
  return createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { sender, text } = JSON.parse(body) as { sender: string; text: string };
      keep.run(sender, text, Date.now());
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ text: `已保存：${text}` }));
    });
  });
}

function grammy(databaseUrl: string, apiRoot: string): Server {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 8 }) });
  const bot = new Bot('1:bench', {
    client: { apiRoot },
    botInfo: {
      id: 1, is_bot: true, first_name: 'bench', username: 'bench_bot', can_join_groups: true,
      can_read_all_group_messages: false, supports_inline_queries: false, can_connect_to_business: false, has_main_web_app: false,
    } as never,
  }); // prettier-ignore
  bot.on('message:text', async (ctx) => {
    const id = `${ctx.chat.id}.${ctx.message.message_id}`;
    await prisma.workLog.create({
      data: {
        county: 'bench', id, personId: String(ctx.from.id), onDate: new Date('2026-01-01'), at: new Date(),
        text: ctx.message.text, late: false, images: [], inboxId: 0n,
      },
    }); // prettier-ignore
    await ctx.reply(`已保存：${ctx.message.text}`);
  });
  const answer = webhookCallback(bot, 'http');
  return createServer((request, response) => void answer(request, response));
}

const [kind = '', place = '', apiRoot = ''] = process.argv.slice(2);
const server = kind === 'sqlite' ? sqlite(place) : grammy(place, apiRoot);
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
