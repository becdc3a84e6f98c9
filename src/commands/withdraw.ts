/** 撤回: the applicant takes an open request back; whoever was asked is told once. */
import type { Need } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';
import { show } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { tellOthersAsked } from './notices.ts';

export const withdrawNeeds = (code: string | null): Need => ({ ownRequests: true, organisation: true, code });

export function withdraw(context: PersonContext, code: string | null): Outcome {
  const { facts, me } = context;
  const named = facts.requests.filter((r) => (code === null ? r.id === facts.quotedRequestId : r.code === code));
  if (code !== null && named.length === 0) return say({ says: 'no-such-code', code });
  const own = (named.length > 0 ? named : facts.requests).filter((r) => r.applicantId === me.id);
  if (named.length > 0 && own.length === 0) return say({ says: 'cannot-withdraw', why: 'not-yours', shown: [] });
  const open = own.filter((r) => r.state === 'open');
  const [only] = open;
  if (open.length === 1 && only) return takeBack(context, only);
  const why = open.length > 1 ? 'several' : named.length > 0 ? 'ended' : 'none-open';
  const shown = (why === 'ended' ? own : open).map((r) => show(r, facts));
  return say({ says: 'cannot-withdraw', why, shown });
}

function takeBack({ facts, me }: PersonContext, request: Request): Outcome {
  const after: Request = { ...request, state: 'withdrawn', version: request.version + 1 };
  const shown = show(after, facts);
  return {
    effects: [
      {
        effect: 'move-request',
        requestId: request.id,
        version: request.version,
        state: 'withdrawn',
        step: request.step,
        at: facts.now,
      },
    ],
    replies: [
      reply({ says: 'withdrawn', shown }, { requestId: request.id }),
      ...tellOthersAsked(after, facts, { says: 'withdrawn-told', shown }, [me.id]),
    ],
  };
}
