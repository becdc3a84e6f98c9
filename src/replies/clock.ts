/** Words that nobody asked for: what has waited too long, and who is away today. */
import type { Result } from '../domain/reply.ts';
import { cited, day, days, dayWithWeekday, lines } from './format.ts';
import { outlineCoded, seatsOf } from './request-lines.ts';

type Of<K extends Result['says']> = Extract<Result, { says: K }>;

/** To the officer: nothing is ever approved by time. */
export function escalated({ shown, seats, waitingDays, startsSoon }: Of<'escalated'>): string {
  const { code, span, state, kind } = shown.request;
  const whom = state === 'held' ? '还没有定审批人' : `等 ${seatsOf(shown, seats)}`;
  const soon = startsSoon && kind === 'leave' ? `，${day(span.fromOn)}就开始` : '';
  return lines(
    `${outlineCoded(shown)}：${whom}，已${days(waitingDays)}没有答复${soon}。`,
    state === 'held'
      ? `请发“转办 #${code} 姓名”定一位审批人。`
      : `可以：打电话提醒；发“转办 #${code} 姓名”换人；已在纸上签批的，发“代录 #${code} 单位 同意”并附照片。`,
    '到时没有答复也不会自动批准。',
    cited(shown.request.citations),
  );
}

export const awayToday = ({ on, people }: Of<'away-today'>): string =>
  people.length === 0
    ? `${dayWithWeekday(on)}没有人请假。`
    : lines(
        `${dayWithWeekday(on)}请假 ${people.length} 人：`,
        people.map((p) => `· ${p.name}，${p.until === on ? '到今天' : `到${day(p.until)}`}`),
      );
