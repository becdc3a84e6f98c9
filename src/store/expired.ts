/**
 * Sessions, personal links, binding codes and times in which a platform was not heard that ended long ago, failed tries that count no more, talks
 * that were put aside and lapsed, questions about the rules after a year, and what was noted of reminders that nobody owes anything for by now, are
 * deleted.
 */
import { addDays, dateOf, startOf } from '../domain/calendar.ts';
import type { Statements } from './database.ts';
import { timestamp, type EffectOf } from './work-result.ts';

/** Rows of each table that one tick takes; the next one goes on. What somebody else has in hand is left to it too. */
export const forgottenAtOnce = 5_000;

/** What is reckoned looks 400 days back at the most: twice as long, and no reminder comes again. */
const reminderDays = 800;

/** An office goes through a year's questions; nobody goes on from one that is older. */
const questionDays = 400;

/** A talk that was put aside can be taken up for a day; so long whoever writes again is told that it lapsed. */
const lapsedDays = 7;

/** Applies what the clock asks for. */
export async function forgetExpired(
  tx: Statements,
  county: string,
  asked: readonly EffectOf<'forget-expired'>[],
  now: number,
  limit: number = forgottenAtOnce,
): Promise<void> {
  for (const { endedBefore, triedBefore } of asked) {
    const ended = timestamp(endedBefore);
    await tx.$executeRaw`
      DELETE FROM web_session WHERE county = ${county} AND token_hash IN (
        SELECT token_hash FROM web_session WHERE county = ${county} AND expires_at < ${ended}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    await tx.$executeRaw`
      DELETE FROM web_link WHERE county = ${county} AND token_hash IN (
        SELECT token_hash FROM web_link WHERE county = ${county} AND expires_at < ${ended}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    await tx.$executeRaw`
      DELETE FROM bind_code WHERE county = ${county} AND id IN (
        SELECT id FROM bind_code WHERE county = ${county} AND expires_at < ${ended}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    await tx.$executeRaw`
      DELETE FROM platform_gap WHERE county = ${county} AND id IN (
        SELECT id FROM platform_gap WHERE county = ${county} AND to_at < ${ended}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    await tx.$executeRaw`
      DELETE FROM bind_try WHERE county = ${county} AND id IN (
        SELECT id FROM bind_try WHERE county = ${county} AND at < ${timestamp(triedBefore)}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    const lapsed = timestamp(startOf(addDays(dateOf(now), -lapsedDays)));
    await tx.$executeRaw`
      DELETE FROM dialogue WHERE county = ${county} AND slot = 'parked' AND account_id IN (
        SELECT account_id FROM dialogue WHERE county = ${county} AND slot = 'parked' AND asked_at < ${lapsed}::timestamptz
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    const reminded = addDays(dateOf(now), -reminderDays);
    await tx.$executeRaw`
      DELETE FROM reminder WHERE county = ${county} AND key IN (
        SELECT key FROM reminder WHERE county = ${county} AND on_date < ${reminded}::date LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    await tx.$executeRaw`
      DELETE FROM duty_answer WHERE county = ${county} AND (owed_key, person_id) IN (
        SELECT owed_key, person_id FROM duty_answer WHERE county = ${county} AND at < ${timestamp(startOf(reminded))}::timestamptz
        LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    const asked = timestamp(startOf(addDays(dateOf(now), -questionDays)));
    await tx.$executeRaw`
      DELETE FROM policy_question WHERE county = ${county} AND id IN (
        SELECT id FROM policy_question WHERE county = ${county} AND asked_at < ${asked}::timestamptz LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  }
}
