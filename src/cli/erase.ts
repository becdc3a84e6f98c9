/** `zhucun erase`: takes somebody who has left out of the data, for good. */
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { dateOf } from '../domain/calendar.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { erase, type EraseOutcome } from '../store/erase.ts';
import { ERASED_LIST, noteErased } from '../store/erased-people.ts';
import { fileShelf } from '../store/file-shelf.ts';
import { findPerson, type FoundPerson } from '../store/find-person.ts';
import { imageShelf } from '../store/image-shelf.ts';
import { openWork } from '../store/left-people.ts';
import { sayOpenWork } from './open-work.ts';
import { withData } from './operate.ts';

export interface EraseOptions {
  /** The name once more, where there is no terminal to ask on. */
  readonly yes?: string;
}

const erasedWords = { text: '（已删除）', name: '已删除人员' };

/** Says what is wrong, and what to do; the process then ends with 1. */
function refuse(said: string): void {
  console.log(said);
  process.exitCode = 1;
}

/** The one who is meant; null after it was said why it is nobody. */
export function onlyOne(given: string, found: readonly FoundPerson[]): FoundPerson | null {
  const [person, ...more] = found;
  if (!person) refuse(`没有编号或姓名为“${given}”的人。请核对花名册里的写法。`);
  else if (more.length > 0)
    refuse(`有 ${found.length} 个人叫“${given}”，请改用编号：${found.map((p) => p.id).join('、')}。`);
  return more.length > 0 ? null : (person ?? null);
}

export const erasePersonOf = (given: string, folder: string | undefined, { yes }: EraseOptions): Promise<void> =>
  withData(folder, async ({ db }, dataDir) => {
    const person = onlyOne(given, await findPerson(db, given));
    if (!person) return;
    await showOpenWork(db, person);
    if (!(await isConfirmed(person, yes))) return;
    const shelves = [imageShelf(path.join(dataDir, 'images')), fileShelf(path.join(dataDir, 'files'))];
    const outcome = await erase(db, person.id, erasedWords, Date.now(), {
      note: () => noteErased(dataDir, db.county, [person.id]),
      async removeBytes(sha256) {
        for (const shelf of shelves) await shelf.remove(sha256);
      },
    });
    say(person, outcome);
  });

/** Said before it is asked: afterwards nobody can tell whose it was. */
async function showOpenWork(db: Database, person: FoundPerson): Promise<void> {
  const at = { ids: [person.id], on: dateOf(Date.now()) };
  const [work] = await inTransaction(db, (tx) => openWork(tx, db.county, at));
  const said = work ? sayOpenWork([{ person, ...work }]) : [];
  if (said.length === 0) return;
  console.log(
    [
      '还有没办完的事，请先办好再删除；现在就删除的，申请照样留着，但看不出是谁的、为什么：',
      ...said.map((line) => `  ${line}`),
    ].join('\n'),
  );
}

async function isConfirmed({ id, name }: FoundPerson, yes: string | undefined): Promise<boolean> {
  console.log(
    `将永久删除 ${name}（编号 ${id}）的姓名、手机号、任期、账号、请假事由、日志、照片、位置和聊天内容，无法恢复。\n请假和审批的日期、结果留作记录，只认编号。`,
  );
  const again = yes ?? (await askAgain());
  if (again === name) return true;
  refuse(again === null ? '没有删除。请加上 --yes 姓名 再运行一次。' : '姓名对不上，没有删除。');
  return false;
}

/** null where there is no terminal. */
async function askAgain(): Promise<string | null> {
  if (!process.stdin.isTTY) return null;
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await asking.question('请再输入一次姓名：')).trim();
  } finally {
    asking.close();
  }
}

function say({ id, name }: FoundPerson, outcome: EraseOutcome): void {
  if (!outcome.erased) {
    refuse(
      outcome.why === 'nobody'
        ? `没有编号为“${id}”的人。`
        : `${name} 还在花名册里，没有删除。请先把此人那一行从花名册里删去，再导入：zhucun roster import 花名册.xlsx`,
    );
    return;
  }
  console.log(`已删除。照片和文件删去 ${outcome.hashes.length} 个。可用 zhucun audit verify 检查审计链仍然完整。`);
  if (outcome.nameIsShared)
    console.log('还有人同名，或姓名里含有这几个字：发给别人的消息里只按请假编号删，单写姓名的没有动。');
  console.log(`编号记在 ${ERASED_LIST} 里：恢复更早的备份以后，zhucun doctor 凭它提醒再删一次。请随备份一起保存。`);
  console.log('以前的备份、已经发到聊天平台上的消息和别人下载的台账不在这里，请按规定另行处理。');
}
