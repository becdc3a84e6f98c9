/** Messages that are nothing but a known word: 帮助, 待办, 确认, 收到. */
import type { FoldedText } from './folded-text.ts';
import type { Intent } from './intent.ts';
import { bare } from './match-words.ts';
import { splitCode } from './which.ts';
import { answeredExactly, answeredWords, digestOff, digestOn, endDeputyWords } from './approval-words.ts';
import { givesUp } from './free-answers.ts';
import { answerWords, fixedIntent, howToAfterPattern, howToPattern, queryWords, resumeWords } from './words.ts';

type Fixed = ReturnType<typeof fixedIntent>;

function table(words: Readonly<Partial<Record<Fixed['intent'], readonly string[]>>>): ReadonlyMap<string, Fixed> {
  const map = new Map<string, Fixed>();
  for (const [intent, list] of Object.entries(words))
    for (const word of list) map.set(word, fixedIntent(intent as Fixed['intent']));
  return map;
}

const queries = table(queryWords);
const answers = table(answerWords);
/** Exactly the word: a question mark after it makes another message of it. */
const operations = new Map<string, Intent>([
  ...resumeWords.map((word) => [word, { intent: 'resume' }] as const),
  ...endDeputyWords.map((word) => [word, { intent: 'end-deputy' }] as const),
  ...digestOn.map((word) => [word, { intent: 'digest', digest: true }] as const),
  ...digestOff.map((word) => [word, { intent: 'digest', digest: false }] as const),
  ...answeredExactly.map((word) => [word, { intent: 'answered' }] as const),
]);
const answered = new Set<string>(answeredWords);
const acknowledgements = [...answerWords.acknowledge].sort((a, b) => b.length - a.length);

/** Nothing but words of acknowledgement: 好的收到, 嗯嗯, 👌👌. */
function isAcknowledgement(message: string): boolean {
  let rest = bare(message);
  for (let words = 0; words < 6 && rest !== ''; words++) {
    const word = acknowledgements.find((candidate) => rest.startsWith(candidate));
    if (word === undefined) return false;
    rest = bare(rest.slice(word.length));
  }
  return rest === '';
}

/** 收到 #A1B2 is of the copy with that code. */
function acknowledgement(message: string): Intent | null {
  const split = splitCode(message);
  return split && isAcknowledgement(split.rest) && split.rest !== ''
    ? { intent: 'acknowledge', code: split.code }
    : null;
}

/** `/help@thisbot` in a Telegram group. */
const withoutAddress = (message: string): string => message.replace(/^(\/[a-z]{1,16})@[a-z0-9_]{1,64}$/, '$1');

export function readShortWord(text: FoldedText): Intent | null {
  if (text.cut || text.look.length > 80) return null;
  const message = withoutAddress(bare(text.look));
  const query = queries.get(message) ?? queries.get(message.replace(/[?吗呢]+$/, ''));
  if (query) return query;
  if (answered.has(message.replace(/\?$/, ''))) return { intent: 'answered' };
  const answer = answers.get(message) ?? operations.get(message);
  if (answer) return answer;
  if (givesUp(message)) return { intent: 'cancel' };
  if (howToPattern.test(message) || howToAfterPattern.test(message)) return { intent: 'help' };
  return acknowledgement(message);
}
