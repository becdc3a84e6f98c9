import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotationsOf } from '../../src/answers/quote.ts';
import { sentencesOf } from '../../src/answers/sentences.ts';
import { synonymsOf, termsOf } from '../../src/answers/terms.ts';
import { unit } from './small-shelf.ts';

const none = synonymsOf([]);
/** Up to this length a text is shown whole; of a longer one so much, or one sentence. */
const [WHOLE, PIECES, SENTENCE] = [260, 320, 800];

const character = fc.constantFrom(...'请假三天由示例批准备案报村镇（）“”、，：0123 。；！？\n）」'.split(''));
const text = fc
  .array(fc.stringMatching(/^[请假天村镇示例]{3,60}[。；！？\n]$/), { maxLength: 30 })
  .map((all) => all.join(''));
const anyText = fc.oneof(
  text,
  fc.array(character, { maxLength: 1500 }).map((all) => all.join('')),
  fc.string({ maxLength: 600 }),
);
const sought = fc.constantFrom('请假三天谁批', '村镇', '', '没有的词').map((question) => termsOf(question, none));

describe('the sentences of a text', () => {
  test('are its pieces in their order, word for word, and none is lost', () => {
    fc.assert(
      fc.property(anyText, sought, (whole, terms) => {
        let at = 0;
        for (const { from, to, text: piece, fit } of sentencesOf(whole, terms, none)) {
          expect(from).toBeGreaterThanOrEqual(at);
          expect(whole.slice(from, to)).toBe(piece);
          // Between two stands nothing but what ends sentences.
          expect(whole.slice(at, from)).toMatch(/^[。；！？\n]*$/);
          expect(fit).toBeGreaterThanOrEqual(0);
          at = to;
        }
        expect(whole.slice(at)).toMatch(/^[。；！？\n]*$/);
      }),
    );
  });

  test('end where the mark is closed, and at a paragraph', () => {
    const pieces = sentencesOf('他说“先报告。”再走。\n（一）值班；（二）走访', [], none).map((one) => one.text);
    expect(pieces).toEqual(['他说“先报告。”', '再走。', '（一）值班；', '（二）走访']);
  });

  test('fit better the more of what is sought they have', () => {
    const [leave, other] = sentencesOf('请假三天由镇里批准。平时要写日志。', termsOf('请假三天谁批准', none), none);
    expect(leave!.fit).toBeGreaterThan(other!.fit);
  });
});

describe('what is quoted', () => {
  test('stands word for word in the text, in its order, and is no longer than there is room', () => {
    fc.assert(
      fc.property(anyText, sought, (whole, terms) => {
        const quoted = quotationsOf(unit('第一条', whole), terms, none);
        let at = 0;
        for (const { article, text: one } of quoted) {
          expect(article).toBe('第一条');
          const place = whole.indexOf(one, at);
          expect(place).toBeGreaterThanOrEqual(at);
          at = place + one.length;
        }
        const length = quoted.reduce((sum, one) => sum + one.text.length, 0);
        const sentences = sentencesOf(whole, terms, none).map((one) => one.text.length);
        expect(length).toBeLessThanOrEqual(Math.max(PIECES, ...sentences.filter((one) => one <= SENTENCE)));
        if (whole.trim() !== '') expect(quoted.length).toBeGreaterThan(0);
      }),
    );
  });

  test('is the whole of a short text', () => {
    const short = '请假由示例批。'.repeat(30).slice(0, WHOLE);
    expect(quotationsOf(unit('第一条', short), ['请假'], none)).toEqual([{ article: '第一条', text: short }]);
  });

  test('of a long text are the sentences that fit, and those that follow each other are one', () => {
    const filler = (n: number): string => `第${n}项是别的示例事项，写在这里占地方。`.repeat(3);
    const hit = '请假三天由镇里批准。超过三天请假还要县里批准。';
    const long = [filler(1), filler(2), hit, filler(3), filler(4), filler(5), filler(6)].join('');
    const quoted = quotationsOf(unit('第一条', long), termsOf('请假三天谁批准', none), none);
    expect(quoted.some((one) => one.text.includes(hit))).toBe(true);
    expect(quoted.every((one) => long.includes(one.text))).toBe(true);
  });

  test('is one sentence where that alone is longer than there is room, and a part of what can be no sentence', () => {
    const long = '请假'.repeat(200);
    const quoted = (text: string): string[] =>
      quotationsOf(unit('第一条', text), ['请假'], none).map((one) => one.text);
    expect(quoted(`${long}。短句。`)).toEqual([`${long}。`]);
    const clauses = '请假要先报告，'.repeat(100_000);
    expect(quoted(clauses)).toEqual(['请假要先报告，'.repeat(45)]);
    expect(quoted('请假'.repeat(50_000))).toEqual(['请假'.repeat(PIECES / 2)]);
  });
});
