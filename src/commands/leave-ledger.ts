/** 请假台账: the leave of those whom the speaker keeps, or who are in the places of their office. Never a reason. */
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { leaveDays, leaveDaysWithin } from '../domain/leave.ts';
import type { LedgerRow } from '../domain/ledger.ts';
import type { Person } from '../domain/people.ts';
import { sameSeat, takenSpan, type Request, type RequestSeat } from '../domain/request.ts';
import { nameOf } from './chain.ts';
import { say, type Outcome, type PersonContext } from './context.ts';
import { figuresOf } from './end-leave.ts';
import { may, ofPerson, ofRequest } from './may.ts';
import { show } from './shown.ts';

export interface LedgerSlots {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export const ledgerNeeds = ({ facts }: PersonContext, { from, to }: LedgerSlots): Need => ({
  organisation: true,
  ledger: { seats: facts.speaker.seats, from, to },
});

export function leaveLedger(context: PersonContext, { from, to }: LedgerSlots): Outcome {
  const { facts } = context;
  if (facts.speaker.seats.length === 0) return say({ says: 'ledger-not-yours' });
  const requests = facts.requests.filter(
    (r) => r.kind === 'leave' && r.state !== 'withdrawn' && r.span.fromOn <= to && r.span.toOn >= from,
  );
  const rows = requests.flatMap((request) => {
    const person = facts.people.get(request.applicantId)?.person;
    return person && may(context, 'see-ledger', ofPerson(person))
      ? [rowOf(context, request, person, { from, to })]
      : [];
  });
  rows.sort((a, b) => (a.span.fromOn + a.name < b.span.fromOn + b.name ? -1 : 1));
  return say({ says: 'leave-ledger', ledger: { from, to, rows } });
}

function rowOf(context: PersonContext, request: Request, person: Person, { from, to }: LedgerSlots): LedgerRow {
  const { facts } = context;
  const { overdueDays } = figuresOf(request);
  return {
    personId: person.id,
    requestId: request.id,
    name: person.name,
    post: person.post,
    code: request.code,
    // 病假 says what somebody has: only for those who answer it.
    leaveKind: may(context, 'see-leave-kind', ofRequest(request, facts)) ? request.leaveKind : null,
    span: request.span,
    days: request.days,
    daysTaken: leaveDays(takenSpan(request)),
    daysWithin: leaveDaysWithin(takenSpan(request), from, to),
    state: request.state,
    late: request.late,
    enteredBy: request.enteredBy === null ? null : nameOf(facts, request.enteredBy),
    extendsCode: show(request, facts).extendsCode,
    approvals: request.steps.flatMap(({ seats }) => seats.map((seat) => approvalOf(seat, facts))),
    filings: request.filings.map((f) => ({ title: f.title, receivedOn: receivedOn(request, f, facts) })),
    ended: request.ended && { on: request.ended.on, half: request.ended.half },
    overdueDays,
    isReturnUnreported: request.state === 'approved' && request.ended === null && request.span.toOn < facts.today,
    articles: [...new Set(request.citations.map(({ title, article }) => `《${title}》${article}`))],
  };
}

function approvalOf({ title, answer }: RequestSeat, facts: Facts): LedgerRow['approvals'][number] {
  return {
    title,
    by: answer && nameOf(facts, answer.personId),
    verdict: answer?.verdict ?? null,
    at: answer && dateOf(answer.at),
    forName: answer?.forId ? nameOf(facts, answer.forId) : null,
    onPaper: answer?.recordedBy !== undefined && answer.recordedBy !== null,
  };
}

const receivedOn = ({ id }: Request, filing: Request['filings'][number], { receipts }: Facts): IsoDate | null => {
  const receipt = receipts.find((r) => r.requestId === id && sameSeat(r, filing));
  return receipt ? dateOf(receipt.at) : null;
};
