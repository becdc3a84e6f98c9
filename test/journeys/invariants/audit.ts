/** The audit log holds every change once, and its chain of hashes fits. */
import { byId, holdsFor, senderOf, type Check, type Evidence } from './evidence.ts';

const chain = holdsFor('the audit chain fits');

/** The chain as `zhucun audit verify` finds it; that this finds every forgery is a test of its own. */
export const auditChainFits: Check = (e) => {
  const linked = new Set(e.link.flatMap((l) => l.entry_ids));
  chain(e.auditVerdict.ok, () =>
    JSON.stringify(e.auditVerdict, (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v)),
  );
  chain(linked.size === e.audit.length, () => `${e.audit.length} entries, ${linked.size} linked`);
};

const audited = holdsFor('every change is in the audit log once, under the name of whoever said it');

export const everyChangeIsAudited: Check = (e) => {
  const inbox = byId(e.inbox);
  const count = (verb: string): number => e.audit.filter((a) => a.verb === verb).length;
  const expected: readonly (readonly [string, number])[] = [
    ['open-request', e.request.length],
    ['answer-seat', e.seat.filter((s) => s.answered_by !== null).length],
    ['move-request', e.request.reduce((sum, r) => sum + r.version - 1, 0)],
    ['add-attendance', e.attendance.length],
    ['add-log', e.log.length],
  ];
  for (const [verb, rows] of expected)
    audited(count(verb) === rows, () => `${verb}: ${count(verb)} audited, ${rows} rows`);
  for (const a of e.audit) {
    const sender = senderOf(e, inbox.get(a.inbox_id));
    audited(
      sender !== null && sender === a.person_id,
      () => `${a.verb} by ${a.person_id ?? ''}, said by ${sender ?? ''}`,
    );
  }
};

export const nothingElseHappened = (e: Evidence): void => {
  const verbs = new Set(['open-request', 'answer-seat', 'move-request', 'add-attendance', 'add-log']);
  for (const a of e.audit) audited(verbs.has(a.verb), () => `unknown change ${a.verb}`);
};
