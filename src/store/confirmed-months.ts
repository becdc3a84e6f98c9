/** Whose attendance of a month has been confirmed by its keeper. */
import type { IsoMonth } from '../domain/calendar.ts';
import type { Need } from '../domain/facts.ts';
import type { Statements } from './database.ts';

interface ConfirmedRow {
  person_id: string;
  month: IsoMonth;
}

/** One query for a whole batch; null for a message that does not ask. */
export async function loadConfirmed(
  tx: Statements,
  county: string,
  needs: readonly Need[],
): Promise<(ReadonlySet<string> | null)[]> {
  const months = [...new Set(needs.flatMap(({ confirmedMonth }) => confirmedMonth ?? []))];
  if (months.length === 0) return needs.map(() => null);
  const rows = await tx.$queryRaw<ConfirmedRow[]>`
    SELECT person_id, month FROM month_confirmed WHERE county = ${county} AND month = ANY(${months}::text[]) ORDER BY month, person_id`;
  return needs.map(({ confirmedMonth: month }) =>
    month ? new Set(rows.filter((r) => r.month === month).map((r) => r.person_id)) : null,
  );
}
