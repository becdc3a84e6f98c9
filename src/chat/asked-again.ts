/** 继续: the question that a talk had come to is asked once more, from the facts as they are now. */
import { cut } from '../domain/cut.ts';
import type { Question } from '../domain/dialogue.ts';
import type { Outcome, PersonContext } from '../commands/context.ts';
import { deputyNeeds, nameDeputy } from '../commands/deputy.ts';
import { makeUp, makeUpNeeds } from '../commands/make-up.ts';
import { askWhichPerson, namedById } from '../commands/people.ts';
import { leaveNeeds, requestLeave } from '../commands/request-leave.ts';
import type { Task } from './commands.ts';
import { logTask } from './dialogue.ts';

type About<K extends Question['about']> = Extract<Question, { about: K }>;

/** What puts an open question to its person once more, where it is part of a talk. */
export function askedAgain(question: Question, context: PersonContext): Task | null {
  switch (question.about) {
    case 'leave':
      return { needs: leaveNeeds(question.purpose), run: (full) => requestLeave(full, question, null) };
    case 'make-up': {
      const slots = { on: question.on, reason: null, problem: null };
      return { needs: makeUpNeeds(context, slots), run: (full) => makeUp(full, slots) };
    }
    case 'deputy': {
      const slots = { ...question, problem: null };
      return { needs: deputyNeeds(slots), run: (full) => nameDeputy(full, slots) };
    }
    case 'log':
      return logTask(question, {
        on: context.facts.today,
        text: question.text,
        problem: { problem: 'unclear', said: cut(question.text, 20) },
      });
    case 'which-person':
      return {
        needs: { organisation: true, deputies: true, ownRequestsOf: { personIds: question.personIds } },
        run: (full) => askWhom(full, question),
      };
    default:
      return null;
  }
}

/** Those who are still there of those that were shown. */
const askWhom = (full: PersonContext, { act, personIds }: About<'which-person'>): Outcome =>
  askWhichPerson(
    full,
    act,
    personIds.flatMap((id) => namedById(full.facts, id) ?? []),
  );
