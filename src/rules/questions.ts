/** What the service asks of a pack: its decision tables, by name, and the facts that it can hand to each. */

export interface Question {
  readonly answers: 'chain' | 'body';
  readonly facts: readonly string[];
}

const QUESTIONS = {
  'leave-chain': { answers: 'chain', facts: ['role', 'dispatch_level', 'leave_days', 'special_circumstance'] },
  'attendance-keeper': { answers: 'body', facts: ['role', 'dispatch_level'] },
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof QUESTIONS;
export const questionNames = Object.keys(QUESTIONS);

/** null for a name that the service never asks by: a table under it would be dead. */
export const questionOf = (name: string): Question | null =>
  Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name as QuestionName] : null;
