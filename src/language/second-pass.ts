/**
 * What is tried where nothing was understood: slips of sound or look, and Chinese in Latin letters. Sure ones are applied and shown; anything
 * less, and every word of a decision, comes back as a doubt that the chat asks about.
 */
import type { IsoDate } from '../domain/calendar.ts';
import { corrections, edited, type Correction } from './edits.ts';
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { namedKinds } from './kinds.ts';
import { latinWords } from './latin.ts';
import { anyWord } from './match-words.ts';
import { nearDates } from './near-dates.ts';
import { decisionWords, neverApplied } from './near-tables.ts';
import { nearWords, type NearWord } from './near-words.ts';
import { leaveVerbs, leaveWords } from './words.ts';

export interface Found {
  readonly intent: Intent;
  readonly reader: string | null;
}
export interface Corrected extends Found {
  readonly corrected: readonly Correction[];
}
type Read = (text: FoldedText) => Found;

/** A longer message is a text, not a command that went wrong. */
const longest = 160;
/** Understood, but perhaps without its day: 下舟一请假一天. */
const dated: ReadonlySet<Intent['intent']> = new Set<Intent['intent']>([
  'none',
  'request-leave',
  'proxy-leave',
  'extend-leave',
  'edit-request',
  'make-up',
  'end-leave',
  'duties',
]);

/** The message as it was most likely meant; null where nothing better is found. */
export function secondPass(text: FoldedText, today: IsoDate, first: Found, read: Read): Corrected | null {
  if (text.cut || text.look.length > longest) return null;
  if (loose.has(first.reader ?? '')) return startsApart.test(text.look) ? byFirstWord(text, today, read) : null;
  if (!dated.has(first.intent.intent)) return null;
  const isNothing = first.intent.intent === 'none';
  const dates = nearDates(text.look);
  const edits = isNothing ? [...dates, ...latinWords(text.look)] : dates;
  const base = edits.length === 0 ? text : edited(text, edits);
  if (edits.length > 0) {
    const found = read(base);
    if (isNothing ? found.intent.intent !== 'none' : found.intent.intent === first.intent.intent)
      return settled(found, base, corrections(text, edits), true);
  }
  if (!isNothing && !isGuessed(first, text)) return null;
  const near = nearWords(base, today).filter(({ sure }) => isNothing || sure);
  return byWords(base, near, corrections(text, edits), read);
}

const saysLeave = new RegExp(anyWord([...leaveWords, ...leaveVerbs, ...namedKinds.flatMap(({ words }) => words)]));
/** 后天病架: taken for leave by its day and reason, though no word of leave is said. */
const isGuessed = ({ intent }: Found, { look }: FoldedText): boolean =>
  intent.intent === 'request-leave' && !saysLeave.test(look);

/** A sentence was made out, but a command that went wrong stands before it: 日制 今天到农户家宣传森林防火. */
const loose: ReadonlySet<string> = new Set(['readSentence', 'readEntryTalk', 'readPolicyQuestion', 'readIssue']);

/** As a command does: two or three characters, then a gap. */
const startsApart = /^[\u4e00-\u9fff]{2,3}[ ,:]/;

function byFirstWord(text: FoldedText, today: IsoDate, read: Read): Corrected | null {
  const [first] = nearWords(text, today).filter(({ sure, start }) => sure && start === 0);
  if (!first) return null;
  const meant = edited(text, [first]);
  const found = read(meant);
  const isFirm = found.intent.intent !== 'none' && !loose.has(found.reader ?? '');
  return isFirm ? settled(found, meant, corrections(text, [first]), true) : null;
}

function byWords(
  text: FoldedText,
  candidates: readonly NearWord[],
  before: readonly Correction[],
  read: Read,
): Corrected | null {
  for (const near of candidates) {
    const meant = edited(text, [near]);
    const found = read(meant);
    if (found.intent.intent !== 'none')
      return settled(found, meant, [...before, ...corrections(text, [near])], near.sure);
  }
  return null;
}

const decisions = new Set(decisionWords);

function settled(found: Found, text: FoldedText, corrected: readonly Correction[], sure: boolean): Corrected {
  const isDecision = neverApplied.has(found.intent.intent) || corrected.some(({ meant }) => decisions.has(meant));
  if (sure && !isDecision) return { ...found, corrected };
  const { said = '', meant = '' } = corrected.at(-1) ?? {};
  return {
    intent: { intent: 'doubtful', said, meant, instead: text.whole, reading: found.intent },
    reader: found.reader,
    corrected: [],
  };
}
