import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { exportMyData } from '../../src/cli/my-data.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let folder: string;
let file: string;
const said: string[] = [];

beforeAll(async () => {
  county = await openedCounty({ ...sampleCounty, sample: false });
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-my-data-'));
  file = path.join(folder, 'p1.xlsx');
  writeFileSync(path.join(folder, 'county.yaml'), 'id: demo\nname: 示例县\npacks: [fengdu-2021]\n');
  process.env['DATABASE_URL'] = county.url;
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  delete process.env['DATABASE_URL'];
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});
afterAll(() => county.close());

test('writes the data of somebody without an account for the operator’s eyes alone, and leaves a record', async () => {
  await exportMyData('示例甲', file, folder);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(readFileSync(file).buffer);
  expect(book.getWorksheet('基本信息')?.getCell('B2').value).toBe('示例甲');
  expect(await county.sql('SELECT verb, subject, person_id FROM audit_entry')).toEqual([
    { verb: 'export-own-data', subject: 'person:p1', person_id: null },
  ]);
});

test('overwrites nothing, and says when it knows nobody of that name', async () => {
  writeFileSync(file, 'mine');
  await exportMyData('p1', file, folder);
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(said.join()).toContain('没有覆盖');
  await exportMyData('示例无', path.join(folder, 'x.xlsx'), folder);
  expect(said.join()).toContain('没有编号或姓名为“示例无”的人');
  expect([existsSync(path.join(folder, 'x.xlsx')), process.exitCode]).toEqual([false, 1]);
});
