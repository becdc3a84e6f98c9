/** A request that no rule settles: the officer who keeps it names who answers it. */
import { nameApprover } from '../domain/approval.ts';
import type { Request } from '../domain/request.ts';
import { reply, type Outcome, type PersonContext } from './context.ts';
import { askApprovers, notice } from './notices.ts';
import { cannotHandTo, notToAnswer, settled, type Named } from './people.ts';
import { show } from './shown.ts';

/** For an officer, of a held request of somebody else. */
export function nameTheApprover(context: PersonContext, request: Request, to: Named): Outcome {
  const { facts, me } = context;
  const notTo = notToAnswer(facts, request, null, to);
  if (notTo) return cannotHandTo(to, notTo);
  const after: Request = { ...nameApprover(request, to.person, me.id), movedAt: facts.now };
  const told = {
    says: 'approver-named',
    shown: show(after, facts),
    name: to.person.name,
    by: me.name,
    byMe: false,
  } as const;
  return settled(context, 'transfer', {
    effects: [
      { effect: 'revise-request', request: after, version: request.version, why: 'name-approver', beside: null },
    ],
    replies: [
      reply({ ...told, byMe: true }, { requestId: after.id }),
      notice(after, `named.v${after.version}`, after.applicantId, told),
      ...askApprovers(after, facts),
    ],
  });
}
