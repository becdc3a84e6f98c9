/** The answer to who is meant: by number of those that were shown, or by name. */
import type { Need } from '../domain/facts.ts';
import type { PersonAct } from '../domain/dialogue.ts';
import type { Request } from '../domain/request.ts';
import { addApproverTo } from './add-approver.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { askChange, changeNeeds } from './change-holder.ts';
import { deputise } from './deputy.ts';
import { invitePicked } from './invite.ts';
import { foundBy, forWhom, namedById, namesNeed, settled, type Named, type WhoQuestion } from './people.ts';
import { transferTo } from './transfer.ts';

/** 代请 goes on with the leave, not here. */
export type HandingAct = Exclude<PersonAct, { does: 'proxy' }>;
export type HandingQuestion = WhoQuestion & { readonly act: HandingAct };

/** `said` is a name, where no number was given. */
export const pickPersonNeeds = ({ act, personIds }: HandingQuestion, said: string | null): Need => ({
  organisation: true,
  forMe: true,
  deputies: act.does === 'deputy',
  requestIds: 'requestId' in act ? [act.requestId] : [],
  ownRequestsOf: { personIds },
  ...namesNeed(said === '' ? null : said),
  ...(act.does === 'deputy' && act.forId ? forAnother(act.forId, personIds) : {}),
  ...(act.does === 'change-holder' ? changeNeeds(act, personIds) : {}),
  ...(act.does === 'invite' ? { binding: { said: null, invites: personIds }, fresh: true } : {}),
});

/** The seats and deputies of whom it is for. */
const forAnother = (forId: string, personIds: readonly string[]): Need => ({
  seatSearch: { said: null, key: null, ofNamed: false, heldBy: [forId], on: null },
  ownRequestsOf: { personIds: [...personIds, forId] },
});

/** Everything is looked at again: the request may have moved on since it was asked. */
export function pickPerson(context: PersonContext, { act }: HandingQuestion, personId: string): Outcome {
  const person = namedById(context.facts, personId);
  return person ? goOn(context, act, person) : settled(context, act.does, say({ says: 'nothing-asked' }));
}

/** By name: of those that were shown, else of everybody. */
export function nameAnother(context: PersonContext, question: HandingQuestion, said: string): Outcome {
  const { act, personIds } = question;
  if (said === '') return say({ says: 'name-whom', act: act.does }); // a photo alone
  const shown = foundBy(context.facts, said).filter((p) => personIds.includes(p.person.id));
  const [only] = shown;
  if (only && shown.length === 1) return goOn(context, act, only);
  return forWhom(context, act, said, (person) => goOn(context, act, person));
}

function goOn(context: PersonContext, act: HandingAct, person: Named): Outcome {
  if (act.does === 'change-holder') return askChange(context, act, person);
  if (act.does === 'deputy') return deputise(context, person, act);
  if (act.does === 'invite') return invitePicked(context, person);
  const request = context.facts.requests.find((r) => r.id === act.requestId);
  if (!request) return settled(context, act.does, say({ says: 'nothing-to-answer' }));
  return onRequest[act.does](context, request, person);
}

const onRequest: Record<
  Exclude<HandingAct['does'], 'deputy' | 'invite' | 'change-holder'>,
  (context: PersonContext, request: Request, person: Named) => Outcome
> = { transfer: transferTo, 'add-approver': addApproverTo };
