/** Talks: questions of the bot that may be put aside for another command and taken up again. */
import type { LeaveDraft, LeavePurpose, Question } from './dialogue.ts';

/** What a talk is about; a leave by what it is to be. */
export type TalkTopic = LeavePurpose['is'] | 'make-up' | 'deputy' | 'log';

/** Said in a line below another answer: a talk that still waits, was put aside, comes after the one at hand, or waited in vain. */
export interface Aside {
  readonly is: 'open' | 'parked' | 'next' | 'lapsed';
  readonly talk: Talk;
}

export interface Talk {
  readonly topic: TalkTopic;
  /** Of a leave, as far as it was said. */
  readonly draft: LeaveDraft | null;
}

/**
 * The talk that a question belongs to; null for what is never kept aside: consent, unbinding and photos, and answers to requests of
 * others, which stay in the answerer's 待办 anyway.
 */
export function talkOf(question: Question): Talk | null {
  switch (question.about) {
    case 'leave':
      return { topic: question.purpose.is, draft: question.draft };
    case 'make-up':
    case 'deputy':
    case 'log':
      return { topic: question.about, draft: null };
    case 'which-person':
      return question.act.does === 'deputy' || question.act.does === 'proxy'
        ? { topic: question.act.does, draft: null }
        : null;
    default:
      return null;
  }
}
