import { expect, test } from 'vitest';
import { packOf } from '../../src/documents/policy-pack.ts';
import { readPolicyText } from '../../src/documents/policy-text.ts';
import type { PolicyText } from '../../src/domain/policy.ts';

const PACKS = [
  { id: 'numbered', title: '示例县示例驻村办法', number: '示驻办〔2031〕7号' },
  { id: 'unnumbered', title: '示例市示例联户细则', number: '示例市示例办公室 2030年1月2日印发' },
  { id: 'notice', title: '关于做好示例走访的通知', number: '示访办〔2030〕5号' },
  { id: 'twin', title: '示例双胞办法', number: '没有' },
  { id: 'other-twin', title: '示例双胞办法', number: '没有' },
];
const text = (title: string, number: string | null = null): PolicyText => ({ ...readPolicyText([]), title, number });

test('a document with the number of a pack is the text of that pack, whatever its title and the width of its brackets', () => {
  expect(packOf(text('换了题目的办法', '示驻办[2031]7号'), PACKS)).toBe('numbered');
  expect(packOf(text('换了题目的办法', '示驻办〔2031〕07 号'), PACKS)).toBe('numbered');
});

test.each([
  ['示例市示例联户细则', 'unnumbered'],
  ['《示例市示例 联户细则》', 'unnumbered'],
  ['关于印发《示例市示例联户细则》的通知', 'unnumbered'],
  ['示例市示例办公室关于印发《示例市示例联户细则》的通知', 'unnumbered'],
  ['示例市示例办公室关于做好示例走访的通知', 'notice'],
  ['示例县示例驻村办法', 'numbered'],
])('without a number the title tells: %s', (title, id) => expect(packOf(text(title), PACKS)).toBe(id));

test('a title of a pack without a number is enough for a document with one', () => {
  expect(packOf(text('示例市示例联户细则', '示联办〔2030〕1号'), PACKS)).toBe('unnumbered');
});

test.each([
  ['another number is another document', text('示例县示例驻村办法', '示驻办〔2035〕1号')],
  ['two packs of one title tell nothing', text('示例双胞办法')],
  ['no title', text('')],
  ['an unknown title', text('示例县示例别的办法')],
])('no pack: %s', (_, unknown) => expect(packOf(unknown, PACKS)).toBeNull());
