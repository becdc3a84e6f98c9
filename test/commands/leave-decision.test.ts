/** What the rules make of a leave: nobody named, added up with another, and what is to be seen beside the chain. */
import { describe, expect, test } from 'vitest';
import { newLeave } from '../../src/commands/request-leave.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, fengdu, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';
import { draft, asked, confirmed, opened, chainOf, long, rulesSaying, unsettled } from './asked-leave.ts';

describe('a leave that no rule decides', () => {
  const nowhere: Partial<Person> = { unitId: null };
  const member = saidBy('p1').me;

  test('is kept for the officer where the packs leave it to the county, with the pack’s own sentence', () => {
    const county = { county: sampleCountyWithOfficer };
    const shown = asked({}, { rules: unsettled, ...county });
    expect(resultOf(shown, 'confirm-leave').preview).toMatchObject({ held: '由区县规定。', steps: [] });
    const outcome = confirmed({}, { rules: unsettled, ...county, messageId: 12n });
    expect(opened(outcome)).toMatchObject({ state: 'held', steps: [], step: 0, filings: [] });
    expect(toldBy(outcome)).toEqual(['here leave-held', 'p11 please-settle']);
    expect(resultOf(outcome, 'leave-held')).toMatchObject({ say: '由区县规定。', officer: '示例子' });
    expect(outcome.replies[1]).toMatchObject({ once: 'r12:v0.held:p11', requestId: 'r12', buttons: [] });
  });

  test('is kept where the county has no officer either, and says that there is none', () => {
    const outcome = confirmed({}, { rules: unsettled });
    expect(opened(outcome).state).toBe('held');
    expect(toldBy(outcome)).toEqual(['here leave-held']);
    expect(resultOf(outcome, 'leave-held').officer).toBeNull();
  });

  test('is not opened where a rule gives none, or the roster lacks what the rule asks', () => {
    const none = rulesSaying({ verdict: 'no-leave', say: '不准假。' });
    expect(asked({}, { rules: none }).replies.map((r) => r.result)).toMatchObject([
      { says: 'no-leave', say: '不准假。' },
    ]);
    const lacking = rulesSaying({ verdict: 'need-info', missing: ['是否兼任队长'], steps: [], filings: [] });
    expect(resultOf(asked({}, { rules: lacking }), 'roster-lacks').missing).toEqual(['是否兼任队长']);
    expect(saysOf(asked({ reason: null }, { rules: lacking }))).toEqual(['ask-leave-reason']);
    for (const rules of [none, lacking]) expect(effectsOf(confirmed({}, { rules }), 'open-request')).toEqual([]);
  });

  test('is not opened for a post the packs do not know, nor before they are in force', () => {
    const stranger = { ...member, id: 'p20', post: '联户干部' };
    expect(resultOf(asked({}, { people: [stranger] }, 'p20'), 'not-covered').why).toBe('unknown-post');
    const early = { at: '2021-09-01 10:00' };
    const outcome = asked({ from: '2021-09-09', to: '2021-09-09' }, early);
    expect(resultOf(outcome, 'not-covered')).toMatchObject({ why: 'not-in-force', on: '2021-09-09' });
    expect(saysOf(asked({ from: '2021-09-10', to: '2021-09-10' }, early))).toEqual(['confirm-leave']);
  });

  test('is not opened where the place of the deciding body is not in the roster', () => {
    const person = { ...member, ...nowhere, id: 'p20' };
    const outcome = asked({ to: '2026-12-11' }, { people: [person] }, 'p20');
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'place-missing', body: '派出单位' }]);
    expect(saysOf(asked({}, { people: [person] }, 'p20'))).toEqual(['confirm-leave']);
  });

  test('closes its own question and leaves another open', () => {
    const rules = rulesSaying({ verdict: 'no-leave', say: null });
    const own = { rules, question: { about: 'leave', asked: 'to', ...newLeave(draft()) } } as const;
    expect(questionAfter(asked({}, own))).toBeNull();
    expect(questionAfter(asked({}, { rules, question: { about: 'photo', images: [] } }))).toBeUndefined();
  });

  test('is for cadres only', () => {
    expect(saysOf(asked({}, {}, 'p6'))).toEqual(['not-a-cadre']);
  });
});

describe('a leave that goes on from another', () => {
  const before = (more: Partial<Request> = {}): Request =>
    shortLeave({ state: 'approved', span: { fromOn: '2026-12-04', toOn: '2026-12-07', fromHalf: 'am', toHalf: 'pm' }, days: 4, ...more }); // prettier-ignore

  test('is added up, and the chain is that of the total', () => {
    const request = opened(confirmed({}, { requests: [before()] }));
    expect(request).toMatchObject({
      days: 3,
      countedDays: 7,
      joined: [{ requestId: 'r1', code: 'A1B2', fromOn: '2026-12-04', toOn: '2026-12-07', days: 4 }],
    });
    expect(chainOf(request)).toBe(long);
    expect(resultOf(asked({}, { requests: [before()] }), 'confirm-leave').preview).toMatchObject({ days: 3, countedDays: 7 }); // prettier-ignore
  });

  test('with only a weekend between is added up as well, with a working day between is not', () => {
    const friday = before({
      span: { fromOn: '2026-12-04', toOn: '2026-12-04', fromHalf: 'am', toHalf: 'pm' },
      days: 1,
    });
    const monday = { from: '2026-12-07', to: '2026-12-09' } as const;
    expect(opened(confirmed(monday, { requests: [friday] }))).toMatchObject({ days: 3, countedDays: 4 });
    const tuesday = { from: '2026-12-08', to: '2026-12-10' } as const;
    expect(opened(confirmed(tuesday, { requests: [friday] }))).toMatchObject({ countedDays: 3, joined: [] });
  });

  test('that ended early counts as it was taken, and is added up only up to there', () => {
    const cut = before({ ended: { on: '2026-12-04', half: 'pm', at: 0 } });
    expect(opened(confirmed({ from: '2026-12-05', to: '2026-12-06' }, { requests: [cut] }))).toMatchObject({
      days: 2,
      countedDays: 3,
    });
    expect(opened(confirmed({}, { requests: [cut] })).joined).toEqual([]);
  });

  test.each(['rejected', 'withdrawn', 'cancelled'] as const)('that is %s is not added up', (state) => {
    expect(opened(confirmed({}, { requests: [before({ state })] }))).toMatchObject({ countedDays: 3, joined: [] });
  });
});

describe('what is to be seen beside the chain', () => {
  const remarks = (more: Partial<LeaveDraft>, scene: Scene = {}): Request['remarks'] =>
    opened(confirmed(more, scene)).remarks;

  test('holidays within the leave are named, and count', () => {
    const request = opened(confirmed({ from: '2026-09-30', to: '2026-10-02' }, { at: '2026-09-20 10:00' }));
    expect(request.days).toBe(3);
    expect(request.remarks.filter((r) => r.remark === 'holidays')).toMatchObject([{ days: [{ name: '国庆节' }] }]);
    expect(remarks({}).some((r) => r.remark === 'holidays')).toBe(false);
  });

  test('a year whose holidays are not published yet is said to be so', () => {
    expect(remarks({ from: '2027-11-08', to: '2027-11-10' })).toContainEqual({
      remark: 'holidays-unknown',
      year: 2027,
    });
  });

  test('the balance counts what was approved this year of that kind, and this one', () => {
    const rules: Rules = { ...fengdu, leaveBalance: () => ({ limit: 15, citations: [] }) };
    const taken = [
      shortLeave({ id: 'r5', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-03-02', toOn: '2026-03-05', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r6', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-05-06', toOn: '2026-05-09', fromHalf: 'am', toHalf: 'pm' }, ended: { on: '2026-05-06', half: 'am', at: 0 } }),
      shortLeave({ id: 'r7', state: 'approved', leaveKind: '病假', span: { fromOn: '2026-04-06', toOn: '2026-04-08', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r8', state: 'rejected', leaveKind: '事假', span: { fromOn: '2026-06-08', toOn: '2026-06-10', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r9', state: 'approved', leaveKind: '事假', span: { fromOn: '2025-06-08', toOn: '2025-06-10', fromHalf: 'am', toHalf: 'pm' } }),
      shortLeave({ id: 'r10', applicantId: 'p2', state: 'approved', leaveKind: '事假', span: { fromOn: '2026-06-08', toOn: '2026-06-10', fromHalf: 'am', toHalf: 'pm' } }),
    ]; // prettier-ignore
    const found = remarks({ kind: '事假' }, { rules, requests: taken }).filter((r) => r.remark === 'balance');
    expect(found).toEqual([{ remark: 'balance', year: 2026, used: 4.5, withThis: 7.5, limit: 15, citations: [] }]);
  });

  test('a recall is asked about with the days added up, and those of the year', () => {
    const asks: unknown[] = [];
    const rules: Rules = { ...fengdu, leaveRecall: (given) => (asks.push(given), { say: '召回。', citations: [], steps: [{ mode: 'any', bodies: [{ name: '县乡村振兴局', scope: 'county' }] }] }) as unknown as ReturnType<Rules['leaveRecall']> }; // prettier-ignore
    const joined = shortLeave({
      state: 'approved',
      span: { fromOn: '2026-12-04', toOn: '2026-12-07', fromHalf: 'am', toHalf: 'pm' },
    });
    expect(remarks({}, { rules, requests: [joined] })).toContainEqual({
      remark: 'recall',
      text: '召回。',
      citations: [],
      seats: [{ body: '县乡村振兴局', scopeId: '' }],
    });
    expect(asks[0]).toMatchObject({ days: 7, yearDays: 7, post: '驻村工作队员', on: '2026-12-08' });
  });
});
