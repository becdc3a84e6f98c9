/** What an operator asks of a county's data: set-aside messages, unsettled sends, the audit chain, sign-in links. */
import { readConfig } from '../config.ts';
import { openData, type OpenedData } from '../main.ts';
import { verifyAudit } from '../store/audit.ts';
import { deadMessages, retryMessage } from '../store/inbox.ts';
import { unsettledSends } from '../store/outbox.ts';
import { createLink } from '../store/web-accounts.ts';
import { folderOf, realCounty } from './serve.ts';

async function withData(given: string | undefined, use: (data: OpenedData) => Promise<void>): Promise<void> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const data = await openData(config, folder, realCounty(folder).id);
  try {
    await use(data);
  } finally {
    await data.close();
  }
}

export const listDead = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const dead = await deadMessages(db);
    if (dead.length === 0) console.log('没有被搁置的消息。');
    for (const d of dead) console.log(`${d.id}\t${d.platform}\t${d.receivedAt.toISOString()}\t${d.failure ?? ''}`);
  });

export const retryDead = (id: string, folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const ok = /^\d{1,18}$/.test(id) && (await retryMessage(db, BigInt(id)));
    console.log(ok ? `消息 ${id} 已重新排队。` : `没有被搁置的消息 ${id}。用 zhucun inbox list 查看。`);
    if (!ok) process.exitCode = 1;
  });

export const listUnsettled = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const sends = await unsettledSends(db);
    if (sends.length === 0) console.log('没有下落不明或被拒的发送。');
    for (const s of sends) console.log(`${s.id}\t${s.platform}\t${s.state}\t${s.why ?? ''}`);
  });

export const audit = (folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const verdict = await verifyAudit(db);
    if (verdict.ok) {
      console.log(`审计链完整：${verdict.links} 环，${verdict.entries} 条。`);
      return;
    }
    console.log(`审计链不完整：第 ${verdict.seq ?? '-'} 环，记录 ${verdict.entryId ?? '-'}（${verdict.why}）。`);
    process.exitCode = 1;
  });

export const link = (personId: string, folder: string | undefined): Promise<void> =>
  withData(folder, async ({ db }) => {
    const { host, port, origins } = readConfig(process.env);
    const token = await createLink(db, personId);
    if (token === null) {
      console.log(`没有编号为“${personId}”的人。请先在 county.yaml 登记，并运行过 zhucun serve。`);
      process.exitCode = 1;
      return;
    }
    console.log(`${origins[0] ?? `http://${host}:${port}`}/link/${token}\n10 分钟内有效，只能用一次。请单独发给本人。`);
  });
