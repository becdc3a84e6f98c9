/** One message to one intent. Deterministic and pure; bounded work whatever is sent. */
import { dateOf, hourOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import { readAsBefore } from './as-before.ts';
import { isIntroduction, readBinding } from './binding.ts';
import { readCodesShown } from './codes-shown.ts';
import { readChange } from './change-leave.ts';
import { readChangeHolder } from './change-holder.ts';
import { readDecision } from './decisions.ts';
import { readDeputy } from './deputies.ts';
import { readDrafts } from './drafts.ts';
import { readDuties } from './duties.ts';
import { readEndLeave } from './end-leave.ts';
import { readEntryTalk } from './entry-talk.ts';
import { readEntry } from './entries.ts';
import { readEntryChange } from './entry-changes.ts';
import { foldText, type FoldedText } from './folded-text.ts';
import { readGroupBinding } from './group-binding.ts';
import { readHandOver } from './hand-over.ts';
import type { Intent } from './intent.ts';
import { readLedger } from './leave-ledger.ts';
import { readLeaveRequest, readUnaskedLeave } from './leave-request.ts';
import { readLog } from './logs.ts';
import { readLooks } from './looks.ts';
import { readMakeUp } from './make-up.ts';
import { readMyData } from './my-data.ts';
import { readOwnFiles } from './own-files.ts';
import { bare, wordMatcher } from './match-words.ts';
import { readOwnRequest } from './own-requests.ts';
import { readPaper } from './paper.ts';
import { readPresence } from './presence.ts';
import { readProxyLeave } from './proxy-leave.ts';
import { secondPass, type Found } from './second-pass.ts';
import type { Correction } from './edits.ts';
import { readShortWord } from './short-words.ts';
import { readWebLink } from './web-link.ts';
import { readWhy } from './why.ts';
import { introducedIn } from './introduced.ts';
import { readIssue } from './village-issues.ts';
import { readLogTalk, readReportTalk } from './work-talk.ts';
import { readNamedDecision, readSoundsLike } from './named-decisions.ts';
import { readNamedQuestion, readPolicyQuestion } from './policy-questions.ts';
import { readFirmSentence, readSentence } from './sentences.ts';
import { groupWords } from './words.ts';

export { answerSlots, changeSlots, datesSaid, fillSlots, withoutDenial, type Asked } from './answer.ts';
export { hiddenBinding } from './binding.ts';
export { soundsLikeAnswer } from './decisions.ts';
export { isPlainEntry } from './entries.ts';
export { changeSaid, correctionSaid, namesNothing } from './entry-changes.ts';
export { choicesSaid } from './which.ts';
export { topicOf } from './why.ts';

type Reader = (text: FoldedText, today: IsoDate) => Intent | null;

/** In order: the first that recognises the message decides. Strict whole messages stand before looser sentences. */
const readers: readonly Reader[] = [
  readNamedQuestion,
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
  readFirmSentence,
  readAsBefore,
  readChange,
  readProxyLeave,
  readPresence,
  readLeaveRequest,
];

/** Of what those above make nothing of: ledgers, what falls due, drafts. No word of theirs takes a request or a check-in away. */
const laterReaders: readonly Reader[] = [
  // Again: a word of decision may have stopped the readers above (批了没).
  readFirmSentence,
  readOwnFiles,
  readEntryChange,
  readDuties,
  readDrafts,
  readNamedDecision,
  readEntry,
  readIntroduction,
  readSentence,
  readUnaskedLeave,
  readSoundsLike,
  readReportTalk,
  readEntryTalk,
  readPolicyQuestion,
  readIssue,
  readLogTalk,
];

function readIntroduction(text: FoldedText): Intent | null {
  const who = introducedIn(text);
  return who && { intent: 'introduce', who };
}

/** What the message says; `none` for what is not understood. Never throws. */
export const understand = (text: string, now: Instant): Intent => recognised(text, now).intent;

/** The intent, and the name of the reader that found it; null where none did. */
export interface Recognised extends Found {
  /** What was typed and taken for something else; empty where it was understood as it stands. */
  readonly corrected: readonly Correction[];
}

export function recognised(text: string, now: Instant): Recognised {
  const folded = foldText(text, hourOf(now));
  if (bare(folded.look) === '') return { ...nothing, corrected: [] };
  const today = dateOf(now);
  const said = asItStands(folded, today);
  return secondPass(folded, today, said, (other) => asItStands(other, today)) ?? { ...said, corrected: [] };
}

function asItStands(folded: FoldedText, today: IsoDate): Found {
  const said = firstOf(readers, folded, today);
  if (said && said.intent.intent !== 'none') return said;
  return firstOf(laterReaders, folded, today) ?? nothing;
}

const nothing: Found = { intent: { intent: 'none' }, reader: null };

function firstOf(among: readonly Reader[], text: FoldedText, today: IsoDate): Found | null {
  for (const reader of among) {
    const intent = reader(text, today);
    if (intent) return { intent, reader: reader.name };
  }
  return null;
}

/** What may be binding codes in a message that all of a group reads; null where it has nothing to do with binding. */
export function codesShown(text: string, now: Instant): readonly string[] | null {
  const intent = understand(text, now);
  // 日志 and the like may hold anything.
  if (!['bind', 'invite', 'none', 'ask-policy', 'report-issue', 'introduce'].includes(intent.intent)) return null;
  const shown = readCodesShown(foldText(text));
  return intent.intent === 'bind' && intent.said ? [...new Set([intent.said.code, ...(shown ?? [])])] : shown;
}

/** 我是张三, said by whoever is not known yet. */
export const introducesThemselves = (text: string): boolean => isIntroduction(foldText(text));

const groupWord = wordMatcher(groupWords);

/** Whether a message in a group that does not mention the bot is plainly for it: a command word stands first. */
export const isPlainCommand = (text: string): boolean => groupWord(text.trimStart(), 0) !== null;

const noticeAfter =
  /^[\s,，:：]{0,2}(?:今天|明天)?(?:大家(?:记得|别忘|抓紧|注意|都)|各位|必须|记得|别忘|改期|取消|通知|谁|\p{Script=Han}{2,3}没交)/u;

/** 打卡 大家别忘了, 走访今天谁去: said to the others of a group, though it begins like a command. */
export function soundsLikeNotice(text: string): boolean {
  const said = text.trimStart();
  const end = groupWord(said, 0);
  return end !== null && noticeAfter.test(said.slice(end, end + 12));
}
