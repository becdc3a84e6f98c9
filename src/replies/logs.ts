/** Words about work logs. */
import { cut } from '../domain/cut.ts';
import type { WorkLogEntry } from '../domain/facts.ts';
import type { Result } from '../domain/reply.ts';
import { cited, day, dayWithWeekday, lines } from './format.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

export const kept = (r: Of<'log-kept'>): string =>
  lines(
    `已记日志：${dayWithWeekday(r.on)}第 ${r.number} 篇${r.photos > 0 ? `，照片 ${r.photos} 张` : ''}${r.late ? '（补记，会注明）' : ''}。`,
    cited(r.citations),
  );

/** Danger first, then whom the text names. */
export const tellOfIssue = ({ told, flags, citations }: Of<'tell-of-issue'>): string =>
  lines(
    '已当作重大情况。有人员危险请先打 110、119、120，再报告。',
    told.map(({ due, to }) => `按规定${due ?? '及时'}报告：${to.join('、')}。机器人不代您上报，请直接打电话。`),
    told.length === 0 && '文件没有写明向谁报，请先直接打电话告诉所在乡镇。机器人不代您上报。',
    flags,
    cited(citations),
  );

/** Longest piece of one log that is shown in a list, in characters. */
const shownLength = 200;

const entry = (l: WorkLogEntry): string => {
  const text = l.text.length > shownLength ? `${cut(l.text, shownLength)}…` : l.text;
  const marks = [l.late ? '补记' : '', l.images.length > 0 ? `照片 ${l.images.length} 张` : ''].filter((m) => m !== '');
  return `· ${day(l.on)} ${text}${marks.length > 0 ? `（${marks.join('，')}）` : ''}`;
};

const range = (r: { from: Of<'own-logs'>['from']; to: Of<'own-logs'>['to'] }): string =>
  r.from === r.to ? dayWithWeekday(r.from) : `${day(r.from)}至${day(r.to)}`;

/** Most of one's own logs that are shown at once. */
const shownOwn = 40;

export const ownLogs = (r: Of<'own-logs'>): string =>
  lines(
    r.logs.length === 0 ? `${range(r)}没有日志。写一篇：日志 上午走访3户。` : `${range(r)}的日志 ${r.logs.length} 篇：`,
    r.logs.slice(0, shownOwn).map(entry),
    r.logs.length > shownOwn && `· 还有 ${r.logs.length - shownOwn} 篇，请缩短日期再看`,
    r.logs.length > 0 &&
      r.missing.length > 0 &&
      `还没有日志的日子：${r.missing.slice(0, 15).map(day).join('、')}。补记：日志 昨天 …`,
  );

/** Longest list of one person's logs that is shown to the keeper. */
const shownEach = 20;

export const teamLogs = (r: Of<'team-logs'>): string =>
  lines(
    `${range(r)} 队里的日志：`,
    r.byPerson.flatMap(({ name, logs }) => [
      `${name}：${logs.length === 0 ? '没有' : `${logs.length} 篇`}`,
      ...logs.slice(0, shownEach).map(entry),
      ...(logs.length > shownEach ? [`· 还有 ${logs.length - shownEach} 篇`] : []),
    ]),
  );
