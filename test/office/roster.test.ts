import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRoster, readWorkbook, rosterForm, rosterTemplate } from '../../src/documents/roster.ts';
import { ON, ROSTER, WORDS } from '../documents/sample-roster.ts';
import { OpenedSheet, withoutOffice } from './office.ts';

const LIMIT_MS = 180_000;

/** Opened and saved again, as an office does that fills it in. */
function savedAgain(xlsx: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-office-'));
  const file = join(folder, 'form.xlsx');
  writeFileSync(file, xlsx);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const flags = [
    profile,
    '--headless',
    '--convert-to',
    'xlsx:Calc MS Excel 2007 XML',
    '--outdir',
    join(folder, 'out'),
    file,
  ];
  execFileSync('soffice', flags, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
  return readFileSync(join(folder, 'out', 'form.xlsx'));
}

describe.skipIf(withoutOffice())('the roster form in LibreOffice', { timeout: LIMIT_MS }, () => {
  let saved: Uint8Array;
  beforeAll(async () => {
    saved = savedAgain(await rosterForm(WORDS, ROSTER));
  }, LIMIT_MS);

  it('says first how it is filled in', async () => {
    const lines = new OpenedSheet(await rosterTemplate(WORDS)).csv();
    expect(lines).toContain('先填“地点”，再填“人员”，最后填“席位”');
    expect(lines).not.toContain('###');
  });

  it('keeps its drop-downs and its hidden list', async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(saved as unknown as ArrayBuffer);
    const lists = (sheet: string, columns: readonly string[]): string[] =>
      columns.map((column) => String(book.getWorksheet(sheet)!.getCell(`${column}9`).dataValidation.formulae[0]));
    const [post, level, unit, team, leader] = lists('人员', ['D', 'E', 'F', 'G', 'L']);
    expect([post, level]).toEqual([expect.stringContaining('选项'), expect.stringContaining('选项')]);
    expect([unit, team].every((formula) => formula!.includes('OFFSET'))).toBe(true);
    expect(leader).toBe('"是,否"');
    expect(lists('地点', ['A'])).toEqual(['"乡镇,村,工作队,单位"']);
    expect(lists('席位', ['A', 'D'])).toEqual([expect.stringContaining('选项'), expect.stringContaining('地点')]);
    expect(book.getWorksheet('选项')!.state).toBe('hidden');
  });

  it('is the same roster when it was saved there', async () => {
    const { cells } = await readWorkbook(saved);
    const { roster, problems } = readRoster(cells!, WORDS, ROSTER, ON);
    expect(problems).toEqual([]);
    expect(new Set(roster!.people)).toEqual(new Set(ROSTER.people));
    expect(new Set(roster!.deputies)).toEqual(new Set(ROSTER.deputies));
    expect(new Set(roster!.places)).toEqual(new Set(ROSTER.places));
  });
});
