import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { erasePersonOf } from '../../src/cli/erase.ts';
import { readErased } from '../../src/store/erased-people.ts';
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
    expect(readErased(folder, 'demo')).toEqual(['p1']);
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
    expect(readErased(folder, 'demo')).toEqual([]);
  });

  test('first lists by code what is open, with what to do, and asks all the same', async () => {
    for (const [id, code, state] of [
      ['r1', 'A1B2', 'open'],
      ['r2', 'C3D4', 'approved'],
    ] as const)
      // prettier-ignore
      await county.sql(
        `INSERT INTO request (county, id, code, kind, applicant_id, from_on, to_on, from_half, to_half, half_days, reason, late,
          state, step, version, modes, filings, citations, readings, opened_at, moved_at)
        VALUES ('demo', $1, $2, 'leave', 'p1', '2026-12-08', '2199-12-10', 'am', 'pm', 6, '', false, $3::request_state, 0, 1, '{any}', '[]', '[]', '[]', now(), now())`,
        [id, code, state],
      );
    await erasePersonOf('p1', folder, {});
    const text = said.join('\n');
    expect(text).toContain('还有没办完的事，请先办好再删除');
    expect(text).toContain('示例甲（p1）：本人未办结的申请 #A1B2；还没销的假 #C3D4');
    expect(text).toContain('请审批人发“驳回 #A1B2 已离任”');
    expect(text).toContain('请县级经办人发“更正 #C3D4 日期 理由”');
    expect(text.indexOf('#A1B2')).toBeLessThan(text.indexOf('将永久删除'));
    expect(await nameOf('p1')).toBe('示例甲');
    said.length = 0;
    await county.sql('DELETE FROM request');
    await erasePersonOf('p1', folder, {});
    expect(said.join()).not.toContain('没办完');
  });

  test('asks for the id where two go by the name', async () => {
    await county.sql(`UPDATE person SET name = '示例甲' WHERE id = 'p3'`);
    await erasePersonOf('示例甲', folder, { yes: '示例甲' });
    expect(said.join()).toContain('有 2 个人叫“示例甲”，请改用编号：p1、p3');
    expect(await nameOf('p1')).toBe('示例甲');
  });
});
