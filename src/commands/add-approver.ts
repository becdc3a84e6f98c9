/** 加签: one more approver after the open step. Those of the rule's chain stay, and what they answered. */
import { addApprover } from '../domain/approval.ts';
import type { Need } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';
import { reply, type Outcome, type PersonContext } from './context.ts';
import { findOne } from './find-request.ts';
import { may, ofRequest } from './may.ts';
import { notice } from './notices.ts';
import { cannotHandTo, forWhom, notToAnswer, settled, type Named } from './people.ts';
import { show } from './shown.ts';
import { cannotTransfer, toHandOver, transferNeeds, type HandOverSlots } from './transfer.ts';

export const addApproverNeeds = (context: PersonContext, slots: HandOverSlots): Need => transferNeeds(context, slots);

export function askOneMore(context: PersonContext, { which, who }: HandOverSlots): Outcome {
  const open = toHandOver(context, which).filter((r) => r.state === 'open');
  const found = findOne(context, which, 'add-approver', open);
  if ('outcome' in found) return found.outcome;
  const { request } = found;
  const why = whyNot(context, request);
  if (why) return cannotTransfer(context, request, why);
  return forWhom(context, { does: 'add-approver', requestId: request.id }, who, (to) =>
    addApproverTo(context, request, to),
  );
}

/** It is known who is meant. */
export function addApproverTo(context: PersonContext, request: Request, to: Named): Outcome {
  const why = whyNot(context, request);
  if (why) return settled(context, 'add-approver', cannotTransfer(context, request, why));
  const notTo = notToAnswer(context.facts, request, null, to);
  return notTo ? cannotHandTo(to, notTo) : settled(context, 'add-approver', added(context, request, to));
}

/** Only whoever may answer the open step now, or the officer; nobody for their own request. */
function whyNot(context: PersonContext, request: Request): 'ended' | 'not-approver' | null {
  const { facts, me } = context;
  if (request.applicantId === me.id) return 'not-approver';
  if (request.state !== 'open') return 'ended';
  return may(context, 'add-approver', ofRequest(request, facts)) ? null : 'not-approver';
}

function added({ facts, me }: PersonContext, request: Request, { person }: Named): Outcome {
  const after = addApprover(request, person, me.id);
  const told = {
    says: 'approver-added',
    shown: show(after, facts),
    name: person.name,
    by: me.name,
    byMe: false,
  } as const;
  return {
    effects: [
      { effect: 'revise-request', request: after, version: request.version, why: 'add-approver', beside: null },
    ],
    replies: [
      reply({ ...told, byMe: true }, { requestId: after.id }),
      notice(after, `added.v${after.version}`, after.applicantId, told),
    ],
  };
}
