/** 异议: somebody else asked for it, and it is not so; it is taken back, and those whom it concerns are told. */
import type { Need } from '../domain/facts.ts';
import { isSettled, type Request } from '../domain/request.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { namedRequest } from './find-request.ts';
import { officersOf, unique } from './chain.ts';
import { may, ofRequest } from './may.ts';
import { keepersOf, notice } from './notices.ts';
import { show } from './shown.ts';
import { takenBack } from './withdraw.ts';

export interface ObjectSlots {
  readonly code: string | null;
  readonly reason: string | null;
}

export const objectNeeds = ({ code }: Pick<ObjectSlots, 'code'>): Need => ({
  ownRequests: true,
  organisation: true,
  code,
});

export function object(context: PersonContext, { code, reason }: ObjectSlots): Outcome {
  const { facts, me } = context;
  const entered = facts.requests
    .filter((r) => r.applicantId === me.id && r.enteredBy !== null && isLive(r))
    .sort((a, b) => b.openedAt - a.openedAt);
  const named = namedRequest(context, code);
  if (code !== null && !named) return say({ says: 'no-such-code', code });
  const [latest] = entered;
  const request = named ? entered.find((r) => r.id === named.id) : latest;
  return request ? objectTo(context, request, reason) : say({ says: 'nothing-to-object' });
}

const isLive = (request: Request): boolean =>
  !isSettled(request) || (request.state === 'approved' && request.ended === null);

export function objectTo(context: PersonContext, request: Request, reason: string | null): Outcome {
  const { me } = context;
  if (!may(context, 'object', ofRequest(request, context.facts)) || request.enteredBy === null || !isLive(request))
    return say({ says: 'nothing-to-object' });
  if (request.state === 'approved' && request.span.fromOn < context.facts.today)
    return tellObjection(context, request, reason);
  const to = request.state === 'approved' ? 'cancelled' : 'withdrawn';
  const { effects, replies, shown } = takenBack(context, request, to, me.name);
  const { enteredBy } = request;
  return {
    effects,
    replies: [
      reply({ says: 'objected', shown }, { requestId: request.id }),
      notice(request, `n${request.version}.objected`, enteredBy, { says: 'objection-told', shown, reason }),
      ...replies.filter(({ recipient }) => recipient.to !== 'person' || recipient.personId !== enteredBy),
    ],
  };
}

/** Of a leave that has begun nothing is undone by a word: keeper and officer look into it, and the officer corrects it. */
function tellObjection(context: PersonContext, request: Request, reason: string | null): Outcome {
  const { facts, me } = context;
  const shown = show(request, facts);
  const told = unique([request.enteredBy ?? '', ...keepersOf(context, request), ...officersOf(facts, request)]).filter(
    (id) => id !== '' && id !== me.id,
  );
  return {
    effects: [],
    replies: [
      reply({ says: 'objected', shown }, { requestId: request.id }),
      ...told.map((id) =>
        notice(request, `n${request.version}.objected`, id, { says: 'objection-told', shown, reason }),
      ),
    ],
  };
}
