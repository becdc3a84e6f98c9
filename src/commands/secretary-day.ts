/** 待办, 我批过的 and 免打扰: what waits for the speaker, what they have answered, and how they want to be asked. */
import { addDays } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { anyOne, showList, waitingForMe, whichNeeds } from './find-request.ts';
import { longestList } from '../domain/shown.ts';
import { show } from './shown.ts';

export const todoNeeds: Need = whichNeeds(anyOne);

/** The requests that wait for the speaker, numbered: 同意 1 3 answers those. */
export function todo(context: PersonContext): Outcome {
  const waiting = waitingForMe(context);
  return {
    effects: [showList(context, waiting)],
    replies: [
      reply(
        { says: 'todo', on: context.facts.today, shown: waiting.map((r) => show(r, context.facts)) },
        {
          images: waiting
            .slice(0, longestList)
            .flatMap((r) => r.images)
            .slice(0, mostImages),
        },
      ),
    ],
  };
}

const mostImages = 9;
const lookBackDays = 30;

export const answeredNeeds = ({ facts }: PersonContext): Need => ({
  organisation: true,
  answeredSince: addDays(facts.today, -lookBackDays),
});

export function answeredByMe({ facts, me }: PersonContext): Outcome {
  const mine = facts.requests.filter((r) =>
    r.steps.some((s) => s.seats.some(({ answer }) => answer?.personId === me.id || answer?.recordedBy === me.id)),
  );
  const since = addDays(facts.today, -lookBackDays);
  return say({ says: 'answered-by-me', since, shown: mine.map((r) => show(r, facts)) });
}

export const setDigest = ({ me }: PersonContext, digest: boolean): Outcome => ({
  effects: [{ effect: 'set-digest', personId: me.id, digest }],
  replies: [reply({ says: 'digest-set', digest })],
});
