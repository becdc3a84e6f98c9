/**
 * What was said to others and names the person: lists, digests, notices in a group, and what others wrote. Their lines go,
 * those of others stay. A name that others go by too, or that is part of one, is left to the numbers of the requests.
 */
import type { Statements } from './database.ts';
import { withoutLines, type ErasedWords } from './erased-lines.ts';

export interface Mentioned {
  readonly id: string;
  readonly name: string;
  readonly mobile: string | null;
  /** Erased before: the name is nobody's. */
  readonly was_erased: boolean;
}

/** Shorter texts are said by many; longer ones are told by themselves. */
const tellingLength = 6;
/** Lists and quotes show at least so much of a text. */
const shownLength = 20;

interface TextRow {
  id: string;
  text: string | null;
  quoted: string | null;
}

export interface Mentions {
  /** Others go by the same name. */
  readonly nameIsShared: boolean;
  /** Ids of the web chat's messages that changed. */
  readonly changed: readonly string[];
}

/** Before anything of the person is replaced; erase.ts has collected what is theirs. */
export async function eraseMentions(
  tx: Statements,
  county: string,
  person: Mentioned,
  mark: ErasedWords['text'],
): Promise<Mentions> {
  const nameIsShared = !person.was_erased && (await isShared(tx, county, person));
  const words = await wordsOf(tx, county, person, nameIsShared, mark);
  if (words.length === 0) return { nameIsShared, changed: [] };
  const patterns = words.map((word) => `%${likeWord(word)}%`);
  const inText = (rows: readonly TextRow[]): string => changedRows(rows, words, mark);
  await inOutbox(tx, county, inText, patterns);
  await inInbox(tx, county, inText, patterns);
  const changed = await inWebMessages(tx, county, inText, patterns);
  await tx.$executeRaw`
    UPDATE audit_entry SET payload = NULL, salt = '' WHERE county = ${county} AND payload LIKE ANY(${patterns}::text[])`;
  await tx.$executeRaw`DELETE FROM dialogue WHERE county = ${county} AND question::text LIKE ANY(${patterns}::text[])`;
  return { nameIsShared, changed };
}

const likeWord = (word: string): string => word.replace(/[\\%_]/g, '\\$&');

async function isShared(tx: Statements, county: string, { id, name }: Mentioned): Promise<boolean> {
  const [other] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE county = ${county} AND id <> ${id} AND strpos(name, ${name}) > 0 LIMIT 1`;
  return other !== undefined;
}

/** What tells that a line is about them: name, mobile, the numbers of their requests, and what they wrote at length. */
async function wordsOf(
  tx: Statements,
  county: string,
  person: Mentioned,
  nameIsShared: boolean,
  mark: string,
): Promise<string[]> {
  const codes = await tx.$queryRaw<{ code: string }[]>`
    SELECT code FROM request r WHERE county = ${county} AND applicant_id = ${person.id}
      AND NOT EXISTS (SELECT 1 FROM request o WHERE o.county = r.county AND o.code = r.code AND o.applicant_id <> r.applicant_id)`;
  const texts = await tx.$queryRaw<{ text: string }[]>`
    SELECT reason AS text FROM request WHERE county = ${county} AND applicant_id = ${person.id}
    UNION SELECT note FROM attendance WHERE county = ${county} AND person_id = ${person.id} AND note IS NOT NULL
    UNION SELECT note FROM request_seat WHERE county = ${county} AND note IS NOT NULL AND request_id IN (SELECT id FROM erased_request)
    UNION SELECT text FROM work_log WHERE county = ${county} AND person_id = ${person.id}
    UNION SELECT text FROM ledger_entry WHERE county = ${county} AND person_id = ${person.id}`;
  const written = texts.flatMap(({ text }) => text.split('\n')).map((line) => line.trim().slice(0, shownLength));
  return [
    ...(nameIsShared || person.was_erased ? [] : [person.name]),
    ...(person.mobile === null ? [] : [person.mobile]),
    ...codes.map(({ code }) => `#${code}`),
    ...written.filter((line) => [...line].length >= tellingLength && !line.includes(mark)),
  ];
}

type InText = (rows: readonly TextRow[]) => string;

/** The rows whose text changes, as SQL reads them. */
const changedRows = (rows: readonly TextRow[], words: readonly string[], mark: string): string =>
  JSON.stringify(
    rows.map(({ id, text, quoted }) => ({
      id,
      text: text === null ? null : withoutLines(text, words, mark),
      quoted: quoted === null ? null : withoutLines(quoted, words, mark),
    })),
  );

async function inOutbox(tx: Statements, county: string, inText: InText, patterns: string[]): Promise<void> {
  const rows = await tx.$queryRaw<TextRow[]>`
    SELECT id::text, payload ->> 'text' AS text, NULL AS quoted FROM outbox
    WHERE county = ${county} AND payload ->> 'text' LIKE ANY(${patterns}::text[])`;
  await tx.$executeRaw`
    UPDATE outbox o SET payload = jsonb_set(o.payload, '{text}', to_jsonb(c.text))
    FROM jsonb_to_recordset(${inText(rows)}::jsonb) AS c(id bigint, text text) WHERE o.county = ${county} AND o.id = c.id`;
}

async function inInbox(tx: Statements, county: string, inText: InText, patterns: string[]): Promise<void> {
  const rows = await tx.$queryRaw<TextRow[]>`
    SELECT id::text, payload ->> 'text' AS text, payload #>> '{quote,text}' AS quoted FROM inbox
    WHERE county = ${county} AND (payload ->> 'text' LIKE ANY(${patterns}::text[]) OR payload #>> '{quote,text}' LIKE ANY(${patterns}::text[]))`;
  await tx.$executeRaw`
    UPDATE inbox i SET payload = CASE WHEN c.quoted IS NULL THEN jsonb_set(i.payload, '{text}', to_jsonb(c.text))
      ELSE jsonb_set(jsonb_set(i.payload, '{text}', to_jsonb(c.text)), '{quote,text}', to_jsonb(c.quoted)) END
    FROM jsonb_to_recordset(${inText(rows)}::jsonb) AS c(id bigint, text text, quoted text) WHERE i.county = ${county} AND i.id = c.id`;
}

async function inWebMessages(tx: Statements, county: string, inText: InText, patterns: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<TextRow[]>`
    SELECT id, body ->> 'text' AS text, body #>> '{quote,excerpt}' AS quoted FROM web_message
    WHERE county = ${county} AND (body ->> 'text' LIKE ANY(${patterns}::text[]) OR body #>> '{quote,excerpt}' LIKE ANY(${patterns}::text[])
      OR body #>> '{quote,author}' LIKE ANY(${patterns}::text[]))`;
  const changed = await tx.$queryRaw<{ id: string }[]>`
    UPDATE web_message m SET body = CASE WHEN c.quoted IS NULL THEN jsonb_set(m.body, '{text}', to_jsonb(c.text))
      ELSE jsonb_set(jsonb_set(m.body, '{text}', to_jsonb(c.text)), '{quote}',
        m.body -> 'quote' || jsonb_build_object('excerpt', c.quoted, 'author', NULL)) END
    FROM jsonb_to_recordset(${inText(rows)}::jsonb) AS c(id text, text text, quoted text) WHERE m.county = ${county} AND m.id = c.id
    RETURNING m.id`;
  return changed.map(({ id }) => id);
}
