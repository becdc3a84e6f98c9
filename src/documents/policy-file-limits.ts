/** What a file of a regulation may take, and the words for one that is refused. */
import type { ZipLimits, ZipRefusal } from './zip-look.ts';

export interface PolicyFileLimits extends ZipLimits {
  readonly fileBytes: number;
  /** UTF-16 units of all lines together. */
  readonly letters: number;
  readonly lines: number;
  /** Elements within elements. */
  readonly depth: number;
  readonly seconds: number;
  /** Of the JavaScript heap of the process that reads. */
  readonly heapMegabytes: number;
  /** Of that process as a whole: buffers do not count as heap. */
  readonly residentMegabytes: number;
}

const MEGABYTE = 1024 * 1024;

/** A county's collected regulations on one subject come to some 200,000 characters. */
export const policyFileLimits: PolicyFileLimits = {
  fileBytes: 10 * MEGABYTE,
  entries: 1000,
  insideBytes: 50 * MEGABYTE,
  ratio: 200,
  ratioFromBytes: MEGABYTE,
  letters: 2_000_000,
  lines: 50_000,
  depth: 2000,
  seconds: 30,
  heapMegabytes: 512,
  residentMegabytes: 900,
};

/** Sizes are in bytes, pages from 1. */
export type PolicyFileRefusal =
  | ZipRefusal
  | { readonly why: 'file-too-big'; readonly bytes: number; readonly limit: number }
  | { readonly why: 'wrong-kind'; readonly found: WrongKind }
  | { readonly why: 'no-text'; readonly pages: number | null }
  /** Pages that are pictures, among others that have text. */
  | { readonly why: 'pages-without-text'; readonly pages: readonly number[] }
  /** Letters are drawn, and the file does not say which ones they are. */
  | { readonly why: 'unreadable-letters'; readonly page: number }
  | { readonly why: 'too-many-letters' | 'too-many-lines' | 'too-deep'; readonly limit: number }
  | { readonly why: 'too-much-memory' }
  | { readonly why: 'took-too-long'; readonly seconds: number };

export type WrongKind = keyof typeof wrongKindWords;

const AS_DOCX = '另存为“Word 文档（.docx）”，再导入';

const wrongKindWords = {
  nothing: '文件是空的。请核对文件，重新保存后再导入。',
  'old-word': `这是旧格式的文字文档（.doc 或 .wps）。请用 WPS 或 Word 打开，${AS_DOCX}。`,
  'old-office': '这是旧格式的表格或演示文件（.xls、.et、.ppt 等）。请把正文复制到文字文档里，保存为 .docx，再导入。',
  sheet: '这是表格（.xlsx）。请把正文复制到文字文档里，保存为 .docx，再导入。',
  slides: '这是演示文稿（.pptx）。请把正文复制到文字文档里，保存为 .docx，再导入。',
  ofd: '这是 OFD 版式文件。请用 OFD 阅读器导出为 PDF（要带文字层），或向发文单位要 .docx，再导入。',
  'open-document': `这是 .odt 一类的文档。请用 WPS 或 LibreOffice 打开，${AS_DOCX}。`,
  rtf: `这是 RTF 文档。请用 WPS 或 Word 打开，${AS_DOCX}。`,
  'word-xml': `这是 XML 格式的 Word 文档。请用 WPS 或 Word 打开，${AS_DOCX}。`,
  'web-archive': '这是单个文件的网页（.mht）。请在浏览器里另存为“网页，仅 HTML（.html）”，再导入。',
  image: '这是图片。请先做文字识别（OCR），核对后保存为 .docx 或 .txt，再导入。',
  archive: '这是压缩包。请先解压，再导入里面的文件。',
  other: '认不出这是什么文件。请保存为 .docx、.txt、.html 或带文字层的 .pdf，再导入。',
} as const;

const plainWords = {
  damaged: '文件不完整或已损坏，打不开。请用原来的软件打开后另存一份 .docx（或重新下载），再导入。',
  locked: '文件加了密码。请去掉密码后另存一份，再导入。',
  'sizes-lie': `文件里写的大小与实际不符，可能被改动过。请用 WPS 或 Word 打开，${AS_DOCX}。`,
  'too-much-memory': '文件太复杂，读它要用的内存超过上限。请把正文复制到新的文档，保存为 .docx 或 .txt，再导入。',
} as const;

const COPY_OVER = '请把正文复制到新的文档，保存为 .docx 或 .txt，再导入';
const READ_PICTURES = '请先做文字识别（OCR），核对后再导入；或向发文单位要 .docx 导入';
const megabytes = (bytes: number): string => `${Math.ceil((bytes / MEGABYTE) * 10) / 10} MB`;

function sayPages(pages: readonly number[]): string {
  const shown = pages.slice(0, 10).join('、');
  return pages.length > 10 ? `第 ${shown} 等 ${pages.length} 页` : `第 ${shown} 页`;
}

/** One or two sentences that say what to do. */
export function sayPolicyFileRefusal(refusal: PolicyFileRefusal): string {
  switch (refusal.why) {
    case 'file-too-big':
      return `文件有 ${megabytes(refusal.bytes)}，最大 ${megabytes(refusal.limit)}。请去掉图片和用不着的附件，再导入。`;
    case 'wrong-kind':
      return wrongKindWords[refusal.found];
    case 'no-text':
      return refusal.pages === null
        ? '文件里没有文字。请核对文件，把正文保存为 .docx 或 .txt，再导入。'
        : `这份 PDF 共 ${refusal.pages} 页，全是图片，没有文字。${READ_PICTURES}。`;
    case 'pages-without-text':
      return `这份 PDF 的${sayPages(refusal.pages)}是图片，没有文字，只导入其余各页会缺条款。${READ_PICTURES}。`;
    case 'unreadable-letters':
      return `这份 PDF 第 ${refusal.page} 页的字体没有写明是什么字，读出来会缺字或乱码。${READ_PICTURES}。`;
    case 'too-many-entries':
      return `文件里装了 ${refusal.entries} 个部件，最多 ${refusal.limit} 个，不像一份制度。${COPY_OVER}。`;
    case 'too-big-inside':
      return `文件展开后超过 ${megabytes(refusal.limit)}。${COPY_OVER}。`;
    case 'packed-too-tightly':
      return `文件展开后是原来的 ${refusal.ratio} 倍（最多 ${refusal.limit} 倍），不像一份制度。${COPY_OVER}。`;
    case 'too-many-letters':
      return `正文超过 ${refusal.limit} 个字。请分成几份文件，再导入。`;
    case 'too-many-lines':
      return `正文超过 ${refusal.limit} 行。请分成几份文件，再导入。`;
    case 'too-deep':
      return `文件里的格式一层套一层，超过 ${refusal.limit} 层。${COPY_OVER}。`;
    case 'took-too-long':
      return `${refusal.seconds} 秒还没有读完，已停下。${COPY_OVER}。`;
    default:
      return plainWords[refusal.why];
  }
}
