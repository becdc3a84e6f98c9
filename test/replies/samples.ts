/** A result of every kind, as the product makes them in the small county. The types make the table complete. */
import type { Citation, Reading } from '../../src/domain/citation.ts';
import type { LeavePreview, MonthFigures, Result, ShownRequest, ShownSeat, ShownStep } from '../../src/domain/reply.ts';
import type { WorkLogEntry } from '../../src/domain/facts.ts';
import type { Request } from '../../src/domain/request.ts';
import type { OtherOutcome, Why } from '../../src/domain/why.ts';
import * as requests from '../commands/requests.ts';
import { shanghai } from '../commands/facts.ts';

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

const seat = (title: string, names: readonly string[], more: Partial<ShownSeat> = {}): ShownSeat => ({
  body: title,
  scopeId: '',
  title,
  names,
  state: 'waiting',
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
  steps,
});
export const joint = shown(jointLeave(), [jointStep]);
export const made = shown(makeUpRequest(), [{ mode: 'any', seats: [seat('示例一村第一书记', ['示例丙'])] }]);

export const figures = (more: Partial<MonthFigures> = {}): MonthFigures => ({
  month: '2026-11',
  days: 12,
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
  late: false,
  steps: [secretaryStep],
  filingText: '审批后备案（受理机关原文未写明）',
  filings: [seat('示例县乡村振兴局', ['示例壬'])],
  notes: ['原则上不请假，确有特殊情况才申请。'],
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
const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
const at = shanghai('2026-12-02 08:15');
const on = '2026-12-02' as const;
const week = { from: '2026-11-30', to: '2026-12-06' } as const;
const checkedIn = {
  says: 'checked-in',
  on,
  at,
  back: false,
  onLeaveUntil: null,
  figures: figures(),
  photos: 0,
  located: false,
  doubtful: false,
} as const;

export const samples: Samples = {
  'checked-in': [checkedIn, { ...checkedIn, back: true, onLeaveUntil: '2026-12-04', photos: 2, located: true, doubtful: true }],
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
  'ask-leave-reason': [{ says: 'ask-leave-reason', preview: preview({ reason: null }) }],
  'confirm-leave': [
    { says: 'confirm-leave', preview: preview() },
    { says: 'confirm-leave', preview: preview({ days: 4, span: jointLeave().span, steps: [jointStep], filingText: null, filings: [], late: true }) },
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
  overlaps: [{ says: 'overlaps', wanted: { from: '2026-12-10', to: '2026-12-11' }, other: shortLeave() }],
  'needs-local-rule': [{ says: 'needs-local-rule', citations: [article] }],
  'not-covered': (['not-in-force', 'unknown-post', 'no-row'] as const).map((why) => ({ says: 'not-covered', on, why, citations: [article] })),
  'place-missing': [{ says: 'place-missing', body: '派出单位' }],
  'request-opened': [{ says: 'request-opened', shown: shown() }, { says: 'request-opened', shown: made }],
  'please-answer': [
    { says: 'please-answer', shown: shown(shortLeave({ late: true })) },
    { says: 'please-answer', shown: joint },
    { says: 'please-answer', shown: made },
  ],
  'seat-vacant': [
    { says: 'seat-vacant', shown: shown(), seats: [seat('示例镇党委书记', [], { vacant: true })] },
    { says: 'seat-vacant', shown: shown(), seats: [seat('示例镇党委书记', ['示例己'], { unreachable: true })] },
  ],
  'answer-recorded': (['waits-for-others', 'next-step', 'approved', 'rejected'] as const).map((next) => ({ says: 'answer-recorded', shown: joint, verdict: next === 'rejected' ? 'reject' : 'approve', next })),
  'request-approved': [{ says: 'request-approved', shown: shown(shortLeave({ state: 'approved' })) }, { says: 'request-approved', shown: made }],
  'request-rejected': [{ says: 'request-rejected', shown: shown(), by: '示例己', reason: '那几天有检查' }],
  'request-closed-by-other': (['approve', 'reject'] as const).map((verdict) => ({ says: 'request-closed-by-other', shown: shown(), by: '示例己', verdict })),
  'filing-copy': [{ says: 'filing-copy', shown: shown() }],
  'keeper-told': [{ says: 'keeper-told', shown: shown() }],
  'away-notice': [{ says: 'away-notice', name: '示例甲', from: '2026-12-08', to: '2026-12-10' }, { says: 'away-notice', name: '示例甲', from: on, to: on }],
  'answer-refused': (['own-request', 'not-approver', 'ended', 'already-answered', 'later-step'] as const).map((why) => ({ says: 'answer-refused', why, shown: shown(shortLeave(why === 'ended' ? { state: 'withdrawn' } : {})) })),
  'not-heard-as-answer': [{ says: 'not-heard-as-answer', shown: [shown(), joint] }],
  'nothing-to-answer': [{ says: 'nothing-to-answer' }],
  'no-such-code': [{ says: 'no-such-code', code: 'Z9Z9' }],
  'which-request': (['approve', 'reject'] as const).map((verdict) => ({ says: 'which-request', verdict, shown: [shown(), joint] })),
  'ask-rejection-reason': [{ says: 'ask-rejection-reason', shown: shown() }],
  withdrawn: [{ says: 'withdrawn', shown: shown() }],
  'withdrawn-told': [{ says: 'withdrawn-told', shown: shown() }],
  'cannot-withdraw': [
    { says: 'cannot-withdraw', why: 'none-open', shown: [] },
    { says: 'cannot-withdraw', why: 'ended', shown: [shown(shortLeave({ state: 'approved' }))] },
    { says: 'cannot-withdraw', why: 'not-yours', shown: [] },
    { says: 'cannot-withdraw', why: 'several', shown: [shown(), joint] },
  ],
  'log-kept': [{ says: 'log-kept', on, number: 2, late: true, photos: 1, citations: [{ ...article, article: '第十条' }] }],
  'ask-log-text': [{ says: 'ask-log-text' }],
  'log-in-future': [{ says: 'log-in-future', on: '2026-12-03' }],
  'own-logs': [
    { says: 'own-logs', ...week, logs: [log('上午走访3户', { late: true, images: [photo] }), log('长'.repeat(300))], missing: ['2026-11-30', on] },
    { says: 'own-logs', ...week, logs: [], missing: [] },
  ],
  'team-logs': [{ says: 'team-logs', ...week, byPerson: [{ name: '示例甲', logs: [log('上午走访3户')] }, { name: '示例乙', logs: [] }] }],
  'who-is-here': [
    {
      says: 'who-is-here',
      on,
      people: [
        { name: '示例甲', post: '驻村工作队员', standing: { is: 'here', since: at } },
        { name: '示例乙', post: null, standing: { is: 'left', since: at } },
        { name: '示例丙', post: null, standing: { is: 'on-leave', until: '2026-12-04' } },
        { name: '示例丁', post: null, standing: { is: 'not-yet' } },
      ],
    },
  ],
  'not-a-keeper': [{ says: 'not-a-keeper' }],
  mine: [
    { says: 'mine', figures: figures(), leaveDays: 2.5, logs: 7, open: [shown()], loggedButAbsent: ['2026-11-30'], isCadre: true, waiting: 2 },
    { says: 'mine', figures: null, leaveDays: 0, logs: 0, open: [], loggedButAbsent: [], isCadre: false, waiting: 0 },
  ],
  todo: [{ says: 'todo', shown: [shown(), joint] }, { says: 'todo', shown: [] }],
  help: [
    {
      says: 'help',
      topics: ['check-in', 'check-out', 'make-up', 'leave', 'log', 'my-logs', 'mine', 'todo', 'approve', 'who-is-here', 'team-logs', 'why'],
      name: '示例丙',
      shownRequestCode: 'A1B2',
    },
  ],
  'why-request': [
    { says: 'why-request', shown: shown(), why: why() },
    { says: 'why-request', shown: made, why: why({ facts: [], readings: [], whatIfs: [] }) },
    { says: 'why-request', shown: joint, why: why({ facts: [], readings: [reading].map((r) => ({ ...r, instead: [] })), whatIfs: [], isOutdated: true }) },
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
  'photo-for-what': [{ says: 'photo-for-what', photos: 2 }],
  'question-dropped': [{ says: 'question-dropped' }],
  'question-expired': [{ says: 'question-expired' }],
  'nothing-asked': [{ says: 'nothing-asked' }],
  'button-stale': [{ says: 'button-stale' }],
  'button-not-yours': [{ says: 'button-not-yours' }],
  'kind-not-read': (['voice', 'sticker', 'forward', 'other'] as const).map((kind) => ({ says: 'kind-not-read', kind })),
  'not-understood': [{ says: 'not-understood', cut: false }, { says: 'not-understood', cut: true }],
  'text-too-long': [{ says: 'text-too-long', limit: 5000 }],
  'told-in-direct': [{ says: 'told-in-direct' }],
  'set-aside': [{ says: 'set-aside' }],
}; // prettier-ignore
