/** The database: where it is, whether it fits this version, and what in it needs a hand. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { dateOf } from '../domain/calendar.ts';
import { migrationsDir } from '../wiring/installation.ts';
import { rebuiltAt } from '../store/audit-verify.ts';
import { readWitnesses } from '../store/audit-witness.ts';
import type { Database } from '../store/database.ts';
import { backAgain, readErased } from '../store/erased-people.ts';
import { lookAtEmbedded, type EmbeddedLook } from '../store/embedded-look.ts';
import {
  isHeadInPlace,
  latestDocuments,
  latestImages,
  latestMessageAt,
  lookAtPeople,
  lookAtServer,
  openForLooking,
  type ServerLook,
} from '../store/examine.ts';
import { queueFigures, type QueueFigures } from '../store/health.ts';
import { sendProgress, type SendProgress } from '../store/send-progress.ts';
import { examinationsOf } from '../wiring/adapters.ts';
import { dueMigrations } from '../store/migrate.ts';
import { fine, note, skipped, wrong, wordsOf, type Check, type Finding, type Looked } from './finding.ts';

/** Of the database that is used: the outside one, or the private one if it runs. */
const urlOf = ({ config, folder }: Looked): string => config.databaseUrl ?? lookAtEmbedded(path.join(folder, 'pg')).url;

/** Nothing below can be looked at when one of these is wrong or skipped. */
export const databaseChecks: Check = {
  about: '数据库',
  async look(at) {
    const own = at.config.databaseUrl === null ? embeddedFindings(lookAtEmbedded(path.join(at.folder, 'pg'))) : [];
    if (own.some(({ state }) => state === 'wrong' || state === 'skipped')) return own;
    const server = await lookAtServer(urlOf(at), at.now).catch((error: unknown) => error);
    if (!isLook(server)) return [...own, wrong('连不上数据库', wordsOf(server))];
    return [...own, ...serverFindings(server), ...(await migrationFindings(urlOf(at)))];
  },
};

const isLook = (seen: unknown): seen is ServerLook =>
  typeof seen === 'object' && seen !== null && 'versionNumber' in seen;

export function embeddedFindings(look: EmbeddedLook): Finding[] {
  const findings: Finding[] = [];
  if (look.programMajor === null) {
    const links = look.missingLinks > 0 ? `（缺 ${look.missingLinks} 个库链接，启动服务时会补上）` : '';
    findings.push(
      look.missingLinks > 0
        ? note(`自带的 PostgreSQL 现在还不能运行${links}`)
        : wrong(
            `自带的 PostgreSQL 不能运行：${look.trouble ?? ''}`,
            '要 glibc 的系统（不是 Alpine）；或用 DATABASE_URL 指定外部的 PostgreSQL',
          ),
    );
  } else findings.push(fine(`自带的 PostgreSQL ${look.programMajor} 可以运行`));
  if (look.barred !== null)
    findings.push(wrong(`运行 PostgreSQL 的用户进不去 ${look.barred}`, `chmod o+x ${look.barred}；或换一个数据文件夹`));
  if (look.foreignUid !== null)
    findings.push(
      wrong(
        `${look.cluster ?? ''} 属于另一个用户（${look.foreignUid}）`,
        '请用那个用户运行；或停下服务，用 chown -R 改过来',
      ),
    );
  if (look.clusterMajor !== null && look.programMajor !== null && look.clusterMajor !== look.programMajor)
    findings.push(
      wrong(
        `数据是 PostgreSQL ${look.clusterMajor} 建的，自带的是 ${look.programMajor}`,
        '请用原来的版本运行，备份后恢复到新文件夹',
      ),
    );
  if (findings.some(({ state }) => state === 'wrong')) return findings;
  if (look.server === 'running') return [...findings, fine('自带的 PostgreSQL 正在运行')];
  if (look.server === 'left')
    findings.push(note('上次没有正常停下（postmaster.pid 留着）', '不用管，下次启动会自己恢复；不要手工删除它'));
  return [
    ...findings,
    skipped(
      look.cluster === null
        ? '数据库：还没有建，第一次 zhucun serve 时建'
        : '数据库：没有在运行，要在服务运行时再查一次',
    ),
  ];
}

const oldestServer = 150_000;
const clockApartMs = 5_000;

export function serverFindings(look: ServerLook): Finding[] {
  const { versionNumber, clockAheadMs, shanghai, isStandby, synchronousCommit, fsync } = look;
  const version = Math.floor(versionNumber / 10_000);
  const seconds = Math.round(clockAheadMs / 1000);
  return [
    versionNumber < oldestServer
      ? wrong(`PostgreSQL ${version} 太旧`, '要 15 或更新')
      : fine(`连得上 PostgreSQL ${version}`),
    ...(isStandby
      ? [wrong('连上的是备库，写不进去', '请把 DATABASE_URL 指向主库，或者指向一个总是通到主库的地址')]
      : []),
    ...(fsync === 'off' || synchronousCommit === 'off'
      ? [wrong(`数据库的 fsync=${fsync}、synchronous_commit=${synchronousCommit}`, '断电会丢已确认的消息；请都打开')]
      : []),
    Math.abs(clockAheadMs) > clockApartMs
      ? wrong(
          `数据库的时钟比本机${seconds > 0 ? '快' : '慢'} ${Math.abs(seconds)} 秒`,
          '请给两台机器对时（timedatectl、chrony）',
        )
      : fine('数据库的时钟与本机一致'),
    shanghai === '08:00'
      ? fine('数据库的时区数据')
      : wrong('数据库不认得 Asia/Shanghai', '请装带时区数据的 PostgreSQL'),
  ];
}

async function migrationFindings(url: string): Promise<Finding[]> {
  try {
    const due = await dueMigrations(url, migrationsDir);
    if (due.length === 0) return [fine('数据库的结构是这个版本的')];
    return [note(`数据库要升级：${due.join('、')}`, '先备份；下次启动服务时自动升级')];
  } catch (error) {
    return [wrong('数据库的结构', wordsOf(error))];
  }
}

/** Whether the county's tables can be looked at: the database is there, and of this version. */
export async function isReadable(at: Looked): Promise<boolean> {
  try {
    return (await dueMigrations(urlOf(at), migrationsDir)).length === 0;
  } catch {
    return false; // it has a line of its own by now
  }
}

/** A check of what the county's tables hold. */
const ofData = (about: string, look: (db: Database, at: Looked) => Promise<readonly Finding[]>): Check => ({
  about,
  async look(at) {
    if (at.county === null) return [skipped(`${about}：要先改好 county.yaml`)];
    const db = openForLooking(urlOf(at), at.county.id);
    try {
      return await look(db, at);
    } finally {
      await db.close();
    }
  },
});

const waitsSeconds = 300;

export function queueFindings(f: QueueFigures): Finding[] {
  const old = (seconds: number | null): boolean => seconds !== null && seconds >= waitsSeconds;
  const minutes = (seconds: number | null): number => Math.floor((seconds ?? 0) / 60);
  const findings = [
    ...(f.inboxDead > 0
      ? [wrong(`${f.inboxDead} 条消息被搁置`, 'zhucun inbox list 查看，原因消除后 zhucun inbox retry 编号')]
      : []),
    ...(f.outboxUnknown > 0
      ? [wrong(`${f.outboxUnknown} 条发送不知是否送达`, 'zhucun outbox list 查看，再 zhucun outbox retry 或 drop 编号')]
      : []),
    ...(f.outboxRefused > 0
      ? [
          wrong(
            `${f.outboxRefused} 条发送被平台拒收`,
            'zhucun outbox list 查看，再 zhucun outbox retry --all 或 drop --all',
          ),
        ]
      : []),
    ...(f.sendsHeldAt === null
      ? []
      : [wrong(`恢复备份以后发送还扣着（${f.outboxWaiting} 条在等）`, '核对数据无误后运行 zhucun outbox release')]),
    ...(old(f.inboxOldestSeconds)
      ? [
          wrong(
            `${f.inboxWaiting} 条消息没有处理，最早的等了 ${minutes(f.inboxOldestSeconds)} 分钟`,
            '服务没有运行就启动它；在运行就看日志',
          ),
        ]
      : []),
    ...(f.sendsHeldAt === null && old(f.outboxOldestSeconds)
      ? [
          wrong(
            `${f.outboxWaiting} 条发送没有发出，最早的等了 ${minutes(f.outboxOldestSeconds)} 分钟`,
            '服务没有运行就启动它；在运行就看日志和平台的状态',
          ),
        ]
      : []),
  ];
  return findings.length > 0
    ? findings
    : [fine(`消息和发送都在走（${f.inboxWaiting} 条待处理，${f.outboxWaiting} 条待发）`)];
}

const listed = 5;

/** What waits for a platform that nothing sends to. */
function strandedFindings(progress: readonly SendProgress[], platforms: readonly string[]): Finding[] {
  const stranded = progress.filter(({ platform, waiting }) => waiting > 0 && !platforms.includes(platform));
  return stranded.map(({ platform, waiting }) =>
    wrong(
      `${waiting} 条发送在等 ${platform}，但设置里没有这个平台`,
      '请把它的设置加回来，重启后就会发出；不加回来，它们就一直留着',
    ),
  );
}

const queues = ofData('消息和发送', async (db, { config, county }) => {
  const platforms = examinationsOf(config, { demo: county?.sample ?? false }).map(({ platform }) => platform);
  return [...strandedFindings(await sendProgress(db), platforms), ...queueFindings(await queueFigures(db))];
});

const people = ofData('人员和席位', async (db, { now }) => {
  const look = await lookAtPeople(db, dateOf(now()), listed + 1);
  const some = (said: readonly string[]): string =>
    `${said.slice(0, listed).join('、')}${said.length > listed ? ' 等' : ''}`;
  if (look.people === 0) return [note('一个人也没有', '在 county.yaml 登记，或用 zhucun roster import 导入花名册')];
  return [
    fine(`${look.people} 人`),
    ...(look.seatsWithoutHolder.length > 0
      ? [note(`席位没有人：${some(look.seatsWithoutHolder)}`, '要他们批的请假会转给县级经办人；请在花名册里补上')]
      : []),
    ...(look.holdersWithoutAccount.length > 0
      ? [
          note(
            `任职的人没有绑定账号：${some(look.holdersWithoutAccount.map(({ id, name }) => `${name}（${id}）`))}`,
            '发绑定码给他们（zhucun bind-codes），否则批不了',
          ),
        ]
      : []),
    ...(look.withoutAccount > 0
      ? [note(`${look.withoutAccount} 人没有绑定账号`, '发绑定码给他们（zhucun bind-codes）')]
      : []),
  ];
});

const clockBehindMs = 60_000;

const clock = ofData('时钟', async (db, { now }) => {
  const latest = await latestMessageAt(db);
  if (latest === null || latest.getTime() <= now() + clockBehindMs) return [fine('本机的时钟不早于最后一条消息')];
  return [
    wrong(
      `最后一条消息的时间（${latest.toISOString()}）比现在还晚`,
      '本机的时钟被拨慢过，请对时（timedatectl、chrony）',
    ),
  ];
});

const sampled = 100;

const shelves = { images: { unit: '张', what: '照片' }, files: { unit: '个', what: '附件' } } as const;

/** Of what rows speak of, what is on the shelf of the data folder. */
function shelved(folder: string, shelf: keyof typeof shelves, hashes: readonly string[]): Finding[] {
  const { unit, what } = shelves[shelf];
  const missing = hashes.filter((hash) => !existsSync(path.join(folder, shelf, hash.slice(0, 2), hash)));
  if (missing.length === 0) return [fine(`最近的 ${hashes.length} ${unit}${what}都在`)];
  return [
    wrong(
      `最近的 ${hashes.length} ${unit}${what}里有 ${missing.length} ${unit}的文件不见了`,
      `从备份里取回 ${path.join(folder, shelf)}；几台机器一起跑时它们要用同一个文件夹`,
    ),
  ];
}

const images = ofData('照片', async (db, { folder }) => shelved(folder, 'images', await latestImages(db, sampled)));

/** Most counties have none: then nothing is said of them. */
const documents = ofData('附件', async (db, { folder }) => {
  const hashes = await latestDocuments(db, sampled);
  return hashes.length === 0 ? [] : shelved(folder, 'files', hashes);
});

const audit = ofData('审计链', async (db, { folder }) => {
  const { lines } = readWitnesses(folder, db.county);
  if (!(await isHeadInPlace(db)))
    return [wrong('审计链的末尾与记载不符', 'zhucun audit verify 会说从哪里断的；先停下服务，留好现在的数据')];
  const rebuilt = (await rebuiltAt(db)).length;
  return [
    fine(`审计链的末尾与记载一致（数据库之外记了 ${lines.length} 次；全部核对用 zhucun audit verify）`),
    ...(rebuilt > 0
      ? [note(`审计链末尾的记载丢失过 ${rebuilt} 次，已按当时的链重建`, 'zhucun audit verify 会说是什么时候')]
      : []),
  ];
});

const erased = ofData('已删除的人', async (db, { folder }) => {
  const back = await backAgain(db, readErased(folder, db.county));
  if (back.length === 0) return [fine('已删除的人没有随备份回来')];
  return [
    wrong(
      `已删除的人又有了：${back.join('、')}`,
      '多半是恢复了更早的备份；请逐个再删一次：zhucun erase 编号（还在花名册里的，先从花名册里删去再导入）',
    ),
  ];
});

export const dataChecks: readonly Check[] = [queues, people, clock, images, documents, audit, erased];
