/** Buttons that no longer do anything are taken off the messages that carry them, by an update in the outbox. */
import type { Effect } from '../domain/effect.ts';
import type { Statements } from './database.ts';
import type { WorkResult } from './work-result.ts';

interface Retired {
  /** Unique for this change, so that the update goes out once. */
  readonly change: string;
  /** Messages about this request … */
  readonly request_id: string | null;
  /** … or the question that this inbox message opened. */
  readonly inbox_id: string | null;
  /** Only those sent to this person; null = to anybody. */
  readonly person_id: string | null;
}

/**
 * One who answered while others still must, handed their seat over, or got what was filed, loses their own buttons; a step that is through, a
 * request that is another one now, and any other change takes everybody's.
 */
const retiredRequests = (results: readonly WorkResult[]): Retired[] =>
  results.flatMap((result) =>
    result.effects.flatMap((e) => {
      // One more approver changes nothing for those who are still to answer.
      if (e.effect === 'revise-request')
        return e.why === 'add-approver' ? [] : [retired(e.request.id, e.version, null)];
      if (e.effect === 'receive-filing') return [retired(e.receipt.requestId, 'received', result.personId)];
      if (e.effect !== 'move-request') return [];
      const isStillOpen = e.state === 'open' && result.effects.some((a) => isAtStep(a, e));
      return [retired(e.requestId, e.version, isStillOpen ? result.personId : null)];
    }),
  );

const retired = (requestId: string, change: number | 'received', personId: string | null): Retired => ({
  change: `${requestId}.${change}`,
  request_id: requestId,
  inbox_id: null,
  person_id: personId,
});

/** Answered or handed over in the step at which the request stays. */
const isAtStep = (a: Effect, move: { readonly requestId: string; readonly step: number }): boolean =>
  (a.effect === 'answer-seat' || a.effect === 'assign-seat') && a.requestId === move.requestId && a.step === move.step;

/** Queues the updates for what the results settle and for the questions that are closed (by the inbox message that opened them). */
export async function retireButtons(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  closedQuestions: readonly string[],
): Promise<void> {
  const questions = closedQuestions.map((id) => ({
    change: `q${id}`,
    request_id: null,
    inbox_id: id,
    person_id: null,
  }));
  const all = [...retiredRequests(results), ...questions];
  if (all.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO outbox (county, key, platform, conversation, inbox_id, person_id, updates, payload)
    SELECT o.county, 'u:' || r.change || ':' || o.key, o.platform, o.conversation, NULL, o.person_id, o.platform_message_id,
      o.payload || jsonb_build_object('key', 'u:' || r.change || ':' || o.key, 'buttons', '[]'::jsonb)
    FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS r(change text, request_id text, inbox_id bigint, person_id text)
    JOIN outbox o ON o.county = ${county} AND o.state = 'sent' AND o.updates IS NULL AND o.platform_message_id IS NOT NULL
      AND jsonb_array_length(o.payload -> 'buttons') > 0
      AND ((r.request_id IS NOT NULL AND o.request_id = r.request_id) OR (r.inbox_id IS NOT NULL AND o.inbox_id = r.inbox_id AND o.request_id IS NULL))
      AND (r.person_id IS NULL OR o.person_id = r.person_id)
    WHERE NOT EXISTS (
      SELECT 1 FROM outbox u WHERE u.county = o.county AND u.platform = o.platform AND u.conversation = o.conversation AND u.updates = o.platform_message_id)
    ORDER BY o.id
    ON CONFLICT (county, key) DO NOTHING`;
}
