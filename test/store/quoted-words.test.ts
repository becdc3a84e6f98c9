import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { factsFor, factsOf, open } from './asked-facts.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { messageFrom, openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';
import { fullLeave, heldLeave, jointLeave, shortLeave } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty(sampleCountyWithOfficer);
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const quoting = (text: string, messageId: string | null = null): Partial<StoredMessage> => ({
  text: '同意',
  quote: { messageId, text },
});
const quotedBy = async (personId: string, text: string, messageId: string | null = null): Promise<string | null> =>
  (await factsFor(county, personId, {}, quoting(text, messageId))).quotedRequestId;

/** What the bot told p6, each about its request. */
async function told(...sends: readonly { key: string; text: string; requestId?: string; revision?: number }[]) {
  const all = sends.map(({ key, text, ...about }) => sendTo('p6', key, { ...about, message: { text } }));
  await inTransaction(county.db, (tx) => apply(tx, county.db.county, [resultOf(9n, 'p1', [], all)], wednesday));
  await county.sql(`UPDATE outbox SET state = 'sent', inbox_id = 9`);
}

describe('a code in quoted words', () => {
  test.each([
    ['applicant', 'p1'],
    ['approver', 'p6'],
    ['officer', 'p11'],
  ])('finds the request for its %s', async (_, personId) => {
    await open(county, shortLeave);
    expect(await quotedBy(personId, '示例甲 #A1B2 请假')).toBe('r1');
  });

  test('finds nothing that is none of the person’s business, nor anything for one who is not bound', async () => {
    await open(county, shortLeave);
    expect(await quotedBy('p2', '#A1B2')).toBeNull();
    const [stranger] = await factsOf(county, [messageFrom('nobody', quoting('#A1B2')), {}]);
    expect(stranger?.quotedRequestId).toBeNull();
  });

  test('finds for each exactly what the same code finds when they type it', async () => {
    await open(county, shortLeave, jointLeave, heldLeave, fullLeave);
    const all = [shortLeave, jointLeave, heldLeave, fullLeave];
    let found = 0;
    for (const personId of Array.from({ length: 11 }, (_, i) => `p${String(i + 1)}`))
      for (const { code } of all) {
        const typed = (await factsFor(county, personId, { code })).requests.map((r) => r.id);
        const quoted = await factsFor(county, personId, {}, quoting(`#${code}`));
        expect([personId, code, quoted.requests.map((r) => r.id)]).toEqual([personId, code, typed]);
        expect(quoted.quotedRequestId).toBe(typed[0] ?? null);
        found += typed.length;
      }
    expect(found).toBeGreaterThan(10);
  });

  test.each(['＃ａ１ｂ２ 请假', '请假 # a1b2', '“同意 #Z9Z9”\n#A1B2'])('is read in %j', async (text) => {
    await open(county, shortLeave);
    expect(await quotedBy('p6', text)).toBe('r1');
  });

  test.each(['A1B2', '“同意 #A1B2”', '#A1B23', ''])('is not read in %j', async (text) => {
    await open(county, shortLeave);
    expect(await quotedBy('p6', text)).toBeNull();
  });

  test('beside one that concerns somebody else finds the one that concerns them', async () => {
    await open(county, shortLeave, { ...jointLeave, applicantId: 'p2' });
    expect(await quotedBy('p6', '#C3D4\n#A1B2')).toBe('r1');
  });

  test('beside another of theirs is not guessed at, and both are told', async () => {
    await open(county, shortLeave, { ...jointLeave, steps: shortLeave.steps });
    const facts = await factsFor(county, 'p6', {}, quoting('#A1B2\n#C3D4'));
    expect(facts).toMatchObject({ quotedRequestId: null, quotedCodes: ['A1B2', 'C3D4'] });
  });

  test('that two requests go by is not guessed at, unless one alone concerns them', async () => {
    await open(county, shortLeave, { ...jointLeave, code: 'A1B2' });
    expect(await quotedBy('p6', '#A1B2')).toBe('r1');
    expect(await quotedBy('p1', '#A1B2')).toBeNull();
  });

  test('counts where the platform’s id of the message is not known, and no more than that id where it is', async () => {
    await open(county, shortLeave, { ...jointLeave, steps: shortLeave.steps });
    await told({ key: 'ask', text: '请审批 #C3D4', requestId: 'r2' });
    await county.sql(`UPDATE outbox SET platform_message_id = 'm1'`);
    expect(await quotedBy('p6', '#A1B2', 'm-nowhere')).toBe('r1');
    expect(await quotedBy('p6', '#A1B2', 'm1')).toBe('r2');
    expect((await factsFor(county, 'p6', {}, quoting('#A1B2', 'm1'))).quotedCodes).toEqual([]);
  });

  test('is of this county alone', async () => {
    await open(county, shortLeave);
    await county.sql(`UPDATE request SET county = 'elsewhere'`);
    expect(await quotedBy('p6', '#A1B2')).toBeNull();
    await county.sql(`DELETE FROM request WHERE county = 'elsewhere'`);
  });

  test('costs a message that quotes it no more round trips than one that quotes an id', async () => {
    await open(county, shortLeave);
    const asked = async (quote: StoredMessage['quote']): Promise<number> => {
      let count = 0;
      await inTransaction(county.db, async (tx) => {
        const counting = new Proxy(tx, {
          get(target, name, receiver) {
            if (name === '$queryRaw') count += 1;
            const value: unknown = Reflect.get(target, name, receiver);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
        const taken = Array.from({ length: 5 }, (_, i) => ({
          id: BigInt(i + 1),
          accountId: 'web-p6',
          message: messageFrom('p6', { quote }),
        }));
        await loadSpeakers(counting, county.db.county, taken, wednesday);
      });
      return count;
    };
    const byCode = await asked({ messageId: null, text: '#A1B2' });
    expect(byCode).toBe(await asked({ messageId: 'm1', text: null }));
    expect(byCode).toBeGreaterThan(0);
  });
});

describe('the bot’s own words, quoted where the platform tells no ids', () => {
  const facts = (text: string): Promise<Facts> => factsFor(county, 'p6', {}, quoting(text));

  test('are known again, with the content of the request that they showed', async () => {
    await open(county, shortLeave);
    await told(
      { key: 'a', text: '#A1B2 请假 12月8日，等您审批', requestId: 'r1', revision: 0 },
      { key: 'b', text: '#A1B2 请假 12月9日，等您审批', requestId: 'r1', revision: 1 },
    );
    expect(await facts('#A1B2 请假 12月8日，等您审批')).toMatchObject({
      quotedRequestId: 'r1',
      quotedRevision: 0,
      quotedInboxId: 9n,
      quotedCodes: [],
    });
    expect(await facts('#A1B2 请假 12月9日，等您审批')).toMatchObject({ quotedRevision: 1 });
  });

  test('are known with what the adapter wrote below them', async () => {
    await told({ key: 'a', text: '#A1B2 请假 12月8日，等您审批\n', requestId: 'r-any', revision: 3 });
    const all = '#A1B2 请假 12月8日，等您审批\n回复：同意 #A1B2，或 驳回 #A1B2 理由';
    expect(await facts(all)).toMatchObject({ quotedRequestId: 'r-any', quotedRevision: 3 });
  });

  test('are the longest that fit, and a few words that fit by chance are none', async () => {
    await told(
      { key: 'a', text: '已记走访台账12月2日', requestId: 'r-short' },
      { key: 'b', text: '已记走访台账12月2日“张大爷家”', requestId: 'r-long' },
      { key: 'c', text: '好的。', requestId: 'r-chance' },
    );
    expect((await facts('已记走访台账12月2日“张大爷家”')).quotedRequestId).toBe('r-long');
    expect((await facts('好的。我明天去')).quotedRequestId).toBeNull();
    expect((await facts('好的。')).quotedRequestId).toBe('r-chance');
  });

  test('that were about nothing name nothing, whatever codes are in them', async () => {
    await open(county, shortLeave);
    await told({ key: 'list', text: '等您审批的有 1 件：\n1. #A1B2 请假' });
    expect(await facts('等您审批的有 1 件：\n1. #A1B2 请假')).toMatchObject({ quotedRequestId: null, quotedCodes: [] });
  });

  test('said in another chat are not known: the code in them is', async () => {
    await open(county, shortLeave);
    await told({ key: 'a', text: '#A1B2 请假 12月8日，等您审批', requestId: 'r1', revision: 2 });
    const elsewhere = await factsFor(county, 'p1', {}, quoting('#A1B2 请假 12月8日，等您审批'));
    expect(elsewhere).toMatchObject({ quotedRequestId: 'r1', quotedRevision: null, quotedCodes: ['A1B2'] });
  });
});
