import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readPolicyFile } from '../../src/documents/policy-file.ts';
import { withoutOffice } from './office.ts';

/** The PDF of it, with its fonts within. */
function printed(text: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zhucun-office-'));
  const file = join(folder, 'text.csv');
  writeFileSync(file, text);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const flags = ['--headless', '--infilter=CSV:44,34,76', '--convert-to', 'pdf', '--outdir', folder, file];
  execFileSync('soffice', [profile, ...flags], { stdio: ['ignore', 'ignore', 'pipe'], timeout: 120_000 });
  const bytes = readFileSync(join(folder, 'text.pdf'));
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}

describe.skipIf(withoutOffice())('a PDF that LibreOffice printed', { timeout: 180_000 }, () => {
  it('is read line by line in the order in which it is seen', async () => {
    const read = await readPolicyFile(printed('示例县示例办法\n第一条 示例一。ABC 2026 年\n（一）甲,乙\n'), '示例.pdf');
    expect(read).toEqual({ lines: expect.any(Array) as string[] });
    const { lines } = read as { lines: readonly string[] };
    const from = lines.indexOf('示例县示例办法');
    expect(lines.slice(from, from + 3)).toEqual(['示例县示例办法', '第一条 示例一。ABC 2026 年', '（一）甲 乙']);
  });
});
