import { expect, test } from 'vitest';
import { wordReply } from '../../src/replies/word.ts';
import { samples } from './samples.ts';

test.each([...samples.privacy])(
  'what is kept of a person names the words by which they see and end it: $state',
  (result) => {
    for (const word of ['谁看过我的', '我的数据', '撤回同意']) expect(wordReply(result).text).toContain(`“${word}”`);
  },
);

test('who is signed in as somebody else in the web chat is told to sign out, where to go, and that the code still holds', () => {
  const { text } = wordReply({ says: 'web-is-anothers', name: '示例甲' });
  expect(text).toMatch(/示例甲.*退出登录.*首页.*没有用掉/);
});
