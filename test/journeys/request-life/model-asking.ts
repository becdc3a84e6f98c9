/** Asking for leave: a new one, for somebody else, longer, otherwise, or corrected; it takes effect once it is confirmed. */
import type { Of, Outcome } from './messages.ts';
import { answerItems } from './model-answers.ts';
import {
  askStep,
  byCode,
  byId,
  close,
  moved,
  open,
  outcome,
  tellGroupChanged,
  today,
  type Turn,
} from './model-turn.ts';
import {
  daysOf,
  isOfficer,
  parties,
  plainSeat,
  plusDays,
  sitsIn,
  taken,
  type Day,
  type ModelRequest,
  type ModelStep,
  type Purpose,
  type Question,
  type Span,
} from './state.ts';
import { CADRES, CHECKER, KEEPER, ORGANISATION, SECRETARY, UNIT_OF, unitSeat } from './county.ts';

type LeaveQuestion = Extract<Question, { about: 'leave' }>;

const whole = (from: Day, to: Day): Span => ({ from, to, fromHalf: 'am', toHalf: 'pm' });

export function askLeave(turn: Turn, { from, to }: Of<'ask'>): Outcome {
  close(turn, 'photo');
  return preview(turn, { is: 'new' }, whole(from, to));
}

export function editLeave(turn: Turn, { requestId, from, to }: Of<'edit'>): Outcome {
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  if (r.applicant !== turn.me) return outcome('nothing-to-edit:not-yours');
  if (!isUndecided(r)) return outcome('nothing-to-edit:ended');
  close(turn, 'photo');
  return preview(turn, { is: 'edit', requestId }, whole(from, to));
}

export function correctLeave(turn: Turn, { requestId, from, to }: Of<'correct'>): Outcome {
  const r = byCode(turn, requestId);
  if (!isOfficer(turn.state, turn.me)) return outcome('cannot-correct:not-officer');
  if (!r) return outcome('no-such-code');
  if (r.applicant === turn.me || !isOfficer(turn.state, turn.me, r)) return outcome('cannot-correct:not-officer');
  if (r.state !== 'approved') return outcome('cannot-correct:not-approved');
  return preview(turn, { is: 'correct', requestId }, whole(from, to));
}

export function proxyLeave(turn: Turn, { applicant, from, to }: Of<'proxy'>): Outcome {
  if (!mayAskFor(turn, applicant)) return outcome('not-your-cadre');
  return preview(turn, { is: 'proxy', applicant }, whole(from, to));
}
const mayAskFor = ({ state, me }: Turn, applicant: string): boolean =>
  applicant !== me && (isOfficer(state, me, { applicant }) || (state.hasChain && sitsIn(state, KEEPER, me)));

/** For so many days after its end a leave may be extended. */
const extendableDays = 3;

export function extendLeave(turn: Turn, { requestId, days }: Of<'extend'>): Outcome {
  const r = byCode(turn, requestId);
  if (!r) return outcome('no-such-code');
  const isMine = r.applicant === turn.me && r.state === 'approved' && r.ended === null;
  const isExtended = turn.state.requests.some((other) => other.extendsId === r.id && other.state === 'approved');
  if (!isMine || isExtended || plusDays(r.span.to, extendableDays) < today(turn))
    return outcome('nothing-to-extend:not-approved');
  const { to, toHalf } = taken(r);
  const isHalf = toHalf === 'am';
  const from = isHalf ? to : plusDays(to, 1);
  const span: Span = isHalf
    ? { from, fromHalf: 'pm', to: plusDays(from, days), toHalf: 'am' }
    : whole(from, plusDays(from, days - 1));
  return preview(turn, { is: 'extend', requestId }, span);
}

const isUndecided = ({ state }: ModelRequest): boolean => state === 'open' || state === 'held' || state === 'returned';

const applicantOf = (turn: Turn, purpose: Purpose): string =>
  purpose.is === 'proxy'
    ? purpose.applicant
    : purpose.is === 'correct'
      ? byId(turn, purpose.requestId).applicant
      : turn.me;

/** Other leaves of that person that still stand. */
const others = ({ state }: Turn, applicant: string, purpose: Purpose): ModelRequest[] =>
  state.requests.filter(
    (r) =>
      r.applicant === applicant &&
      (isUndecided(r) || r.state === 'approved') &&
      !((purpose.is === 'edit' || purpose.is === 'correct') && purpose.requestId === r.id),
  );
const overlaps = (a: Span, b: Span): boolean =>
  `${a.from}${a.fromHalf}` <= `${b.to}${b.toHalf}` && `${b.from}${b.fromHalf}` <= `${a.to}${a.toHalf}`;

/** No working day lies between them; within December there is no holiday. */
function adjoins(a: Span, b: Span): boolean {
  const [first, second] = a.from <= b.from ? [a, b] : [b, a];
  for (let day = plusDays(first.to, 1); day < second.from; day = plusDays(day, 1))
    if (![0, 6].includes(new Date(day).getUTCDay())) return false;
  return true;
}
/** Its days with those of every leave that it goes on from. */
function counted(turn: Turn, applicant: string, purpose: Purpose, span: Span): number {
  const rest = others(turn, applicant, purpose).map(taken).filter((s) => daysOf(s) > 0); // prettier-ignore
  const reached: Span[] = [span];
  for (const one of reached) reached.push(...rest.filter((s) => !reached.includes(s) && adjoins(one, s)));
  return reached.reduce((sum, s) => sum + daysOf(s), 0);
}

function preview(turn: Turn, purpose: Purpose, span: Span): Outcome {
  const applicant = applicantOf(turn, purpose);
  const { now } = turn.state;
  // Who may not ask for that person any more is no cadre who asks.
  if (!CADRES.includes(applicant) || (purpose.is === 'proxy' && !mayAskFor(turn, applicant))) {
    close(turn, 'leave');
    return outcome('not-a-cadre');
  }
  const isTaken = others(turn, applicant, purpose).some((r) => overlaps(taken(r), span));
  const wrong = purpose.is === 'correct' && !isTaken ? notCorrected(turn, purpose.requestId, span) : null;
  if (wrong) {
    close(turn, 'leave');
    return outcome(`cannot-correct:${wrong}`);
  }
  if (!isTaken) {
    open(turn, { about: 'leave', asked: 'confirm', purpose, span, hasFrom: true, askedAt: now });
    return outcome('confirm-leave');
  }
  const hasFrom = purpose.is === 'extend';
  open(turn, { about: 'leave', asked: hasFrom ? 'to' : 'from', purpose, span: null, hasFrom, askedAt: now });
  return outcome('overlaps');
}

/** Words that say no dates: it is asked again. */
export function leaveText(turn: Turn): Outcome {
  const question = turn.state.questions[turn.me] as LeaveQuestion;
  if (question.span) return preview(turn, question.purpose, question.span);
  question.askedAt = turn.state.now;
  return outcome(question.hasFrom ? 'ask-leave-to' : 'ask-leave-from');
}

export function confirm(turn: Turn): Outcome {
  const question = turn.state.questions[turn.me];
  if (question?.about === 'approve-all') return answerItems(turn, question.items, 'approve');
  if (question?.about !== 'leave') return outcome('nothing-asked');
  const shown = leaveText(turn);
  const { span, purpose } = question;
  if (!span || !shown.replies.includes('confirm-leave')) return shown;
  close(turn, 'leave');
  if (purpose.is === 'edit') return edited(turn, purpose.requestId, span);
  if (purpose.is === 'correct') return corrected(turn, purpose.requestId, span);
  return opened(turn, purpose, span);
}

const any = (key: string): ModelStep[] => [{ mode: 'any', seats: [plainSeat(key)] }];
/** 丰都 第九条: up to three days the township's secretary, above it organisation department and dispatching unit together. */
const chainOf = (applicant: string, days: number): ModelStep[] =>
  days <= 3
    ? any(SECRETARY)
    : [{ mode: 'all', seats: [ORGANISATION, unitSeat(UNIT_OF[applicant] ?? 'u1')].map(plainSeat) }];

type Asked = Pick<ModelRequest, 'span' | 'counted' | 'state' | 'step' | 'steps' | 'filed' | 'ended' | 'movedAt'>;
function asAsked(turn: Turn, applicant: string, purpose: Purpose, span: Span): Asked {
  const { hasChain, now } = turn.state;
  const days = counted(turn, applicant, purpose, span);
  const steps = hasChain ? chainOf(applicant, days) : [];
  const filed = hasChain && days <= 3 ? [CHECKER] : [];
  return { span, counted: days, state: hasChain ? 'open' : 'held', step: 0, steps, filed, ended: null, movedAt: now };
}

function opened(turn: Turn, purpose: Purpose, span: Span): Outcome {
  const applicant = applicantOf(turn, purpose);
  const r: ModelRequest = {
    id: `r${turn.inboxId}`,
    applicant,
    enteredBy: purpose.is === 'proxy' ? turn.me : null,
    extendsId: purpose.is === 'extend' ? purpose.requestId : null,
    version: 1,
    revision: 0,
    nudgedOn: null,
    openedAt: turn.state.now,
    answeredOn: null,
    toldClosed: [],
    objectedAt: null,
    ...asAsked(turn, applicant, purpose, span),
  };
  turn.state.requests.push(r);
  return outcome(r.state === 'held' ? 'leave-held' : 'request-opened', askStep(turn.state, r));
}

/** What was answered was to something else. */
function edited(turn: Turn, requestId: string, span: Span): Outcome {
  const r = byId(turn, requestId);
  if (!isUndecided(r)) return outcome('nothing-to-edit:ended');
  const named = turn.state.hasChain ? [] : r.steps;
  Object.assign(r, asAsked(turn, r.applicant, { is: 'edit', requestId }, span));
  // Who was named for what no rule settles is asked again.
  if (named.length > 0) Object.assign(r, { state: 'open', steps: named.map(anew) });
  r.revision += 1;
  moved(turn, r);
  return outcome('request-edited', askStep(turn.state, r));
}

const anew = (step: ModelStep): ModelStep => ({ ...step, seats: step.seats.map((s) => ({ ...s, answer: null })) });
const byRule = (steps: readonly ModelStep[]): string =>
  steps.map((s) => s.seats.filter((x) => x.addedBy === null).map((x) => x.key).join('+')).filter((s) => s !== '').join(); // prettier-ignore

/** Only where the rule's chain is the one that approved it, or it becomes shorter. */
function notCorrected(turn: Turn, requestId: string, span: Span): string | null {
  const r = byId(turn, requestId);
  const { state, me } = turn;
  if (!isOfficer(state, me, r) || r.applicant === me) return 'not-officer';
  if (r.state !== 'approved') return 'not-approved';
  const anew = asAsked(turn, r.applicant, { is: 'correct', requestId }, span);
  return anew.counted <= r.counted || byRule(anew.steps) === byRule(r.steps) ? null : 'other-chain';
}

function corrected(turn: Turn, requestId: string, span: Span): Outcome {
  const r = byId(turn, requestId);
  const { state, me } = turn;
  const was = r.span;
  r.ended = endedWithin(turn, r, span);
  r.counted = counted(turn, r.applicant, { is: 'correct', requestId }, span);
  r.span = span;
  r.version += 1;
  const told = [...new Set([r.applicant, ...parties(state, r)])].filter((id) => id !== me);
  return outcome('leave-corrected', [...told.map((id) => `${id}:leave-corrected`), ...tellGroupChanged(r, was)]);
}

/** The corrected end takes the place of a return that was reported in time; where the leave goes on it is reported anew. */
function endedWithin(turn: Turn, { ended, span: was }: ModelRequest, now: Span): ModelRequest['ended'] {
  const isSameEnd = was.to === now.to && was.toHalf === now.toHalf;
  if (!ended || isSameEnd || `${ended.on}${ended.half}` > `${was.to}${was.toHalf}`) return ended;
  return now.to >= today(turn) ? null : { on: now.to, half: now.toHalf };
}
