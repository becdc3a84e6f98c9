/** Samples of every result of ledgers. */
import type { Citation } from '../../src/domain/citation.ts';
import type { LedgerEntry, Owed } from '../../src/domain/duty.ts';
import type { LedgerResult } from '../../src/domain/ledger-result.ts';
import { shortLeave } from '../commands/requests.ts';
import type { ShownRequest } from '../../src/domain/shown.ts';
import { checkup, entry, monthlyReport, photo, study, visits } from '../commands/owed.ts';

type Samples = { readonly [K in LedgerResult['says']]: readonly Extract<LedgerResult, { says: K }>[] };

const cites = (article: string): Citation => ({ ...study().citations[0]!, provision: `FD-${article}`, article });
const kept = (more: Partial<LedgerEntry>, towards: readonly Owed[], late = false, logNumber: number | null = 1) =>
  ({ says: 'entry-kept', entry: entry(more), late, logNumber, towards }) as const;
const shownLeave: ShownRequest = {
  request: shortLeave(),
  applicant: '示例甲',
  enteredBy: null,
  extendsCode: null,
  steps: [],
};
const late = monthlyReport({ fromOn: '2026-11-01', dueOn: '2026-11-30', state: 'late' });
const every = (name: string, fromOn: Owed['fromOn']): Owed => study({ every: name, fromOn, what: '分析情况' });
const trainingDays = study({ what: '培训时间', every: 'year', unit: '天', atLeast: 5, done: 3.5, closedBy: 'training', debtor: { is: 'person', id: 'p1' } }); // prettier-ignore
const whole = [
  late,
  study({ done: 1 }),
  checkup({ flags: ['到岗不满一期：文件没有写怎么折算，由人认定'] }),
  visits({ dueOn: null }),
];

export const ledgers: Samples = {
  'entry-kept': [
    kept({ people: 12, images: [photo] }, [study({ done: 1 })]),
    kept({ on: '2026-12-01', place: '张大爷家', ledger: 'visit' }, [visits({ done: 2, state: 'done' })], true, 2),
    kept({ ledger: 'training', level: '县级', days: 3.5 }, [trainingDays]),
    kept({ ledger: 'training' }, [trainingDays]),
    kept({ ledger: 'report', closes: [late.key] }, [{ ...late, done: 1, state: 'done' }], false, null),
    kept({ ledger: 'report' }, [], false, null),
    { ...kept({ people: 15 }, [study({ done: 1 })]), before: entry({ people: 12 }) },
    kept({ ledger: 'roster', on: '2026-12-05' }, [study({ every: 'week', fromOn: '2026-11-30', atLeast: 1 })], false, null), // prettier-ignore
    kept(
      {},
      ['day', 'week', 'quarter', 'half-year', 'two-years', 'once'].map((name) => every(name, '2026-07-06')),
    ),
  ],
  'entries-voided': [
    { says: 'entries-voided', entries: [entry({ people: 12 })], hadLog: true, owed: [study()] },
    {
      says: 'entries-voided',
      entries: [entry({ text: '', place: '张大爷家', ledger: 'visit' })],
      hadLog: false,
      owed: [],
    },
    {
      says: 'entries-voided',
      entries: [entry({ ledger: 'report', closes: [late.key] }), entry({ ledger: 'other', closes: ['k'] })],
      hadLog: false,
      owed: [],
    },
  ],
  'cannot-void': [
    { says: 'cannot-void', why: 'none', entries: [], byName: null },
    { says: 'cannot-void', why: 'voided', entries: [entry({ days: 2, level: '县级' })], byName: null },
    { says: 'cannot-void', why: 'confirmed', entries: [entry()], byName: '示例丙' },
    { says: 'cannot-void', why: 'confirmed', entries: [entry()], byName: '' },
    { says: 'cannot-void', why: 'several', entries: [entry(), entry()], byName: null },
  ],
  'which-take-back': [{ says: 'which-take-back', shown: [shownLeave], entries: [entry({ people: 12 })] }],
  'how-to-correct': [{ says: 'how-to-correct', entries: [entry({ text: '一'.repeat(30) })] }],
  'report-taken-back': [
    {
      says: 'report-taken-back',
      name: '示例甲',
      entry: entry({ ledger: 'report', text: '11月工作汇报' }),
      what: ['汇报工作'],
    },
    { says: 'report-taken-back', name: '示例甲', entry: entry({ ledger: 'report' }), what: [] },
  ],
  'ask-entry': (
    ['study', 'visit', 'enquiry', 'courtyard-meeting', 'meeting', 'training', 'report', 'roster', 'other'] as const
  ).map((ledger) => ({ says: 'ask-entry', ledger })),
  'entry-in-future': [{ says: 'entry-in-future', on: '2026-12-05' }],
  'own-duties': [
    { says: 'own-duties', on: '2026-12-02', owed: whole },
    { says: 'own-duties', on: '2026-12-02', owed: [] },
    { says: 'own-duties', on: '2026-12-02', owed: [checkup()] },
  ],
  'duties-done': [
    { says: 'duties-done', owed: [checkup()] },
    { says: 'duties-done', owed: [study(), checkup({ citations: [cites('第二十五条'), cites('第二十六条')] })] },
  ],
  'which-duty': [
    { says: 'which-duty', owed: whole, wanted: 'done' },
    { says: 'which-duty', owed: whole.slice(1), wanted: 'later' },
    { says: 'which-duty', owed: [late, late], wanted: 'report' },
  ],
  'no-such-duty': [
    { says: 'no-such-duty', said: null },
    { says: 'no-such-duty', said: '防汛演练' },
  ],
  'duties-heard': [
    { says: 'duties-heard', owed: [study()] },
    { says: 'duties-heard', owed: whole.slice(1) },
  ],
  'duties-later': [
    {
      says: 'duties-later',
      owed: whole.slice(1),
      until: '2026-12-04',
      remindedOn: whole.slice(1).map(() => '2026-12-04' as const),
    },
    { says: 'duties-later', owed: [study()], until: '2026-12-05', remindedOn: ['2026-12-07'] },
    { says: 'duties-later', owed: whole.slice(0, 2), until: '2026-12-05', remindedOn: ['2026-12-07', '2026-12-04'] },
  ],
  'cannot-put-off': [
    { says: 'cannot-put-off', why: 'past', dueOn: null, problem: null },
    { says: 'cannot-put-off', why: 'after-due', dueOn: '2026-12-31', problem: null },
    { says: 'cannot-put-off', why: 'no-date', dueOn: null, problem: null },
    { says: 'cannot-put-off', why: 'no-date', dueOn: null, problem: { problem: 'unclear', said: '下周' } },
  ],
};
