/** 网页: asks for a personal link to the web chat. */
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';

/** The whole message: 网页打不开 is something else. All in folded form (lower case). */
const words = new Set<string>(
  list(`
    网页 网页版 网页登录 网页登陆 网页聊天 网页链接 网页地址 登录网页 登陆网页 打开网页 电脑登录 电脑登陆 电脑版 电脑上登录 电脑上登陆
    登录电脑 登录链接 登陆链接 个人链接 我的链接 我的登录链接 登录地址 换个设备登录 /web /wangye
  `),
);
const lead = /^(?:我要|我想|请给我|给我|请发我|发我|发|要|来个|再要一个|再要一个新的)(?:个|一个)?/;
const longest = 20;

export function readWebLink(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const said = bare(text.look).replace(/[?吗]$/, '');
  return words.has(said) || words.has(said.replace(lead, '')) ? { intent: 'web-link' } : null;
}
