/**
 * A process of its own that reads one workbook: bytes on its standard input, JSON on its standard output. It is started
 * by `readWorkbook` and ends itself when it takes too long or too much, also where nobody is left to end it.
 */
import { Worker } from 'node:worker_threads';
import { cellsOf, type WorkbookCells } from './workbook-cells.ts';
import type { WorkbookLimits, WorkbookRefusal } from './workbook-limits.ts';

const limits = JSON.parse(process.argv[2] ?? '{}') as WorkbookLimits;

/** The heap's own cap counts no buffers, and this thread is busy: another one looks at the whole. */
const WATCH = `
  const { workerData } = require('node:worker_threads');
  const until = Date.now() + workerData.seconds * 1000;
  setInterval(() => {
    if (process.memoryUsage.rss() > workerData.bytes || Date.now() > until) process.kill(process.pid, 'SIGKILL');
  }, 20);
`;

/** What else a sheet holds is not wanted, and some of it the library spreads over every cell that it covers. */
const NOT_READ = [
  ...['sheetPr', 'sheetViews', 'sheetFormatPr', 'cols', 'autoFilter', 'rowBreaks', 'pageMargins', 'dataValidations'],
  ...['pageSetup', 'headerFooter', 'printOptions', 'picture', 'drawing', 'sheetProtection', 'tableParts'],
  ...['conditionalFormatting', 'extLst'],
];

const watch = new Worker(WATCH, {
  eval: true,
  workerData: { bytes: limits.residentMegabytes * 1024 * 1024, seconds: limits.seconds + 2 },
});
watch.unref();

async function read(bytes: Buffer): Promise<WorkbookCells | WorkbookRefusal> {
  const { Workbook } = (await import('exceljs')).default;
  const book = new Workbook();
  try {
    // The library knows two more options than its types.
    const options = { ignoreNodes: NOT_READ, maxRows: limits.rows, maxCols: limits.columns * 4 };
    await book.xlsx.load(bytes as unknown as ArrayBuffer, options);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (/^Max row count/.test(said)) return { why: 'too-many-rows', limit: limits.rows };
    if (/^Max column count/.test(said)) return { why: 'too-many-columns', place: null, limit: limits.columns };
    // An array or a string that would not fit any more.
    return { why: error instanceof RangeError ? 'too-much-memory' : 'damaged' };
  }
  return cellsOf(book, limits);
}

const answer = (found: WorkbookCells | WorkbookRefusal): void => {
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
};
// Thrown by the library where nobody awaits it.
process.on('uncaughtException', () => answer({ why: 'damaged' }));
const chunks: Buffer[] = [];
for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
answer(await read(Buffer.concat(chunks)));
