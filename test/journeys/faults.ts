/** Faults that can be planted where the parts of the product meet: the rules, the store and its SQL. */
import type { Seams } from '../builders/world.ts';
import type { HeldSeat } from '../../src/domain/facts.ts';
import type { Rules } from '../../src/rules/decision.ts';
import type { Database, Statements } from '../../src/store/database.ts';
import { Prisma } from '../../src/store/generated/client.ts';
import type { Store, Work, WorkResult } from '../../src/store/store.ts';

type OnStore = NonNullable<Seams['store']>;
type OnDatabase = NonNullable<Seams['database']>;

const onRules =
  (change: (rules: Rules) => Partial<Rules>): NonNullable<Seams['rules']> =>
  (rules) => ({ ...rules, ...change(rules) });

const onStore =
  (change: (store: Store) => Partial<Store>): OnStore =>
  (store) => ({ ...store, ...change(store) });

const onWork = (change: (work: Work) => Partial<Work>): OnStore =>
  onStore((store) => ({
    inTransaction: (work) => store.inTransaction((tx) => work({ ...tx, ...change(tx) })),
  }));

/** What is applied, result by result. */
const onResults = (change: (result: WorkResult) => WorkResult): OnStore =>
  onWork((tx) => ({ apply: (results, now) => tx.apply(results.map(change), now) }));

const withoutSends = (isLost: (text: string, place: number) => boolean): OnStore =>
  onResults((result) => ({ ...result, sends: result.sends.filter((s, i) => !isLost(s.message.text, i)) }));

type RawParts = [strings: readonly string[], ...values: unknown[]];

/** Every statement that runs inside a transaction may be another one. `ran` says how many rows it is to have changed. */
export const onStatements =
  (change: (parts: RawParts) => { parts: RawParts; ran?: number }): OnDatabase =>
  (db: Database) => ({
    ...db,
    transaction: (work, timeoutMs) => db.transaction((tx) => work(intercepted(tx, change)), timeoutMs),
  });

function intercepted(tx: Statements, change: Parameters<typeof onStatements>[0]): Statements {
  const inside = <T>(
    statement: Parameters<Statements['$queryRaw']>[0],
    values: readonly unknown[],
    run: Run<T>,
  ): Promise<T | number> => {
    const { parts, ran } = change(
      'strings' in statement ? [statement.strings, ...statement.values] : [statement, ...values],
    );
    const [strings, ...given] = parts;
    const result = run(Prisma.sql(strings, ...given));
    return ran === undefined ? result : result.then(() => ran);
  };
  return {
    $queryRaw: (statement, ...values) => inside(statement, values, (sql) => tx.$queryRaw(sql)) as never,
    $executeRaw: (statement, ...values) => inside(statement, values, (sql) => tx.$executeRaw(sql)),
  };
}

type Run<T> = (sql: Prisma.Sql) => Promise<T>;

/** Changes of requests and seats hold whatever has become of them meanwhile. */
export const unguarded: OnDatabase = onStatements(([strings, ...values]) => {
  const guards = [' AND r.version = m.version', '\n      AND s.answered_by IS NULL'];
  const isGuarded = strings.some((s) => s.includes('UPDATE request r') || s.includes('UPDATE request_seat s'));
  if (!isGuarded) return { parts: [strings, ...values] };
  const loose = strings.map((s) => guards.reduce((sql, guard) => sql.replace(guard, ''), s));
  return { parts: [loose, ...values], ran: (JSON.parse(String(values[0])) as unknown[]).length };
});

type AuditRows = Record<string, unknown>[];

const onAuditRows = (change: (rows: AuditRows) => AuditRows): OnDatabase =>
  onStatements((parts) => {
    const [strings, county, rows] = parts;
    if (!strings[0]?.includes('INSERT INTO audit_entry')) return { parts };
    return { parts: [strings, county, JSON.stringify(change(JSON.parse(String(rows)) as AuditRows))] };
  });

let kept = 0;

/** By name: what is put between the parts. */
export const SEAM_FAULTS = {
  'a short leave goes to the organisation department': {
    rules: onRules((rules) => ({ leave: (f) => rules.leave({ ...f, days: 5 }) })),
  },
  'three days are already too long for the township': {
    rules: onRules((rules) => ({ leave: (f) => rules.leave({ ...f, days: f.days === 3 ? 3.5 : f.days }) })),
  },
  'the township keeps the village members too': {
    rules: onRules((rules) => ({
      keeper: (f) => rules.keeper({ ...f, post: f.post === '驻村工作队员' ? '驻村第一书记' : f.post }),
    })),
  },
  'everybody holds every seat': {
    store: onWork((tx) => ({
      speakers: async (taken, now) =>
        (await tx.speakers(taken, now)).map((f) => ({ ...f, speaker: { ...f.speaker, seats: EVERY_SEAT } })),
    })),
  },
  'a message delivered twice is taken twice': {
    store: onStore((store) => ({
      keepMessage: (m) => store.keepMessage({ ...m, eventKey: `${m.eventKey}/${(kept += 1)}` }),
    })),
  },
  'now and then a message is not kept': {
    store: onStore((store) => ({ keepMessage: async (m) => (kept += 1) % 9 === 0 || store.keepMessage(m) })),
  },
  'direct chats are taken for groups': {
    store: onWork((tx) => ({
      directory: async (replies, facts) => {
        const found = await tx.directory(replies, facts);
        const group = { platform: 'rich', conversation: 'g-g1' };
        return { ...found, directOf: new Map([...found.directOf.keys()].map((id) => [id, group])) };
      },
    })),
  },
  'a check-in has no answer': { store: withoutSends((text) => text.startsWith('已打卡')) },
  'an applicant is not told the outcome': { store: withoutSends((text) => /^您的.* (?:已|没有)批准/.test(text)) },
  'one of those asked is left out': { store: withoutSends((text, i) => i > 1 && text.includes('\n事由：')) },
  'a check-in is said to be kept and is not': {
    store: onResults((r) => ({ ...r, effects: r.effects.filter((e) => e.effect !== 'add-attendance') })),
  },
  'a message is sent twice': {
    store: onStore((store) => ({
      leaseMessages: async (...given) => {
        const leased = await store.leaseMessages(...given);
        return [...leased, ...leased.slice(0, 1)];
      },
    })),
  },
  'leaves are never added up': { rules: onRules(() => ({ joins: () => [] })) },
  'whoever stands in for another is not asked': { store: withoutSends((text) => text.startsWith('您正代')) },
  'nobody is asked whether they are back': { store: withoutSends((text) => text.includes('到期了，回来了吗')) },
  'the keeper is not told of a return that is missing': {
    store: withoutSends((text) => text.includes('还没有销假，也没有打卡')),
  },
  'what waits too long is told to nobody': { store: withoutSends((text) => text.includes('也不会自动批准')) },
  'the digest of the morning is lost': { store: withoutSends((text) => /^\d+月\d+日（周.）等您审批的/.test(text)) },
  'a group is not told that somebody is back early': { store: withoutSends((text) => text.includes('原定请假有变')) },
  'a return is said to be kept and is not': {
    store: onResults((r) => ({ ...r, effects: r.effects.filter((e) => e.effect !== 'end-leave') })),
  },
  'a receipt is said to be kept and is not': {
    store: onResults((r) => ({ ...r, effects: r.effects.filter((e) => e.effect !== 'receive-filing') })),
  },
  'a deputy is said to be named and is not': {
    store: onResults((r) => ({ ...r, effects: r.effects.filter((e) => e.effect !== 'name-deputy') })),
  },
  'time approves what waits': {
    database: unguarded,
    store: onWork((tx) => ({
      apply: (results, now) =>
        tx.apply(
          results.map((r) => (r.accountId === 'clock:clock' ? approving(r, now) : r)),
          now,
        ),
    })),
  },
  'an audit row is forged': {
    database: onAuditRows((rows) =>
      rows.map((r) => ({ ...r, payload: String(r['payload']).replace('"verdict":"approve"', '"verdict":"reject"') })),
    ),
  },
  'an audit row is missing': { database: onAuditRows((rows) => (rows.length > 1 ? rows.slice(1) : rows)) },
} satisfies Record<string, Seams>;

function heldSeat(body: string, scopeId: string): HeldSeat {
  return { body, scopeId, title: '', forId: null, namedBy: null };
}

/** Whatever the clock asks somebody to answer is approved at once. */
function approving(result: WorkResult, at: number): WorkResult {
  const asked = result.sends.find((s) => s.message.text.includes('也不会自动批准'));
  if (!asked?.requestId) return result;
  const move = {
    effect: 'move-request',
    requestId: asked.requestId,
    version: 1,
    state: 'approved',
    step: 1,
    at,
  } as const;
  return { ...result, effects: [...result.effects, move] };
}

const EVERY_SEAT: readonly HeldSeat[] = [
  ...['t1', 't2'].flatMap((t) => [heldSeat('乡镇（街道）党（工）委书记', t), heldSeat('乡镇（街道）党（工）委', t)]),
  heldSeat('县委组织部', ''),
  ...['u1', 'u2', 'u3', 'u4'].map((u) => heldSeat('派出单位', u)),
];
