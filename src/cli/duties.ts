/** `zhucun duties`: what the rules of a county ask for by when, or what its people owe on a day. */
import type { Command } from 'commander';
import { dateOf, isDate, type IsoDate } from '../domain/calendar.ts';
import { loadRules } from '../rules/load.ts';
import type { Rules } from '../rules/decision.ts';
import { inTransaction } from '../store/database.ts';
import { loadCountyWorld } from '../store/duty-world.ts';
import { ruleChoiceOf, rulesDir } from '../wiring/installation.ts';
import { CountyRefused } from './county-file.ts';
import { sampleCountyFor } from './demo-counties.ts';
import { dutyRows, sayNext, type DutyRow } from './duties-rows.ts';
import { owedAsJson, owedTable, sampleWorldOf, type DutyPlace } from './duties-owed.ts';
import { markOf } from './duties-marks.ts';
import { columnsOf, type Column } from './duties-table.ts';
import { unclearLines, unclearRows } from './duties-unclear.ts';
import { countyIn, withCountyData } from './real-county.ts';
import { familyNames } from './rules-coverage.ts';

interface Options {
  readonly county?: string;
  readonly on?: string;
  readonly owed?: boolean;
  readonly year?: boolean;
  readonly json?: boolean;
}

export function addDutiesCommand(program: Command): void {
  program
    .command('duties')
    .argument('[folder]', '真实县的数据文件夹；不写就用示例县')
    .option('--county <name>', '哪里的规定：丰都、西安、驻马店、榆林、重庆（也可写规则包的名字）')
    .option('--on <date>', '哪一天，如 2026-12-01；不写就是今天')
    .option('--owed', '改为列出那天各人欠什么（示例县的台账是空的）')
    .option('--year', '同 --owed 一起用：今年以来没办的都列出，不再提醒的也在内')
    .option('--json', '输出 JSON')
    .description('按规则，谁在什么时候以前要做什么、报给谁')
    .action((folder: string | undefined, options: Options) =>
      folder === undefined
        ? console.log(dutiesText(options, dateOf(Date.now()), columns()))
        : ofCounty(folder, options).then((text) => console.log(text)),
    );
}

const columns = (): number => process.stdout.columns || 150;

/** @throws CountyRefused, RulesRefused */
async function ofCounty(folder: string, options: Options): Promise<string> {
  if (options.county !== undefined) throw new CountyRefused(['写了数据文件夹，就不用写 --county。']);
  const at = countyIn(folder);
  let text = '';
  await withCountyData(at, async (db) => {
    const world = await inTransaction(db, (tx) => loadCountyWorld(tx, db.county, at.today));
    text = textOf({ name: at.county.name, rules: at.rules, world, isSample: false }, options, at.today, columns());
  });
  return text;
}

/** @throws CountyRefused, RulesRefused */
export function dutiesText(options: Options, today: IsoDate, width: number): string {
  const { county } = sampleCountyFor(options.county);
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  return textOf({ name: county.name, rules, world: sampleWorldOf(county), isSample: true }, options, today, width);
}

/** @throws CountyRefused */
export function textOf(
  place: DutyPlace,
  { on: said, owed, year, json }: Options,
  today: IsoDate,
  width: number,
): string {
  const on = said === undefined ? today : dateIn(said);
  const { rules, name } = place;
  const inForce = rules.packs.filter(({ inForceFrom }) => inForceFrom <= on);
  if (inForce.length === 0) throw new CountyRefused([sayNotYet(rules, on)]);
  const asked = { on, wholeYear: year === true };
  if (json === true) {
    const listed = owed === true ? { owed: owedAsJson(place, asked) } : { duties: dutyRows(rules, on) };
    return JSON.stringify({ county: name, on, ...listed, unclear: unclearRows(place, on) }, null, 2);
  }
  const table = owed === true ? owedTable(place, asked, width) : rowsTable(rules, on, width);
  return [...headOf(name, rules, on), '', ...table, ...unclearLines(place, on)].join('\n');
}

function dateIn(said: string): IsoDate {
  const date = said.trim();
  if (isDate(date)) return date;
  throw new CountyRefused([`没有“${said}”这一天。日期请写成 2026-12-01 的样子。`]);
}

const sayNotYet = (rules: Rules, on: IsoDate): string =>
  `${on} 还没有规定在执行：${rules.packs.map(({ title, inForceFrom }) => `《${title}》自 ${inForceFrom} 起执行`).join('，')}。`;

/** The regulations by the marks that the rows cite them with. */
const headOf = (county: string, rules: Rules, on: IsoDate): string[] => [
  `${county}，${on}`,
  ...rules.packs
    .filter(({ inForceFrom }) => inForceFrom <= on)
    .map(
      ({ id, title, number, inForceFrom }) => `${markOf(id, rules)}《${title}》（${number}），自 ${inForceFrom} 起执行`,
    ),
];

const column = (head: string, most: number): Column => ({ head, most });

/** Columns for who, what and to whom share what the others leave. */
function rowsTable(rules: Rules, on: IsoDate, width: number): string[] {
  const rows = dutyRows(rules, on);
  const shared = Math.max(60, width - 90);
  const columns = [
    column('编号', 11),
    column('谁', Math.floor(shared * 0.3)),
    column('做什么', Math.floor(shared * 0.42)),
    column('报给谁', Math.floor(shared * 0.28)),
    column('期限', 18),
    column('下一个最后期限', 22),
    column('至少', 8),
    column('条文', 14),
    column('提醒', 6),
  ];
  const cells = [...new Set(rows.map(({ family }) => family))].flatMap((family) => [
    `【${familyNames[family]}】`,
    ...rows.filter((row) => row.family === family).map((row) => cellsOf(row, rules)),
  ]);
  return [...columnsOf(columns, cells), '', ...footOf(rows)];
}

function footOf(rows: readonly DutyRow[]): string[] {
  const off = rows.filter((row) => !row.on).length;
  const idle = rows.filter((row) => !row.applies).length;
  return [
    `共 ${rows.length} 条。最后期限遇休息日的，提醒按提前到的工作日发。`,
    ...(rows.some((row) => row.holidays_unknown)
      ? ['放假安排还没有公布的年份，工作日暂按周六、周日休息推算，公布以后再看。']
      : []),
    ...(off > 0 ? [`${off} 条默认不提醒，县里可以打开。`] : []),
    ...(idle > 0 ? [`${idle} 条不适用：文件没有写清楚的地方，按现在的理解不由他们做；县里换一种理解才用得上。`] : []),
  ];
}

const cellsOf = (row: DutyRow, rules: Rules): string[] => [
  row.key,
  row.by.join('、') + (row.levels.length > 0 ? `（${row.levels.join('、')}）` : ''),
  row.what,
  row.to.join('、') || '—',
  row.when,
  sayNext(row),
  `${row.at_least}${row.unit}`,
  markOf(row.pack, rules) + row.article,
  row.applies ? (row.on ? '开' : '关') : '不适用',
];
