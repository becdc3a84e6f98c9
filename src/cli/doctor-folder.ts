/** The machine and the data folder: program, rights, room, clock. */
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { dateOf } from '../domain/calendar.ts';
import { packageRoot, rulesDir, ruleChoiceOf } from '../wiring/installation.ts';
import { ERASED_LIST } from '../store/erased-people.ts';
import { loadRules } from '../rules/load.ts';
import { workingDays } from '../rules/working-days.ts';
import { checkCounty } from './check-county.ts';
import { fine, note, skipped, wrong, type Check, type Finding } from './finding.ts';

const oldestNode = [20, 19] as const;

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  if (enough) return fine(`Node.js ${version}`);
  return wrong(`Node.js ${version} 太旧`, `请装 Node.js ${oldestNode.join('.')} 或更新的版本`);
}

const node: Check = { about: 'Node.js', look: () => [nodeFinding(process.versions.node)] };

const rules: Check = {
  about: '规则',
  look({ county, now }) {
    if (county === null) return [skipped('规则：要先改好 county.yaml')];
    const loaded = loadRules(rulesDir, ruleChoiceOf(county));
    checkCounty(county, loaded, dateOf(now()));
    return [fine('规则读得出来，county.yaml 里的岗位和机构与规则一致')];
  },
};

const folder: Check = {
  about: '数据文件夹',
  look({ folder: asked }) {
    const status = statSync(asked, { throwIfNoEntry: false });
    if (status === undefined) return [wrong(`没有文件夹 ${asked}`, `请先运行 zhucun init ${asked}`)];
    const mine = process.getuid?.();
    if (!mayWrite(asked))
      return [wrong(`${asked} 写不进去`, `请用它的主人（用户 ${status.uid}）运行，或把它改给现在的用户（chown -R）`)];
    const foreign = ['images', 'files', 'county.yaml', 'audit-heads.jsonl', ERASED_LIST].filter((name) => {
      const owner = statSync(path.join(asked, name), { throwIfNoEntry: false })?.uid;
      return mine !== 0 && owner !== undefined && owner !== mine;
    });
    if (foreign.length > 0)
      return [
        wrong(
          `${asked} 里的 ${foreign.join('、')} 属于别的用户`,
          '每次都用同一个用户运行；停下服务，用 chown -R 改过来',
        ),
      ];
    return [fine(`数据文件夹 ${asked} 可以读写${mine === 0 ? '（以 root 运行）' : ''}`), ...openForm(asked)];
  },
};

function mayWrite(asked: string): boolean {
  try {
    accessSync(asked, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The form names people: it is nobody else's. */
function openForm(asked: string): Finding[] {
  const form = path.join(asked, 'county.yaml');
  const mode = statSync(form, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o004) === 0 ? [] : [note(`${form} 机器上谁都能读，里面有人名`, `chmod 600 ${form}`)];
}

const gigabyte = 1024 ** 3;
const leastBytes = gigabyte;
const scarceBytes = 5 * gigabyte;
const leastInodes = 10_000;

/** `files` is 0 on file systems that make inodes as they need them. */
export function roomFindings(where: string, bytes: number, inodes: number, files: number): Finding[] {
  const said = `${where} 所在的磁盘还剩 ${(bytes / gigabyte).toFixed(1)} GB`;
  const todo = '请清理磁盘或换大的；写满以后新消息收不进来，数据库会停';
  const room = bytes < leastBytes ? wrong(said, todo) : bytes < scarceBytes ? note(said, todo) : fine(said);
  if (files === 0 || inodes >= leastInodes) return [room];
  return [room, wrong(`${where} 所在的磁盘只剩 ${inodes} 个 inode`, '请删去不要的小文件')];
}

const room: Check = {
  about: '磁盘空间',
  look({ folder: asked }) {
    const moved = path.join(asked, 'pg', 'moved-to');
    const places = [asked, ...(existsSync(moved) ? [readFileSync(moved, 'utf8').trim()] : [])].filter(existsSync);
    return places.flatMap((place) => {
      const { bavail, bsize, ffree, files } = statfsSync(place);
      return roomFindings(place, bavail * bsize, ffree, files);
    });
  },
};

/** A file from the future: the clock was right when it was written, or is right now. */
const futureMs = 60_000;

const fileTimes: Check = {
  about: '文件的时间',
  look({ folder: asked, now }) {
    if (!existsSync(asked)) return [skipped('文件的时间：没有数据文件夹')];
    const latest = Math.max(...readdirSync(asked).map((name) => statSync(path.join(asked, name)).mtimeMs), 0);
    if (latest > now() + futureMs)
      return [
        wrong(
          `有文件的时间比现在还晚：${new Date(latest).toISOString()}`,
          '本机的时钟可能被拨慢过，请对时（timedatectl、chrony）',
        ),
      ];
    return [fine('本机的时钟不早于文件的时间')];
  },
};

const zone: Check = {
  about: '时区',
  look() {
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Shanghai',
      hour: '2-digit',
      minute: '2-digit',
    }).format(Date.UTC(2026, 0, 1));
    if (hour === '08:00') return [fine('时区数据（Asia/Shanghai）')];
    return [wrong(`Asia/Shanghai 的时间不对（${hour}）`, '请装带完整时区数据的 Node.js')];
  },
};

/** Any working day of a year that is published is known. */
const isPublished = (year: number): boolean =>
  workingDays()(`${year}-01-04` as `${number}-${number}-${number}`) !== null;

export function calendarFindings(year: number, known: (year: number) => boolean): Finding[] {
  const words = (which: number): string => `${which} 年的放假和调休安排`;
  if (!known(year)) return [wrong(`没有 ${words(year)}`, '请升级 zhucun；在那以前按工作日算的天数会说“不知道”')];
  return known(year + 1)
    ? [fine(`有 ${year} 和 ${year + 1} 年的放假和调休安排`)]
    : [fine(`有 ${words(year)}`), note(`还没有 ${words(year + 1)}`, '国务院一般 11 月公布；公布以后请升级 zhucun')];
}

const calendar: Check = {
  about: '放假安排',
  look: ({ now }) => calendarFindings(Number(dateOf(now()).slice(0, 4)), isPublished),
};

const Marker = z.object({ at: z.iso.datetime() });
const dayMs = 86_400_000;
const oldBackupDays = 7;

const backup: Check = {
  about: '备份',
  look({ folder: asked, now }) {
    const file = path.join(asked, 'last-backup.json');
    const todo = `zhucun backup 文件 ${asked}；请放到另一台机器上`;
    if (!existsSync(file)) return [note('还没有备份过', todo)];
    const days = Math.floor((now() - Date.parse(Marker.parse(JSON.parse(readFileSync(file, 'utf8'))).at)) / dayMs);
    return days >= oldBackupDays ? [note(`上一次备份是 ${days} 天以前`, todo)] : [fine(`上一次备份是 ${days} 天以前`)];
  },
};

const client: Check = {
  about: '程序文件',
  look() {
    const needed = ['rules', 'prisma/migrations', 'data/county-template.yaml'];
    const missing = needed.filter((name) => !existsSync(path.join(packageRoot, name)));
    return missing.length === 0
      ? [fine('程序的文件齐全')]
      : [wrong(`程序缺了 ${missing.join('、')}`, '请重新安装 zhucun')];
  },
};

export const folderChecks: readonly Check[] = [node, client, rules, folder, room, fileTimes, zone, calendar, backup];
