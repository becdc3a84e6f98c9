import { expect, test } from 'vitest';
import { codesNamedIn } from '../../src/domain/named-codes.ts';
import { wordReply } from '../../src/replies/word.ts';
import { samples } from '../replies/samples.ts';

test.each([
  ['#A1B2 示例甲 请假', ['A1B2']],
  ['＃ａ１ｂ２ 示例甲', ['A1B2']],
  ['已批准 # c3d4，接 #A1B2；#C3D4', ['C3D4', 'A1B2']],
  ['A1B2、#A1B、#A1B23、#1AB2', []],
  ['没有编号', []],
  ['', []],
])('The codes that stand in %j are %j.', (text, codes) => {
  expect(codesNamedIn(text)).toEqual(codes);
});

test('What is shown as an example names nothing, and an open quotation mark ends with its line.', () => {
  expect(codesNamedIn('请带编号，如“同意 #A1B2”')).toEqual([]);
  expect(codesNamedIn('事由：他说“家里有事\n#A1B2')).toEqual(['A1B2']);
});

test('A message that asks names its request, a help names none.', () => {
  expect(codesNamedIn(wordReply(samples['please-answer'][0]!).text)).toContain('A1B2');
  expect(codesNamedIn(wordReply(samples.help[0]!).text)).toEqual([]);
});

test('A text of any length is read in bounded time.', () => {
  const began = performance.now();
  for (const piece of ['#', '“', '#A1B2 ', '# ', 'ﷺ'])
    expect(codesNamedIn(piece.repeat(1_000_000)).length).toBeLessThan(51);
  expect(performance.now() - began).toBeLessThan(1000);
});
