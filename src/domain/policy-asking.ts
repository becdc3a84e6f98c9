/** Asking about the rules in chat: who asks, what was asked before, and what the office itself has answered. */
import type { Instant, IsoDate } from './calendar.ts';
import type { NotAnswered, PolicyAnswer } from './policy-answer.ts';

/** The office's own answer to a question; it rests on an article. */
export interface FaqEntry {
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  /** Id of the pack, or of the imported text, that the article is of. */
  readonly pack: string;
  /** As it is cited: 第九条. */
  readonly article: string;
}

export interface PolicyAsker {
  /** Ids of the packs of the asker's county, its own first. */
  readonly packs: readonly string[];
  /** null in a group too: nothing is said there of anybody's post. */
  readonly post: string | null;
  readonly dispatchLevel: string | null;
  readonly isTeamLeader: boolean | null;
  readonly on: IsoDate;
  /** What was asked just before, where this may go on from it (那超过三天呢): a line each, the latest last. */
  readonly before: string | null;
  /** The county's own answers, by an office. */
  readonly faq: readonly FaqEntry[];
}

/** Answers questions about the rules out of an index that is held in memory: plain and synchronous. */
export interface PolicyDesk {
  ask(question: string, asker: PolicyAsker): PolicyAnswer;
}

/** Where there is nothing to look into: it refuses whatever is asked. */
export const emptyDesk: PolicyDesk = {
  ask: () => ({ is: 'refused', why: 'not-found', says: null, near: [] }),
};

export type PolicyFeedback = 'useful' | 'useless';

/** A question as it is kept. */
export interface PolicyQuestion {
  readonly id: string;
  readonly personId: string;
  readonly at: Instant;
  readonly text: string;
  /** What it went on from, a line each; null = it stood by itself. */
  readonly before: string | null;
  readonly packs: readonly string[];
  /** null = it was answered. */
  readonly refused: NotAnswered | null;
  /** Where the answer stands that came first, or the nearest one; null = nowhere. */
  readonly pack: string | null;
  readonly article: string | null;
  /** The office's answer that was given. */
  readonly faqId: string | null;
}

/** The question that a message may go on from, or may be said of. */
export interface PolicyAsked extends Pick<PolicyQuestion, 'id' | 'at' | 'text' | 'before' | 'refused'> {
  readonly feedback: PolicyFeedback | null;
  /** How many messages the same person sent in the same chat after it, before this one. */
  readonly since: number;
}

export interface PolicyFacts {
  readonly faq: readonly FaqEntry[];
  /** The last one of the speaker in this chat. */
  readonly last: PolicyAsked | null;
  /** The speaker's own one whose answer is quoted. */
  readonly quoted: PolicyAsked | null;
}

const freshMs = 600_000;

/** So long a question is gone on from. */
export const isFreshQuestion = ({ at }: Pick<PolicyAsked, 'at'>, now: Instant): boolean => now - at <= freshMs;

/** More lines say nothing more of what is meant. */
const mostLines = 3;

/** What the next question goes on from: the question with what it went on from itself. */
export const threadOf = ({ before, text }: Pick<PolicyAsked, 'before' | 'text'>): string =>
  [...(before ?? '').split('\n'), text.replace(/\s+/g, ' ')]
    .filter((line) => line !== '')
    .slice(-mostLines)
    .join('\n');
