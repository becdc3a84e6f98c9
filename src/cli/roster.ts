/** `zhucun roster`: the county's people, seats and places as a spreadsheet, out and in. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { dateOf } from '../domain/calendar.ts';
import { listsPeople } from '../domain/county.ts';
import { rosterForm, rosterTemplate } from '../documents/roster.ts';
import { loadCounty } from '../store/county.ts';
import { inTransaction } from '../store/database.ts';
import { loadRoster } from '../store/roster-rows.ts';
import { writeBindCodes, type CodesAsked } from './bind-codes.ts';
import { CountyRefused } from './county-file.ts';
import { refuseOld, terminal, writeNew, type Operator } from './operator.ts';
import { countyIn, withCountyData } from './real-county.ts';
import { importRosterFile, type ImportAsked } from './roster-import.ts';
import { vocabularyOf } from './roster-vocabulary.ts';

export function addRosterCommands(program: Command): void {
  const roster = program.command('roster').description('花名册：人员、席位、乡镇和村、围栏');
  roster
    .command('template')
    .argument('<file>', '要写的 .xlsx 文件')
    .argument('[folder]')
    .description('写一份空表，岗位和机构按本县的规则包')
    .action((file: string, folder?: string) => writeTemplate(file, folder));
  roster
    .command('export')
    .argument('<file>', '要写的 .xlsx 文件')
    .argument('[folder]')
    .description('把现在的花名册写成表，改好后再导入')
    .action((file: string, folder?: string) => exportRoster(file, folder));
  roster
    .command('import')
    .argument('<file>', '填好的 .xlsx 文件')
    .argument('[folder]')
    .option('--yes', '不再询问，直接导入')
    .option('--on <date>', '从哪天起算，如 2026-12-01；不写是今天')
    .option('--all', '改动全部列出')
    .description('检查每一行，列出改动，确认后导入')
    .action((file: string, folder: string | undefined, asked: ImportAsked) => importRosterFile(file, folder, asked));
  program
    .command('bind-codes')
    .argument('<file>', '要写的 .xlsx 文件')
    .argument('[folder]')
    .option('--all', '已经绑定的人也给')
    .option('--only <names>', '只给这几个人：姓名或编号，几个人用顿号隔开', (said, before?: string[]) => [
      ...(before ?? []),
      said,
    ])
    .description('给还没有绑定账号的人发绑定码，写成表')
    .allowExcessArguments()
    .action((file: string, folder: string | undefined, asked: CodesAsked, { args }: Command) => {
      refuseParted(args.slice(1), asked);
      return writeBindCodes(file, folder, asked);
    });
}

/** --only 示例甲 p7 with a blank between: what stands there would be taken for the folder. */
function refuseParted(after: readonly string[], { only = [] }: CodesAsked): void {
  const stray = after.filter((given) => statSync(given, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (after.length <= 1 && (only.length === 0 || stray.length === 0)) return;
  const quoted = (given: readonly string[]): string => given.map((one) => `“${one}”`).join('');
  throw new CountyRefused([
    stray.length > 0
      ? `${quoted(stray)}不是文件夹，没有改动。`
      : `只能写一个数据文件夹，现在写了${quoted(after)}。没有改动。`,
    ...(stray.length > 0 ? [`只给几个人发的，用顿号隔开：--only ${[...only, ...stray].join('、')}`] : []),
  ]);
}

const importing = (file: string, folder: string | undefined): string =>
  ['zhucun roster import', file, folder].filter((part) => part !== undefined).join(' ');

export async function writeTemplate(
  file: string,
  folder: string | undefined,
  { print }: Operator = terminal(),
): Promise<void> {
  const { county, rules, today } = countyIn(folder);
  writeNew(file, await rosterTemplate(vocabularyOf(county, rules, today)));
  print(`已写好 ${file}\n请按表里的说明填写，示例行不用删；然后运行：${importing(file, folder)}`);
}

export async function exportRoster(
  file: string,
  folder: string | undefined,
  { print }: Operator = terminal(),
): Promise<void> {
  const at = countyIn(folder);
  const { county, rules, today } = at;
  refuseOld(file);
  await withCountyData(at, async (db) => {
    // A county that has not been served yet stands in its file alone.
    if (listsPeople(county)) await loadCounty(db, county, { on: dateOf(Date.now()), groupsOn: 'web' });
    const roster = await inTransaction(db, (tx) => loadRoster(tx, county.id, today));
    writeNew(file, await rosterForm(vocabularyOf(county, rules, today), roster));
    print(
      `已写好 ${file}：${roster.people.length} 人，${roster.seats.length} 个席位，${roster.places.length} 个地方。`,
    );
    print(`里面有手机号，请妥善保管。改好后运行：${importing(file, folder)}`);
  });
}
