import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { PolicyFacts, PolicyQuestion } from '../../src/domain/policy-asking.ts';
import { inTransaction } from '../../src/store/database.ts';
import { forgetExpired } from '../../src/store/expired.ts';
import { ownDataOf } from '../../src/store/own-data.ts';
import { addFaq, openQuestions } from '../../src/store/policy-faq.ts';
import { loadFacts } from '../../src/store/facts.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { storeOf } from '../../src/store/store.ts';
import { appliedTo, messageFrom, openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';

let county: OpenedCounty;
beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** A message is kept; its id. */
async function kept(personId: string, conversation = `d-web-${personId}`): Promise<bigint> {
  const message = messageFrom(personId, { conversation, text: '问' });
  await storeOf(county.db).keepMessage(message);
  const [row] = await county.sql<{ id: string }>(`SELECT id FROM inbox WHERE event_key = $1`, [message.eventKey]);
  return BigInt(row!.id);
}

const questionOf = (inboxId: bigint, personId: string, more: Partial<PolicyQuestion> = {}): PolicyQuestion => ({
  ...{
    id: `q${inboxId}`,
    personId,
    at: wednesday,
    text: '请假谁批',
    before: null,
    packs: ['fengdu-2021'],
    refused: null,
  },
  ...{ pack: 'fengdu-2021', article: '第九条', faqId: null },
  ...more,
});

async function ask(personId: string, more: Partial<PolicyQuestion> = {}, conversation?: string): Promise<bigint> {
  const id = await kept(personId, conversation);
  const effect: Effect = { effect: 'note-question', question: questionOf(id, personId, more) };
  await appliedTo(county.db, resultOf(id, personId, [effect]));
  return id;
}
const rate = async (personId: string, questionId: string, feedback: 'useful' | 'useless'): Promise<void> =>
  appliedTo(
    county.db,
    resultOf(await kept(personId), personId, [{ effect: 'rate-answer', questionId, personId, feedback }]),
  );

async function factsOf(personId: string, conversation?: string, quoted: bigint | null = null): Promise<PolicyFacts> {
  const id = await kept(personId, conversation);
  const message = messageFrom(personId, conversation === undefined ? {} : { conversation });
  const taken = [{ id, accountId: `web-${personId}`, message }];
  return inTransaction(county.db, async (tx) => {
    const [speaker] = await loadSpeakers(tx, 'demo', taken, wednesday);
    const [facts] = await loadFacts(tx, 'demo', [{ ...speaker!, quotedInboxId: quoted }], [{ policy: true }]);
    return facts!.policy!;
  });
}

describe('a question', () => {
  test('is found again by whoever asked, in the same chat', async () => {
    await ask('p1', { text: '请假一天谁批' });
    const second = await ask('p1', { text: '那超过三天呢', before: '请假一天谁批' });
    expect(await factsOf('p1')).toEqual({
      faq: [],
      last: {
        ...{ id: `q${second}`, at: wednesday, text: '那超过三天呢', before: '请假一天谁批' },
        ...{ refused: null, feedback: null, since: 0 },
      },
      quoted: null,
    });
    expect((await factsOf('p1', 'g-g1')).last).toBeNull();
    expect((await factsOf('p2')).last).toBeNull();
    // The messages of the three looks just made lie between; those of other chats do not count.
    expect((await factsOf('p1')).last?.since).toBe(1);
  });

  test('is found by its answer, by whoever asked it alone', async () => {
    const first = await ask('p1');
    await ask('p1', { text: '补助多少' });
    expect((await factsOf('p1', undefined, first)).quoted).toMatchObject({ id: `q${first}`, text: '请假谁批' });
    expect((await factsOf('p2', undefined, first)).quoted).toBeNull();
  });

  test('is rated once, by whoever asked it', async () => {
    const id = `q${await ask('p1')}`;
    await rate('p2', id, 'useful');
    await rate('p1', id, 'useless');
    await rate('p1', id, 'useful');
    expect(await county.sql('SELECT feedback FROM policy_question')).toEqual([{ feedback: 'useless' }]);
  });

  test('is on no record of the county’s, and in the asker’s own data', async () => {
    await ask('p1', { refused: 'not-held' });
    expect(await county.sql('SELECT verb FROM audit_entry')).toEqual([]);
    const own = await inTransaction(county.db, (tx) => ownDataOf(tx, 'demo', ['p1', 'p2']));
    expect(own.get('p1')?.questions.rows).toEqual([
      { at: wednesday, text: '请假谁批', answered: false, feedback: null },
    ]);
    expect(own.get('p2')?.questions.rows).toEqual([]);
  });

  test('is forgotten after some four hundred days', async () => {
    const daysAgo = (days: number): number => wednesday - days * 86_400_000;
    await ask('p1', { at: daysAgo(399) });
    await ask('p1', { at: daysAgo(401), text: '很久以前' });
    const effect = { effect: 'forget-expired', endedBefore: daysAgo(30), triedBefore: daysAgo(1) } as const;
    await inTransaction(county.db, (tx) => forgetExpired(tx, 'demo', [effect], wednesday));
    expect(await county.sql('SELECT text FROM policy_question')).toEqual([{ text: '请假谁批' }]);
  });
});

describe('an office', () => {
  const entry = { question: '甲', answer: '乙', pack: 'fengdu-2021', article: '第九条' };

  test('sees what was refused or did not help, until it answers it', async () => {
    const refused = await ask('p1', { refused: 'not-held', text: '探亲路费' });
    const useless = await ask('p1', { text: '没有用的' });
    await ask('p1', { text: '有用的' });
    await rate('p1', `q${useless}`, 'useless');
    const open = (): Promise<string[]> =>
      inTransaction(county.db, async (tx) => (await openQuestions(tx, 'demo')).map(({ text }) => text));
    expect((await open()).sort()).toEqual(['探亲路费', '没有用的']);
    const add = (at: number): Promise<string> =>
      inTransaction(county.db, (tx) => addFaq(tx, 'demo', entry, { settled: [`q${refused}`], now: at }));
    await add(wednesday + 1000);
    expect(await open()).toEqual(['没有用的']);
  });

  test('that answered before the question leaves it open where it did not help', async () => {
    const now = wednesday - 1000;
    const faqId = await inTransaction(county.db, (tx) => addFaq(tx, 'demo', entry, { settled: [], now }));
    await rate('p1', `q${await ask('p1', { faqId })}`, 'useless');
    expect(await inTransaction(county.db, (tx) => openQuestions(tx, 'demo'))).toHaveLength(1);
    expect((await factsOf('p1')).faq).toEqual([{ id: faqId, ...entry }]);
  });
});
