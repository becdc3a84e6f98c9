/** Opens a request that was decided: kept, told to the applicant, and put before its approvers. */
import type { Request } from '../domain/request.ts';
import { show } from './chain.ts';
import { reply, type Outcome, type PersonContext } from './context.ts';
import { askApprovers } from './notices.ts';

export const openRequest = ({ facts }: PersonContext, request: Request): Outcome => ({
  effects: [
    { effect: 'open-request', request },
    // A question about something else stays open: 补卡 in the middle of a leave.
    ...(facts.dialogue?.question.about === request.kind
      ? [{ effect: 'close-question', accountId: facts.speaker.accountId } as const]
      : []),
  ],
  replies: [
    reply({ says: 'request-opened', shown: show(request, facts) }, { requestId: request.id }),
    ...askApprovers(request, facts),
  ],
});
