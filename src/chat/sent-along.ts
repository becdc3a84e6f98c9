/** Photos and documents that came with a message, or wait for what they are for: what becomes of them, and what is told of those not kept. */
import { isExpired, type FileRef, type Question, type SentAlong } from '../domain/dialogue.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import {
  closes,
  joined,
  opens,
  say,
  toPerson,
  type Outcome,
  type PersonContext,
  type ReplyOptions,
} from '../commands/context.ts';
import type { Intent } from '../language/intent.ts';
import { reportBeside, reportNamed } from '../language/report-named.ts';
import { followed, only, type Task } from './commands.ts';

/** Photos and documents sent one by one within it belong together. */
const togetherMs = 600_000;
/** So many wait at once; of more, the last ones. */
const mostWaiting = 10;

/** The question that still waits for its answer. */
const openIn = ({ dialogue, now }: Facts): Question | null =>
  dialogue && !isExpired(dialogue, now) ? dialogue.question : null;

function waitingIn(facts: Facts): SentAlong {
  const open = openIn(facts);
  return open?.about === 'photo' ? { images: open.images, files: open.files ?? [] } : { images: [], files: [] };
}

const isLongAgo = ({ dialogue, now }: Facts): boolean => now - (dialogue?.askedAt ?? 0) > togetherMs;

/** What came with this message; where nothing did, what waits. Documents are sent one by one: those just before come with it. */
export function sentAlong({ message, facts }: PersonContext): SentAlong {
  const own = message.files ?? [];
  const waiting = own.length > 0 && isLongAgo(facts) ? { images: [], files: [] } : waitingIn(facts);
  const images = message.images.length > 0 ? message.images : waiting.images;
  return { images, files: [...waiting.files, ...own] };
}

/** There are photos or documents in it, and no words that ask for anything. */
export const isUnsaid = ({ message }: PersonContext, { intent }: Intent): boolean =>
  (intent === 'none' || intent === 'acknowledge') && (message.images.length > 0 || (message.files ?? []).length > 0);

/** Another question of the bot's waits, and documents are no answer to it; words beside them that ask for nothing are none either. */
export function answersNothing({ message, facts }: PersonContext, isAlone = isWordless(message)): Task | null {
  const files = message.files ?? [];
  const open = openIn(facts);
  if (!isAlone || files.length === 0 || !open || open.about === 'photo') return null;
  return only(() => say({ says: 'files-not-used', files, why: 'question-open' }));
}

const isWordless = (message: PersonContext['message']): boolean =>
  message.images.length === 0 && wordsOf(message) === '';

/** What is passed on holds another's words. */
const wordsOf = ({ text, forwarded }: PersonContext['message']): string => (forwarded ? '' : text.trim());

export function askWhatFor(context: PersonContext): Task {
  const { message, facts } = context;
  const waiting = waitingIn(facts);
  const images = [...(isLongAgo(facts) ? [] : waiting.images), ...message.images].slice(-mostWaiting);
  const files = [...waiting.files, ...(message.files ?? [])].slice(-mostWaiting);
  const asked = say({ says: 'photo-for-what', photos: images.length, files });
  const question = { about: 'photo', images, ...(files.length > 0 ? { files } : {}) } as const;
  return only(() => joined({ effects: [opens(context, question)], replies: [] }, asked));
}

const photoIntents: readonly Intent['intent'][] = [
  'check-in',
  'write-log',
  'write-entry',
  'change-entry',
  'duty-done',
  'request-leave',
  'edit-request',
  'record-paper',
];
/** What waited goes with it, if it is done. */
export const usesUp = ({ intent }: Intent): boolean => photoIntents.includes(intent);

/**
 * 上报 and nothing else: the document's own name says what it is. Words beside a document that name a report are that report: nobody
 * sends one to have a draft of it.
 */
export function readWithFiles(intent: Intent, { message, facts }: PersonContext): Intent {
  const own = message.files ?? [];
  if (own.length > 0 && intent.intent === 'own-files') return { intent: 'none' };
  if (own.length > 0 && (intent.intent === 'none' || intent.intent === 'draft'))
    return reportBeside(message.text, message.sentAt) ?? intent;
  if (intent.intent !== 'write-entry' || intent.said.ledger !== 'report' || intent.said.text !== '') return intent;
  const [file] = [...waitingIn(facts).files, ...own];
  if (!file) return intent;
  const name = file.name.replace(/\.[^.]+$/, '');
  return reportNamed(name, message.sentAt) ?? { ...intent, said: { ...intent.said, text: name } };
}

/**
 * What was said is done all the same where photos or documents are not kept; with nothing else in it there is nothing to do.
 * @param report what goes with a report, where it is one: without its document it is none
 */
export function tellingMissing({ message, facts }: PersonContext, task: Task, report: SentAlong | null = null): Task {
  const photos = message.missingImages ?? 0;
  const unkept = message.unkept ?? [];
  if (photos === 0 && unkept.length === 0) return task;
  const isEmpty = message.images.length === 0 && (message.files ?? []).length === 0 && wordsOf(message) === '';
  const alone = isEmpty || (unkept.length > 0 && report?.files.length === 0);
  // A message that waited for consent is worked again: it is told once.
  const of = (what: string): { readonly once: string } => ({ once: `${facts.messageId}:${what}` });
  const told = joined(
    ...(photos > 0 ? [say({ says: 'photos-missing', photos, alone }, of('photos-missing'))] : []),
    ...(unkept.length > 0 ? [say({ says: 'files-not-kept', files: unkept, alone }, of('files-not-kept'))] : []),
  );
  return alone ? only(() => told) : followed(task, (outcome) => joined(outcome, told));
}

/** Documents that came with a command, or with an answer, that has no use for them. */
export function tellingUnused({ message }: PersonContext, task: Task): Task {
  const own = message.files ?? [];
  if (own.length === 0) return task;
  return followed(task, (outcome) => tellingOf(outcome, own, {}));
}

/** What waited for what it is for is settled with what is done; a refusal leaves it waiting. */
export const closingIfDone = (task: Task): Task =>
  followed(task, (outcome, full) =>
    outcome.effects.some(({ effect }) => !listing.includes(effect))
      ? joined({ effects: [closes(full)], replies: [] }, outcome)
      : outcome,
  );
const listing: readonly Effect['effect'][] = ['show-list', 'list-duties'];

/** Documents that waited, and wait no more, without having come to anything; unless that was asked for. */
export function tellingLost({ message, facts, me }: PersonContext, outcome: Outcome): Outcome {
  const open = openIn(facts);
  const isSettled = outcome.effects.some(({ effect }) => effect === 'ask' || effect === 'close-question');
  if (!open || !isSettled || outcome.replies.some(isDropped)) return outcome;
  const waited = open.about === 'photo' || open.about === 'which-report' ? (open.files ?? []) : [];
  // They were sent to the bot alone.
  return tellingOf(outcome, waited, message.chatKind === 'group' ? { to: toPerson(me.id) } : {});
}
const isDropped = ({ result }: Reply): boolean => result.says === 'question-dropped';

/** With what is said of those of them that are in nothing that is kept; once for all. */
function tellingOf(outcome: Outcome, files: readonly FileRef[], options: ReplyOptions): Outcome {
  const inIt = keptIn(outcome);
  const lost = files.filter(({ sha256 }) => !inIt.has(sha256));
  if (lost.length === 0) return outcome;
  const told = outcome.replies.find(({ result }) => result.says === 'files-not-used');
  if (told?.result.says !== 'files-not-used' || options.to)
    return joined(outcome, say({ says: 'files-not-used', files: lost, why: 'other-command' }, options));
  const before = told.result;
  const all = { ...told, result: { ...before, files: [...lost, ...before.files] } };
  return { effects: outcome.effects, replies: outcome.replies.map((r) => (r === told ? all : r)) };
}

/** In a line of a ledger, or with the question that is now open. */
const keptIn = ({ effects }: Outcome): ReadonlySet<string> =>
  new Set(
    effects.flatMap((e) => {
      if (e.effect === 'add-entry') return (e.entry.files ?? []).map(({ sha256 }) => sha256);
      if (e.effect !== 'ask' || !('files' in e.dialogue.question)) return [];
      return (e.dialogue.question.files ?? []).map(({ sha256 }) => sha256);
    }),
  );
