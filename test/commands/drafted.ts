/** Months and a year of a cadre, put together by hand for drafts of reports. */
import type { PersonContext } from '../../src/commands/context.ts';
import { draftReport } from '../../src/commands/draft-report.ts';
import type { AttendanceEvent } from '../../src/domain/attendance.ts';
import { datesFrom, lastOf, monthOf, type IsoDate } from '../../src/domain/calendar.ts';
import type { Draft } from '../../src/domain/draft-result.ts';
import type { DutyWorld, Ledger, LedgerEntry, Owed } from '../../src/domain/duty.ts';
import type { WorkLogEntry } from '../../src/domain/facts.ts';
import type { LeaveSpan } from '../../src/domain/leave.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { entry as builtEntry } from '../builders/entry.ts';
import { fengduCites, study } from '../builders/owed.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { cameOn, resultOf, saidBy, shanghai } from './facts.ts';

export interface Kept {
  readonly at?: string;
  readonly logs?: readonly WorkLogEntry[];
  readonly entries?: readonly LedgerEntry[];
  readonly events?: readonly AttendanceEvent[];
  readonly leaves?: readonly LeaveSpan[];
  readonly owed?: readonly Owed[];
  readonly termFrom?: IsoDate | null;
  readonly rules?: Rules;
  readonly personId?: string;
}

let count = 0;

/** An entry of p1 on that day; `said` what it holds besides. */
export function entry(ledger: Ledger, on: IsoDate, text: string, said: Partial<LedgerEntry> = {}): LedgerEntry {
  count += 1;
  return builtEntry({ id: String(count), ledger, on, at: shanghai(`${on} 17:00`) + count, text, ...said });
}

export const log = (on: IsoDate, text: string, said: Partial<WorkLogEntry> = {}): WorkLogEntry => ({
  personId: 'p1',
  on,
  at: shanghai(`${on} 20:00`),
  text,
  late: false,
  images: [],
  ...said,
});

/** The entry and the log that one message makes. */
export const both = (entries: readonly LedgerEntry[]): WorkLogEntry[] =>
  entries.map(({ on, at, text, people }) => log(on, people === null ? text : `${text} ${people}人`, { at }));

export const owed = (said: Partial<Owed> = {}): Owed =>
  study({
    key: `FD-11a.0|team-v1||${said.fromOn ?? '2026-11-01'}`,
    citations: [
      {
        ...fengduCites('FD-11a', '第十一条'),
        title: '示例管理办法',
        number: '示例〔2021〕1号',
        inForceFrom: '2021-01-01',
      },
    ],
    fromOn: '2026-11-01',
    dueOn: '2026-11-30',
    peopleIds: ['p1'],
    ahead: [],
    ...said,
  });

export const monthlyReport = (said: Partial<Owed> = {}): Owed =>
  owed({
    dutyKey: 'X-1.0',
    family: 'report',
    what: '汇报工作',
    to: ['示例镇'],
    atLeast: 1,
    closedBy: 'report',
    ...said,
  });

export const yearlyReport = (said: Partial<Owed> = {}): Owed =>
  monthlyReport({ dutyKey: 'X-2.0', every: 'year', fromOn: '2026-01-01', dueOn: '2026-12-20', to: ['示例县委农办', '示例县乡村振兴局'], ...said }); // prettier-ignore

/** Every date but some days of the week, as ISO numbers. */
export const came = (from: IsoDate, to: IsoDate, without: readonly number[] = [6, 7]): AttendanceEvent[] =>
  cameOn('p1', ...datesFrom(from, to).filter((on) => !without.includes(new Date(on).getUTCDay() || 7)));

const world = (termFrom: IsoDate | null): DutyWorld => ({
  people: sampleCounty.people.map((p) => ({ ...p, termFrom, termTo: null, leftOn: null, reachable: true })),
  places: sampleCounty.places,
  seats: sampleCounty.seats,
  entries: [],
  answers: [],
  reminded: new Set(),
  switches: {},
  listed: [],
});

export function contextOf(kept: Kept): PersonContext {
  const personId = kept.personId ?? 'p1';
  const context = saidBy(personId, {
    at: kept.at ?? '2026-12-01 09:00',
    days: { [personId]: { events: kept.events ?? [], leaves: kept.leaves ?? [] } },
    logs: kept.logs ?? [],
    ...(kept.rules ? { rules: kept.rules } : {}),
  });
  const facts = {
    ...context.facts,
    world: world(kept.termFrom ?? null),
    owed: kept.owed ?? [],
    entries: kept.entries ?? [],
  };
  return { ...context, facts };
}

/** Of the month that holds the day; of the year where it is asked for. */
export const asked = (of: 'month' | 'year', on: IsoDate) => ({
  of,
  from: (of === 'year' ? `${on.slice(0, 4)}-01-01` : `${on.slice(0, 7)}-01`) as IsoDate,
  to: of === 'year' ? (`${on.slice(0, 4)}-12-31` as IsoDate) : lastOf(monthOf(on)),
});

export const draftOf = (kept: Kept, of: 'month' | 'year', on: IsoDate): Draft =>
  resultOf(draftReport(contextOf(kept), asked(of, on)), 'draft').draft;

const november = [
  entry('study', '2026-11-10', '学习乡村振兴促进法，讨论冬季防火', { people: 12 }),
  entry('study', '2026-11-24', '学习惠农补贴政策', { people: 11 }),
  entry('visit', '2026-11-03', '房子漏雨，已报村里列入维修', { place: '张大爷家' }),
  entry('visit', '2026-11-05', '孩子上学路远，联系了校车', { place: '示例李家' }),
  entry('visit', '2026-11-12', '核对低保材料', { place: '张大爷家' }),
  entry('courtyard-meeting', '2026-11-18', '说垃圾分类和合作医疗缴费', { people: 35, place: '二组' }),
  entry('report', '2026-11-02', '10月工作汇报'),
];
const novemberLogs = [
  ...both(november.filter((e) => e.ledger !== 'report')),
  log('2026-11-04', '上午到村委会整理防返贫监测台账，下午同村干部查看三组水渠。'),
  log('2026-11-09', '打扫村委会院坝。'),
  log('2026-11-23', '打扫村委会院坝。'),
  log(
    '2026-11-26',
    '接待镇里的产业调研。帮五户茶农联系收购商，定好周五上门看货；把看货的时间告诉了各组组长，也请村文书在群里再说一遍。',
  ),
];
const oneDay = { fromOn: '2026-11-13', toOn: '2026-11-13', fromHalf: 'am', toHalf: 'pm' } as const;

/** A month as many have it: without a training. */
export const normalMonth: Kept = {
  entries: november,
  logs: novemberLogs,
  events: came('2026-11-01', '2026-11-30').filter((e) => e.on !== '2026-11-13'),
  leaves: [oneDay],
  owed: [owed(), monthlyReport()],
};

/** With a colleague's entries, a training, and a day twice over. */
export const teamMonth: Kept = {
  ...normalMonth,
  entries: [
    ...november,
    entry('study', '2026-11-10', '集中学习', { personId: 'p2', people: 12 }),
    entry('study', '2026-11-17', '学习安全生产文件', { personId: 'p3', people: 9 }),
    entry('study', '2026-11-17', '学安全生产', { personId: 'p2' }),
    entry('visit', '2026-11-06', '王家住院的事', { personId: 'p2', place: '王家' }),
    entry('visit', '2026-11-07', '刘家的事', { personId: 'p3', place: '刘家' }),
    entry('training', '2026-11-16', '县里办的电商培训', { level: '县级', days: 2.5 }),
    entry('visit', '2026-11-08', '别的队', { personId: 'p4', teamId: 'team-t1' }),
  ],
};

/** Entries without figures, no attendance kept, no meeting: much is missing. */
export const thinMonth: Kept = {
  entries: [entry('study', '2026-11-10', '学习文件'), entry('visit', '2026-11-03', '走访2户')],
  logs: [log('2026-11-04', '整理台账')],
  owed: [owed()],
};

const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);
const yearEntries = months.flatMap((m, i) => [
  entry('study', `${m}-08` as IsoDate, `第${i * 2 + 1}次：学习政策文件`, { people: 10 + (i % 4) }),
  entry('study', `${m}-16` as IsoDate, `第${i * 2 + 2}次：学习先进做法`, { people: 9 }),
  entry('visit', `${m}-05` as IsoDate, `第${i + 1}批走访，核对收入和医保，房屋有漏雨的记下报村里`, {
    place: `示例${i % 7}户`,
  }),
  entry('visit', `${m}-12` as IsoDate, `看望老人，问取暖和用药`, { place: `示例${i % 5}家` }),
  ...(i % 3 === 1
    ? [entry('courtyard-meeting', `${m}-15` as IsoDate, '说环境整治和分红办法', { people: 30 + i })]
    : []),
  entry('report', `${m}-03` as IsoDate, `${i === 0 ? 12 : i}月工作汇报`),
]);

/** Up to 18 December, as it is written for the 20th. */
export const sampleYear: Kept = {
  at: '2026-12-18 09:00',
  entries: [
    ...yearEntries.filter((e) => e.on <= '2026-12-18'),
    entry('training', '2026-04-20', '县里的防返贫业务培训', { level: '县级', days: 3 }),
    entry('training', '2026-09-07', '市里的乡村治理培训', { level: '市级', days: 5 }),
  ],
  logs: [
    ...both(yearEntries.filter((e) => e.on <= '2026-12-18' && e.ledger !== 'report')),
    ...datesFrom('2026-01-02', '2026-12-18')
      .filter((_, i) => i % 3 === 0)
      .map((on, i) =>
        log(
          on,
          `上午在村里办第${i + 1}件事：查看水渠和路灯，把坏了的报给镇里修；下午整理台账，同组长商量下周的安排，晚上回访两户。`,
        ),
      ),
  ],
  events: came('2026-01-01', '2026-12-18').filter((e) => !e.on.startsWith('2026-02-1')),
  leaves: [{ fromOn: '2026-02-10', toOn: '2026-02-13', fromHalf: 'am', toHalf: 'pm' }],
  owed: [
    owed({ fromOn: '2026-12-01', dueOn: '2026-12-31' }),
    owed({ dutyKey: 'Y-1.0', what: '参加培训', every: 'year', fromOn: '2026-01-01', dueOn: '2026-12-31', atLeast: 5, unit: '天', closedBy: 'training', debtor: { is: 'person', id: 'p1' } }), // prettier-ignore
    yearlyReport(),
  ],
};
