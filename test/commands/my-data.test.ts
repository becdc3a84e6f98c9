import { describe, expect, test } from 'vitest';
import { myData, myDataNeeds } from '../../src/commands/my-data.ts';
import { understand } from '../../src/language/understand.ts';
import { ownData } from '../documents/sample-own-data.ts';
import { saidBy, saysOf, shanghai } from './facts.ts';

describe('我的数据', () => {
  test('is answered with everything, in a direct chat alone', () => {
    const direct = saidBy('p1');
    const group = saidBy('p1', { message: { chatKind: 'group' } });
    expect([myDataNeeds(direct), myDataNeeds(group)]).toEqual([{ ownData: true }, {}]);
    const data = ownData();
    expect(myData({ ...direct, facts: { ...direct.facts, ownData: data } }).replies.map((r) => r.result)).toEqual([
      { says: 'my-data', data },
    ]);
    expect(saysOf(myData({ ...group, facts: { ...group.facts, ownData: data } }))).toEqual(['my-data-direct-only']);
  });

  test.each([
    '我的数据',
    '导出我的数据',
    '下载我的数据',
    '我要导出我的个人数据。',
    '请导出我的数据',
    '我的个人信息',
    '我的全部数据？',
    '/mydata',
  ])('is said as %s', (text) => {
    expect(understand(text, shanghai('2026-12-02 10:00')).intent).toBe('my-data');
  });

  test.each([
    ['我的', 'mine'],
    ['我的日志', 'read-logs'],
    ['谁看过我的数据', 'who-looked'],
    ['我的数据不对', 'none'],
    ['删除我的数据', 'none'],
  ])('%s is something else', (text, intent) => {
    expect(understand(text, shanghai('2026-12-02 10:00')).intent).toBe(intent);
  });
});
