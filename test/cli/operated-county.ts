/** A county's folder and its database, as the commands of an operator find them; what they print is kept. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

export interface OperatedCounty {
  readonly county: OpenedCounty;
  /** Of this test alone. */
  readonly folder: string;
  /** What was printed in this test. */
  readonly lines: string[];
}

/** Opened before the tests of where it is called, empty before each. */
export function operatedCounty(): OperatedCounty {
  const operated = { folder: '', lines: [] as string[] } as { county: OpenedCounty; folder: string; lines: string[] };
  beforeAll(async () => {
    operated.county = await openedCounty();
  });
  beforeEach(async () => {
    await operated.county.clear();
    operated.folder = mkdtempSync(path.join(tmpdir(), 'zhucun-operate-'));
    writeFileSync(path.join(operated.folder, 'county.yaml'), 'id: demo\nname: 示例县\npacks: [fengdu-2021]\n');
    vi.stubEnv('DATABASE_URL', operated.county.url);
    operated.lines = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void operated.lines.push(line));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    process.exitCode = undefined;
    rmSync(operated.folder, { recursive: true });
  });
  afterAll(() => operated.county.close());
  return operated;
}
