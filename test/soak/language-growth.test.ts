import { describe, expect, test } from 'vitest';
import { twoRequests } from '../../src/language/two-requests.ts';
import { changeSaid, codesShown, understand } from '../../src/language/understand.ts';
import { filled, hostile } from '../language/hostile.ts';
import { saturday } from '../language/moments.ts';

/** Work that doubles with the text doubles this often: four times as long is sixteen times the work of a square, four of a line. */
const times = 4;
const mostGrowth = 9;
/** Below it a measurement says nothing. In milliseconds of the processor. */
const leastMs = 20;
const tries = 4;

const words =
  '打卡 补卡 请假 销假 续假 修改 同意 驳回 转办 代理 日志 走访 学习 上报 绑定 邀请 帮老王请 从12.1到 码 撤销 改为'.split(
    ' ',
  );
const parts = [
  ' ',
  ',',
  '、',
  '。',
  '!',
  '?',
  '1',
  '1.',
  '一',
  '天',
  '号',
  '到',
  '和',
  '的',
  '了',
  '吧',
  '请',
  '走',
  '村',
  'a',
  '-',
  '\n',
  '今天',
  '刚才',
  '不',
  '是',
];
const ends = ['', 'x', '吗', ' 12.1'];
/** Every word with a third of the parts, so that each part comes with a third of the words. */
const messages = [
  ...hostile,
  ...words.flatMap((word, at) =>
    parts.filter((_, index) => (index + at) % 3 === 0).map((part) => [`${word} `, part] as const),
  ),
];

/** Milliseconds of the processor for all that is asked of a message. */
function cost(text: string): number {
  const before = process.cpuUsage();
  understand(text, saturday);
  codesShown(text, saturday);
  changeSaid(text);
  twoRequests(text, saturday);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** By how much more the longer text costs: the least of a few tries, for what else the process does only adds. */
function growth(start: string, part: string, end: string, length: number): number {
  const [short, long] = [length, length * times].map((n) => filled(start, part, n) + end);
  let least = Infinity;
  for (let attempt = 0; attempt < tries && least > mostGrowth; attempt++) {
    const [a, b] = [cost(short ?? ''), cost(long ?? '')];
    least = Math.min(least, b < leastMs ? 0 : b / Math.max(a, leastMs / times / times));
  }
  return least;
}

describe('A message four times as long is not sixteen times the work', () => {
  // The grammar sees 2,000 characters, and what is kept of a message may be of any length.
  test.each([450, 25_000])('From %d characters on, whatever it begins with and repeats', (length) => {
    const slow = messages.flatMap(([start, part], index) => {
      const end = ends[index % ends.length] ?? '';
      const times = growth(start, part, end, length);
      return times > mostGrowth ? [`${JSON.stringify([start, part, end])}: ×${times.toFixed(1)}`] : [];
    });
    expect(slow).toEqual([]);
  });

  test('A square is seen to be one', () => {
    const text = (n: number): string => '，'.repeat(n) + 'x';
    const timed = (n: number): number => {
      const before = process.cpuUsage();
      /[，。]+$/.test(text(n));
      return process.cpuUsage(before).user / 1000;
    };
    expect(timed(40_000) / timed(10_000)).toBeGreaterThan(mostGrowth);
  });
});
