/** A question about what the rules say: 请假超过五天由谁批, 驻村补助一个月多少. Never a request, whatever days it names. */
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, endsWithAny, includesAny } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import { policyAsking, policyTopics, politeEndings, ruleNouns, weakPolicyTopics } from './words.ts';

/** Longer than this it is a text, not a question. */
const longest = 120;

/** 问：…, 问问 …, 政策 …, /ask …: the word, and a gap or mark behind it. 问候, 问题 and 政策宣传 are other words. */
const byWord =
  /^(?:问问|问一下|问下|问政策|问规定|问|政策|\/(?:ask|wen|zhengce)(?:@[a-z0-9_]{1,64})?)(?:[\s:,]+|[?。!]{0,3}$)/;

/** A question that is said to be one, whatever words it is in. */
export function readNamedQuestion(text: FoldedText): Intent | null {
  const word = text.cut ? null : byWord.exec(text.look);
  if (!word) return null;
  return {
    intent: 'ask-policy',
    question: typed(text, word[0].trimEnd().length, text.look.length).replace(leadingMarks, '').trim(),
    named: true,
  };
}
const leadingMarks = /^[\s:：,，。.!！?？]+/;

/** Asks, and of something that a regulation settles; or names a rule and nothing else: 补助标准. */
export function readPolicyQuestion(text: FoldedText): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest || look.length < shortest || toSomebody.test(look)) return null;
  const isPlain = asksPlainly(look);
  const isAsking = isPlain || includesAny(look, policyAsking) || endsWithAny(look, ['?', '不']) || either.test(look);
  const isTopic = includesAny(look, policyTopics) || (isPlain && includesAny(look, weakPolicyTopics));
  const namesRule = look.length <= longestTitle && endsWithAny(look, ruleNouns) && !/\s/.test(look);
  const isPolite = look.startsWith('请问') && !ofTheDay.test(look);
  if ((!(isAsking && isTopic) && !isPolite && !namesRule) || ofOthers.test(look)) return null;
  if (endsWithAny(look, politeEndings) && !isPlain) return null;
  return { intent: 'ask-policy', question: typed(text, 0, text.look.length).trim() };
}
/** 请问明天几点开会: of what goes on, not of the rules. */
const ofTheDay = /几点|[今明后昨]天|现在|刚才/;
/** 报不报, 补不补. */
const either = /([\u4e00-\u9fff])不\1/;
const longestTitle = 20;
const shortest = 4;
/** 老王请假了谁顶: about somebody, not about the rules. */
const ofOthers = /^[老小].(?:请假|休假)/;
/** 打卡了吗, 日志写了没: asks somebody what they did. */
const toSomebody =
  /^.{0,6}(?:打卡|签到|在岗|到岗|日志|到了?)(?:写|交|打|办)?(?:了|完|好)?(?:吗|没|没有|\?)$|提醒|^.{0,8}(?:办|写|交|打|做|到|报|刷)(?:完|好)?了(?:吗|没|没有|\?)$/;
