import { describe, expect, test } from 'vitest';
import { shelfOf } from '../../src/answers/shelf.ts';
import { bookOn, city, GROUPS, jia, smallDesk, textOf, unit, yi } from './small-shelf.ts';

const own = textOf('jia', [unit('第一条', '示例甲'), unit('第二条', '示例乙', '示例章')], { pack: 'jia' });
const other = textOf('t1', [unit('第一条', '示例丙')]);
const gone = textOf('lost', [unit('第一条', '示例丁')], { pack: 'a-pack-that-went' });

describe('a shelf', () => {
  const { shelf } = smallDesk([city, jia, yi], [other, gone, own]);

  test('has every pack with its text, and behind them every text of no pack that is here', () => {
    expect(shelf.books.map(({ id, pack, text }) => [id, pack?.id, text?.id])).toEqual([
      ['city', 'city', undefined],
      ['jia', 'jia', 'jia'],
      ['yi', 'yi', undefined],
      ['t1', undefined, 't1'],
      ['lost', undefined, 'lost'],
    ]);
  });

  test('knows what belongs to each book, and nothing belongs to two', () => {
    for (const { pack, text, units, points, phrases } of shelf.books) {
      expect(shelf.unitOf.slice(...units)).toEqual(text?.units ?? []);
      expect(shelf.pointOf.slice(...points)).toEqual(pack?.points ?? []);
      const asked = [...(pack?.points ?? []), ...(pack?.silences ?? [])].flatMap((one) => one.asked);
      expect(phrases[1] - phrases[0]).toBe(asked.length);
    }
    expect([shelf.units.size, shelf.points.size]).toEqual([4, 8]);
    expect(shelf.phrases.size).toBe(shelf.phraseOf.length);
  });

  test('keeps of a phrase whether it asks for a figure', () => {
    const [from, to] = bookOn(shelf, 'jia').phrases;
    expect(shelf.phraseOf.slice(from, to).map(({ kind }) => kind)).toEqual([
      ...['days', 'days', 'who', 'who', null, 'rhythm', 'money', null],
    ]);
  });

  test('finds an article by the heading over it', () => {
    expect([...shelf.units.fit(['示', '章']).keys()]).toContain(1);
  });
});

test('a shelf of nothing is a shelf', () => {
  const { books, phrases, points, units } = shelfOf([], [], []);
  expect([books.length, phrases.size, points.size, units.size]).toEqual([0, 0, 0, 0]);
  expect(shelfOf([], [], GROUPS).synonyms.marksIn('头儿')).toEqual(['=0']);
});
