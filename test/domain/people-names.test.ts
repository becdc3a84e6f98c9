import { describe, expect, test } from 'vitest';
import { beginningsOf, matchBeginnings, matchPeople } from '../../src/domain/people-names.ts';

const one = (name: string, titles: readonly string[] = [], post: string | null = null) => ({
  person: { name, post },
  titles,
});
const everybody = [
  one('王示例', ['示例县委组织部主任']),
  one('王例', [], '驻村工作队员'),
  one('李示例', ['示例镇党委副书记']),
  one('李例', [], '驻村第一书记'),
  one('例王', []),
  one('老示例', []),
  one('欧阳示例', ['示例县某局局长']),
];
const meant = (said: string): string[] => matchPeople(said, everybody).map((c) => c.person.name);

describe('people are meant by', () => {
  test.each([
    ['their full name, though others hold it within theirs', '王例', ['王例']],
    ['surname and title of a seat', '李副书记', ['李示例']],
    ['surname and words of the post', '李第一书记', ['李例']],
    ['surname and a title that two have', '李书记', ['李示例', '李例']],
    ['surname and title, nobody of that name but with another title', '王书记', []],
    ['a surname of two characters and the title', '欧阳局长', ['欧阳示例']],
    ['the full name and the title', '王示例主任', ['王示例']],
    ['老 and the surname', '老王', ['王示例', '王例']],
    ['小 and the surname', '小李', ['李示例', '李例']],
    ['小 and a surname of two characters', '小欧阳', ['欧阳示例']],
    ['a surname that is 老 itself', '老示例', ['老示例']],
    ['part of the name', '示例', ['王示例', '李示例', '老示例', '欧阳示例']],
    ['one character, which is no name', '王', []],
    ['a title of one character, which is none', '李镇', []],
    ['nothing at all', '', []],
    ['老 alone', '老', []],
    ['a name nobody has', '赵某', []],
  ])('%s', (_, said, names) => {
    expect(meant(said)).toEqual(names);
  });

  test('are at most ten', () => {
    const many = Array.from({ length: 12 }, (_, i) => one(`示例${i}`));
    expect(matchPeople('示例', many)).toHaveLength(10);
  });
});

test.each([
  ['王主任', [{ begins: '王', title: '主任' }]],
  [
    '王二主任',
    [
      { begins: '王', title: '二主任' },
      { begins: '王二', title: '主任' },
    ],
  ],
  ['老王', [{ begins: '王', title: null }]],
  ['张三', []],
  ['小', []],
  ['', []],
])('Whoever is meant by %s, and does not have it for a name, has one that begins so.', (said, beginnings) => {
  expect(beginningsOf(said)).toEqual(beginnings);
});

test('Parts of names are left to a search of their own.', () => {
  expect(matchBeginnings('例甲', [one('示例甲')])).toEqual([]);
  expect(matchBeginnings('示例甲', [one('示例甲')])).toHaveLength(1);
});
