/** What a try to bind or an invitation is decided from. Only when asked for. */
import type { BindingFacts, BindSaid, BindTry, BoundAccount } from '../domain/bind-code.ts';
import { waitsUntil } from '../domain/bind-code.ts';
import { dateOf, type Instant } from '../domain/calendar.ts';
import { consentVersion } from '../domain/consent.ts';
import type { Facts, Need } from '../domain/facts.ts';
import { OFFICER } from '../domain/request.ts';
import { findCodes, findShown, loadTries, lockBinding, nameKeyOf, newFresh, type FoundCode } from './bind-codes.ts';
import type { Statements } from './database.ts';

type Part = Pick<Facts, 'binding' | 'fresh'>;

/** `facts` with those already found by name. */
export async function loadBinding(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Part[]> {
  const fresh = needs.map((n) => (n.fresh ? newFresh() : ''));
  if (needs.every((n) => n.binding === undefined)) return fresh.map((f) => ({ binding: null, fresh: f }));
  await lockBinding(tx, county);
  const loaded = await loadAll(tx, county, facts, needs);
  return facts.map((f, i) => {
    const need = needs[i]?.binding;
    return { binding: need ? bindingOf(f, need, loaded, loaded.withoutCode[i] ?? []) : null, fresh: fresh[i] ?? '' };
  });
}

/** What the messages of a batch ask for, in one statement of each kind. */
interface Loaded {
  readonly county: string;
  readonly now: Instant;
  readonly said: readonly BindSaid[];
  /** For each of `said`. */
  readonly found: readonly (FoundCode | null)[];
  readonly tries: readonly BindTry[];
  readonly bound: ReadonlyMap<string, BoundTo>;
  readonly officer: string | null;
  /** By what was shown of codes in force. */
  readonly shown: ReadonlyMap<string, readonly string[]>;
  /** For each message. */
  readonly withoutCode: readonly (readonly string[])[];
}

async function loadAll(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Loaded> {
  const now = facts[0]?.now ?? 0;
  const said = needs.flatMap((n) => n.binding?.said ?? []);
  const tries = said.length > 0 ? await loadTries(tx, county, now) : [];
  const found = await findCodes(tx, county, said, now);
  const own = facts.flatMap((f, i) => (needs[i]?.binding?.said && f.speaker.person ? [f.speaker.person.id] : []));
  const bound = await boundAccounts(tx, county, [...own, ...found.flatMap((f) => f?.person.id ?? [])]);
  const officer = await officerTitle(tx, county);
  return {
    county,
    now,
    said,
    found,
    tries,
    bound,
    officer,
    shown: await findShown(
      tx,
      county,
      needs.flatMap((n) => n.binding?.shown ?? []),
      now,
    ),
    withoutCode: await thoseWithoutCode(tx, county, facts, needs),
  };
}

function bindingOf(
  { speaker }: Facts,
  { said, shown = [] }: NonNullable<Need['binding']>,
  loaded: Loaded,
  withoutCode: readonly string[],
): BindingFacts {
  const code = (said && loaded.found[loaded.said.indexOf(said)]) ?? null;
  const nameKey = said ? nameKeyOf(loaded.county, said.name) : '';
  return {
    match: code?.fits ? matchOf(code, loaded.bound) : null,
    spoiltCodeIds: [...new Set(shown.flatMap((one) => loaded.shown.get(one) ?? []))],
    waitUntil: said ? waitsUntil(loaded.tries, { accountKey: speaker.accountId, nameKey }, loaded.now) : null,
    nameKey,
    own: loaded.bound.get(speaker.person?.id ?? '')?.accounts ?? [],
    officer: loaded.officer,
    withoutCode,
  };
}

const matchOf = ({ person, codeId }: FoundCode, bound: Loaded['bound']): NonNullable<BindingFacts['match']> => ({
  person,
  codeId,
  ...(bound.get(person.id) ?? { hasConsented: false, accounts: [] }),
});

interface BoundTo {
  readonly hasConsented: boolean;
  readonly accounts: readonly BoundAccount[];
}

/** The accounts of these people, and whether they have agreed to what is kept. */
export async function boundAccounts(
  tx: Statements,
  county: string,
  personIds: readonly string[],
): Promise<Map<string, BoundTo>> {
  if (personIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; consented: boolean; accounts: BoundAccount[] }[]>`
    SELECT p.id,
      EXISTS (SELECT 1 FROM consent c WHERE c.county = p.county AND c.person_id = p.id AND c.withdrawn_at IS NULL
        AND c.version >= ${consentVersion}) AS consented,
      coalesce((SELECT jsonb_agg(jsonb_build_object('accountId', a.id, 'platform', a.platform, 'conversation', a.direct_conversation)
        ORDER BY a.platform, a.id) FROM account a WHERE a.county = p.county AND a.person_id = p.id), '[]') AS accounts
    FROM person p WHERE p.county = ${county} AND p.id = ANY(${[...new Set(personIds)]}::text[])`;
  return new Map(rows.map((r) => [r.id, { hasConsented: r.consented, accounts: r.accounts }]));
}

export async function officerTitle(tx: Statements, county: string): Promise<string | null> {
  const [seat] = await tx.$queryRaw<{ title: string }[]>`
    SELECT title FROM seat WHERE county = ${county} AND body = ${OFFICER.body} AND scope_id = ${OFFICER.scopeId}`;
  return seat?.title ?? null;
}

/** Of those whom each message names: who has no mobile number, or has left. */
async function thoseWithoutCode(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<string[][]> {
  const named = facts.map((f, i) => {
    const invites = needs[i]?.binding?.invites;
    return invites ? [...invites, ...f.found.flatMap((one) => one.people.map((p) => p.person.id))] : [];
  });
  const all = [...new Set(named.flat())];
  if (all.length === 0) return named.map(() => []);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${county} AND id = ANY(${all}::text[])
      AND (mobile IS NULL OR erased_at IS NOT NULL OR left_on <= ${dateOf(facts[0]?.now ?? 0)}::date)`;
  const without = new Set(rows.map((r) => r.id));
  return named.map((ids) => ids.filter((id) => without.has(id)));
}
