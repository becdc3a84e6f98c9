/** What happened, told again from the audit log alone: message by message, what each did to which request. */
import { byId, dayOf, shanghaiDate, type Evidence } from './evidence.ts';
import type { AuditRow } from './tables.ts';

export interface SeatName {
  readonly body: string;
  readonly scopeId: string;
}
export interface ToldAnswer {
  readonly personId: string;
  readonly verdict: string;
  readonly note: string | null;
  readonly at: number;
  readonly forId: string | null;
  readonly recordedBy: string | null;
  readonly images: readonly unknown[];
}
export interface ToldSeat extends SeatName {
  readonly answer: ToldAnswer | null;
  readonly assigned: { readonly personId: string; readonly by: string } | null;
  readonly addedBy: string | null;
}
export interface ToldStep {
  readonly mode: string;
  readonly seats: readonly ToldSeat[];
}
export interface ToldSpan {
  readonly fromOn: string;
  readonly toOn: string;
  readonly fromHalf: string;
  readonly toHalf: string;
}
/** A request as the log has it at some time. */
export interface Told {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly applicantId: string;
  readonly enteredBy: string | null;
  readonly extendsId: string | null;
  readonly span: ToldSpan;
  readonly days: number;
  readonly countedDays: number;
  readonly joined: readonly { readonly requestId: string; readonly days: number }[];
  readonly reason: string;
  readonly late: boolean;
  readonly state: string;
  readonly step: number;
  readonly version: number;
  readonly revision: number;
  readonly revisedAt: number | null;
  readonly steps: readonly ToldStep[];
  readonly filings: readonly SeatName[];
  readonly openedAt: number;
  readonly movedAt: number;
  readonly nudgedOn: string | null;
  readonly ended: { readonly on: string; readonly half: string } | null;
}
export interface ToldDeputy {
  readonly id: string;
  readonly principalId: string;
  readonly deputyId: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly namedBy: string;
  readonly namedAt: number;
}

/** An entry of the log as it was written. */
export type Entry =
  | { readonly effect: 'open-request'; readonly request: Told }
  | { readonly effect: 'revise-request'; readonly request: Told; readonly version: number; readonly why: string }
  | ({ readonly effect: 'answer-seat'; readonly step: number; readonly seat: SeatName } & ToldAnswer)
  | {
      readonly effect: 'assign-seat';
      readonly step: number;
      readonly seat: SeatName;
      readonly personId: string | null;
      readonly by: string;
    }
  | { readonly effect: 'end-leave'; readonly on: string; readonly half: string }
  | {
      readonly effect: 'move-request';
      readonly version: number;
      readonly state: string;
      readonly step: number;
      readonly at: number;
    }
  | { readonly effect: 'nudge'; readonly on: string }
  | { readonly effect: 'receive-filing'; readonly receipt: SeatName & { readonly personId: string } }
  | { readonly effect: 'name-deputy'; readonly deputy: ToldDeputy }
  | { readonly effect: 'end-deputy'; readonly deputyId: string; readonly lastOn: string }
  | { readonly effect: 'set-digest'; readonly personId: string; readonly digest: boolean }
  | { readonly effect: 'add-attendance' | 'add-log' };

/** What one message did to one request; `before` is null where it opened it. */
export interface Change {
  readonly event: Event;
  readonly before: Told | null;
  readonly after: Told;
  readonly entries: readonly Entry[];
}

/** Who stood in for whom and who wanted one digest a day, just before a message. */
export interface Standing {
  readonly deputies: readonly ToldDeputy[];
  readonly digest: ReadonlySet<string>;
}

/** A message that changed something. */
export interface Event extends Standing {
  readonly inboxId: number;
  readonly by: string | null;
  /** When it was worked, and that day; the day on which it was said. */
  readonly at: number;
  readonly on: string;
  readonly today: string;
  readonly entries: readonly Entry[];
  readonly changes: readonly Change[];
  /** All requests just before it. */
  readonly requests: ReadonlyMap<string, Told>;
}

export interface Story {
  readonly events: readonly Event[];
  /** Where the log ends. */
  readonly requests: ReadonlyMap<string, Told>;
  readonly standing: Standing;
}

const told = new WeakMap<Evidence, Story>();

/** Told once for all the invariants. */
export function storyOf(e: Evidence): Story {
  const known = told.get(e) ?? tell(e);
  told.set(e, known);
  return known;
}

function tell(e: Evidence): Story {
  const inbox = byId([...e.inbox, ...e.tick]);
  const groups = new Map<number, AuditRow[]>();
  for (const row of e.audit) groups.set(row.inbox_id, [...(groups.get(row.inbox_id) ?? []), row]);
  const events: Event[] = [];
  let requests: ReadonlyMap<string, Told> = new Map();
  let standing: Standing = { deputies: [], digest: new Set() };
  for (const [inboxId, rows] of groups) {
    const row = inbox.get(inboxId);
    const at = rows[0]?.at ?? 0;
    const entries = rows.map(entryOf);
    const changes: Change[] = [];
    const event: Event = {
      ...standing,
      inboxId,
      by: rows[0]?.person_id ?? null,
      at,
      on: shanghaiDate(at),
      today: row ? dayOf(row) : '',
      entries,
      changes,
      requests,
    };
    const after = new Map(requests);
    for (const [id, mine] of byRequest(rows)) {
      const before = requests.get(id) ?? null;
      const changed = mine.reduce<Told | null>(apply, before);
      if (!changed) continue;
      changes.push({ event, before, after: changed, entries: mine });
      after.set(id, changed);
    }
    events.push(event);
    requests = after;
    standing = entries.reduce(restand, standing);
  }
  return { events, requests, standing };
}

const entryOf = (row: AuditRow): Entry => JSON.parse(row.payload) as Entry;

function byRequest(rows: readonly AuditRow[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const row of rows) {
    const [kind, id] = row.subject.split(':');
    if (kind === 'request' && id) found.set(id, [...(found.get(id) ?? []), entryOf(row)]);
  }
  return found;
}

const isSeat = (a: SeatName, b: SeatName): boolean => a.body === b.body && a.scopeId === b.scopeId;

const withSeat = (r: Told, step: number, name: SeatName, change: (seat: ToldSeat) => ToldSeat): Told => ({
  ...r,
  steps: r.steps.map((one, i) =>
    i === step ? { ...one, seats: one.seats.map((s) => (isSeat(s, name) ? change(s) : s)) } : one,
  ),
});

/** The request after the entry. */
function apply(r: Told | null, entry: Entry): Told | null {
  if (entry.effect === 'open-request') return entry.request;
  if (entry.effect === 'revise-request') return { ...entry.request, version: entry.version + 1 };
  if (!r) return null;
  switch (entry.effect) {
    case 'answer-seat':
      return withSeat(r, entry.step, entry.seat, (s) => ({ ...s, answer: entry }));
    case 'assign-seat': {
      const { personId, by } = entry;
      return withSeat(r, entry.step, entry.seat, (s) => ({
        ...s,
        assigned: personId === null ? null : { personId, by },
      }));
    }
    case 'end-leave':
      return { ...r, ended: { on: entry.on, half: entry.half } };
    case 'move-request':
      return { ...r, state: entry.state, step: entry.step, version: entry.version + 1, movedAt: entry.at };
    case 'nudge':
      return { ...r, nudgedOn: entry.on };
    default:
      return r;
  }
}

function restand(now: Standing, entry: Entry): Standing {
  switch (entry.effect) {
    case 'name-deputy':
      return { ...now, deputies: [...now.deputies, entry.deputy] };
    case 'end-deputy': {
      const ends = (d: ToldDeputy): ToldDeputy =>
        d.id === entry.deputyId && entry.lastOn < d.toOn ? { ...d, toOn: entry.lastOn } : d;
      return { ...now, deputies: now.deputies.map(ends) };
    }
    case 'set-digest': {
      const digest = new Set(now.digest);
      if (entry.digest) digest.add(entry.personId);
      else digest.delete(entry.personId);
      return { ...now, digest };
    }
    default:
      return now;
  }
}

/** Everything that a request has asked for, from its opening on. */
export const contentsOf = (e: Evidence, requestId: string): Told[] =>
  storyOf(e).events.flatMap((event) => event.changes.filter((c) => c.after.id === requestId).map((c) => c.after));

export const changesOf = (e: Evidence): Change[] => storyOf(e).events.flatMap((event) => event.changes);

export const entry = <K extends Entry['effect']>(
  { entries }: Pick<Change | Event, 'entries'>,
  effect: K,
): Extract<Entry, { effect: K }> | undefined =>
  entries.find((one): one is Extract<Entry, { effect: K }> => one.effect === effect);

/** The leave as it was taken: cut where its return was reported before its end. */
export function takenSpan({ span, ended }: Pick<Told, 'span' | 'ended'>): ToldSpan {
  const isCut = ended !== null && `${ended.on}${ended.half}` < `${span.toOn}${span.toHalf}`;
  return isCut ? { ...span, toOn: ended.on, toHalf: ended.half } : span;
}

/** Half days of a span, counted on the calendar; 0 where it ends before it begins. */
export function halvesOf({ fromOn, toOn, fromHalf, toHalf }: ToldSpan): number {
  if (`${toOn}${toHalf}` < `${fromOn}${fromHalf}`) return 0;
  let halves = 0;
  for (let at = Date.parse(fromOn); at <= Date.parse(toOn); at += 86_400_000) halves += 2;
  return halves - (fromHalf === 'pm' ? 1 : 0) - (toHalf === 'am' ? 1 : 0);
}
