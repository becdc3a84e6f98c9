import { describe, expect, test } from 'vitest';
import { makeUp, type MakeUpSlots } from '../../src/commands/make-up.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { Person } from '../../src/domain/people.ts';
import { cameOn, effectsOf, fengdu, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { makeUpRequest } from './requests.ts';

const yesterday: MakeUpSlots = { on: '2026-12-01', reason: '手机没电', problem: null };
const asked = (personId: string, slots: Partial<MakeUpSlots> = {}, scene: Scene = {}): Outcome =>
  makeUp(saidBy(personId, scene), { ...yesterday, ...slots });
const adviser: Person = {
  id: 'p20',
  name: '示例顾问',
  post: '产业指导员',
  dispatchLevel: '县派',
  townshipId: 't1',
  villageId: 'v1',
  teamId: 'team-v1',
  unitId: 'u1',
  isTeamLeader: null,
};

describe('a make-up', () => {
  test.each([
    ['驻村工作队员', 'p1', '驻村第一书记', 'team-v1', 'p3'],
    ['驻乡工作队员', 'p5', '驻乡工作队队长', 'team-t1', 'p4'],
    ['驻村第一书记', 'p3', '乡镇（街道）党（工）委', 't1', 'p7'],
    ['驻乡工作队队长', 'p4', '乡镇（街道）党（工）委', 't1', 'p7'],
    ['产业指导员', 'p20', '乡镇（街道）党（工）委', 't1', 'p7'],
  ])('of a %s goes to whoever keeps their attendance', (_, personId, body, scopeId, keeperId) => {
    const outcome = asked(personId, {}, { people: [adviser] });
    const [opened] = effectsOf(outcome, 'open-request');
    expect(opened?.request.steps).toMatchObject([{ mode: 'any', seats: [{ body, scopeId, answer: null }] }]);
    expect(toldBy(outcome)).toEqual(['here request-opened', `${keeperId} please-answer`]);
  });

  test('is opened with its day, its reason and the article that names the keeper', () => {
    const [opened] = effectsOf(asked('p1', {}, { messageId: 12n }), 'open-request');
    expect(opened?.request).toMatchObject({
      id: 'r12',
      kind: 'make-up',
      applicantId: 'p1',
      span: { fromOn: '2026-12-01', toOn: '2026-12-01', fromHalf: 'am', toHalf: 'pm' },
      days: 1,
      reason: '手机没电',
      state: 'open',
      step: 0,
      version: 1,
      filings: [],
      citations: [{ provision: 'FD-09b', article: '第九条' }],
    });
  });

  test('offers its keeper buttons bound to this request', () => {
    const offered = asked('p1', {}, { messageId: 12n }).replies[1]?.buttons;
    expect(offered).toEqual([
      { label: 'approve', action: { does: 'answer', verdict: 'approve', requestId: 'r12', step: 0, revision: 0 } },
      { label: 'reject', action: { does: 'answer', verdict: 'reject', requestId: 'r12', step: 0, revision: 0 } },
      { label: 'return', action: { does: 'answer', verdict: 'return', requestId: 'r12', step: 0, revision: 0 } },
    ]);
  });

  test('asks for the day, then for the reason, and for nothing that was said', () => {
    const day = asked('p1', { on: null });
    expect([saysOf(day), questionAfter(day)]).toEqual([
      ['ask-make-up-date'],
      { about: 'make-up', asked: 'on', on: null },
    ]);
    const reason = asked('p1', { reason: null });
    expect([saysOf(reason), questionAfter(reason)]).toEqual([
      ['ask-make-up-reason'],
      { about: 'make-up', asked: 'reason', on: '2026-12-01' },
    ]);
  });

  test('settles its own question and no other', () => {
    const own = asked('p1', {}, { question: { about: 'make-up', asked: 'reason', on: '2026-12-01' } });
    expect(questionAfter(own)).toBeNull();
    expect(questionAfter(asked('p1', {}, { question: { about: 'photo', images: [] } }))).toBeUndefined();
  });
});

describe('a make-up that is not needed', () => {
  const refused = (on: MakeUpSlots['on'], scene: Scene = {}): unknown => {
    const outcome = asked('p1', { on }, scene);
    expect(outcome.effects).toEqual([]);
    return outcome.replies.map((r) => r.result);
  };

  test('because it is for today or a day to come', () => {
    expect(refused('2026-12-02')).toEqual([{ says: 'make-up-not-needed', on: '2026-12-02', why: 'today' }]);
    expect(refused('2026-12-03')).toEqual([{ says: 'make-up-not-needed', on: '2026-12-03', why: 'future' }]);
  });

  test('because the day counts already', () => {
    const scene = { days: { p1: { events: cameOn('p1', '2026-12-01') } } };
    expect(refused('2026-12-01', scene)).toMatchObject([{ why: 'counts-already' }]);
  });

  test('because it has been asked for and is not decided', () => {
    expect(refused('2026-12-01', { requests: [makeUpRequest()] })).toMatchObject([{ why: 'asked-already' }]);
  });

  test('but is needed where it was rejected, withdrawn, or asked for another day or by another person', () => {
    for (const other of [
      makeUpRequest({ state: 'rejected' }),
      makeUpRequest({ state: 'withdrawn' }),
      makeUpRequest({ applicantId: 'p2' }),
      makeUpRequest({ span: { fromOn: '2026-11-30', toOn: '2026-11-30', fromHalf: 'am', toHalf: 'pm' } }),
    ])
      expect(saysOf(asked('p1', {}, { requests: [other] }))[0]).toBe('request-opened');
  });
});

describe('a make-up that cannot go anywhere', () => {
  test('is for cadres only', () => {
    expect(saysOf(asked('p6'))).toEqual(['not-a-cadre']);
  });

  test('says what is wrong with its day', () => {
    const outcome = asked('p1', { on: null, problem: { problem: 'no-such-date', said: '2.30' } });
    expect(resultOf(outcome, 'invalid-span')).toMatchObject({ span: { said: '2.30' }, wanted: 'day' });
    expect(outcome.effects).toEqual([]);
  });

  test.each([
    ['the post is none the packs know', { ...adviser, post: '联户干部' }],
    ['the person’s team is not in the roster', { ...adviser, post: '驻村工作队员', teamId: null }],
    ['the person’s township is not in the roster', { ...adviser, townshipId: null }],
  ])('says so when %s', (_, person) => {
    const outcome = asked('p20', {}, { people: [person] });
    expect([saysOf(outcome), outcome.effects]).toEqual([['no-keeper-rule'], []]);
  });

  test('says so where no rule names a keeper', () => {
    const rules = { ...fengdu, keeper: () => ({ keeper: null, citations: [], readings: [], facts: {}, trace: [] }) };
    expect(saysOf(asked('p1', {}, { rules }))).toEqual(['no-keeper-rule']);
  });

  test('tells the applicant once when the keeper’s seat is vacant or out of reach', () => {
    const vacant = asked('p1', {}, { holders: { 驻村第一书记: [] } });
    expect(toldBy(vacant)).toEqual(['here request-opened', 'p1 seat-vacant']);
    expect(resultOf(vacant, 'seat-vacant').seats).toMatchObject([{ vacant: true, unreachable: false }]);
    const unreachable = asked('p1', {}, { unreachable: ['p3'] });
    expect(toldBy(unreachable)).toEqual(['here request-opened', 'p3 please-answer', 'p1 seat-vacant']);
    expect(resultOf(unreachable, 'seat-vacant').seats).toMatchObject([{ vacant: false, unreachable: true }]);
  });
});
