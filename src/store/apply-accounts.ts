/** Whose account is whose, the codes that say so, and what people have agreed to. */
import type { Statements } from './database.ts';
import { countTries, putCodes, revokeCodes, spendCodes } from './bind-codes.ts';
import { moveFreed, type FreedChat } from './fall-over.ts';
import { effectsOf, fromEach, timestamp, type EffectOf, type From, type WorkResult } from './work-result.ts';

/** Before the open questions are set: what was open for the former person of an account is not for the new one. */
export async function changeAccounts(
  tx: Statements,
  county: string,
  results: readonly WorkResult[],
  now: number,
): Promise<void> {
  const tries = effectsOf(results, 'count-bind-try');
  await countTries(tx, county, tries.map((t) => ({ accountKey: t.accountId, nameKey: t.nameKey, at: t.at }))); // prettier-ignore
  await revokeCodes(tx, county, effectsOf(results, 'revoke-code').map((r) => r.codeId), now); // prettier-ignore
  await putCodes(tx, county, effectsOf(results, 'issue-code'));
  const freed = await unbindAccounts(tx, county, effectsOf(results, 'unbind-account'));
  await bindAccounts(tx, county, effectsOf(results, 'bind-account'));
  await moveFreed(tx, county, freed);
  await giveConsents(tx, county, fromEach(results, 'give-consent'));
  await withdrawConsents(tx, county, effectsOf(results, 'withdraw-consent'));
}

async function bindAccounts(tx: Statements, county: string, bound: readonly EffectOf<'bind-account'>[]): Promise<void> {
  if (bound.length === 0) return;
  await spendCodes(tx, county, bound.map((b) => ({ codeId: b.codeId, accountKey: b.accountId, at: b.at }))); // prettier-ignore
  await clearAccounts(tx, county, bound.map((b) => b.accountId)); // prettier-ignore
  const rows = bound.map((b) => ({
    id: b.accountId, platform: b.platform, user_id: b.userId, person_id: b.personId, conversation: b.conversation, at: timestamp(b.at),
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO account (county, id, platform, user_id, person_id, direct_conversation, bound_at)
    SELECT ${county}, b.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS b(id text, platform text, user_id text, person_id text, conversation text, at timestamptz)
    ON CONFLICT (county, id) DO UPDATE SET person_id = excluded.person_id, direct_conversation = excluded.direct_conversation,
      bound_at = excluded.bound_at`;
}

/** One that is another person's by now stays theirs. Returns the chats that were left. */
async function unbindAccounts(
  tx: Statements,
  county: string,
  unbound: readonly { readonly accountId: string; readonly personId: string }[],
): Promise<FreedChat[]> {
  if (unbound.length === 0) return [];
  const rows = unbound.map((u) => ({ id: u.accountId, person_id: u.personId }));
  const freed = await tx.$queryRaw<(FreedChat & { readonly id: string })[]>`
    UPDATE account a SET person_id = NULL, bound_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS u(id text, person_id text)
    WHERE a.county = ${county} AND a.id = u.id AND a.person_id = u.person_id
    RETURNING a.id, a.platform, a.direct_conversation AS conversation, u.person_id AS "personId"`;
  await clearAccounts(tx, county, freed.map((f) => f.id)); // prettier-ignore
  return freed;
}

/** What belonged to whoever the account was bound to: questions, lists, sessions. */
async function clearAccounts(tx: Statements, county: string, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  const ids = [...accountIds];
  await tx.$executeRaw`DELETE FROM dialogue WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM shown_list WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM web_session WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
  await tx.$executeRaw`DELETE FROM web_link WHERE county = ${county} AND account_id = ANY(${ids}::text[])`;
}

/** What waited for it, from whichever account, is put back to be worked: by its own id, so before anything that came later. */
async function giveConsents(tx: Statements, county: string, given: readonly From<'give-consent'>[]): Promise<void> {
  if (given.length === 0) return;
  const rows = given.map(({ effect: e, result }) => ({
    id: `c${result.inboxId}`, person_id: e.personId, version: e.version, at: timestamp(e.at), account_id: result.accountId,
  })); // prettier-ignore
  await tx.$executeRaw`
    INSERT INTO consent (county, id, person_id, version, given_at)
    SELECT ${county}, g.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(id text, person_id text, version int, at timestamptz)
    ON CONFLICT (county, id) DO NOTHING`;
  await tx.$executeRaw`
    UPDATE inbox i SET state = 'waiting', attempts = 0, not_before = NULL, worked_at = NULL
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(person_id text)
    JOIN account a ON a.county = ${county} AND a.person_id = g.person_id
    JOIN dialogue d ON d.county = a.county AND d.account_id = a.id AND d.question ->> 'about' IN ('consent', 'unbind')
    CROSS JOIN LATERAL jsonb_array_elements_text(d.question -> 'held') AS held(id)
    WHERE i.county = ${county} AND i.id = held.id::bigint AND i.state = 'done'`;
  // The speaker's own question is closed by the message itself.
  await tx.$executeRaw`
    DELETE FROM dialogue d USING jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(person_id text, account_id text)
    JOIN account a ON a.county = ${county} AND a.person_id = g.person_id AND a.id <> g.account_id
    WHERE d.county = ${county} AND d.account_id = a.id AND d.question ->> 'about' = 'consent'`;
  await tx.$executeRaw`SELECT pg_notify('zhucun_inbox', ${county})`;
}

async function withdrawConsents(
  tx: Statements,
  county: string,
  withdrawn: readonly EffectOf<'withdraw-consent'>[],
): Promise<void> {
  if (withdrawn.length === 0) return;
  const rows = withdrawn.map((w) => ({ person_id: w.personId, at: timestamp(w.at) }));
  await tx.$executeRaw`
    UPDATE consent c SET withdrawn_at = w.at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS w(person_id text, at timestamptz)
    WHERE c.county = ${county} AND c.person_id = w.person_id AND c.withdrawn_at IS NULL`;
  // What they began and put aside, on whichever of their accounts.
  await tx.$executeRaw`
    DELETE FROM dialogue d USING account a
    WHERE d.county = ${county} AND d.slot = 'parked' AND a.county = d.county AND a.id = d.account_id
      AND a.person_id = ANY(${withdrawn.map((w) => w.personId)}::text[])`;
}
