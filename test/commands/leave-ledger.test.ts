/** 请假台账: who may see whose leave, and what of it. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { leaveLedger, ledgerNeeds } from '../../src/commands/leave-ledger.ts';
import type { LedgerRow } from '../../src/domain/ledger.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import {
  addedSeat,
  answeredBy,
  assignedTo,
  bureau,
  jointLeave,
  makeUpRequest,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

const december = { from: '2026-12-01', to: '2026-12-31' } as const;
const ledger = (by: string, requests: readonly Request[], scene: Scene = {}): Outcome =>
  leaveLedger(saidBy(by, { county: sampleCountyWithOfficer, at: '2026-12-20 10:00', ...scene, requests }), december);
const rows = (by: string, requests: readonly Request[], scene: Scene = {}): readonly LedgerRow[] =>
  resultOf(ledger(by, requests, scene), 'leave-ledger').ledger.rows;
const through = [{ mode: 'any' as const, seats: [answeredBy('p6', secretary)] }];
const approved = (more: Partial<Request> = {}): Request =>
  shortLeave({ state: 'approved', step: 1, steps: through, reason: '住院手术', leaveKind: '病假', ...more });
const span = (fromOn: Request['span']['fromOn'], toOn: Request['span']['toOn']): Request['span'] => ({ fromOn, toOn, fromHalf: 'am', toHalf: 'pm' }); // prettier-ignore

describe('who sees whose', () => {
  const elsewhere = { ...saidBy('p1').me, id: 'p21', name: '示例外', townshipId: 't9', villageId: 'v9', teamId: 'team-v9', unitId: 'u9' }; // prettier-ignore
  const everybody = ['p1', 'p3', 'p4', 'p5', 'p21'].map((applicantId, i) => approved({ id: `r${i + 1}`, applicantId }));
  const seen = (by: string): string[] =>
    rows(by, everybody, { people: [elsewhere] })
      .map((r) => r.name)
      .sort();

  test.each([
    ['a first secretary: those whom they keep', 'p3', ['示例甲']],
    ['the leader of a township team: those whom they keep', 'p4', ['示例戊']],
    ['a township’s secretary: all in the township', 'p6', ['示例丁', '示例丙', '示例戊', '示例甲']],
    ['a dispatching unit: whom it sent', 'p10', ['示例丁', '示例丙', '示例戊', '示例甲']],
    ['an office of the county: everybody', 'p8', ['示例丁', '示例丙', '示例外', '示例戊', '示例甲']],
    ['the officer: everybody', 'p11', ['示例丁', '示例丙', '示例外', '示例戊', '示例甲']],
  ])('%s', (_, by, names) => {
    expect(seen(by)).toEqual([...names].sort());
  });

  test.each(['p1', 'p2', 'p5'])('%s, who holds no seat, sees nothing', (by) => {
    expect(saysOf(ledger(by, everybody))).toEqual(['ledger-not-yours']);
  });

  test('asks the store for the places of one’s own seats alone', () => {
    expect(ledgerNeeds(saidBy('p6'), december).ledger).toMatchObject({ ...december, seats: [{ scopeId: 't1' }] });
  });
});

describe('what of it', () => {
  test('neither reason nor photo for anybody', () => {
    const images = [{ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }];
    for (const by of ['p3', 'p6', 'p11']) {
      const outcome = ledger(by, [approved({ images })]);
      expect(JSON.stringify(outcome.replies[0]?.result)).not.toMatch(/住院|手术|aaaa/);
      expect(outcome.replies[0]?.images).toEqual([]);
      expect(outcome.effects).toEqual([]);
    }
  });

  test('the kind only for those in its chain', () => {
    const kindFor = (by: string, request = approved()): string | null | undefined => rows(by, [request])[0]?.leaveKind;
    expect(kindFor('p6')).toBe('病假');
    for (const by of ['p3', 'p8', 'p9', 'p11']) expect(kindFor(by)).toBeNull();
    expect(kindFor('p8', approved({ steps: [{ mode: 'any', seats: [assignedTo('p8', secretary)] }] }))).toBe('病假');
    expect(kindFor('p9', approved({ steps: [...through, { mode: 'all', seats: [answeredBy('p9', addedSeat('p9', '示例壬'))] }] }))).toBe('病假'); // prettier-ignore
    expect(wordReply(ledger('p3', [approved()]).replies[0]!.result).text).not.toContain('病');
  });

  test('each answer with its day, for whom, and whether on paper', () => {
    const at = shanghai('2026-12-03 09:00');
    const steps = [
      { mode: 'any' as const, seats: [answeredBy('p7', secretary, { forId: 'p6', at })] },
      { mode: 'all' as const, seats: [answeredBy('p10', unit, { recordedBy: 'p11', at }), jointLeave().steps[0]!.seats[0]!] },
    ]; // prettier-ignore
    expect(rows('p11', [approved({ steps, state: 'open' })])[0]?.approvals).toEqual([
      {
        title: '示例镇党委书记',
        by: '示例庚',
        verdict: 'approve',
        at: '2026-12-03',
        forName: '示例己',
        onPaper: false,
      },
      { title: '示例县某局', by: '示例癸', verdict: 'approve', at: '2026-12-03', forName: null, onPaper: true },
      { title: '示例县委组织部', by: null, verdict: null, at: null, forName: null, onPaper: false },
    ]);
  });

  test('when a copy was received', () => {
    const receipts = [{ requestId: 'r1', body: bureau.body, scopeId: '', personId: 'p9', at: shanghai('2026-12-04 09:00') }]; // prettier-ignore
    expect(rows('p11', [approved()], { receipts })[0]?.filings).toEqual([{ title: '示例县乡村振兴局', receivedOn: '2026-12-04' }]); // prettier-ignore
    const other = receipts.map((r) => ({ ...r, requestId: 'r9' }));
    expect(rows('p11', [approved()], { receipts: other })[0]?.filings[0]?.receivedOn).toBeNull();
  });

  test.each<[string, Partial<Request>, string, Partial<LedgerRow>]>([
    ['in time', { ended: { on: '2026-12-10', half: 'pm', at: 0 } }, '2026-12-20', { daysTaken: 3, overdueDays: 0, isReturnUnreported: false }],
    ['half a day early', { ended: { on: '2026-12-10', half: 'am', at: 0 } }, '2026-12-20', { daysTaken: 2.5, overdueDays: 0 }],
    ['two days late', { ended: { on: '2026-12-12', half: 'pm', at: 0 } }, '2026-12-20', { daysTaken: 3, overdueDays: 2 }],
    ['not reported', {}, '2026-12-20', { daysTaken: 3, ended: null, isReturnUnreported: true }],
    ['not reported on its last day', {}, '2026-12-10', { isReturnUnreported: false }],
    ['not reported the day after', {}, '2026-12-11', { isReturnUnreported: true }],
    ['never given', { state: 'rejected' }, '2026-12-20', { isReturnUnreported: false }],
  ])('the return as it is: %s', (_, more, today, expected) => {
    expect(rows('p3', [approved(more)], { at: `${today} 10:00` })[0]).toMatchObject(expected);
  }); // prettier-ignore

  test('who asked, what it extends, whether late, and the article', () => {
    const request = approved({ enteredBy: 'p3', extendsId: 'r9', late: true, joined: [{ requestId: 'r9', code: 'X1Y2', fromOn: '2026-12-05', toOn: '2026-12-07', days: 3 }] }); // prettier-ignore
    expect(rows('p11', [request])[0]).toMatchObject({
      enteredBy: '示例丙',
      extendsCode: 'X1Y2',
      late: true,
      articles: ['《丰都县驻乡驻村干部细则》第九条'],
    });
  });
});

describe('which leaves', () => {
  test.each([
    ['that begin before and end within', span('2026-11-28', '2026-12-01'), 1],
    ['that begin within and end after', span('2026-12-31', '2027-01-02'), 1],
    ['that end the day before', span('2026-11-28', '2026-11-30'), 0],
    ['that begin the day after', span('2027-01-01', '2027-01-02'), 0],
  ])('%s', (_, days, count) => {
    expect(rows('p3', [approved({ span: days })])).toHaveLength(count);
  });

  test.each([
    ['open', 1],
    ['held', 1],
    ['returned', 1],
    ['approved', 1],
    ['rejected', 1],
    ['cancelled', 1],
    ['withdrawn', 0],
  ] as const)('that are %s: %d', (state, count) => {
    expect(rows('p3', [approved({ state })])).toHaveLength(count);
  });

  test('no missed check-ins; by their first day', () => {
    const requests = [makeUpRequest(), approved({ id: 'r5', code: 'J9K1', span: span('2026-12-01', '2026-12-02') }), approved()]; // prettier-ignore
    expect(rows('p3', [requests[2]!, ...requests.slice(0, 2)]).map((r) => r.code)).toEqual(['J9K1', 'A1B2']);
  });
});
