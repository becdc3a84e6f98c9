/** `zhucun duties`: what the rules of a sample county ask for by when, or what its people owe on a day. */
import type { Command } from 'commander';
import { dateOf, isDate, type IsoDate } from '../domain/calendar.ts';
import type { County } from '../domain/county.ts';
import { loadRules } from '../rules/load.ts';
import type { Rules } from '../rules/decision.ts';
import { ruleChoiceOf, rulesDir } from '../wiring/installation.ts';
import { CountyRefused } from './county-file.ts';
import { sampleCountyFor } from './demo-counties.ts';
import { dutyRows, sayNext, type DutyRow } from './duties-rows.ts';
import { owedAsJson, owedTable } from './duties-owed.ts';
import { markOf } from './duties-marks.ts';
import { columnsOf, type Column } from './duties-table.ts';
import { familyNames } from './rules-coverage.ts';

interface Options {
  readonly county?: string;
  readonly on?: string;
  readonly owed?: boolean;
  readonly json?: boolean;
}

export function addDutiesCommand(program: Command): void {
  program
    .command('duties')
    .option('--county <name>', '哪里的规定：丰都、西安、驻马店、榆林、重庆（也可写规则包的名字）')
    .option('--on <date>', '哪一天，如 2026-12-01；不写就是今天')
    .option('--owed', '改为列出示例县的人那天各欠什么（台账是空的）')
    .option('--json', '输出 JSON')
    .description('按规则，谁在什么时候以前要做什么、报给谁')
    .action((options: Options) => console.log(dutiesText(options, dateOf(Date.now()), process.stdout.columns || 150)));
}

/** @throws CountyRefused, RulesRefused */
export function dutiesText({ county: asked, on: said, owed, json }: Options, today: IsoDate, width: number): string {
  const on = said === undefined ? today : dateIn(said);
  const { county } = sampleCountyFor(asked);
  const rules = loadRules(rulesDir, ruleChoiceOf(county));
  const inForce = rules.packs.filter(({ inForceFrom }) => inForceFrom <= on);
  if (inForce.length === 0) throw new CountyRefused([sayNotYet(rules, on)]);
  if (json === true) {
    const listed = owed === true ? owedAsJson(rules, county, on) : dutyRows(rules, on);
    return JSON.stringify({ county: county.name, on, [owed === true ? 'owed' : 'duties']: listed }, null, 2);
  }
  return [...headOf(county, rules, on), '', ...(owed === true ? owedTable(rules, county, on, width) : rowsTable(rules, on, width))].join('\n'); // prettier-ignore
}

function dateIn(said: string): IsoDate {
  const date = said.trim();
  if (isDate(date)) return date;
  throw new CountyRefused([`没有“${said}”这一天。日期请写成 2026-12-01 的样子。`]);
}

const sayNotYet = (rules: Rules, on: IsoDate): string =>
  `${on} 还没有规定在执行：${rules.packs.map(({ title, inForceFrom }) => `《${title}》自 ${inForceFrom} 起执行`).join('，')}。`;

/** The regulations by the marks that the rows cite them with. */
const headOf = (county: County, rules: Rules, on: IsoDate): string[] => [
  `${county.name}，${on}`,
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
