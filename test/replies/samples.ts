/** A result of every kind, as the product makes them in the small county. The types make the table complete. */
import { drafts } from './samples-drafts.ts';
import { ledgers } from './samples-ledgers.ts';
import { policies } from './samples-policy.ts';
import { reminders } from './samples-reminders.ts';
import type { Citation, Reading } from '../../src/domain/citation.ts';
import type { ChangeFiling, HolderChange } from '../../src/domain/change-holder.ts';
import type { FileRef } from '../../src/domain/dialogue.ts';
import type { SentFile } from '../../src/domain/document-file.ts';
import type { WorkLogEntry } from '../../src/domain/facts.ts';
import type { LedgerRow } from '../../src/domain/ledger.ts';
import type { MonthFigures, Result } from '../../src/domain/reply.ts';
import type { Remark } from '../../src/domain/remark.ts';
import type { JoinedLeave, Request } from '../../src/domain/request.ts';
import type { LeavePreview, ShownRequest, ShownSeat, ShownStep } from '../../src/domain/shown.ts';
import type { OtherOutcome, Why } from '../../src/domain/why.ts';
import * as requests from '../commands/requests.ts';
import { shanghai } from '../commands/facts.ts';
import { ownData } from '../documents/sample-own-data.ts';

type Samples = { readonly [K in Result['says']]: readonly Extract<Result, { says: K }>[] };

/** A reason that stands in no example of the bot's own. */
export const secret = '父亲手术需陪护';
export const shortLeave = (more: Partial<Request> = {}): Request => requests.shortLeave({ reason: secret, ...more });
export const jointLeave = (more: Partial<Request> = {}): Request => requests.jointLeave({ reason: secret, ...more });
export const makeUpRequest = (): Request => requests.makeUpRequest({ reason: secret });

export const article: Citation = shortLeave().citations[0]!;
export const reading: Reading = {
  id: 'leave-days',
  question: '怎么算？',
  taken: '按自然日计算，半天算 0.5 天',
  because: '数得清',
};

export const seat = (title: string, names: readonly string[], more: Partial<ShownSeat> = {}): ShownSeat => ({
  body: title,
  scopeId: '',
  title,
  names,
  state: 'waiting',
  because: [],
  vacant: false,
  unreachable: false,
  ...more,
});
export const secretaryStep: ShownStep = { mode: 'any', seats: [seat('示例镇党委书记', ['示例己'])] };
export const jointStep: ShownStep = {
  mode: 'all',
  seats: [seat('示例县委组织部', ['示例辛']), seat('示例县某局', ['示例癸'])],
};
export const shown = (
  request: Request = shortLeave(),
  steps: readonly ShownStep[] = [secretaryStep],
): ShownRequest => ({
  request,
  applicant: '示例甲',
  enteredBy: null,
  extendsCode: null,
  steps,
});
export const joint = shown(jointLeave(), [jointStep]);
export const made = shown(makeUpRequest(), [{ mode: 'any', seats: [seat('示例一村第一书记', ['示例丙'])] }]);

/** Every way in which somebody comes to answer for a seat. */
export const variedSteps: readonly ShownStep[] = [
  {
    mode: 'any',
    seats: [
      seat('示例镇党委书记', ['示例己', '示例庚'], {
        because: [{ because: 'deputy', name: '示例庚', forName: '示例己', fromOn: '2026-12-01', toOn: '2026-12-05' }],
      }),
    ],
  },
  {
    mode: 'all',
    seats: [
      seat('示例县委组织部', ['示例壬'], { because: [{ because: 'assigned', name: '示例壬', by: '示例辛' }] }),
      seat('示例县某局', [], { state: 'approved', because: [{ because: 'on-paper', by: '示例经办' }] }),
    ],
  },
  {
    mode: 'all',
    seats: [seat('示例癸', ['示例癸'], { because: [{ because: 'added', name: '示例癸', by: '示例己' }] })],
  },
];
export const deputyAnswered: ShownStep = {
  mode: 'any',
  seats: [
    seat('示例镇党委书记', ['示例庚'], {
      state: 'approved',
      because: [{ because: 'answered-for', name: '示例庚', forName: '示例己' }],
    }),
  ],
};

export const joinedLeave: JoinedLeave = {
  requestId: 'r9',
  code: 'X9Y8',
  fromOn: '2026-12-05',
  toOn: '2026-12-07',
  days: 3,
};
const allRemarks: readonly Remark[] = [
  { remark: 'note', text: '原文只写镇长；街办按街办主任办理，请核对' },
  { remark: 'holidays', days: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }] },
  { remark: 'holidays-unknown', year: 2027 },
  { remark: 'balance', year: 2026, used: 6, withThis: 9, limit: 8, citations: [{ ...article, article: '第十二条' }] },
  {
    remark: 'recall',
    text: '连续请假超过三十天的应当召回',
    citations: [{ ...article, article: '第十四条' }],
    seats: [],
  },
];
/** A leave with everything that may be said of one. */
const fullLeave = shown(
  shortLeave({
    leaveKind: '年休假',
    countedDays: 6,
    joined: [joinedLeave],
    extendsId: 'r9',
    enteredBy: 'p3',
    late: true,
    revision: 1,
    images: [
      { sha256: 'b'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 },
      { sha256: 'c'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 },
    ],
    remarks: allRemarks,
    steps: jointLeave().steps,
  }),
  variedSteps,
);
export const full: ShownRequest = { ...fullLeave, enteredBy: '示例丙', extendsCode: 'X9Y8' };
export const many = (count: number): ShownRequest[] =>
  Array.from({ length: count }, (_, i) => shown(shortLeave({ id: `r${i}`, code: `K${i % 10}M${Math.floor(i / 10)}` })));
const held = shown(shortLeave({ state: 'held', steps: [] }), []);
const cancelled = shown(shortLeave({ state: 'cancelled' }));
const returned = shown(shortLeave({ state: 'returned' }));
const approvedLeave = shown(shortLeave({ state: 'approved', step: 1 }));
const ended = (on: '2026-12-10' | '2026-12-12', half: 'am' | 'pm'): ShownRequest =>
  shown(shortLeave({ state: 'approved', step: 1, ended: { on, half, at: 0 } }));

export const row = (more: Partial<LedgerRow> = {}): LedgerRow => ({
  personId: 'p1',
  requestId: 'r1',
  name: '示例甲',
  post: '驻村工作队员',
  code: 'A1B2',
  leaveKind: null,
  span: shortLeave().span,
  days: 3,
  daysTaken: 3,
  daysWithin: more.daysTaken ?? 3,
  state: 'approved',
  late: false,
  enteredBy: null,
  extendsCode: null,
  approvals: [],
  filings: [],
  ended: null,
  overdueDays: 0,
  isReturnUnreported: false,
  articles: ['第九条'],
  ...more,
});

export const figures = (more: Partial<MonthFigures> = {}): MonthFigures => ({
  month: '2026-11',
  days: 12,
  counts: 'days',
  minDays: 20,
  share: '2/3',
  stillNeeded: 8,
  daysLeft: 10,
  citations: [article],
  readings: [{ ...reading, id: 'month-days', taken: '按当月自然日计算' }],
  ...more,
});
export const preview = (more: Partial<LeavePreview> = {}): LeavePreview => ({
  span: shortLeave().span,
  leaveKind: '事假',
  reason: secret,
  days: 3,
  countedDays: 3,
  joined: [],
  remarks: [],
  images: 0,
  late: false,
  purpose: 'new',
  forName: null,
  forId: null,
  changesCode: null,
  held: null,
  steps: [secretaryStep],
  filingText: '审批后备案（受理机关原文未写明）',
  filings: [seat('示例县乡村振兴局', ['示例壬'])],
  citations: [article],
  readings: [reading],
  ...more,
});
export const outcome = (more: Partial<OtherOutcome> = {}): OtherOutcome => ({
  verdict: 'approve',
  steps: [{ mode: 'all', titles: ['示例县委组织部', '示例县某局'] }],
  isFiled: false,
  copies: [],
  minDays: null,
  inShort: null,
  ...more,
});
export const why = (more: Partial<Why> = {}): Why => ({
  post: '驻村工作队员',
  dispatchLevel: '县派',
  facts: [{ label: '请假天数', value: 3 }],
  rules: [
    {
      title: article.title,
      article: article.article,
      inForceFrom: article.inForceFrom,
      summary: '三天及以下由书记批。',
    },
  ],
  readings: [{ ...reading, instead: [{ option: '只数工作日', outcome: outcome() }] }],
  whatIfs: [{ label: '申请天数', unit: '天', change: 0.5, outcome: outcome() }],
  isOutdated: false,
  ...more,
});
const namedSecretary = [{ mode: 'any', titles: ['示例镇党委书记'] }] as const;
const draft = { from: null, to: null, fromHalf: 'am', toHalf: 'pm', saidDays: null, kind: null, reason: null } as const;
const log = (text: string, more: Partial<WorkLogEntry> = {}): WorkLogEntry => ({
  personId: 'p1',
  on: '2026-12-01',
  at: shanghai('2026-12-01 18:00'),
  text,
  late: false,
  images: [],
  ...more,
});
const acts = ['transfer', 'add-approver', 'deputy', 'proxy'] as const;
const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
const at = shanghai('2026-12-02 08:15');
const on = '2026-12-02' as const;
const changeFiling = (more: Partial<ChangeFiling> = {}): ChangeFiling => ({
  bodies: ['县委组织部', '县乡村振兴局'],
  due: null,
  say: null,
  flags: [],
  citations: [article],
  ...more,
});
const holderChange = (more: Partial<HolderChange> = {}): HolderChange => ({
  title: '示例镇党委书记',
  from: ['示例己'],
  to: '示例庚',
  on,
  waiting: ['A1B2'],
  isUnreachable: false,
  filing: 'not-a-post',
  ...more,
});
const document = (more: Partial<FileRef> = {}): FileRef => ({
  sha256: 'd'.repeat(64),
  name: '11月工作汇报.docx',
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  sizeBytes: 86_000,
  ...more,
});
const sentFile = (more: Partial<SentFile> = {}): SentFile => ({
  on: '2026-11-30',
  ledger: 'report',
  text: '11月工作汇报',
  file: document(),
  ...more,
});
const week = { from: '2026-11-30', to: '2026-12-06' } as const;
const checkedIn = {
  says: 'checked-in',
  on,
  at,
  back: false,
  onLeaveUntil: null,
  endedLeave: null,
  figures: figures(),
  photos: 0,
  located: false,
  doubtful: false,
  outsideMetres: null,
} as const;

export const samples: Samples = {
  ...ledgers,
  ...reminders,
  ...drafts,
  'checked-in': [checkedIn, { ...checkedIn, back: true, onLeaveUntil: '2026-12-04', photos: 2, located: true, doubtful: true }, { ...checkedIn, endedLeave: 'A1B2' }, { ...checkedIn, located: true, outsideMetres: 12_345 }, { ...checkedIn, located: true, outsideMetres: 40 }],
  'already-here': [{ says: 'already-here', on, since: at, figures: figures() }],
  'checked-out': [{ says: 'checked-out', on, at: shanghai('2026-12-02 18:05') }],
  'not-here-yet': [{ says: 'not-here-yet', on }],
  'already-left': [{ says: 'already-left', since: at }],
  'location-forwarded': [{ says: 'location-forwarded' }],
  'location-in-group': [{ says: 'location-in-group' }],
  'ask-make-up-date': [{ says: 'ask-make-up-date' }],
  'ask-make-up-reason': [{ says: 'ask-make-up-reason', on }],
  'make-up-not-needed': (['counts-already', 'today', 'future', 'asked-already'] as const).map((why) => ({ says: 'make-up-not-needed', on, why })),
  'no-keeper-rule': [{ says: 'no-keeper-rule' }],
  'ask-leave-from': [{ says: 'ask-leave-from', draft }, { says: 'ask-leave-from', draft: { ...draft, saidDays: 2.5 } }],
  'ask-leave-to': [{ says: 'ask-leave-to', from: '2026-12-08' }],
  'ask-leave-reason': [
    { says: 'ask-leave-reason', preview: preview({ reason: null }) },
    { says: 'ask-leave-reason', preview: preview({ reason: null, purpose: 'correct', forName: '示例甲', changesCode: 'A1B2' }) },
  ],
  'confirm-leave': [
    { says: 'confirm-leave', preview: preview() },
    { says: 'confirm-leave', preview: preview({ days: 4, span: jointLeave().span, steps: [jointStep], filingText: null, filings: [], late: true }) },
    { says: 'confirm-leave', preview: preview({ purpose: 'extend', changesCode: 'X9Y8', countedDays: 6, joined: [joinedLeave], images: 2, remarks: allRemarks, leaveKind: '年休假' }) },
    { says: 'confirm-leave', preview: preview({ purpose: 'proxy', forName: '示例乙' }) },
    { says: 'confirm-leave', preview: preview({ purpose: 'edit', changesCode: 'A1B2' }) },
    { says: 'confirm-leave', preview: preview({ purpose: 'correct', forName: '示例乙', changesCode: 'A1B2', reason: '实际提前一天返回', late: true }) },
    { says: 'confirm-leave', preview: preview({ held: '市里的通知没有写由谁批，要由区县规定', steps: [], filingText: null, filings: [] }) },
  ],
  'invalid-span': [
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'no-such-date', said: '2.30' } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'ends-before-start', from: '2026-12-10', to: '2026-12-08' } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'range-disagrees', from: '2026-12-08', to: '2026-12-10', rangeDays: 3, saidDays: 5 } },
    { says: 'invalid-span', wanted: 'day', span: { problem: 'unclear', said: '月底那几天' } },
    { says: 'invalid-span', wanted: 'log-day', span: { problem: 'no-such-date', said: '11.31' } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'too-long', from: '2026-12-08', to: '2028-01-11', days: 400, limitDays: 366 } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'too-long-ago', from: '2026-09-01', limitDays: 60 } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'too-far-ahead', from: '2029-01-01', limitDays: 366 } },
    { says: 'invalid-span', wanted: 'leave', span: { problem: 'nothing-left', from: on, to: on } },
  ],
  overlaps: (['open', 'held', 'returned', 'approved'] as const).map((state) => ({ says: 'overlaps', wanted: { from: '2026-12-10', to: '2026-12-11' }, other: shortLeave({ state }) })),
  'leave-held': [
    { says: 'leave-held', shown: held, say: '市里的通知没有写由谁批，要由区县规定', officer: '示例经办' },
    { says: 'leave-held', shown: held, say: '', officer: null },
  ],
  'please-settle': [{ says: 'please-settle', shown: held, say: '市里的通知没有写由谁批，要由区县规定' }, { says: 'please-settle', shown: { ...full, steps: [] }, say: null }],
  'no-leave': [{ says: 'no-leave', say: '原则上不请假；没有特殊情况的不批', citations: [article] }, { says: 'no-leave', say: null, citations: [article] }],
  'not-covered': (['not-in-force', 'unknown-post', 'no-row'] as const).map((why) => ({ says: 'not-covered', on, why, say: why === 'no-row' ? '要看离村是否超过一周，请说明几天' : null, citations: [article] })),
  'roster-lacks': [{ says: 'roster-lacks', missing: ['是否兼任队长'], citations: [article] }, { says: 'roster-lacks', missing: ['是否兼任队长', '选派层级'], citations: [article] }],
  'place-missing': [{ says: 'place-missing', body: '派出单位' }],
  'request-opened': [
    { says: 'request-opened', shown: shown() },
    { says: 'request-opened', shown: made },
    { says: 'request-opened', shown: { ...full, steps: [secretaryStep] } },
  ],
  'please-answer': [
    { says: 'please-answer', shown: shown(shortLeave({ late: true })), again: null },
    { says: 'please-answer', shown: joint, again: 'nudged' },
    { says: 'please-answer', shown: made, again: 'morning' },
    { says: 'please-answer', shown: full, again: 'deputy' },
    { says: 'please-answer', shown: shown(shortLeave({ revision: 1 })), again: 'edited' },
    { says: 'please-answer', shown: { ...full, request: { ...full.request, step: 1 } }, again: 'transferred' },
    { says: 'please-answer', shown: shown(), again: 'transferred' },
    { says: 'please-answer', shown: shown(), again: 'new-holder' },
  ],
  'seat-vacant': [
    { says: 'seat-vacant', toOfficer: false, shown: shown(), seats: [seat('示例镇党委书记', [], { vacant: true })] },
    { says: 'seat-vacant', toOfficer: false, shown: shown(), seats: [seat('示例镇党委书记', ['示例己'], { unreachable: true })] },
  ],
  'answer-recorded': [
    ...(['waits-for-others', 'next-step', 'approved', 'rejected', 'returned'] as const).map((next) => ({
      says: 'answer-recorded' as const,
      shown: joint,
      verdict: next === 'rejected' ? ('reject' as const) : next === 'returned' ? ('return' as const) : ('approve' as const),
      next,
      onPaperFor: null,
    })),
    { says: 'answer-recorded', shown: joint, verdict: 'approve', next: 'waits-for-others', onPaperFor: '示例县某局' },
    { says: 'answer-recorded', shown: joint, verdict: 'approve', next: 'approved', onPaperFor: '示例县某局' },
    { says: 'answer-recorded', shown: joint, verdict: 'reject', next: 'rejected', onPaperFor: '示例县某局' },
  ],
  'request-approved': [
    { says: 'request-approved', shown: shown(shortLeave({ state: 'approved' })), isOver: false },
    { says: 'request-approved', shown: made, isOver: false },
    { says: 'request-approved', shown: shown(shortLeave({ state: 'approved' }), [deputyAnswered]), isOver: false },
  ],
  'request-rejected': [
    { says: 'request-rejected', shown: shown(), by: '示例己', reason: '那几天有检查' },
    { says: 'request-rejected', shown: shown(), by: '示例己', reason: null },
  ],
  'request-returned': [
    { says: 'request-returned', shown: returned, by: '示例己', reason: '请写明几号回来' },
    { says: 'request-returned', shown: { ...made, request: { ...made.request, state: 'returned' } }, by: '示例丙', reason: null },
  ],
  'request-closed-by-other': (['approve', 'reject', 'return'] as const).map((verdict) => ({ says: 'request-closed-by-other', shown: shown(), by: '示例己', verdict })),
  'filing-copy': [{ says: 'filing-copy', shown: shown() }],
  'filing-received': [{ says: 'filing-received', shown: shown() }],
  'recall-proposed': [{ says: 'recall-proposed', shown: full }],
  'keeper-told': [{ says: 'keeper-told', shown: shown() }],
  'away-notice': [
    { says: 'away-notice', name: '示例甲', span: shortLeave().span },
    { says: 'away-notice', name: '示例甲', span: { fromOn: on, toOn: on, fromHalf: 'am', toHalf: 'pm' } },
  ],
  'away-changed': [
    { says: 'away-changed', name: '示例甲', span: { ...shortLeave().span, toOn: '2026-12-09', toHalf: 'am' } },
    { says: 'away-changed', name: '示例甲', span: null },
  ],
  'away-today': [
    { says: 'away-today', on, people: [{ name: '示例甲', until: '2026-12-04' }, { name: '示例乙', until: on }] },
    { says: 'away-today', on, people: [] },
  ],
  'answer-refused': (['own-request', 'not-approver', 'ended', 'already-answered', 'later-step', 'returned', 'held'] as const).map((why) => ({
    says: 'answer-refused',
    why,
    shown: why === 'held' ? held : shown(shortLeave(why === 'ended' ? { state: 'withdrawn' } : {})),
  })),
  'changed-since': [{ says: 'changed-since', shown: shown() }],
  'which-copy': [{ says: 'which-copy', shown: [shown(), joint] }],
  'no-longer-asked': [{ says: 'no-longer-asked', shown: shown() }],
  'not-heard-as-answer': [{ says: 'not-heard-as-answer', shown: [shown(), joint] }],
  'nothing-to-answer': [{ says: 'nothing-to-answer' }],
  'no-request-of': [{ says: 'no-request-of', who: '小李' }],
  'no-such-code': [{ says: 'no-such-code', code: 'Z9Z9' }],
  'no-such-number': [{ says: 'no-such-number', numbers: [4, 5], listed: 3 }, { says: 'no-such-number', numbers: [1], listed: 0 }],
  'which-request': (['approve', 'reject', 'return', 'transfer', 'add-approver', 'nudge', 'withdraw', 'edit'] as const).map((act) => ({ says: 'which-request', on: '2026-12-02', act, shown: [shown(), joint] })),
  'confirm-all': [{ says: 'confirm-all', shown: [shown(), full, made] }],
  'answers-recorded': [
    {
      says: 'answers-recorded',
      verdict: 'approve',
      done: [{ shown: shown(), next: 'approved' }, { shown: joint, next: 'waits-for-others' }, { shown: full, next: 'next-step' }],
      refused: (['own-request', 'not-approver', 'ended', 'already-answered', 'later-step', 'returned', 'held', 'changed'] as const).map((why) => ({ shown: made, why })),
    },
    { says: 'answers-recorded', verdict: 'reject', done: [{ shown: shown(), next: 'rejected' }, { shown: joint, next: 'rejected' }], refused: [] },
    { says: 'answers-recorded', verdict: 'return', done: [{ shown: shown(), next: 'returned' }, { shown: joint, next: 'returned' }], refused: [] },
    { says: 'answers-recorded', verdict: 'approve', done: [], refused: [{ shown: shown(), why: 'changed' }] },
  ],
  'ask-rejection-reason': (['reject', 'return'] as const).map((verdict) => ({ says: 'ask-rejection-reason', verdict, shown: shown() })),
  withdrawn: [{ says: 'withdrawn', shown: shown(), to: 'withdrawn' }, { says: 'withdrawn', shown: cancelled, to: 'cancelled' }],
  'withdrawn-told': [
    { says: 'withdrawn-told', shown: shown(), to: 'withdrawn', by: null },
    { says: 'withdrawn-told', shown: cancelled, to: 'cancelled', by: null },
    { says: 'withdrawn-told', shown: shown(), to: 'withdrawn', by: '示例丙' },
  ],
  'cannot-withdraw': [
    { says: 'cannot-withdraw', why: 'none-open', shown: [] },
    { says: 'cannot-withdraw', why: 'ended', shown: [shown(shortLeave({ state: 'rejected' }))] },
    { says: 'cannot-withdraw', why: 'not-yours', shown: [] },
    { says: 'cannot-withdraw', why: 'begun', shown: [approvedLeave] },
    { says: 'cannot-withdraw', why: 'made-up', shown: [made] },
    { says: 'cannot-withdraw', why: 'several', shown: [shown(), joint] },
  ],
  'nothing-to-edit': [
    { says: 'nothing-to-edit', why: 'none', shown: [] },
    { says: 'nothing-to-edit', why: 'several', shown: [shown(), joint] },
    { says: 'nothing-to-edit', why: 'not-yours', shown: [] },
    { says: 'nothing-to-edit', why: 'ended', shown: [approvedLeave] },
    { says: 'nothing-to-edit', why: 'ended', shown: [cancelled] },
    { says: 'nothing-to-edit', why: 'make-up', shown: [made] },
  ],
  'request-edited': [{ says: 'request-edited', shown: shown() }, { says: 'request-edited', shown: held }],
  'cannot-correct': [
    ...(['not-officer', 'not-approved', 'no-reason', 'other-chain'] as const).map((why) => ({ says: 'cannot-correct' as const, why, shown: shown() })),
    { says: 'cannot-correct', why: 'which', shown: null },
  ],
  'leave-corrected': [{ says: 'leave-corrected', shown: approvedLeave, before: jointLeave().span, by: '示例经办', reason: '实际提前一天返回' }],
  'not-your-cadre': [{ says: 'not-your-cadre', name: '示例丁' }],
  'entered-for-you': [{ says: 'entered-for-you', shown: { ...shown(), enteredBy: '示例丙' }, by: '示例丙' }, { says: 'entered-for-you', shown: { ...held, enteredBy: '示例丙' }, by: '示例丙' }],
  objected: [{ says: 'objected', shown: shown() }],
  'objection-told': [{ says: 'objection-told', shown: { ...shown(), enteredBy: '示例丙' }, reason: '我没有要请假' }, { says: 'objection-told', shown: shown(), reason: null }],
  'nothing-to-object': [{ says: 'nothing-to-object' }],
  'nobody-by-name': [{ says: 'nobody-by-name', said: '老王' }],
  'name-whom': acts.map((act) => ({ says: 'name-whom', act })),
  'which-person': acts.map((act) => ({ says: 'which-person', act, people: [{ name: '示例甲', titles: ['示例镇党委书记', '示例县某局'] }, { name: '示例甲', titles: [] }] })),
  'cannot-hand-to': (['principal', 'applicant', 'yourself', 'unreachable', 'in-chain', 'cadre'] as const).map((why) => ({ says: 'cannot-hand-to', why, name: '示例己' })),
  'cannot-transfer': [
    { says: 'cannot-transfer', why: 'ended', shown: approvedLeave },
    { says: 'cannot-transfer', why: 'not-approver', shown: shown() },
    { says: 'cannot-transfer', why: 'not-approver', shown: held },
    { says: 'cannot-transfer', why: 'several-seats', shown: joint },
  ],
  transferred: [{ says: 'transferred', shown: shown(), to: '示例庚' }],
  'transfer-told': [{ says: 'transfer-told', shown: shown(), to: '示例庚', by: '示例己' }],
  'approver-added': [true, false].map((byMe) => ({ says: 'approver-added', shown: shown(), name: '示例癸', by: '示例己', byMe })),
  'approver-named': [true, false].map((byMe) => ({ says: 'approver-named', shown: shown(), name: '示例癸', by: '示例经办', byMe })),
  'no-seat-to-deputise': [{ says: 'no-seat-to-deputise' }],
  'ask-deputy-days': [{ says: 'ask-deputy-days', name: '示例庚' }],
  'deputy-named': [
    { says: 'deputy-named', name: '示例庚', fromOn: '2026-12-01', toOn: '2026-12-05', titles: ['示例镇党委书记'], waiting: 2 },
    { says: 'deputy-named', name: '示例庚', fromOn: '2026-12-30', toOn: '2027-01-02', titles: ['示例镇党委书记'], waiting: 0 },
  ],
  'you-are-deputy': [{ says: 'you-are-deputy', forName: '示例己', fromOn: '2026-12-01', toOn: '2026-12-05', titles: ['示例镇党委书记'] }],
  'deputy-named-for': [
    { says: 'deputy-named-for', name: '示例庚', forName: '示例己', by: '示例子', fromOn: '2026-12-01', toOn: '2026-12-05', titles: ['示例镇党委书记'], waiting: 2, toPrincipal: false },
    { says: 'deputy-named-for', name: '示例庚', forName: '示例己', by: '示例子', fromOn: '2026-12-01', toOn: '2026-12-05', titles: [], waiting: 0, toPrincipal: true },
  ],
  'cannot-name-deputy-for': (['not-officer', 'several', 'no-seat'] as const).map((why) => ({ says: 'cannot-name-deputy-for', why, name: '老王' })),
  'cannot-change-holder': [
    ...(['not-officer', 'in-group', 'how', 'past', 'too-far', 'changed-meanwhile'] as const).map((why) => ({ says: 'cannot-change-holder', cannot: { why } }) as const),
    { says: 'cannot-change-holder', cannot: { why: 'no-seat', said: '东乡书记' } },
    { says: 'cannot-change-holder', cannot: { why: 'post', post: '驻村工作队员', filing: 'none' } },
    { says: 'cannot-change-holder', cannot: { why: 'post', post: '驻村工作队员', filing: changeFiling({ due: '2026-12-05' }) } },
    { says: 'cannot-change-holder', cannot: { why: 'several-seats', titles: ['示例镇党委书记', '示例镇党委考勤员'] } },
    { says: 'cannot-change-holder', cannot: { why: 'holds-already', title: '示例镇党委书记', name: '示例己' } },
  ],
  'confirm-change-holder': [
    { says: 'confirm-change-holder', change: holderChange() },
    { says: 'confirm-change-holder', change: holderChange({ from: [], isUnreachable: true, filing: 'none', waiting: [] }) },
    { says: 'confirm-change-holder', change: holderChange({ filing: changeFiling({ due: '2026-12-05' }), waiting: Array.from({ length: 12 }, (_, i) => `A${i % 10}B2`) }) },
    { says: 'confirm-change-holder', change: holderChange({ filing: changeFiling({ due: '及时', flags: ['驻村不满两年的，要先报同意。'] }) }) },
    { says: 'confirm-change-holder', change: holderChange({ filing: changeFiling() }) },
  ],
  'holder-changed': (['officer', 'former', 'new'] as const).map((to) => ({ says: 'holder-changed', change: holderChange({ filing: changeFiling({ due: '2026-12-05' }) }), by: '示例子', to })),
  'change-filed': [{ says: 'change-filed', change: holderChange({ filing: changeFiling({ due: '2026-12-05' }) }), by: '示例子' }],
  'deputy-ended': [{ says: 'deputy-ended', names: ['示例庚'], toMe: false }, { says: 'deputy-ended', names: ['示例己'], toMe: true }],
  'no-deputy': [{ says: 'no-deputy' }],
  nudged: [{ says: 'nudged', shown: shown() }],
  'cannot-nudge': [
    { says: 'cannot-nudge', why: 'none', shown: [] },
    { says: 'cannot-nudge', why: 'several', shown: [shown(), joint] },
    { says: 'cannot-nudge', why: 'today-already', shown: [shown()] },
    { says: 'cannot-nudge', why: 'too-soon', shown: [shown()] },
  ],
  'ask-paper-photo': [{ says: 'ask-paper-photo', shown: joint, titles: ['示例县某局'] }],
  'cannot-record-paper': [
    { says: 'cannot-record-paper', why: 'not-officer', shown: null, seats: [] },
    { says: 'cannot-record-paper', why: 'which', shown: null, seats: [] },
    ...(['ended', 'reachable', 'which-seat', 'verdict'] as const).map((why) => ({ says: 'cannot-record-paper' as const, why, shown: joint, seats: jointStep.seats })),
  ],
  'leave-ended': [
    { says: 'leave-ended', goesOn: joint, shown: ended('2026-12-10', 'am'), taken: 2.5, overdueDays: 0, isEarly: true },
    { says: 'leave-ended', goesOn: null, shown: ended('2026-12-10', 'pm'), taken: 3, overdueDays: 0, isEarly: false },
    { says: 'leave-ended', goesOn: null, shown: ended('2026-12-12', 'am'), taken: 3, overdueDays: 2, isEarly: false },
  ],
  'leave-ended-told': [
    { says: 'leave-ended-told', shown: ended('2026-12-10', 'am'), taken: 2.5, overdueDays: 0, isEarly: true },
    { says: 'leave-ended-told', shown: ended('2026-12-12', 'pm'), taken: 3, overdueDays: 2, isEarly: false },
  ],
  'nothing-to-end': [
    { says: 'nothing-to-end', why: 'none', shown: [] },
    { says: 'nothing-to-end', why: 'several', shown: [shown(), joint] },
    ...(['not-begun', 'not-approved', 'ended-already', 'bad-day'] as const).map((why) => ({ says: 'nothing-to-end' as const, why, shown: [shown()] })),
  ],
  'nothing-to-extend': [
    { says: 'nothing-to-extend', why: 'none', shown: [] },
    { says: 'nothing-to-extend', why: 'several', shown: [shown(), joint] },
    { says: 'nothing-to-extend', why: 'not-approved', shown: [shown()] },
  ],
  'are-you-back': [{ says: 'are-you-back', shown: approvedLeave }],
  'return-unreported': [{ says: 'return-unreported', shown: approvedLeave }],
  'digest-set': [true, false].map((digest) => ({ says: 'digest-set', digest })),
  'answered-by-me': [
    { says: 'answered-by-me', since: '2026-11-02', shown: [approvedLeave, returned, shown(jointLeave({ state: 'rejected' })), shown(jointLeave({ state: 'withdrawn' })), cancelled] },
    { says: 'answered-by-me', since: '2026-11-02', shown: [] },
  ],
  'leave-ledger': [
    {
      says: 'leave-ledger',
      ledger: {
        from: '2026-12-01',
        to: '2026-12-31',
        rows: [
          row({ ended: { on: '2026-12-10', half: 'am' }, daysTaken: 2.5, leaveKind: '年休假' }),
          row({ name: '示例乙', isReturnUnreported: true, late: true, enteredBy: '示例丙' }),
          row({ name: '示例丁', post: null, extendsCode: 'X9Y8', ended: { on: '2026-12-12', half: 'pm' }, overdueDays: 2 }),
          row({ name: '示例丙', state: 'open' }),
          row({ name: '示例戊', state: 'cancelled' }),
        ],
      },
    },
    { says: 'leave-ledger', ledger: { from: '2026-12-01', to: '2026-12-31', rows: [] } },
  ],
  'ledger-not-yours': [{ says: 'ledger-not-yours' }],
  'morning-digest': [
    { says: 'morning-digest', on, shown: [shown(shortLeave({ openedAt: shanghai('2026-12-02 07:05') })), full, made] },
    { says: 'morning-digest', on, shown: [] },
  ],
  escalated: [
    { says: 'escalated', shown: shown(), seats: secretaryStep.seats, waitingDays: 3, startsSoon: true },
    { says: 'escalated', shown: made, seats: made.steps[0]!.seats, waitingDays: 2, startsSoon: true },
    { says: 'escalated', shown: held, seats: [], waitingDays: 2, startsSoon: false },
  ],
  'log-kept': [{ says: 'log-kept', on, number: 2, late: true, photos: 1, citations: [{ ...article, article: '第十条' }] }],
  'tell-of-issue': [
    { says: 'tell-of-issue', told: [{ due: '第一时间', to: ['示例县委组织部', '示例县农业农村委'] }], flags: [], citations: [{ ...article, article: '第三条' }] },
    { says: 'tell-of-issue', told: [], flags: ['请先告诉示例镇党委'], citations: [] },
  ],
  ...policies,
  'ask-log-text': [{ says: 'ask-log-text' }],
  'log-in-future': [{ says: 'log-in-future', on: '2026-12-03' }],
  'own-logs': [
    { says: 'own-logs', ...week, logs: [log('上午走访3户', { late: true, images: [photo] }), log('长'.repeat(300))], missing: ['2026-11-30', on] },
    { says: 'own-logs', ...week, logs: [], missing: [] },
  ],
  'team-logs': [{ says: 'team-logs', ...week, byPerson: [{ personId: 'p1', name: '示例甲', logs: [log('上午走访3户')] }, { personId: 'p2', name: '示例乙', logs: [] }] }],
  'who-is-here': [
    {
      says: 'who-is-here',
      on,
      people: [
        { personId: 'p1', name: '示例甲', post: '驻村工作队员', standing: { is: 'here', since: at } },
        { personId: 'p2', name: '示例乙', post: null, standing: { is: 'left', since: at } },
        { personId: 'p3', name: '示例丙', post: null, standing: { is: 'on-leave', until: '2026-12-04' } },
        { personId: 'p4', name: '示例丁', post: null, standing: { is: 'not-yet' } },
        { personId: 'p5', name: '示例戊', post: null, standing: { is: 'here', since: at, fence: 'outside' } },
      ],
    },
  ],
  'not-a-keeper': [{ says: 'not-a-keeper' }],
  mine: [
    { says: 'mine', figures: figures(), leaveDays: 2.5, logs: 7, open: [shown(), returned, held], loggedButAbsent: ['2026-11-30'], isCadre: true, waiting: 2 },
    { says: 'mine', figures: null, leaveDays: 0, logs: 0, open: [], loggedButAbsent: [], isCadre: false, waiting: 0 },
  ],
  todo: [[shown(), full, made], [shown()], [held], []].map((all) => ({ says: 'todo', on: '2026-12-02', shown: all })),
  help: [
    {
      says: 'help',
      topics: ['check-in', 'check-out', 'make-up', 'leave', 'log', 'my-logs', 'entries', 'duties', 'drafts', 'month-table', 'reminders', 'mine', 'todo', 'approve', 'who-is-here', 'team-logs', 'why', 'end-leave', 'extend', 'edit', 'nudge', 'transfer', 'deputy', 'digest', 'answered', 'proxy', 'ledger', 'officer', 'invite', 'account', 'web'],
      name: '示例丙',
      shownRequestCode: 'A1B2',
    },
  ],
  'my-data': [
    { says: 'my-data', data: ownData() },
    { says: 'my-data', data: ownData({ logs: { rows: [], leftOut: 7 }, attendance: { rows: [], leftOut: 12 } }) },
  ],
  'my-data-direct-only': [{ says: 'my-data-direct-only' }],
  'who-looked': [
    {
      says: 'who-looked',
      looked: {
        since: '2026-09-04',
        more: 3,
        rows: [
          { on, name: '示例己', titles: ['示例镇党委书记'], what: 'please-answer', times: 2 },
          { on, name: '示例己', titles: ['示例镇党委书记'], what: 'who-is-here', times: 1 },
          { on: '2026-12-01', name: '', titles: [], what: 'leave-ledger', times: 1 },
        ],
      },
    },
    { says: 'who-looked', looked: { since: '2026-09-04', more: 0, rows: [] } },
  ],
  'why-request': [
    { says: 'why-request', shown: shown(), why: why() },
    { says: 'why-request', shown: made, why: why({ facts: [], readings: [], whatIfs: [] }) },
    { says: 'why-request', shown: joint, why: why({ facts: [], readings: [reading].map((r) => ({ ...r, instead: [] })), whatIfs: [], isOutdated: true }) },
    { says: 'why-request', shown: full, why: why({ readings: [], whatIfs: [] }) },
    { says: 'why-request', shown: shown(shortLeave(), [deputyAnswered]), why: why({ readings: [], whatIfs: [] }) },
    { says: 'why-request', shown: held, why: why({ readings: [], whatIfs: [] }) },
  ],
  'why-leave-draft': [{ says: 'why-leave-draft', preview: preview(), why: why() }],
  'why-make-up-draft': [
    { says: 'why-make-up-draft', on, steps: namedSecretary, why: why({ facts: [], readings: [], whatIfs: [] }) },
    { says: 'why-make-up-draft', on: null, steps: namedSecretary, why: why({ facts: [], readings: [], whatIfs: [] }) },
  ],
  'why-month': [
    { says: 'why-month', figures: figures(), why: why({ whatIfs: [], readings: [{ ...reading, instead: [{ option: '按工作日', outcome: outcome({ verdict: 'fail', steps: [], minDays: 16 }) }] }] }) },
    { says: 'why-month', figures: figures({ days: 20.5, stillNeeded: 0 }), why: why({ whatIfs: [], readings: [] }) },
  ],
  'why-in-group': [
    { says: 'why-in-group', days: 3, steps: namedSecretary, rules: why().rules },
    { says: 'why-in-group', days: null, steps: namedSecretary, rules: why().rules },
  ],
  'why-of-what': [{ says: 'why-of-what', isCadre: true }, { says: 'why-of-what', isCadre: false }],
  'why-not-yours': [{ says: 'why-not-yours' }],
  'not-a-cadre': [{ says: 'not-a-cadre' }],
  'not-bound': [{ says: 'not-bound' }],
  'photo-for-what': [
    { says: 'photo-for-what', photos: 2 },
    { says: 'photo-for-what', photos: 0, files: [document()] },
    { says: 'photo-for-what', photos: 1, files: [document(), document({ name: '附表.xlsx', sizeBytes: 1_240_000 })] },
  ],
  'files-not-kept': [
    { says: 'files-not-kept', files: [{ name: '材料.zip', why: 'kind' }], alone: true },
    { says: 'files-not-kept', files: [{ name: '合影.jpg', why: 'kind' }], alone: true },
    { says: 'files-not-kept', files: [{ name: '年度总结.pdf', why: 'size' }], alone: true },
    {
      says: 'files-not-kept',
      files: [
        { name: '汇报.docx', why: 'broken' },
        { name: '附表.xlsx', why: 'gone' },
      ],
      alone: false,
    },
  ],
  'files-not-used': [
    { says: 'files-not-used', files: [document()], why: 'question-open' },
    { says: 'files-not-used', files: [document()], why: 'other-command' },
  ],
  'own-files': [
    { says: 'own-files', from: '2026-11-01', to: '2026-11-30', sent: [], others: [] },
    { says: 'own-files', from: '2026-11-01', to: '2026-11-30', sent: [sentFile()], others: [] },
    {
      says: 'own-files',
      from: '2026-09-01',
      to: '2026-12-02',
      sent: [sentFile()],
      others: [sentFile({ on: '2026-09-30', ledger: 'study' })],
    },
  ],
  'photos-missing': [
    { says: 'photos-missing', photos: 1, alone: true },
    { says: 'photos-missing', photos: 2, alone: false },
  ],
  'message-changed': [
    { says: 'message-changed', is: 'edited' },
    { says: 'message-changed', is: 'recalled' },
  ],
  'open-direct-chat': [{ says: 'open-direct-chat' }],
  'bind-group-in-group': [{ says: 'bind-group-in-group' }],
  'bind-group-not-yours': [{ says: 'bind-group-not-yours' }],
  'no-such-team': [{ says: 'no-such-team', said: '示例九村工作队' }],
  'which-team': [
    { says: 'which-team', names: [] },
    { says: 'which-team', names: ['示例一村驻村工作队', '示例镇驻乡工作队'] },
  ],
  'group-bound': [{ says: 'group-bound', team: '示例一村驻村工作队' }],
  'group-unbound': [{ says: 'group-unbound', team: '示例一村驻村工作队' }],
  'group-is-anothers': [{ says: 'group-is-anothers', team: '示例镇驻乡工作队' }],
  'group-not-bound': [{ says: 'group-not-bound' }],
  'group-by-roster': [{ says: 'group-by-roster' }],
  'one-at-a-time': [{ says: 'one-at-a-time', parts: ['明天请假', '补卡'] }],
  'no-leave-before': [{ says: 'no-leave-before' }],
  'question-dropped': [{ says: 'question-dropped' }],
  'question-expired': [{ says: 'question-expired' }],
  'nothing-asked': [{ says: 'nothing-asked' }],
  'button-stale': [{ says: 'button-stale' }],
  'button-not-yours': [{ says: 'button-not-yours' }],
  'kind-not-read': (['voice', 'sticker', 'forward', 'other'] as const).map((kind) => ({ says: 'kind-not-read', kind })),
  'not-understood': [{ says: 'not-understood', cut: false }, { says: 'not-understood', cut: true }],
  'did-you-mean': [
    { says: 'did-you-mean', said: '童意', meant: '同意', instead: '同意 早去早回' },
    { says: 'did-you-mean', said: '请佼', meant: '请假', instead: `请假 明天 ${'家里有事'.repeat(20)}` },
  ],
  'text-too-long': [{ says: 'text-too-long', limit: 5000 }],
  'told-in-direct': [{ says: 'told-in-direct' }],
  'web-link': [{ says: 'web-link', url: 'https://chat.example.gov.cn/link/0123456789abcdef', minutes: 10 }],
  'web-link-direct-only': [{ says: 'web-link-direct-only' }],
  'no-web-chat': [{ says: 'no-web-chat' }],
  'set-aside': [{ says: 'set-aside' }],
  'how-to-bind': [{ says: 'how-to-bind', officer: null }, { says: 'how-to-bind', officer: '示例县驻村办' }],
  'bind-refused': [{ says: 'bind-refused', officer: '示例县驻村办' }],
  'bind-limited': [{ says: 'bind-limited', until: at, on, officer: null }],
  bound: [{ says: 'bound', name: '示例甲', post: '驻村工作队员', instead: null }, { says: 'bound', name: '示例己', post: null, instead: '示例甲' }],
  'bound-elsewhere': [true, false].map((ends) => ({ says: 'bound-elsewhere', ends, officer: '示例县驻村办' })),
  'account-taken': [{ says: 'account-taken', officer: null }],
  'web-is-anothers': [{ says: 'web-is-anothers', name: '示例甲' }],
  'code-spoilt': [{ says: 'code-spoilt' }],
  'whom-to-ask': [{ says: 'whom-to-ask', officer: '示例县驻村办' }],
  'ask-unbind': [{ says: 'ask-unbind', name: '示例甲' }],
  unbound: [{ says: 'unbound', name: '示例甲' }],
  'invite-whom': [{ says: 'invite-whom' }],
  'invite-not-yours': [{ says: 'invite-not-yours' }],
  'invite-in-direct': [{ says: 'invite-in-direct' }],
  'invite-too-many': [{ says: 'invite-too-many', limit: 6 }],
  'invite-later': [{ says: 'invite-later', names: ['示例甲', '示例乙'] }],
  'cannot-invite': [{ says: 'cannot-invite', name: '示例甲' }],
  invited: [{ says: 'invited', name: '示例甲', code: '23456789', expiresAt: at }],
  'ask-consent': [
    { says: 'ask-consent', again: false, kept: false, waiting: 0, coordinateDays: 30 },
    { says: 'ask-consent', again: false, kept: true, waiting: 1, coordinateDays: 30 },
    { says: 'ask-consent', again: true, kept: true, waiting: 2, coordinateDays: 30 },
    { says: 'ask-consent', again: true, kept: false, waiting: 20, coordinateDays: 30 },
  ],
  privacy: (['given', 'not-asked', 'withdrawn', null] as const).map((state) => ({ says: 'privacy', state, since: state === 'given' ? at : null, coordinateDays: 30 })),
  'consent-given': [
    { says: 'consent-given', waiting: 0, toAnswer: 0 },
    { says: 'consent-given', waiting: 1, toAnswer: 2 },
  ],
  'consent-given-before': [{ says: 'consent-given-before', since: at }],
  'consent-declined': [{ says: 'consent-declined' }],
  'ask-withdraw-consent': [{ says: 'ask-withdraw-consent' }],
  'consent-not-given': [{ says: 'consent-not-given' }],
  'consent-withdrawn': [{ says: 'consent-withdrawn' }],
  'consent-withdrawn-told': [{ says: 'consent-withdrawn-told', name: '示例甲' }],
}; // prettier-ignore
