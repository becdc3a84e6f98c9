/** 同意小周的请假, 张伟的假批了, 4号单同意: a decision that names whose request it is of; and what only sounds like one. */
import { typed, type FoldedText } from './folded-text.ts';
import { isCalled } from './hand-over.ts';
import type { Intent, Which } from './intent.ts';
import { approvalRemarks, titles } from './approval-words.ts';
import { anyWord, bare, isBoundary, list, skipGaps } from './match-words.ts';
import { readNumber } from '../domain/numerals.ts';
import { asksPlainly } from './questions.ts';
import { called, isNamed } from './surnames.ts';
import { noneNamed } from './which.ts';

const verbs = {
  approve: list('同意 批准 准了 准 批了 批 通过了 通过 可以批 准假 得行'),
  reject: list('不同意 不批准 不予批准 不批 不准 不得行 不行 莫批 别批 不要批 驳回 拒绝 否了'),
  return: list('退回去 退回 退给 打回去 打回 先缓缓 缓一缓'),
} as const;
type Verdict = keyof typeof verbs;
const verdictOf = (verb: string): Verdict =>
  verbs.reject.includes(verb) ? 'reject' : verbs.return.includes(verb) ? 'return' : 'approve';

const anyVerb = `(${anyWord([...verbs.approve, ...verbs.reject, ...verbs.return])})(?:了|吧|掉|嘛)?`;
const lead = '(?:(?:嗯|好|行|可以|要得|得行|那就|那)[,。 ]{0,2})?(?:我)?';
const noun = '(?:请假申请|请假|休假|病假|事假|年假|假条|假|申请|单子|单|条子)';
const object = `(?:的${noun}?|这个${noun}?|那个${noun}?|那条|${noun})`;
const name = '([\\p{Script=Han}]{2,4}?)';
const number =
  '(?:第? ?(\\d{1,2}|[一二三四五六七八九十])(?:号单子?|号申请|号那条|号那个|单)|第 ?(\\d{1,2}|[一二三四五六七八九十])[个条件]|(?<!\\d)(?:单子|单号|编号) ?(\\d{1,2}))';
/** 5号打回去, 7号通过: first in the message, the number of a list. */
const looseNumber = '第? ?(\\d{1,2})号';
const gap = '[ ,。]{0,2}';
const end = '(?=$|[ ,。!;:])';
const between = '(?:我看了没问题|我看了|我|就|也|都|先|就先){0,2}';

/** 同意小周的请假; 批准张伟. */
const verbFirst = new RegExp(`^${lead}${anyVerb}${gap}(?:${number}|${name}(${object})?)${end}`, 'u');
/** 小李的请假我同意; 4号单同意. 老王驳回了 tells of what 老王 did: a name needs its object. */
const nameFirst = new RegExp(`^${lead}(?:${number}|${name}${object})${gap}${between}${gap}${anyVerb}${end}`, 'u');
const numberSent = new RegExp(
  `^${lead}${looseNumber}${gap}(${anyWord([...list('同意 通过 批了 准了'), ...verbs.reject, ...verbs.return])})${end}`,
  'u',
);

export function readNamedDecision(text: FoldedText): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest || asksPlainly(look)) return null;
  const found = firstOf(look);
  if (!found) return null;
  const { verb, which } = found;
  const note = noteAfter(text, text.look.indexOf(look) + found.end);
  const verdict = verdictOf(verb);
  // Anything but a remark could be a condition, or speak of something else.
  if (verdict === 'approve')
    return note === null || approvalRemarks.includes(note)
      ? { intent: 'approve', which, note }
      : { intent: 'sounds-like', verdict };
  return { intent: verdict, which, reason: note };
}
const longest = 80;

interface Found {
  readonly verb: string;
  readonly which: Which;
  readonly end: number;
}

function firstOf(look: string): Found | null {
  const verbLed = verbFirst.exec(look);
  if (verbLed) {
    const [, verb, first, second, third, who, of] = verbLed;
    return of === undefined && who !== undefined && !isCertainly(who)
      ? null
      : found(verbLed, verb, first ?? second ?? third, who);
  }
  const nameLed = nameFirst.exec(look);
  if (nameLed) return found(nameLed, nameLed[5], nameLed[1] ?? nameLed[2] ?? nameLed[3], nameLed[4]);
  const sent = numberSent.exec(look);
  return sent && found(sent, sent[2], sent[1], undefined);
}

/** 同意方案, 批准施工: without 的请假 after it a word is a person only where nothing else is called so. */
const isCertainly = (who: string): boolean => /^[小老阿]/u.test(who) || titles.test(who);
/** Begin with a family name and are none. */
const noName = /^(?:周[一二三四五六日天末]|[今明后昨前]天|时间|方案|安排|高兴)/u;

function found(
  match: RegExpExecArray,
  verb: string | undefined,
  numbered: string | undefined,
  who: string | undefined,
): Found | null {
  const which = whichOf(numbered, who);
  return which && verb !== undefined ? { verb, which, end: match[0].length } : null;
}

function whichOf(numbered: string | undefined, who: string | undefined): Which | null {
  const count = numbered === undefined ? null : readNumber(numbered);
  if (count !== null) return { ...noneNamed, numbers: [count] };
  return who !== undefined && isNamed(who) && isCalled(who) && !noName.test(who)
    ? { ...noneNamed, who: called(who) }
    : null;
}

function noteAfter(text: FoldedText, from: number): string | null {
  if (!isBoundary(text.look, from)) return null;
  const rest = bare(typed(text, skipGaps(text.look, from), text.look.length));
  const said = rest.replace(/^(?:理由|原因|因为)[:是 ]{1,2}/, '');
  return said === '' ? null : said;
}

const agreeing = `(?:${anyWord(list('可以 行 得行 要得 中 没问题 没意见 准 好 好的 嗯 行吧 可以的 ok'))})`;
const strictAfter = `(?:${anyWord(list('同意 批准 批了 批了吧 准了 准假 通过 批'))})`;
/** 可以 准了: the second word decides. */
const agreesTwice = new RegExp(`^${agreeing}[ ,。!]{1,2}(?:我)?${strictAfter}(?:了|吧)?$`);
/** 可以 路上慢点, 行 让他去吧. */
const agreesOnly = new RegExp(
  `^${agreeing}[ ,。!]{0,2}(?:让[他她](?:去|走|回去)?吧?|去吧|没意见|安排好工作|(?:路上|注意|早点|小心|慢点|保重|照顾好)[^ ,。不但]{0,10})$`,
);
/** 张丽的可以. */
const agreesTo =
  /^(\p{Script=Han}{2,4})(?:的|这个|那个)(?:请假|假|申请)?[ ,。]{0,2}(?:我看)?(?:可以|行|没问题|没意见)$/u;
const refusing = /^(?:这个)?(?:不行|不得行|不可以|要不得|先缓缓|缓一缓|再说)$/;
const refusingWith = /^(?:这个|这次|这回)?(?:不行|不得行|不可以|要不得)[ ,。!;:](.{2,60})$/;

/** 这次不行，下次再请你吃饭. */
const toAFriend = /下次|改天|[你您]|吃饭|材料没/;

/** A refusal in soft words counts with its reason; what merely sounds like a decision is none. */
export function readSoundsLike(text: FoldedText): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest || asksPlainly(look)) return null;
  if (agreesTwice.test(look)) return { intent: 'approve', which: noneNamed, note: null };
  if (agreesOnly.test(look) || isNamed(agreesTo.exec(look)?.[1] ?? ''))
    return { intent: 'sounds-like', verdict: 'approve' };
  if (refusing.test(look)) return { intent: 'sounds-like', verdict: 'reject' };
  const refused = refusingWith.exec(look);
  if (!refused || toAFriend.test(look)) return null;
  const at = text.look.indexOf(look) + look.length - (refused[1]?.length ?? 0);
  return { intent: 'reject', which: noneNamed, reason: bare(typed(text, at, text.look.length)), soft: true };
}
