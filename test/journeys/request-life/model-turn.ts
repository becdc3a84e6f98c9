/** What the parts of the model share: a message in hand, how changes are counted, and who hears of them. */
import type { Message, Outcome } from './messages.ts';
import {
  askedNow,
  canReach,
  concerned,
  dayOf,
  filedWith,
  isInvolved,
  keepers,
  officers,
  parties,
  type Day,
  type ModelRequest,
  type ModelState,
  type Question,
} from './state.ts';

/** `state` may be changed in place: it is a copy. */
export interface Turn extends Message {
  readonly state: ModelState;
  readonly me: string;
}

/** The team's group. */
const GROUP = 'group';
const dayMs = 86_400_000;

export const outcome = (reply: string | readonly string[], told: readonly string[] = []): Outcome => ({
  replies: typeof reply === 'string' ? [reply] : reply,
  told: told.filter((one) => canReach(one.split(':')[0] ?? '')),
});
export const today = ({ sentAt }: Pick<Turn, 'sentAt'>): Day => dayOf(sentAt);
export const isExpired = ({ state }: Turn, question: Question): boolean => state.now - question.askedAt > dayMs;

export const byId = ({ state }: Turn, requestId: string): ModelRequest => {
  const found = state.requests.find((r) => r.id === requestId);
  if (!found) throw new Error(`the model has no ${requestId}`);
  return found;
};
/** By its code: null where it is none of their business. */
export const byCode = (turn: Turn, requestId: string): ModelRequest | null => {
  const found = byId(turn, requestId);
  return isInvolved(turn.state, found, turn.me) ? found : null;
};

/** One change: one version. */
export function moved({ state }: Turn, request: ModelRequest): void {
  request.version += 1;
  request.movedAt = state.now;
}

export const open = ({ state, me }: Turn, question: Question): void => {
  state.questions[me] = question;
};
export function close({ state, me }: Turn, ...about: readonly Question['about'][]): void {
  const question = state.questions[me];
  if (question && about.includes(question.about)) state.questions[me] = null;
}

export const ask = (people: readonly string[]): string[] => [...new Set(people)].map((id) => `${id}:please-answer`);
/** The open step is put before those who answer it. */
export const askStep = (state: ModelState, r: ModelRequest): string[] => ask(askedNow(state, r));

/** Everybody hears once of a content that it is over. */
function closing(r: ModelRequest, told: readonly (readonly [who: string, says: string])[]): string[] {
  return told.flatMap(([who, says]) => {
    const mark = `${r.revision}:${who}`;
    if (r.toldClosed.includes(mark)) return [];
    r.toldClosed.push(mark);
    return [`${who}:${says}`];
  });
}
const each = (people: readonly string[], says: string): (readonly [string, string])[] =>
  people.map((id) => [id, says] as const);

const entered = ({ me }: Turn, r: ModelRequest): string[] =>
  r.enteredBy === null || r.enteredBy === me ? [] : [r.enteredBy];
export function tellApproved(turn: Turn, r: ModelRequest): string[] {
  const { state, me } = turn;
  const told = closing(r, [
    [r.applicant, 'request-approved'],
    ...each(
      filedWith(state, r).filter((id) => id !== me),
      'filing-copy',
    ),
    ...each(
      keepers(state, r).filter((id) => id !== me),
      'keeper-told',
    ),
    ...each(othersAsked(turn, r), 'request-closed-by-other'),
  ]);
  // The group hears by the day on which the answer is worked: who is back is away no longer, whenever it was sent.
  return r.span.to < dayOf(state.now) ? told : [...told, `${GROUP}:away-notice`];
}
const othersAsked = (turn: Turn, r: ModelRequest): string[] => [
  ...concerned(turn.state, r).filter((id) => id !== turn.me),
  ...entered(turn, r),
];
export const tellTurnedDown = (turn: Turn, r: ModelRequest): string[] =>
  closing(r, [
    [r.applicant, r.state === 'rejected' ? 'request-rejected' : 'request-returned'],
    ...each(othersAsked(turn, r), 'request-closed-by-other'),
  ]);
/** `byObjection`: whoever asked for it is told of the objection instead. Of one without a chain the officers hear. */
export function tellWithdrawn({ state, me }: Turn, r: ModelRequest, byObjection: boolean): string[] {
  const by = r.enteredBy === null ? [] : [r.enteredBy];
  const kept = r.steps.length === 0 ? officers(state, r) : [];
  const others = [...concerned(state, r), ...kept].filter((id) => id !== me && !by.includes(id));
  const told = closing(r, each(byObjection ? others : [...others, ...by], 'withdrawn-told'));
  return byObjection ? [...told, ...by.map((id) => `${id}:objection-told`)] : told;
}
export function tellCancelled({ state, me }: Turn, r: ModelRequest, byObjection: boolean): string[] {
  const told = parties(state, r).filter((id) => id !== me && !(byObjection && id === r.enteredBy));
  return [
    ...told.map((id) => `${id}:withdrawn-told`),
    ...(byObjection && r.enteredBy !== null ? [`${r.enteredBy}:objection-told`] : []),
    ...tellGroupChanged(r),
  ];
}
/** Only where it was told of it: not of a leave that was over when it was approved. */
export const tellGroupChanged = (r: ModelRequest, was = r.span): string[] =>
  r.answeredOn !== null && was.to >= r.answeredOn ? [`${GROUP}:away-changed`] : [];
