import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { makeFile } from '../../src/documents/made.ts';
import { myDataXlsx } from '../../src/documents/my-data.ts';
import type { OwnData } from '../../src/domain/own-data.ts';
import { ownData } from './sample-own-data.ts';

const madeOn = '2026-12-02';

async function bookOf(data: OwnData): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  const bytes = await myDataXlsx(data, { madeOn });
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return book;
}
const rowsOf = (book: ExcelJS.Workbook, name: string): string[][] =>
  book.getWorksheet(name)!.getSheetValues().filter((row) => row !== undefined && row !== null).map((row) => (row as unknown[]).slice(1).map(String)); // prettier-ignore

describe('one’s own data', () => {
  it('has a sheet for each kind of thing that is kept', async () => {
    const book = await bookOf(ownData());
    expect(book.worksheets.map((s) => s.name)).toEqual([
      '基本信息',
      '账号与同意',
      '在岗记录',
      '请假',
      '日志',
      '台账',
      '提醒与考勤确认',
      '问规定',
      '谁看过',
      '代理与席位',
    ]);
    expect(rowsOf(book, '基本信息')).toContainEqual(['手机', '13800000001']);
    expect(rowsOf(book, '账号与同意')[1]).toEqual(['网页聊天', 'web-p1', '2026-12-02 10:00']);
    expect(rowsOf(book, '在岗记录')[1]).toEqual(['2026-12-02', '打卡', '2026-12-02 10:00', '到村', '有，围栏内', '2']);
    expect(rowsOf(book, '请假')[1]).toEqual([
      ...['A1B2', '请假', '事假', '2026-12-08 下午', '2026-12-10', '2.5', '家里有事', '已批准'],
      '示例镇党委书记：示例庚（代示例己） 同意 2026-12-02 10:00，注意安全\n示例县委组织部：未答复',
      ...['2026-12-02 10:00', '', '2026-12-10', '0'],
    ]);
    expect(rowsOf(book, '日志')[1]).toEqual([
      '2026-12-01',
      '2026-12-02 10:00',
      '走访3户\n下午开院坝会',
      '是',
      '1',
      '已撤销 2026-12-02 10:00',
    ]);
    expect(rowsOf(book, '台账')[1]).toEqual([
      ...[
        '2026-12-01',
        '培训',
        '2026-12-02 10:00',
        '集中学习政策',
        '12',
        '1.5',
        '县级',
        '村委会',
        '1',
        '学习材料.pdf',
        '',
      ],
    ]);
    expect(rowsOf(book, '提醒与考勤确认')).toEqual(
      expect.arrayContaining([
        ['2026-12-02 10:00', 'FD-11a.0|person:p1|2026-12-01', '推迟', '2026-12-04'],
        ['2026-11', '示例丙', '2026-12-02 10:00'],
      ]),
    );
    expect(rowsOf(book, '谁看过').slice(1)).toEqual([
      ['2026-12-02 10:00', '示例丙', '在岗情况', ''],
      ['2026-12-02 10:00', '示例己', '申请及进展', 'A1B2'],
    ]);
    expect(rowsOf(book, '代理与席位').flat()).toEqual(expect.arrayContaining(['示例一村第一书记', '示例乙']));
  });

  it('says how many older rows are left out, and where there is nothing', async () => {
    const book = await bookOf(
      ownData({ logs: { rows: ownData().logs.rows, leftOut: 7 }, looks: { rows: [], leftOut: 0 } }),
    );
    expect(rowsOf(book, '日志').at(-1)?.[0]).toBe('另有更早的 7 条没有列出，要全部的请找县级主管部门。');
    expect(rowsOf(book, '谁看过').at(-1)).toEqual(['没有记录']);
    expect(rowsOf(book, '请假').flat().join()).not.toContain('没有列出');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])(
    'a text that begins as %j stays a text',
    async (text) => {
      const data = ownData();
      const person = { ...data.person, name: text };
      const book = await bookOf({ ...data, person, logs: { rows: [{ ...data.logs.rows[0]!, text }], leftOut: 0 } });
      for (const cell of [book.getWorksheet('基本信息')!.getCell('B2'), book.getWorksheet('日志')!.getCell('C2')]) {
        expect(cell.type).toBe(ExcelJS.ValueType.String);
        expect(cell.text).toMatch(/^'/);
      }
    },
  );

  it('holds a text longer than a cell takes as far as it goes', async () => {
    const data = ownData();
    const book = await bookOf({
      ...data,
      logs: { rows: [{ ...data.logs.rows[0]!, text: '长'.repeat(40_000) }], leftOut: 0 },
    });
    expect(book.getWorksheet('日志')!.getCell('C2').text).toHaveLength(30_000);
  });

  it('is the same for the same input, and has no name in that of its file', async () => {
    const hash = async (): Promise<string> =>
      createHash('sha256')
        .update(await myDataXlsx(ownData(), { madeOn }))
        .digest('hex');
    expect(await hash()).toBe(await hash());
    const made = await makeFile({ says: 'my-data', data: ownData() }, '示例县', Date.parse('2026-12-02T02:00:00Z'));
    expect(made?.name).toBe('我的数据（2026年12月2日）.xlsx');
  });

  it('of somebody with a thousand rows of each kind is made within a moment', async () => {
    const data = ownData();
    const many = <T>({ rows }: { readonly rows: readonly T[] }) => ({
      rows: Array.from({ length: 1000 }, () => rows[0]!),
      leftOut: 0,
    });
    const began = performance.now();
    await myDataXlsx(
      {
        ...data,
        attendance: many(data.attendance),
        requests: many(data.requests),
        logs: many(data.logs),
        looks: many(data.looks),
      },
      { madeOn },
    );
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
