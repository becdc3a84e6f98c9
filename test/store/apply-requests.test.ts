import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addApprover, endLeave, revised } from '../../src/domain/approval.ts';
import type { Effect, RevisionWhy } from '../../src/domain/effect.ts';
import type { FilingReceipt } from '../../src/domain/facts.ts';
import { seatOf, type Request } from '../../src/domain/request.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction, openDatabase, VersionConflict } from '../../src/store/database.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { factsFor, open, record } from './asked-facts.ts';
import { openedCounty, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';
import {
  answering,
  assigning,
  fullLeave,
  heldLeave,
  jointLeave,
  moving,
  organisation,
  photo,
  revival,
  secretary,
  shortLeave,
  unit,
} from './sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty(sampleCountyWithOfficer);
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** As it is kept now. */
const kept = async (id: string): Promise<Request> =>
  (await factsFor(county, 'p11', { requestIds: [id] })).requests.find((r) => r.id === id)!;
const revise = (request: Request, version = request.version - 1, why: RevisionWhy = 'edit'): Effect => ({
  effect: 'revise-request',
  request,
  version,
  why,
  beside: null,
});
const count = async (table: string): Promise<number> =>
  (await county.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

describe('a request that is opened', () => {
  test.each([
    ['with everything there is to it', fullLeave],
    ['for the officer, without a seat', heldLeave],
    ['before two bodies', jointLeave],
  ])('comes back as it was, %s', async (_, request) => {
    await open(county, request);
    expect(await kept(request.id)).toEqual(request);
  });

  test('counts its own days where those counted were not kept', async () => {
    await open(county, { ...shortLeave, days: 2.5, countedDays: 9 });
    await county.sql('UPDATE request SET counted_half_days = NULL');
    expect((await kept('r1')).countedDays).toBe(2.5);
  });
});

describe('a request that is revised', () => {
  const shorter = revised(
    shortLeave,
    {
      ...shortLeave,
      span: { ...shortLeave.span, toOn: '2026-12-09' },
      days: 2,
      countedDays: 2,
      reason: '接站',
      remarks: [],
    },
    wednesday,
  );

  test('is the new one whole, under its id, code, applicant and time', async () => {
    const { id, code, applicantId, openedAt } = shortLeave;
    const request = { ...fullLeave, id, code, applicantId, openedAt, version: 2 };
    await open(county, shortLeave);
    await record(county, 'p1', revise(request));
    expect(await kept('r1')).toEqual(request);
  });

  test('loses the seats and the answers that it no longer has', async () => {
    await open(county, { ...jointLeave, version: 3, state: 'returned' });
    const before = { ...jointLeave, version: 3 };
    await record(county, 'p1', revise(revised(before, { steps: shortLeave.steps, state: 'open' }, wednesday)));
    expect(await county.sql('SELECT step, body, answered_by FROM request_seat')).toEqual([
      { step: 0, body: secretary.body, answered_by: null },
    ]);
  });

  test('keeps the answers that still stand, with one more approver after them', async () => {
    await open(county, jointLeave);
    const answer = answering({ requestId: 'r2', seat: organisation, personId: 'p8', note: '好', images: [photo] });
    await record(county, 'p8', answer, moving({ requestId: 'r2', state: 'open', step: 0 }));
    const request = addApprover(await kept('r2'), { id: 'p9', name: '示例壬' }, 'p8');
    await record(county, 'p8', revise(request, 2, 'add-approver'));
    const after = await kept('r2');
    expect(after).toEqual(request);
    expect(after.steps[0]?.seats[0]?.answer).toMatchObject({ personId: 'p8', note: '好', images: [photo] });
    expect(after.steps[1]?.seats[0]).toMatchObject({ body: 'person', scopeId: 'p9', addedBy: 'p8' });
  });

  test('may be kept for the officer, and given to a person by them', async () => {
    await open(county, shortLeave);
    await record(county, 'p1', revise({ ...shortLeave, version: 2, state: 'held', steps: [] }));
    expect(await count('request_seat')).toBe(0);
    const steps = [{ mode: 'all' as const, seats: [{ ...seatOf({ body: 'person', scopeId: 'p7' }, '示例庚'), addedBy: 'p11' }] }]; // prettier-ignore
    await record(county, 'p11', revise({ ...shortLeave, version: 3, steps }, 2, 'name-approver'));
    expect(await kept('r1')).toMatchObject({ state: 'open', version: 3, steps });
  });

  test.each([
    ['a version that has passed', 0],
    ['a version that is not there yet', 2],
  ])('keeps nothing of what was decided on %s', async (_, version) => {
    await open(county, shortLeave);
    const log = { effect: 'add-log', personId: 'p1', on: '2026-12-02', at: wednesday, text: '没有留下', late: false, images: [] } as const; // prettier-ignore
    await expect(record(county, 'p1', log, revise(shorter, version))).rejects.toBeInstanceOf(VersionConflict);
    expect(await kept('r1')).toEqual(shortLeave);
    expect([await count('work_log'), await count('audit_entry')]).toEqual([0, 1]);
  });

  test('or answered at the same moment is one of both: the loser keeps nothing', async () => {
    const other = openDatabase(county.url, county.db.county);
    const answered = [answering(), moving()];
    try {
      for (let round = 0; round < 5; round++) {
        await county.clear();
        await open(county, shortLeave);
        const apart = [
          inTransaction(county.db, (tx) => apply(tx, 'demo', [resultOf(7n, 'p1', [revise(shorter)])], wednesday)),
          inTransaction(other, (tx) => apply(tx, 'demo', [resultOf(8n, 'p6', answered)], wednesday)),
        ];
        const [edit, approval] = await Promise.allSettled(apart);
        const after = await kept('r1');
        const isRevised = edit?.status === 'fulfilled';
        expect(approval?.status).toBe(isRevised ? 'rejected' : 'fulfilled');
        const lost = [edit, approval].flatMap((r): unknown[] => (r?.status === 'rejected' ? [r.reason] : []));
        expect(lost).toEqual([expect.any(VersionConflict)]);
        if (isRevised) expect(after).toEqual(shorter);
        else expect(after).toMatchObject({ state: 'approved', days: 3, version: 2 });
        expect(after.steps[0]?.seats.map((s) => s.answer?.personId)).toEqual([isRevised ? undefined : 'p6']);
        expect(await count('audit_entry')).toBe(isRevised ? 2 : 3);
      }
    } finally {
      await other.close();
    }
  });

  test('of a batch are each their own', async () => {
    await open(county, shortLeave, jointLeave);
    const longer = revised(jointLeave, { ...jointLeave, days: 6, countedDays: 6 }, wednesday);
    await record(county, 'p1', revise(shorter), revise(longer));
    expect([await kept('r1'), await kept('r2')]).toEqual([shorter, longer]);
  });
});

describe('a request that is answered', () => {
  test.each(['approve', 'reject', 'return'] as const)('keeps the whole answer: %s', async (verdict) => {
    await open(county, shortLeave);
    const {
      effect: _,
      requestId,
      step,
      seat,
      ...answer
    } = answering({
      verdict,
      personId: 'p6',
      note: '见签字',
      at: wednesday + 1,
      forId: 'p8',
      recordedBy: 'p11',
      images: [photo],
    }) as Extract<Effect, { effect: 'answer-seat' }>;
    const effect: Effect = { effect: 'answer-seat', requestId, step, seat, ...answer };
    await record(county, 'p11', effect, moving({ state: verdict === 'return' ? 'returned' : 'approved' }));
    expect((await kept('r1')).steps[0]?.seats[0]?.answer).toEqual(answer);
  });

  test('says when it moved', async () => {
    await open(county, shortLeave);
    await record(county, 'p6', moving({ at: wednesday + 99 }));
    expect((await kept('r1')).movedAt).toBe(wednesday + 99);
  });

  test('may be cancelled after it was approved, once', async () => {
    await open(county, shortLeave);
    await record(county, 'p6', answering(), moving());
    const cancel = moving({ version: 2, state: 'cancelled' });
    await record(county, 'p1', cancel);
    await expect(record(county, 'p1', cancel)).rejects.toBeInstanceOf(VersionConflict);
    expect(await kept('r1')).toMatchObject({ state: 'cancelled', version: 3 });
  });
});

describe('a seat that is handed over', () => {
  test('is somebody else’s, and may be given back', async () => {
    await open(county, jointLeave);
    const stays = (version: number): Effect => moving({ requestId: 'r2', version, state: 'open', step: 0 });
    await record(county, 'p8', assigning(organisation, 'p9', { requestId: 'r2', by: 'p8' }), stays(1));
    const handed = await kept('r2');
    expect(handed.steps[0]?.seats.map((s) => s.assigned)).toEqual([{ personId: 'p9', by: 'p8' }, null]);
    expect(handed.version).toBe(2);
    await record(county, 'p9', assigning(organisation, null, { requestId: 'r2', by: 'p9' }), stays(2));
    expect((await kept('r2')).steps).toEqual(jointLeave.steps);
  });

  test.each([
    ['that is answered meanwhile', organisation],
    ['that is not in the chain', secretary],
  ])('keeps nothing of a seat %s', async (_, seat) => {
    await open(county, jointLeave);
    const answer = answering({ requestId: 'r2', seat: organisation, personId: 'p8' });
    await record(county, 'p8', answer, moving({ requestId: 'r2', state: 'open', step: 0 }));
    const late = [assigning(seat, 'p9', { requestId: 'r2' }), moving({ requestId: 'r2', version: 2, state: 'open', step: 0 })]; // prettier-ignore
    await expect(record(county, 'p8', ...late)).rejects.toBeInstanceOf(VersionConflict);
    expect((await kept('r2')).steps[0]?.seats.map((s) => s.assigned)).toEqual([null, null]);
  });
});

describe('a return that is reported', () => {
  const end = (on: `${number}-${number}-${number}`): Effect => ({ effect: 'end-leave', requestId: 'r1', on, half: 'am', at: wednesday }); // prettier-ignore
  const approved = { ...shortLeave, state: 'approved', step: 1 } as const;

  test('is kept with the leave, which stays approved', async () => {
    await open(county, approved);
    await record(county, 'p1', end('2026-12-09'), moving());
    expect(await kept('r1')).toEqual({ ...endLeave(approved, '2026-12-09', 'am', wednesday), movedAt: wednesday });
  });

  test('of a leave that moved on meanwhile is not kept', async () => {
    await open(county, approved);
    await expect(record(county, 'p1', end('2026-12-09'), moving({ version: 2 }))).rejects.toBeInstanceOf(
      VersionConflict,
    );
    expect((await kept('r1')).ended).toBeNull();
  });
});

describe('a nudge', () => {
  test('is remembered with its day and changes no version', async () => {
    await open(county, shortLeave, jointLeave);
    await record(county, 'p1', { effect: 'nudge', version: 1, requestId: 'r1', on: '2026-12-03' });
    expect(await kept('r1')).toEqual({ ...shortLeave, nudgedOn: '2026-12-03' });
    expect((await kept('r2')).nudgedOn).toBeNull();
  });

  test('of a request that has moved on meanwhile is decided anew', async () => {
    await open(county, shortLeave);
    const stale = { effect: 'nudge', version: 0, requestId: 'r1', on: '2026-12-03' } as const;
    await expect(record(county, 'p1', stale)).rejects.toThrow(VersionConflict);
  });
});

describe('a copy for filing', () => {
  const receipt: FilingReceipt = { requestId: 'r1', ...revival, personId: 'p9', at: wednesday };
  const receive = (more: Partial<FilingReceipt> = {}): Effect => ({
    effect: 'receive-filing',
    receipt: { ...receipt, ...more },
  });

  test('is received once for each seat, and the first receipt stands', async () => {
    await open(county, shortLeave, jointLeave);
    await record(county, 'p9', receive());
    await record(county, 'p8', receive({ personId: 'p8', at: wednesday + 1 }), receive({ ...unit, personId: 'p10' }));
    const { receipts } = await factsFor(county, 'p1', { ownRequests: true });
    expect(receipts).toEqual([
      { ...receipt, ...unit, personId: 'p10' },
      receipt,
    ].sort((a, b) => (a.body < b.body ? -1 : 1))); // prettier-ignore
  });

  test('is known to those who have the request before them, and no one else', async () => {
    await open(county, shortLeave);
    await record(county, 'p9', receive());
    expect((await factsFor(county, 'p6', { forMe: true })).receipts).toEqual([receipt]);
    expect((await factsFor(county, 'p2', { ownRequests: true, code: 'A1B2' })).receipts).toEqual([]);
  });
});

test('Every change of a request is found in the audit log under it.', async () => {
  await open(county, shortLeave);
  const receipt = { requestId: 'r1', ...revival, personId: 'p9', at: wednesday };
  await record(county, 'p6', assigning(secretary, 'p7'), moving({ state: 'open', step: 0 }));
  await record(county, 'p1', revise({ ...shortLeave, version: 3, reason: '接站' }));
  await record(county, 'p1', { effect: 'nudge', version: 3, requestId: 'r1', on: '2026-12-03' });
  await record(county, 'p9', { effect: 'receive-filing', receipt });
  await record(county, 'p1', { effect: 'end-leave', requestId: 'r1', on: '2026-12-09', half: 'am', at: wednesday }, moving({ version: 3 })); // prettier-ignore
  const entries = await county.sql<{ verb: string }>(
    `SELECT verb FROM audit_entry WHERE subject = 'request:r1' ORDER BY id`,
  );
  expect(entries.map((e) => e.verb)).toEqual([
    'open-request',
    'assign-seat',
    'move-request',
    'revise-request',
    'nudge',
    'receive-filing',
    'end-leave',
    'move-request',
  ]);
  const [payload] = await county.sql(
    `SELECT payload::json AS p FROM audit_entry WHERE verb = 'revise-request' AND person_id = 'p1'`,
  );
  expect(payload).toMatchObject({ p: { why: 'edit', version: 2, request: { reason: '接站' } } });
});
