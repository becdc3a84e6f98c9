/** `zhucun backup`, `zhucun restore`, and the sends that are held after a restore. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { readConfig, type Config } from '../config.ts';
import { dateOf, timeOf } from '../domain/calendar.ts';
import { migrationsDir, packageRoot } from '../wiring/installation.ts';
import { writeBackup } from '../store/backup.ts';
import { checkBackup } from '../store/backup-check.ts';
import type { Manifest } from '../store/backup-format.ts';
import { openDatabase } from '../store/database.ts';
import { ERASED_LIST, erasedIn, noteErased, readErased } from '../store/erased-people.ts';
import { startEmbedded } from '../store/embedded.ts';
import { heldSends, releaseSends } from '../store/restore-held.ts';
import { restoreBackup, type Restored } from '../store/restore.ts';
import { papersOf } from './backup-papers.ts';
import { ago, sayFault, withData } from './operate.ts';
import { sayBackAgain } from './backup-words.ts';
import { folderOf, realCounty } from './serve.ts';

export function addBackupCommands(program: Command, outbox: Command): void {
  program
    .command('backup')
    .argument('<file>', '要写的备份文件；加 --check 时是要检查的备份文件')
    .argument('[folder]')
    .option('--check', '只检查备份文件是否完整，不用数据库')
    .description('把一个县备份成一个文件：数据、图片和文件、county.yaml；不用停止运行')
    .action((file: string, folder: string | undefined, { check }: { check?: boolean }) =>
      check === true ? checkFile(file) : backup(file, folder),
    );
  program
    .command('restore')
    .argument('<file>', '备份文件')
    .argument('[folder]', '空的数据文件夹')
    .description('把备份恢复到空的文件夹和空的数据库；恢复后暂不发消息，等您放行')
    .action(restore);
  outbox.command('held').argument('[folder]').description('恢复后暂不发出的消息有多少').action(listHeld);
  outbox
    .command('release')
    .argument('[folder]')
    .option('--drop-older-than <hours>', '不再发出这么多小时以前的')
    .description('放行恢复后暂不发出的消息')
    .action(release);
}

/** The database as it is: a backup migrates nothing, so that it can be taken before an upgrade with the new program. */
async function openServer(config: Config, folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, stop: () => Promise.resolve() };
  return startEmbedded(path.join(folder, 'pg'));
}

const programVersion = (): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')))
    .version;

/** @throws BackupRefused and whatever else `sayFailure` words */
export async function backup(file: string, given: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const county = realCounty(folder);
  const papers = papersOf(folder, county);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const server = await openServer(config, folder);
  try {
    const { url } = server;
    const version = programVersion();
    const manifest = await writeBackup({ file, url, county: county.id, folder, ...papers, version });
    await noteBeside(file, folder, url, county.id);
    writeFileSync(path.join(folder, 'last-backup.json'), `${JSON.stringify({ at: manifest.takenAt })}\n`);
    console.log(`备份写好了：${file}\n${sayContents(manifest)}`);
    sayMissing(manifest);
  } finally {
    await server.stop();
  }
}

/** Beside the newest backup lies who must not come back with an older one. */
async function noteBeside(file: string, folder: string, url: string, county: string): Promise<void> {
  const db = openDatabase(url, county, { connections: 1 });
  try {
    await noteErased(folder, county, await erasedIn(db));
  } finally {
    await db.close();
  }
  await noteErased(path.dirname(path.resolve(file)), county, readErased(folder, county));
}

/** As clocks show it there. */
const inShanghai = (at: number): string => `${dateOf(at)} ${timeOf(at)}`;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const sayContents = ({ county, takenAt, version, tables, attachments }: Manifest): string =>
  `${county.name}（${county.id}），${inShanghai(Date.parse(takenAt))}，zhucun ${version}：${tables.length} 张表 ${sum(tables.map((t) => t.rows))} 行，` +
  `图片和文件 ${attachments.count} 个。`;

/** Hashes name no person; the operator looks for them in an older backup. */
function sayMissing({ missing }: Manifest): void {
  if (missing.length === 0) return;
  const why = { missing: '不见了', changed: '内容变了' };
  console.log(`有 ${missing.length} 个图片或文件没能备份，备份里没有它们，其余都在：`);
  for (const m of missing) console.log(`${m.sha256}\t${why[m.why]}`);
  console.log('请在更早的备份里找，放回数据文件夹的 images 或 files 后再备份一次。');
  process.exitCode = 1;
}

async function checkFile(file: string): Promise<void> {
  const { manifest } = await checkBackup(file);
  console.log(`备份文件完整：${file}\n${sayContents(manifest)}`);
  if (manifest.missing.length > 0)
    console.log(`备份时就有 ${manifest.missing.length} 个图片或文件不见了或变了，这份备份里没有它们。`);
}

/** @throws BackupRefused and whatever else `sayFailure` words */
export async function restore(file: string, given: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  const folder = folderOf(config, given);
  const restored = await restoreBackup({
    file,
    folder,
    openServer: () => openServer(config, folder),
    migrationsDir,
    now: Date.now,
  });
  console.log(`恢复好了：${folder}\n${sayContents(restored.manifest)}`);
  sayRest(restored);
  sayErased(restored, folder);
  console.log(
    `消息暂不发出：备份时等着发的，多半后来已经发过。\n先看有多少：zhucun outbox held ${folder}\n再启动：zhucun serve ${folder}\n核对后放行：zhucun outbox release ${folder}`,
  );
}

function sayErased({ manifest, backAgain }: Restored, folder: string): void {
  if (backAgain.length > 0) console.log(sayBackAgain(backAgain));
  console.log(
    `${inShanghai(Date.parse(manifest.takenAt))} 以后删除过的人，要在放行以前再删一次：把原来文件夹里的 ${ERASED_LIST} 复制到 ${folder}，再运行 zhucun doctor ${folder}，它会逐个列出。`,
  );
}

function sayRest({ manifest, audit, migrated, overlayAt }: Restored): void {
  if (migrated.length > 0) console.log(`数据已升级：${migrated.join('、')}`);
  if (overlayAt !== null && overlayAt !== manifest.overlayName)
    console.log(`本县的规定放在 ${overlayAt}；county.yaml 里写的是 ${manifest.overlayName ?? ''}，请改成前者。`);
  if (manifest.missing.length > 0) console.log(`备份时就缺 ${manifest.missing.length} 个图片或文件。`);
  console.log(
    audit.ok
      ? `审计链完整，与备份时一致：${audit.links} 环，${audit.entries} 条。`
      : `审计链不完整，备份里就是这样：${sayFault(audit)}`,
  );
  if (!audit.ok) process.exitCode = 1;
}

const listHeld = (given: string | undefined): Promise<void> =>
  withData(given, async ({ db }) => {
    const held = await heldSends(db);
    if (held.since === null) {
      console.log('没有暂不发出的消息：发送照常。');
      return;
    }
    console.log(`从 ${inShanghai(held.since.getTime())} 起暂不发出。`);
    if (held.platforms.length === 0) console.log('没有等着发的消息。');
    for (const { platform, count, oldest } of held.platforms)
      console.log(`${platform}\t${count} 条\t最早的 ${ago(oldest, Date.now())}`);
    console.log('放行：zhucun outbox release；不发太早的：zhucun outbox release --drop-older-than 小时数');
  });

async function release(given: string | undefined, { dropOlderThan }: { dropOlderThan?: string }): Promise<void> {
  if (dropOlderThan !== undefined && !/^\d{1,5}$/.test(dropOlderThan)) {
    console.log('--drop-older-than 要写小时数，是 0 到 99999 的整数。没有放行。');
    process.exitCode = 1;
    return;
  }
  await withData(given, async ({ db }) => {
    const done = await releaseSends(db, dropOlderThan === undefined ? null : Number(dropOlderThan), Date.now());
    console.log(
      done === null
        ? '没有暂不发出的消息：发送照常。'
        : `已放行：${done.waiting} 条等着发，${done.dropped} 条不再发出（zhucun outbox list 可以查看）。`,
    );
  });
}
