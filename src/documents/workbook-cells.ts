/** A workbook as plain strings by sheet, row and column. */
import type { CellValue, Workbook, Worksheet } from 'exceljs';
import type { WorkbookLimits, WorkbookRefusal } from './workbook-limits.ts';

/** A cell that has no plain value: a formula never reckoned, or one that came to an error such as #REF!. */
export interface CellFault {
  readonly row: number;
  /** From 1. */
  readonly column: number;
  readonly why: 'formula-without-value' | 'error-value';
}

export interface SheetCells {
  readonly name: string;
  /** Rows that hold anything, rising; `cells[0]` is column A, '' where nothing stands. Dates read 2026-01-05. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly faults: readonly CellFault[];
}
export type WorkbookCells = readonly SheetCells[];

/** The cells alone, or why they are too many. */
export function cellsOf(book: Workbook, limits: WorkbookLimits): WorkbookCells | WorkbookRefusal {
  if (book.worksheets.length > limits.sheets)
    return { why: 'too-many-sheets', sheets: book.worksheets.length, limit: limits.sheets };
  const sheets: SheetCells[] = [];
  for (const sheet of book.worksheets) {
    const cells = sheetCells(sheet, limits);
    if ('why' in cells) return cells;
    sheets.push(cells);
  }
  return sheets;
}

function sheetCells(sheet: Worksheet, limits: WorkbookLimits): SheetCells | WorkbookRefusal {
  const rows: { row: number; cells: string[] }[] = [];
  const faults: CellFault[] = [];
  const refusals: WorkbookRefusal[] = [];
  sheet.eachRow((row, number) => {
    const cells: string[] = [];
    row.eachCell((cell, column) => {
      const said = textOf(cell.value); // a merged cell says what the first of its block says
      if (said === null || typeof said === 'object') {
        if (said !== null) faults.push({ row: number, column, why: said.fault });
        return;
      }
      if (said.trim() === '') return;
      const place = { sheet: sheet.name.slice(0, 31), row: number };
      if (column > limits.columns) refusals.push({ why: 'too-many-columns', place, limit: limits.columns });
      else if (said.length > limits.cellLetters)
        refusals.push({
          ...{ why: 'cell-too-long', ...place, column: cell.address.replace(/\d+/, '') },
          ...{ letters: said.length, limit: limits.cellLetters },
        });
      else cells[column - 1] = said;
    });
    if (cells.length > 0) rows.push({ row: number, cells: Array.from(cells, (text?: string) => text ?? '') });
  });
  return refusals[0] ?? { name: sheet.name, rows, faults };
}

type Said = string | { readonly fault: CellFault['why'] } | null;

/** null where nothing stands. */
function textOf(value: CellValue): Said {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? plainNumber(value) : { fault: 'error-value' };
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return dateText(value);
  if ('error' in value) return { fault: 'error-value' };
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('hyperlink' in value) return textOf(value.text);
  const reckoned = textOf(value.result ?? null);
  return reckoned ?? { fault: 'formula-without-value' };
}

/** No exponent: a mobile number is written as one number. */
const plainNumber = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(0) : String(value);

const dateText = (value: Date): Said =>
  Number.isNaN(value.getTime()) ? { fault: 'error-value' } : value.toISOString().slice(0, 10);
