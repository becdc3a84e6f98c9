import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { describe, expect, it, vi } from 'vitest';
import { leaveLedgerXlsx } from '../../src/documents/leave-ledger.ts';
import type { LeaveLedger, LedgerRow } from '../../src/domain/ledger.ts';
import type { RequestState } from '../../src/domain/request.ts';
import { HEAD, approvalOf, ledgerOf, rowOf, wholeMonth } from './sample-ledger.ts';

const HEADINGS = '序号 姓名 岗位 编号 种类 起 止 天数 实际天数 状态 审批 备案 销假 备注 依据'.split(' ');

async function sheetOf(ledger: LeaveLedger, head = HEAD): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  const bytes = await leaveLedgerXlsx(ledger, head);
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['请假台账']);
  return book.worksheets[0]!;
}

/** The cells of the first row of data, by heading. */
async function cellsOf(more: Partial<LedgerRow>): Promise<Record<string, ExcelJS.Cell>> {
  const sheet = await sheetOf(ledgerOf(rowOf(more)));
  return Object.fromEntries(HEADINGS.map((heading, n) => [heading, sheet.getCell(4, n + 1)]));
}
const valueOf = async (heading: string, more: Partial<LedgerRow>): Promise<ExcelJS.CellValue> =>
  (await cellsOf(more))[heading]!.value;

const cellTextOf = (value: ExcelJS.CellValue): string => {
  expect(['string', 'number']).toContain(typeof value);
  return `${value as string | number}`;
};

/** As a spreadsheet shows it: the day of a real date in its own format. */
const shown = ({ value, numFmt }: ExcelJS.Cell): string =>
  value instanceof Date
    ? numFmt
        .replaceAll('"', '')
        .replace('yyyy', String(value.getUTCFullYear()))
        .replace('m', String(value.getUTCMonth() + 1))
        .replace('d', String(value.getUTCDate()))
    : cellTextOf(value);

describe('the leave ledger', () => {
  it('has a title, a line about itself, and its headings in order', async () => {
    const sheet = await sheetOf(ledgerOf(rowOf()));
    expect(sheet.getCell('A1').value).toBe('示例县驻村干部请假台账');
    expect(sheet.getCell('O1').master.address).toBe('A1');
    expect(sheet.getCell('A2').value).toBe(
      '期间：2026年12月1日至2026年12月31日　　共 1 条　　制表日期：2026年12月31日',
    );
    expect(HEADINGS.map((_, n) => cellTextOf(sheet.getCell(3, n + 1).value).replace('\n', ''))).toEqual(HEADINGS);
    expect(sheet.columnCount).toBe(HEADINGS.length);
  });

  it('says one leave a row, in the order given', async () => {
    const sheet = await sheetOf(ledgerOf(rowOf(), rowOf({ name: '示例乙', code: 'C3D4' })));
    const rows = [4, 5].map((row) => HEADINGS.map((_, n) => shown(sheet.getCell(row, n + 1))));
    const rest = ['事假', '12月8日', '12月10日', '3', '3', '已批准', '示例镇党委书记：示例己 同意 12月2日', ''];
    expect(rows).toEqual([
      ['1', '示例甲', '驻村工作队员', 'A1B2', ...rest, '12月10日', '', '第十条'],
      ['2', '示例乙', '驻村工作队员', 'C3D4', ...rest, '12月10日', '', '第十条'],
    ]);
    expect(sheet.rowCount).toBe(5);
  });

  it('holds real dates and figures, so that they sort and add up', async () => {
    const cells = await cellsOf({ days: 2.5, daysTaken: 1.5 });
    expect(cells['起']!.value).toEqual(new Date('2026-12-08T00:00:00Z'));
    expect(cells['止']!.value).toEqual(new Date('2026-12-10T00:00:00Z'));
    expect([cells['天数']!.value, cells['实际天数']!.value]).toEqual([2.5, 1.5]);
  });

  it('says the half of a day where the leave begins or ends at noon', async () => {
    const cells = await cellsOf({
      span: { fromOn: '2026-12-08', fromHalf: 'pm', toOn: '2026-12-10', toHalf: 'am' },
      ended: { on: '2026-12-09', half: 'am' },
    });
    expect([cells['起']!, cells['止']!, cells['销假']!].map(shown)).toEqual([
      '12月8日下午',
      '12月10日上午',
      '12月9日上午',
    ]);
  });

  it.each<[string, Partial<LedgerRow>]>([
    ['a leave', { span: { fromOn: '2026-12-30', fromHalf: 'am', toOn: '2027-01-02', toHalf: 'pm' } }],
    ['an approval', { approvals: [approvalOf({ at: '2025-12-30' })] }],
    ['a filing', { filings: [{ title: '示例县委组织部', receivedOn: '2027-01-03' }] }],
    ['a return', { ended: { on: '2027-01-02', half: 'pm' } }],
  ])('says the year in every date once %s lies in another', async (_what, more) => {
    const cells = await cellsOf(more);
    const dates = ['起', '止', '审批'].map((heading) => shown(cells[heading]!));
    expect(dates.every((words) => /20\d\d年\d+月\d+日/.test(words))).toBe(true);
  });

  it('says who approved, for whom, when, and what was on paper', async () => {
    const approvals = [
      approvalOf({ title: '示例一村第一书记', by: '李某', forName: '王某' }),
      approvalOf({ by: null, onPaper: true, at: '2026-12-05' }),
      approvalOf({ title: '示例县委组织部', verdict: 'return' }),
    ];
    expect(await valueOf('审批', { approvals })).toBe(
      '示例一村第一书记：李某（代王某） 同意 12月2日\n示例镇党委书记：同意 12月5日（纸质，代录）\n示例县委组织部：示例己 退回 12月2日',
    );
  });

  it.each<[RequestState, string, string]>([
    ['open', '待审批', '待审批'],
    ['held', '待经办人处理', '未审批'],
    ['returned', '已退回', '未审批'],
    ['approved', '已批准', '未审批'],
    ['rejected', '已驳回', '未审批'],
    ['withdrawn', '已撤回', '未审批'],
    ['cancelled', '批准后取消', '未审批'],
  ])('in state %s reads %s, and an unanswered seat %s', async (state, words, seat) => {
    const cells = await cellsOf({ state, approvals: [approvalOf({ by: null, verdict: null, at: null })] });
    expect([cells['状态']!.value, cells['审批']!.value]).toEqual([words, `示例镇党委书记：${seat}`]);
  });

  it('says which body has confirmed its copy', async () => {
    const filings = [
      { title: '示例县委组织部', receivedOn: '2026-12-06' },
      { title: '示例县乡村振兴局', receivedOn: null },
    ] as const;
    expect(await valueOf('备案', { filings })).toBe('示例县委组织部：12月6日已收\n示例县乡村振兴局：未回执');
  });

  it('says 未销假 where the return is not reported, and nothing while the leave goes on', async () => {
    expect(await valueOf('销假', { ended: null, isReturnUnreported: true })).toBe('未销假');
    expect(await valueOf('销假', { ended: null })).toBe('');
  });

  it('notes what is out of the ordinary', async () => {
    const more = { late: true, enteredBy: '示例丙', extendsCode: 'E5F6', overdueDays: 2 };
    expect(await valueOf('备注', more)).toBe('事后补假；示例丙代请；续假，接 E5F6；逾期 2 天返回');
    expect(await valueOf('备注', {})).toBe('');
  });

  it('shows a dash for a post or a kind that its reader is not told', async () => {
    const cells = await cellsOf({ post: null, leaveKind: null });
    expect([cells['岗位']!.value, cells['种类']!.value]).toEqual(['—', '—']);
  });

  it('says so when there was no leave', async () => {
    const sheet = await sheetOf(ledgerOf());
    expect(sheet.getCell('A4').value).toBe('本期没有请假记录');
    expect(sheet.getCell('O4').master.address).toBe('A4');
    expect(sheet.rowCount).toBe(4);
  });

  it('is printed on A4 across, one page wide, with its headings and the page on each', async () => {
    const { pageSetup, headerFooter, views } = await sheetOf(wholeMonth(60));
    expect(pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    });
    expect(pageSetup.printTitlesRow).toBe('3:3');
    expect(headerFooter.oddFooter).toContain('&P');
    expect(views).toMatchObject([{ state: 'frozen', xSplit: 2, ySplit: 3 }]);
  });

  it('frames and wraps every cell of its table', async () => {
    const cells = Object.values(await cellsOf({}));
    expect(cells.every(({ alignment, border }) => alignment.wrapText === true && border.left?.style === 'thin')).toBe(
      true,
    );
  });
});

describe('a row', () => {
  const heightOf = async (more: Partial<LedgerRow>): Promise<number> =>
    (await sheetOf(ledgerOf(rowOf(more)))).getRow(4).height;

  it('is as high as its longest cell needs, and never higher than a spreadsheet takes', async () => {
    const one = await heightOf({});
    const three = await heightOf({ approvals: [approvalOf(), approvalOf(), approvalOf()] });
    const folded = await heightOf({ articles: ['依'.repeat(8 * 4)] });
    expect(three).toBe(one + 32);
    expect(folded).toBeGreaterThan(three);
    expect(await heightOf({ articles: ['依'.repeat(10_000)] })).toBe(409);
  });

  it('has a width for every column', async () => {
    const sheet = await sheetOf(ledgerOf(rowOf()));
    expect(HEADINGS.filter((_, n) => sheet.getColumn(n + 1).width === undefined)).toEqual([]);
  });
});

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1'])(
    'that begins as %j is text, also on its way through CSV',
    async (name) => {
      const more = {
        name,
        post: name,
        code: name,
        leaveKind: name,
        articles: [name],
        approvals: [approvalOf({ title: name })],
      };
      const cells = await cellsOf({ ...more, filings: [{ title: name, receivedOn: null }], enteredBy: name });
      for (const heading of ['姓名', '岗位', '编号', '种类', '审批', '备案', '备注', '依据']) {
        const cell = cells[heading]!;
        expect([heading, cell.type, cell.numFmt]).toEqual([heading, ExcelJS.ValueType.String, '@']);
        expect(cellTextOf(cell.value)).toMatch(/^'/);
      }
    },
  );

  it('that holds such a sign further on is left as it is', async () => {
    expect(await valueOf('姓名', { name: '示例-甲=@' })).toBe('示例-甲=@');
  });

  it('of the title is no formula either', async () => {
    const sheet = await sheetOf(ledgerOf(), { ...HEAD, title: '=1+1' as typeof HEAD.title });
    expect(sheet.getCell('A1').value).toBe("'=1+1");
  });
});

describe('the bytes', () => {
  const hashOf = async (ledger: LeaveLedger, head = HEAD): Promise<string> =>
    createHash('sha256')
      .update(await leaveLedgerXlsx(ledger, head))
      .digest('hex');

  it('are the same for the same input, whatever the clock says', async () => {
    const first = await hashOf(wholeMonth(20));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2031-05-06T07:08:09Z') });
    try {
      expect(await hashOf(wholeMonth(20))).toBe(first);
    } finally {
      vi.useRealTimers();
    }
  });

  it('differ with the day they were made and with what they say', async () => {
    const hashes = await Promise.all([
      hashOf(ledgerOf(rowOf())),
      hashOf(ledgerOf(rowOf({ days: 4 }))),
      hashOf(ledgerOf(rowOf()), { ...HEAD, madeOn: '2027-01-01' as typeof HEAD.madeOn }),
    ]);
    expect(new Set(hashes).size).toBe(3);
  });
});
