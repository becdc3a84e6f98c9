/**
 * What the web chat needs kept. The web is its own platform: it has no outside server that remembers messages, accounts
 * images and files, so these four ports are that server's memory. `src/store` implements them structurally; `bots/web` never
 * imports the store. Every method may reject when the store is unreachable: the person is then told to wait (503).
 */
import type { KeptFile, KeptImage, OfferedFile, UnkeptFile } from '../../src/chat/message.ts';

/** A message as the adapter hands it to the log. */
export interface LogEntry {
  /** Chosen by the adapter, derived from `key`, ≤64 characters of A–Z a–z 0–9 `_` `-`; unique. */
  readonly id: string;
  /** Idempotency key, ≤200 characters; unique. */
  readonly key: string;
  /** As `WebAccounts.conversations` names it; the adapter never reads into it. */
  readonly conversation: string;
  /** The account that wrote it; null = the bot. */
  readonly authorId: string | null;
  /** Name at the time of writing; null = the bot. */
  readonly authorName: string | null;
  /** JSON of the adapter's own shape (see schema.ts, `LogBody`). Kept and given back as it is; jsonb is fine. */
  readonly body: unknown;
  /** Epoch ms. */
  readonly at: number;
}

/** A message as the log keeps it. */
export interface LogRow extends LogEntry {
  /** Place in its conversation: 1, 2, 3, … without gaps; never changes. */
  readonly seq: number;
  /**
   * Place in the conversation's history of changes: one counter per conversation, raised by each `append` and each
   * `replaceBody`; a row carries the number of its last change. Readers resume from the last `change` they saw, so a
   * number must never become visible after a higher one of the same conversation (take it under a row lock of the
   * conversation that lasts until commit).
   */
  readonly change: number;
}

/** Where a conversation stands now; `last` is its newest message. Both numbers are 0 when it is empty. */
export interface ConversationHead {
  readonly conversation: string;
  readonly lastSeq: number;
  readonly lastChange: number;
  readonly last: LogRow | null;
}

/** Up to where a reader has seen a conversation: the highest `change` received, 0 = nothing. */
export interface Cursor {
  readonly conversation: string;
  readonly change: number;
}

/** The platform's own message log, shared by all processes. */
export interface WebChatLog {
  /** Adds a message, durably, or finds the row that this `key` already has (`first` false). null = no such conversation. */
  append(entry: LogEntry): Promise<{ readonly row: LogRow; readonly first: boolean } | null>;
  /** Replaces a message's body (an answered question loses its buttons). null = no such message. */
  replaceBody(messageId: string, body: unknown): Promise<LogRow | null>;
  /** Rows changed after each cursor, at most `limit` a conversation, ascending by `change` within a conversation. */
  changesSince(cursors: readonly Cursor[], limit: number): Promise<readonly LogRow[]>;
  /** The `limit` rows before `seq` (null = the newest), ascending by `seq`. */
  before(conversation: string, seq: number | null, limit: number): Promise<readonly LogRow[]>;
  heads(conversations: readonly string[]): Promise<readonly ConversationHead[]>;
  find(messageId: string): Promise<LogRow | null>;
  /**
   * Calls the listener after each committed `append` and `replaceBody`, of any process (LISTEN/NOTIFY). A lost call is
   * made good at the next heartbeat, so it is a hint, not a promise. Returns how to stop listening.
   */
  onChange(listener: (conversation: string) => void): () => void;
}

/** A person who can use the web chat. `accountId` stands in paths: ≤64 characters of A–Z a–z 0–9 `_` `-`. */
export interface WebAccount {
  readonly accountId: string;
  readonly name: string;
  /** What to show beside the name, e.g. 驻村第一书记 · 三河村; may be empty. */
  readonly post: string;
}

/** Whose session it is: asked with each request, so it is no more than each request needs. */
export interface SignedInAccount extends Pick<WebAccount, 'accountId' | 'name'> {
  /** Their direct chat with the bot, as `conversations` names it; null = none yet. */
  readonly directConversation: string | null;
}

/** A person of the sample county who can be picked in the demo. */
export interface Persona extends WebAccount {
  /** Township the person works in; null = a county body or a dispatching unit. */
  readonly township: string | null;
  /** Village work team the person belongs to; null = none. */
  readonly team: string | null;
}

export interface WebConversation {
  /** Opaque, ≤100 characters of printable ASCII without blanks. */
  readonly conversation: string;
  readonly kind: 'direct' | 'group';
  readonly title: string;
  /** Who is in it, for show, e.g. 张三、李四等5人; empty for a direct chat. */
  readonly membersText: string;
}

/** What somebody without a session says to come in by a code. */
export interface BindingClaim {
  readonly name: string;
  /** Last digits of the mobile number. */
  readonly tail: string;
  readonly code: string;
  /** Stands for whoever asks, the same for the same address, so that tries are counted; ≤64 characters of 0–9 a–f. */
  readonly visitor: string;
}

export type Bound =
  | { readonly outcome: 'bound'; readonly accountId: string }
  /** Any part of it, or a code that is used or old: which of these is told to nobody. */
  | { readonly outcome: 'wrong' }
  /** Too many failed tries; until then (epoch ms) a right code is refused as well. */
  | { readonly outcome: 'limited'; readonly until: number };

/** Who may come in, and what they may read. */
export interface WebAccounts {
  /** Demo only: an empty list elsewhere. In the order to show them. */
  personas(): Promise<readonly Persona[]>;
  /**
   * Opens a session for an account that may sign in and returns its secret token (kept hashed): 8–200 characters of
   * A–Z a–z 0–9 `_` `-`, as are link tokens. null = it may not.
   */
  openSession(accountId: string): Promise<string | null>;
  /** Whose session this is; null = unknown, closed, run out, or the account was unbound. */
  session(token: string): Promise<SignedInAccount | null>;
  closeSession(token: string): Promise<void>;
  /** Whose one-time personal link this is, without using it up; null = unknown, used or older than 10 minutes. */
  peekLink(linkToken: string): Promise<WebAccount | null>;
  /** Uses the link up; only one caller ever gets the account. */
  consumeLink(linkToken: string): Promise<WebAccount | null>;
  /** Uses a binding code up; the account of its person may sign in then. */
  bind(claim: BindingClaim): Promise<Bound>;
  /** The direct chat with the bot first, then groups. */
  conversations(accountId: string): Promise<readonly WebConversation[]>;
  /** One of the above; null = there is none, or this account may not read it (the caller can't tell which). */
  conversation(accountId: string, conversation: string): Promise<WebConversation | null>;
  /** Names for mentions; unknown ids are left out. */
  people(accountIds: readonly string[]): Promise<readonly WebAccount[]>;
}

/** Images by content hash; both sides check permission before they read. */
export interface ImageShelf {
  /** Removes metadata, keeps the bytes durably, once per hash. null = the bytes are not a whole image of this type. */
  keep(bytes: Uint8Array, contentType: string): Promise<KeptImage | null>;
  /** Whether it would be kept. Keeps nothing. */
  isWhole(bytes: Uint8Array, contentType: string): boolean;
  /** null = not kept here. */
  read(sha256: string): Promise<Uint8Array | null>;
}

/** A document as its sender or platform calls it. */
type CalledFile = Readonly<Pick<OfferedFile, 'name' | 'contentType'>>;

/** Files of the bot and of people by content hash; the adapter checks permission before it reads. */
export interface FileShelf {
  /** Keeps a document durably under a plain name, once per hash, or says why it does not. */
  keepDocument(bytes: Uint8Array, file: CalledFile): Promise<KeptFile | UnkeptFile>;
  /** Why it would not be kept; null where it would. Keeps nothing. */
  unfit(bytes: Uint8Array, file: CalledFile): UnkeptFile | null;
  /** null = not kept here. */
  read(sha256: string): Promise<Uint8Array | null>;
}

/** Pages for those who run the county; `src/pages` makes them. */
export interface OfficePages {
  /** How the chat platforms stand, as a whole page of HTML without scripts; null = this account may not see it. */
  platforms(accountId: string): Promise<string | null>;
}

export interface WebPorts {
  readonly log: WebChatLog;
  readonly accounts: WebAccounts;
  readonly images: ImageShelf;
  readonly files: FileShelf;
  /** Left out where there are none. */
  readonly office?: OfficePages;
}
