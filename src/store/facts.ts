/** Loads what the commands of a batch need, in a few set-based queries, and gives each message its own part. */
import { dateOf, type IsoDate } from '../domain/calendar.ts';
import type { Due, Facts, Need, WorkLogEntry } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';
import { aroundOf } from './around.ts';
import { loadBinding } from './binding-facts.ts';
import { loadConfirmed } from './confirmed-months.ts';
import type { Statements } from './database.ts';
import { loadDutyWorlds } from './duty-world.ts';
import { loadFences } from './fences.ts';
import { loadGroups, membersIn } from './groups.ts';
import { loadKept } from './kept-messages.ts';
import { loadOwnEntries } from './ledger-entries.ts';
import { loadOwnData } from './own-data.ts';
import { loadLooked } from './looks.ts';
import { loadOrganisation } from './organisation.ts';
import { findPeople, loadDeputies } from './people-facts.ts';
import { loadPolicy } from './policy-questions.ts';
import { loadLogs, loadTeams, loadWhereabouts, type Presence, type Span } from './presence.ts';
import { loadRequests, ownersFor, requestsFor, type LoadedRequests } from './request-facts.ts';
import { findSeats, holdersIn } from './seats.ts';
import { findAnswered, findDue, findLedger, findUnreceived, type FoundDue } from './request-searches.ts';
import { loadYears } from './year-days.ts';

/** Fills in what each message needs. `facts[i]` goes with `needs[i]`. */
export async function loadFacts(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Facts[]> {
  const found = await findPeople(tx, county, facts, needs);
  const named = facts.map((f, i) => ({ ...f, found: found[i] ?? [] }));
  const bindings = await loadBinding(tx, county, named, needs);
  const seats = await findSeats(tx, county, named, needs);
  const withPeople = named.map((f, i) => ({ ...f, ...bindings[i], seatsFound: seats[i] ?? [] }));
  const withRequests = await addRequests(tx, county, withPeople, needs);
  const deputies = await loadDeputies(tx, county, withPeople, needs);
  const { teams, cadres } = await loadCadres(tx, county, facts, needs);
  const withDays = await addWhereabouts(
    tx,
    county,
    withRequests.map((r) => r.facts),
    needs,
    { teams, cadres },
  );
  const worlds = await loadDutyWorlds(tx, county, facts, needs);
  const entries = await loadOwnEntries(tx, county, facts, needs);
  const kept = await loadKept(tx, county, facts, needs);
  const policy = await loadPolicy(tx, county, facts, needs);
  const ownData = await loadOwnData(tx, county, facts, needs);
  const fences = await loadFences(tx, county, facts, needs);
  const groups = await loadGroups(tx, county, facts, needs);
  const looked = await loadLooked(tx, county, facts, needs);
  const years = await loadYears(tx, county, needs);
  const confirmed = await loadConfirmed(tx, county, needs);
  const whole = withDays.map((f, i) => ({
    ...f,
    deputies: deputies[i] ?? [],
    fence: fences[i] ?? null,
    ownData: ownData[i] ?? null,
    looked: looked[i] ?? null,
    ...(years[i] && { yearDays: years[i] }),
    ...(confirmed[i] && { confirmedMonth: confirmed[i] }),
    ...(kept[i] && { kept: kept[i] }),
    ...(policy[i] && { policy: policy[i] }),
    group: groups[i] ?? null,
    world: worlds[i] ?? null,
    entries: entries[i] ?? [],
  }));
  const around = whole.map((f, i) =>
    aroundOf(f, needs[i] ?? {}, [
      ...(withRequests[i]?.owners ?? []),
      ...(teams[i] ?? []),
      ...holdersIn(f.seatsFound),
      ...membersIn(f.group),
    ]),
  );
  const parts = await loadOrganisation(tx, county, around, dateOf(facts[0]?.now ?? 0));
  return whole.map((f, i) => ({ ...f, ...parts[i] }));
}

interface Cadres {
  /** Of each message, those in the places of the seats that it names. */
  readonly teams: readonly (readonly string[])[];
  /** All of the county, for each message that asks for them. */
  readonly cadres: readonly (readonly string[])[];
}

async function loadCadres(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<Cadres> {
  const teams = needs.map(({ team }, i) => ({
    seats: team?.seats ?? [],
    since: team?.days?.from ?? team?.logs?.from ?? facts[i]?.today ?? dateOf(0),
  }));
  const cadres = needs.map(({ countyDays }) => ({
    seats: countyDays ? [{ body: '', scopeId: '' }] : [],
    since: countyDays?.from ?? dateOf(0),
  }));
  const found = await loadTeams(tx, county, [...teams, ...cadres]);
  return { teams: found.slice(0, needs.length), cadres: found.slice(needs.length) };
}

interface WithRequests {
  readonly facts: Facts;
  /** Others whose own requests are among them. */
  readonly owners: readonly string[];
}

/** With the requests that each message asks for, and their receipts. */
async function addRequests(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<WithRequests[]> {
  const answered = await findAnswered(tx, county, facts, needs);
  const ledgers = await findLedger(tx, county, facts, needs);
  const unreceived = await findUnreceived(tx, county, facts, needs);
  const dues = await findDue(tx, county, facts, needs);
  const asking = facts.map((f, i) => {
    const found = [
      ...new Set([
        ...(answered[i] ?? []),
        ...(ledgers[i] ?? []),
        ...(unreceived[i] ?? []),
        ...f.seatsFound.flatMap((s) => s.waiting),
      ]),
    ];
    return { facts: f, need: needs[i] ?? {}, found, due: dues[i] ?? null };
  });
  const loaded = await loadRequests(
    tx,
    county,
    asking.map((a) => ({ ...a, found: [...a.found, ...dueIds(a.due)] })),
  );
  return asking.map((a) => {
    const requests = requestsFor(a, loaded);
    const due = a.due && dueOf(a.due, loaded);
    const ids = new Set([...requests.map((r) => r.id), ...dueIds(a.due)]);
    const receipts = loaded.receipts.filter((r) => ids.has(r.requestId));
    return { facts: { ...a.facts, requests, due, receipts }, owners: ownersFor(a, loaded) };
  });
}

const dueIds = (due: FoundDue | null): string[] =>
  due ? [...due.requests, ...due.ended.map((e) => e.id), ...due.away] : [];

function dueOf(found: FoundDue, { byId }: LoadedRequests): Due {
  const those = (ids: readonly string[]): Request[] => ids.flatMap((id) => byId.get(id) ?? []);
  return {
    requests: those(found.requests),
    ended: found.ended.flatMap(({ id, cameBackOn }) => those([id]).map((request) => ({ request, cameBackOn }))),
    away: those(found.away),
  };
}

/** With the days and logs that each message asks for. */
async function addWhereabouts(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
  { teams, cadres }: Cadres,
): Promise<Facts[]> {
  const parts = facts.map((f, i) => [
    ...spansOf(f, needs[i] ?? {}, teams[i] ?? []),
    ...countySpans(needs[i] ?? {}, cadres[i] ?? []),
  ]);
  const spans = parts.flat();
  const presence = await loadWhereabouts(
    tx,
    county,
    spans.filter((s) => s.of === 'days'),
  );
  const logs = await loadLogs(
    tx,
    county,
    spans.filter((s) => s.of === 'logs'),
  );
  return facts.map((f, i) => ({ ...f, days: daysFor(presence, parts[i] ?? []), logs: logsFor(logs, parts[i] ?? []) }));
}

function spansOf(f: Facts, need: Need, team: readonly string[]): Span[] {
  const me = f.speaker.person?.id;
  const spans: Span[] = [];
  if (me && need.ownDays) spans.push({ of: 'days', personId: me, ...need.ownDays });
  if (me && need.ownLogs) spans.push({ of: 'logs', personId: me, ...need.ownLogs });
  for (const personId of team) {
    if (need.team?.days) spans.push({ of: 'days', personId, ...need.team.days });
    if (need.team?.logs) spans.push({ of: 'logs', personId, ...need.team.logs });
  }
  return spans;
}

const countySpans = ({ countyDays }: Need, cadres: readonly string[]): Span[] =>
  countyDays ? cadres.map((personId) => ({ of: 'days', personId, ...countyDays })) : [];

const within = (on: IsoDate, span: Span): boolean => span.from <= on && on <= span.to;

function daysFor(presence: ReadonlyMap<string, Presence>, spans: readonly Span[]): Facts['days'] {
  const mine = spans.filter((s) => s.of === 'days');
  return new Map(
    mine.map((span) => {
      const all = presence.get(span.personId);
      return [
        span.personId,
        {
          events: all?.events.filter((e) => within(e.on, span)) ?? [],
          leaves: all?.leaves.filter((l) => l.fromOn <= span.to && l.toOn >= span.from) ?? [],
          logDates: all?.logDates.filter((on) => within(on, span)) ?? [],
        },
      ];
    }),
  );
}

const logsFor = (logs: readonly WorkLogEntry[], spans: readonly Span[]): WorkLogEntry[] =>
  logs.filter((l) => spans.some((s) => s.of === 'logs' && s.personId === l.personId && within(l.on, s)));
