import { describe, expect, it } from 'vitest';
import { leaveLedgerXlsx } from '../../src/documents/leave-ledger.ts';
import { HEAD, ledgerOf, rowOf, wholeMonth } from '../documents/sample-ledger.ts';
import { OpenedSheet, withoutOffice } from './office.ts';

const LIMIT_MS = 180_000;

describe.skipIf(withoutOffice())('the leave ledger in LibreOffice', { timeout: LIMIT_MS }, () => {
  it('is printed on A4 across, one page wide, every row once and the headings on each page', async () => {
    const ledger = wholeMonth(60);
    const { pages, landscape, picture } = new OpenedSheet(await leaveLedgerXlsx(ledger, HEAD)).print();
    console.log(`pictures of the pages: ${picture}`);
    expect(landscape).toBe(true);
    expect(pages.length).toBeGreaterThan(1);
    // A second page across would have the last heading without the first.
    for (const [n, page] of pages.entries()) {
      expect(page).toMatch(/序号 +姓名.* 依据/);
      expect(page).toContain(`第 ${String(n + 1)} 页，共 ${String(pages.length)} 页`);
    }
    const printed = pages.join('\n');
    for (const { code } of ledger.rows) expect(printed.split(code)).toHaveLength(2);
    expect(printed.split('示例县驻村干部请假台账')).toHaveLength(2);
  });

  it('shows dates, halves, figures and words as they are meant', async () => {
    const lines = new OpenedSheet(await leaveLedgerXlsx(wholeMonth(5), HEAD)).csv();
    expect(lines).toContain('期间：2026年12月1日至2026年12月31日');
    expect(lines).toContain('1,示例甲,驻村工作队员,A1B2,事假,12月8日,12月10日,3,3,已批准,');
    expect(lines).toContain('2,示例乙,驻村工作队员,C3D4,事假,12月8日下午,12月9日上午,1,2.5,已批准,');
    expect(lines).toContain(
      '示例一村第一书记：李某（代王某） 同意 12月2日\n示例镇党委书记：同意 12月5日（纸质，代录）',
    );
    expect(lines).toContain('12月11日上午,事后补假；示例丙代请；续假，接 E5F6；逾期 2 天返回');
    expect(lines).toContain(',未销假,');
    expect(lines).not.toContain('###');
  });

  it('runs nothing that somebody wrote, and gives nothing on to be run', async () => {
    const rows = ['=1+1', '+1', '-1', '@SUM(A1)'].map((name) => rowOf({ name, post: null }));
    const lines = new OpenedSheet(await leaveLedgerXlsx(ledgerOf(...rows), HEAD)).csv().split('\n').slice(-5, -1);
    expect(lines.map((line) => line.split(',')[1])).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)"]);
  });

  it('says on one page that there was no leave', async () => {
    const { pages } = new OpenedSheet(await leaveLedgerXlsx(ledgerOf(), HEAD)).print();
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('本期没有请假记录');
  });
});
