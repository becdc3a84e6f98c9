/** Questions about the rules: what came of each, and what is needed to answer the next. */
import type { Facts, Need } from '../domain/facts.ts';
import type { FaqEntry, PolicyAsked, PolicyFacts } from '../domain/policy-asking.ts';
import type { Statements } from './database.ts';
import { timestamp, type EffectOf, type From } from './work-result.ts';

export async function noteQuestions(
  tx: Statements,
  county: string,
  noted: readonly From<'note-question'>[],
): Promise<void> {
  if (noted.length === 0) return;
  const rows = noted.map(({ effect: { question: q }, result }) => ({
    ...{ id: q.id, person_id: q.personId, asked_at: timestamp(q.at), text: q.text, before: q.before, packs: q.packs },
    ...{ refused: q.refused, pack: q.pack, article: q.article, faq_id: q.faqId, inbox_id: String(result.inboxId) },
  }));
  await tx.$executeRaw`
    INSERT INTO policy_question (county, id, person_id, asked_at, inbox_id, platform, conversation, text, before, packs, refused, pack, article, faq_id)
    SELECT ${county}, q.id, q.person_id, q.asked_at, q.inbox_id, i.platform, i.conversation, q.text, q.before, q.packs, q.refused, q.pack, q.article, q.faq_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS q(id text, person_id text, asked_at timestamptz, inbox_id bigint, text text, before text,
      packs text[], refused text, pack text, article text, faq_id text)
    JOIN inbox i ON i.county = ${county} AND i.id = q.inbox_id
    ON CONFLICT (county, id) DO NOTHING`;
}

/** One's own question alone, and the first time only. */
export async function rateAnswers(
  tx: Statements,
  county: string,
  rated: readonly EffectOf<'rate-answer'>[],
): Promise<void> {
  if (rated.length === 0) return;
  const rows = rated.map((r) => ({ id: r.questionId, person_id: r.personId, feedback: r.feedback }));
  await tx.$executeRaw`
    UPDATE policy_question q SET feedback = r.feedback
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, person_id text, feedback text)
    WHERE q.county = ${county} AND q.id = r.id AND q.person_id = r.person_id AND q.feedback IS NULL`;
}

interface AskedRow extends Omit<PolicyAsked, 'at'> {
  /** Of the message that asks for it now. */
  message: bigint;
  is_quoted: boolean;
  at: Date;
}

/** Of each message that asks for it. */
export async function loadPolicy(
  tx: Statements,
  county: string,
  facts: readonly Facts[],
  needs: readonly Need[],
): Promise<(PolicyFacts | null)[]> {
  const asking = facts.flatMap((f, i) =>
    needs[i]?.policy && f.speaker.person ? [askingOf(f, f.speaker.person.id)] : [],
  );
  if (asking.length === 0) return facts.map(() => null);
  const faq = await faqEntries(tx, county);
  const rows = await askedBefore(tx, county, asking);
  return facts.map((f, i) => {
    if (!needs[i]?.policy) return null;
    const mine = rows.filter((r) => r.message === f.messageId);
    return { faq, last: askedIn(mine, false), quoted: askedIn(mine, true) };
  });
}

const askingOf = ({ messageId, quotedInboxId, pressed }: Facts, personId: string): object => ({
  message: String(messageId),
  person_id: personId,
  quoted: quotedInboxId === null || quotedInboxId === undefined ? null : String(quotedInboxId),
  pressed: pressed?.action.does === 'rate-answer' ? pressed.action.questionId : null,
});

function askedIn(rows: readonly AskedRow[], isQuoted: boolean): PolicyAsked | null {
  const row = rows.find((r) => r.is_quoted === isQuoted);
  if (!row) return null;
  const { id, at, text, before, refused, feedback, since } = row;
  return { id, at: at.getTime(), text, before, refused, feedback, since };
}

/** The last one in the same chat, and the one that is quoted or whose button was pressed: of the person alone. */
const askedBefore = (tx: Statements, county: string, asking: readonly object[]): Promise<AskedRow[]> =>
  tx.$queryRaw<AskedRow[]>`
    WITH a AS (
      SELECT a.*, i.platform, i.conversation, i.sender_id
      FROM jsonb_to_recordset(${JSON.stringify(asking)}::jsonb) AS a(message bigint, person_id text, quoted bigint, pressed text)
      JOIN inbox i ON i.county = ${county} AND i.id = a.message
    ), q AS (
      SELECT a.message, false AS is_quoted, l.* FROM a CROSS JOIN LATERAL (
        SELECT * FROM policy_question q WHERE q.county = ${county} AND q.person_id = a.person_id AND q.platform = a.platform
          AND q.conversation = a.conversation AND q.inbox_id <> a.message ORDER BY q.asked_at DESC, q.inbox_id DESC LIMIT 1) l
      UNION ALL
      SELECT a.message, true, p.* FROM a JOIN policy_question p ON p.county = ${county} AND p.person_id = a.person_id
        AND (p.id = a.pressed OR p.id = 'q' || a.quoted)
    )
    SELECT q.message, q.is_quoted, q.id, q.asked_at AS at, q.text, q.before, q.refused, q.feedback, (
      SELECT count(*)::int FROM (
        SELECT 1 FROM inbox i JOIN a ON a.message = q.message WHERE i.county = ${county} AND i.platform = a.platform AND i.sender_id = a.sender_id
          AND i.conversation = a.conversation AND i.id > q.inbox_id AND i.id < a.message LIMIT 5) s) AS since
    FROM q`;

/** Those that stand; the latest first. */
export const faqEntries = (tx: Statements, county: string): Promise<FaqEntry[]> =>
  tx.$queryRaw<FaqEntry[]>`
    SELECT id, question, answer, pack, article FROM policy_faq WHERE county = ${county} AND withdrawn_at IS NULL
    ORDER BY made_at DESC, id LIMIT ${mostEntries}`;

const mostEntries = 500;
