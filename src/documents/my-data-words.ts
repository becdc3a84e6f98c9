/** What stands in the cells of one's own data. */
import type { Instant } from '../domain/calendar.ts';
import type {
  OwnAnswer,
  OwnAttendance,
  OwnData,
  OwnDutyAnswer,
  OwnEntry,
  OwnQuestion,
  OwnRequest,
} from '../domain/own-data.ts';
import { ledgerNames } from '../replies/ledger-names.ts';
import { stateWords } from './ledger-words.ts';

const shanghaiMs = 8 * 3_600_000;

/** `2026-12-02 10:00` in Shanghai: sorts as it stands. */
export const moment = (at: Instant | null): string =>
  at === null ? '' : new Date(at + shanghaiMs).toISOString().slice(0, 16).replace('T', ' ');

const verdicts = { approve: '同意', reject: '驳回', return: '退回' } as const;
const kinds = { arrived: '打卡', left: '离岗', returned: '返岗', 'made-up': '补卡' } as const;
const sides = { inside: '围栏内', outside: '围栏外' } as const;
const dutyAnswers = { heard: '知道了', later: '推迟' } as const;
const seen: Readonly<Record<string, string>> = {
  'who-is-here': '在岗情况',
  'team-logs': '工作日志',
  'leave-ledger': '请假台账',
  'month-table': '考勤表',
  'due-digest': '到期提醒',
};

export const attendanceWord = ({ kind }: OwnAttendance): string => kinds[kind];
export const ledgerWord = ({ ledger }: OwnEntry): string => ledgerNames[ledger];
const feedbacks = { useful: '有用', useless: '没用' } as const;

export const feedbackWord = ({ feedback }: OwnQuestion): string => (feedback === null ? '' : feedbacks[feedback]);
export const dutyAnswerWord = ({ does }: OwnDutyAnswer): string => dutyAnswers[does];
export const seenWord = (what: string): string => seen[what] ?? '申请及进展';

/** 已撤销 2026-12-02 10:00; empty where it stands. */
export const voidedWord = (voidedAt: Instant | null): string => (voidedAt === null ? '' : `已撤销 ${moment(voidedAt)}`);

export const yes = (is: boolean): string => (is ? '是' : '');

/** 有，围栏内. The point itself is kept for a time only, and no file may outlive it. */
export const positionWord = ({ hasPoint, fence }: OwnAttendance): string =>
  [hasPoint ? '有' : '', fence === null ? '' : sides[fence]].filter((w) => w !== '').join('，');

const half = (at: 'am' | 'pm', plain: 'am' | 'pm'): string => (at === plain ? '' : at === 'am' ? ' 上午' : ' 下午');
export const fromWord = (r: OwnRequest): string => r.fromOn + half(r.fromHalf, 'am');
export const toWord = (r: OwnRequest): string => r.toOn + half(r.toHalf, 'pm');
export const stateWord = (r: OwnRequest): string => stateWords[r.state];

const answer = ({ title, by, forName, verdict, note, at }: OwnAnswer): string => {
  if (verdict === null) return `${title}：未答复`;
  const who = (by ?? '') + (forName === null ? '' : `（代${forName}）`);
  return `${title}：${who} ${verdicts[verdict]} ${moment(at)}${note === null ? '' : `，${note}`}`;
};
/** One line a seat, in order. */
export const answerWords = ({ answers }: OwnRequest): string => answers.map(answer).join('\n');

/** Noun and value, a line each. */
export function personWords({ person: p }: OwnData): [string, string][] {
  return [
    ['姓名', p.name],
    ['编号', p.id],
    ['手机', p.mobile ?? ''],
    ['岗位', p.post ?? ''],
    ['派出层级', p.level ?? ''],
    ['派出单位', p.unit ?? ''],
    ['乡镇', p.township ?? ''],
    ['村', p.village ?? ''],
    ['工作队', p.team ?? ''],
    ['兼任队长', p.isTeamLeader === null ? '' : p.isTeamLeader ? '是' : '否'],
    ['任期', [p.termFrom, p.termTo].filter((on) => on !== null).join(' 至 ')],
    ['离任', p.leftOn ?? ''],
    ['每天早上汇总（免打扰）', p.digest ? '是' : '否'],
  ];
}
