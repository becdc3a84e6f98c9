import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dialogue } from '../../src/domain/dialogue.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { WorkResult } from '../../src/store/apply.ts';
import { VersionConflict } from '../../src/store/database.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import {
  appliedTo,
  messageFrom,
  openedCounty,
  resultOf,
  sendTo,
  wednesday,
  type OpenedCounty,
} from './opened-county.ts';
import { answering, jointLeave, moving, opening, organisation, shortLeave, unit } from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

const applied = (...results: readonly WorkResult[]): Promise<void> => appliedTo(county.db, ...results);
const count = async (table: string): Promise<number> =>
  (await county.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

const open = opening(shortLeave);
const arrived = (note: string | null = null): Effect => ({
  effect: 'add-attendance',
  event: { personId: 'p1', on: '2026-12-02', kind: 'arrived', turn: 0, at: wednesday },
  note,
  point: { latitude: 29.86, longitude: 107.73, datum: 'gcj02', accuracyMetres: null },
  doubts: ['old'],
  images: [],
  requestId: null,
});
const log = (text: string): Effect => ({
  effect: 'add-log',
  personId: 'p1',
  on: '2026-12-02',
  at: wednesday,
  text,
  late: false,
  images: [],
});
const ask = (id: string): Effect => ({
  effect: 'ask',
  accountId: 'web-p1',
  dialogue: { id, question: { about: 'make-up', asked: 'on', on: null }, askedAt: wednesday } satisfies Dialogue,
});
const close: Effect = { effect: 'close-question', accountId: 'web-p1' };

describe('a request', () => {
  test('is kept with its chain, its halves and why it was decided so', async () => {
    await applied(resultOf(1n, 'p1', [{ effect: 'open-request', request: jointLeave, beside: null }]));
    const rows = await county.sql(
      `SELECT from_on::text, from_half, to_on::text, to_half, half_days, leave_kind, modes, state, step, version, citations FROM request`,
    );
    expect(rows).toEqual([
      {
        from_on: '2026-12-08',
        from_half: 'pm',
        to_on: '2026-12-12',
        to_half: 'am',
        half_days: 8,
        leave_kind: null,
        modes: ['all'],
        state: 'open',
        step: 0,
        version: 1,
        citations: jointLeave.citations,
      },
    ]);
    expect(await county.sql('SELECT body, scope_id, place, answered_by FROM request_seat ORDER BY place')).toEqual([
      { body: organisation.body, scope_id: '', place: 0, answered_by: null },
      { body: unit.body, scope_id: 'u1', place: 1, answered_by: null },
    ]);
  });

  test('is opened once under its id', async () => {
    await applied(resultOf(1n, 'p1', [open]));
    await expect(applied(resultOf(1n, 'p1', [open]))).rejects.toThrow();
    expect(await count('request')).toBe(1);
  });

  test('moves on by one version with its answer', async () => {
    await applied(resultOf(1n, 'p1', [open]));
    await applied(resultOf(2n, 'p6', [answering({ note: '注意安全' }), moving()]));
    expect(await county.sql('SELECT state, step, version FROM request')).toEqual([
      { state: 'approved', step: 1, version: 2 },
    ]);
    expect(await county.sql('SELECT answered_by, verdict, note, answered_at FROM request_seat')).toEqual([
      { answered_by: 'p6', verdict: 'approve', note: '注意安全', answered_at: new Date(wednesday) },
    ]);
  });
});

describe('a guard that does not hold', () => {
  const later = [log('没有留下'), ask('2')];
  let inboxId: bigint;
  beforeEach(async () => {
    await applied(resultOf(9001n, 'p1', [open]));
    await keepMessage(county.db, messageFrom('p6'));
    inboxId = BigInt((await county.sql<{ id: string }>('SELECT id FROM inbox'))[0]?.id ?? 0);
  });
  const kept = `SELECT (SELECT count(*) FROM audit_entry) + (SELECT count(*) FROM audit_link) + (SELECT count(*) FROM outbox)
    + (SELECT count(*) FROM work_log) + (SELECT count(*) FROM dialogue) AS rows, (SELECT state FROM inbox) AS inbox`;

  test.each([
    ['another version', [moving({ version: 2 })]],
    ['a version that has passed', [moving({ version: 0 })]],
    ['a request that is not there', [moving({ requestId: 'r9' })]],
    ['a seat that is not in the chain', [answering({ seat: unit })]],
    ['a seat of another step', [answering({ step: 1 })]],
  ])('keeps nothing at all: %s', async (_, effects) => {
    const result = resultOf(inboxId, 'p6', [...effects, ...later], [sendTo('p6', 'k1')]);
    await expect(applied(result)).rejects.toBeInstanceOf(VersionConflict);
    expect(await county.sql(kept)).toEqual([{ rows: '2', inbox: 'waiting' }]); // the opening's audit entry and link
  });

  test('keeps nothing at all of the rest of the batch', async () => {
    const fine = resultOf(1n, 'p1', [log('也没有')]);
    await expect(applied(fine, resultOf(2n, 'p6', [moving({ version: 7 })]))).rejects.toBeInstanceOf(VersionConflict);
    expect(await count('work_log')).toBe(0);
  });

  test('lets the first of two answers to a seat stand', async () => {
    await applied(resultOf(2n, 'p6', [answering(), moving({ state: 'open', step: 0 })]));
    await expect(
      applied(resultOf(3n, 'p7', [answering({ personId: 'p7' }), moving({ version: 2 })])),
    ).rejects.toBeInstanceOf(VersionConflict);
    expect(await county.sql('SELECT answered_by FROM request_seat')).toEqual([{ answered_by: 'p6' }]);
  });

  test('moves a request on from any state, by its version alone', async () => {
    await applied(resultOf(2n, 'p6', [moving()]));
    await expect(applied(resultOf(3n, 'p1', [moving({ state: 'cancelled' })]))).rejects.toBeInstanceOf(VersionConflict);
    await applied(resultOf(4n, 'p1', [moving({ version: 2, state: 'cancelled' })]));
    expect(await county.sql('SELECT state::text, version FROM request')).toEqual([{ state: 'cancelled', version: 3 }]);
  });
});

describe('attendance', () => {
  test('is kept once however often the same event is applied, the first stands', async () => {
    await applied(resultOf(1n, 'p1', [arrived('第一次')]));
    await applied(resultOf(2n, 'p1', [arrived('第二次')]));
    await applied(resultOf(3n, 'p1', [arrived('三'), arrived('四')]));
    expect(await county.sql('SELECT on_date::text, kind, inbox_id, note, doubts, point FROM attendance')).toEqual([
      {
        on_date: '2026-12-02',
        kind: 'arrived',
        inbox_id: '1',
        note: '第一次',
        doubts: ['old'],
        point: { latitude: 29.86, longitude: 107.73, datum: 'gcj02', accuracyMetres: null },
      },
    ]);
  });
});

describe('logs', () => {
  test('are all kept, several of one message too', async () => {
    await applied(resultOf(1n, 'p1', [log('一'), log('二')]), resultOf(2n, 'p1', [log('一')]));
    expect(await county.sql('SELECT text FROM work_log ORDER BY inbox_id, id')).toEqual([
      { text: '一' },
      { text: '二' },
      { text: '一' },
    ]);
  });

  test('of the same message are kept once', async () => {
    await applied(resultOf(1n, 'p1', [log('一')]));
    await expect(applied(resultOf(1n, 'p1', [log('一')]))).rejects.toThrow();
    expect(await count('work_log')).toBe(1);
  });
});

describe('the open question', () => {
  const standing = async (): Promise<string[]> =>
    (await county.sql<{ id: string }>('SELECT id FROM dialogue')).map((d) => d.id);

  test('is replaced by the next one and gone once closed', async () => {
    await applied(resultOf(1n, 'p1', [ask('1')]));
    await applied(resultOf(2n, 'p1', [ask('2')]));
    expect(await standing()).toEqual(['2']);
    await applied(resultOf(3n, 'p1', [close]));
    expect(await standing()).toEqual([]);
  });

  test('is the last one that a message asks or closes', async () => {
    await applied(resultOf(1n, 'p1', [close, ask('1')]));
    expect(await standing()).toEqual(['1']);
    await applied(resultOf(2n, 'p1', [ask('2'), close]));
    expect(await standing()).toEqual([]);
  });

  test('is no record of the audit log', async () => {
    await applied(resultOf(1n, 'p1', [ask('1'), close]));
    expect([await count('audit_entry'), await count('audit_link')]).toEqual([0, 0]);
  });
});

describe('what is sent', () => {
  const button = { id: 'b1', personId: 'p6', action: { does: 'answer', verdict: 'approve', requestId: 'r1', step: 0, revision: 0 } } as const; // prettier-ignore
  const shown = { id: 'b1', label: '同意', words: '同意' };

  test('goes out in the order it was said in, across the messages of a batch', async () => {
    await applied(
      resultOf(1n, 'p1', [], [sendTo('p1', 'a'), sendTo('p6', 'b')]),
      resultOf(2n, 'p2', [], [sendTo('p1', 'c')]),
    );
    expect(await county.sql('SELECT key, state::text FROM outbox ORDER BY id')).toEqual([
      { key: 'a', state: 'waiting' },
      { key: 'b', state: 'waiting' },
      { key: 'c', state: 'waiting' },
    ]);
  });

  test('is dropped when its key was used before, in this batch or ever', async () => {
    const twice = [sendTo('p6', 'n:1', { message: { text: '第一次' } }), sendTo('p6', 'n:1')];
    await applied(resultOf(1n, 'p1', [], twice));
    await applied(resultOf(2n, 'p1', [], [sendTo('p6', 'n:1'), sendTo('p6', 'n:2')]));
    expect(await county.sql(`SELECT key, payload ->> 'text' AS text FROM outbox ORDER BY id`)).toEqual([
      { key: 'n:1', text: '第一次' },
      { key: 'n:2', text: 'n:2' },
    ]);
  });

  test('binds its buttons to a person and an action, and none of a dropped message', async () => {
    await applied(resultOf(1n, 'p1', [], [sendTo('p6', 'n:1', { message: { buttons: [shown] }, buttons: [button] })]));
    const again = sendTo('p6', 'n:1', { message: { buttons: [shown] }, buttons: [{ ...button, id: 'b2' }] });
    await applied(resultOf(2n, 'p1', [], [again]));
    expect(await county.sql('SELECT id, outbox_key, person_id, action FROM chat_button')).toEqual([
      { id: 'b1', outbox_key: 'n:1', person_id: 'p6', action: button.action },
    ]);
  });
});

test('the inbox rows of a batch are done with it', async () => {
  for (const who of ['p1', 'p2', 'p3']) await keepMessage(county.db, messageFrom(who));
  const ids = (await county.sql<{ id: string }>('SELECT id FROM inbox ORDER BY id')).map((r) => BigInt(r.id));
  await applied(resultOf(ids[0]!, 'p1', [log('一')]), resultOf(ids[2]!, 'p3', []));
  expect(await county.sql('SELECT state::text, worked_at IS NOT NULL AS worked FROM inbox ORDER BY id')).toEqual([
    { state: 'done', worked: true },
    { state: 'waiting', worked: false },
    { state: 'done', worked: true },
  ]);
});

test('with the consent goes what was put aside, on each account of theirs and of nobody else', async () => {
  await county.sql(`INSERT INTO account VALUES ('demo', 'feishu-p1', 'feishu', 'ou1', 'p1', 'd-feishu', NULL)`);
  await county.sql(`INSERT INTO dialogue (county, account_id, slot, id, question, asked_at)
    SELECT 'demo', id, 'parked', id, '{"about":"make-up","asked":"on","on":null}', now() FROM account WHERE id IN ('web-p1', 'feishu-p1', 'web-p2')`);
  await applied(resultOf(1n, 'p1', [{ effect: 'withdraw-consent', personId: 'p1', at: wednesday }]));
  expect(await county.sql('SELECT account_id FROM dialogue')).toEqual([{ account_id: 'web-p2' }]);
  await county.sql(`DELETE FROM account WHERE id = 'feishu-p1'`);
});
