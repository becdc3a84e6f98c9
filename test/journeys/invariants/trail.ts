/** Each request goes a legal way, by those who may, and the tables are where the log ends. */
import { hasAccount, holdsFor, senderOf, byId, type Check, type Evidence } from './evidence.ts';
import { holdsSeat, isOfficer, isStuck, keeperOf, mayAnswer, waitingSeats } from './standing.ts';
import {
  changesOf,
  entry,
  storyOf,
  type Change,
  type Entry,
  type SeatName,
  type Told,
  type ToldSeat,
} from './story.ts';

const legal = holdsFor('a request is in one state, and its trail is a legal path');
const may = holdsFor('nobody answers who does not hold the seat, nor for themselves');

const seatName = (s: SeatName): string => `${s.body}@${s.scopeId}`;

export const requestsGoALegalWay: Check = (e) => {
  const inbox = byId(e.inbox);
  for (const change of changesOf(e)) {
    const { event, before, after } = change;
    const sender = senderOf(e, inbox.get(event.inboxId));
    legal(event.by === sender, () => `${after.id} changed by ${event.by ?? ''} in a message of ${sender ?? ''}`);
    if (before) step(e, change, before);
    else opened(e, change);
  }
};

function opened(e: Evidence, { event, after, entries }: Change): void {
  const { id, applicantId, enteredBy, state, version, revision } = after;
  legal(entries[0]?.effect === 'open-request' && entries.length === 1, () => `${id} begins with ${entries.length}`);
  const isOwn = enteredBy === null && event.by === applicantId;
  const isProxy = enteredBy !== null && enteredBy === event.by && enteredBy !== applicantId;
  legal(isOwn || isProxy, () => `${id} of ${applicantId} was opened by ${event.by ?? 'a stranger'}`);
  const mayAsk = holdsSeat(e, event.by ?? '', keeperOf(e, applicantId), event) || isOfficer(e, event.by ?? '', event);
  may(isOwn || mayAsk, () => `${event.by ?? ''} asked for leave of ${applicantId}`);
  const begins = `${state}/${after.step}/${version}/${revision}`;
  const expected = after.steps.length === 0 ? 'held/0/1/0' : 'open/0/1/0';
  legal(begins === expected && after.ended === null, () => `${id} begins as ${begins}`);
}

/** How an entry of that kind may stand with others of one message about one request. */
const KINDS: readonly string[] = [
  'answer-seat move-request',
  'assign-seat move-request',
  'end-leave move-request',
  'move-request',
  'revise-request',
  'nudge',
  'receive-filing',
];

function step(e: Evidence, change: Change, before: Told): void {
  const { after, entries, event } = change;
  const kind = [...new Set(entries.map((one) => one.effect))].join(' ');
  legal(KINDS.includes(kind), () => `${after.id}: ${kind} in one message`);
  const move = entry(change, 'move-request');
  const version = move?.version ?? entry(change, 'revise-request')?.version ?? before.version;
  legal(version === before.version, () => `${after.id} changed from version ${version}, was ${before.version}`);
  legal(!move || move.at === event.at, () => `${after.id} moved at ${move?.at ?? 0}`);
  const answers = entries.filter((one) => one.effect === 'answer-seat');
  if (answers.length > 0) answered(e, change, before, answers);
  else if (entry(change, 'assign-seat')) assigned(e, change, before);
  else if (entry(change, 'end-leave')) ended(change, before);
  else if (move) moved(e, change, before);
  else if (entry(change, 'revise-request')) revised(e, change, before);
  else if (entry(change, 'nudge')) nudged(change, before);
  else received(e, change, before);
}

type Answer = Extract<Entry, { effect: 'answer-seat' }>;

function answered(e: Evidence, { event, after }: Change, before: Told, answers: readonly Answer[]): void {
  const { id, applicantId } = before;
  legal(before.state === 'open', () => `${id} was answered when it was ${before.state}`);
  for (const a of answers) {
    const seat = before.steps[before.step]?.seats.find((s) => seatName(s) === seatName(a.seat));
    legal(a.step === before.step && seat !== undefined, () => `${id} answered at step ${a.step}, open ${before.step}`);
    legal(seat?.answer === null, () => `${id}: ${seatName(a.seat)} answered twice`);
    may(event.by !== applicantId && a.personId !== applicantId, () => `${a.personId} answered their own ${id}`);
    may(
      a.verdict === 'approve' || (a.note ?? '') !== '' || a.recordedBy !== null,
      () => `${id} ${a.verdict} without a reason`,
    );
    if (!seat) continue;
    if (a.recordedBy !== null) onPaper(e, { event, seat, before }, a);
    else {
      may(a.personId === event.by, () => `${a.personId} answered ${id} in a message of ${event.by ?? ''}`);
      const allowed = mayAnswer(e, seat, event, before);
      may(allowed.includes(a.personId), () => `${a.personId} answered ${id}, ${seatName(seat)} is ${allowed.join()}`);
      may(a.forId === null || isDeputyOf(a, event, seat), () => `${id}: ${a.personId} answered for ${a.forId ?? ''}`);
    }
  }
  expectNext(before, after);
}

const isDeputyOf = (
  { forId, personId }: Answer,
  event: Change['event'],
  seat: Told['steps'][number]['seats'][number],
): boolean =>
  seat.assigned === null &&
  event.deputies.some(
    (d) => d.principalId === forId && d.deputyId === personId && d.fromOn <= event.on && d.toOn >= event.on,
  );

/** 代录: by the officer, with a photo, and only where nobody could answer in the chat. */
function onPaper(
  e: Evidence,
  { event, seat, before }: { event: Change['event']; seat: Told['steps'][number]['seats'][number]; before: Told },
  a: Answer,
): void {
  const is = (): string => `${before.id}: ${a.recordedBy ?? ''} recorded ${seatName(seat)} for ${a.personId}`;
  may(a.recordedBy === event.by && isOfficer(e, event.by ?? '', event, before), is);
  may(a.images.length > 0 && a.verdict !== 'return', is);
  may(isStuck(e, seat, before, event), is);
  const could = mayAnswer(e, seat, event, before).filter((p) => p !== before.applicantId);
  may(could.length === 0 ? a.personId === event.by : could.includes(a.personId), is);
}

/** What the answers so far make of the request, counted anew: `all` needs every seat, `any` one, a no ends it. */
function expectNext(before: Told, after: Told): void {
  const verdicts = after.steps[before.step]?.seats.map((s) => s.answer?.verdict) ?? [];
  const isThrough =
    before.steps[before.step]?.mode === 'all' ? verdicts.every((v) => v === 'approve') : verdicts.includes('approve');
  const ends = verdicts.includes('reject') ? 'rejected' : verdicts.includes('return') ? 'returned' : null;
  const state = ends ?? (isThrough && before.step + 1 === before.steps.length ? 'approved' : 'open');
  const next = ends === null && isThrough ? before.step + 1 : before.step;
  legal(
    after.state === state && after.step === next,
    () => `${after.id} became ${after.state}, its answers make it ${state}`,
  );
}

/** 转办: by whoever answers for the seat or holds it, or the officer; to somebody who can be written to. */
function assigned(e: Evidence, change: Change, before: Told): void {
  const { event, after } = change;
  const { seat: name, step: at, personId, by } = entry(change, 'assign-seat')!;
  const seat = waitingSeats(before).find((s) => seatName(s) === seatName(name));
  const is = (): string => `${before.id}: ${event.by ?? ''} handed ${seatName(name)} to ${personId ?? 'its holders'}`;
  legal(seat !== undefined && at === before.step && after.state === 'open' && after.step === before.step, is);
  may(by === event.by && event.by !== before.applicantId && personId !== before.applicantId, is);
  const own = seat
    ? [...mayAnswer(e, seat, event, before), ...mayAnswer(e, { ...seat, assigned: null }, event, before)]
    : [];
  may(own.includes(event.by ?? '') || isOfficer(e, event.by ?? '', event, before), is);
  may(personId === null || (hasAccount(e, personId) && personId !== event.by), is);
}

/** 销假: the applicant's own approved leave, once, for a day between its first and today. */
function ended(change: Change, before: Told): void {
  const { event, after } = change;
  const { on, half } = entry(change, 'end-leave')!;
  const is = (): string => `${before.id} ended ${on}${half} by ${event.by ?? ''} on ${event.today}`;
  legal(before.state === 'approved' && after.state === 'approved' && after.step === before.step, is);
  legal(before.ended === null && before.kind === 'leave', is);
  may(event.by === before.applicantId, is);
  const { fromOn, fromHalf } = before.span;
  legal(`${on}${half}` >= `${fromOn}${fromHalf}` && on <= event.today, is);
}

/** 撤回 and 异议 before and after the decision; of a held request, also what the officer makes of it. */
function moved(e: Evidence, { event, after }: Change, before: Told): void {
  const is = (): string => `${before.id} ${before.state} became ${after.state} by ${event.by ?? ''}`;
  if (before.state === 'held' && (after.state === 'rejected' || after.state === 'returned')) {
    may(isOfficer(e, event.by ?? '', event, before) && event.by !== before.applicantId, is);
    return;
  }
  may(event.by === before.applicantId, is);
  const isUndecided = ['open', 'held', 'returned'].includes(before.state);
  const mayCancel =
    before.state === 'approved' &&
    before.kind === 'leave' &&
    before.ended === null &&
    before.span.fromOn >= event.today;
  legal(isUndecided ? after.state === 'withdrawn' : mayCancel && after.state === 'cancelled', is);
  legal(after.step === before.step, is);
}

const open = ['open', 'held', 'returned'];
const chainOf = (r: Told): string =>
  JSON.stringify(
    r.steps.map((s) => [
      s.mode,
      ...s.seats.map((x) => [seatName(x), x.assigned?.personId, x.addedBy, x.answer?.personId]),
    ]),
  );

function revised(e: Evidence, change: Change, before: Told): void {
  const { event, after } = change;
  const { why } = entry(change, 'revise-request')!;
  const is = (): string =>
    `${before.id} ${before.state} ${why} by ${event.by ?? ''}: ${chainOf(before)} to ${chainOf(after)}`;
  const officer = isOfficer(e, event.by ?? '', event, before);
  legal(
    ['id', 'code', 'applicantId', 'enteredBy', 'openedAt', 'kind'].every(
      (k) => Reflect.get(before, k) === Reflect.get(after, k),
    ),
    is,
  );
  legal(after.nudgedOn === before.nudgedOn && after.extendsId === before.extendsId, is);
  legal(after.revision === before.revision + (why === 'edit' ? 1 : 0), is);
  if (why === 'edit') {
    may(event.by === before.applicantId, is);
    legal(open.includes(before.state) && after.state === (after.steps.length === 0 ? 'held' : 'open'), is);
    legal(after.step === 0 && after.steps.every((s) => s.seats.every((x) => !x.answer && isAskedAnew(x, before))), is);
  } else if (why === 'correct') {
    may(officer && event.by !== before.applicantId, is);
    legal(before.state === 'approved' && after.state === 'approved' && before.kind === 'leave', is);
    legal(chainOf(after) === chainOf(before) && after.step === before.step && after.reason === before.reason, is);
  } else if (why === 'name-approver') {
    may(officer && event.by !== before.applicantId, is);
    legal(before.state === 'held' && after.state === 'open' && after.steps.length === 1, is);
    expectAdded(e, change, before, 0);
  } else {
    const own = waitingSeats(before).some((s) => mayAnswer(e, s, event, before).includes(event.by ?? ''));
    may((own || officer) && event.by !== before.applicantId, is);
    legal(before.state === 'open' && after.state === 'open' && after.step === before.step, is);
    const at = before.step + 1;
    legal(chainOf({ ...after, steps: after.steps.filter((_, i) => i !== at) }) === chainOf(before), is);
    expectAdded(e, change, before, at);
  }
}

/** As the rule names it; or whom the officer named where no rule does, who is asked again. */
const isAskedAnew = (seat: ToldSeat, before: Told): boolean =>
  seat.addedBy === null
    ? seat.assigned === null
    : before.steps.every((s) => s.seats.every((x) => x.addedBy !== null)) &&
      before.steps.some((s) => s.seats.some((x) => seatName(x) === seatName(seat) && x.addedBy === seat.addedBy));

/** One person more, who can be written to and is neither the applicant nor whoever named them. */
function expectAdded(e: Evidence, { event, after }: Change, before: Told, at: number): void {
  const [seat, ...others] = after.steps[at]?.seats ?? [];
  const is = (): string => `${before.id}: ${event.by ?? ''} named ${seat?.scopeId ?? 'nobody'}`;
  legal(seat?.body === 'person' && others.length === 0 && seat.answer === null && seat.addedBy === event.by, is);
  may(seat?.scopeId !== before.applicantId && seat?.scopeId !== event.by && hasAccount(e, seat?.scopeId ?? ''), is);
}

const twoHoursMs = 2 * 3_600_000;

/** 催办: once a day, by whoever asked for it, and not of what was just put before somebody. */
function nudged(change: Change, before: Told): void {
  const { event } = change;
  const { on } = entry(change, 'nudge')!;
  const is = (): string =>
    `${before.id} ${before.state} nudged on ${on} by ${event.by ?? ''}, last ${before.nudgedOn ?? ''}`;
  legal(on === event.today && (before.nudgedOn ?? '') < on, is);
  may([before.applicantId, before.enteredBy].includes(event.by), is);
  legal(before.state === 'open' || before.state === 'held', is);
  legal(event.at - Math.max(before.movedAt, before.openedAt, before.revisedAt ?? 0) >= twoHoursMs, is);
}

/** 收到: of what was filed, by a seat that it was filed with. */
function received(e: Evidence, change: Change, before: Told): void {
  const { event } = change;
  for (const { receipt } of change.entries.filter((one) => one.effect === 'receive-filing')) {
    const is = (): string =>
      `${before.id} ${before.state}: ${receipt.personId} received the copy of ${seatName(receipt)}`;
    legal(['approved', 'cancelled'].includes(before.state), is);
    legal(
      before.filings.some((f) => seatName(f) === seatName(receipt)),
      is,
    );
    may(receipt.personId === event.by && holdsSeat(e, receipt.personId, receipt, event), is);
  }
}

/** The rows are where the log ends. */
export const tablesAreWhereTheLogEnds: Check = (e) => {
  const { requests, standing } = storyOf(e);
  const kept = e.request.map((r) => ({ ...r, seats: e.seat.filter((s) => s.request_id === r.id) }));
  legal(requests.size === kept.length, () => `${requests.size} requests told, ${kept.length} kept`);
  for (const row of kept) {
    const t = requests.get(row.id);
    const ofRow = [
      ...[
        row.state,
        row.step,
        row.version,
        row.revision,
        row.moved_at,
        row.from_on,
        row.from_half,
        row.to_on,
        row.to_half,
      ],
      ...[
        row.half_days,
        row.counted_half_days,
        row.reason,
        row.nudged_on,
        row.ended_on,
        row.ended_half,
        row.entered_by,
      ],
    ];
    const ofLog = t && [
      ...[
        t.state,
        t.step,
        t.version,
        t.revision,
        t.movedAt,
        t.span.fromOn,
        t.span.fromHalf,
        t.span.toOn,
        t.span.toHalf,
      ],
      ...[t.days * 2, t.countedDays * 2, t.reason, t.nudgedOn, t.ended?.on ?? null, t.ended?.half ?? null, t.enteredBy],
    ];
    legal(
      JSON.stringify(ofRow) === JSON.stringify(ofLog),
      () => `${row.id} is ${ofRow.join()}, its trail ends ${ofLog?.join() ?? ''}`,
    );
    const seats = row.seats.map((s) =>
      [
        s.step,
        s.body,
        s.scope_id,
        s.answered_by,
        s.verdict,
        s.note,
        s.answered_at,
        s.answered_for,
        s.recorded_by,
        s.images.length,
      ].concat([s.assigned_to, s.assigned_by, s.added_by]),
    );
    const told = t?.steps.flatMap((step, i) =>
      step.seats.map(({ body, scopeId, answer: a, assigned: as, addedBy }) =>
        [
          i,
          body,
          scopeId,
          a?.personId ?? null,
          a?.verdict ?? null,
          a?.note ?? null,
          a?.at ?? null,
          a?.forId ?? null,
        ].concat([a?.recordedBy ?? null, a?.images.length ?? 0, as?.personId ?? null, as?.by ?? null, addedBy]),
      ),
    );
    legal(
      JSON.stringify(seats) === JSON.stringify(told),
      () => `${row.id}: ${JSON.stringify(seats)}, trail ${JSON.stringify(told)}`,
    );
  }
  const deputies = e.deputy.map((d) => [d.id, d.principal_id, d.deputy_id, d.from_on, d.to_on].join()).sort();
  const named = standing.deputies.map((d) => [d.id, d.principalId, d.deputyId, d.fromOn, d.toOn].join()).sort();
  legal(deputies.join(' ') === named.join(' '), () => `deputies ${deputies.join(' ')}, told ${named.join(' ')}`);
  const digest = e.person.filter((p) => p.digest).map((p) => p.id);
  legal(
    digest.length === standing.digest.size && digest.every((id) => standing.digest.has(id)),
    () => `digests ${digest.join()}`,
  );
  const received = new Set(
    changesOf(e).flatMap((c) =>
      c.entries.flatMap((one) => (one.effect === 'receive-filing' ? [`${c.after.id} ${seatName(one.receipt)}`] : [])),
    ),
  );
  const receipts = e.receipt.map((r) => `${r.request_id} ${r.body}@${r.scope_id}`);
  legal(
    receipts.length === received.size && receipts.every((r) => received.has(r)),
    () => `receipts ${receipts.join()}`,
  );
};

/** 代理: by a holder for themselves, of somebody who can be written to, from that day on; ended by the same. */
export const deputiesAreNamedByHolders: Check = (e) => {
  for (const event of storyOf(e).events)
    for (const one of event.entries) {
      if (one.effect === 'name-deputy') {
        const { deputy: d } = one;
        const is = (): string =>
          `${event.by ?? ''} named ${d.deputyId} for ${d.principalId} from ${d.fromOn} to ${d.toOn}`;
        may(d.principalId === event.by && d.namedBy === event.by && d.deputyId !== event.by, is);
        const holds = e.holder.some(
          (h) => h.person_id === event.by && h.from_on <= event.on && (h.to_on ?? '9999') >= event.on,
        );
        may(holds && hasAccount(e, d.deputyId), is);
        legal(d.fromOn >= event.today && d.toOn >= d.fromOn, is);
        const others = event.deputies.filter((x) => x.principalId === d.principalId);
        const ended = event.entries.flatMap((x) => (x.effect === 'end-deputy' ? [x.deputyId] : []));
        legal(
          others.every((x) => ended.includes(x.id) || x.toOn < d.fromOn || x.fromOn > d.toOn),
          is,
        );
      }
      if (one.effect === 'end-deputy') {
        const was = event.deputies.find((d) => d.id === one.deputyId);
        may(
          was?.principalId === event.by,
          () => `${event.by ?? ''} ended ${one.deputyId} of ${was?.principalId ?? ''}`,
        );
      }
      if (one.effect === 'set-digest') may(one.personId === event.by, () => `${event.by ?? ''} set ${one.personId}`);
    }
};
