import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { factsFor, factsOf, idsFor, open, record, tick } from './asked-facts.ts';
import { messageFrom, openedCounty, resultOf, sendTo, wednesday, type OpenedCounty } from './opened-county.ts';
import { answering, jointLeave, moving, organisation, shortLeave } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

describe('who speaks', () => {
  test('is the person bound to the account, with the seats held today', async () => {
    const { speaker } = await factsFor(county, 'p8', {});
    expect(speaker).toMatchObject({ accountId: 'web-p8', person: { id: 'p8', name: '示例辛' } });
    expect(speaker.seats).toEqual([{ ...organisation, title: '示例县委组织部', forId: null, namedBy: null }]);
  });

  test('is nobody while the account is not bound', async () => {
    const [facts] = await factsOf(county, [
      messageFrom('nobody'),
      { ownRequests: true, forMe: true, organisation: true },
    ]);
    expect(facts?.speaker).toEqual({
      accountId: 'web-nobody',
      person: null,
      seats: [],
      consent: 'not-asked',
      consentSince: null,
    });
    expect(facts?.requests).toEqual([]);
  });

  test('no longer holds a seat whose time is over, nor one that begins later', async () => {
    const hold = (from: string, to: string | null): Promise<object[]> =>
      county.sql(`UPDATE seat_holder SET from_on = $1, to_on = $2 WHERE person_id = 'p8'`, [from, to]);
    const held = async (): Promise<number> => (await factsFor(county, 'p8', {})).speaker.seats.length;
    const counts: number[] = [];
    for (const [from, to] of [
      ['2026-01-01', '2026-12-01'],
      ['2026-01-01', '2026-12-02'],
      ['2026-12-03', null],
      ['2026-12-02', null],
    ] as const) {
      await hold(from, to);
      counts.push(await held());
    }
    await hold('2026-01-01', null);
    expect(counts).toEqual([0, 1, 0, 1]);
  });

  test.each([
    ['one second before midnight in Shanghai', '2026-12-01T15:59:59Z', '2026-12-02T02:00:00Z', '2026-12-01'],
    ['at midnight in Shanghai', '2026-12-01T16:00:00Z', '2026-12-02T02:00:00Z', '2026-12-02'],
    [
      'by a clock that is a day ahead: the day it came in',
      '2026-12-03T02:00:00Z',
      '2026-12-02T02:00:00Z',
      '2026-12-02',
    ],
  ])('spoke on the day of the platform’s time, %s', async (_, sentAt, receivedAt, today) => {
    const facts = await factsFor(county, 'p1', {}, { sentAt: Date.parse(sentAt), receivedAt: Date.parse(receivedAt) });
    expect(facts.today).toBe(today);
  });

  test('quotes a request only by a message of the same conversation', async () => {
    await inTransaction(county.db, (tx) =>
      apply(tx, county.db.county, [resultOf(9n, 'p1', [], [sendTo('p6', 'ask', { requestId: 'r1' })])], wednesday),
    );
    await county.sql(`UPDATE outbox SET state = 'sent', platform_message_id = 'm1'`);
    const quote = { messageId: 'm1', text: null };
    expect((await factsFor(county, 'p6', {}, { quote })).quotedRequestId).toBe('r1');
    expect((await factsFor(county, 'p8', {}, { quote })).quotedRequestId).toBeNull();
    expect((await factsFor(county, 'p6', {}, { quote: { messageId: 'm2', text: null } })).quotedRequestId).toBeNull();
  });

  test('quotes what the bot said there, or what the platform hands over of it', async () => {
    const told = sendTo('p6', 'told');
    await inTransaction(county.db, (tx) => apply(tx, county.db.county, [resultOf(9n, 'p1', [], [told])], wednesday));
    await county.sql(`UPDATE outbox SET state = 'sent', platform_message_id = 'm1'`);
    const text = async (personId: string, quote: StoredMessage['quote']): Promise<string | null> =>
      (await factsFor(county, personId, {}, { quote })).quotedText;
    expect(await text('p6', { messageId: 'm1', text: null })).toBe(told.message.text);
    expect(await text('p8', { messageId: 'm1', text: null })).toBeNull();
    expect(await text('p6', { messageId: null, text: '已打卡' })).toBe('已打卡');
    expect(await text('p6', null)).toBeNull();
  });

  test('quotes that content of a request which was shown there', async () => {
    const shown = sendTo('p6', 'shown', { requestId: 'r1', revision: 2 });
    const told = sendTo('p8', 'told');
    await inTransaction(county.db, (tx) =>
      apply(tx, county.db.county, [resultOf(9n, 'p1', [], [shown, told])], wednesday),
    );
    await county.sql(`UPDATE outbox SET state = 'sent', platform_message_id = 'm1'`);
    const quote = { messageId: 'm1', text: null };
    expect((await factsFor(county, 'p6', {}, { quote })).quotedRevision).toBe(2);
    expect((await factsFor(county, 'p8', {}, { quote })).quotedRevision).toBeNull();
    expect((await factsFor(county, 'p6', {})).quotedRevision).toBeNull();
  });

  test('is nobody when it is the county’s clock, and asks for nothing of anybody’s', async () => {
    await open(county, shortLeave);
    const need = {
      ownRequests: true,
      forMe: true,
      organisation: true,
      code: 'A1B2',
      deputies: true,
      names: ['示例甲'],
    };
    const more = { answeredSince: '2026-01-01', of: ['p1'], ofApplicantsOf: ['r1'], requestIds: ['r1'] } as const;
    const [facts] = await factsOf(county, [tick(), { ...need, ...more }]);
    expect(facts).toMatchObject({
      today: '2026-12-02',
      speaker: { accountId: 'clock', person: null, seats: [] },
      dialogue: null,
      quotedRevision: null,
      listed: [],
      requests: [],
      seats: [],
      found: [],
      deputies: [],
      receipts: [],
      due: null,
    });
    expect(facts?.people.size).toBe(0);
  });

  test('comes with the township, and with whether a digest is wanted', async () => {
    await record(county, 'p1', { effect: 'set-digest', personId: 'p1', digest: true });
    const [of1, of8] = await factsOf(county, [messageFrom('p1'), {}], [messageFrom('p8'), {}]);
    expect(of1?.people.get('p1')).toMatchObject({ reachable: true, township: '示例镇', digest: true });
    expect(of8?.people.get('p8')).toMatchObject({ reachable: true, township: null, digest: false });
  });
});

describe('requests', () => {
  test('come back as they were opened', async () => {
    await open(county, shortLeave, jointLeave);
    const facts = await factsFor(county, 'p1', { ownRequests: true });
    expect(facts.requests).toEqual([shortLeave, jointLeave]);
  });

  test('are for those whose answer they wait for, and for no one else', async () => {
    await open(county, shortLeave, jointLeave);
    const waiting: Record<string, string[]> = {};
    for (const id of ['p1', 'p2', 'p6', 'p7', 'p8', 'p9', 'p10'])
      waiting[id] = await idsFor(county, id, { forMe: true });
    expect(waiting).toEqual({ p1: [], p2: [], p6: ['r1'], p7: [], p8: ['r2'], p9: [], p10: ['r2'] });
  });

  test('no longer wait for one who has answered', async () => {
    await open(county, jointLeave);
    const at = wednesday;
    await record(
      county,
      'p8',
      answering({ requestId: 'r2', seat: organisation, personId: 'p8', note: '好', at }),
      moving({ requestId: 'r2', state: 'open', step: 0, at }),
    );
    expect([await idsFor(county, 'p8', { forMe: true }), await idsFor(county, 'p10', { forMe: true })]).toEqual([
      [],
      ['r2'],
    ]);
    const [request] = (await factsFor(county, 'p10', { forMe: true })).requests;
    expect(request?.steps[0]?.seats[0]?.answer).toMatchObject({ personId: 'p8', verdict: 'approve', note: '好', at });
    expect(request?.version).toBe(2);
  });

  test('wait for the seats of the open step only', async () => {
    const steps = [...shortLeave.steps, ...jointLeave.steps];
    await open(county, { ...shortLeave, steps });
    expect([await idsFor(county, 'p6', { forMe: true }), await idsFor(county, 'p8', { forMe: true })]).toEqual([
      ['r1'],
      [],
    ]);
  });

  test('are found by their code only by those they concern', async () => {
    await open(county, shortLeave);
    const found: Record<string, string[]> = {};
    for (const id of ['p1', 'p2', 'p6', 'p8', 'p9']) found[id] = await idsFor(county, id, { code: 'A1B2' });
    expect(found).toEqual({ p1: ['r1'], p2: [], p6: ['r1'], p8: [], p9: ['r1'] });
    expect(await idsFor(county, 'p6', { code: 'Z9Z9' })).toEqual([]);
  });

  test('of one message of a batch are not for another', async () => {
    await open(county, shortLeave, jointLeave);
    const batch = await factsOf(
      county,
      [messageFrom('p6'), { forMe: true }],
      [messageFrom('p1'), { ownRequests: true }],
      [messageFrom('p2'), { ownRequests: true, code: 'A1B2' }],
      [messageFrom('p8'), {}],
    );
    expect(batch.map((f) => f.requests.map((r) => r.id))).toEqual([['r1'], ['r1', 'r2'], [], []]);
  });
});

describe('the people around', () => {
  test('are the holders of the seats of one’s own places, with whether they can be reached', async () => {
    await county.sql(`UPDATE account SET direct_conversation = NULL WHERE id = 'web-p10'`);
    const facts = await factsFor(county, 'p1', { organisation: true });
    await county.sql(`UPDATE account SET direct_conversation = 'd-web-p10' WHERE id = 'web-p10'`);
    expect(facts.seats.map((s) => `${s.title} ${s.holderIds.join()}`).sort()).toEqual([
      '示例一村第一书记 p3',
      '示例县乡村振兴局 p9',
      '示例县委组织部 p8',
      '示例县某局 p10',
      '示例镇党委书记 p6',
      '示例镇党委考勤员 p7',
    ]);
    expect([...facts.people.values()].filter((s) => !s.reachable).map((s) => s.person.id)).toEqual(['p10']);
  });

  test('are those of the applicant’s places for one who answers', async () => {
    await open(county, jointLeave);
    const facts = await factsFor(county, 'p8', { forMe: true, organisation: true });
    expect(facts.seats.find((s) => s.body === '派出单位')?.holderIds).toEqual(['p10']);
    expect(facts.people.get('p1')?.person.name).toBe('示例甲');
  });
});

describe('days and logs', () => {
  const came = (personId: string, on: `${number}-${number}-${number}`): Effect => ({
    effect: 'add-attendance',
    event: { personId, on, kind: 'arrived', turn: 0, at: wednesday },
    note: null,
    point: null,
    doubts: [],
    images: [],
    requestId: null,
  });
  const wrote = (personId: string, on: `${number}-${number}-${number}`, text: string): Effect => ({
    effect: 'add-log',
    personId,
    on,
    at: wednesday,
    text,
    late: false,
    images: [],
  });
  const december = { from: '2026-12-01', to: '2026-12-31' } as const;

  test('are one’s own within the dates asked for, with the approved leave that reaches into them', async () => {
    await record(county, 'p1', came('p1', '2026-11-30'), came('p1', '2026-12-01'), came('p1', '2026-12-31'), came('p2', '2026-12-01')); // prettier-ignore
    await record(
      county,
      'p1',
      came('p1', '2027-01-01'),
      wrote('p1', '2026-12-02', '一'),
      wrote('p1', '2026-11-30', '二'),
    );
    const reaching = { fromOn: '2026-11-20', toOn: '2026-12-01', fromHalf: 'am', toHalf: 'am' } as const;
    await open(county, { ...shortLeave, state: 'approved', span: reaching }, jointLeave);
    const facts = await factsFor(county, 'p1', { ownDays: december, ownLogs: december });
    expect([...facts.days.keys()]).toEqual(['p1']);
    expect(facts.days.get('p1')?.events.map((e) => e.on)).toEqual(['2026-12-01', '2026-12-31']);
    expect(facts.days.get('p1')?.leaves).toEqual([reaching]);
    expect(facts.days.get('p1')?.logDates).toEqual(['2026-12-02']);
    expect(facts.logs.map((l) => l.text)).toEqual(['一']);
  });

  test('of the cadres in the places of a seat are for whoever asks as its holder', async () => {
    await record(county, 'p1', came('p1', '2026-12-01'), came('p4', '2026-12-01'), wrote('p2', '2026-12-01', '走访'));
    const team = { seats: [{ body: '驻村第一书记', scopeId: 'team-v1' }], days: december, logs: december };
    const [keeper, other] = await factsOf(
      county,
      [messageFrom('p3'), { team }],
      [messageFrom('p4'), { ownDays: december }],
    );
    expect([...keeper!.days.keys()].sort()).toEqual(['p1', 'p2', 'p3']);
    expect(keeper!.logs.map((l) => `${l.personId} ${l.text}`)).toEqual(['p2 走访']);
    expect([...other!.days.keys()]).toEqual(['p4']);
    expect(other!.logs).toEqual([]);
  });
});
