/** One's own data for tests: a row of each kind. */
import type { OwnData } from '../../src/domain/own-data.ts';

const at = Date.parse('2026-12-02T02:00:00Z');
const some = <T>(...rows: readonly T[]) => ({ rows, leftOut: 0 });

export const ownData = (more: Partial<OwnData> = {}): OwnData => ({
  person: {
    id: 'p1',
    name: '示例甲',
    post: '驻村工作队员',
    level: '县派',
    township: '示例镇',
    village: '示例一村',
    team: '示例一村驻村工作队',
    unit: '示例县某局',
    mobile: '13800000001',
    termFrom: '2026-01-01',
    termTo: '2027-12-31',
    leftOn: null,
    isTeamLeader: false,
    digest: false,
  },
  accounts: some({ platform: 'web', userId: 'web-p1', boundAt: at }),
  consents: some({ version: 1, givenAt: at, withdrawnAt: null }),
  attendance: some({ on: '2026-12-02', kind: 'arrived', at, note: '到村', hasPoint: true, fence: 'inside', photos: 2 }),
  requests: some({
    code: 'A1B2',
    kind: 'leave',
    leaveKind: '事假',
    fromOn: '2026-12-08',
    fromHalf: 'pm',
    toOn: '2026-12-10',
    toHalf: 'pm',
    days: 2.5,
    reason: '家里有事',
    state: 'approved',
    openedAt: at,
    enteredBy: null,
    endedOn: '2026-12-10',
    photos: 0,
    answers: [
      { title: '示例镇党委书记', by: '示例庚', forName: '示例己', verdict: 'approve', note: '注意安全', at },
      { title: '示例县委组织部', by: null, forName: null, verdict: null, note: null, at: null },
    ],
  }),
  logs: some({ on: '2026-12-01', at, text: '走访3户\n下午开院坝会', late: true, photos: 1 }),
  entries: some({
    on: '2026-12-01',
    ledger: 'training',
    at,
    text: '集中学习政策',
    people: 12,
    days: 1.5,
    level: '县级',
    place: '村委会',
    photos: 1,
  }),
  dutyAnswers: some({ at, owedKey: 'FD-11a.0|person:p1|2026-12-01', does: 'later', until: '2026-12-04' }),
  months: some({ month: '2026-11', by: '示例丙', at }),
  looks: some(
    { at, by: '示例丙', what: 'who-is-here', code: null },
    { at, by: '示例己', what: 'please-answer', code: 'A1B2' },
  ),
  seats: some({ title: '示例一村第一书记', fromOn: '2026-01-01', toOn: null }),
  deputies: some({
    principal: '示例甲',
    deputy: '示例乙',
    fromOn: '2026-12-01',
    toOn: '2026-12-05',
    namedBy: '示例甲',
  }),
  ...more,
});
