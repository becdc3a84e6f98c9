/** 我是示例一村第一书记示例甲: who somebody says that they are. It binds nothing; a code does. */
import type { FoldedText } from './folded-text.ts';
import { bare } from './match-words.ts';
import { isNamed } from './surnames.ts';

export interface Introduced {
  readonly name: string;
  readonly village: string | null;
  readonly post: string | null;
}

/** By their endings, for the packs name the posts themselves: a 干部 or a 员 of two characters more, 队长, 队员 and the like. */
const posts =
  '(?:驻村|驻)?(?:工作队|工作)?(?:副?队长|队员)|(?:驻村|驻)?第一书记|[\\p{Script=Han}]{2}干部|产业.{2}员|党?委?书记|镇长|委员|干事|主任';
/** One of these has to stand in it: a village and a post alone are said of anybody. */
const says = /我是|我叫|俺是|俺叫|本人|咱是|这里是|绑|登记|报个?名|认证|实名|注册|新来的/u;
const village = /(?<![驻进到回下入本全各])([\p{Script=Han}]{1,6}?(?:村|社区))/u;
const post = new RegExp(posts, 'u');
const words =
  /你好|您好|大家好|我是|我叫|俺是|俺叫|本人是?|咱是|这里是|重新|绑定|身份|账号|帐号|绑|登记|一下|下|报个?名|认证|实名|注册|新来的|换号了|换了号|换手机了|我接.{1,3}的班|接替.{1,3}|派驻|新任|驻|任|名叫|叫|姓名|单位|职务/gu;
const longest = 50;

/** Null where no one name is left beside the village or the post. */
export function introducedIn({ look: whole }: FoldedText): Introduced | null {
  const look = bare(whole);
  if (look.length > longest || !says.test(look)) return null;
  const ofPost = post.exec(look)?.[0] ?? null;
  const rest = look.replace(ofPost ?? '', ' ').replace(words, ' ');
  const ofVillage = village.exec(rest)?.[1] ?? null;
  const names = rest
    .replace(ofVillage ?? '', ' ')
    .split(/[\s,。!的:;、是]+/u)
    .filter((part) => part !== '');
  const [name] = names;
  const isOne = names.length === 1 && name !== undefined && /^\p{Script=Han}{2,4}$/u.test(name) && isNamed(name);
  return isOne && (ofVillage !== null || ofPost !== null) ? { name, village: ofVillage, post: ofPost } : null;
}
