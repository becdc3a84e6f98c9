/** Faults that can be planted where the parts of the product meet, each in a life of a request. */
import type { Seams } from '../../builders/world.ts';
import { onStatements } from '../faults.ts';
import type { Effect } from '../../../src/domain/effect.ts';
import type { Facts, HeldSeat, Need } from '../../../src/domain/facts.ts';
import type { Request, RequestSeat } from '../../../src/domain/request.ts';
import type { Store, Work, WorkResult } from '../../../src/store/store.ts';
import type { STORIES } from './stories.ts';

/** A fault with what it puts in between, and the stories in which it shows. */
export interface Fault {
  readonly seams: Seams;
  readonly stories: readonly (keyof typeof STORIES)[];
  /** Called before the messages of a round are worked. */
  readonly atRound?: () => void;
}

type OnStore = NonNullable<Seams['store']>;

const onWork =
  (change: (work: Work) => Partial<Work>): OnStore =>
  (store: Store) => ({
    ...store,
    inTransaction: (work) => store.inTransaction((tx) => work({ ...tx, ...change(tx) })),
  });
const onResults = (change: (result: WorkResult) => WorkResult): OnStore =>
  onWork((tx) => ({ apply: (results, now) => tx.apply(results.map(change), now) }));
const withoutSends = (isLost: (text: string) => boolean): OnStore =>
  onResults((result) => ({ ...result, sends: result.sends.filter((s) => !isLost(s.message.text)) }));

/** What each message knows once everything is loaded. */
const onFacts = (change: (facts: Facts, need: Need) => Facts): OnStore =>
  onWork((tx) => ({
    facts: async (facts, needs) => (await tx.facts(facts, needs)).map((f, i) => change(f, needs[i] ?? {})),
  }));
const onRequests = (change: (request: Request, facts: Facts) => Request): OnStore =>
  onFacts((facts) => ({ ...facts, requests: facts.requests.map((r) => change(r, facts)) }));
const onSeats = (change: (seat: RequestSeat, facts: Facts) => RequestSeat): OnStore =>
  onRequests((r, facts) => ({
    ...r,
    steps: r.steps.map((step) => ({ ...step, seats: step.seats.map((s) => change(s, facts)) })),
  }));
const meOf = ({ speaker }: Facts): string => speaker.person?.id ?? '';

/** The seats that somebody has ever had, as `isKept` chooses. */
function remembering(isKept: (seat: HeldSeat) => boolean): OnStore {
  const known = new Map<string, HeldSeat[]>();
  return onWork((tx) => ({
    speakers: async (taken, now) =>
      (await tx.speakers(taken, now)).map((f) => {
        const before = known.get(meOf(f)) ?? [];
        const isThere = (s: HeldSeat): boolean =>
          f.speaker.seats.some((h) => h.body === s.body && h.scopeId === s.scopeId);
        const seats = [...f.speaker.seats, ...before.filter((s) => !isThere(s))];
        known.set(meOf(f), [...before, ...f.speaker.seats.filter(isKept)]);
        return { ...f, speaker: { ...f.speaker, seats } };
      }),
  }));
}

/** Those changes of a request hold whatever has become of it meanwhile. */
const without = (...guards: readonly string[]): NonNullable<Seams['database']> =>
  onStatements(([strings, ...values]) => {
    const isChange = strings.some((s) => /UPDATE request(?:_seat)? /.test(s));
    if (!isChange) return { parts: [strings, ...values] };
    const loose = strings.map((s) => guards.reduce((sql, guard) => sql.replace(guard, ''), s));
    const rows = JSON.parse(String(values[0])) as unknown[];
    return { parts: [loose, ...values], ran: rows.length };
  });
const versionless = without(' AND r.version = m.version', ' AND r.version = n.version');
const seatless = without('\n      AND s.answered_by IS NULL');

/** Each request as it was when the round began: what another worker may see that is late. */
function stale(): Pick<Fault, 'seams' | 'atRound'> {
  const seen = new Map<string, Request>();
  const store = onRequests((r) => {
    const first = seen.get(r.id) ?? r;
    seen.set(r.id, first);
    return first;
  });
  return { seams: { store, database: versionless }, atRound: () => seen.clear() };
}

let count = 0;
const onNotices = (change: (key: string) => string): OnStore =>
  onResults((result) => ({
    ...result,
    sends: result.sends.map((s) => ({ ...s, message: { ...s.message, key: change(s.message.key) } })),
  }));

const SECRETARY = '乡镇（街道）党（工）委书记';
/** The first of the two who hold the seat is heard, and the second has to say it too. */
function bothHolders(): OnStore {
  const first = new Map<string, string>();
  return onResults((result) => {
    const answer = result.effects.find((e) => e.effect === 'answer-seat' && e.seat.body === SECRETARY);
    if (answer?.effect !== 'answer-seat' || answer.verdict !== 'approve') return result;
    const before = first.get(answer.requestId);
    if (before !== undefined && before !== answer.personId) return result;
    first.set(answer.requestId, answer.personId);
    const effects = result.effects.flatMap((e): Effect[] =>
      e === answer ? [] : e.effect === 'move-request' ? [{ ...e, state: 'open' as const, step: answer.step }] : [e],
    );
    return { ...result, effects };
  });
}

/** Whatever the officer says of a request that waits for an approver approves it. */
function approvedByOfficer(): OnStore {
  const held = new Map<string, number>();
  const remembered = onRequests((r) => {
    if (r.state === 'held') held.set(r.id, r.version);
    return r;
  });
  const approved = onResults((result) => {
    const requestId = result.personId === 'off' && result.effects.length === 0 ? result.sends[0]?.requestId : null;
    const version = held.get(requestId ?? '');
    if (!requestId || version === undefined) return result;
    held.delete(requestId);
    const at = Date.parse('2026-12-02T02:00:00Z');
    return {
      ...result,
      effects: [{ effect: 'move-request', requestId, version, state: 'approved', step: 0, at }],
    };
  });
  return (store) => approved(remembered(store));
}

/** The numbers of the list in the opposite order. */
const reversedList: OnStore = onWork((tx) => ({
  speakers: async (taken, now) =>
    (await tx.speakers(taken, now)).map((f) => ({ ...f, listed: [...f.listed].reverse() })),
}));

const onlyStore = (store: OnStore, ...stories: Fault['stories']): Fault => ({ seams: { store }, stories });

/** By name. */
export const FAULTS: Readonly<Record<string, () => Fault>> = {
  'an approver who was replaced meanwhile still counts': () =>
    onlyStore(
      remembering((s) => s.forId === null),
      'replaced',
    ),
  'a second press of the button counts again': () => ({
    stories: ['doubleClick'],
    seams: {
      store: onSeats((s, facts) => (s.answer?.personId === meOf(facts) ? { ...s, answer: null } : s)),
      database: seatless,
    },
  }),
  'an approval and a withdrawal both win': () => ({ ...stale(), stories: ['againstWithdrawal'] }),
  'an answer to the old content wins over the edit': () => ({ ...stale(), stories: ['raced'] }),
  'a deputy whose days are over still answers': () =>
    onlyStore(
      remembering((s) => s.forId !== null),
      'deputised',
    ),
  'a seat held by two needs both': () => onlyStore(bothHolders(), 'doubleClick'),
  'an applicant who holds a seat of the chain answers for it': () =>
    onlyStore(
      onFacts((facts, need) =>
        need.forMe
          ? {
              ...facts,
              requests: facts.requests.map((r) =>
                r.applicantId === meOf(facts) ? { ...r, applicantId: 'nobody' } : r,
              ),
            }
          : facts,
      ),
      'ownSeat',
    ),
  'a button of the old content approves the new one': () =>
    onlyStore(
      onRequests((r, { pressed }) =>
        pressed?.action.does === 'answer' && pressed.action.requestId === r.id
          ? { ...r, revision: pressed.action.revision, step: pressed.action.step }
          : r,
      ),
      'edited',
    ),
  'a quote of the old content approves the new one': () =>
    onlyStore(
      onFacts((facts) => ({ ...facts, quotedRevision: null })),
      'edited',
    ),
  'a number of the list is taken for another request': () => onlyStore(reversedList, 'listed'),
  'a seat that was handed over is still answered by its holder': () =>
    onlyStore(
      onSeats((s, { speaker }) =>
        speaker.seats.some((h) => h.body === s.body && h.scopeId === s.scopeId) ? { ...s, assigned: null } : s,
      ),
      'handed',
    ),
  'a joint step goes on after one answer': () =>
    onlyStore(
      onRequests((r) => ({ ...r, steps: r.steps.map((step) => ({ ...step, mode: 'any' })) })),
      'doubleClick',
    ),
  'those who approved are not told that it is cancelled': () =>
    onlyStore(
      withoutSends((text) => text.includes('批准后本人又取消了')),
      'cancelled',
    ),
  'a request is nudged twice a day': () =>
    onlyStore(
      onRequests((r) => ({ ...r, nudgedOn: null })),
      'nudged',
    ),
  'an answer on paper is recorded for somebody who can be reached': () =>
    onlyStore(
      onFacts((facts) =>
        meOf(facts) === 'off'
          ? { ...facts, people: new Map([...facts.people].map(([id, s]) => [id, { ...s, reachable: false }])) }
          : facts,
      ),
      'onPaper',
    ),
  'an extension is judged by its own days': () => ({
    seams: { rules: (rules) => ({ ...rules, leave: (f) => rules.leave({ ...f, joined: [] }) }) },
    stories: ['extended'],
  }),
  'the loser of a race is not told': () =>
    onlyStore(
      withoutSends((text) => text.endsWith('不用再处理。')),
      'doubleClick',
      'againstWithdrawal',
    ),
  'the applicant is told twice': () =>
    onlyStore(
      onNotices((key) => (key.includes('.closed:') ? `${key}/${(count += 1)}` : key)),
      'turnedDown',
      'doubleClick',
    ),
  'a change does not count its version': () => ({
    seams: {
      database: onStatements(([strings, ...values]) => ({
        parts: [strings.map((s) => s.replace('version = m.version + 1', 'version = m.version')), ...values],
      })),
    },
    stories: ['doubleClick'],
  }),
  'a rejected request can still be approved': () =>
    onlyStore(
      onRequests((r) => (r.state === 'rejected' ? { ...r, state: 'open' } : r)),
      'doubleClick',
    ),
  'what no rule settles is approved by the officer': () => onlyStore(approvedByOfficer(), 'held'),
};
