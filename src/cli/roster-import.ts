/** `zhucun roster import`: every row checked, the difference shown and agreed to, then all of it or nothing. */
import { readFileSync, statSync } from 'node:fs';
import { addDays, isDate, type IsoDate } from '../domain/calendar.ts';
import { listsPeople, type County } from '../domain/county.ts';
import type { Roster } from '../domain/roster.ts';
import { isSame, type RosterDiff } from '../domain/roster-diff.ts';
import {
  readRoster,
  readWorkbook,
  sayRosterProblem,
  sayWorkbookRefusal,
  workbookLimits,
  type RosterVocabulary,
  type WorkbookCells,
} from '../documents/roster.ts';
import { inTransaction, type Database } from '../store/database.ts';
import type { LeftPerson } from '../store/left-people.ts';
import { importRoster, previewRoster } from '../store/roster.ts';
import { erasedIds, loadRoster, usedIds } from '../store/roster-rows.ts';
import { CountyRefused } from './county-file.ts';
import { terminal, type Operator } from './operator.ts';
import { countyIn, withCountyData } from './real-county.ts';
import { sayOpenWork } from './open-work.ts';
import { sayDiff } from './roster-words.ts';
import { vocabularyOf } from './roster-vocabulary.ts';

export interface ImportAsked {
  readonly yes?: boolean;
  readonly all?: boolean;
  readonly on?: string;
}

/** A roster may hold from some days before; who changed longer ago is put right in the records, not here. */
const longestBackDays = 31;
/** Exit codes: wrong rows or nothing done; somebody has to agree first. */
const exits = { refused: 1, unasked: 2 } as const;

export async function importRosterFile(
  file: string,
  folder: string | undefined,
  asked: ImportAsked,
  operator: Operator = terminal(),
): Promise<void> {
  const at = countyIn(folder);
  refuseListed(at.county, at.folder);
  const on = dayOf(asked.on, at.today);
  const cells = await cellsOf(file);
  const words = vocabularyOf(at.county, at.rules, at.today);
  await withCountyData(at, (db) => bringIn({ db, county: at.county, cells, words, on, asked, operator }));
}

function refuseListed(county: County, folder: string): void {
  if (!listsPeople(county)) return;
  throw new CountyRefused([
    `${folder}/county.yaml 里列着人员、地方、席位或群，花名册不能同时用。没有改动。`,
    '先运行 zhucun roster export 文件.xlsx 把它们写成表；再删去 county.yaml 里的 townships、villages、teams、units、people、officers、seats、groups；最后运行 zhucun roster import 文件.xlsx。',
  ]);
}

function dayOf(said: string | undefined, today: IsoDate): IsoDate {
  if (said === undefined) return today;
  const earliest = addDays(today, -longestBackDays);
  if (!isDate(said) || said > today || said < earliest)
    throw new CountyRefused([`--on 写的“${said}”不对：要像 ${today} 这样写，在 ${earliest} 和 ${today} 之间。`]);
  return said;
}

async function cellsOf(file: string): Promise<WorkbookCells> {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new CountyRefused([`没有找到文件 ${file}。请检查路径。`]);
  const limit = workbookLimits.fileBytes;
  const reading =
    stat.size > limit
      ? ({ cells: null, refusal: { why: 'file-too-big', bytes: stat.size, limit } } as const)
      : await readWorkbook(readFileSync(file));
  if (reading.cells === null) throw new CountyRefused([sayWorkbookRefusal(reading.refusal), '没有改动。']);
  return reading.cells;
}

interface Import {
  readonly db: Database;
  readonly county: County;
  readonly cells: WorkbookCells;
  readonly words: RosterVocabulary;
  readonly on: IsoDate;
  readonly asked: ImportAsked;
  readonly operator: Operator;
}

/** Until what was agreed to is what is done: where somebody else changed the roster meanwhile it is shown and asked again. */
async function bringIn(the: Import): Promise<void> {
  const { db, county, on, asked, operator } = the;
  for (;;) {
    const roster = await settled(the);
    const { before, diff } = await previewRoster(db, roster, on);
    const said = sayDiff(diff, { before, after: roster, all: asked.all === true });
    for (const line of said) operator.print(line);
    if (!isSame(diff) && !(await agreed(asked, operator))) return;
    const done = await importRoster(db, county, roster, {
      ...{ on, now: Date.now(), shown: diff },
      groups: { platform: 'web', titleOf: (team) => `${team}群` },
    });
    if (done.outcome === 'applied') {
      sayDone(roster, diff, done.left, operator);
      return;
    }
    operator.print('刚才别处改动了花名册，这次没有导入。现在的不同是：');
    if (asked.yes === true) {
      for (const line of sayDiff(done.diff, { before, after: roster, all: asked.all === true })) operator.print(line);
      operator.print('请核对后再运行一次。');
      process.exitCode = exits.refused;
      return;
    }
  }
}

/** The roster of the file, with the ids of those who are known. */
async function settled({ db, county, cells, words, on, operator }: Import): Promise<Roster> {
  const { known, used, erased } = await inTransaction(db, async (tx) => ({
    known: await loadRoster(tx, county.id, on),
    used: await usedIds(tx, county.id),
    erased: await erasedIds(tx, county.id),
  }));
  const reading = readRoster(cells, words, known, on, used);
  for (const remark of reading.remarks) operator.print(sayRosterProblem(remark));
  if (reading.roster) return withoutErased(reading.roster, erased);
  const count = reading.problems.length;
  throw new CountyRefused([...reading.problems.map(sayRosterProblem), `共 ${count} 处，没有改动。请改好后再导入。`]);
}

/** Whoever had their data erased is not written down again by an old copy of the roster. */
function withoutErased(roster: Roster, erased: ReadonlySet<string>): Roster {
  const again = roster.people.filter((p) => erased.has(p.id));
  if (again.length === 0) return roster;
  throw new CountyRefused([
    ...again.map(
      (p) => `编号 ${p.id}：此人的资料已经清除，不能用这个编号再登记。请删去这一行；本人回来的，把编号空着。`,
    ),
    '没有改动。请改好后再导入。',
  ]);
}

async function agreed({ yes }: ImportAsked, { print, ask }: Operator): Promise<boolean> {
  if (yes === true) return true;
  if (ask === null) {
    print('没有导入：这里没有人可以确认。请在终端里运行，或核对后加 --yes 再运行。');
    process.exitCode = exits.unasked;
    return false;
  }
  if ((await ask('确认导入？回复“是”：')).trim() === '是') return true;
  print('没有导入，什么都没有改动。');
  process.exitCode = exits.refused;
  return false;
}

function sayDone(roster: Roster, diff: RosterDiff, left: readonly LeftPerson[], { print }: Operator): void {
  const { people, seats, places } = roster;
  print(isSame(diff) ? '与现在的花名册没有不同。' : '已导入。');
  print(`现在有 ${people.length} 人，${seats.length} 个席位，${places.length} 个地方。`);
  const list = (head: string, lines: readonly string[]): void => {
    if (lines.length > 0) print([head, ...lines.map((line) => `  ${line}`)].join('\n'));
  };
  list('离开的人还有没办完的事，请安排：', sayOpenWork(left));
  list(
    '空着的席位（轮到它时没有人批）：',
    seats.filter((s) => s.holderIds.length === 0).map((s) => s.title),
  );
  const unreached = people.filter((p) => p.mobile === null);
  list(
    `没有手机号、不能用绑定码的人 ${unreached.length}：`,
    unreached.slice(0, 20).map((p) => `${p.name}（${p.id}）`),
  );
  print('下一步：zhucun bind-codes 文件.xlsx，给还没有绑定账号的人发绑定码。');
}
