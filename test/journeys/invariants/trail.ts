/** What happened to each request, told again from the audit log alone. */
import { byId, holdsFor, senderOf, type AuditRow, type Check, type Evidence, type RequestRow } from './evidence.ts';

interface AnswerEntry {
  readonly effect: 'answer-seat';
  readonly step: number;
  readonly seat: { readonly body: string; readonly scopeId: string };
  readonly personId: string;
  readonly verdict: string;
  readonly note: string | null;
  readonly at: number;
}
interface MoveEntry {
  readonly effect: 'move-request';
  readonly version: number;
  readonly state: string;
  readonly step: number;
  readonly at: number;
}

/** One message's change of a request. */
export interface Change {
  readonly inboxId: number;
  readonly by: string | null;
  readonly answers: readonly AnswerEntry[];
  readonly move: MoveEntry;
}
export interface Trail {
  readonly request: RequestRow;
  readonly openedIn: number;
  readonly changes: readonly Change[];
}

const legal = holdsFor('a request is in one state, and its trail is a legal path');

export function trailsOf(e: Evidence): Trail[] {
  return e.request.map((request) => {
    const rows = e.audit.filter((a) => a.subject === `request:${request.id}`);
    const [opened, ...rest] = rows;
    legal(opened?.verb === 'open-request', () => `${request.id} begins with ${opened?.verb ?? 'nothing'}`);
    return { request, openedIn: opened?.inbox_id ?? 0, changes: changesOf(request.id, rest) };
  });
}

function changesOf(requestId: string, rows: readonly AuditRow[]): Change[] {
  const changes: Change[] = [];
  let answers: AnswerEntry[] = [];
  for (const row of rows) {
    const effect = JSON.parse(row.payload) as AnswerEntry | MoveEntry;
    if (effect.effect === 'answer-seat') answers.push(effect);
    else {
      changes.push({ inboxId: row.inbox_id, by: row.person_id, answers, move: effect });
      answers = [];
    }
  }
  legal(answers.length === 0, () => `${requestId} has an answer without a move`);
  return changes;
}

const seatName = (s: { readonly body: string; readonly scopeId: string }): string => `${s.body}@${s.scopeId}`;

/** Open, then moved version by version, then closed for good; and the row is where the trail ends. */
export const requestsAreInOneState: Check = (e) => {
  const inbox = byId(e.inbox);
  for (const { request, openedIn, changes } of trailsOf(e)) {
    const { id } = request;
    const said = (by: number): string | null => senderOf(e, inbox.get(by));
    legal(said(openedIn) === request.applicant_id, () => `${id} was opened by ${said(openedIn) ?? 'a stranger'}`);
    let [version, state, step] = [1, 'open', 0];
    const answered = new Map<string, string>();
    for (const { move, answers, by, inboxId } of changes) {
      legal(state === 'open', () => `${id} moved after it was ${state}`);
      legal(move.version === version, () => `${id} moved from version ${move.version}, was ${version}`);
      legal(by === said(inboxId), () => `${id} moved by ${by ?? ''} in a message of ${said(inboxId) ?? ''}`);
      if (answers.length === 0)
        legal(move.state === 'withdrawn' && by === request.applicant_id, () => `${id} ${move.state} by ${by ?? ''}`);
      for (const a of answers) {
        legal(a.step === step && a.personId === by, () => `${id} answered at step ${a.step}, open was ${step}`);
        legal(!answered.has(seatName(a.seat)), () => `${id}: ${seatName(a.seat)} answered twice`);
        answered.set(seatName(a.seat), a.verdict);
      }
      if (answers.length > 0) expectNext(e, request, step, answered, move);
      [version, state, step] = [version + 1, move.state, move.step];
    }
    const row = `${request.state}/${request.step}/${request.version}`;
    legal(row === `${state}/${step}/${version}`, () => `${id} is ${row}, its trail ends ${state}/${step}/${version}`);
    legal(request.moved_at === (changes.at(-1)?.move.at ?? request.opened_at), () => `${id} was touched later`);
    expectSeats(e, id, changes);
  }
};

/** What the answers so far make of the request, counted anew: `all` needs every seat, `any` one, a no ends it. */
function expectNext(
  e: Evidence,
  r: RequestRow,
  step: number,
  answered: ReadonlyMap<string, string>,
  move: MoveEntry,
): void {
  const seats = e.seat.filter((s) => s.request_id === r.id && s.step === step);
  const verdicts = seats.map((s) => answered.get(`${s.body}@${s.scope_id}`));
  const isThrough = r.modes[step] === 'all' ? verdicts.every((v) => v === 'approve') : verdicts.includes('approve');
  const state = verdicts.includes('reject')
    ? 'rejected'
    : isThrough && step + 1 === r.modes.length
      ? 'approved'
      : 'open';
  const next = state !== 'rejected' && isThrough ? step + 1 : step;
  legal(move.state === state && move.step === next, () => `${r.id} became ${move.state}, its answers make it ${state}`);
}

function expectSeats(e: Evidence, requestId: string, changes: readonly Change[]): void {
  const told = changes
    .flatMap((c) => c.answers)
    .map((a) => [seatName(a.seat), a.personId, a.verdict, a.note, a.at].join())
    .sort();
  const kept = e.seat
    .filter((s) => s.request_id === requestId && s.answered_by !== null)
    .map((s) => [`${s.body}@${s.scope_id}`, s.answered_by, s.verdict, s.note, s.answered_at].join())
    .sort();
  legal(told.join('|') === kept.join('|'), () => `${requestId}: answers ${kept.join('|')}, trail ${told.join('|')}`);
}
