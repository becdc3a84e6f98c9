/** 修改, 更正: other days or another reason for a leave there is already. The slots hold what is said, nothing else. */
import type { IsoDate } from '../domain/calendar.ts';
import {
  becomeWords,
  correctObjects,
  correctWords,
  editObjects,
  editWords,
  notResubmitted,
  reasonLabels,
  reasonTopics,
  resubmitWords,
} from './approval-words.ts';
import { commandAt, type CommandPlace } from './command-place.ts';
import { readExtension, timeAt } from './extend-leave.ts';
import { typed, type FoldedText } from './folded-text.ts';
import type { Intent, LeaveSlots } from './intent.ts';
import { namedKinds } from './kinds.ts';
import { readLeave, slotsOf, withKindNamed, type SaidLeave } from './leave-slots.ts';
import { bare, isBoundary, skipGaps, startsWithAny, wordMatcher, type WordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { blanked } from './said-time.ts';
import { codeAt, merged } from './which.ts';

const none: Intent = { intent: 'none' };
const noSlots: LeaveSlots = {
  ...{ from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null },
  ...{ kind: null, reason: null, problem: null },
};

/** What follows the command, read like a request of leave; a kind only where it is named. */
function saidAfter(text: FoldedText, at: number, today: IsoDate): SaidLeave {
  // The command itself stands where 请假 would.
  return withKindNamed(readLeave({ text: blanked(text, 0, at, at >= 2 ? '请假' : ''), today, toward: 'forward' }));
}

const editObject = wordMatcher(editObjects);
const correctObject = wordMatcher(correctObjects);
const label = wordMatcher(reasonLabels);
const topic = wordMatcher(reasonTopics);
const kind = wordMatcher(namedKinds.flatMap(({ words }) => words));

interface Object {
  readonly end: number;
  readonly code: string | null;
  readonly hasObject: boolean;
}

/** 请假, 时间, 为 and a code after the command, in any order. */
function objectsAfter(look: string, place: CommandPlace, word: WordMatcher): Object | null {
  let { end, which } = place;
  let hasObject = false;
  for (let words = 0; words < 4; words++) {
    const at = skipGaps(look, end);
    const code = codeAt(look, at);
    const next = code?.end ?? word(look, at);
    if (next === null) break;
    const both = code ? merged(which, code.which) : which;
    if (both === null) return null;
    [end, which, hasObject] = [next, both, hasObject || code === null];
  }
  return { end, code: which.code, hasObject };
}

/** A date, a duration or a kind, and then nothing or a gap: 12.8开会 may speak of a meeting. */
function isTimeAlone(look: string, start: number, today: IsoDate): boolean {
  const at = skipGaps(look, start);
  if (!timeAt(look, at, today) && kind(look, at) === null) return false;
  const first = /^[^\s,;。!]*/.exec(look.slice(at))?.[0] ?? '';
  const said = readLeave(
    { text: { whole: first, look: first, at: [...first].map((_, i) => i), cut: false }, today, toward: 'forward' },
    0,
  );
  return said.reason === null;
}

/** The reason alone, as typed, dates in it included. */
function labelled(text: FoldedText, start: number): LeaveSlots | null {
  const { look } = text;
  const at = skipGaps(look, start);
  const labelEnd = label(look, at);
  const from = labelEnd ?? (topic(look, at) === null ? null : at);
  if (from === null) return null;
  const open =
    labelEnd === null
      ? from
      : skipGaps(
          look,
          /^(?:是|为|改为|改成)/.test(look.slice(from, from + 2))
            ? from + (/^改/.test(look.slice(from)) ? 2 : 1)
            : from,
        );
  const reason = bare(typed(text, open, look.length));
  return { ...noSlots, reason: reason === '' ? null : reason };
}

const slotsAfter = (text: FoldedText, at: number, today: IsoDate): LeaveSlots =>
  labelled(text, at) ?? slotsOf(saidAfter(text, at, today));

const editWord = wordMatcher(editWords);
const becomeWord = wordMatcher(becomeWords);
const resubmitWord = wordMatcher(resubmitWords);
const correctWord = wordMatcher(correctWords);

/** 修改 needs what it is that changes: a date, a duration, a reason by name, a code or 请假. */
function edited(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const place = commandAt(text, editWord, 'own');
  if (place === null || place === 'two') return null;
  const objects = objectsAfter(look, place, editObject);
  if (!objects) return none;
  const { end, code, hasObject } = objects;
  const isOfLeave = code !== null || /请假|休假|假条/.test(look.slice(place.wordEnd, end));
  const isPlain =
    labelled(text, end) !== null ||
    isTimeAlone(look, end, today) ||
    (isOfLeave && (isBoundary(look, end) || timeAt(look, end, today)));
  if (!isPlain) return hasObject || code !== null ? none : null;
  return { intent: 'edit-request', code, slots: slotsAfter(text, end, today) };
}

/** 改成两天. */
function becoming(text: FoldedText, today: IsoDate): Intent | null {
  const place = commandAt(text, becomeWord, 'own');
  if (place === null || place === 'two') return null;
  const isOfLeave = place.which.code !== null || /请假/.test(text.look.slice(place.start, place.wordEnd));
  const at = skipGaps(text.look, place.end);
  const isPlain = isTimeAlone(text.look, at, today) || (isOfLeave && timeAt(text.look, at, today));
  if (!isPlain) return null;
  return { intent: 'edit-request', code: place.which.code, slots: slotsOf(saidAfter(text, at, today)) };
}

/** 重新提交 …: what was sent back, with whatever is new. */
function resubmitted(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const place = commandAt(text, resubmitWord, 'own');
  if (place === null || place === 'two') return null;
  const objects = objectsAfter(look, place, editObject);
  if (!objects) return none;
  const { end, code } = objects;
  if (!isBoundary(look, end) && code === null && !timeAt(look, end, today)) return null;
  if (startsWithAny(look.slice(skipGaps(look, end)), notResubmitted)) return none;
  return { intent: 'edit-request', code, slots: slotsAfter(text, end, today) };
}

function corrected(text: FoldedText, today: IsoDate): Intent | null {
  const { look } = text;
  const place = commandAt(text, correctWord, 'own');
  if (place === null || place === 'two') return null;
  const objects = objectsAfter(look, place, correctObject);
  if (!objects) return none;
  const { end, code } = objects;
  const isOfLeave = code !== null || /请假|休假|假期/.test(look.slice(place.wordEnd, end));
  const isPlain = isTimeAlone(look, end, today) || (isOfLeave && (isBoundary(look, end) || timeAt(look, end, today)));
  if (!isPlain) return place.isAttached ? null : none;
  return { intent: 'correct-leave', code, slots: slotsAfter(text, end, today) };
}

const readers = [resubmitted, becoming, edited, corrected];

export function readChange(text: FoldedText, today: IsoDate): Intent | null {
  const extension = readExtension(text, today);
  if (extension) return extension;
  for (const reader of readers) {
    const change = reader(text, today);
    if (change) return change.intent !== 'none' && asks(text.look) && !isReasoned(change) ? none : change;
  }
  return null;
}

/** 怎么 and 什么 may stand in a reason beside a time that is plain. */
const isReasoned = (change: Intent): boolean =>
  'slots' in change && change.slots.reason !== null && (change.slots.from !== null || change.slots.saidDays !== null);
