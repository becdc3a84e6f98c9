/** A sample county in a database of the test's own, with the statements that the tests put to it. */
import pg from 'pg';
import type { OutboundMessage, StoredMessage } from '../../src/chat/message.ts';
import type { County } from '../../src/domain/county.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { apply, type Send, type WorkResult } from '../../src/store/apply.ts';
import { loadCounty } from '../../src/store/county.ts';
import { inTransaction, openDatabase, type Database } from '../../src/store/database.ts';
import { wednesday } from '../builders/moments.ts';
import { freshDatabase } from '../support/database.ts';
import { sampleCounty } from '../support/sample-county.ts';

export { wednesday };

export interface OpenedCounty {
  readonly db: Database;
  readonly url: string;
  /** Asks the database itself, past the store. */
  sql<R extends object>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Back to the county as it was loaded: nothing was said. What the web chat itself shows, and who is signed in, may stay. */
  clear(how?: { readonly webChatStays?: boolean }): Promise<void>;
  close(): Promise<void>;
}

const said = [
  'image_fetch',
  'inbox',
  'outbox',
  'chat_button',
  'attendance',
  'work_log',
  'dialogue',
  'shown_list',
  'deputy',
  'recent_send',
  'ledger_entry',
  'reminder',
  'duty_answer',
  'duty_list',
  'duty_switch',
  'month_confirmed',
  'platform_state',
  'platform_gap',
  'policy_question',
  'policy_faq',
];
const asked = ['request', 'request_seat', 'filing_receipt'];
const kept = ['audit_entry', 'audit_link', 'audit_head', 'look'];
const webChat = ['web_conversation', 'web_message', 'web_session', 'web_link'];
const bindings = ['bind_code', 'bind_try'];
const emptied = (tables: readonly string[]): string[] => tables.map((table) => `DELETE FROM ${table}`);
const everywhere = emptied([...said, ...asked, ...kept, ...bindings]);
/** Everybody has their web account and has agreed to what is kept. */
const restored = [
  `DELETE FROM account WHERE platform <> 'web'`,
  `UPDATE account SET person_id = substr(id, 5), bound_at = NULL WHERE person_id IS DISTINCT FROM substr(id, 5)`,
  `DELETE FROM consent WHERE NOT starts_with(id, 'c-')`,
  'UPDATE consent SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL',
  'UPDATE account SET gaps_told = 0 WHERE gaps_told <> 0',
];

/** Everybody of the county (p1 … p10) has a web account: `web-p1`, in the direct chat `d-web-p1`. */
export async function openedCounty(county: County = sampleCounty): Promise<OpenedCounty> {
  const { url, drop } = await freshDatabase();
  const db = openDatabase(url, county.id);
  await loadCounty(db, county, { on: '2026-01-01', groupsOn: 'web', accountsOn: 'web' });
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // the database is dropped under it
  await client.connect();
  return {
    db,
    url,
    async sql<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
      return (await client.query<R>(text, [...values])).rows;
    },
    async clear({ webChatStays = false } = {}) {
      const web = webChatStays ? [] : emptied(webChat);
      await client.query([...everywhere, ...web, ...restored, 'UPDATE person SET digest = false'].join(';'));
    },
    async close() {
      await client.end();
      await db.close();
      await drop();
    },
  };
}

/** What the other accounts are told when a code is used on the sign-in page. */
export const boundElsewhere = (officer: string | null): string => `Signed in elsewhere; else ask ${officer}.`;

let events = 0;

/** A text from the web account of `personId`, in the direct chat. */
export function messageFrom(personId: string, more: Partial<StoredMessage> = {}): StoredMessage {
  events += 1;
  return {
    platform: 'web',
    eventKey: `e${events}`,
    messageId: `p${events}`,
    conversation: `d-web-${personId}`,
    chatKind: 'direct',
    senderId: `web-${personId}`,
    senderName: null,
    sentAt: wednesday,
    receivedAt: wednesday,
    kind: 'text',
    otherKind: null,
    text: '打卡',
    mentionsBot: false,
    quote: null,
    forwarded: false,
    edited: false,
    location: null,
    images: [],
    action: null,
    ...more,
  };
}

/** What came of inbox message `inboxId` of that person. */
export const resultOf = (
  inboxId: bigint,
  personId: string,
  effects: readonly Effect[],
  sends: readonly Send[] = [],
): WorkResult => ({ inboxId, accountId: `web-${personId}`, personId, effects, sends, looks: [] });

/** Writes what came of messages, all in one batch. */
export const appliedTo = (db: Database, ...results: readonly WorkResult[]): Promise<void> =>
  inTransaction(db, (tx) => apply(tx, db.county, results, wednesday));

/** A message to the direct chat of `personId`. */
export const sendTo = (
  personId: string,
  key: string,
  { message = {}, ...more }: Partial<Omit<Send, 'message'>> & { message?: Partial<OutboundMessage> } = {},
): Send => ({
  platform: 'web',
  personId,
  requestId: null,
  revision: null,
  buttons: [],
  message: {
    key,
    conversation: `d-web-${personId}`,
    text: key,
    code: null,
    mentions: [],
    replyTo: null,
    buttons: [],
    images: [],
    files: [],
    ...message,
  },
  ...more,
});
