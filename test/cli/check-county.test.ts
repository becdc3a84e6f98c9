import { describe, expect, test } from 'vitest';
import { checkCounty } from '../../src/cli/check-county.ts';
import { CountyRefused } from '../../src/cli/county-file.ts';
import type { County } from '../../src/domain/county.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import { fengdu } from '../commands/facts.ts';
import { sampleCounty, sampleCountyWithOfficer } from '../support/sample-county.ts';

const problems = (county: Partial<County>, on: IsoDate = '2026-12-02'): readonly string[] => {
  try {
    checkCounty({ ...sampleCounty, ...county }, fengdu, on);
  } catch (error) {
    if (error instanceof CountyRefused) return error.problems;
    throw error;
  }
  return [];
};
const seat = (body: string, scopeId: string): County['seats'] => [{ body, scopeId, title: '某席位', holderIds: [] }];

describe('a county', () => {
  test('whose words are those of its packs is accepted', () => {
    expect(problems({})).toEqual([]);
  });

  test('may have an officer, whose seat no pack names, and only of the whole county', () => {
    expect(problems(sampleCountyWithOfficer)).toEqual([]);
    expect(problems({ seats: seat('officer', 't1') })).toEqual([expect.stringContaining('没有机构“officer”')]);
  });

  test('with a post that the packs do not know is told whose it is, and what there is', () => {
    const people = sampleCounty.people.map((p) => (p.id === 'p1' ? { ...p, post: '联络员' } : p));
    const [said, ...more] = problems({ people });
    expect(said).toContain('人员 p1（示例甲）：规则包里没有岗位“联络员”，只能是');
    for (const post of ['驻乡工作队队长', '驻村第一书记', '产业指导员']) expect(said).toContain(post);
    expect(more).toEqual([]);
  });

  test('with a body that the packs do not know is told which seat', () => {
    expect(problems({ seats: seat('组织部', '') })).toEqual([
      expect.stringMatching(/^席位 某席位：规则包里没有机构“组织部”/),
    ]);
  });

  test.each([
    ['县委组织部', 't1'],
    ['派出单位', ''],
    ['派出单位', 't1'],
    ['乡镇（街道）党（工）委书记', 'team-v1'],
    ['驻村第一书记', 'v1'],
  ])('with a seat of %s at “%s”, where it does not stand, is told so', (body, scopeId) => {
    expect(problems({ seats: seat(body, scopeId) })).toHaveLength(1);
  });

  test('whose own rules stand over other packs than it names is told so', () => {
    expect(problems({ packs: ['fengdu-2021', 'xian-2018'] })).toEqual([expect.stringContaining('规则包 xian-2018：')]);
  });

  test('is told everything at once', () => {
    const people = sampleCounty.people.map((p) => ({ ...p, post: p.post && '某岗' }));
    expect(problems({ people, seats: seat('某部', '') })).toHaveLength(6);
  });
});
