/** What holds whatever was said, seen in the tables alone. */
import type { Heard } from './heard.ts';
import type { Tables } from './observed.ts';

const LAST: Readonly<Record<string, readonly string[]>> = {
  rejected: ['rejected'],
  withdrawn: ['withdrawn'],
  cancelled: ['cancelled'],
  approved: ['approved', 'cancelled'],
};
const OUTCOMES: readonly string[] = ['request-approved', 'request-rejected', 'request-returned'];

/** What is broken, in words. */
export function broken(now: Tables, before: Tables | null, heard: ReadonlyMap<bigint, Heard>): string[] {
  return [...overTime(now, before), ...now.requests.flatMap((r) => ofOne(r, now)), ...toldTwice(now, heard)];
}

function overTime(now: Tables, before: Tables | null): string[] {
  return (before?.requests ?? []).flatMap((was) => {
    const is = now.requests.find((r) => r.id === was.id);
    if (!is) return [`${was.id} is gone`];
    const isLegal = LAST[was.state]?.includes(is.state) ?? true;
    return [
      ...(isLegal ? [] : [`${was.id} was ${was.state} and is ${is.state}`]),
      ...(is.version < was.version || is.revision < was.revision ? [`${was.id} goes back`] : []),
    ];
  });
}

function ofOne(r: Tables['requests'][number], { seats }: Tables): string[] {
  const mine = seats.filter((s) => s.request_id === r.id);
  const own = mine.filter((s) => s.answered_by === r.applicant_id).map(() => `${r.id} is answered by its applicant`);
  if (r.state !== 'approved') return own;
  const isThrough = r.modes.every((mode, step) => {
    const those = mine.filter((s) => s.step === step);
    const yes = those.filter((s) => s.verdict === 'approve');
    return mode === 'any' ? yes.length > 0 : yes.length === those.length && those.length > 0;
  });
  const isDecided = r.modes.length > 0 && isThrough && mine.every((s) => s.verdict === null || s.verdict === 'approve');
  return [...own, ...(isDecided ? [] : [`${r.id} is approved without every answer that it needs`])];
}

/** The applicant hears each outcome of a content once. */
function toldTwice({ outbox, requests }: Tables, heard: ReadonlyMap<bigint, Heard>): string[] {
  const saysOf = new Map([...heard.values()].flatMap((h) => h.notices.map((n) => [n.key, n] as const)));
  const seen = new Set<string>();
  return outbox.flatMap((row) => {
    const notice = saysOf.get(row.key);
    const request = requests.find((r) => r.id === row.request_id);
    if (!notice || notice.to !== request?.applicant_id || !OUTCOMES.includes(notice.says)) return [];
    const mark = `${request.id} rev${row.revision}`;
    if (seen.has(mark)) return [`the applicant hears twice of ${mark}`];
    seen.add(mark);
    return [];
  });
}
