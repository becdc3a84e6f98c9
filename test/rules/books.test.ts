import { describe, expect, test } from 'vitest';
import { readBooks } from '../../src/rules/books.ts';
import { edited, JIA, PACKS, packHead, provision, rulesFolder, topic } from './small-packs.ts';

const ASKED = `points:
  - { of: J-1, asked: [请假谁批, 找谁请假] }
  - { article: 第七条, says: 日志每天写。, asked: [日志多久写一次] }
silent:
  - { asked: [路费报不报], says: 由派出单位定。, near: 第一条 }
`;

describe('what a pack knows of its document', () => {
  test('is each of its provisions with its family, and what stands in asked.yaml', () => {
    const [book, ...more] = readBooks(rulesFolder({ ...JIA, 'jia/asked.yaml': ASKED }));
    expect(more).toEqual([]);
    expect(book).toMatchObject({ id: 'jia', shortTitle: '甲县办法', above: [], caution: null });
    const shown = book?.points.map(({ article, provision: id, family, asked }) => [article, id, family, asked]);
    expect(shown).toEqual([
      ['第一条', 'J-1', 'leave', ['请假谁批', '找谁请假']],
      ['第二条', 'J-2', 'leave', []],
      ['第七条', null, null, ['日志多久写一次']],
    ]);
    expect(book?.silences).toEqual([{ asked: ['路费报不报'], says: '由派出单位定。', near: '第一条' }]);
  });

  test('is its provisions alone where nobody wrote how people ask', () => {
    const [book] = readBooks(rulesFolder(JIA));
    expect([book?.points.length, book?.silences]).toEqual([2, []]);
  });

  test('a provision of two articles is a point of each', () => {
    const [book] = readBooks(
      rulesFolder({ 'a/pack.yaml': packHead('a'), 'a/x.yaml': topic(provision('A-1', '', '第一条 第三条')) }),
    );
    expect(book?.points.map(({ article, says }) => [article, says])).toEqual([
      ['第一条', 'A-1说的事。'],
      ['第三条', 'A-1说的事。'],
    ]);
  });

  test('a pack knows those above it', () => {
    const books = readBooks(
      rulesFolder({ ...JIA, 'b/pack.yaml': packHead('b', 'extends: [jia]\n'), 'b/x.yaml': topic(provision('B-1')) }),
    );
    expect(books.map(({ id, above }) => [id, above])).toEqual([
      ['b', ['jia']],
      ['jia', []],
    ]);
  });

  test('a fault in how people ask is told where it stands', () => {
    expect(() => readBooks(rulesFolder({ ...JIA, 'jia/asked.yaml': 'points: []\n' }))).toThrow();
    expect(() =>
      readBooks(rulesFolder(edited({ ...JIA, 'jia/asked.yaml': ASKED }, 'jia/asked.yaml', ', says: 日志每天写。', ''))),
    ).toThrow();
  });
});

test('every provision of the packs here has its family', () => {
  const points = readBooks(PACKS).flatMap((book) => book.points);
  expect(points.filter(({ provision: id, family }) => (id === null) !== (family === null))).toEqual([]);
});
