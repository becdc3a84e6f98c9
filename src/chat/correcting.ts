/** 改为 …: what a correction says depends on the line that it is of, so the words are read once that is known. */
import type { SentAlong } from '../domain/dialogue.ts';
import { changeEntry, changeEntryNeeds, correctable, type ReadCorrection } from '../commands/change-entry.ts';
import type { Outcome, PersonContext } from '../commands/context.ts';
import { quotedKept } from '../commands/take-back.ts';
import { changeSaid, correctionSaid } from '../language/understand.ts';
import type { Task } from './commands.ts';

const reading =
  (rest: string, { facts }: PersonContext): ReadCorrection =>
  (before) =>
    correctionSaid(rest, before, facts.today);

export const changing = (rest: string, context: PersonContext, along: SentAlong): Task => ({
  needs: changeEntryNeeds(context),
  run: (full) => changeEntry(full, reading(rest, full), along),
});

/** 改为两天 is of a line where one is quoted, or where no leave of the speaker's can be meant. */
export const editing = (leave: Task, context: PersonContext, along: SentAlong): Task => ({
  needs: { ...leave.needs, ...changeEntryNeeds(context) },
  run: (full) => editedEntry(full, along) ?? leave.run(full),
});

function editedEntry(context: PersonContext, along: SentAlong): Outcome | null {
  const { facts, message, me } = context;
  const rest = changeSaid(message.text);
  const mayBeLeave = quotedKept(context) === null && facts.requests.some((r) => r.applicantId === me.id);
  if (rest === null || mayBeLeave || correctable(context) === null) return null;
  return changeEntry(context, reading(rest, context), along);
}
