/** Who has to answer, counted anew from post and days, with the leaves that belong together; and no day off twice. */
import { dayOf, byId, holdsFor, type Check, type Evidence } from './evidence.ts';
import { keeperOf } from './standing.ts';
import {
  changesOf,
  entry,
  halvesOf,
  takenSpan,
  type Change,
  type SeatName,
  type Told,
  type ToldSpan,
} from './story.ts';

const SECRETARY = '乡镇（街道）党（工）委书记';
/** No rule says who approves their leave. */
export const UNRULED = '产业指导员';

const chain = holdsFor('up to 3 days the township secretary, above it organisation department and dispatching unit');

const live = ['open', 'held', 'returned', 'approved'];

/** A working day; what is published for these months has no holiday from Monday to Friday, and a year to come has none yet. */
const isWorked = (at: number): boolean => ![0, 6].includes(new Date(at).getUTCDay());

/** No working day between the two. */
function adjoins(a: ToldSpan, b: ToldSpan): boolean {
  const [first, second] = a.fromOn <= b.fromOn ? [a, b] : [b, a];
  for (let at = Date.parse(first.toOn) + 86_400_000; at < Date.parse(second.fromOn); at += 86_400_000)
    if (isWorked(at)) return false;
  return true;
}

/** The other leaves of that person that are one absence with it, also by way of each other. */
function belonging({ event, after }: Change): Told[] {
  const others = [...event.requests.values()].filter(
    (r) =>
      r.kind === 'leave' &&
      r.applicantId === after.applicantId &&
      r.id !== after.id &&
      live.includes(r.state) &&
      halvesOf(takenSpan(r)) > 0,
  );
  const found = new Set<Told>();
  const spread = (span: ToldSpan): void => {
    for (const other of others.filter((o) => !found.has(o) && adjoins(span, takenSpan(o)))) {
      found.add(other);
      spread(takenSpan(other));
    }
  };
  spread(after.span);
  return [...found];
}

const name = (s: SeatName): string => `${s.body}@${s.scopeId}`;

interface Chain {
  readonly mode: string;
  readonly seats: readonly string[];
  readonly filings: readonly string[];
}

function chainFor(e: Evidence, r: Told, halves: number): Chain {
  const p = e.person.find((one) => one.id === r.applicantId);
  if (r.kind === 'make-up') return { mode: 'any', seats: [name(keeperOf(e, r.applicantId))], filings: [] };
  if (p?.post === UNRULED) return { mode: '', seats: [], filings: [] };
  if (halves <= 6) return { mode: 'any', seats: [`${SECRETARY}@${p?.township_id ?? ''}`], filings: ['县乡村振兴局@'] };
  return { mode: 'all', seats: ['县委组织部@', `派出单位@${p?.unit_id ?? ''}`], filings: [] };
}

/** The rule's own part of the chain: nobody who was added. */
const ruled = (r: Told): Chain => {
  const steps = r.steps.filter((s) => s.seats.some((x) => x.addedBy === null));
  return {
    mode: steps.map((s) => s.mode).join(),
    seats: steps.flatMap((s) => s.seats.filter((x) => x.addedBy === null).map(name)),
    filings: r.filings.map(name),
  };
};

export const chainsAreThoseOfTheRule: Check = (e) => {
  for (const change of changesOf(e)) {
    const { after } = change;
    const why = entry(change, 'revise-request')?.why;
    if (!entry(change, 'open-request') && why !== 'edit' && why !== 'correct') continue;
    const halves = halvesOf(after.span);
    chain(after.days * 2 === halves, () => `${after.id}: ${after.days} days, ${halves / 2} on the calendar`);
    chain(halves > 0 && (after.kind === 'leave' || halves === 2), () => `${after.id}: ${halves} half days`);
    const joined = after.kind === 'leave' ? belonging(change) : [];
    const ids = joined.map((r) => r.id).sort();
    const said = after.joined.map((j) => j.requestId).sort();
    chain(ids.join() === said.join(), () => `${after.id} is added to ${said.join()}, it adjoins ${ids.join()}`);
    const counted = joined.reduce((sum, r) => sum + halvesOf(takenSpan(r)), halves);
    chain(
      after.countedDays * 2 === counted,
      () => `${after.id}: counted ${after.countedDays} days, not ${counted / 2}`,
    );
    // Who approved the longer one approved the shorter one too.
    const isShortened = why === 'correct' && change.before !== null && counted <= change.before.countedDays * 2;
    const [given, expected] = isShortened
      ? []
      : [ruled(after), chainFor(e, after, counted)].map((c) => JSON.stringify(c));
    chain(given === expected, () => `${after.id} ${counted / 2}: ${given ?? ''}, not ${expected ?? ''}`);
    extendsApproved(change);
  }
};

/** 续假: goes on from an approved leave of the same person, on the half day after it. */
function extendsApproved({ event, after }: Change): void {
  if (after.extendsId === null) return;
  const from = event.requests.get(after.extendsId);
  chain(
    from?.applicantId === after.applicantId && from.kind === 'leave' && from.state !== 'open' && from.id !== after.id,
    () => `${after.id} extends ${after.extendsId ?? ''}, which is ${from?.state ?? 'unknown'}`,
  );
}

const apart = holdsFor('nobody has two leaves at the same time');

export const leavesDoNotOverlap: Check = (e) => {
  for (const { event, after } of changesOf(e).filter((c) => entry(c, 'open-request') ?? entry(c, 'revise-request'))) {
    if (after.kind !== 'leave') continue;
    const mine = takenSpan(after);
    for (const other of event.requests.values()) {
      const isOther = other.id !== after.id && other.applicantId === after.applicantId && other.kind === 'leave';
      if (!isOther || !live.includes(other.state) || halvesOf(takenSpan(other)) === 0 || halvesOf(mine) === 0) continue;
      const b = takenSpan(other);
      const meets =
        `${mine.fromOn}${mine.fromHalf}` <= `${b.toOn}${b.toHalf}` &&
        `${b.fromOn}${b.fromHalf}` <= `${mine.toOn}${mine.toHalf}`;
      apart(!meets, () => `${after.id} and ${other.id}`);
    }
  }
};

const late = holdsFor('a leave that had begun when it was asked for is marked so');

export const lateIsMarked: Check = (e) => {
  const inbox = byId(e.inbox);
  for (const change of changesOf(e)) {
    const { after, before, event } = change;
    const why = entry(change, 'revise-request')?.why;
    if (!entry(change, 'open-request') && why !== 'edit') continue;
    const row = inbox.get(event.inboxId);
    const hasBegun = row !== undefined && after.span.fromOn < dayOf(row);
    // What was asked for in time stays so while it waits; only an earlier day makes it late.
    const wasInTime = before !== null && !before.late && after.span.fromOn >= before.span.fromOn;
    const isLate = hasBegun && !wasInTime;
    late(
      after.late === isLate,
      () => `${after.id} from ${after.span.fromOn} is ${after.late ? '' : 'not '}marked late`,
    );
  }
};
