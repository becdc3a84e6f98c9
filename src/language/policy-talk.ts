/** What is said of an answer about the rules: whether it helped, and questions that go on from it. Only right after one do they mean that. */
import { foldText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, list } from './match-words.ts';
import { asksPlainly } from './questions.ts';

const useful = new Set(list('有用 很有用 挺有用 真有用 有帮助 很有帮助 有点用 帮到我 帮上忙'));
const useless = new Set(
  list(
    '没用 没有用 没啥用 没什么用 不管用 没帮助 没有帮助 没啥帮助 没什么帮助 答非所问 文不对题 没答到点子上 没答上 没回答 不是我要的 不是我问的',
  ),
);

/** Longer messages say more than that. */
const longestWord = 16;
const thanks = list('谢谢您 谢谢你 谢谢 感谢 多谢 谢了');
const tones = list('了 啊 呀 哈 的 呢');

/** Without thanks around it and tones behind it. */
function wordIn(said: string): string {
  const before = thanks.find((word) => said.startsWith(word)) ?? '';
  return withoutEnd(said.slice(before.length));
}

function withoutEnd(word: string): string {
  const end = [...thanks, ...tones].find((one) => word.endsWith(one));
  return end === undefined ? word : withoutEnd(word.slice(0, -end.length));
}

/** 有用, 谢谢，有用, 没用, 答非所问; null for anything else, a plain 谢谢 included. */
export function feedbackSaid(text: string): 'useful' | 'useless' | null {
  const { look, cut } = foldText(text);
  const said = look.replace(/[\p{P}\p{S}\s]+/gu, '');
  if (cut || said === '' || said.length > longestWord) return null;
  const word = wordIn(said);
  if (useful.has(word)) return 'useful';
  return useless.has(word) || useless.has(said) ? 'useless' : null;
}

const longest = 40;
const shortest = 3;
const open: readonly Intent['intent'][] = ['none', 'ask-policy', 'doubtful', 'sounds-like'];
/** 那请三天呢 may sound like these; 那我明天请假行吗 is one. */
const leaveLike: readonly Intent['intent'][] = ['request-leave', 'extend-leave', 'edit-request'];

/** 那超过三天呢, 那队长要找谁, 队长呢: the question as it was typed; null where it goes on from nothing. */
export function goingOn(text: string, intent: Intent): string | null {
  const said = intent.intent === 'ask-policy' ? intent.question : text.trim();
  const { look, cut } = foldText(said);
  const question = bare(look);
  if (cut || question.length < shortest || question.length > longest) return null;
  const endsSo = /呢\??$/.test(question);
  const leadsOn = /^(?:那|要是|如果|换成)/.test(question);
  if (leaveLike.includes(intent.intent)) return leadsOn && endsSo ? said : null;
  if (!open.includes(intent.intent)) return null;
  return (intent.intent === 'none' && endsSo) || (leadsOn && asksOn(question)) ? said : null;
}

const asksOn = (question: string): boolean => asksPlainly(question) || /(?:呢|吗|么|\?)$/.test(question);
