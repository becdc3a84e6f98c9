/** Opens a request that was decided: kept, told to the applicant, and put before its approvers. */
import type { Beside, Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import type { Request } from '../domain/request.ts';
import { nameOf, officersOf } from './chain.ts';
import { reply, type Outcome, type PersonContext } from './context.ts';
import { button, notice, putBefore } from './notices.ts';
import { show } from './shown.ts';

/** `say` is the pack's own sentence where no rule names an approver and the officer keeps the request. */
export const openRequest = (
  { facts, me }: PersonContext,
  request: Request,
  { beside, say = null }: { readonly beside: Beside; readonly say?: string | null },
): Outcome => ({
  effects: [{ effect: 'open-request', request, beside }, ...closesQuestion(facts, request)],
  replies: [
    ...(request.state === 'held'
      ? toOfficer(request, facts, say)
      : [
          reply({ says: 'request-opened', shown: show(request, facts) }, { requestId: request.id }),
          ...putBefore(request, facts),
        ]),
    ...(request.enteredBy === null
      ? []
      : [
          notice(
            request,
            'entered',
            request.applicantId,
            { says: 'entered-for-you', shown: show(request, facts), by: me.name },
            [button('object', request.id)],
          ),
        ]),
  ],
});

function toOfficer(request: Request, facts: Facts, say: string | null): Reply[] {
  const shown = show(request, facts);
  const officers = officersOf(facts, request);
  const [first] = officers;
  return [
    reply(
      { says: 'leave-held', shown, say, officer: first === undefined ? null : nameOf(facts, first) },
      { requestId: request.id },
    ),
    ...officers.map((id) => ({
      ...notice(request, `v${request.revision}.held`, id, { says: 'please-settle', shown, say } as const),
      images: request.images,
    })),
  ];
}

/** A question about something else stays open: 补卡 in the middle of a leave. */
export const closesQuestion = (facts: Facts, request: Pick<Request, 'kind'>): Effect[] =>
  facts.dialogue?.question.about === request.kind
    ? [{ effect: 'close-question', accountId: facts.speaker.accountId }]
    : [];
