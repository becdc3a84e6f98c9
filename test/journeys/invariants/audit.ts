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

const isVersioned = (verb: string): boolean => verb === 'move-request' || verb === 'revise-request';

export const everyChangeIsAudited: Check = (e) => {
  const inbox = byId(e.inbox);
  const count = (is: (verb: string) => boolean): number => e.audit.filter((a) => is(a.verb)).length;
  const expected: readonly (readonly [string, (verb: string) => boolean, number])[] = [
    ['openings', (v) => v === 'open-request', e.request.length],
    ['versions', isVersioned, e.request.reduce((sum, r) => sum + r.version - 1, 0)],
    ['add-attendance', (v) => v === 'add-attendance', e.attendance.length],
    ['add-log', (v) => v === 'add-log', e.log.length],
    ['add-entry', (v) => v === 'add-entry', e.entry.length],
    [
      'void-entries',
      (v) => v === 'void-entries',
      new Set([...e.entry, ...e.log].filter((l) => l.voided).map((l) => l.inbox_id)).size,
    ],
    ['name-deputy', (v) => v === 'name-deputy', e.deputy.length],
  ];
  for (const [what, is, rows] of expected)
    audited(count(is) === rows, () => `${what}: ${count(is)} audited, ${rows} rows`);
  for (const a of e.audit) {
    const sender = senderOf(e, inbox.get(a.inbox_id));
    audited(
      sender !== null && sender === a.person_id,
      () => `${a.verb} by ${a.person_id ?? ''}, said by ${sender ?? ''}`,
    );
  }
};

const VERBS: readonly string[] = [
  ...['open-request', 'revise-request', 'answer-seat', 'assign-seat', 'end-leave', 'move-request', 'nudge'],
  ...['receive-filing', 'name-deputy', 'end-deputy', 'set-digest', 'add-attendance', 'add-log'],
  ...['add-entry', 'void-entries', 'answer-duty', 'switch-duty', 'confirm-month'],
];

export const nothingElseHappened = (e: Evidence): void => {
  for (const a of e.audit) audited(VERBS.includes(a.verb), () => `unknown change ${a.verb}`);
};
