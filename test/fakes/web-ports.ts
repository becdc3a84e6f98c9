/** The web chat's ports in memory: one store that several adapters (processes) may share, and that can be made to fail. */
import { createHash, randomUUID } from 'node:crypto';
import type { KeptFile } from '../../src/chat/message.ts';
import { beginsAs, takenAs } from '../../src/domain/document-file.ts';
import { withoutMetadata } from '../../src/store/image-metadata.ts';
import type {
  BindingClaim,
  LogRow,
  Persona,
  WebAccount,
  WebAccounts,
  WebChatLog,
  WebConversation,
  WebPorts,
} from '../../bots/web/ports.ts';

interface Group extends WebConversation {
  readonly members: readonly string[];
}

/** What a test sees and turns. */
export class WebStoreFake {
  readonly people: Persona[] = [];
  readonly groups: Group[] = [];
  readonly rows: LogRow[] = [];
  readonly images = new Map<string, Uint8Array>();
  readonly files = new Map<string, Uint8Array>();
  readonly sessions = new Map<string, string>();
  readonly links = new Map<string, string>();
  /** Binding codes: what the form must say, and whose account it opens. */
  readonly codes = new Map<string, string>();
  /** What was claimed with a code, right or wrong. */
  readonly claims: BindingClaim[] = [];
  /** Too many tries until then. */
  limitedUntil: number | null = null;
  readonly changes = new Map<string, number>();
  readonly listeners = new Set<(conversation: string) => void>();
  /** The store is unreachable: every port rejects. */
  down = false;
  /** Changes are not told, as when LISTEN lost its connection. */
  deaf = false;
  /** Run before each append, to hold it back or make it fail. */
  beforeAppend: (() => Promise<void>) | null = null;

  readonly ports: WebPorts = {
    log: memoryLog(this),
    accounts: memoryAccounts(this),
    images: memoryShelf(this),
    files: {
      keepDocument: async (bytes, file) => {
        this.check();
        const taken = documentOf(bytes, file);
        return 'why' in taken ? taken : this.file(taken.name, bytes, taken.contentType);
      },
      unfit: (bytes, file) => {
        const taken = documentOf(bytes, file);
        return 'why' in taken ? taken : null;
      },
      read: async (sha256) => this.#kept(this.files, sha256),
    },
  };

  person(accountId: string, name: string, more: Partial<Persona> = {}): Persona {
    const persona = { accountId, name, post: '工作队员', township: '示例镇', team: '示例村工作队', ...more };
    this.people.push(persona);
    return persona;
  }

  group(conversation: string, title: string, members: readonly string[]): void {
    this.groups.push({ conversation, title, kind: 'group', membersText: `${String(members.length)}人`, members });
  }

  link(accountId: string): string {
    const token = randomUUID();
    this.links.set(token, accountId);
    return token;
  }

  /** A person's session without the way through the picker. */
  session(accountId: string): string {
    const token = randomUUID();
    this.sessions.set(token, accountId);
    return token;
  }

  /** A file that the product made. */
  file(name: string, bytes: Uint8Array, contentType = 'application/octet-stream'): KeptFile {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.files.set(sha256, bytes);
    return { sha256, name, contentType, sizeBytes: bytes.length };
  }

  #kept(shelf: ReadonlyMap<string, Uint8Array>, sha256: string): Uint8Array | null {
    this.check();
    return shelf.get(sha256) ?? null;
  }

  /** Fails as PostgreSQL does: when it is away, and on text it can't keep. */
  check(given: unknown = null): void {
    if (this.down) throw new Error('store is down');
    if (JSON.stringify(given).includes('\\u0000')) throw new Error('invalid byte sequence for encoding "UTF8": 0x00');
  }

  nextChange(conversation: string): number {
    const change = (this.changes.get(conversation) ?? 0) + 1;
    this.changes.set(conversation, change);
    return change;
  }

  tell(conversation: string): void {
    if (!this.deaf) for (const listener of this.listeners) queueMicrotask(() => listener(conversation));
  }

  conversationsOf(accountId: string): WebConversation[] {
    if (!this.people.some((one) => one.accountId === accountId)) return [];
    const direct = { conversation: directOf(accountId), kind: 'direct' as const, title: '驻村助手', membersText: '' };
    return [direct, ...this.groups.filter(({ members }) => members.includes(accountId)).map(withoutMembers)];
  }
}

const withoutMembers = ({ conversation, kind, title, membersText }: Group): WebConversation => ({
  conversation,
  kind,
  title,
  membersText,
});

export const directOf = (accountId: string): string => `direct:${accountId}`;

function memoryLog(store: WebStoreFake): WebChatLog {
  const of = (conversation: string): LogRow[] => store.rows.filter((row) => row.conversation === conversation);
  return {
    async append(entry) {
      store.check(entry);
      await store.beforeAppend?.();
      const before = store.rows.find((row) => row.key === entry.key);
      if (before !== undefined) return { row: before, first: false };
      const known = store.people.some((one) => directOf(one.accountId) === entry.conversation);
      if (!known && !store.groups.some((one) => one.conversation === entry.conversation)) return null;
      const body: unknown = structuredClone(entry.body);
      const seq = of(entry.conversation).length + 1;
      const row = { ...entry, body, seq, change: store.nextChange(entry.conversation) };
      store.rows.push(row);
      store.tell(entry.conversation);
      return { row, first: true };
    },
    async replaceBody(messageId, body) {
      store.check([messageId, body]);
      const at = store.rows.findIndex((row) => row.id === messageId);
      const row = store.rows[at];
      if (row === undefined) return null;
      const replaced = { ...row, body: structuredClone(body), change: store.nextChange(row.conversation) };
      store.rows[at] = replaced;
      store.tell(row.conversation);
      return replaced;
    },
    async changesSince(cursors, limit) {
      store.check(cursors);
      return cursors.flatMap(({ conversation, change }) =>
        of(conversation)
          .filter((row) => row.change > change)
          .sort((a, b) => a.change - b.change)
          .slice(0, limit),
      );
    },
    async before(conversation, seq, limit) {
      store.check(conversation);
      return of(conversation)
        .filter((row) => seq === null || row.seq < seq)
        .slice(-limit);
    },
    async heads(conversations) {
      store.check();
      return conversations.map((conversation) => {
        const last = of(conversation).at(-1) ?? null;
        return { conversation, lastSeq: last?.seq ?? 0, lastChange: store.changes.get(conversation) ?? 0, last };
      });
    },
    async find(messageId) {
      store.check(messageId);
      return store.rows.find((row) => row.id === messageId) ?? null;
    },
    onChange(listener) {
      store.listeners.add(listener);
      return () => store.listeners.delete(listener);
    },
  };
}

function memoryAccounts(store: WebStoreFake): WebAccounts {
  const account = (accountId: string | undefined): WebAccount | null => {
    const found = store.people.find((one) => one.accountId === accountId);
    return found === undefined ? null : { accountId: found.accountId, name: found.name, post: found.post };
  };
  return {
    async personas() {
      store.check();
      return store.people;
    },
    async openSession(accountId) {
      store.check(accountId);
      return account(accountId) === null ? null : store.session(accountId);
    },
    async session(token) {
      store.check(token);
      const signedIn = account(store.sessions.get(token));
      if (signedIn === null) return null;
      const { accountId, name } = signedIn;
      return { accountId, name, directConversation: directOf(accountId) };
    },
    async closeSession(token) {
      store.check();
      store.sessions.delete(token);
    },
    async peekLink(linkToken) {
      store.check(linkToken);
      return account(store.links.get(linkToken));
    },
    async consumeLink(linkToken) {
      store.check(linkToken);
      const accountId = store.links.get(linkToken);
      store.links.delete(linkToken);
      return account(accountId);
    },
    async bind(claim) {
      store.check(claim);
      store.claims.push(claim);
      if (store.limitedUntil !== null) return { outcome: 'limited', until: store.limitedUntil };
      const key = [claim.name, claim.tail, claim.code.toUpperCase()].join(' ');
      const accountId = store.codes.get(key);
      store.codes.delete(key);
      return accountId === undefined ? { outcome: 'wrong' } : { outcome: 'bound', accountId };
    },
    async conversations(accountId) {
      store.check();
      return store.conversationsOf(accountId);
    },
    async conversation(accountId, conversation) {
      store.check([accountId, conversation]);
      return store.conversationsOf(accountId).find((one) => one.conversation === conversation) ?? null;
    },
    async people(accountIds) {
      store.check();
      return accountIds.map(account).filter((one) => one !== null);
    },
  };
}

function documentOf(bytes: Uint8Array, file: Parameters<typeof takenAs>[0]): ReturnType<typeof takenAs> {
  const taken = takenAs(file, bytes.length);
  return 'why' in taken || beginsAs(taken.name, bytes) ? taken : { name: taken.name, why: 'broken' };
}

function memoryShelf(store: WebStoreFake): WebPorts['images'] {
  return {
    async keep(bytes, contentType) {
      store.check();
      const clean = withoutMetadata(bytes, contentType);
      if (clean === null) return null;
      const sha256 = createHash('sha256').update(clean).digest('hex');
      store.images.set(sha256, clean);
      return { sha256, contentType, sizeBytes: clean.length };
    },
    isWhole: (bytes, contentType) => withoutMetadata(bytes, contentType) !== null,
    async read(sha256) {
      store.check();
      return store.images.get(sha256) ?? null;
    },
  };
}

/** A village team of three, their township's secretary, and a team group. */
export function sampleTeam(): WebStoreFake {
  const store = new WebStoreFake();
  store.person('li-lei', '李雷', { post: '驻村第一书记' });
  store.person('han-mei', '韩梅', { post: '工作队员' });
  store.person('zhao-gang', '赵刚', { post: '工作队员' });
  store.person('wang-shuji', '王书记', { post: '示例镇党委书记', team: null });
  store.person('zuzhibu', '陈科长', { post: '县委组织部', township: null, team: null });
  store.group('team:1', '示例村工作队', ['li-lei', 'han-mei', 'zhao-gang']);
  return store;
}
