import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CountyRefused, readCounty } from '../../src/cli/county-file.ts';
import { countyIn } from '../../src/cli/real-county.ts';
import { folderOf, init, realCounty, serve, unfilled } from '../../src/cli/serve.ts';
import { readConfig } from '../../src/config.ts';

const sample = fileURLToPath(new URL('../../data/demo/county.yaml', import.meta.url));
let folder: string;
let file: string;

beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'zhucun-init-')), 'new', 'county');
  file = path.join(folder, 'county.yaml');
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(path.dirname(path.dirname(folder)), { recursive: true });
});
const refusedBy = async (act: () => unknown): Promise<string> => {
  try {
    await act();
  } catch (error) {
    if (error instanceof CountyRefused) return error.problems.join('\n');
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('zhucun init', () => {
  test('makes a folder with a form that is in order as it is, and is no sample', () => {
    init(folder);
    expect(readCounty(file)).toMatchObject({ sample: false, people: [], packs: ['fengdu-2021'] });
    expect(realCounty(folder).id).toBe('county');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('touches nothing that is there', async () => {
    init(folder);
    writeFileSync(file, 'id: mine\nname: 我的县\npacks: [fengdu-2021]\n');
    expect(await refusedBy(() => init(folder))).toContain('已经有了，没有改动');
    expect(readFileSync(file, 'utf8')).toContain('我的县');
  });
});

describe('zhucun serve', () => {
  test('says where it looked when there is no county', async () => {
    const said = await refusedBy(() => serve(folder));
    expect(said).toContain(`没有找到 ${file}`);
    expect(said).toContain('zhucun init');
  });

  test('refuses sample data', async () => {
    init(folder);
    writeFileSync(file, readFileSync(sample));
    for (const act of [() => serve(folder), () => realCounty(folder)])
      expect(await refusedBy(act)).toContain('是示例数据，不能当作真实的县运行');
  });

  test('refuses the form that nobody has filled in, and so do the commands that put something into it', async () => {
    init(folder);
    expect(unfilled(readCounty(file))).toHaveLength(2);
    for (const act of [() => serve(folder), () => countyIn(folder)])
      expect(await refusedBy(act)).toContain(
        `${file} 还没有填好：县名（name）还是“请填县名”，编号（id）还是“county”。请编辑 county.yaml`,
      );
    writeFileSync(file, readFileSync(file, 'utf8').replace('请填县名', '示例县'));
    expect(await refusedBy(() => serve(folder))).toContain('还没有填好：编号（id）还是“county”。');
    writeFileSync(file, readFileSync(file, 'utf8').replace('id: county', 'id: shilixian'));
    expect(countyIn(folder).county.id).toBe('shilixian');
    expect(() => statSync(path.join(folder, 'pg'))).toThrow();
  });

  test('refuses a file with a mistake, with its line', async () => {
    init(folder);
    writeFileSync(file, 'id: c1\nname: 某县\npacks: [fengdu-2021]\npeople:\n  - { id: p1, name: 张三, team: k9 }\n');
    expect(await refusedBy(() => serve(folder))).toContain(`${file} 第 5 行：没有编号为“k9”的工作队`);
  });

  test('refuses rules of its own with a fault, before it makes or starts anything', async () => {
    init(folder);
    writeFileSync(file, 'id: c1\nname: 某县\npacks: [fengdu-2021]\noverlay: rules.yaml\n');
    writeFileSync(path.join(folder, 'rules.yaml'), 'id: c1\ncounty: 某县\n');
    await expect(serve(folder)).rejects.toThrow(/rules\.yaml:1 c1 field-missing/);
    expect(() => statSync(path.join(folder, 'pg'))).toThrow();
  });

  test('refuses words that the packs do not know, before it makes or starts anything', async () => {
    init(folder);
    writeFileSync(file, 'id: c1\nname: 某县\npacks: [fengdu-2021]\npeople:\n  - { id: p1, name: 张三, post: 队员 }\n');
    expect(await refusedBy(() => serve(folder))).toContain('规则包里没有岗位“队员”');
    expect(() => statSync(path.join(folder, 'pg'))).toThrow();
  });
});

test('the folder is the one that is named, then the setting, then one of its own below the current', () => {
  const config = readConfig({ ZHUCUN_DATA: '/srv/set' });
  expect(folderOf(config, '/srv/named')).toBe('/srv/named');
  expect(folderOf(config, undefined)).toBe('/srv/set');
  expect(folderOf(readConfig({}), undefined)).toBe(path.resolve('zhucun-data'));
});
