/**
 * Messages that are not to go out before a time of their own, as a reminder that keeps clear of the full hour. They were never tried; one
 * that is to be tried once more has a reason (`why`). Their time is reckoned by the clock of the process, which has also set it; a second
 * try is reckoned by the database's.
 */
import { Prisma } from './generated/client.ts';
import { timestamp } from './work-result.ts';

/** Whether a row of the outbox is put off at that instant. Those behind it in its chat may pass. */
export const isPutOff = (row: 'o' | 'before' | 'outbox', at: number): Prisma.Sql => {
  const r = Prisma.raw(row);
  return Prisma.sql`(${r}.state = 'waiting' AND ${r}.why IS NULL AND coalesce(${r}.not_before > ${timestamp(at)}::timestamptz, false))`;
};

/** Whether a waiting row may go out now. */
export const mayGo = (row: 'o' | 'outbox', at: number): Prisma.Sql => {
  const r = Prisma.raw(row);
  return Prisma.sql`(NOT ${isPutOff(row, at)} AND (${r}.why IS NULL OR ${r}.not_before IS NULL OR ${r}.not_before <= now()))`;
};

/** Whether something of its chat is just being sent that came after it: two of a chat never go out at the same time. */
export const isPassedNow: Prisma.Sql = Prisma.sql`EXISTS (
  SELECT 1 FROM outbox passing WHERE passing.county = o.county AND passing.state = 'leased' AND passing.lease_until >= now()
    AND passing.platform = o.platform AND passing.conversation = o.conversation AND passing.id > o.id)`;

/** When a message came in and was worked that `o` came of: what was put off waits from its own time on. */
export const cameOf = (o: 'o' | 'l'): Prisma.Sql => {
  const r = Prisma.raw(o);
  const own = Prisma.sql`CASE WHEN ${r}.why IS NULL THEN ${r}.not_before END`;
  return Prisma.sql`greatest(i.received_at, ${own}), greatest(i.worked_at, ${own})`;
};
