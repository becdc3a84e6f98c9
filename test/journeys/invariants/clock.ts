/** What the clock says by itself: to those whom it concerns, when it is time, each once. */
import { hasAccount, holdsFor, ownerOf, shanghaiDate, type Check, type Evidence } from './evidence.ts';
import { noticeOf } from './notice-words.ts';
import { isNotice } from './notices.ts';
import { asked, keeperOf, officers, waitingSeats, type Then } from './standing.ts';
import { storyOf, type Told } from './story.ts';
import type { InboxRow, OutboxRow } from './tables.ts';

const due = holdsFor('the clock asks and reminds those whom it concerns, when it is time, once');

interface Tick extends Then {
  readonly row: InboxRow;
  readonly slot: string;
  /** As the log had it when the clock struck. */
  readonly requests: readonly Told[];
}

interface Said {
  readonly row: OutboxRow;
  readonly what: string;
  readonly to: string;
}

/** The player lets everything be worked before the clock strikes, so that what it saw is what came before it. */
export const theClockIsInTime: Check = (e) => {
  const said = e.outbox.flatMap((row): Said[] =>
    isNotice(row) ? [{ row, what: noticeOf(row.payload.text) ?? '?', to: ownerOf(e, row.conversation) ?? '' }] : [],
  );
  for (const row of e.tick) {
    const tick = tickOf(e, row);
    const mine = said.filter((s) => s.row.inbox_id === row.id);
    const before = said.filter((s) => s.row.inbox_id <= row.id);
    if (tick.slot === 'duties') {
      // What falls due is recounted by test/recount; of requests it says nothing, and nothing comes twice.
      for (const { row: told, to } of mine)
        due(told.request_id === null, () => `${row.event_key} told ${to} of a request`);
      due(new Set(mine.map((s) => s.row.key)).size === mine.length, () => `${row.event_key} told something twice`);
      continue;
    }
    for (const one of mine) isAllowed(e, tick, one);
    if (tick.slot !== 'upkeep') askedAll(e, tick, before);
    if (tick.slot === 'morning') ofTheMorning(e, tick, mine, before);
    if (tick.slot === 'evening') ofTheEvening(e, tick, mine);
  }
  for (const words of ['escalated', 'unreported', 'asked'] as const) notAgain(e, said, words);
};

function tickOf(e: Evidence, row: InboxRow): Tick {
  const story = storyOf(e);
  const next = story.events.find((v) => v.inboxId > row.id);
  const { deputies, digest } = next ?? story.standing;
  const on = shanghaiDate(row.payload.receivedAt);
  const requests = [...(next?.requests ?? story.requests).values()];
  return { row, slot: row.payload.otherKind ?? '', on, deputies, digest, requests };
}

const IN_SLOT: Readonly<Record<string, readonly string[]>> = {
  morning: ['asked', 'stuck', 'escalated', 'digest', 'unreported'],
  evening: ['asked', 'stuck', 'back'],
  hour: ['asked', 'stuck'],
};

const askedFor = (e: Evidence, r: Told, tick: Tick): string[] => waitingSeats(r).flatMap((s) => asked(e, s, r, tick));
const waitsFor = (e: Evidence, r: Told, tick: Tick): string[] =>
  r.state === 'held' ? officersFor(e, r, tick) : askedFor(e, r, tick);
const officersFor = (e: Evidence, r: Told, tick: Tick): string[] => officers(e, r, tick);

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
const waited = (r: Told, { on }: Tick): number => days(shanghaiDate(r.movedAt), on);
const isLate = (r: Told, tick: Tick): boolean =>
  waited(r, tick) >= 2 || (r.kind === 'leave' && waited(r, tick) > 0 && days(tick.on, r.span.fromOn) <= 1);

function isAllowed(e: Evidence, tick: Tick, { row, what, to }: Said): void {
  const r = tick.requests.find((one) => one.id === row.request_id);
  const is = (): string => `${tick.row.event_key} told ${to} “${row.payload.text}”`;
  due(IN_SLOT[tick.slot]?.includes(what) ?? false, is);
  if (what === 'digest') due(tick.digest.has(to), is);
  else if (!r) due(false, is);
  else if (what === 'asked') due(r.state === 'open' && askedFor(e, r, tick).includes(to), is);
  else if (what === 'escalated') due(isLate(r, tick) && officersFor(e, r, tick).includes(to), is);
  else if (what === 'unreported')
    due(isOver(e, r, tick) && r.span.toOn < tick.on && keepers(e, r, tick).includes(to), is);
  else if (what === 'back') due(isOver(e, r, tick) && to === r.applicantId, is);
}

const keepers = (e: Evidence, r: Told, tick: Tick): string[] => asked(e, keeperOf(e, r.applicantId), r, tick);

/** Approved, over, and no return reported. */
const isOver = (e: Evidence, r: Told, { on }: Tick): boolean =>
  r.kind === 'leave' && r.state === 'approved' && r.ended === null && r.span.toOn <= on;

/** And nobody could think otherwise: not seen since it began, and no other leave of theirs that could go on from it. */
const isPlainlyOver = (e: Evidence, r: Told, tick: Tick): boolean =>
  isOver(e, r, tick) &&
  days(r.span.toOn, tick.on) <= 2 &&
  !e.attendance.some((a) => a.person_id === r.applicantId && a.on_date >= r.span.fromOn) &&
  !tick.requests.some(
    (o) => o.id !== r.id && o.applicantId === r.applicantId && o.kind === 'leave' && o.span.toOn >= r.span.fromOn,
  );

/** Whoever has to answer has been asked, by this tick at the latest: also who took over a seat or stands in from today. */
function askedAll(e: Evidence, tick: Tick, before: readonly Said[]): void {
  for (const r of tick.requests.filter((one) => one.state === 'open')) {
    const seats = waitingSeats(r).filter((s) => !s.assigned);
    for (const id of seats.flatMap((s) => asked(e, s, r, tick))) {
      const isTold = before.some(
        (s) => s.row.request_id === r.id && s.to === id && s.what === 'asked' && s.row.revision === r.revision,
      );
      const mayWait = tick.digest.has(id) && (r.kind === 'make-up' || days(tick.on, r.span.fromOn) > 1);
      due(isTold || mayWait || !hasAccount(e, id), () => `${id} was never asked for ${r.id} by ${tick.row.event_key}`);
    }
  }
}

/** When the clock struck that told it. */
const struckAt = (e: Evidence, { row }: Said): number =>
  e.tick.find((t) => t.id === row.inbox_id)?.payload.receivedAt ?? 0;

function ofTheMorning(e: Evidence, tick: Tick, mine: readonly Said[], before: readonly Said[]): void {
  for (const id of tick.digest) {
    const waiting = tick.requests.filter((r) => waitsFor(e, r, tick).includes(id));
    const got = mine.filter((s) => s.what === 'digest' && s.to === id);
    const expected = waiting.length > 0 && hasAccount(e, id) ? 1 : 0;
    due(got.length === expected, () => `${id} got ${got.length} digests on ${tick.on}, ${waiting.length} wait`);
    const said = /等您审批的 (\d+) 件/.exec(got[0]?.row.payload.text ?? '')?.[1];
    due(
      said === undefined || Number(said) === waiting.length,
      () => `${id} was told ${said ?? ''}, ${waiting.length} wait`,
    );
  }
  for (const r of tick.requests.filter((one) => (one.state === 'open' || one.state === 'held') && isLate(one, tick))) {
    const asks = waitsFor(e, r, tick);
    for (const id of officersFor(e, r, tick).filter((o) => hasAccount(e, o))) {
      const isOwn = r.state === 'open' && asks.length > 0 && asks.every((one) => one === id);
      const isTold = before.some(
        (s) => s.row.request_id === r.id && s.what === 'escalated' && s.to === id && struckAt(e, s) >= r.movedAt,
      );
      due(isTold || isOwn, () => `${id} was not told that ${r.id} waits since ${shanghaiDate(r.movedAt)}`);
    }
  }
  for (const r of tick.requests.filter((one) => one.span.toOn < tick.on && isPlainlyOver(e, one, tick)))
    for (const id of keepers(e, r, tick).filter((k) => hasAccount(e, k)))
      due(
        before.some((s) => s.row.request_id === r.id && s.what === 'unreported' && s.to === id),
        () => `${id} was not told that ${r.id} is over`,
      );
}

function ofTheEvening(e: Evidence, tick: Tick, mine: readonly Said[]): void {
  for (const r of tick.requests.filter((one) => isPlainlyOver(e, one, tick) && hasAccount(e, one.applicantId)))
    due(
      mine.some((s) => s.row.request_id === r.id && s.what === 'back'),
      () => `${r.applicantId} was not asked whether they are back from ${r.id}`,
    );
}

/** Nobody is told the same by two ticks: of a request that waits no other way than before, once, and once more on its eve. */
function notAgain(e: Evidence, said: readonly Said[], what: string): void {
  const ticks = new Map(e.tick.map((t) => [t.id, t]));
  const seen = new Set<string>();
  for (const s of said.filter((one) => one.what === what && ticks.has(one.row.inbox_id))) {
    const request = tickOf(e, ticks.get(s.row.inbox_id)!).requests.find((r) => r.id === s.row.request_id);
    if (request?.state === 'held') continue; // again each time that so many days have passed
    const on = shanghaiDate(ticks.get(s.row.inbox_id)!.payload.receivedAt);
    const isSoon = what === 'unreported' || (request !== undefined && days(on, request.span.fromOn) <= 1);
    const isFirst = what === 'asked' && s.row.payload.text.startsWith('#');
    const since = isFirst ? `step${request?.step ?? 0}` : `n${request?.version ?? 0} ${String(isSoon)}`;
    const key = `${s.row.request_id ?? ''} v${s.row.revision ?? 0} ${since} ${String(isFirst)} ${s.to}`;
    due(!seen.has(key), () => `${s.to} was told twice: “${s.row.payload.text}”`);
    seen.add(key);
  }
}
