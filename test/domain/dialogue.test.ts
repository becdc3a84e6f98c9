import { expect, test } from 'vitest';
import { isExpired, type Dialogue } from '../../src/domain/dialogue.ts';

test('a question waits a day for its answer, to the millisecond', () => {
  const askedAt = Date.parse('2026-12-01T23:59:59+08:00');
  const dialogue: Dialogue = { id: '1', question: { about: 'make-up', asked: 'on', on: null }, askedAt };
  const day = 86_400_000;
  expect([askedAt, askedAt + day, askedAt + day + 1].map((now) => isExpired(dialogue, now))).toEqual([
    false,
    false,
    true,
  ]);
});
