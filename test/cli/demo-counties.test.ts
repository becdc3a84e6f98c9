import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCounty } from '../../src/cli/check-county.ts';
import { CountyRefused } from '../../src/cli/county-file.ts';
import { sampleCountyFor } from '../../src/cli/demo-counties.ts';
import { instantsOf, type SaidLine } from '../../src/cli/demo-lines.ts';
import { sameSeat, OFFICER } from '../../src/domain/request.ts';
import { ruleChoiceOf, rulesDir } from '../../src/wiring/installation.ts';
import { loadRules } from '../../src/rules/load.ts';

const places = ['丰都', '西安', '驻马店', '榆林', '重庆'];

describe('The sample counties', () => {
  test.each([
    ['丰都', 'demo'],
    ['fengdu', 'demo'],
    ['fengdu-2021', 'demo'],
    ['西安', 'xian'],
    ['xian', 'xian'],
    [' XiAn-2018 ', 'xian'],
    ['驻马店', 'zhumadian'],
    ['榆林', 'yulin'],
    ['chongqing-2023', 'chongqing'],
    [undefined, 'demo'],
  ])('are found by place, by its letters or by its pack: %s', (asked, id) => {
    expect(sampleCountyFor(asked).county.id).toBe(id);
  });

  test.each(['北京', 'xian-2019', '', 'county.yaml'])('are listed where there is none of that name: “%s”', (asked) => {
    try {
      sampleCountyFor(asked);
    } catch (error) {
      if (!(error instanceof CountyRefused)) throw error;
      for (const place of places) expect(error.message).toContain(place);
      expect(error.message).toContain('西安（xian，xian-2018）');
      return;
    }
    throw new Error('it was found');
  });

  test('are those that the help of the command names', () => {
    const cli = readFileSync(fileURLToPath(new URL('../../src/cli.ts', import.meta.url)), 'utf8');
    const help = /'--county <name>', '([^']*)'/.exec(cli)?.[1] ?? '';
    const days = readdirSync(fileURLToPath(new URL('../../data/demo', import.meta.url))).filter((f) =>
      /\.day\./.test(f),
    );
    expect(help).toContain(places.join('、'));
    expect(days).toHaveLength(places.length);
  });
});

describe.each(places)('The sample county of %s', (place) => {
  const { county, day } = sampleCountyFor(place);
  const said = day.lines.filter((line): line is SaidLine => 'who' in line);
  const people = county.people.map((p) => p.id);

  test('says that it is a sample, everywhere', () => {
    expect(county.sample).toBe(true);
    const names = [county.name, ...[...county.people, ...county.places].map((x) => x.name)];
    const titles = [...county.seats, ...county.groups].map((x) => x.title);
    expect([...names, ...titles].filter((text) => !text.includes('示例'))).toEqual([]);
  });

  test('speaks the words of its packs, and has an officer', () => {
    expect(() => checkCounty(county, loadRules(rulesDir, ruleChoiceOf(county)), '2026-12-02')).not.toThrow();
    expect(county.seats.find((s) => sameSeat(s, OFFICER))?.holderIds).toEqual(['p11']);
  });

  test('has a day of 15 to 30 lines, one after another', () => {
    expect(day.lines.length).toBeGreaterThanOrEqual(15);
    expect(day.lines.length).toBeLessThanOrEqual(30);
    const instants = instantsOf(day.lines);
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  });

  test('has nobody on its day and no group but its own', () => {
    const named = said.flatMap(({ who, says }) => [who, ...[...says.matchAll(/\{(.*?)\}/g)].map(([, id]) => id ?? '')]);
    expect(named.filter((id) => !people.includes(id))).toEqual([]);
    const groups = said.flatMap((line) => line.in ?? []);
    expect(groups.filter((id) => !county.groups.some((g) => g.id === id))).toEqual([]);
  });
});
