/** 收到 of a copy for filing (备案): kept as its receipt; it never blocks anything. */
import type { Need } from '../domain/facts.ts';
import { sameSeat, type Request } from '../domain/request.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { show } from './shown.ts';

export const receiveFilingNeeds = (requestId: string | null): Need => ({
  organisation: true,
  requestIds: requestId === null ? [] : [requestId],
});

/** null where the speaker holds no seat that it was filed with. */
export function receiveFiling({ facts, me }: PersonContext, requestId: string | null): Outcome | null {
  const request = facts.requests.find((r) => r.id === requestId);
  if (!request || request.state === 'open') return null;
  const mine = filedWithMe(request, facts.speaker.seats);
  if (mine.length === 0) return null;
  const { says } = { says: 'filing-received' } as const;
  return {
    effects: mine.map(({ body, scopeId }) => ({
      effect: 'receive-filing',
      receipt: { requestId: request.id, body, scopeId, personId: me.id, at: facts.now },
    })),
    replies: say({ says, shown: show(request, facts) }, { requestId: request.id }).replies,
  };
}

const filedWithMe = ({ filings }: Request, seats: PersonContext['facts']['speaker']['seats']): Request['filings'] =>
  filings.filter((f) => seats.some((held) => sameSeat(held, f)));
