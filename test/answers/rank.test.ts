import { describe, expect, test } from 'vitest';
import { rank, type Ranking } from '../../src/answers/rank.ts';
import { termsOf } from '../../src/answers/terms.ts';
import { kindAsked } from '../../src/answers/wanted.ts';
import { bookOn, city, jia, packOf, point, smallDesk, textOf, unit, yi } from './small-shelf.ts';

const text = textOf('jia', [unit('第九条', '公务用车须登记里程。'), unit('第一条', '在村时间。')], { pack: 'jia' });

function ranked(question: string, book = 'jia', packs = [city, jia, yi]): Ranking {
  const { shelf } = smallDesk(packs, [text]);
  return rank(shelf, bookOn(shelf, book), termsOf(question, shelf.synonyms), kindAsked(question));
}
const articles = (question: string, book?: string): string[] =>
  ranked(question, book).articles.map(({ article }) => article);

describe('the articles of a document', () => {
  test.each([
    ['每月要住多少天', '第一条'],
    ['请三天假找哪个', '第二条'],
    ['日志好久写一次', '第三条'],
    ['头儿批假么', '第二条'],
    ['公务用车登记里程不', '第九条'],
  ])('%s: %s is first', (question, article) => expect(articles(question)[0]).toBe(article));

  test('are those of that document alone, each once, best first', () => {
    const { articles: found } = ranked('请假谁批', 'yi');
    expect(found.map(({ article }) => article)).toEqual([...new Set(found.map(({ article }) => article))]);
    expect(found.every(({ article }) => ['第五条', '第六条'].includes(article))).toBe(true);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test('are none where no word is theirs', () => {
    expect(ranked('xyz')).toEqual({ articles: [], silence: null, likeness: 0 });
    expect(ranked('')).toEqual({ articles: [], silence: null, likeness: 0 });
  });

  test('come with their facts, the one that fits best first', () => {
    const two = packOf('two', '样例通知', {
      points: [
        point('一', '经费每年三万元。', ['经费多少钱']),
        point('一', '经费可以买打印纸。', ['经费能买什么', '打印纸能不能买']),
      ],
    });
    const [first] = ranked('经费够不够买打印纸', 'two', [two]).articles;
    expect(first?.points.map(({ says }) => says)).toEqual(['经费可以买打印纸。', '经费每年三万元。']);
  });

  test('are found by the words of another document where people ask for it in the same way', () => {
    const plainly = packOf('plainly', '样例办法', { points: [point('七', '在岗不少于二十天。', ['样例'])] });
    const asked = packOf('asked', '样例细则', {
      points: [point('第一条', '在岗不少于十天。', ['蹲几宿才算数'])],
    });
    expect(ranked('蹲几宿才算数', 'plainly', [plainly]).articles).toEqual([]);
    expect(ranked('蹲几宿才算数', 'plainly', [plainly, asked]).articles[0]?.article).toBe('七');
  });
});

describe('what a document leaves open', () => {
  test('is the one that comes nearest, with how near', () => {
    const { silence, likeness } = ranked('回家车票报不报');
    expect(silence?.silence.says).toBe('路费由派出单位的规定管。');
    expect(silence?.likeness).toBeCloseTo(1, 6);
    expect(likeness).toBeLessThan(0.5);
  });

  test('is nothing where the document leaves nothing open', () => {
    expect(ranked('回家车票报不报', 'yi').silence).toBeNull();
  });

  test('a phrase that asks for another kind of thing counts a little less', () => {
    const both = packOf('both', '样例', { points: [point('一', '示例', ['补助谁发'])] });
    expect(ranked('补助谁发', 'both', [both]).likeness).toBeCloseTo(1, 6);
    const { shelf } = smallDesk([both]);
    const { likeness } = rank(shelf, bookOn(shelf, 'both'), termsOf('补助谁发', shelf.synonyms), 'money');
    expect(likeness).toBeCloseTo(0.9, 6);
  });
});
