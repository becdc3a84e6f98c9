/** Accounts, codes and consent: 绑定 张三 尾号1234 码, 解绑, 我是张三, 邀请 张三, 个人信息说明. */
import { nameDots, settleDots } from '../domain/name.ts';
import { nameTyped, typed, type FoldedText } from './folded-text.ts';
import { isCalled, isPlainlyCalled } from './hand-over.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';

const longest = 80;

/** What is kept of a message in which somebody bound an account: its code is nobody's business afterwards. */
export const hiddenBinding = '绑定 ***';

const fixed: readonly (readonly [Intent, readonly string[]])[] = [
  [{ intent: 'unbind' }, list('解绑 解除绑定 取消绑定 解绑帐号 解绑账号 退出绑定 /unbind /jiebang')],
  [
    { intent: 'read-consent' },
    list('个人信息说明 隐私 隐私说明 隐私政策 个人信息保护 个人信息处理说明 /privacy /yinsi'),
  ],
  [
    { intent: 'withdraw-consent' },
    list('撤回同意 撤回个人信息同意 撤回对个人信息的同意 撤回个人信息处理同意 收回同意 撤回隐私同意'),
  ],
  [
    { intent: 'give-consent' },
    list('同意个人信息处理 同意处理个人信息 我同意个人信息处理 我同意处理个人信息 同意个人信息说明 /consent'),
  ],
];
const words = new Map(fixed.flatMap(([intent, all]) => all.map((word) => [word, intent] as const)));

const gap = '[\\s,:;、。+/]*';
const verb = '(?:/bind(?![a-z])|/bangding|(?:我要|申请|请)?绑定(?:帐号|账号)?)';
const tailWord = '的?(?:手机号?码?)?(?:尾号|后四位|末四位|尾数)';
/** 王芳2, as rosters tell two of one name apart, where a word keeps the sign from the digits that follow. */
const sign = `(?:[a-z0-9]{1,3}(?=${gap}${tailWord}))?`;
const name = `(?<name>[\\p{Script=Han}${nameDots}]{1,20}?${sign}|[a-z][a-z ${nameDots}.]{0,30}?)`;
const tail = `(?:${tailWord}(?:是|为)?)?${gap}(?<tail>\\d{4})`;
const code = '(?:绑定码|验证码|邀请码|码)?(?:是|为)?' + gap + '(?<code>[a-z0-9](?:[\\s-]?[a-z0-9]){7})';
const whole = new RegExp(`^${verb}${gap}${name}${gap}${tail}${gap}${code}$`, 'du');
/** Begins like one and holds what looks like digits or a code; or is nothing but the word. */
const partly = new RegExp(`^${verb}(?:${gap}|${gap}[^\\n]{0,40}[a-z0-9_*]{4}[^\\n]{0,20})$`, 'u');

function readBind(text: FoldedText): Intent | null {
  const look = bare(text.look);
  const start = text.look.indexOf(look);
  const match = whole.exec(look);
  if (!match) return partly.test(look) ? { intent: 'bind', said: null } : null;
  const [from, to] = match.indices?.groups?.['name'] ?? [0, 0];
  const said = { tail: match.groups?.['tail'] ?? '', code: match.groups?.['code'] ?? '' };
  return {
    intent: 'bind',
    said: {
      name: settleDots(typed(text, start + from, start + to).normalize('NFKC')).trim(),
      ...said,
    },
  };
}

const invitation = /^(?:邀请码|邀请|\/invite|\/yaoqing)(?<gap>[\s,:、]*)(?<rest>.*)$/u;
/** 邀请专家 and the like speak of an event. */
const noInvited =
  /^(?:专家|群众|村民|领导|老师|党员|代表|客商|企业|大家|各位|他们|参加|函|赛|今|明天|后天|昨|上午|下午|晚上|本周|下周)/u;
const mostNames = 40;

/** Names stand apart; one alone may follow the word directly. */
function readInvite(text: FoldedText): Intent | null {
  const { gap: apart = '', rest = '' } = invitation.exec(bare(text.look))?.groups ?? {};
  if (!invitation.test(bare(text.look))) return null;
  if (rest === '') return { intent: 'invite', names: [] };
  const names = rest.split(/[\s,、和]+/u).filter((part) => part !== '');
  if (names.length > mostNames || !names.every((part) => isCalled(part))) return null;
  if (apart === '' && (names.length > 1 || !isPlainlyCalled(rest) || noInvited.test(rest))) return null;
  return { intent: 'invite', names: names.map((part) => nameTyped(text, part)) };
}

export function readBinding(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  return words.get(bare(text.look)) ?? readBind(text) ?? readInvite(text);
}

const introduction =
  /^(?:您好|你好)?[,。!\s]*(?:我是|我叫|本人是?|这里是)\s*\p{Script=Han}[\p{Script=Han}·\s,]{1,30}$/u;

/** 我是张三: only where nobody is bound does it ask for anything. */
export const isIntroduction = (text: FoldedText): boolean => !text.cut && introduction.test(bare(text.look));
