import { describe, expect, test } from 'vitest';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { TalkTopic } from '../../src/domain/talk.ts';
import { understand } from '../../src/language/understand.ts';
import { wordReply } from '../../src/replies/word.ts';
import { wednesday } from '../builders/moments.ts';

const draft = (more: Partial<LeaveDraft> = {}): LeaveDraft => ({
  ...{ from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null, kind: null, reason: null },
  ...more,
});
const expired = (topic: TalkTopic, known: LeaveDraft | null = null): string =>
  wordReply({ says: 'question-expired', talk: { topic, draft: known } }).text;
const wordsIn = (text: string): string => /还要办请发：(.+)$/.exec(text)?.[1] ?? '';

describe('a talk that waited in vain', () => {
  test.each([
    [draft(), '请假 明天 家里有事'],
    [draft({ from: '2026-12-14', to: '2026-12-15' }), '请假 12月14日到12月15日'],
    [draft({ from: '2026-12-14', to: '2026-12-14', reason: '看病' }), '请假 12月14日 看病'],
    [draft({ saidDays: 2.5 }), '请假 2.5天'],
    [draft({ from: '2026-12-14', saidDays: 2 }), '请假 12月14日 2天'],
    [draft({ from: '2026-12-14', to: '2026-12-15', fromHalf: 'pm' }), '请假 明天 家里有事'],
  ])('%j is begun again by %s', (known, words) => {
    expect(wordsIn(expired('new', known))).toBe(words);
  });

  test.each<[TalkTopic, string]>([
    ['new', 'request-leave'],
    ['extend', 'extend-leave'],
    ['edit', 'edit-request'],
    ['proxy', 'proxy-leave'],
    ['make-up', 'make-up'],
    ['deputy', 'name-deputy'],
    ['log', 'write-log'],
  ])('of %s is begun again by words that are understood', (topic, intent) => {
    expect(understand(wordsIn(expired(topic)), wednesday).intent).toBe(intent);
  });

  test('of which nothing can be said is told of in general', () => {
    expect(wordReply({ says: 'question-expired' }).text).toContain('已过期');
  });
});

test('what was left stands in a line below the answer, by its kind alone', () => {
  const talk = { topic: 'new', draft: draft({ from: '2026-12-14', reason: '看病' }) } as const;
  const text = (is: 'open' | 'parked' | 'next'): string =>
    wordReply({ says: 'no-seat-to-deputise' }, { is, talk }).text;
  for (const is of ['open', 'parked', 'next'] as const) {
    expect(text(is)).toMatch(/\n（.*12月14日起的请假.*“继续”.*）$/);
    expect(text(is)).not.toContain('看病');
  }
});
