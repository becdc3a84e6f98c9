/** Which messages of a batch may be worked from the same view of the data. */
import type { Effect } from '../domain/effect.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { OFFICER, type Request, type SeatKey } from '../domain/request.ts';

/** What a message looked at and changed, as keys: two messages of one batch must not meet in a changed key. */
export interface Touched {
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

const seatKey = ({ body, scopeId }: SeatKey): string => `seat:${body}@${scopeId}`;

/** Read by what looks at more than it can name: a table of many people, the clock. It meets every change. */
const EVERYTHING = '*';

export function touched(facts: Facts, effects: readonly Effect[], needs: Need = {}): Touched {
  const me = facts.speaker.person;
  const looksAround = (needs.due ?? false) || needs.ledger !== undefined || needs.duties === 'county';
  const reads = new Set([
    `account:${facts.speaker.accountId}`,
    ...(me ? [`person:${me.id}`, `seat:person@${me.id}`] : []),
    ...facts.speaker.seats.map(seatKey),
    ...facts.requests.map((r) => `request:${r.id}`),
    ...[...facts.days.keys()].map((id) => `person:${id}`),
    ...[...facts.people.keys()].map((id) => `person:${id}`),
    ...(facts.binding ? bindingKeys(facts.binding) : []),
    ...(needs.duties || needs.ownEntries ? [DUTIES, ...teamKey(me?.teamId ?? null)] : []),
    ...(facts.world && !looksAround ? facts.world.people.map((p) => `person:${p.id}`) : []),
    ...(looksAround ? [EVERYTHING] : []),
  ]);
  return { reads, writes: new Set(effects.flatMap((e) => writesOf(e, facts))) };
}

/** Read by whoever asks what is owed: which duties the county has turned off. */
const DUTIES = 'duties';
const teamKey = (teamId: string | null): string[] => (teamId === null ? [] : [`team:${teamId}`]);

/** Read by every try to bind: codes that are made or end, and tries that failed. */
const BINDING = 'binding';
const bindingKeys = ({ match, spoiltCodeIds }: NonNullable<Facts['binding']>): string[] => [
  BINDING,
  ...spoiltCodeIds.map((id) => `code:${id}`),
  ...(match ? [`person:${match.person.id}`, ...match.accounts.map((a) => `account:${a.accountId}`)] : []),
];

/** A request is seen by its applicant, by whoever holds a seat of it or was handed one, and by those it is filed with. */
const requestKeys = (request: Request): string[] => [
  `request:${request.id}`,
  `person:${request.applicantId}`,
  ...(request.state === 'held' ? [seatKey(OFFICER)] : []),
  ...request.filings.map(seatKey),
  ...request.steps.flatMap(({ seats }) =>
    seats.flatMap((s) => [seatKey(s), ...(s.assigned ? [`person:${s.assigned.personId}`] : [])]),
  ),
];

const known = (requestId: string, facts: Facts): string[] => {
  const request = facts.requests.find((r) => r.id === requestId);
  return request ? requestKeys(request) : [`request:${requestId}`];
};

function writesOf(effect: Effect, facts: Facts): string[] {
  switch (effect.effect) {
    case 'add-attendance':
      return [`person:${effect.event.personId}`];
    case 'add-log':
    case 'set-digest':
    case 'open-web-link':
      return [`person:${effect.personId}`];
    case 'open-request':
    case 'revise-request':
      return [...requestKeys(effect.request), ...known(effect.request.id, facts)];
    case 'assign-seat':
      return [...known(effect.requestId, facts), ...(effect.personId === null ? [] : [`person:${effect.personId}`])];
    case 'answer-seat':
    case 'move-request':
    case 'end-leave':
    case 'nudge':
      return known(effect.requestId, facts);
    case 'receive-filing':
      return [...known(effect.receipt.requestId, facts), seatKey(effect.receipt)];
    case 'name-deputy':
      return [`person:${effect.deputy.principalId}`, `person:${effect.deputy.deputyId}`, ...mySeats(facts)];
    // Whose seat it is decides whom others ask: nothing else is worked from the same view.
    case 'change-holder':
    // Where a team is told of things.
    case 'bind-group':
    case 'unbind-group':
      return [EVERYTHING];
    case 'end-deputy': {
      const deputy = facts.deputies.find((d) => d.id === effect.deputyId);
      return [...(deputy ? [`person:${deputy.deputyId}`, `person:${deputy.principalId}`] : []), ...mySeats(facts)];
    }
    // Nothing is decided by a point, a code or a try that is so old.
    case 'reduce-coordinates':
    case 'forget-expired':
      return [];
    case 'show-list':
    case 'ask':
    case 'close-question':
    case 'park':
      return [`account:${effect.accountId}`];
    case 'bind-account':
      return [`account:${effect.accountId}`, `person:${effect.personId}`, `code:${effect.codeId}`];
    case 'unbind-account':
      return [`account:${effect.accountId}`, `person:${effect.personId}`];
    case 'count-bind-try':
      return [BINDING];
    case 'revoke-code':
      return [BINDING, `code:${effect.codeId}`];
    case 'issue-code':
      return [BINDING, `person:${effect.personId}`];
    case 'give-consent':
    case 'withdraw-consent':
      return [`person:${effect.personId}`];
    case 'add-entry':
      return [`person:${effect.entry.personId}`, ...teamKey(effect.entry.teamId)];
    case 'void-entries':
      return [`person:${effect.personId}`, ...effect.teamIds.flatMap(teamKey)];
    case 'answer-duty':
      return [`person:${effect.answer.personId}`];
    case 'list-duties':
      return [`person:${effect.personId}`];
    case 'switch-duty':
      return [DUTIES];
    case 'confirm-month':
      return effect.personIds.map((id) => `person:${id}`);
    case 'note-reminders':
      return effect.listedFor.map(({ personId }) => `person:${personId}`);
    // The same person's next message may go on from it.
    case 'note-question':
      return [`person:${effect.question.personId}`];
    case 'rate-answer':
      return [`person:${effect.personId}`];
    // Together with an entry, which says whose.
    case 'drop-reminders':
    case 'forget-held':
    case 'reduce-message':
      return [];
  }
}

const mySeats = ({ speaker }: Facts): string[] => speaker.seats.map(seatKey);

/** True when the later message saw or changes something that an earlier one of the batch changes. */
export const meets = (later: Touched, changed: ReadonlySet<string>): boolean =>
  (later.reads.has(EVERYTHING) && changed.size > 0) ||
  changed.has(EVERYTHING) ||
  [...later.reads].some((key) => changed.has(key)) ||
  [...later.writes].some((key) => changed.has(key));
