// A sample roster (示例) typed into the form that `zhucun roster template` wrote, and the codes read back from the sheet for the office:
// what a clerk does by hand between two commands.
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Asked for when it is needed: the clone has no packages before the README's own `npm ci`. */
const emptyBook = () => new (createRequire(join(process.cwd(), 'package.json'))('exceljs').Workbook)();

const PER_TOWNSHIP = 20;
const PER_TEAM = 4;
/** Who looks after the county’s bot. */
export const OFFICER = '示例经办';

async function opened(file) {
  const book = emptyBook();
  await book.xlsx.readFile(file);
  return book;
}

/** Column by heading; a heading may have a note below its name. */
function columnsOf(sheet) {
  const columns = new Map();
  sheet.getRow(1).eachCell((cell, column) => columns.set(cell.text.split(/[\n（(*]/)[0].trim(), column));
  return columns;
}

/** Writes `rows` in place of the form's own sample rows. */
function write(sheet, rows) {
  const columns = columnsOf(sheet);
  for (let row = sheet.rowCount; row > 1; row -= 1) sheet.getRow(row).values = [];
  rows.forEach((row, n) => {
    for (const [heading, value] of Object.entries(row)) {
      const column = columns.get(heading);
      if (column === undefined) throw new Error(`the form has no column ${heading}`);
      sheet.getCell(n + 2, column).value = value;
    }
  });
}

/** In characters, as names are: 示例一二 is the twelfth. */
export const nameOf = (n, what = '') =>
  `示例${what}${[...String(n)].map((digit) => '零一二三四五六七八九'[digit]).join('')}`;

const mobile = (n) => `138${String(n).padStart(8, '0')}`;

/** `people` in all: cadres in teams of four, a secretary for every township, and the county's officer. */
export async function fillRoster(file, people) {
  const townships = Array.from({ length: Math.ceil(people / PER_TOWNSHIP) }, (_, n) => `${nameOf(n + 1)}镇`);
  const teams = Array.from({ length: Math.ceil(people / PER_TEAM) }, (_, n) => {
    const township = townships[Math.floor((n * PER_TEAM) / PER_TOWNSHIP)];
    return { township, village: `${nameOf(n + 1)}村`, name: `${nameOf(n + 1)}村工作队` };
  });
  const book = await opened(file);
  write(book.getWorksheet('地点'), [
    ...townships.map((name) => ({ 类别: '乡镇', 名称: name })),
    ...teams.map((t) => ({ 类别: '村', 名称: t.village, 所属乡镇: t.township })),
    ...teams.map((t) => ({ 类别: '工作队', 名称: t.name, 所属乡镇: t.township, 所属村: t.village })),
  ]);
  write(book.getWorksheet('人员'), [
    ...Array.from({ length: people - townships.length - 1 }, (_, n) => ({
      姓名: nameOf(n + 1),
      手机号: mobile(n + 1),
      岗位: n % PER_TEAM === 0 ? '驻村第一书记' : '驻村工作队员',
      派出层级: '县派',
      工作队: teams[Math.floor(n / PER_TEAM)].name,
    })),
    ...townships.map((township, n) => ({ 姓名: nameOf(n + 1, '书记'), 手机号: mobile(9000 + n), 乡镇: township })),
    { 姓名: OFFICER, 手机号: mobile(9900) },
  ]);
  write(book.getWorksheet('席位'), [
    { 机构: '县级经办人', 名称: '示例县驻村办', 任职人: OFFICER },
    ...townships.map((township, n) => ({
      机构: '乡镇（街道）党（工）委书记',
      所属: township,
      名称: `${township}党委书记`,
      任职人: nameOf(n + 1, '书记'),
    })),
  ]);
  await book.xlsx.writeFile(file);
}

/** Who is to say what to bind: name, last four digits and code of everybody on the sheet. */
export async function readCodes(file) {
  const [sheet] = (await opened(file)).worksheets;
  const codes = new Map();
  sheet.eachRow((row, n) => {
    const [, name, tail, code] = /^绑定 (\S+) 尾号(\d{4}) (\S+)$/.exec(row.getCell(4).text) ?? [];
    if (n > 1) codes.set(name, { name, tail, code });
  });
  return codes;
}
