/** The duty rows of a county's packs, read as plain data. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

export interface Row {
  /** `FD-11a.0`: the provision and the row's place there. */
  readonly id: string;
  readonly provision: string;
  readonly pack: string;
  readonly inForceFrom: string;
  readonly by: readonly string[];
  /** Whom it concerns; conditions on readings are checked already. */
  readonly concerns: Concerns;
  readonly what: string;
  readonly to: readonly string[];
  readonly every: string | null;
  readonly atLeast: number;
  readonly unit: string;
  /** MM-DD. */
  readonly due: string | null;
  readonly dayOfMonth: number | null;
  readonly month: number | null;
  readonly event: string | null;
  readonly eventDays: number | null;
  /** How the days of a deadline are counted, as the packs are read here: working days, or all, running on from a rest day or not. */
  readonly daysAre: 'working' | 'running-on' | 'as-they-fall';
  readonly ledger: string;
  /** What a line of the ledger must be to count. */
  readonly line: { readonly days: number; readonly levels: readonly string[] | null };
  /** Owed only if somebody else reported something that says one of these; null where it is owed anyway. */
  readonly reported: readonly string[] | null;
  /** What was reported after the last day is for the next period. */
  readonly carries: boolean;
  /** A period without a working day is not owed. */
  readonly skipsOff: boolean;
  readonly ahead: readonly number[];
  readonly isOff: boolean;
  /** The same in every document that asks for the same thing. */
  readonly sameAs: string | null;
}

/** null where it is the same for all. */
export interface Concerns {
  readonly level: string | null;
  readonly posts: readonly string[] | null;
  /** Those only who lead their team, by post or beside it. */
  readonly leaders: boolean;
}

/** Who a word in `by` means: those with a post, a team with such a member, a body at its places. */
export type Party =
  | { readonly is: 'post'; readonly posts: readonly string[] }
  | { readonly is: 'team'; readonly posts: readonly string[] }
  | { readonly is: 'body'; readonly scope: string };

export interface Pack {
  readonly id: string;
  readonly parties: Readonly<Record<string, Party>>;
  /** Post → the body that keeps its attendance. */
  readonly keepers: Readonly<Record<string, string>>;
}

export interface Book {
  readonly rows: readonly Row[];
  readonly packs: readonly Pack[];
  /** Name in the packs → name in the county. */
  readonly names: Readonly<Record<string, string>>;
  /** Event word → term-start, term-end, member-change, reported. */
  readonly events: Readonly<Record<string, string>>;
}

/* What is read is checked by the loader of the product; here it is taken as it stands. */
interface Written {
  readonly id: string;
  readonly in_force: { readonly from: string };
  readonly extends?: readonly string[];
  readonly packs?: readonly string[];
  readonly posts?: readonly (string | { readonly name: string; readonly also?: readonly string[] })[];
  readonly teams?: readonly (
    string | { readonly name: string; readonly of?: readonly string[]; readonly each?: readonly string[] }
  )[];
  readonly bodies?: Readonly<Record<string, { readonly scope: string }>>;
  readonly readings?: Readonly<Record<string, { readonly taken: string }>>;
  readonly take?: Readonly<Record<string, string>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly duties?: Switches;
  readonly provisions?: readonly WrittenProvision[];
}
/** Readings with the option that has to be taken. */
type Taken = Readonly<Record<string, string>>;
type Switches = Readonly<Record<string, boolean | { readonly on?: boolean; readonly ahead?: readonly number[] }>>;
interface WrittenProvision {
  readonly id: string;
  readonly in_force?: { readonly from: string };
  readonly decides?: readonly { readonly question: string; readonly rows: readonly WrittenKeeper[] }[];
  readonly duties?: readonly WrittenDuty[];
}
interface WrittenKeeper {
  readonly when?: Readonly<Record<string, unknown>>;
  readonly body?: string;
}
interface WrittenDuty {
  readonly by: readonly string[];
  readonly when?: Readonly<Record<string, unknown>>;
  readonly what: string;
  readonly to?: readonly string[];
  readonly every?: string;
  readonly at_least?: number;
  readonly unit?: string;
  readonly due?: string;
  readonly day?: number;
  readonly in_month?: number;
  readonly after?: {
    readonly event: string;
    readonly days?: number;
    readonly working_if?: Taken;
    readonly stays_if?: Taken;
  };
  readonly entry?: { readonly days?: number; readonly levels?: readonly string[] };
  readonly only_if?: { readonly reported: readonly string[]; readonly carries_if?: Taken };
  readonly skips_off_if?: Taken;
  readonly off?: boolean;
  readonly closed_by?: string;
  readonly ahead?: readonly number[];
  readonly same_as?: string;
}
interface WrittenVocabulary {
  readonly ledgers?: Readonly<Record<string, string>>;
  readonly events?: Readonly<Record<string, string>>;
  readonly reminders?: Readonly<Record<string, readonly number[]>>;
  readonly readings: Readonly<Record<string, { readonly taken: string }>>;
}

const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));

function topicsOf(folder: string): WrittenProvision[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !['pack.yaml', 'asked.yaml'].includes(name))
    .sort();
  return files.flatMap((name) => (read(path.join(folder, name)) as { provisions: WrittenProvision[] }).provisions);
}

/** @param overlay the county's own file, or null */
export function readBook(rulesDir: string, packIds: readonly string[], overlay: string | null): Book {
  const vocabulary = read(path.join(rulesDir, 'vocabulary.yaml')) as WrittenVocabulary;
  const own = overlay === null ? null : (read(overlay) as Written);
  const files: { pack: Written; provisions: readonly WrittenProvision[] }[] = [];
  if (own) files.push({ pack: own, provisions: own.provisions ?? [] });
  const visit = (id: string): void => {
    if (files.some(({ pack }) => pack.id === id)) return;
    const folder = path.join(rulesDir, id);
    const pack = read(path.join(folder, 'pack.yaml')) as Written;
    files.push({ pack, provisions: topicsOf(folder) });
    for (const above of pack.extends ?? []) visit(above);
  };
  for (const id of own?.packs ?? packIds) visit(id);
  // What a nearer file takes wins over what a farther one has.
  const readings: Record<string, string> = {};
  const everyReading = [...files].reverse().flatMap(({ pack }) => Object.entries(pack.readings ?? {}));
  for (const [name, { taken }] of [...Object.entries(vocabulary.readings), ...everyReading]) readings[name] = taken;
  for (const { pack } of [...files].reverse()) Object.assign(readings, pack.take ?? {});
  return {
    rows: files.flatMap((file) =>
      file.provisions.flatMap((p) => rowsOf(p, file.pack, readings, vocabulary, own?.duties ?? {})),
    ),
    packs: packsOf(files),
    names: own?.names ?? {},
    events: eventsOf(vocabulary),
  };
}

/** Each after those above it, as they are listed. */
function packsOf(files: readonly { pack: Written; provisions: readonly WrittenProvision[] }[]): Pack[] {
  const packs: Pack[] = [];
  for (const { pack, provisions } of [...files].reverse()) packs.unshift(packOf(pack, provisions, packs));
  return packs;
}

function rowsOf(
  provision: WrittenProvision,
  pack: Written,
  readings: Readonly<Record<string, string>>,
  vocabulary: WrittenVocabulary,
  switches: Switches,
): Row[] {
  return (provision.duties ?? []).flatMap((duty, place) => {
    const { dispatch_level: level, role, leads_team: leads, ...others } = duty.when ?? {};
    // Every other condition names a reading and the option for which the row is written.
    if (Object.entries(others).some(([reading, option]) => readings[reading] !== option)) return [];
    const said = switches[provision.id];
    const local = typeof said === 'boolean' ? { on: said } : said;
    const every = duty.every ?? (duty.due === undefined ? null : 'year');
    const inForce = provision.in_force?.from ?? pack.in_force.from;
    const isTaken = (taken: Taken | undefined): boolean =>
      taken !== undefined && Object.entries(taken).every(([reading, option]) => readings[reading] === option);
    const { after, entry, only_if: onlyIf } = duty;
    return {
      id: `${provision.id}.${place}`,
      provision: provision.id,
      pack: pack.id,
      inForceFrom: inForce > pack.in_force.from ? inForce : pack.in_force.from,
      by: duty.by,
      concerns: {
        level: typeof level === 'string' ? level : null,
        posts: role === undefined ? null : [role].flat().filter((post) => typeof post === 'string'),
        leaders: leads === true,
      },
      what: duty.what,
      to: duty.to ?? [],
      every,
      atLeast: duty.at_least ?? 1,
      unit: duty.unit ?? '次',
      due: duty.due ?? null,
      dayOfMonth: duty.day ?? null,
      month: duty.in_month ?? null,
      event: after?.event ?? null,
      eventDays: after?.days ?? null,
      daysAre: isTaken(after?.working_if) ? 'working' : isTaken(after?.stays_if) ? 'as-they-fall' : 'running-on',
      line: { days: entry?.days ?? 0, levels: entry?.levels ?? null },
      reported: onlyIf?.reported ?? null,
      carries: isTaken(onlyIf?.carries_if),
      skipsOff: isTaken(duty.skips_off_if),
      ledger: ledgerOf(duty, vocabulary),
      ahead: local?.ahead ?? duty.ahead ?? usuallyAhead(duty, vocabulary),
      isOff: !(local?.on ?? !(duty.off ?? false)),
      sameAs: duty.same_as ?? null,
    };
  });
}

function ledgerOf(duty: WrittenDuty, { ledgers = {} }: WrittenVocabulary): string {
  const found = Object.entries(ledgers).find(([, name]) => name === duty.closed_by);
  return found?.[0] ?? 'other';
}

/** What has a day of the year is reminded of by that day; what has a day of each month as what comes each month. */
function usuallyAhead({ every, due }: WrittenDuty, { reminders = {} }: WrittenVocabulary): readonly number[] {
  if (every === 'day') return [];
  return reminders[due === undefined ? (every ?? 'once') : 'due-day'] ?? [];
}

const eventsOf = ({ events = {} }: WrittenVocabulary): Readonly<Record<string, string>> => events;

function packOf(pack: Written, provisions: readonly WrittenProvision[], above: readonly Pack[]): Pack {
  const keepers: Record<string, string> = {};
  const tables = provisions.flatMap((p) => p.decides ?? []).filter((d) => d.question === 'attendance-keeper');
  for (const { when = {}, body } of tables.flatMap((t) => t.rows))
    for (const post of [when['role']].flat())
      if (typeof post === 'string' && body !== undefined) keepers[post] ??= body;
  return { id: pack.id, keepers, parties: partiesOf(pack, above) };
}

/** A group before a post, a post before a body: 驻村工作队 owes as a team where the pack knows it as one. */
function partiesOf(pack: Written, above: readonly Pack[]): Record<string, Party> {
  const parties: Record<string, Party> = {};
  const posts = (pack.posts ?? []).map((post) => (typeof post === 'string' ? { name: post } : post));
  const namesOf = (asked: readonly string[]): string[] =>
    asked.flatMap((one) => posts.filter((p) => namesIn(p).includes(one)).flatMap(namesIn));
  for (const [name, { scope }] of Object.entries(pack.bodies ?? {})) parties[name] = { is: 'body', scope };
  for (const post of posts) for (const name of namesIn(post)) parties[name] = { is: 'post', posts: namesIn(post) };
  for (const team of pack.teams ?? []) {
    const { name, of, each }: { name: string; of?: readonly string[]; each?: readonly string[] } =
      typeof team === 'string' ? { name: team } : team;
    parties[name] = each ? { is: 'post', posts: namesOf(each) } : { is: 'team', posts: namesOf(of ?? []) };
  }
  // Words of the documents above are known here too.
  return { ...Object.assign({}, ...[...above].reverse().map((p) => p.parties)), ...parties } as Record<string, Party>;
}

const namesIn = ({ name, also = [] }: { readonly name: string; readonly also?: readonly string[] }): string[] => [
  name,
  ...also,
];
