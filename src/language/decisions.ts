/** 同意, 驳回, 退回 of a request. Strict on purpose: a word of agreement that is not exactly one of the list approves nothing. */
import { allAfter, approvalRemarks, approveWords, noReason, rejectWords, returnWords } from './approval-words.ts';
import { commandAt, hasOddNumber, type CommandPlace } from './command-place.ts';
import { foldText, typed, type FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare, isBoundary, skipGaps, wordMatcher } from './match-words.ts';
import { readSoundsLike } from './named-decisions.ts';
import { isNothing, merged, noneNamed, takeLastCode } from './which.ts';

const approveWord = wordMatcher(approveWords);
const rejectWord = wordMatcher(rejectWords);
const returnWord = wordMatcher(returnWords);
const anyDecision = wordMatcher([...approveWords, ...rejectWords, ...returnWords]);

const none: Intent = { intent: 'none' };

/** Nothing may stand beside the word but what names the request, and one of the remarks. */
function approval(text: FoldedText): Intent | null {
  const message = bare(text.look);
  const last = takeLastCode(message);
  const place = commandAt({ look: last.rest }, approveWord, 'listed');
  if (place === null || place === 'two') return null;
  const which = merged(place.which, { ...noneNamed, code: last.code });
  const note = bare(last.rest.slice(place.end));
  if (which === null || hasOddNumber(text, text.look.length)) return none;
  if (note === '') return { intent: 'approve', which, note: null };
  if (allAfter.includes(note) && isNothing(which))
    return { intent: 'approve', which: { ...noneNamed, all: true }, note: null };
  const isRemark = isBoundary(last.rest, place.end) && approvalRemarks.includes(note);
  return isRemark ? { intent: 'approve', which, note } : null;
}

const reasonLabel = /^(?:(?:理由|原因|因为)[: ]+)?/;
const asked = /(?:\?|吗|么|嘛|呢)$/;
const lastCode = /# ?([a-z]\d[a-z]\d)[\s。.!]*$/;
const attachedLabel = /^(?:了|理由|原因)?/;

interface Reason {
  readonly reason: string | null;
  readonly code: string | null;
}

/** The reason after 驳回, as typed, without a code at its end; null when words follow the decision without a gap. */
function reasonAfter(text: FoldedText, place: CommandPlace): Reason | null {
  const { look } = text;
  const label = place.isAttached ? (attachedLabel.exec(look.slice(place.end, place.end + 2))?.[0].length ?? 0) : 0;
  // After a code nothing needs to part the reason from it.
  if (place.end === place.wordEnd && !isBoundary(look, place.end + label)) return null;
  const at = skipGaps(look, place.end + label);
  const labelled = reasonLabel.exec(look.slice(at, at + 8))?.[0].length ?? 0;
  const last = text.cut ? null : lastCode.exec(look.slice(at + labelled));
  const reason = bare(typed(text, at + labelled, last ? at + labelled + last.index : look.length));
  return { reason: noReason.test(reason) ? null : reason, code: last?.[1]?.toUpperCase() ?? null };
}

function refusal(text: FoldedText, intent: 'reject' | 'return'): Intent | null {
  const place = commandAt(text, intent === 'reject' ? rejectWord : returnWord, 'listed');
  if (place === null || place === 'two' || asked.test(bare(text.look))) return null;
  if (hasOddNumber(text, place.end)) return none;
  const said = reasonAfter(text, place);
  const which = said && merged(place.which, { ...noneNamed, code: said.code });
  return said && which && { intent, which, reason: said.reason };
}

/** The decision in the message; `none` when it starts like one but is not exactly one; null when it is about something else. */
export function readDecision(text: FoldedText): Intent | null {
  // Of a message that is cut short nothing may be taken as the whole.
  const decision = (text.cut ? null : approval(text)) ?? refusal(text, 'reject') ?? refusal(text, 'return');
  return decision ?? (commandAt(text, anyDecision, 'listed') === null ? null : none);
}

const hesitation = /^(?:还是|那就|那|就|好|行|嗯|我)[,: ]*/;

/** Begins with a word of decision: said to be no answer where something waits, so that nobody takes it for one. */
export function soundsLikeAnswer(text: string): boolean {
  const folded = foldText(text);
  const said = bare(folded.look);
  return (
    readSoundsLike(folded) !== null ||
    anyDecision(said, 0) !== null ||
    anyDecision(said.replace(hesitation, ''), 0) !== null
  );
}
