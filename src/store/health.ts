/** How a county's queues stand, by one query that reads no more than what is not settled. */
import type { Database } from './database.ts';
import { givenUp } from './unsettled.ts';

export interface QueueFigures {
  readonly inboxWaiting: number;
  /** Of the message that has waited longest; null = none waits. */
  readonly inboxOldestSeconds: number | null;
  readonly inboxDead: number;
  /** Waiting or just being sent. */
  readonly outboxWaiting: number;
  /** Since the message came in that this answers, without what is put off until later. */
  readonly outboxOldestSeconds: number | null;
  readonly outboxUnknown: number;
  /** Refused for good, without those that the operator has given up. */
  readonly outboxRefused: number;
  /** Since when nothing is sent, as after a restore; null = sends go out. */
  readonly sendsHeldAt: Date | null;
}

/** @throws on a standby, which takes nothing in: the store is away then */
export async function queueFigures({ client, county }: Pick<Database, 'client' | 'county'>): Promise<QueueFigures> {
  const [figures] = await client.$queryRaw<QueueFigures[]>`
    SELECT i."inboxWaiting"::int, i."inboxOldestSeconds"::float8, i."inboxDead"::int, o."outboxWaiting"::int, w."outboxOldestSeconds"::float8,
      o."outboxUnknown"::int, o."outboxRefused"::int, (SELECT sends_held_at FROM county WHERE id = ${county}) AS "sendsHeldAt"
    FROM (
      SELECT count(*) FILTER (WHERE state = 'waiting') AS "inboxWaiting", count(*) FILTER (WHERE state = 'dead') AS "inboxDead",
        greatest(0, extract(epoch FROM now() - min(received_at) FILTER (WHERE state = 'waiting'))) AS "inboxOldestSeconds"
      FROM inbox WHERE county = ${county} AND state IN ('waiting', 'dead')
    ) i, (
      SELECT count(*) FILTER (WHERE state IN ('waiting', 'leased')) AS "outboxWaiting", count(*) FILTER (WHERE state = 'unknown') AS "outboxUnknown",
        count(*) FILTER (WHERE state = 'refused' AND coalesce(why, '') <> ALL(${[...givenUp]}::text[])) AS "outboxRefused"
      FROM outbox WHERE county = ${county} AND state IN ('waiting', 'leased', 'unknown', 'refused')
    ) o, (
      SELECT greatest(0, extract(epoch FROM now() - min(received_at))) AS "outboxOldestSeconds" FROM inbox WHERE county = ${county} AND id IN (
        SELECT inbox_id FROM outbox WHERE county = ${county} AND state IN ('waiting', 'leased')
          AND NOT (state = 'waiting' AND why IS NULL AND coalesce(not_before > now(), false)) ORDER BY id LIMIT 1000)
    ) w
    WHERE NOT pg_is_in_recovery()`;
  if (!figures) throw new Error('a standby answers');
  const seconds = (value: number | null, count: number): number | null => (count === 0 ? null : value);
  return {
    ...figures,
    // greatest() passes over null: without anything that waits it says 0.
    inboxOldestSeconds: seconds(figures.inboxOldestSeconds, figures.inboxWaiting),
    outboxOldestSeconds: seconds(figures.outboxOldestSeconds, figures.outboxWaiting),
  };
}
