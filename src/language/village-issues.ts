/** What villagers say or what has happened in the village: 有村民反映水渠堵了, 发大水了. Never acted on by itself: it is told on. */
import type { IsoDate } from '../domain/calendar.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { anyWord, bare, includesAny, skipGaps, wordMatcher } from './match-words.ts';
import { asksPlainly } from './questions.ts';
import {
  dangerWords,
  hurtWords,
  issueKeywords,
  issueSpeakers,
  issueVerbs,
  troubleWords,
  villageThings,
} from './issue-words.ts';

const longest = 500;
const keyword = wordMatcher(issueKeywords);
/** Somebody of the village says something. */
const told = new RegExp(`(?:${anyWord(issueSpeakers)}).{0,8}?(?:${anyWord(issueVerbs)})`);
const toldSaying = new RegExp(`^(?:今天|刚才|上午|下午)?有(?:个|位|户|些)?(?:${anyWord(issueSpeakers)}).{0,3}说`);
const toldFirst = new RegExp(`^(?:收到|接到|听到|又?有|今天|刚才|刚).{0,10}?(?:${anyWord(issueVerbs)})`);
const trouble = new RegExp(`(?:${anyWord(villageThings)}).{0,10}?(?:${anyWord(troubleWords)})`);

/** Danger to life, or to many: it is told on at once. */
const isMajor = (look: string): boolean => includesAny(look, dangerWords) || includesAny(look, hurtWords);

/** About one's own leave, somebody's thanks, or the past done with. */
const notIssue =
  /请假|休假|打卡|谢谢|已解决|解决了|球赛|电影|吃饭|天气|我家|我们家|我屋|自家|我(?:爸|妈|老婆|媳妇|爱人|老公|孩子|儿子|女儿|闺女|娃|岳)|老婆|宿舍|租的/;

export function readIssue(text: FoldedText, today: IsoDate): Intent | null {
  const look = bare(text.look);
  if (text.cut || look.length > longest) return null;
  const end = keyword(text.look, skipGaps(text.look, 0));
  const major = isMajor(look);
  const isTold = major || told.test(look) || toldSaying.test(look) || toldFirst.test(look) || trouble.test(look);
  if (end === null && (!isTold || asksPlainly(look) || notIssue.test(look))) return null;
  const said = typed(text, end === null ? 0 : skipGaps(text.look, end), text.look.length).trim();
  return said === '' ? null : { intent: 'report-issue', on: today, text: said, major };
}
