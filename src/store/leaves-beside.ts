/** Two of one person's leaves, decided at the same moment by two workers, know nothing of each other: the later one is decided anew. */
import { addDays, dateOf } from '../domain/calendar.ts';
import type { Beside } from '../domain/effect.ts';
import { liveStates } from '../domain/request.ts';
import { VersionConflict, type Statements } from './database.ts';
import { lookBackDays } from './request-facts.ts';
import { effectsOf, type WorkResult } from './work-result.ts';

/**
 * Keeps others from opening or changing leaves of the same people until the transaction ends. Fails where one of these people has
 * another leave than was seen when the days were decided: they may overlap, or ask for another approver when added up.
 */
export async function holdLeaves(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> {
  const decided = [...effectsOf(results, 'open-request'), ...effectsOf(results, 'revise-request')].flatMap(seenBeside);
  if (decided.length === 0) return;
  const applicants = [...new Set(decided.map((d) => d.applicant))].sort();
  const since = addDays(dateOf(now), -lookBackDays);
  // By itself: the next statement sees what whoever was waited for has changed.
  await tx.$queryRaw`
    SELECT pg_advisory_xact_lock(hashtextextended(${county} || '/leaves/' || a.id, 0))::text FROM unnest(${applicants}::text[]) AS a(id)`;
  const others = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) AS d(applicant text, request text, beside jsonb)
    WHERE EXISTS (
        SELECT 1 FROM request r WHERE r.county = ${county} AND r.applicant_id = d.applicant AND r.kind = 'leave' AND r.id <> d.request
          AND r.state::text = ANY(${liveStates}::text[]) AND r.from_on >= ${since}::date
          AND (d.beside ->> r.id)::int IS DISTINCT FROM r.version)
      OR EXISTS (
        SELECT 1 FROM jsonb_each_text(d.beside) b LEFT JOIN request r ON r.county = ${county} AND r.id = b.key
        WHERE r.version IS DISTINCT FROM b.value::int)
    LIMIT 1`;
  if (others.length > 0) throw new VersionConflict('another leave of the same person changed meanwhile');
}

const seenBeside = ({
  request,
  beside,
}: {
  readonly request: { id: string; applicantId: string };
  readonly beside: Beside;
}) => (beside === null ? [] : [{ applicant: request.applicantId, request: request.id, beside }]);
