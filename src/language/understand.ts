/** One message to one intent. Deterministic and pure; bounded work whatever is sent. */
import { dateOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import { isIntroduction, readBinding } from './binding.ts';
import { readCodesShown } from './codes-shown.ts';
import { readChange } from './change-leave.ts';
import { readChangeHolder } from './change-holder.ts';
import { readDecision } from './decisions.ts';
import { readDeputy } from './deputies.ts';
import { readDrafts } from './drafts.ts';
import { readDuties } from './duties.ts';
import { readEndLeave } from './end-leave.ts';
import { readEntry } from './entries.ts';
import { foldText, type FoldedText } from './folded-text.ts';
import { readGroupBinding } from './group-binding.ts';
import { readHandOver } from './hand-over.ts';
import type { Intent } from './intent.ts';
import { readLedger } from './leave-ledger.ts';
import { readLeaveRequest } from './leave-request.ts';
import { readLog } from './logs.ts';
import { readLooks } from './looks.ts';
import { readMakeUp } from './make-up.ts';
import { readMyData } from './my-data.ts';
import { bare } from './match-words.ts';
import { readOwnRequest } from './own-requests.ts';
import { readPaper } from './paper.ts';
import { readPresence } from './presence.ts';
import { readProxyLeave } from './proxy-leave.ts';
import { readShortWord } from './short-words.ts';
import { readWebLink } from './web-link.ts';
import { readWhy } from './why.ts';
import { groupWords } from './words.ts';

export { answerSlots, changeSlots, datesSaid, fillSlots, withoutDenial, type Asked } from './answer.ts';
export { hiddenBinding } from './binding.ts';
export { soundsLikeAnswer } from './decisions.ts';
export { isPlainEntry } from './entries.ts';
export { codeIn, topicOf } from './why.ts';

type Reader = (text: FoldedText, today: IsoDate) => Intent | null;

/** In order: the first that recognises the message decides. Strict whole messages stand before looser sentences. */
const readers: readonly Reader[] = [
  readGroupBinding,
  readBinding,
  readShortWord,
  readLooks,
  readMyData,
  readWebLink,
  readWhy,
  readDecision,
  readOwnRequest,
  readChangeHolder,
  readHandOver,
  readPaper,
  readLedger,
  readLog,
  readMakeUp,
  readDeputy,
  readEndLeave,
  readChange,
  readProxyLeave,
  readPresence,
  readLeaveRequest,
];

/** Of what those above make nothing of: ledgers, what falls due, drafts. No word of theirs takes a request or a check-in away. */
const laterReaders: readonly Reader[] = [readDuties, readDrafts, readEntry];

/** What the message says; `none` for what is not understood. Never throws. */
export function understand(text: string, now: Instant): Intent {
  const folded = foldText(text);
  if (bare(folded.look) === '') return { intent: 'none' };
  const today = dateOf(now);
  const said = firstOf(readers, folded, today);
  if (said && said.intent !== 'none') return said;
  return firstOf(laterReaders, folded, today) ?? { intent: 'none' };
}

function firstOf(among: readonly Reader[], text: FoldedText, today: IsoDate): Intent | null {
  for (const reader of among) {
    const intent = reader(text, today);
    if (intent) return intent;
  }
  return null;
}

/** What may be binding codes in a message that all of a group reads; null where it has nothing to do with binding. */
export function codesShown(text: string, now: Instant): readonly string[] | null {
  const intent = understand(text, now);
  // 日志 and the like may hold anything.
  if (!['bind', 'invite', 'none'].includes(intent.intent)) return null;
  const shown = readCodesShown(foldText(text));
  return intent.intent === 'bind' && intent.said ? [...new Set([intent.said.code, ...(shown ?? [])])] : shown;
}

/** 我是张三, said by whoever is not known yet. */
export const introducesThemselves = (text: string): boolean => isIntroduction(foldText(text));

/** Whether a message in a group that does not mention the bot is plainly for it: a command word stands first. */
export const isPlainCommand = (text: string): boolean => groupWords.some((word) => text.trimStart().startsWith(word));
