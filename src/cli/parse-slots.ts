/** The product's intents, which are finer, in the words of `zhucun parse`: one table. */
import type { Intent, LeaveSlots } from '../language/intent.ts';
import { leaveDays } from '../domain/leave.ts';
import type { IsoDate } from '../domain/calendar.ts';

export interface Said {
  readonly text: string;
  readonly today: IsoDate;
  /** Whether a request waits for whoever says it. */
  readonly pending: boolean;
}
type Slots = Readonly<Record<string, unknown>>;
type Of<K extends Intent['intent']> = Extract<Intent, { intent: K }>;

/** What is still to be asked for. A problem with the days is asked about by both ends; the last day follows from how many they are. */
function needsOf({ from, to, saidDays, problem }: LeaveSlots): string[] {
  if (problem) return ['from', 'to'];
  if (from === null) return to === null && saidDays === null ? ['from', 'to'] : ['from'];
  return to === null ? ['to'] : [];
}

function leave(slots: LeaveSlots, more: Slots = {}): Slots {
  const { from, to, fromHalf, toHalf, saidDays, kind, reason, problem } = slots;
  const known = from !== null && to !== null;
  return {
    intent: 'leave.request',
    from,
    to,
    from_half: from === null ? null : fromHalf,
    to_half: to === null ? null : toHalf,
    days: known ? leaveDays({ fromOn: from, toOn: to, fromHalf, toHalf }) : saidDays,
    kind,
    reason,
    needs: needsOf(slots),
    ...(problem ? { problem: problem.problem } : {}),
    ...more,
  };
}

const target = ({ which }: Of<'approve' | 'reject' | 'return'>): Slots => {
  const said = which.all ? 'all' : (which.who?.said ?? which.code ?? which.numbers.join(','));
  return said === '' ? {} : { target: said };
};

const none = (): Slots => ({ intent: 'none' });
const policy = (_: Intent, { text }: Said): Slots => ({ intent: 'policy.ask', question: text });
const due = (): Slots => ({ intent: 'remind.query' });
const status = (): Slots => ({ intent: 'leave.status' });
const binding = (): Slots => ({ intent: 'bind' });

function entry({ said }: Of<'write-entry'>): Slots {
  const { ledger, on, text, people, place, about } = said;
  switch (ledger) {
    case 'visit':
    case 'enquiry':
      return { intent: 'visit.record', date: on, households: place === null ? [] : [place], text };
    case 'study':
      return { intent: 'study.record', date: on, topic: text, ...(people === null ? {} : { attendees: people }) };
    case 'report':
      return {
        intent: 'report.submit',
        period: about?.every ?? null,
        from: about?.from ?? null,
        to: about?.to ?? null,
      };
    default:
      return { intent: 'log.write', date: on, text: said.whole };
  }
}

const table: { readonly [K in Intent['intent']]: (intent: Of<K>, said: Said) => Slots } = {
  'check-in': ({ note }, { today }) => ({ intent: 'checkin', date: today, ...(note === null ? {} : { place: note }) }),
  'make-up': ({ on }, { today }) => ({ intent: 'checkin', date: on ?? today, makeup: true }),
  'check-out': (_, { today }) => ({ intent: 'checkout', date: today }),
  'request-leave': ({ slots }) => leave(slots),
  'leave-as-before': ({ slots }) => leave(slots, { as_before: true }),
  'proxy-leave': ({ slots, who }) => leave(slots, { for: who }),
  'extend-leave': ({ slots }) => leave(slots, { extend: true }),
  'edit-request': ({ slots }) => leave(slots, { edit: true }),
  'correct-leave': ({ slots }) => leave(slots, { edit: true }),
  'leave-status': status,
  nudge: status,
  withdraw: () => ({ intent: 'leave.cancel', action: '撤回' }),
  'end-leave': ({ back }) => ({ intent: 'leave.cancel', action: '销假', ...(back ? { back: back.on } : {}) }),
  approve: (intent) => ({
    intent: 'approve',
    ...target(intent),
    ...(intent.note === null ? {} : { note: intent.note }),
  }),
  reject: (intent) => ({ intent: 'reject', ...target(intent), reason: intent.reason }),
  return: (intent) => ({ intent: 'reject', ...target(intent), reason: intent.reason }),
  'sounds-like': ({ verdict }, { pending }) => (pending ? { intent: verdict, needs: ['confirm'] } : { intent: 'none' }),
  doubtful: ({ reading }, said) => ({ ...parsed(reading, said), needs: ['confirm'] }),
  'write-log': ({ on, text }) => ({ intent: 'log.write', date: on, text }),
  'read-logs': ({ from, to, whose }) => ({ intent: 'log.query', from, to, whose }),
  'write-entry': entry,
  draft: ({ of, from }) => ({
    intent: 'report.submit',
    period: of,
    period_of: of === 'year' ? from.slice(0, 4) : from.slice(0, 7),
  }),
  'report-issue': ({ text, major }) => ({ intent: 'issue.report', text, level: major ? 'major' : 'normal' }),
  'ask-policy': policy,
  why: policy,
  duties: due,
  todo: due,
  mine: due,
  'duty-done': due,
  'duty-later': due,
  'switch-reminder': due,
  'month-table': due,
  'own-files': due,
  'who-is-here': due,
  help: () => ({ intent: 'help' }),
  bind: binding,
  introduce: ({ who }) => ({ intent: 'bind', name: who.name, village: who.village, role: who.post }),
  unbind: binding,
  'bind-group': binding,
  'unbind-group': binding,
  invite: binding,
  'web-link': () => ({ intent: 'help' }),
  'my-data': none,
  'take-back': none,
  'change-entry': none,
  'who-looked': none,
  'read-consent': none,
  'give-consent': none,
  'withdraw-consent': none,
  transfer: none,
  'add-approver': none,
  'name-deputy': none,
  'change-holder': none,
  'end-deputy': none,
  'record-paper': none,
  object: none,
  digest: none,
  answered: status,
  'leave-ledger': status,
  confirm: none,
  cancel: none,
  resume: none,
  acknowledge: none,
  none,
};

/** An intent with its slots, as the evaluation names them. */
export const parsed = (intent: Intent, said: Said): Slots =>
  (table[intent.intent] as (intent: Intent, said: Said) => Slots)(intent, said);
