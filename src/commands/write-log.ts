/** 日志: any number a day, with photos; one written for an earlier day is kept as late (丰都 第十条 asks for a truthful log). */
import type { IsoDate } from '../domain/calendar.ts';
import type { ImageRef } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { SpanProblem } from '../domain/date-problem.ts';
import { say, type Outcome, type PersonContext } from './context.ts';

export interface LogSlots {
  readonly on: IsoDate;
  readonly text: string;
  readonly problem: SpanProblem | null;
}

/** The longest log kept as one entry, in characters. */
const longest = 5000;

export const writeLogNeeds = (slots: LogSlots): Need => ({ ownLogs: { from: slots.on, to: slots.on } });

export function writeLog(context: PersonContext, slots: LogSlots, images: readonly ImageRef[]): Outcome {
  const { facts, message, rules, me } = context;
  if (me.post === null) return say({ says: 'not-a-cadre' });
  if (slots.text.length > longest) return say({ says: 'text-too-long', limit: longest });
  if (slots.problem) return askDay(context, slots.text, images, slots.problem);
  if (slots.on > facts.today) return say({ says: 'log-in-future', on: slots.on });
  if (slots.text === '' && images.length === 0) return say({ says: 'ask-log-text' });
  const late = slots.on < facts.today;
  return {
    effects: [{ effect: 'add-log', personId: me.id, on: slots.on, at: message.sentAt, text: slots.text, late, images }],
    replies: say({
      says: 'log-kept',
      on: slots.on,
      number: facts.logs.filter((l) => l.on === slots.on).length + 1,
      late,
      photos: images.length,
      citations: rules.provisions('worklog', slots.on),
    }).replies,
  };
}

function askDay({ facts }: PersonContext, text: string, images: readonly ImageRef[], problem: SpanProblem): Outcome {
  const question = { about: 'log', text, images } as const;
  const dialogue = { id: String(facts.messageId), question, askedAt: facts.now };
  return {
    effects: [{ effect: 'ask', accountId: facts.speaker.accountId, dialogue }],
    replies: say({ says: 'invalid-span', span: problem, wanted: 'log-day' }).replies,
  };
}
