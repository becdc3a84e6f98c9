/** 我的数据, 导出我的数据: asks for everything that is kept of oneself. */
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';

const asked = list(`
  我的数据 我的个人数据 我的个人信息 我的全部数据 我的所有数据 我的全部信息 我的所有信息
`);
const verbs = ['', '导出', '下载', '查看', '看', '我要', '我想要', '我要导出', '我想导出', '我想看', '给我'];
const words = new Set([
  ...verbs.flatMap((verb) => asked.map((what) => verb + what)),
  '你们存了我的什么',
  '存了我哪些信息',
  '/mydata',
  '/wodeshuju',
]);

export function readMyData(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > 30) return null;
  return words.has(bare(text.look).replace(/^请|[吗呢吧]?\??$/g, '')) ? { intent: 'my-data' } : null;
}
