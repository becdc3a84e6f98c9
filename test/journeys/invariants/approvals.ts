/** Who had to answer, counted anew from post and days, and whether whoever answered might. */
import { holdersOn, holdsFor, shanghaiDate, dayOf, type Check, type Evidence, type RequestRow } from './evidence.ts';
import { trailsOf } from './trail.ts';

const SECRETARY = '乡镇（街道）党（工）委书记';
const COMMITTEE = '乡镇（街道）党（工）委';

/** 第九条: who keeps the attendance of that post. */
export function keeperOf(e: Evidence, personId: string): { body: string; scopeId: string } {
  const p = e.person.find((one) => one.id === personId);
  if (p?.post === '驻乡工作队员') return { body: '驻乡工作队队长', scopeId: p.team_id ?? '' };
  if (p?.post === '驻村工作队员') return { body: '驻村第一书记', scopeId: p.team_id ?? '' };
  return { body: COMMITTEE, scopeId: p?.township_id ?? '' };
}

/** Half days from the first to the last, counted on the calendar. */
function halfDays(r: RequestRow): number {
  let halves = 0;
  for (let at = Date.parse(r.from_on); at <= Date.parse(r.to_on); at += 86_400_000) halves += 2;
  return halves - (r.from_half === 'pm' ? 1 : 0) - (r.to_half === 'am' ? 1 : 0);
}

function chainOf(e: Evidence, r: RequestRow): { mode: string; seats: string[]; filings: string[] } {
  const p = e.person.find((one) => one.id === r.applicant_id);
  if (r.kind === 'make-up') {
    const keeper = keeperOf(e, r.applicant_id);
    return { mode: 'any', seats: [`${keeper.body}@${keeper.scopeId}`], filings: [] };
  }
  if (halfDays(r) <= 6)
    return { mode: 'any', seats: [`${SECRETARY}@${p?.township_id ?? ''}`], filings: ['县乡村振兴局@'] };
  return { mode: 'all', seats: ['县委组织部@', `派出单位@${p?.unit_id ?? ''}`], filings: [] };
}

const chain = holdsFor('up to 3 days the township secretary, above it organisation department and dispatching unit');

export const chainsAreThoseOfTheRule: Check = (e) => {
  for (const r of e.request) {
    const expected = chainOf(e, r);
    const seats = e.seat.filter((s) => s.request_id === r.id).map((s) => `${s.body}@${s.scope_id}`);
    const filings = r.filings.map((f) => `${f.body}@${f.scopeId}`);
    chain(r.half_days === halfDays(r), () => `${r.id}: ${r.half_days} half days, ${halfDays(r)} on the calendar`);
    chain(r.half_days > 0 && (r.kind === 'leave' || r.half_days === 2), () => `${r.id}: ${r.half_days} half days`);
    const given = JSON.stringify({ mode: r.modes.join(), seats, filings });
    chain(
      given === JSON.stringify(expected),
      () => `${r.id} ${r.half_days}: ${given}, not ${JSON.stringify(expected)}`,
    );
  }
};

const may = holdsFor('nobody answers who does not hold the seat, nor for themselves');

export const onlyHoldersAnswer: Check = (e) => {
  for (const { request, changes } of trailsOf(e))
    for (const { answers } of changes)
      for (const a of answers) {
        const holders = holdersOn(e, a.seat.body, a.seat.scopeId, shanghaiDate(a.at));
        may(a.personId !== request.applicant_id, () => `${a.personId} answered their own ${request.id}`);
        may(
          holders.includes(a.personId),
          () => `${a.personId} answered ${request.id}, ${a.seat.body} is ${holders.join()}`,
        );
        may(a.verdict === 'approve' || (a.note ?? '') !== '', () => `${request.id} was rejected without a reason`);
      }
};

const apart = holdsFor('nobody has two leaves at the same time');

export const leavesDoNotOverlap: Check = (e) => {
  const live = e.request.filter((r) => r.kind === 'leave' && (r.state === 'open' || r.state === 'approved'));
  for (const a of live)
    for (const b of live) {
      const [begins, ends] = [`${a.from_on}${a.from_half}`, `${a.to_on}${a.to_half}`];
      const meets = begins <= `${b.to_on}${b.to_half}` && `${b.from_on}${b.from_half}` <= ends;
      apart(a.id >= b.id || a.applicant_id !== b.applicant_id || !meets, () => `${a.id} and ${b.id}`);
    }
};

const words = holdsFor('only plain words and buttons change a request; 收到, 嗯, 👌 and 好 never do');
const APPROVES = /^(?:#[A-Z]\d[A-Z]\d )?(?:同意|批准)(?: #[A-Z]\d[A-Z]\d)?$/;
const REJECTS = /^驳回/;
const NUMBER = /^\d$/;
const CONFIRMS = ['确认', '是'];

/** Each change of a request was said by a message that may say so. */
export const changesWereSaid: Check = (e) => {
  const inbox = new Map(e.inbox.map((i) => [i.id, i]));
  const saidIn = (id: number): string => {
    const row = inbox.get(id);
    return row?.payload.kind === 'action'
      ? buttonLabel(e, row.payload.action?.value ?? '')
      : (row?.payload.text.trim() ?? '');
  };
  for (const { request, openedIn, changes } of trailsOf(e)) {
    const opening = saidIn(openedIn);
    const opens = request.kind === 'leave' ? CONFIRMS.includes(opening) : opening !== '' && !isNod(opening);
    words(opens, () => `${request.id} was opened by “${opening}”`);
    for (const { answers, inboxId } of changes) {
      const text = saidIn(inboxId);
      words(!isNod(text), () => `${request.id} changed by “${text}”`);
      const verdict = answers[0]?.verdict;
      if (verdict === undefined) words(text.startsWith('撤回'), () => `${request.id} withdrawn by “${text}”`);
      else if (verdict === 'approve')
        words(APPROVES.test(text) || NUMBER.test(text), () => `${request.id} approved by “${text}”`);
      // The reason of a rejection may be any words, once the bot has asked for it.
      else words(REJECTS.test(text) || !APPROVES.test(text), () => `${request.id} rejected by “${text}”`);
    }
  }
  lateIsMarked(e, inbox);
};

const NODS = ['收到', '嗯', '👌', '好', '好的', '可以', '👍', '知道了', 'ok', '谢谢书记', '行'];
export const isNod = (text: string): boolean => NODS.includes(text.trim());

const buttonLabel = (e: Evidence, id: string): string =>
  e.sent.flatMap((s) => s.buttons).find((b) => b.id === id)?.label ?? '';

function lateIsMarked(e: Evidence, inbox: ReadonlyMap<number, Evidence['inbox'][number]>): void {
  for (const { request, openedIn } of trailsOf(e)) {
    const row = inbox.get(openedIn);
    const late = row !== undefined && request.from_on < dayOf(row);
    words(
      request.late === late,
      () => `${request.id} from ${request.from_on} is ${request.late ? '' : 'not '}marked late`,
    );
  }
}
