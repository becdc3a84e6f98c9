/** 代理 12.1-12.5 李副书记, 我12.1-12.5不在，李副书记代理: who answers for how long. */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { deputyWords, leaveNamed, personLead, titles, weekdayNames } from './approval-words.ts';
import { commandAt, type CommandPlace } from './command-place.ts';
import { nameTyped, type FoldedText } from './folded-text.ts';
import { isCalled, nameLetters } from './hand-over.ts';
import type { DateProblem, Intent } from './intent.ts';
import { bare, includesAny, wordMatcher } from './match-words.ts';
import { asks } from './questions.ts';
import { timeAndWords, type SaidTimeAndWords } from './said-time.ts';
import type { SaidSpan } from './said-span.ts';

const longest = 60;
const none: Intent = { intent: 'none' };
const deputyWord = wordMatcher(deputyWords);

interface Days {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly problem: DateProblem | null;
}

/** Whole days. 三天 and 到12.5 begin today; nothing said stays open. */
function daysOf({ from, to, saidDays, problem }: SaidSpan, today: IsoDate): Days {
  if (problem) return { from: null, to: null, problem };
  const begins = from ?? (to !== null || saidDays !== null ? today : null);
  const lasts = begins !== null && saidDays !== null && to === null ? addDays(begins, Math.ceil(saidDays) - 1) : to;
  if (begins !== null && lasts !== null && lasts < begins)
    return { from: null, to: null, problem: { problem: 'ends-before-start', from: begins, to: lasts } };
  return { from: begins, to: lasts, problem: null };
}

/** Words around the name that go with the command. */
const deputyTail = /(?:代理|代批|代我批|代我审批|代为审批|来代理|代我|审批|帮我批|替我批)(?:一下)?吧?$/;

/** 李副书记 替 王书记: whose seats it is for, and the words without that. */
const ofAnother = new RegExp(`^(.*?)(?:代替|替)\\s*([${nameLetters}]{2,12}?)(?:审批|批)?[\\s,、。]*$`, 'u');

function withoutPrincipal(words: string, from: number): { readonly words: string; readonly forWhom: string | null } {
  const [, before = '', forWhom] = ofAnother.exec(words.slice(from)) ?? [];
  const isNamed = forWhom !== undefined && isCalled(forWhom) && before.trim() !== '';
  return isNamed ? { words: words.slice(0, from) + before, forWhom } : { words, forWhom: null };
}

/** The name after 代理; '' where nobody is named; null where what stands there is no name. */
function namedAfter(words: string, place: CommandPlace, hasTime: boolean): string | null {
  const said = bare(words.slice(place.end).replace(/[\s,、。:;]+/g, ' '));
  const who = bare(said.replace(personLead, '').replace(deputyTail, ''));
  if (who === '') return '';
  const isFollowing = place.isAttached && !/\s/.test(words[place.end] ?? '');
  const isPlain = !isFollowing || (hasTime && titles.test(who)) || personLead.test(said);
  return isCalled(who) && isPlain ? who : null;
}

function commanded(text: FoldedText, today: IsoDate): Intent | null {
  const place = commandAt(text, deputyWord, 'own');
  if (place === null || place === 'two' || place.which.code !== null) return null;
  const said = timeAndWords(text, today, 'forward', place.end);
  const { words, forWhom } = withoutPrincipal(said.words, place.end);
  const who = namedAfter(words, place, said.hasTime);
  if (who === null) return place.isAttached ? null : none;
  if (asks(text.look)) return none;
  const intent = named(text, who, daysOf(said.span, today));
  return forWhom === null || intent.intent !== 'name-deputy'
    ? intent
    : { ...intent, forWhom: nameTyped(text, forWhom) };
}

function named(text: FoldedText, who: string, days: Days): Intent {
  const at = who === '' ? -1 : text.look.indexOf(who);
  return { intent: 'name-deputy', who: at < 0 ? null : nameTyped(text, who, at), ...days };
}

const absence =
  '(?:期间|这几天)?(?:要|将)?(?:不在(?:岗|村|家|单位|办公室|镇上)?|外出|出差|有事|学习|培训|开会)(?:期间)?';
const asking = '由|请|让|委托|授权|交给|交由';
const deputising = '(?:来)?(?:代理|代批|代为审批|代我审批|代我批|代审批|代我)(?:我|审批|一下)?(?:吧)?';
const sentence = new RegExp(
  `^(?:我|本人)?\\s*(${absence})?\\s*(?:期间)?\\s*(${asking})?\\s*([${nameLetters}]{2,12}?)\\s*${deputising}$`,
  'u',
);

/** The deputy named in a sentence: plainly to come, and not a leave that mentions one. */
function inSentence(text: FoldedText, today: IsoDate): Intent | null {
  if (!/代[理批我为审]/.test(text.look) || includesAny(text.look, leaveNamed)) return null;
  const said: SaidTimeAndWords = timeAndWords(text, today, 'forward');
  const [, away, ask, who] = sentence.exec(bare(said.words.replace(/[\s,、。:;]+/g, ' '))) ?? [];
  if (who === undefined || !isCalled(who) || (!said.hasTime && away === undefined && ask === undefined)) return null;
  const days = daysOf(said.span, today);
  if (asks(text.look) || (days.to !== null && days.to < today)) return none;
  return named(text, who, days);
}

/** 周一鸣 names nobody's Monday. */
const withNames = (text: FoldedText): FoldedText => ({
  ...text,
  look: text.look.replace(weekdayNames, (name) => 'x'.repeat(name.length)),
});

export function readDeputy(said: FoldedText, today: IsoDate): Intent | null {
  if (said.cut || said.look.length > longest) return null;
  const text = withNames(said);
  return commanded(text, today) ?? inSentence(text, today);
}
