/** 更正 and 代请: what the officer changes of an approved leave, and what keeper or officer ask for on somebody's behalf. */
import type { SpanProblem } from '../domain/date-problem.ts';
import type { LeaveDraft, PersonAct } from '../domain/dialogue.ts';
import type { Need } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Request } from '../domain/request.ts';
import { opens, reply, say, type Outcome, type PersonContext } from './context.ts';
import { namedRequest } from './find-request.ts';
import type { ChangeSlots } from './extend-leave.ts';
import { anybody, may, ofPerson, ofRequest } from './may.ts';
import { requestLeave } from './request-leave.ts';
import { show } from './shown.ts';

export const correctNeeds = ({ facts }: PersonContext, code: string | null): Need => ({
  organisation: true,
  code,
  ownRequestsOf: { code, requestIds: facts.quotedRequestId === null ? [] : [facts.quotedRequestId] },
});

export function correctLeave(context: PersonContext, { code, draft, problem }: ChangeSlots): Outcome {
  const { facts } = context;
  const request = namedRequest(context, code);
  if (!may(context, 'correct-leave', anybody)) return say({ says: 'cannot-correct', why: 'not-officer', shown: null });
  if (!request)
    return code === null
      ? say({ says: 'cannot-correct', why: 'which', shown: null })
      : say({ says: 'no-such-code', code });
  const shown = show(request, facts);
  if (!may(context, 'correct-leave', ofRequest(request, facts)))
    return say({ says: 'cannot-correct', why: 'not-officer', shown });
  if (request.state !== 'approved' || request.kind !== 'leave')
    return say({ says: 'cannot-correct', why: 'not-approved', shown });
  const { from, to, saidDays } = draft;
  const start = from === null && (to !== null || saidDays !== null) ? request.span.fromOn : from;
  const corrected = { ...draft, from: start, kind: request.leaveKind };
  return requestLeave(
    context,
    { draft: corrected, purpose: { is: 'correct', requestId: request.id }, images: [] },
    problem,
  );
}

export interface ProxySlots {
  /** As it was said. */
  readonly who: string;
  readonly draft: LeaveDraft;
  readonly problem: SpanProblem | null;
  readonly images: Request['images'];
}

export const proxyNeeds = ({ who }: Pick<ProxySlots, 'who'>): Need => ({
  organisation: true,
  names: [who],
  ownRequestsOf: { named: true },
});

/** 帮老王请假: only by whoever keeps the attendance, or by the officer. */
export function proxyLeave(context: PersonContext, { who, draft, problem, images }: ProxySlots): Outcome {
  const { facts } = context;
  const people = (facts.found.find((f) => f.said === who)?.people ?? []).map((s) => s.person);
  const cadres = people.filter((p) => p.post !== null);
  const mine = cadres.filter((p) => may(context, 'ask-leave-for', ofPerson(p)));
  const [only, ...others] = mine;
  if (!only) {
    const [first] = cadres;
    return first ? say({ says: 'not-your-cadre', name: first.name }) : say({ says: 'nobody-by-name', said: who });
  }
  if (others.length > 0) return askWhom(context, mine, { does: 'proxy', draft, images });
  return proxyFor(context, only.id, { draft, problem, images });
}

const askWhom = (
  context: PersonContext,
  people: readonly Person[],
  act: Extract<PersonAct, { does: 'proxy' }>,
): Outcome => ({
  effects: [opens(context, { about: 'which-person', act, personIds: people.map((p) => p.id) })],
  replies: [
    reply({
      says: 'which-person',
      act: 'proxy',
      people: people.map(({ name, post }) => ({ name, titles: post === null ? [] : [post] })),
    }),
  ],
});

/** The leave of that person, once it is known who is meant. */
export function proxyFor(
  context: PersonContext,
  personId: string,
  { draft, problem, images }: Omit<ProxySlots, 'who'>,
): Outcome {
  const person = context.facts.people.get(personId)?.person;
  if (!person || !may(context, 'ask-leave-for', ofPerson(person)))
    return say({ says: 'not-your-cadre', name: person?.name ?? '' });
  return requestLeave(context, { draft, purpose: { is: 'proxy', applicantId: personId }, images }, problem);
}
