/** Which message of the bot was quoted, and what it was about. */
import { codesNamedIn } from '../domain/named-codes.ts';
import { OFFICER, personSeat, type SeatKey } from '../domain/request.ts';
import type { TakenMessage } from './inbox.ts';
import type { Statements } from './database.ts';

interface QuotedRow {
  id: bigint;
  known: boolean;
  request_id: string | null;
  text: string | null;
  revision: number | null;
  inbox_id: bigint | null;
}

export interface Quoted {
  /** Which message of the bot it is. Where false, no more than a code in its words is. */
  readonly known: boolean;
  readonly requestId: string | null;
  readonly text: string | null;
  readonly revision: number | null;
  readonly inboxId: bigint | null;
}

/** Who quotes: a code is looked for among what is their business. */
type SeatsOf = (taken: TakenMessage) => { readonly personId: string | null; readonly seats: readonly SeatKey[] };

/** Shorter words of the bot's may begin a text by chance, in characters. */
const tellingWords = 10;

/** Of so many last messages of a chat, in each state, the words are compared; what is older is known by its code alone. */
const mostCompared = 300;

/**
 * What the quoted messages of the bot said, and which request they were about; one whose buttons were taken off is still the same.
 * One whose id never came, sent again meanwhile or not, is known by its words, as long as they are about one request; so is any where the
 * platform tells no ids: there the quote may go on with what the adapter added.
 *
 * Of words that the bot did not say in this chat, cut off or somebody else's, a code is left: it finds the one request with it that
 * concerns the person. That is what the same code typed by them would find, and never more.
 */
export async function quotedMessages(
  tx: Statements,
  county: string,
  taken: readonly TakenMessage[],
  quoterOf: SeatsOf,
): Promise<Map<bigint, Quoted>> {
  const quotes = taken.flatMap((one) => quoteOf(one, quoterOf));
  if (quotes.length === 0) return new Map();
  const rows = await tx.$queryRaw<QuotedRow[]>`
    WITH q AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(quotes)}::jsonb)
        AS q(id bigint, platform text, conversation text, quoted text, words text, codes text[], person_id text, seats jsonb)
    ), alike AS (
      SELECT q.id, o.request_id, o.revision, o.inbox_id FROM q
      JOIN outbox o ON o.county = ${county} AND o.state IN ('unknown', 'refused') AND o.platform = q.platform AND o.conversation = q.conversation
        AND trim(o.payload ->> 'text') = trim(q.words)
      WHERE q.quoted IS NOT NULL AND o.updates IS NULL AND o.request_id IS NOT NULL
      UNION ALL
      SELECT id, request_id, revision, inbox_id FROM (
        SELECT q.id, o.request_id, o.revision, o.inbox_id, rank() OVER (PARTITION BY q.id ORDER BY length(t.said) DESC) AS place FROM q
        CROSS JOIN unnest(ARRAY['sent', 'unknown', 'refused', 'leased']::outbox_state[]) AS s(state)
        CROSS JOIN LATERAL (
          SELECT request_id, revision, inbox_id, payload FROM outbox WHERE county = ${county} AND state = s.state
            AND platform = q.platform AND conversation = q.conversation AND updates IS NULL ORDER BY id DESC LIMIT ${mostCompared}) o
        CROSS JOIN LATERAL (SELECT trim(o.payload ->> 'text') AS said) t
        WHERE q.quoted IS NULL
          AND (t.said = trim(q.words) OR (length(t.said) >= ${tellingWords} AND starts_with(trim(q.words), t.said)))) w
      WHERE place = 1
    )
    SELECT q.id, false AS known, max(r.id) AS request_id, q.words AS text, NULL::int AS revision, NULL::bigint AS inbox_id FROM q
    JOIN request r ON r.county = ${county} AND r.code = ANY(q.codes)
    WHERE q.person_id IN (r.applicant_id, r.entered_by) OR q.seats @> ${JSON.stringify([keyOf(OFFICER)])}::jsonb OR EXISTS (
        SELECT 1 FROM jsonb_to_recordset(r.filings) AS f(body text, "scopeId" text)
        WHERE q.seats @> jsonb_build_array(jsonb_build_object('body', f.body, 'scopeId', f."scopeId"))) OR EXISTS (
        SELECT 1 FROM request_seat s WHERE s.county = r.county AND s.request_id = r.id AND (
          q.person_id IN (s.assigned_to, s.answered_by, s.recorded_by)
          OR q.seats @> jsonb_build_array(jsonb_build_object('body', s.body, 'scopeId', s.scope_id))))
    GROUP BY q.id, q.words HAVING count(*) = 1
    UNION ALL
    SELECT q.id, true, max(a.request_id), q.words, max(a.revision), max(a.inbox_id) FROM q JOIN alike a ON a.id = q.id
    GROUP BY q.id, q.words HAVING count(DISTINCT coalesce(a.request_id, '')) = 1
    UNION ALL
    SELECT q.id, true, o.request_id, o.payload ->> 'text', o.revision, o.inbox_id FROM q
    JOIN outbox o ON o.county = ${county} AND o.platform = q.platform AND o.conversation = q.conversation AND o.platform_message_id = q.quoted
    WHERE o.updates IS NULL`;
  // Later ones are surer.
  return new Map(
    rows.map((r) => [
      r.id,
      { known: r.known, requestId: r.request_id, text: r.text, revision: r.revision, inboxId: r.inbox_id },
    ]),
  );
}

/** Longer words than any message of the bot are not compared, in UTF-16 code units. */
const longestWords = 8000;

function quoteOf(one: TakenMessage, quoterOf: SeatsOf): object[] {
  const { id, message } = one;
  const { quote, platform, conversation } = message;
  if (!quote?.messageId && !quote?.text) return [];
  const { personId, seats } = quoterOf(one);
  const words = quote.text?.slice(0, longestWords).toWellFormed() ?? null;
  const mine = personId === null ? [] : [personSeat(personId)];
  return [
    {
      ...{ id: String(id), platform, conversation, quoted: quote.messageId || null, words },
      ...{ codes: codesNamedIn(words ?? ''), person_id: personId, seats: [...seats, ...mine].map(keyOf) },
    },
  ];
}

const keyOf = ({ body, scopeId }: SeatKey): SeatKey => ({ body, scopeId });
