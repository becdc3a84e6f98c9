import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain, synonymsOf, termsOf } from '../../src/answers/terms.ts';

const none = synonymsOf([]);

describe('a text as it is compared', () => {
  test.each([
    ['两天', '2天'],
    ['二十三天', '23天'],
    ['三百六十五天', '365天'],
    ['俩月', '2月'],
    ['十万元', '10万元'],
    ['一年三次', '1年3次'],
    ['３天', '3天'],
    ['（Ａ４）', '(a4)'],
    ['请假：5日！', '请假:5日!'],
  ])('%s is %s', (typed, compared) => expect(plain(typed)).toBe(compared));

  test.each(['第一书记', '第十二条', '第三天', '一般情况', '统一', '七（二）', '三农'])(
    'a number that counts nothing stays: %s',
    (text) => expect(plain(text)).toBe(text.normalize('NFKC')),
  );

  test('however it is typed before, it is the same after', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => plain(plain(text)) === plain(text)));
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), (days) => plain(`请${days}天`) === `请${days}天`));
  });
});

describe('words of a text', () => {
  test('are its characters and their pairs, within what marks leave together', () => {
    expect(termsOf('请假，找谁', none)).toEqual(['请', '请假', '假', '找', '找谁', '谁']);
    expect(termsOf('超3.5天', none)).toEqual(['超', '超3.5', '3.5', '3.5天', '天']);
    expect(termsOf('', none)).toEqual([]);
    expect(termsOf('？！…\n', none)).toEqual([]);
  });

  test('of one number are the same in characters and in digits', () => {
    expect(termsOf('超过五天', none)).toEqual(termsOf('超过５天', none));
  });

  test('are never empty, and hold no pair over a break', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[村镇县乡]{1,4}$/), { maxLength: 5 }), (pieces) => {
        const terms = termsOf(pieces.join('。'), none);
        expect(terms.every((term) => pieces.some((piece) => piece.includes(term)))).toBe(true);
      }),
    );
  });
});

describe('words that mean the same', () => {
  const synonyms = synonymsOf([
    ['队长', '头儿', '驻村工作队长'],
    ['工作队', '队伍'],
    ['批', '审批'],
    ['头儿', '开头'],
  ]);

  test('have the mark of their group, a word of two groups both', () => {
    expect(synonyms.marksIn('找队长')).toEqual(['=0']);
    expect(synonyms.marksIn('找头儿批')).toEqual(['=0', '=3', '=2']);
    expect(synonyms.marksIn('找人')).toEqual([]);
  });

  test('the longest word at a place counts, not those within it', () => {
    expect(synonyms.marksIn('驻村工作队长')).toEqual(['=0']);
    expect(synonyms.marksIn('工作队和队伍')).toEqual(['=1']);
    expect(synonyms.marksIn('审批')).toEqual(['=2']);
  });

  test('are found in whatever width and numerals they are written, and a mark stands once', () => {
    const typed = synonymsOf([['２天', 'Ａ类']]);
    expect(typed.marksIn(plain('两天ａ类'))).toEqual(['=0']);
  });

  test('may hold what a pattern would take for its own', () => {
    const odd = synonymsOf([['（一）', 'a.b', '[x]', 'c|d', '^', '$', '\\', 'e*']]);
    expect(odd.marksIn(plain('（一）'))).toEqual(['=0']);
    expect(odd.marksIn('axb')).toEqual([]);
    expect(odd.marksIn('一')).toEqual([]);
  });
});
