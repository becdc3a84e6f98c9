/** Words of the secretary's day: what waits, the digest of the morning, and what was answered before. */
import { cut } from '../domain/cut.ts';
import type { IsoDate } from '../domain/calendar.ts';
import type { Result } from '../domain/reply.ts';
import { cited, day, dayWithWeekday, lines } from './format.ts';
import { longestList, type ShownRequest } from '../domain/shown.ts';
import { codeOfFirst, cutList, headCoded, marked, state, submitted } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** Longest piece of a reason that is shown in a list, in characters; the whole is in the question itself. */
const shownLength = 60;

const shortReason = (reason: string): string => (reason.length > shownLength ? `${cut(reason, shownLength)}…` : reason);

/** 第2步，共3步; empty where there is but one. */
const step = ({ request: r }: ShownRequest): string =>
  r.steps.length > 1 ? `第${r.step + 1}步，共${r.steps.length}步` : '';

const joined = ({ request: r }: ShownRequest): string => (r.joined.length > 0 ? `连同前后合计${r.countedDays}天` : '');

function item(s: ShownRequest, mark: string, today: IsoDate): string {
  const articles = [...new Set(s.request.citations.map((c) => c.article))].join('、');
  const facts = [
    s.request.state === 'held' ? '没有规定由谁审批，请“转办”定一位' : '',
    joined(s),
    articles,
    step(s),
    s.request.images.length > 0 ? `照片 ${s.request.images.length} 张` : '',
    submitted(s.request.openedAt, today),
  ].filter((f) => f !== '');
  return `${mark} ${headCoded(s)}${marked(s)}\n   事由：${shortReason(s.request.reason)}\n   ${facts.join('；')}`;
}

/** What is waiting, numbered as it may be answered. */
const items = (shown: readonly ShownRequest[], today: IsoDate, mark = (i: number): string => `${i + 1}.`): string[] => [
  ...cutList(
    shown.map((s, i) => item(s, mark(i), today)),
    longestList,
    (n) => `还有 ${n} 件没有列出，答复后再发“待办”。`,
  ),
  cited(shown.slice(0, longestList).flatMap((s) => s.request.citations)),
];

const foot = (shown: readonly ShownRequest[]): string =>
  shown.every((s) => s.request.state === 'held')
    ? `请定审批人：发“转办 #${codeOfFirst(shown)} 姓名”；也可“驳回 #${codeOfFirst(shown)} 理由”或“退回 #${codeOfFirst(shown)} 理由”。`
    : shown.length === 1
      ? `回复“同意 #${codeOfFirst(shown)}”“驳回 #${codeOfFirst(shown)} 理由”或“退回 #${codeOfFirst(shown)} 理由”。`
      : '回复“同意 1 2”“都同意”“驳回 2 理由”或“退回 2 理由”。';

export const todo = ({ on, shown }: Of<'todo'>): string =>
  shown.length === 0
    ? '现在没有等您审批的事项。'
    : lines(`等您审批的 ${shown.length} 件：`, items(shown, on), foot(shown));

/** Without numbers: those to answer by are the ones of the last 待办. */
export const morningDigest = ({ on, shown }: Of<'morning-digest'>): string =>
  shown.length === 0
    ? `${dayWithWeekday(on)}没有等您审批的事项。`
    : lines(
        `${dayWithWeekday(on)}等您审批的 ${shown.length} 件：`,
        items(shown, on, () => '·'),
        '发“待办”按序号答复，或带编号，如“同意 #' + codeOfFirst(shown) + '”。',
      );

/** All of them, however many: nothing is approved that was not shown. */
export const confirmAll = ({ shown }: Of<'confirm-all'>): string =>
  lines(
    shown.length === 1 ? '同意下面这件吗？' : `下面 ${shown.length} 件都同意吗？`,
    shown.map((s, i) => `${i + 1}. ${headCoded(s)}${marked(s)}`),
    cited(shown.flatMap((s) => s.request.citations)),
    shown.length === 1
      ? '同意请回复“确认”，不同意就回复“取消”。'
      : '都同意请回复“确认”；只同意几件，先回复“取消”，再发“待办”。',
  );

export const answeredByMe = ({ since, shown }: Of<'answered-by-me'>): string =>
  shown.length === 0
    ? `${day(since)}以来您没有答复过申请。`
    : lines(
        `${day(since)}以来您答复过的 ${shown.length} 件：`,
        cutList(
          shown.map((s) => `· ${headCoded(s)}${marked(s)}，现在${state(s.request)}`),
          longestList,
          (n) => `· 还有 ${n} 件没有列出`,
        ),
      );

export const digestSet = ({ digest }: Of<'digest-set'>): string =>
  digest
    ? '好，以后每天早上汇总发给您一次；催办、转办和来不及等到早上的照旧马上告诉您。恢复请发“取消免打扰”。'
    : '好，以后一有申请就告诉您。想改回每天早上汇总一次，请发“免打扰”。';
