/** Which messages of a batch may be worked from the same view of the data. */
import type { Effect } from '../domain/effect.ts';
import type { Facts } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';

/** What a message looked at and changed, as keys: two messages of one batch must not meet in a changed key. */
export interface Touched {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

const seatKeys = (request: Pick<Request, 'steps'>): string[] =>
  request.steps.flatMap((step) => step.seats.map((s) => `seat:${s.body}@${s.scopeId}`));

export function touched(facts: Facts, effects: readonly Effect[]): Touched {
  const me = facts.speaker.person;
  const reads = new Set([
    `account:${facts.speaker.accountId}`,
    ...(me ? [`person:${me.id}`] : []),
    ...facts.speaker.seats.map((s) => `seat:${s.body}@${s.scopeId}`),
    ...facts.requests.map((r) => `request:${r.id}`),
    ...[...facts.days.keys()].map((id) => `person:${id}`),
    ...[...facts.people.keys()].map((id) => `person:${id}`),
  ]);
  return { reads, writes: new Set(effects.flatMap((e) => writesOf(e, facts))) };
}

function writesOf(effect: Effect, facts: Facts): string[] {
  switch (effect.effect) {
    case 'add-attendance':
      return [`person:${effect.event.personId}`];
    case 'add-log':
      return [`person:${effect.personId}`];
    case 'open-request':
      return [`request:${effect.request.id}`, `person:${effect.request.applicantId}`, ...seatKeys(effect.request)];
    case 'answer-seat':
    case 'move-request': {
      const request = facts.requests.find((r) => r.id === effect.requestId);
      return [
        `request:${effect.requestId}`,
        ...(request ? [`person:${request.applicantId}`, ...seatKeys(request)] : []),
      ];
    }
    case 'ask':
    case 'close-question':
      return [`account:${effect.accountId}`];
  }
}

/** True when the later message saw or changes something that an earlier one of the batch changes. */
export const meets = (later: Touched, changed: ReadonlySet<string>): boolean =>
  [...later.reads].some((key) => changed.has(key)) || [...later.writes].some((key) => changed.has(key));
