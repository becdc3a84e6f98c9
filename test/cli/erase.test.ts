import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { erasePersonOf } from '../../src/cli/erase.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { shelve } from '../../src/store/shelf.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;
let folder: string;
const said: string[] = [];

beforeAll(async () => {
  county = await openedCounty({ ...sampleCounty, sample: false });
});
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-erase-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'county.yaml'), 'id: demo\nname: 示例县\npacks: [fengdu-2021]\n');
  process.env['DATABASE_URL'] = county.url;
  said.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  await county.sql(`UPDATE person SET name = '示例甲', left_on = '2026-01-02' WHERE id = 'p1'`);
});
afterEach(() => {
  vi.restoreAllMocks();
  delete process.env['DATABASE_URL'];
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});
afterAll(() => county.close());

const nameOf = async (id: string): Promise<string> =>
  (await county.sql<{ name: string }>('SELECT name FROM person WHERE id = $1', [id]))[0]!.name;

describe('zhucun erase', () => {
  test('erases whom it was told twice, with the bytes of their images', async () => {
    const images = path.join(folder, 'images');
    const theirs = await shelve(images, Buffer.from('一'));
    const others = await shelve(images, Buffer.from('二'));
    const log = (id: string, sha256: string) =>
      county.sql(
        `INSERT INTO work_log (county, id, person_id, on_date, at, text, late, images, inbox_id) VALUES ('demo', $1, $1, '2026-01-01', now(), '走访', false, $2, 1)`,
        [id, JSON.stringify([{ sha256 }])],
      );
    await log('p1', theirs);
    await log('p2', others);
    await erasePersonOf('示例甲', folder, { yes: '示例甲' });
    expect(await nameOf('p1')).toBe('已删除人员');
    expect(said.join('\n')).toContain('照片和文件删去 1 个');
    expect(await imageShelf(images).read(theirs)).toBeNull();
    expect(readFileSync(path.join(images, others.slice(0, 2), others), 'utf8')).toBe('二');
    expect(process.exitCode ?? 0).toBe(0);
  });

  test.each([
    ['without the name once more', 'p1', {}, /--yes 姓名/],
    ['with another name', 'p1', { yes: '示例乙' }, /对不上，没有删除/],
    ['of nobody', '示例无', { yes: '示例无' }, /没有编号或姓名为“示例无”的人/],
    ['of somebody who is still here', 'p2', { yes: '示例乙' }, /示例乙 还在花名册里，没有删除/],
  ])('is refused %s, and says what to do', async (_, given, options, words) => {
    await erasePersonOf(given, folder, options);
    expect(said.join('\n')).toMatch(words);
    expect(process.exitCode).toBe(1);
    expect([await nameOf('p1'), await nameOf('p2')]).toEqual(['示例甲', '示例乙']);
  });

  test('asks for the id where two go by the name', async () => {
    await county.sql(`UPDATE person SET name = '示例甲' WHERE id = 'p3'`);
    await erasePersonOf('示例甲', folder, { yes: '示例甲' });
    expect(said.join()).toContain('有 2 个人叫“示例甲”，请改用编号：p1、p3');
    expect(await nameOf('p1')).toBe('示例甲');
  });
});
