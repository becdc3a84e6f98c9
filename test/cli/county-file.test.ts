import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CountyRefused, readCounty } from '../../src/cli/county-file.ts';
import type { County } from '../../src/domain/county.ts';
import { OFFICER } from '../../src/domain/request.ts';
import { defaultSettings, type CountySettings } from '../../src/domain/settings.ts';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'zhucun-county-'));
  file = path.join(folder, 'county.yaml');
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (...lines: readonly string[]): County => {
  writeFileSync(file, lines.join('\n'));
  return readCounty(file);
};
/** The problems, without the file's path. */
const problems = (...lines: readonly string[]): string[] => {
  try {
    read(...lines);
  } catch (error) {
    if (error instanceof CountyRefused) return error.problems.map((p) => p.replace(`${file} `, ''));
    throw error;
  }
  return [];
};
const head = ['id: c1', 'name: 某县', 'packs: [fengdu-2021]'];
const places = [
  'townships:',
  '  - { id: t1, name: 甲镇 }',
  'villages:',
  '  - { id: v1, name: 甲村, township: t1 }',
  'teams:',
  '  - { id: k1, name: 甲队, township: t1, village: v1 }',
  'units:',
  '  - { id: u1, name: 甲局 }',
];

describe('a county file', () => {
  test.each(['阿卜杜拉•买买提', '阿卜杜拉・买买提', ' 阿卜杜拉 · 买买提 '])(
    'keeps the name %j as a roster does',
    (name) => {
      expect(read(...head, 'people:', `  - { id: p1, name: "${name}" }`).people[0]?.name).toBe('阿卜杜拉·买买提');
      expect(problems(...head, 'people:', '  - { id: p1, name: " " }')).toEqual([
        '第 5 行：people.0.name 名称不能是空的。',
      ]);
    },
  );

  test('is read with the places that follow from the team', () => {
    const county = read(
      ...head,
      ...places,
      'people:',
      '  - { id: p1, name: 张三, post: 驻村工作队员, level: 县派, team: k1, unit: u1 }',
      '  - { id: p2, name: 李四, township: t1 }',
      'seats:',
      '  - { body: 县委组织部, title: 某县委组织部, holders: [p2] }',
      '  - { body: 派出单位, scope: u1, title: 甲局, holders: [] }',
      'groups:',
      '  - { id: g1, title: 甲队群, team: k1, members: [p1] }',
    );
    expect(county).toMatchObject({ id: 'c1', name: '某县', sample: false, packs: ['fengdu-2021'] });
    expect(county.places.map((p) => [p.id, p.kind, p.parentId])).toEqual([
      ['t1', 'township', null],
      ['v1', 'village', 't1'],
      ['k1', 'team', 'v1'],
      ['u1', 'unit', null],
    ]);
    const nowhere = { villageId: null, teamId: null, unitId: null };
    expect(county.people).toEqual([
      { id: 'p1', name: '张三', post: '驻村工作队员', dispatchLevel: '县派', townshipId: 't1', villageId: 'v1', teamId: 'k1', unitId: 'u1', isTeamLeader: null },
      { id: 'p2', name: '李四', post: null, dispatchLevel: null, townshipId: 't1', ...nowhere, isTeamLeader: null },
    ]); // prettier-ignore
    expect(county.seats.map((s) => [s.body, s.scopeId, s.holderIds])).toEqual([
      ['县委组织部', '', ['p2']],
      ['派出单位', 'u1', []],
    ]);
    expect(county.groups).toEqual([{ id: 'g1', title: '甲队群', teamId: 'k1', memberIds: ['p1'] }]);
  });

  test('may name rules of its own: a file beside it, or a county of the installation', () => {
    expect(read(...head)).not.toHaveProperty('overlay');
    writeFileSync(path.join(folder, 'rules.yaml'), '');
    expect(read(...head, 'overlay: rules.yaml').overlay).toBe(path.join(folder, 'rules.yaml'));
    expect(read(...head, 'overlay: fengdu').overlay).toMatch(/rules\/counties\/fengdu\.yaml$/);
  });

  test('may say who leads the team beside the post, and who does not', () => {
    const { people } = read(
      ...head,
      'people:',
      '  - { id: p1, name: 张三, leader: true }',
      '  - { id: p2, name: 李四, leader: false }',
      '  - { id: p3, name: 王五 }',
    );
    expect(people.map((p) => p.isTeamLeader)).toEqual([true, false, null]);
  });

  test('may name the county’s officer, who holds a seat of the whole county', () => {
    const people = ['people:', '  - { id: p1, name: 张三 }', '  - { id: p2, name: 李四 }'];
    const county = read(...head, ...people, 'officers: { title: 某县驻村办, holders: [p2, p1] }');
    expect(county.seats).toEqual([{ ...OFFICER, title: '某县驻村办', holderIds: ['p2', 'p1'] }]);
    for (const none of [[], ['officers:']]) expect(read(...head, ...people, ...none).seats).toEqual([]);
  });

  test.each<[string, CountySettings]>([
    [
      '{ whereabouts: daily, escalate_after_days: 5 }',
      { ...defaultSettings, whereabouts: 'daily', escalateAfterDays: 5 },
    ],
    ['{ keep_coordinates_days: 1 }', { ...defaultSettings, keepCoordinatesDays: 1 }],
    ['{ keep_coordinates_days: 365 }', { ...defaultSettings, keepCoordinatesDays: 365 }],
    ['{ whereabouts: none }', { ...defaultSettings, whereabouts: 'none' }],
    ['{ escalate_after_days: 1 }', { ...defaultSettings, escalateAfterDays: 1 }],
    ['{ escalate_after_days: 30 }', { ...defaultSettings, escalateAfterDays: 30 }],
    ['{ names_in_groups: true }', { ...defaultSettings, namesInGroups: true }],
    ['{ names_in_groups: false, silent: false }', defaultSettings],
    ['{ reminder_hour: 9 }', { ...defaultSettings, reminderHour: 9 }],
    ['{ reminder_hour: 11 }', { ...defaultSettings, reminderHour: 11 }],
    ['{ silent: true }', { ...defaultSettings, silent: true }],
    ['', defaultSettings],
  ])('may say how it wants its chat: %s', (chat, settings) => {
    expect(read(...head, `chat: ${chat}`).settings).toEqual(settings);
  });

  test('that says nothing of its chat has it as usual', () => {
    expect(read(...head).settings).toEqual(defaultSettings);
  });

  test('may leave its lists empty, as the form does', () => {
    expect(read(...head, 'people:', 'seats:')).toMatchObject({ people: [], seats: [], places: [], groups: [] });
  });

  test.each(['demo/county.yaml', 'county-template.yaml'])('of the installation is in order: %s', (name) => {
    expect(readCounty(fileURLToPath(new URL(`../../data/${name}`, import.meta.url))).packs).toEqual(['fengdu-2021']);
  });
});

describe('what is wrong is said in Chinese, with its line:', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['YAML', ['id: c1', 'name: 某县: 某地', 'packs: []'], /^第 2 行：YAML 写法不对/],
    ['a field that comes twice', ['id: c1', 'name: 某县', 'packs: []', 'name: 某县'], /^第 4 行：YAML 写法不对/],
    ['a list of its own lines under a wrong name', [...head, 'peoples:', '  - { id: p1, name: 张三 }'], /^第 4 行：不认识 peoples/],
    ['a field that is missing at the top', ['id: c1', 'name: 某县'], /^第 1 行：packs 缺少/],
    ['a field that is missing in an entry', [...head, 'people:', '  - { id: p1, name: 张三 }', '  - { id: p2 }'], /^第 6 行：people\.1\.name 缺少/],
    ['a field that is missing in an entry of several lines', [...head, 'townships:', '  - id: t1', '    name: 甲镇', '', '  - id: t2'], /^第 8 行：townships\.1\.name 缺少/],
    ['a field nobody knows, in an entry', [...head, 'people:', '  - { id: p1, name: 张三 }', '  - { id: p2, name: 李四, posts: 队员 }'], /^第 6 行：.*不认识 posts/],
    ['a field nobody knows, at the top', [...head, 'peoples: []'], /^第 4 行：.*不认识 peoples/],
    ['a list that is none', [...head, 'people: 张三'], /^第 4 行：people 缺少或类型不对/],
    ['an id that is none', [...head, 'townships:', '  - { id: 甲镇, name: 甲镇 }'], /^第 5 行：townships\.0\.id 编号只用小写字母/],
    ['an id that is a number', [...head, 'townships:', '  - { id: 12, name: 甲镇 }'], /^第 5 行：townships\.0\.id /],
    ['an empty name', ['id: c1', "name: ''", 'packs: [fengdu-2021]'], /^第 2 行：name 名称不能是空的/],
    ['no pack', ['id: c1', 'name: 某县', 'packs: []'], /^第 3 行：packs 至少写一个规则包/],
    ['rules of its own that are not there', [...head, 'overlay: 规定.yaml'], /^第 4 行：没有找到本县的规定 .*规定\.yaml/],
    ['rules of its own that are a folder', [...head, 'overlay: .'], /^第 4 行：没有找到本县的规定/],
    ['a township that is not there', [...head, ...places.slice(0, 2), 'villages:', '  - { id: v1, name: 甲村, township: t9 }'], /^第 7 行：没有编号为“t9”的乡镇/],
    ['a village that is not there', [...head, ...places.slice(0, 4), 'teams:', '  - { id: k1, name: 甲队, township: t1, village: v9 }'], /^第 9 行：没有编号为“v9”的村/],
    ['a team that is not there', [...head, 'people:', '  - { id: p1, name: 张三 }', '  - { id: p2, name: 李四, team: k9 }'], /^第 6 行：没有编号为“k9”的工作队/],
    ['a unit that is not there', [...head, 'people:', '  - { id: p1, name: 张三, unit: u9 }'], /^第 5 行：没有编号为“u9”的单位/],
    ['a holder who is not there', [...head, 'people:', '  - { id: p1, name: 张三 }', 'seats:', '  - { body: 某部, title: 某部, holders: [p1, p9] }'], /^第 7 行：没有编号为“p9”的人/],
    ['a member who is not there', [...head, 'groups:', '  - id: g1', '    title: 群', '    members:', '      - p9'], /^第 8 行：没有编号为“p9”的人/],
    ['a scope that is not there', [...head, 'seats:', '  - { body: 某部, scope: t9, title: 某部, holders: [] }'], /^第 5 行：没有编号为“t9”的/],
    ['an id that comes twice', [...head, 'people:', '  - { id: p1, name: 张三 }', '  - { id: p1, name: 李四 }'], /^第 6 行：编号“p1”重复/],
    ['an id that two kinds of place share', [...head, 'townships:', '  - { id: x1, name: 甲镇 }', 'units:', '  - { id: x1, name: 甲局 }'], /^第 7 行：编号“x1”重复/],
    ['a seat that comes twice', [...head, 'seats:', '  - { body: 某部, title: 某部, holders: [] }', '  - { body: 某部, title: 另一部, holders: [] }'], /^第 6 行：.*“某部”.*重复/],
    ['a holder who is named twice', [...head, 'people:', '  - { id: p1, name: 张三 }', 'seats:', '  - { body: 某部, title: 某部, holders: [p1, p1] }'], /^第 7 行：“p1”重复/],
    ['a member who is named twice', [...head, 'people:', '  - { id: p1, name: 张三 }', 'groups:', '  - id: g1', '    title: 群', '    members:', '      - p1', '      - p1'], /^第 11 行：“p1”重复/],
    ['a leader who is neither', [...head, 'people:', '  - { id: p1, name: 张三, leader: 是 }'], /^第 5 行：people\.0\.leader 只能写 true（兼任队长）或 false/],
    ['officers without a title', [...head, 'people:', '  - { id: p1, name: 张三 }', 'officers: { holders: [p1] }'], /^第 6 行：officers\.title 缺少/],
    ['officers without anybody', [...head, 'officers: { title: 某办, holders: [] }'], /^第 4 行：officers\.holders 至少写一个人/],
    ['an officer who is not there', [...head, 'people:', '  - { id: p1, name: 张三 }', 'officers:', '  title: 某办', '  holders: [p1, p9]'], /^第 8 行：没有编号为“p9”的人/],
    ['an officer who is named twice', [...head, 'people:', '  - { id: p1, name: 张三 }', 'officers: { title: 某办, holders: [p1, p1] }'], /^第 6 行：“p1”重复/],
    ['an officer among the seats', [...head, 'seats:', '  - { body: officer, title: 某办, holders: [] }'], /^第 5 行：县级经办人不写在 seats 里，请写在 officers 里/],
    ['a form of the whereabouts that is none', [...head, 'chat:', '  whereabouts: 每天'], /^第 5 行：chat\.whereabouts 只能写 each.*daily.*none/],
    ['a wait of no days', [...head, 'chat: { escalate_after_days: 0 }'], /^第 4 行：chat\.escalate_after_days 只能写 1 到 30 的整数/],
    ['a wait of too many days', [...head, 'chat: { escalate_after_days: 31 }'], /^第 4 行：chat\.escalate_after_days 只能写 1 到 30 的整数/],
    ['a wait with a unit', [...head, 'chat: { escalate_after_days: 2天 }'], /^第 4 行：chat\.escalate_after_days 只能写 1 到 30 的整数/],
    ['an hour before the morning', [...head, 'chat: { reminder_hour: 7 }'], /^第 4 行：chat\.reminder_hour 只能写 8 到 11 的整数/],
    ['an hour of the afternoon', [...head, 'chat: { reminder_hour: 12 }'], /^第 4 行：chat\.reminder_hour 只能写 8 到 11 的整数/],
    ['an hour that is none', [...head, 'chat: { reminder_hour: 8:30 }'], /^第 4 行：chat\.reminder_hour 只能写 8 到 11 的整数/],
    ['names that are neither', [...head, 'chat: { names_in_groups: 是 }'], /^第 4 行：chat\.names_in_groups 只能写 true（群里的到期提醒带姓名）或 false/],
    ['silence that is neither', [...head, 'chat: { silent: 1 }'], /^第 4 行：chat\.silent 只能写 true（到期的事都不提醒）或 false/],
    ['a setting nobody knows', [...head, 'chat:', '  whereabouts: each', '  escalate: 2'], /^第 6 行：.*不认识 escalate/],
    ['an empty file', [], /^第 1 行：.*缺少或类型不对/],
    ['a file of one word', ['县'], /^第 1 行：.*缺少或类型不对/],
  ])('%s', (_, lines, expected) => {
    const found = problems(...lines);
    expect(found[0]).toMatch(expected);
    for (const line of found) expect(line).not.toMatch(/undefined|expected|Invalid|Too/);
  }); // prettier-ignore

  test('all of it at once', () => {
    const found = problems(
      ...head,
      'people:',
      '  - { id: p1, name: 张三, team: k9, unit: u9 }',
      '  - { id: p1, name: 李四 }',
    );
    expect(found).toHaveLength(3);
  });

  test('a seat of the same body in two places comes once each', () => {
    const seats = ['seats:', '  - { body: 书记, scope: t1, title: 甲, holders: [] }', '  - { body: 书记, scope: v1, title: 乙, holders: [] }'];
    expect(problems(...head, ...places, ...seats)).toEqual([]);
  }); // prettier-ignore
});
