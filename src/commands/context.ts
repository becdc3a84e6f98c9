/** What every command is given and gives back. Commands are pure: facts in, effects and replies out. */
import type { StoredMessage } from '../chat/message.ts';
import type { ImageRef, Question } from '../domain/dialogue.ts';
import type { Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { PolicyDesk } from '../domain/policy-asking.ts';
import type { CountySettings } from '../domain/settings.ts';
import type { OfferedButton, Recipient, Reply, Result } from '../domain/reply.ts';
import type { Rules } from '../rules/decision.ts';

export interface Context {
  readonly message: StoredMessage;
  readonly facts: Facts;
  readonly rules: Rules;
  readonly settings: CountySettings;
  /** Whom questions about the rules are put to. */
  readonly policies: PolicyDesk;
}

/** A context whose speaker is bound to a person. */
export interface PersonContext extends Context {
  readonly me: Person;
}

export interface Outcome {
  readonly effects: readonly Effect[];
  readonly replies: readonly Reply[];
}

export interface ReplyOptions {
  readonly to?: Recipient;
  readonly requestId?: string;
  readonly revision?: number;
  readonly buttons?: readonly OfferedButton[];
  readonly images?: readonly ImageRef[];
  readonly once?: string;
}

export const reply = (result: Result, options: ReplyOptions = {}): Reply => ({
  recipient: options.to ?? { to: 'here' },
  result,
  requestId: options.requestId ?? null,
  revision: options.revision ?? null,
  buttons: options.buttons ?? [],
  images: options.images ?? [],
  once: options.once ?? null,
});

/** An outcome that only says something. */
export const say = (result: Result, options: ReplyOptions = {}): Outcome => ({
  effects: [],
  replies: [reply(result, options)],
});

export const toPerson = (personId: string): Recipient => ({ to: 'person', personId });

export const joined = (...outcomes: readonly Outcome[]): Outcome => ({
  effects: outcomes.flatMap((o) => o.effects),
  replies: outcomes.flatMap((o) => o.replies),
});

/** Leaves a question of the bot's open; it takes the place of an older one. */
export const opens = ({ facts }: Pick<Context, 'facts'>, question: Question): Effect => ({
  effect: 'ask',
  accountId: facts.speaker.accountId,
  dialogue: { id: String(facts.messageId), question, askedAt: facts.now },
});

/** The open question is settled. */
export const closes = ({ facts }: Pick<Context, 'facts'>): Effect => ({
  effect: 'close-question',
  accountId: facts.speaker.accountId,
});

/** 确认 and 取消 of the question that this message opens. */
export const confirmButtons = ({ facts }: Pick<Context, 'facts'>): OfferedButton[] =>
  (['confirm', 'cancel'] as const).map((word) => ({
    label: word,
    action: { does: 'dialogue', word, dialogueId: String(facts.messageId) },
  }));
