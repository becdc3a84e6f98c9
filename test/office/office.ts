/** LibreOffice and the tools that look at what it prints; where they are missing the tests are left out with a word. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAMS = ['soffice', 'pdfinfo', 'pdftotext', 'pdftoppm'];
/** Comma, double quotes, UTF-8, from the first line, cells as they are shown. */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true';

const folders = (process.env['PATH'] ?? '').split(delimiter);
const isThere = (program: string): boolean => folders.some((folder) => existsSync(join(folder, program)));

/** Whether to leave the tests out; with REQUIRE_ALL=1 they run, and fail without the programs. */
export function withoutOffice(): boolean {
  const missing = PROGRAMS.filter((program) => !isThere(program));
  if (missing.length === 0 || process.env['REQUIRE_ALL'] === '1') return false;
  console.warn(
    `office tests are left out: no ${missing.join(', ')} (apt-get install libreoffice-calc poppler-utils fonts-noto-cjk)`,
  );
  return true;
}

/** A spreadsheet as LibreOffice opens it. */
export class OpenedSheet {
  readonly #folder = mkdtempSync(join(tmpdir(), 'zhucun-office-'));

  constructor(xlsx: Uint8Array) {
    writeFileSync(join(this.#folder, 'sheet.xlsx'), xlsx);
  }

  /** Lines of cells as they are shown, quoted where they hold a line break. */
  csv(): string {
    this.#convert(CSV);
    return readFileSync(join(this.#folder, 'sheet.csv'), 'utf8');
  }

  /** What is printed, page by page, and a picture of the first page to look at. */
  print(): { readonly pages: readonly string[]; readonly landscape: boolean; readonly picture: string } {
    this.#convert('pdf');
    const pdf = join(this.#folder, 'sheet.pdf');
    const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }));
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    execFileSync('pdftoppm', ['-r', '100', '-png', pdf, join(this.#folder, 'page')]);
    return {
      pages: text.split('\f').slice(0, -1),
      landscape: Number(size?.[1]) > Number(size?.[2]),
      picture: this.#folder,
    };
  }

  #convert(to: string): void {
    // A profile of its own: an office that is open, or another run, would take the file instead.
    const profile = join(this.#folder, 'profile');
    const file = join(this.#folder, 'sheet.xlsx');
    const flags = [
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      this.#folder,
      file,
    ];
    execFileSync('soffice', flags, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
    rmSync(profile, { recursive: true, force: true });
  }
}
