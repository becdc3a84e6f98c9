/** A day of a village team, played through the whole product with a clock of its own, as a transcript. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import type { Adapter, InboundMessage, OutboundMessage } from '../chat/message.ts';
import { sendRound } from '../chat/outbox.ts';
import { receiver } from '../chat/receive.ts';
import { workBatch } from '../chat/worker.ts';
import { readConfig } from '../config.ts';
import { startOf, timeOf, type IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { openData, packageRoot, rulesDir, ruleChoiceOf } from '../main.ts';
import { loadRules } from '../rules/load.ts';
import { loadCounty } from '../store/county.ts';
import { storeOf } from '../store/store.ts';
import { readCounty } from './county-file.ts';
import { demoDay, type DemoLine } from './demo-day.ts';
import { run } from './serve.ts';

const sampleFile = path.join(packageRoot, 'data', 'demo', 'county.yaml');

/** Serves the sample county as a web chat, on loopback. */
export async function serveDemo(): Promise<void> {
  const config = readConfig(process.env);
  const dataDir = config.dataDir ?? path.join(packageRoot, '.zhucun', 'demo');
  await run(config, readCounty(sampleFile), dataDir, (url) =>
    [
      `示例县已启动（全部为示例数据）：${url}`,
      '打开后选一个人；再开一个窗口选另一个人，就能看到彼此的消息。',
      '停止：Ctrl+C。数据保存在 ' + dataDir,
    ].join('\n'),
  );
}

/** What the terminal shows instead of a platform: it keeps what was sent, so that a line can quote it. */
function terminal(county: County, now: () => number): Adapter & { last(personId: string): string | null } {
  const names = new Map(county.people.map((p) => [`d-terminal-${p.id}`, p.name]));
  const groups = new Map(county.groups.map((g) => [`g-${g.id}`, g.title]));
  const lastTo = new Map<string, string>();
  const show = (message: OutboundMessage): void => {
    const to = groups.get(message.conversation) ?? names.get(message.conversation) ?? '';
    const buttons = message.buttons.map((b) => `【${b.label}】`).join(' ');
    const text = [message.text, buttons].filter((t) => t !== '').join('\n');
    console.log(`${timeOf(now())}  机器人 → ${to}\n${text.replace(/^/gm, '         ')}`);
  };
  return {
    platform: 'terminal',
    capabilities: {
      quotedId: true, buttons: true, callbackBytes: 64, location: true, editSent: false, idFromSend: true, idempotentSend: true,
      idempotencyWindowMs: null, groupPush: true, maxTextLength: 10_000, replyWindowMs: null,
    }, // prettier-ignore
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    send(message) {
      show(message);
      const messageId = randomUUID();
      lastTo.set(message.conversation, messageId);
      return Promise.resolve({ status: 'sent', messageId });
    },
    health: () => ({ state: 'up', since: 0, why: null }),
    last: (personId) => lastTo.get(`d-terminal-${personId}`) ?? null,
  };
}

const demoDate: IsoDate = '2026-12-02';

/** Plays the day in a throw-away data folder. */
export async function playDemo(): Promise<void> {
  const county = readCounty(sampleFile);
  const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-demo-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when this is root
  const data = await openData({ ...readConfig(process.env), databaseUrl: null }, folder, county.id);
  try {
    await loadCounty(data.db, county, { on: '2026-01-01', groupsOn: 'terminal', accountsOn: 'terminal' });
    await play(county, data.db);
  } finally {
    await data.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function play(county: County, db: Parameters<typeof storeOf>[0]): Promise<void> {
  let clock = startOf(demoDate);
  const store = storeOf(db);
  const screen = terminal(county, () => clock);
  const log = pino({ level: 'error' }, pino.destination(2));
  const at = (): void => undefined;
  const worker = { store, rules: loadRules(rulesDir, ruleChoiceOf(county)), now: () => clock, at, log, batch: 64 };
  const sender = { store, adapters: [screen], at, log, now: () => clock, leaseMs: 20_000, batch: 64 };
  const sink = receiver({ keep: (m) => store.keepMessage(m), keepImage: () => Promise.resolve(null), at });
  console.log(`${county.name}的一天（示例数据，${demoDate}）\n`);
  for (const line of demoDay) {
    clock = startOf(demoDate) + line.minute * 60_000;
    const name = county.people.find((p) => p.id === line.who)?.name ?? '';
    const group = line.group === undefined ? undefined : county.groups.find((g) => g.id === line.group);
    console.log(
      `${timeOf(clock)}  ${name}${group ? `（在${group.title}）` : ''}：${line.text}${line.quotes ? '　［引用上一条］' : ''}`,
    );
    await sink(inbound(line, clock, line.quotes ? screen.last(line.who) : null));
    while ((await workBatch(worker)) > 0);
    while ((await sendRound(sender)) > 0);
    console.log('');
  }
}

function inbound(line: DemoLine, at: number, quoted: string | null): InboundMessage {
  const id = randomUUID();
  return {
    platform: 'terminal',
    eventKey: id,
    messageId: id,
    conversation: line.group === undefined ? `d-terminal-${line.who}` : `g-${line.group}`,
    chatKind: line.group === undefined ? 'direct' : 'group',
    senderId: `terminal-${line.who}`,
    senderName: null,
    sentAt: at,
    receivedAt: at,
    kind: 'text',
    otherKind: null,
    text: line.text,
    mentionsBot: line.group !== undefined,
    quote: quoted === null ? null : { messageId: quoted, text: null },
    forwarded: false,
    edited: false,
    location: null,
    images: [],
    action: null,
    raw: null,
  };
}
