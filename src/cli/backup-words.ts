/** Why a backup or a restore was refused, and what to do; what holds up a restored county. */
import { dateOf, timeOf } from '../domain/calendar.ts';
import type { BackupRefusal, BackupRefused } from '../store/backup-format.ts';

const words: Record<BackupRefusal, (detail: string) => string> = {
  'file-exists': (file) => `${file} 已经有了，没有改动。请换一个文件名。`,
  busy: (county) => `${county} 的另一次备份或恢复正在进行。请等它结束后再试。`,
  'no-data': (county) => `数据库里没有 ${county} 的数据，没有可备份的。请先运行 zhucun serve。`,
  unsound: (where) =>
    `这不是完整的备份文件（${where}）：可能没有写完、传输时被截断，或者被改过。没有动任何数据，请换一份备份。`,
  'newer-format': (version) => `这份备份是更新版本的 zhucun（${version}）写的。请先升级 zhucun，再恢复。`,
  'newer-backup': (version) =>
    `这份备份来自更新版本的 zhucun（${version}），本程序不认识它的数据。请先升级 zhucun，再恢复。`,
  edited: (names) => `本程序的数据库迁移脚本与备份时的不一样：${names}。请恢复原来的文件，或重新安装 zhucun。`,
  'folder-not-empty': (folder) =>
    `${folder} 不是空的，没有改动。请换一个空文件夹；要沿用原来的名字，先把原文件夹改名。`,
  'other-restore': (folder) =>
    `${folder} 里有另一份备份没有做完的恢复。请用那份备份接着恢复；要改用这一份，先删除这个文件夹。`,
  'database-not-empty': (table) =>
    `数据库里已经有这个县的数据（表 ${table}），没有改动。请为恢复新建一个空数据库，用 DATABASE_URL 指定。`,
  'database-newer': (names) =>
    `这个数据库比备份新，已经有迁移 ${names}。请为恢复新建一个空数据库，用 DATABASE_URL 指定；要与别的县合在一个数据库里，先恢复到空数据库，用本版本再备份一次，再恢复那一份。`,
  'ids-taken': (table) =>
    `备份里的编号在这个数据库里已经被别的县占用（表 ${table}），没有改动。请为恢复新建一个空数据库，用 DATABASE_URL 指定。`,
};

export const sayBackupRefused = ({ kind, detail }: BackupRefused): string => words[kind](detail);

/** `zhucun erase` refuses whoever stands in the roster. */
export const sayBackAgain = (ids: readonly string[]): string =>
  `备份里还有 ${ids.length} 个后来已经删除的人：${ids.join('、')}。请逐个再删一次：zhucun erase 编号（还在花名册里的，先从花名册里删去再导入）`;

export const sayHeld = (since: Date, folder: string): string =>
  `这个县是恢复来的（${dateOf(since.getTime())} ${timeOf(since.getTime())}），消息暂不发出。查看：zhucun outbox held ${folder}；放行：zhucun outbox release ${folder}`;
