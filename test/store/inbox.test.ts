import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, openDatabase, type Statements } from '../../src/store/database.ts';
import {
  deadMessages,
  failMessage,
  finishMessages,
  keepMessage,
  retryMessage,
  takeMessages,
  type Taken,
} from '../../src/store/inbox.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const keep = (personId: string, text: string): Promise<boolean> =>
  keepMessage(county.db, messageFrom(personId, { text }));
const take = (tx: Statements, limit = 64, onlyId: bigint | null = null): Promise<Taken> =>
  takeMessages(tx, county.db.county, limit, onlyId);
const textsOf = ({ messages }: Taken): string[] => messages.map((m) => m.message.text);
const inTx = <T>(work: (tx: Statements) => Promise<T>): Promise<T> => inTransaction(county.db, work);
const peek = (): Promise<string[]> => inTx(async (tx) => textsOf(await take(tx)));
const idOf = async (text: string): Promise<bigint> => {
  const [row] = await county.sql<{ id: string }>(`SELECT id FROM inbox WHERE payload ->> 'text' = $1`, [text]);
  return BigInt(row?.id ?? 0);
};
const fail = (id: bigint): Promise<boolean> => inTx((tx) => failMessage(tx, county.db.county, id, 'TypeError'));
/** Fails it as often, each time as soon as it is due. */
const failTimes = async (id: bigint, times: number): Promise<boolean[]> => {
  const dead: boolean[] = [];
  for (let i = 0; i < times; i++) dead.push(await fail(id));
  return dead;
};

describe('keeping', () => {
  test('keeps an event of a platform once, however often it is delivered', async () => {
    const message = messageFrom('p1');
    expect(await keepMessage(county.db, message)).toBe(true);
    expect(await keepMessage(county.db, { ...message, text: '改过' })).toBe(false);
    expect(await keepMessage(county.db, { ...message, platform: 'other' })).toBe(true);
    expect(await county.sql('SELECT platform, payload ->> $1 AS text FROM inbox ORDER BY id', ['text'])).toEqual([
      { platform: 'web', text: '打卡' },
      { platform: 'other', text: '打卡' },
    ]);
  });

  test('keeps one of twenty deliveries at the same time', async () => {
    const message = messageFrom('p1');
    const kept = await Promise.all(Array.from({ length: 20 }, () => keepMessage(county.db, message)));
    expect(kept.filter((first) => first)).toHaveLength(1);
  });

  test('gives back what was said unchanged: quotes, backslashes, emoji and line ends', async () => {
    const text = `'"\\ \t\r\n👌 =1+1 <b>&amp;</b> ${'长'.repeat(30_000)}`;
    await keep('p1', text);
    expect(await peek()).toEqual([text]);
  });
});

describe('taking', () => {
  test('takes the oldest message of each person, and the next one once that is done', async () => {
    for (const [who, text] of [
      ['p1', '甲1'],
      ['p1', '甲2'],
      ['p2', '乙1'],
      ['p1', '甲3'],
      ['p2', '乙2'],
    ] as const)
      await keep(who, text);
    const rounds: string[][] = [];
    for (let i = 0; i < 4; i++)
      await inTx(async (tx) => {
        const taken = await take(tx);
        rounds.push(textsOf(taken));
        await finishMessages(tx, county.db.county, taken.messages.map((m) => m.id)); // prettier-ignore
      });
    expect(rounds).toEqual([['甲1', '乙1'], ['甲2', '乙2'], ['甲3'], []]);
  });

  test('treats two accounts of a person as one queue, and unbound senders as one each', async () => {
    await county.sql(`INSERT INTO account VALUES ('demo', 'tg-1', 'tg', 'u1', 'p1', 'd-tg-1')`);
    await keep('p1', '网页');
    await keepMessage(county.db, messageFrom('p1', { platform: 'tg', senderId: 'u1', text: '电报' }));
    await keepMessage(county.db, messageFrom('p1', { platform: 'tg', senderId: 'u2', text: '生人甲' }));
    await keepMessage(county.db, messageFrom('p1', { platform: 'tg', senderId: 'u3', text: '生人乙' }));
    const taken = await inTx((tx) => take(tx));
    expect(taken.messages.map((m) => [m.accountId, m.message.text])).toEqual([
      ['web-p1', '网页'],
      ['tg:u2', '生人甲'],
      ['tg:u3', '生人乙'],
    ]);
  });

  test('takes at most so many, the oldest first, or the one that is named', async () => {
    for (const who of ['p3', 'p1', 'p2']) await keep(who, who);
    await keep('p3', 'p3 again');
    expect(await inTx(async (tx) => textsOf(await take(tx, 2)))).toEqual(['p3', 'p1']);
    expect(await inTx(async (tx) => textsOf(await take(tx, 1, null)))).toEqual(['p3']);
    const named = await idOf('p2');
    expect(await inTx(async (tx) => textsOf(await take(tx, 1, named)))).toEqual(['p2']);
  });

  test('does not take a later message of a person by its name', async () => {
    await keep('p1', '先');
    await keep('p1', '后');
    const later = await idOf('后');
    expect(await inTx(async (tx) => textsOf(await take(tx, 1, later)))).toEqual([]);
  });

  test('skips everything of a person whom another worker has in hand, until that one ends', async () => {
    await keep('p1', '甲1');
    await keep('p1', '甲2');
    await keep('p2', '乙1');
    const other = openDatabase(county.url, county.db.county, { connections: 1 });
    const elsewhere = (): Promise<string[]> =>
      inTransaction(other, async (tx) => textsOf(await takeMessages(tx, other.county, 64)));
    try {
      await inTx(async (tx) => {
        expect(textsOf(await take(tx, 1))).toEqual(['甲1']);
        expect(await elsewhere()).toEqual(['乙1']);
      });
      expect(await elsewhere()).toEqual(['甲1', '乙1']);
    } finally {
      await other.close();
    }
  });

  test('does not take up an older message that is put back to work while a later one is in hand', async () => {
    await keep('p1', '甲1');
    await keep('p1', '甲2');
    const older = await idOf('甲1');
    await failTimes(older, 5);
    const other = openDatabase(county.url, county.db.county, { connections: 2 });
    const elsewhere = (): Promise<string[]> =>
      inTransaction(other, async (tx) => textsOf(await takeMessages(tx, other.county, 64)));
    try {
      await inTx(async (tx) => {
        expect(textsOf(await take(tx))).toEqual(['甲2']);
        await retryMessage(other, older, wednesday);
        expect(await elsewhere()).toEqual([]);
      });
      expect(await elsewhere()).toEqual(['甲1']);
    } finally {
      await other.close();
    }
  });

  test('frees what a failed transaction had in hand', async () => {
    await keep('p1', '甲1');
    const broken = inTx(async (tx) => {
      await finishMessages(tx, county.db.county, (await take(tx)).messages.map((m) => m.id)); // prettier-ignore
      throw new Error('killed');
    });
    await expect(broken).rejects.toThrow('killed');
    expect(await peek()).toEqual(['甲1']);
  });

  test('sees nothing of another county in the same database', async () => {
    await keepMessage({ ...county.db, county: 'elsewhere' }, messageFrom('p1'));
    expect(await peek()).toEqual([]);
  });

  test('names a row that this version cannot read, beside those it can', async () => {
    await keep('p1', '好');
    await keep('p2', '坏');
    await county.sql(`UPDATE inbox SET payload = payload - 'chatKind' WHERE payload ->> 'text' = '坏'`);
    const taken = await inTx((tx) => take(tx));
    expect(textsOf(taken)).toEqual(['好']);
    expect(taken.unreadable).toHaveLength(1);
  });
});

describe('failing', () => {
  test('waits 0.2, 0.6, 1.8 and 5.4 seconds, then sets the message aside', async () => {
    await keep('p1', '甲');
    const id = await idOf('甲');
    const waits: number[] = [];
    for (let i = 0; i < 4; i++)
      await inTx(async (tx) => {
        expect(await failMessage(tx, county.db.county, id, 'TypeError')).toBe(false);
        const [row] = await tx.$queryRaw<{ ms: number }[]>`
          SELECT (extract(epoch FROM not_before - now()) * 1000)::float8 AS ms FROM inbox WHERE id = ${id}`;
        waits.push(Math.round(row?.ms ?? 0));
      });
    expect(waits).toEqual([200, 600, 1800, 5400]);
    expect(await fail(id)).toBe(true);
    expect(await county.sql('SELECT state, attempts, failure FROM inbox')).toEqual([
      { state: 'dead', attempts: 5, failure: 'TypeError' },
    ]);
  });

  test('holds back what the same person said later, and nobody else, while it waits', async () => {
    await keep('p1', '甲1');
    await keep('p1', '甲2');
    await keep('p2', '乙1');
    await fail(await idOf('甲1'));
    await county.sql(
      `UPDATE inbox SET not_before = now() + interval '1 hour' WHERE not_before IS NOT NULL AND attempts > 0`,
    );
    expect(await peek()).toEqual(['乙1']);
  });

  test('lets later messages go on once it is set aside', async () => {
    await keep('p1', '甲1');
    await keep('p1', '甲2');
    expect(await failTimes(await idOf('甲1'), 5)).toEqual([false, false, false, false, true]);
    expect(await peek()).toEqual(['甲2']);
  });

  test('counts no failure of a message that is done or set aside', async () => {
    await keep('p1', '甲');
    const id = await idOf('甲');
    await failTimes(id, 5);
    expect(await fail(id)).toBe(false);
    await county.sql(`UPDATE inbox SET state = 'done'`);
    expect(await fail(id)).toBe(false);
    expect(await county.sql('SELECT attempts FROM inbox')).toEqual([{ attempts: 5 }]);
  });
});

describe('what was set aside', () => {
  test('is listed by its id and figures, without a word of it', async () => {
    await keep('p1', '母亲住院');
    const id = await idOf('母亲住院');
    expect(await deadMessages(county.db)).toEqual([]);
    await failTimes(id, 5);
    const listed = await deadMessages(county.db);
    expect(listed.map((d) => [d.id, d.platform, d.personId, d.failure])).toEqual([[id, 'web', 'p1', 'TypeError']]);
    expect(Object.keys(listed[0]!).sort()).toEqual(['failure', 'id', 'personId', 'platform', 'receivedAt']);
  });

  test('is put back to work as new, once', async () => {
    await keep('p1', '甲');
    const id = await idOf('甲');
    expect(await retryMessage(county.db, id, wednesday)).toBe(false);
    await failTimes(id, 5);
    expect(await retryMessage(county.db, id, wednesday)).toBe(true);
    expect(await retryMessage(county.db, id, wednesday)).toBe(false);
    expect(await peek()).toEqual(['甲']);
    expect(await fail(id)).toBe(false);
  });

  test('is not put back by another county, nor under an id that is not there', async () => {
    await keep('p1', '甲');
    const id = await idOf('甲');
    await failTimes(id, 5);
    expect(await retryMessage({ ...county.db, county: 'elsewhere' }, id, wednesday)).toBe(false);
    expect(await retryMessage(county.db, id + 1000n, wednesday)).toBe(false);
  });
});
