import { describe, expect, test } from 'vitest';
import { comparesPlaces, namedOutside, namesElsewhere, placeOf, withoutPlaces } from '../../src/answers/outside.ts';
import { bookOn, packOf, smallDesk, textOf } from './small-shelf.ts';

const { shelf } = smallDesk(undefined, [textOf('t', [], { title: '示丙区驻村通知' })]);

describe('a matter that a document leaves to others', () => {
  const topics = [['婚假'], ['加班费', '加班工资']];
  test.each([
    ['婚假几天', '请假由书记批', true],
    ['婚假几天', '婚假按国家规定', false],
    ['加班费多少', '不发加班工资', false],
    ['婚假有没有加班费', '婚假另有规定', true],
    ['请假几天', '', false],
  ])('%s, of a document that says %s: %s', (question, document, outside) =>
    expect(namedOutside(question, topics, document)).toBe(outside),
  );
});

describe('the place of a document', () => {
  test.each([
    ['示甲县驻村细则', '示甲'],
    ['中共示甲县委通知', '示甲'],
    ['样例山区办法', '样例山'],
    ['关于驻村工作的通知', null],
  ])('%s: %s', (title, place) => expect(placeOf({ pack: packOf('x', title), text: null })).toBe(place));

  test('another one that is named answers for itself; one above answers for those below, and they with it', () => {
    const elsewhere = (question: string, id: string): boolean => namesElsewhere(question, bookOn(shelf, id), shelf);
    expect(elsewhere('示乙怎么请假', 'jia')).toBe(true);
    expect(elsewhere('示丙怎么请假', 'jia')).toBe(true);
    expect(elsewhere('示甲怎么请假', 'jia')).toBe(false);
    expect(elsewhere('示甲和示乙怎么请假', 'jia')).toBe(false);
    expect(elsewhere('怎么请假', 'jia')).toBe(false);
    expect(elsewhere('样本市怎么请假', 'jia')).toBe(false);
    expect(elsewhere('示甲怎么请假', 'city')).toBe(false);
    expect(elsewhere('示乙怎么请假', 'city')).toBe(true);
  });
});

describe('several places', () => {
  test.each(['示甲和示乙有啥不一样', '两边哪个更严', '各是多少', '示甲跟示乙一样吗', '对比一下'])('%s', (question) =>
    expect(comparesPlaces(question)).toBe(true),
  );
  test.each(['请假谁批', '示甲怎么请假', '要写哪些'])('not: %s', (question) =>
    expect(comparesPlaces(question)).toBe(false),
  );

  test('are left out of what is looked for, with the words that only say that they are compared', () => {
    expect(withoutPlaces('示甲县请假谁批', shelf).trim()).toBe('请假谁批');
    expect(withoutPlaces('示甲和示乙请假有什么不同', shelf).replace(/\s/g, '')).toBe('请假');
    expect(withoutPlaces('请假有什么不同', shelf)).toBe('请假有什么不同');
  });
});
