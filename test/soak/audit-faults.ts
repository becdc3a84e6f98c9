/** The audit log, checked by the words of its design: a hash chain over entries with salted digests, one entry a change. */
import { createHash } from 'node:crypto';
import type { Ask } from './checker.ts';

interface Entry {
  id: string;
  at: Date;
  inbox_id: string | null;
  person_id: string | null;
  verb: string;
  subject: string;
  salt: string;
  payload: string | null;
  digest: string;
}

interface Link {
  seq: number;
  entry_ids: string[];
  previous: string;
  hash: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a link covers of an entry. */
const lineOf = (e: Entry | undefined): string =>
  e === undefined
    ? 'missing'
    : JSON.stringify([e.id, e.at.toISOString(), String(e.inbox_id), e.person_id, e.verb, e.subject, e.digest]);

export async function auditFaults(ask: Ask): Promise<string[]> {
  return [...(await chainFaults(ask)), ...(await changeFaults(ask))];
}

async function chainFaults(ask: Ask): Promise<string[]> {
  const entries = await ask<Entry>(
    'SELECT id::text, at, inbox_id::text, person_id, verb, subject, salt, payload, digest FROM audit_entry',
  );
  const links = await ask<Link>('SELECT seq, entry_ids::text[], previous, hash FROM audit_link ORDER BY seq');
  const byId = new Map(entries.map((e) => [e.id, e]));
  const faults: string[] = [];
  let previous = '';
  links.forEach((link, i) => {
    const mine = link.entry_ids.map((id) => lineOf(byId.get(id)));
    const hash = sha256([previous, link.seq, ...mine].join('\n'));
    if (link.seq !== i + 1 || link.previous !== previous || link.hash !== hash)
      faults.push(`audit link ${link.seq} does not hold`);
    previous = link.hash;
  });
  const linked = links.flatMap((l) => l.entry_ids);
  if (new Set(linked).size !== linked.length) faults.push('an audit entry is linked twice');
  if (linked.length !== entries.length) faults.push(`${entries.length} audit entries, ${linked.length} of them linked`);
  for (const { id, salt, payload, digest } of entries)
    if (payload !== null && sha256(`${salt}\n${payload}`) !== digest) faults.push(`audit entry ${id} was changed`);
  return faults;
}

/** As many entries as changes, message by message. */
async function changeFaults(ask: Ask): Promise<string[]> {
  const rows = await ask<{ what: string }>(`
    WITH changes AS (
      SELECT inbox_id, 'add-attendance' AS verb FROM attendance
      UNION ALL SELECT inbox_id, 'add-log' FROM work_log
      UNION ALL SELECT substr(id, 2)::bigint, 'open-request' FROM request
    ), counted AS (
      SELECT inbox_id, verb, 1 AS changed, 0 AS recorded FROM changes
      UNION ALL SELECT inbox_id, verb, 0, 1 FROM audit_entry WHERE verb IN ('add-attendance', 'add-log', 'open-request'))
    SELECT verb || ' by message ' || inbox_id AS what FROM counted GROUP BY inbox_id, verb HAVING sum(changed) <> sum(recorded)`);
  return rows.map(({ what }) => `not in the audit log as it is: ${what}`);
}
