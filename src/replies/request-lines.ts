/** A request in one line, in the forms in which it is named everywhere. */
import { dateOf, daysBetween, timeOf, type Instant, type IsoDate } from '../domain/calendar.ts';
import type { JoinedLeave, Request } from '../domain/request.ts';
import { longestList, type ShownRequest, type ShownSeat } from '../domain/shown.ts';
import { dates, day, days, seat, span } from './format.ts';

/** 请假 12月1日至12月3日，共3天. */
export const content = (r: Request, kind: string | null = null): string =>
  r.kind === 'make-up'
    ? `补卡 ${day(r.span.fromOn)}`
    : `${r.extendsId === null ? '请假' : '续假'}${kind ? `（${kind}）` : ' '}${span(r.span)}，共${days(r.days)}`;

/** To the applicant: #A1B2 请假 12月1日至12月3日，共3天. */
export const own = ({ request }: ShownRequest): string => content(request);
export const ownCoded = ({ request }: ShownRequest): string => `#${request.code} ${content(request)}`;

/** To those in the chain: 李某 请假（病假） 12月1日至12月3日，共3天; no reason in it. */
export const head = ({ request, applicant }: ShownRequest): string =>
  `${applicant} ${content(request, request.leaveKind)}`;
export const headCoded = (s: ShownRequest): string => `#${s.request.code} ${head(s)}`;

/** To everybody else who may know of it: without the kind, 病假 says what somebody has. */
export const outline = ({ request, applicant }: ShownRequest): string => `${applicant} ${content(request)}`;
export const outlineCoded = (s: ShownRequest): string => `#${s.request.code} ${outline(s)}`;

/** What is out of the ordinary with it: 接 #X9Y8、补假、代请、修改过. */
export function marks({ request, enteredBy, extendsCode }: ShownRequest): string[] {
  if (request.kind === 'make-up') return [];
  const all = [
    extendsCode !== null && `接 #${extendsCode}`,
    request.late && '补假',
    enteredBy !== null && `${enteredBy}代请`,
    request.revision > 0 && '修改过',
  ];
  return all.filter((m) => m !== false);
}

/** （补假、修改过）; empty where there is nothing. */
export const marked = (s: ShownRequest): string => (marks(s).length > 0 ? `（${marks(s).join('、')}）` : '');

/** 连同 #X9Y8（12月5日至7日）合计6天，按合计天数审批. Empty where nothing is joined. */
export const counted = (joined: readonly JoinedLeave[], countedDays: number): string =>
  joined.length === 0
    ? ''
    : `连同 ${joined.map((j) => `#${j.code}（${dates(j.fromOn, j.toOn)}）`).join('、')}合计${days(countedDays)}，按合计天数审批。`;

/** Seats of the open step. */
export const seatsOf = ({ request }: ShownRequest, seats: readonly ShownSeat[]): string =>
  seats.map((s) => seat(s, request.step === 0)).join('、');

/** Who is still to answer in the open step. */
export const waiting = (shown: ShownRequest): string =>
  seatsOf(shown, shown.steps[shown.request.step]?.seats.filter((s) => s.state === 'waiting') ?? []);

/** 提交 2 天, 今天 09:12 提交; the date and time where it is not known which day it is now. */
export function submitted(at: Instant, today: IsoDate | null): string {
  const on = dateOf(at);
  if (today === null) return `${day(on)} ${timeOf(at)} 提交`;
  const age = daysBetween(on, today);
  return age <= 0 ? `今天 ${timeOf(at)} 提交` : `提交 ${age} 天`;
}

/** So many first lines, and how many more there are. */
export const cutList = (all: readonly string[], most: number, more: (n: number) => string): string[] =>
  all.length <= most ? [...all] : [...all.slice(0, most), more(all.length - most)];

/** One line a request, numbered as it may be answered. */
export const listed = (
  shown: readonly ShownRequest[],
  line: (s: ShownRequest) => string = headCoded,
  today: IsoDate | null = null,
): string[] =>
  cutList(
    shown.map((s, i) => `${i + 1}. ${line(s)}${marked(s)}，${submitted(s.request.openedAt, today)}`),
    longestList,
    (n) => `还有 ${n} 件没有列出。`,
  );

/** One line each of one's own, as they are named by their code. */
export const ownList = (shown: readonly ShownRequest[], line: (s: ShownRequest) => string = ownCoded): string[] =>
  cutList(
    shown.map((s) => `· ${line(s)}`),
    longestList,
    (n) => `· 还有 ${n} 件`,
  );

const states = {
  open: '等审批',
  held: '等经办人处理',
  returned: '已退回修改',
  approved: '已批准',
  rejected: '已驳回',
  withdrawn: '已撤回',
  cancelled: '已取消',
};

export const state = (r: Pick<Request, 'state'>): string => states[r.state];

export const codeOfFirst = (shown: readonly ShownRequest[]): string => shown[0]?.request.code ?? 'A1B2';
