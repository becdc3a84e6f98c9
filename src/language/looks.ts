/** 谁看过我的: asks who has looked at one's own data. */
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';

const words = new Set(
  list(`
    谁看过我的 谁看了我的 谁看过我的信息 谁看了我的信息 谁看过我的数据 谁看了我的数据 谁看过我的资料 谁看了我的资料 谁看过我的记录
    谁查过我的 谁查看过我的 谁查过我的信息 谁查看过我的信息 谁看过我 谁查过我 有谁看过我的 有谁看过我的信息 都有谁看过我的 谁看过我的请假
    谁看过我的日志 谁看过我的考勤 /looks /shuikanguo
  `),
);

export function readLooks(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > 30) return null;
  return words.has(bare(text.look).replace(/(?:了|吗|呢)?\??$/, '')) ? { intent: 'who-looked' } : null;
}
