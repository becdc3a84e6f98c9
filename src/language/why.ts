/** 为什么, 依据是什么, 为什么要他批: asks on what a decision of the bot rests. */
import { splitCode } from './which.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare, includesAny } from './match-words.ts';
import { monthWords, notWhyAbout, whyAbout, whyVerbs, whyWords } from './words.ts';

/** Longer messages say more than a question about the last answer. */
const longest = 40;

/** What may stand before the question: 请问, 这个月, 请假3天. */
const lead =
  /^(?:(?:请问|那么|那|这个月|本月|当月|每个月|每月|这个|这件|这次|这|我的|我|请假|补卡|补签|打卡|考勤|在岗|在村|(?:\d{1,3}(?:\.5)?|[一二两三四五六七八九十半]{1,3})天(?:半)?)[\s,:]*){1,5}/;
const tone = /[?呢啊呀嘛吗的]+$/;
const question = new RegExp(`^(?:${anyWord(whyVerbs)})[\\s,:]*`);

function asksWhy(message: string): boolean {
  if (whyWords.includes(message) || whyWords.includes(message.replace(tone, ''))) return true;
  const verb = question.exec(message);
  if (!verb) return false;
  const about = message.slice(verb[0].length).replace(tone, '');
  return about === '' || (includesAny(about, whyAbout) && !includesAny(about, notWhyAbout));
}

export function readWhy(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > longest) return null;
  const split = splitCode(bare(text.look));
  if (!split) return null;
  const { rest, code } = split;
  if (!asksWhy(rest) && !asksWhy(rest.replace(lead, ''))) return null;
  return { intent: 'why', code, about: includesAny(rest, monthWords) ? 'month' : null };
}

const monthSaid = /^(?:已打卡|已记录返岗)：|已打过卡|\d{1,2}月已在岗/;
const draftSaid = /^请假：\d{4}年/;

/** What a message of the bot's own was about: the month's days, or a leave that was still to be confirmed. */
export function topicOf(said: string): 'month' | 'leave-draft' | null {
  if (monthSaid.test(said)) return 'month';
  return draftSaid.test(said) ? 'leave-draft' : null;
}
