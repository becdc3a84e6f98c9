import { describe, expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { wednesday } from './moments.ts';

const none = { from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null, kind: null, reason: null };

describe('a leave like the last one', () => {
  test.each([
    '上次那样再请一次',
    '跟上次一样请',
    '照上次再请一次',
    '按上次的请',
    '请假跟上次一样',
    '再请一次跟上次一样的假',
    '上次那个假再请一次',
    '老样子再请一次',
    '书记 我想照上回的再请一次',
  ])('%s says nothing of its days', (said) => {
    expect(understand(said, wednesday)).toMatchObject({ intent: 'leave-as-before', slots: { ...none, problem: null } });
  });

  test.each([
    ['下周一 跟上次一样', { from: '2026-12-07' }],
    ['12.14 跟上次一样请假', { from: '2026-12-14' }],
    ['跟上次一样 从下周一开始', { from: '2026-12-07' }],
    ['跟上次一样请三天', { saidDays: 3 }],
  ])('%s takes what is said besides', (said, slots) => {
    expect(understand(said, wednesday)).toMatchObject({ intent: 'leave-as-before', slots });
  });

  test.each([
    '和上次一样',
    '跟上次一样走访',
    '跟上次一样 明天走访',
    '日志 跟上次一样',
    '上次请假批了吗',
    '上次请的假怎么算',
    '上次请假三天',
    '驳回 跟上次一样',
    '再请三天',
  ])('%s is something else', (said) => {
    expect(understand(said, wednesday).intent).not.toBe('leave-as-before');
  });
});
