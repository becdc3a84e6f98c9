import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { explained } from '../../src/language/explained.ts';
import { answerSlots, understand } from '../../src/language/understand.ts';
import { saturday } from '../language/moments.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/language.md'), 'utf8');
const section = (title: string): string => page.split(`## ${title}`)[1]?.split('\n## ')[0] ?? '';
const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

describe('docs/language.md tells the truth', () => {
  test('The files that it names are there', () => {
    const files = quoted(page).filter((name) => /^[\w/.-]+\.ts$/.test(name));
    const known = readdirSync(join(ROOT, 'src/language'));
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter((name) => !known.includes(name) && !existsSync(join(ROOT, name)))).toEqual([]);
  });

  test('What it says is asked about is', () => {
    const [asked = ''] = section('What is asked, and why').split('What somebody would understand');
    const days = quoted(asked).filter((said) => /[\d天后]/.test(said));
    expect(days.length).toBeGreaterThan(6);
    for (const said of days) {
      const { from, to, problem } = answerSlots(said, saturday);
      expect([said, problem !== null || from === null || to === null]).toEqual([said, true]);
    }
    expect(understand('童意', saturday)).toMatchObject({ intent: 'doubtful', meant: '同意' });
  });

  test('What it says is understood at once is', () => {
    for (const said of ['下周三', '12.30-1.2', '30号到2号']) {
      expect(page).toContain(`\`${said}\``);
      const { from, to, problem } = answerSlots(said, saturday);
      expect([said, from === null || to === null, problem]).toEqual([said, false, null]);
    }
  });

  test('The table of what --explain shows is what it shows', () => {
    const rows = section('Seeing how it was read').matchAll(/^\| `([^`]+)` +\| `([^`]+)` +\|(?: `([^`]+)`)? +\|$/gm);
    const told = [...rows].map(([, said = '', as = '', value]) => ({ said, as, value }));
    const shown = explained('请假 下周三下午 两天 病假 过几天', Date.parse('2026-03-04T08:20:00+08:00')).tokens;
    expect(told).toHaveLength(6);
    for (const { said, as, value } of told) {
      const token = shown.find((one) => one.said === said);
      expect([said, token?.as, token?.value?.toString()]).toEqual([said, as, value]);
    }
  });
});
