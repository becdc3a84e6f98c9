/** Who is to be told what of a change, counted anew from the seats and those who answered for them then. */
import { type Evidence } from './evidence.ts';
import {
  answerers,
  asked,
  askedSoFar,
  isStuck,
  keeperOf,
  mayAnswer,
  officers,
  parties,
  waitingSeats,
} from './standing.ts';
import {
  entry,
  halvesOf,
  storyOf,
  takenSpan,
  type Change,
  type Event,
  type Told,
  type ToldDeputy,
  type ToldSeat,
} from './story.ts';

/** `to` is a person or a group's conversation; of one `once` of a request nobody gets two. */
export interface Expected {
  readonly request: string;
  readonly what: string;
  readonly to: string;
  readonly once: string;
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
const nextDay = (on: string): string => new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10);

const tell = (r: Told, what: string, to: readonly string[], once: string): Expected[] =>
  unique(to).map((id) => ({ request: r.id, what, to: id, once }));

/** Whoever wants one digest a day is not asked now, where the next morning is early enough. */
const waitsForDigest = (r: Told, id: string, { digest, today }: Event): boolean =>
  digest.has(id) && (r.kind === 'make-up' || r.span.fromOn > nextDay(today));

const askedNow = (e: Evidence, r: Told, event: Event): string[] =>
  unique(waitingSeats(r).flatMap((s) => asked(e, s, r, event)));

const stepOf = (r: Told): string => `v${r.revision}.step${r.step}`;

/** Those of the open step are asked; that nobody can answer is told to applicant and officers. */
function put(e: Evidence, r: Told, event: Event): Expected[] {
  const stuck = waitingSeats(r).some((s) => isStuck(e, s, r, event));
  return [
    ...tell(
      r,
      'asked',
      askedNow(e, r, event).filter((id) => !waitsForDigest(r, id, event)),
      stepOf(r),
    ),
    ...(stuck ? tell(r, 'stuck', [r.applicantId, ...offices(e, r, event)], `${stepOf(r)}-vacant`) : []),
  ];
}

const offices = (e: Evidence, r: Told, event: Event): string[] => {
  const all = officers(e, r, event);
  return all.length > 0 ? all : filed(e, r, event);
};
const filed = (e: Evidence, r: Told, event: Event): string[] => unique(r.filings.flatMap((f) => asked(e, f, r, event)));

/** Whoever was to answer until now. */
const concerned = (e: Evidence, r: Told, event: Event): string[] =>
  unique(r.steps.slice(0, r.step + 1).flatMap((s) => s.seats.flatMap((x) => answerers(e, x, r, event))));

const groupsOf = (e: Evidence, r: Told): string[] => {
  const team = e.person.find((p) => p.id === r.applicantId)?.team_id;
  return r.kind === 'leave' ? e.group.filter((g) => g.team_id === team).map((g) => g.conversation) : [];
};

/** A group that was told that somebody would be away is told that it is otherwise now. */
const changedAway = (e: Evidence, r: Told, event: Event): Expected[] => {
  const approved = storyOf(e).events.find((v) =>
    v.changes.some((c) => c.after.id === r.id && c.after.state === 'approved' && c.before?.state !== 'approved'),
  );
  const span = approved?.changes.find((c) => c.after.id === r.id)?.after.span;
  const wasTold = approved !== undefined && span !== undefined && span.toOn >= approved.on && approved !== event;
  return wasTold ? tell(r, 'away-changed', groupsOf(e, r), `n${r.version}.away`) : [];
};

const without = (ids: readonly string[], ...out: readonly (string | null)[]): string[] =>
  ids.filter((id) => !out.includes(id));

export function expectedOf(e: Evidence, event: Event): Expected[] {
  return [
    ...event.changes.flatMap((c) => ofChange(e, c)),
    ...event.entries.flatMap((one) => (one.effect === 'name-deputy' ? ofDeputy(e, event, one.deputy) : [])),
    ...ofEndedDeputies(event),
  ];
}

function ofChange(e: Evidence, change: Change): Expected[] {
  const { event, before, after } = change;
  if (!before) return ofOpening(e, after, event);
  if (entry(change, 'answer-seat')) return ofAnswer(e, before, after, event);
  if (entry(change, 'assign-seat')) return ofTransfer(e, change, before);
  if (entry(change, 'end-leave')) return ofReturn(e, change);
  if (entry(change, 'nudge')) return ofNudge(e, after, event);
  const why = entry(change, 'revise-request')?.why;
  if (why !== undefined) return ofRevision(e, change, before, why);
  return entry(change, 'move-request') ? ofMove(e, change, before) : [];
}

const held = (e: Evidence, r: Told, event: Event): Expected[] =>
  tell(r, 'settle', officers(e, r, event), `v${r.revision}.held`);

function ofOpening(e: Evidence, r: Told, event: Event): Expected[] {
  return [
    ...(r.state === 'held' ? held(e, r, event) : put(e, r, event)),
    ...(r.enteredBy === null ? [] : tell(r, 'entered', [r.applicantId], 'entered')),
  ];
}

function ofAnswer(e: Evidence, before: Told, r: Told, event: Event): Expected[] {
  const closed = `v${r.revision}.closed`;
  const entered = r.enteredBy === null ? [] : [r.enteredBy];
  const others = tell(r, 'settled', without([...concerned(e, r, event), ...entered], event.by), closed);
  if (r.state === 'rejected' || r.state === 'returned')
    return [...tell(r, r.state, [r.applicantId], closed), ...others];
  if (r.state === 'open') return r.step === before.step ? [] : put(e, r, event);
  // Whoever answered knows already.
  const copies = without(filed(e, r, event), event.by);
  const keepers = r.kind === 'leave' ? asked(e, keeperOf(e, r.applicantId), r, event) : [];
  return [
    ...tell(r, 'approved', [r.applicantId], closed),
    ...tell(r, 'filed', copies, closed),
    ...tell(r, 'keeper', without(keepers, event.by, ...copies), closed),
    ...others,
    // 去向公示 says where people are, not where they were.
    ...(r.span.toOn < event.on ? [] : tell(r, 'away', groupsOf(e, r), `v${r.revision}.away`)),
  ];
}

/** 转办: the applicant and those released are told, those who answer now are asked. */
function ofTransfer(e: Evidence, change: Change, before: Told): Expected[] {
  const { event, after } = change;
  const { seat } = entry(change, 'assign-seat')!;
  const of = (r: Told): ToldSeat | undefined =>
    r.steps[r.step]?.seats.find((s) => s.body === seat.body && s.scopeId === seat.scopeId);
  const [was, is] = [of(before), of(after)];
  if (!was || !is) return [];
  const may = answerers(e, is, after, event);
  const released = without(answerers(e, was, after, event), event.by, ...may);
  const once = `assign.v${after.version}`;
  return [
    ...tell(after, 'transferred', [after.applicantId, ...released], once),
    ...tell(
      after,
      'asked',
      without(askedNow(e, after, event), event.by).filter((id) => may.includes(id)),
      once,
    ),
  ];
}

/** 销假 tells the parties; a check-in says it to its sender alone, and so does what ends with a later leave. */
function ofReturn(e: Evidence, change: Change): Expected[] {
  const { event, after } = change;
  const isLast = event.changes.filter((c) => entry(c, 'end-leave')).at(-1) === change;
  if (!isLast || event.entries.some((one) => one.effect === 'add-attendance')) return [];
  const isEarly = halvesOf(takenSpan(after)) < after.days * 2;
  return [
    ...tell(after, 'ended', without(parties(e, after, event), event.by), `n${after.version}.ended`),
    ...(isEarly ? changedAway(e, after, event) : []),
  ];
}

function ofNudge(e: Evidence, r: Told, event: Event): Expected[] {
  const once = `nudge.${event.today}`;
  if (r.state === 'held') return tell(r, 'settle', officers(e, r, event), once);
  const isStuckNow = waitingSeats(r).some((s) => isStuck(e, s, r, event));
  const now = askedNow(e, r, event);
  return [
    ...tell(r, 'asked', now, once),
    ...(isStuckNow ? tell(r, 'stuck', without(officers(e, r, event), r.applicantId, ...now), once) : []),
  ];
}

function ofRevision(e: Evidence, { event, after }: Change, before: Told, why: string): Expected[] {
  switch (why) {
    case 'edit': {
      const of = (r: Told): string[] => (r.state === 'held' ? officers(e, r, event) : askedSoFar(e, r, event));
      return [
        ...(after.state === 'held' ? held(e, after, event) : put(e, after, event)),
        ...tell(after, 'changed', without(of(before), ...of(after)), `v${after.revision}.changed`),
      ];
    }
    case 'correct':
      return [
        ...tell(
          after,
          'corrected',
          without([after.applicantId, ...parties(e, after, event)], event.by),
          `n${after.version}.corrected`,
        ),
        ...changedAway(e, after, event),
      ];
    case 'add-approver':
      return tell(after, 'added', [after.applicantId], `added.v${after.version}`);
    default:
      return [
        ...tell(after, 'named', [after.applicantId], `named.v${after.version}`),
        ...put(e, after, event).filter(({ what }) => what === 'asked'),
      ];
  }
}

function ofMove(e: Evidence, { event, after: r, entries }: Change, before: Told): Expected[] {
  const closed = `v${r.revision}.closed`;
  if (r.state === 'rejected' || r.state === 'returned') {
    const entered = r.enteredBy === null ? [] : [r.enteredBy];
    return [...tell(r, r.state, [r.applicantId], closed), ...tell(r, 'settled', without(entered, event.by), closed)];
  }
  const objects = isObjection(e, event, before) ? before.enteredBy : null;
  const objection = objects === null ? [] : tell(r, 'objection', [objects], 'objected');
  if (entries.length === 0 || r.state === 'withdrawn') {
    const entered = r.enteredBy === null ? [] : [r.enteredBy];
    return [
      ...objection,
      ...tell(r, 'withdrawn', without(toldIfTakenBack(e, r, event), event.by, r.enteredBy), closed),
      ...(objects === null ? tell(r, 'withdrawn', without(entered, event.by), closed) : []),
    ];
  }
  return [
    ...objection,
    ...tell(r, 'cancelled', without(parties(e, r, event), event.by, objects), `n${r.version}.cancelled`),
    ...changedAway(e, r, event),
  ];
}

/** Those who were to answer; where no rule says who, the officers. */
const toldIfTakenBack = (e: Evidence, r: Told, event: Event): string[] =>
  r.steps.length === 0 ? officers(e, r, event) : concerned(e, r, event);

/** 异议, by word or button. */
function isObjection(e: Evidence, event: Event, before: Told): boolean {
  const row = e.inbox.find((i) => i.id === event.inboxId);
  const label = e.sent.flatMap((s) => s.buttons).find((b) => b.id === row?.payload.action?.value)?.label ?? '';
  return (
    before.enteredBy !== null && /^异议/.test(row?.payload.kind === 'action' ? label : (row?.payload.text.trim() ?? ''))
  );
}

/** The new deputy, those who are replaced, and what waits already. */
function ofDeputy(e: Evidence, event: Event, deputy: ToldDeputy): Expected[] {
  const person = (id: string, what: string, once: string): Expected => ({ request: deputy.id, what, to: id, once });
  const replaced = event.deputies.filter(
    (d) =>
      d.principalId === deputy.principalId &&
      d.fromOn <= deputy.toOn &&
      d.toOn >= deputy.fromOn &&
      d.toOn >= event.today,
  );
  const dayBefore = new Date(Date.parse(deputy.fromOn) - 86_400_000).toISOString().slice(0, 10);
  const others = [
    ...new Map(replaced.filter((d) => d.deputyId !== deputy.deputyId).map((d) => [d.deputyId, d])).keys(),
  ];
  return [
    person(deputy.deputyId, 'deputy', 'named'),
    ...others.map((id) => {
      const first = replaced.find((d) => d.deputyId === id)!;
      const goesOn = first.fromOn <= dayBefore && dayBefore >= event.today;
      return person(id, goesOn ? 'deputy' : 'deputy-ended', `replaced.${first.id}`);
    }),
    ...(deputy.fromOn <= event.today ? waitingFor(e, event, deputy, replaced) : []),
  ];
}

function waitingFor(e: Evidence, event: Event, deputy: ToldDeputy, replaced: readonly ToldDeputy[]): Expected[] {
  const now: Event = { ...event, deputies: [...event.deputies.filter((d) => !replaced.includes(d)), deputy] };
  return [...event.requests.values()].flatMap((r) => {
    const own = waitingSeats(r).filter(
      (s) =>
        !s.assigned && s.body !== 'person' && mayAnswer(e, s, { ...event, deputies: [] }).includes(deputy.principalId),
    );
    const isOpen = own.length > 0 && ![deputy.deputyId, deputy.principalId].includes(r.applicantId);
    if (!isOpen || askedNow(e, r, event).includes(deputy.deputyId)) return [];
    const isAsked = askedNow(e, r, now).includes(deputy.deputyId) && !waitsForDigest(r, deputy.deputyId, event);
    return isAsked ? tell(r, 'asked', [deputy.deputyId], `deputy.${deputy.id}`) : [];
  });
}

/** 取消代理: each of them once. */
function ofEndedDeputies(event: Event): Expected[] {
  if (event.entries.some((one) => one.effect === 'name-deputy')) return [];
  const ended = event.entries.flatMap((one) =>
    one.effect === 'end-deputy' ? event.deputies.filter((d) => d.id === one.deputyId) : [],
  );
  return unique(ended.map((d) => d.deputyId)).map((to) => ({
    request: ended.find((d) => d.deputyId === to)!.id,
    what: 'deputy-ended',
    to,
    once: 'ended',
  }));
}
