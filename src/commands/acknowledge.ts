/**
 * 收到, 嗯, 👌: heard, never an approval. Said so only where somebody may have meant one; of a filed copy it is the receipt, of a
 * reminder it says that it was read.
 */
import { daysBetween } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import { sameSeat, type Request } from '../domain/request.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';
import { waitingForMe } from './find-request.ts';
import { shownBefore } from './my-duties.ts';
import { filedWithMe, receiveFiling } from './receive-filing.ts';
import { show } from './shown.ts';

export const acknowledgeNeeds = (code: string | null): Need => ({
  forMe: true,
  organisation: true,
  code,
  unreceived: code === null,
});

/** The same for 收到 itself, which may be of a reminder: of whoever may have been sent one. */
export const heardNeeds = ({ facts, me }: PersonContext, code: string | null): Need => ({
  ...acknowledgeNeeds(code),
  ...(code === null && facts.quotedRequestId === null && (me.post !== null || facts.speaker.seats.length > 0)
    ? { duties: 'own' }
    : {}),
});

/** Of the copy that is quoted or named, else of the only one that is still to be confirmed. */
export function acknowledge(context: PersonContext, code: string | null): Outcome {
  const { facts } = context;
  const named =
    code === null ? [facts.quotedRequestId ?? ''] : facts.requests.filter((r) => r.code === code).map((r) => r.id);
  const received = receiveFiling(context, named);
  if (received) return received;
  const other = notAnAnswer(context);
  if (other) return other;
  const copies = facts.requests.filter((r) => isUnreceived(context, r));
  const [only] = copies;
  if (code !== null || !only) return (code === null ? heardDuties(context) : null) ?? { effects: [], replies: [] };
  if (copies.length > 1) return say({ says: 'which-copy', shown: copies.map((r) => show(r, facts)) });
  return receiveFiling(context, [only.id]) ?? { effects: [], replies: [] };
}

/** A reminder or a list of today or yesterday: no more is said ahead of what stands in it. */
function heardDuties(context: PersonContext): Outcome | null {
  const { facts, me, message } = context;
  const shownOn = facts.world?.listedOn;
  if (!shownOn || daysBetween(shownOn, facts.today) > 1) return null;
  const isHeard = (key: string): boolean =>
    facts.world?.answers.some((a) => a.owedKey === key && a.personId === me.id && a.does === 'heard') ?? false;
  const owed = shownBefore(context).filter(({ key, state }) => state === 'open' && !isHeard(key));
  if (owed.length === 0) return null;
  return {
    effects: owed.map(({ key }) => ({
      effect: 'answer-duty',
      answer: { owedKey: key, personId: me.id, does: 'heard', until: null },
      at: message.sentAt,
    })),
    replies: [reply({ says: 'duties-heard', owed })],
  };
}

const isUnreceived = ({ facts }: PersonContext, request: Request): boolean =>
  request.state === 'approved' &&
  filedWithMe(request, facts.speaker.seats).some(
    (f) => !facts.receipts.some((r) => r.requestId === request.id && sameSeat(r, f)),
  );

/** What sounds like an answer and is none, to somebody for whom something waits; null where nothing does. */
export function notAnAnswer(context: PersonContext): Outcome | null {
  const waiting = waitingForMe(context);
  if (waiting.length === 0) return null;
  return say({ says: 'not-heard-as-answer', shown: waiting.map((r) => show(r, context.facts)) });
}
