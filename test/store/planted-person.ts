/** A person's data in every column that an erasure has to clear, each with the same mark. */
import { randomUUID } from 'node:crypto';
import { inTransaction } from '../../src/store/database.ts';
import { recordAudit } from '../../src/store/audit.ts';
import { wednesday, type OpenedCounty } from './opened-county.ts';

export interface Planted {
  readonly id: string;
  readonly mark: string;
  /** Of the image that only they refer to. */
  readonly image: string;
}

/** A request of theirs is `r-<id>` with the number `code`; another person, p6, answers it and is told of it. */
export async function plant(county: OpenedCounty, { id, mark, image }: Planted, code: string): Promise<void> {
  const at = new Date(wednesday);
  const insert = async (table: string, row: Record<string, unknown>): Promise<void> => {
    const keys = Object.keys(row);
    const values = keys.map((_, i) => `$${i + 2}`);
    await county.sql(`INSERT INTO ${table} (county, ${keys.join()}) VALUES ($1, ${values.join()})`, [
      'demo',
      ...Object.values(row).map((v) =>
        v !== null && typeof v === 'object' && !(v instanceof Date) ? JSON.stringify(v) : v,
      ),
    ]);
  };
  const picture = { sha256: image, contentType: 'image/jpeg', sizeBytes: 1, mark };
  const account = `acc-${mark}`;
  const direct = `d-${mark}`;
  const message = {
    chatKind: 'direct',
    text: `请假 ${mark}`,
    senderId: mark,
    senderName: mark,
    conversation: direct,
    quote: { messageId: null, text: mark },
    images: [picture],
    files: [{ ...picture, name: mark }],
    offered: [{ ref: mark, contentType: null }],
    unkept: [{ name: mark, why: 'kind' }],
    location: { name: mark },
    action: null,
  };
  const sent = (text: string) => ({
    key: 'k',
    conversation: direct,
    text,
    code: null,
    mentions: [mark],
    replyTo: mark,
    buttons: [{ id: 'b', label: mark, words: mark }],
    images: [picture],
    files: [{ ...picture, name: mark }],
  });
  const body = (text: string) => ({
    kind: 'text',
    text,
    code: null,
    buttons: [{ label: mark }],
    images: [picture],
    files: [picture],
    location: { name: mark },
    quote: { messageId: 'm', author: mark, excerpt: mark },
    mentions: [{ name: mark }],
  });

  await county.sql(
    `UPDATE person SET name = $2, mobile = $2, term_from = '2026-01-01', term_to = '2027-12-31', digest = true WHERE id = $1`,
    [id, mark],
  );
  await insert('account', {
    id: `web-${id}`,
    platform: 'web',
    user_id: `web-${id}`,
    direct_conversation: `d-web-${id}`,
  });
  await insert('account', {
    id: account,
    platform: 'other',
    user_id: `u-${mark}`,
    person_id: null,
    direct_conversation: direct,
    bound_at: at,
  });
  await insert('bind_code', {
    id: `bc-${mark}`,
    person_id: id,
    code_hash: `h-${mark}`,
    issued_by: mark,
    issued_at: at,
    expires_at: at,
    used_at: at,
    used_by: account,
    revoked_at: at,
  });
  await insert('bind_try', { account_id: account, person_id: id, at });
  await insert('consent', { id: `c-${id}`, person_id: id, version: 1, given_at: at });
  await insert('dialogue', {
    account_id: account,
    id: `q-${mark}`,
    question: { about: 'log', text: mark, images: [picture] },
    asked_at: at,
  });
  await insert('shown_list', { account_id: account, items: [{ requestId: mark }], at });
  await insert('web_session', { token_hash: `s-${mark}`, account_id: account, expires_at: at });
  await insert('web_link', { token_hash: `l-${mark}`, account_id: account, expires_at: at, used_at: at });
  await insert('group_member', { group_id: `g-${mark}`, person_id: id });
  await insert('look', { viewer_id: id, subject_id: 'p6', what: 'leave-ledger', at });
  await insert('deputy', {
    id: `d-${id}`,
    principal_id: id,
    deputy_id: 'p6',
    from_on: '2026-12-02',
    to_on: '2026-12-03',
    named_by: id,
    named_at: at,
  });

  await insert('inbox', {
    platform: 'other',
    event_key: `e-${id}`,
    conversation: direct,
    sender_id: `u-${mark}`,
    payload: message,
    received_at: at,
    state: 'dead',
  });
  const [inbox] = await county.sql<{ id: string }>(`SELECT id FROM inbox WHERE event_key = $1`, [`e-${id}`]);
  await insert('outbox', {
    key: `a-${id}`,
    platform: 'other',
    conversation: direct,
    inbox_id: inbox!.id,
    person_id: id,
    payload: sent(mark),
    state: 'waiting',
  });
  await insert('outbox', {
    key: `n-${id}`,
    platform: 'web',
    conversation: 'd-web-p6',
    person_id: 'p6',
    request_id: `r-${id}`,
    payload: { ...sent(`${mark} 请假\n事由：短`), conversation: 'd-web-p6' },
    state: 'sent',
    platform_message_id: `w-${id}`,
  });
  await insert('outbox', {
    key: `u:${id}`,
    platform: 'web',
    conversation: 'd-web-p6',
    person_id: 'p6',
    updates: `w-${id}`,
    payload: { ...sent(`${mark} 请假\n事由：短`), conversation: 'd-web-p6' },
    state: 'sent',
  });
  await insert('recent_send', { platform: 'other', conversation: direct, at });
  await insert('image_fetch', { inbox_id: inbox!.id, platform: 'other' });
  await insert('web_message', {
    id: `w-${id}`,
    key: `b:n-${id}`,
    conversation: 'd-web-p6',
    seq: Number(id.slice(1)),
    change: 1,
    body: body(`${mark} 请假`),
    at,
  });
  await insert('web_message', {
    id: `wd-${id}`,
    key: `b:d-${id}`,
    conversation: `d-web-${id}`,
    seq: 1,
    change: 1,
    author_id: `web-${id}`,
    author_name: mark,
    body: body(mark),
    at,
  });

  await insert('request', {
    id: `r-${id}`,
    code,
    kind: 'leave',
    applicant_id: id,
    from_on: '2026-12-08',
    to_on: '2026-12-10',
    from_half: 'am',
    to_half: 'pm',
    half_days: 6,
    leave_kind: mark,
    reason: mark,
    late: false,
    state: 'approved',
    step: 1,
    version: 2,
    modes: '{any}',
    filings: '[]',
    citations: '[]',
    readings: '[]',
    opened_at: at,
    moved_at: at,
    remarks: JSON.stringify([{ remark: 'note', text: mark }]),
    images: JSON.stringify([picture]),
  });
  await insert('request_seat', {
    request_id: `r-${id}`,
    step: 0,
    body: 'person',
    scope_id: id,
    title: mark,
    place: 0,
    answered_by: 'p6',
    verdict: 'approve',
    note: mark,
    answered_at: at,
    images: JSON.stringify([picture]),
  });
  await insert('attendance', {
    person_id: id,
    on_date: '2026-12-02',
    kind: 'arrived',
    turn: 0,
    at,
    inbox_id: inbox!.id,
    note: mark,
    point: { mark },
    doubts: `{${mark}}`,
    images: JSON.stringify([picture]),
    fence: mark,
  });
  await insert('work_log', {
    id: `l-${id}`,
    person_id: id,
    on_date: '2026-12-02',
    at,
    text: `走访\n${mark}`,
    late: false,
    images: JSON.stringify([picture]),
    inbox_id: inbox!.id,
  });
  await insert('ledger_entry', {
    id: `e-${id}`,
    ledger: 'visit',
    person_id: id,
    team_id: 't1',
    on_date: '2026-12-02',
    at,
    text: `走访\n${mark}`,
    people: 3,
    half_days: 1,
    level: mark,
    place: mark,
    images: JSON.stringify([picture]),
    files: JSON.stringify([{ ...picture, name: mark }]),
    closes: '{}',
    inbox_id: inbox!.id,
  });
  await insert('duty_answer', {
    owed_key: `FD-1.0|${mark}`,
    person_id: id,
    does: mark,
    until: '2026-12-04',
    at,
  });
  await insert('policy_question', {
    ...{ id: `q-${mark}`, person_id: id, asked_at: at, inbox_id: inbox!.id, platform: 'other', conversation: direct },
    ...{
      text: mark,
      before: mark,
      packs: `{${mark}}`,
      refused: mark,
      pack: mark,
      article: mark,
      feedback: mark,
      faq_id: mark,
    },
  });
  await insert('duty_list', { person_id: id, owed_keys: `{${mark}}`, on_date: '2026-12-02' });
  await insert('duty_switch', { provision: `FD-${id}`, is_on: false, changed_by: id, at });
  await insert('month_confirmed', { person_id: id, month: mark, confirmed_by: mark, at });
  await insert('reminder', { key: `FD-1.0|person:${id}|ahead|${id}`, reader: id, on_date: '2026-12-02' });
  const record = (verb: string, subject: string, personId: string | null) => ({
    verb,
    subject,
    payload: { mark, nonce: randomUUID() },
    personId,
    inboxId: null,
  });
  await inTransaction(county.db, (tx) =>
    recordAudit(
      tx,
      'demo',
      [
        record('add-log', `person:${id}`, id),
        record('answer-seat', `request:r-${id}`, 'p6'),
        record('roster-import', 'county', null),
      ],
      wednesday,
    ),
  );
}
