/** 收到 of a copy for filing (备案): kept as its receipt; it never blocks anything. */
import type { Need } from '../domain/facts.ts';
import { sameSeat, type Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { may, ofRequest } from './may.ts';
import { show } from './shown.ts';

export const receiveFilingNeeds = (requestId: string | null): Need => ({
  organisation: true,
  requestIds: requestId === null ? [] : [requestId],
});

/** null where the speaker holds no seat that it was filed with; the first of several that go by one code. */
export function receiveFiling(context: PersonContext, ids: readonly string[]): Outcome | null {
  const { facts, me } = context;
  const request = facts.requests.find(
    (r) => ids.includes(r.id) && may(context, 'receive-filing', ofRequest(r, facts)) && wasApproved(r),
  );
  if (!request) return null;
  const mine = filedWithMe(request, facts.speaker.seats);
  return {
    effects: mine.map(({ body, scopeId }) => ({
      effect: 'receive-filing',
      receipt: { requestId: request.id, body, scopeId, personId: me.id, at: facts.now },
    })),
    replies: say({ says: 'filing-received', shown: show(request, facts) }, { requestId: request.id }).replies,
  };
}

const wasApproved = ({ state }: Request): boolean => state === 'approved' || state === 'cancelled';

export const filedWithMe = (
  { filings }: Request,
  seats: PersonContext['facts']['speaker']['seats'],
): Request['filings'] => filings.filter((f) => seats.some((held) => sameSeat(held, f)));
