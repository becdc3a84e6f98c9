/** What is in the tables, and what the model says is in them, as lines that can be compared. */
import type { World } from '../../builders/world.ts';
import type { ModelState } from './state.ts';

/** One line a fact, so that a difference can be read. */
export type Lines = readonly string[];

interface RequestRow {
  id: string;
  code: string;
  applicant_id: string;
  entered_by: string | null;
  extends_id: string | null;
  from_on: string;
  from_half: string;
  to_on: string;
  to_half: string;
  /** As a decimal. */
  counted: string;
  state: string;
  step: number;
  version: number;
  revision: number;
  modes: string[];
  nudged_on: string | null;
  ended_on: string | null;
  ended_half: string | null;
  filings: { body: string; scopeId: string }[];
}
interface SeatRow {
  request_id: string;
  step: number;
  body: string;
  scope_id: string;
  answered_by: string | null;
  verdict: string | null;
  answered_for: string | null;
  recorded_by: string | null;
  assigned_to: string | null;
  assigned_by: string | null;
  added_by: string | null;
}
export interface OutboxRow {
  key: string;
  inbox_id: string | null;
  conversation: string;
  request_id: string | null;
  revision: number | null;
  updates: string | null;
  text: string;
}
export interface ButtonRow {
  id: string;
  person_id: string;
  action: { does: string; verdict?: string; requestId?: string; step?: number; revision?: number };
}

export interface Tables {
  readonly requests: readonly RequestRow[];
  readonly seats: readonly SeatRow[];
  readonly outbox: readonly OutboxRow[];
  readonly buttons: ReadonlyMap<string, ButtonRow>;
  readonly inboxIds: ReadonlyMap<string, bigint>;
  /** Messages that are not worked. */
  readonly unworked: number;
  readonly lines: Lines;
}

/** In one go. */
export async function readTables(world: World): Promise<Tables> {
  const of = `WHERE county = '${world.countyId}'`;
  const results = await world.query(`
    SELECT id, code, applicant_id, entered_by, extends_id, from_on::text, from_half, to_on::text, to_half,
      counted_half_days / 2.0 AS counted, state::text, step, version, revision, modes, nudged_on::text, ended_on::text, ended_half, filings
      FROM request ${of} ORDER BY id;
    SELECT * FROM request_seat ${of} ORDER BY request_id, step, body, scope_id;
    SELECT principal_id, deputy_id, from_on::text, to_on::text FROM deputy ${of};
    SELECT account_id, items FROM shown_list ${of};
    SELECT account_id, question ->> 'about' AS about FROM dialogue ${of} AND slot = 'open';
    SELECT request_id, body, scope_id, person_id FROM filing_receipt ${of};
    SELECT key, inbox_id, conversation, request_id, revision, updates, payload ->> 'text' AS text FROM outbox ${of} ORDER BY id;
    SELECT id, person_id, action FROM chat_button ${of};
    SELECT id, platform, event_key, state::text FROM inbox ${of}`);
  const rows = results.map((r) => r.rows as unknown[]);
  const [requests, seats, deputies, lists, questions, receipts, outbox, buttons, inbox] = rows as [
    RequestRow[],
    SeatRow[],
    Record<string, string>[],
    { account_id: string; items: { requestId: string; revision: number }[] }[],
    { account_id: string; about: string }[],
    Record<string, string>[],
    OutboxRow[],
    ButtonRow[],
    { id: string; platform: string; event_key: string; state: string }[],
  ];
  const person = (account: string): string => account.split('-')[1] ?? account;
  const lines = [
    ...requests.map(requestLine),
    ...seats.map(seatLine),
    ...deputies.map((d) => deputyLine(d['principal_id'], d['deputy_id'], d['from_on'], d['to_on'])),
    ...lists.map((l) => listLine(person(l.account_id), l.items)),
    ...questions.map((q) => `question ${person(q.account_id)} ${q.about}`),
    ...receipts.map((r) => `receipt ${r['request_id']} ${r['body']}@${r['scope_id']} ${r['person_id']}`),
  ].sort();
  const inboxIds = new Map(inbox.map((m) => [`${m.platform}/${m.event_key}`, BigInt(m.id)]));
  const unworked = inbox.filter((m) => m.state !== 'done').length;
  return { requests, seats, outbox, buttons: new Map(buttons.map((b) => [b.id, b])), inboxIds, unworked, lines };
}

const filedLine = (keys: readonly string[]): string => `filed[${[...keys].sort().join()}]`;
const requestLine = (r: RequestRow): string =>
  `request ${r.id} of ${r.applicant_id} by ${r.entered_by} extends ${r.extends_id} ${r.from_on}${r.from_half}..${r.to_on}${r.to_half} ` +
  `counted ${Number(r.counted)} ${r.state} step ${r.step} v${r.version} rev${r.revision} ${r.modes.join()} nudged ${r.nudged_on} ` +
  `ended ${r.ended_on}${r.ended_half} ${filedLine(r.filings.map((f) => `${f.body}@${f.scopeId}`))}`;
const seatLine = (s: SeatRow): string =>
  `seat ${s.request_id}.${s.step} ${s.body}@${s.scope_id} ${s.verdict} by ${s.answered_by} for ${s.answered_for} ` +
  `paper ${s.recorded_by} with ${s.assigned_to} from ${s.assigned_by} added ${s.added_by}`;
const deputyLine = (principal = '', deputy = '', from = '', to = ''): string =>
  `deputy ${deputy} for ${principal} ${from}..${to}`;
const listLine = (who: string, items: readonly { requestId: string; revision: number }[]): string =>
  `list ${who} ${items.map((i) => `${i.requestId}rev${i.revision}`).join()}`;

/** The same of the model. */
export function linesOf(state: ModelState): Lines {
  const requests = state.requests.map((r) => {
    const { from, to, fromHalf, toHalf } = r.span;
    return (
      `request ${r.id} of ${r.applicant} by ${r.enteredBy} extends ${r.extendsId} ${from}${fromHalf}..${to}${toHalf} ` +
      `counted ${r.counted} ${r.state} step ${r.step} v${r.version} rev${r.revision} ${r.steps.map((s) => s.mode).join()} ` +
      `nudged ${r.nudgedOn} ended ${r.ended?.on ?? null}${r.ended?.half ?? null} ${filedLine(r.filed)}`
    );
  });
  const seats = state.requests.flatMap((r) =>
    r.steps.flatMap((step, i) =>
      step.seats.map(
        ({ key, answer, assigned, addedBy }) =>
          `seat ${r.id}.${i} ${key} ${answer?.verdict ?? null} by ${answer?.by ?? null} for ${answer?.forId ?? null} ` +
          `paper ${answer?.recordedBy ?? null} with ${assigned?.to ?? null} from ${assigned?.by ?? null} added ${addedBy}`,
      ),
    ),
  );
  return [
    ...requests,
    ...seats,
    ...state.deputies.map((d) => deputyLine(d.principal, d.deputy, d.from, d.to)),
    ...Object.entries(state.lists).map(([who, items]) => listLine(who, items)),
    ...Object.entries(state.questions).flatMap(([who, q]) => (q ? [`question ${who} ${q.about}`] : [])),
    ...state.receipts.map((r) => `receipt ${r.requestId} ${r.seat} ${r.by}`),
  ].sort();
}

/** What is in one and not in the other. */
export const differences = (real: Lines, model: Lines): string[] => [
  ...real.filter((l) => !model.includes(l)).map((l) => `tables: ${l}`),
  ...model.filter((l) => !real.includes(l)).map((l) => `model:  ${l}`),
];
