/** What a workbook from outside may take, and the words for one that is refused. */

export interface WorkbookLimits {
  readonly fileBytes: number;
  readonly entries: number;
  /** Of all entries together, unpacked. */
  readonly insideBytes: number;
  /** Unpacked size over packed size of one entry, asked of those above `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly sheets: number;
  /** Of one sheet, empty ones included. */
  readonly rows: number;
  readonly columns: number;
  readonly cellLetters: number;
  readonly seconds: number;
  /** Of the JavaScript heap of the process that reads. */
  readonly heapMegabytes: number;
  /** Of that process as a whole: buffers do not count as heap. */
  readonly residentMegabytes: number;
}

const MEGABYTE = 1024 * 1024;

/** A roster of 20,000 people takes about 2 MB, 25 MB unpacked. */
export const workbookLimits: WorkbookLimits = {
  fileBytes: 5 * MEGABYTE,
  entries: 200,
  insideBytes: 50 * MEGABYTE,
  ratio: 200,
  ratioFromBytes: MEGABYTE,
  sheets: 30,
  rows: 50_000,
  columns: 100,
  cellLetters: 1000,
  seconds: 30,
  heapMegabytes: 512,
  residentMegabytes: 900,
};

/** Sizes are in bytes; `row` and `column` as the spreadsheet shows them. */
export type WorkbookRefusal =
  | { readonly why: 'file-too-big'; readonly bytes: number; readonly limit: number }
  | { readonly why: 'not-a-workbook'; readonly found: 'nothing' | 'old-or-locked' | 'word' | 'other-zip' | 'other' }
  | { readonly why: 'damaged' | 'locked' | 'macros' | 'external-links' | 'sizes-lie' | 'too-much-memory' }
  | { readonly why: 'too-many-entries'; readonly entries: number; readonly limit: number }
  | { readonly why: 'too-big-inside'; readonly limit: number }
  | { readonly why: 'packed-too-tightly'; readonly ratio: number; readonly limit: number }
  | { readonly why: 'too-many-sheets'; readonly sheets: number; readonly limit: number }
  | { readonly why: 'too-many-rows'; readonly limit: number }
  | {
      readonly why: 'too-many-columns';
      readonly place: { readonly sheet: string; readonly row: number } | null;
      readonly limit: number;
    }
  | {
      readonly why: 'cell-too-long';
      readonly sheet: string;
      readonly row: number;
      readonly column: string;
      readonly letters: number;
      readonly limit: number;
    }
  | { readonly why: 'took-too-long'; readonly seconds: number };

const megabytes = (bytes: number): string => `${Math.ceil((bytes / MEGABYTE) * 10) / 10} MB`;
const COPY_OVER = '请新建一份表（zhucun roster template），把内容复制过去，再导入';

const foundWords = {
  nothing: '文件是空的。请重新另存为“Excel 工作簿（.xlsx）”，再导入。',
  'old-or-locked':
    '这是旧格式（.xls）或加了打开密码的文件。请在表格软件里去掉密码，另存为“Excel 工作簿（.xlsx）”，再导入。',
  word: '这是 Word 文档，不是表格。请把内容填进花名册的表（zhucun roster template），再导入。',
  'other-zip': '这是压缩包，不是表格。请先解压，再导入里面的 .xlsx 文件。',
  other: '这不是 .xlsx 表格（CSV 和网页也不行）。请在表格软件里另存为“Excel 工作簿（.xlsx）”，再导入。',
} as const;

const plainWords = {
  damaged: '文件不完整或已损坏，打不开。请用表格软件打开后另存一份 .xlsx，再导入。',
  locked: '文件里有加密的内容。请去掉密码，另存为 .xlsx，再导入。',
  macros: '文件里有宏或控件，花名册用不着。请另存为不带宏的“Excel 工作簿（.xlsx）”，再导入。',
  'external-links': '文件里有指向别的文件的链接。请在“数据”里断开链接（或复制后“只粘贴数值”），另存为 .xlsx，再导入。',
  'sizes-lie': `文件里写的大小与实际不符，可能被改动过。${COPY_OVER}。`,
  'too-much-memory': `文件太复杂，读它要用的内存超过上限。${COPY_OVER}。`,
} as const;

const sayPlace = (place: { readonly sheet: string; readonly row: number } | null): string =>
  place === null ? '有一行' : `“${place.sheet}”第 ${place.row} 行`;

/** One or two sentences that say what to do. */
export function sayWorkbookRefusal(refusal: WorkbookRefusal): string {
  switch (refusal.why) {
    case 'file-too-big':
      return `文件有 ${megabytes(refusal.bytes)}，最大 ${megabytes(refusal.limit)}。请去掉图片和用不着的工作表，再导入。`;
    case 'not-a-workbook':
      return foundWords[refusal.found];
    case 'too-many-entries':
      return `文件里装了 ${refusal.entries} 个部件，最多 ${refusal.limit} 个，不像花名册。${COPY_OVER}。`;
    case 'too-big-inside':
      return `文件展开后超过 ${megabytes(refusal.limit)}。${COPY_OVER}。`;
    case 'packed-too-tightly':
      return `文件展开后是原来的 ${refusal.ratio} 倍（最多 ${refusal.limit} 倍），不像花名册。${COPY_OVER}。`;
    case 'too-many-sheets':
      return `有 ${refusal.sheets} 张工作表，最多 ${refusal.limit} 张。请删去用不着的，再导入。`;
    case 'too-many-rows':
      return `有一张工作表超过 ${refusal.limit} 行（空行也算）。请删去下面的空行，再导入。`;
    case 'too-many-columns':
      return `${sayPlace(refusal.place)}写到了第 ${refusal.limit} 列以外。请删去右边用不着的列，再导入。`;
    case 'cell-too-long':
      return `“${refusal.sheet}”${refusal.column}${refusal.row} 格有 ${refusal.letters} 个字，最多 ${refusal.limit} 个。请改短，再导入。`;
    case 'took-too-long':
      return `${refusal.seconds} 秒还没有读完，已停下。${COPY_OVER}。`;
    default:
      return plainWords[refusal.why];
  }
}
