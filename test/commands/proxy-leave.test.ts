/** 代请 and 异议: a leave that keeper or officer ask for on somebody's behalf, and what that one says to it. */
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { proxyFor, proxyLeave } from '../../src/commands/correct-leave.ts';
import { object } from '../../src/commands/object.ts';
import type { LeaveDraft } from '../../src/domain/dialogue.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Request } from '../../src/domain/request.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { fengdu, effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { asks, chainOf, confirmedBy, kept, unsaid } from './leave-talk.ts';
import { answeredBy, heldLeave, secretary, shortLeave } from './requests.ts';

const draft: LeaveDraft = { ...unsaid, from: '2026-12-08', to: '2026-12-10', reason: '住院手术', kind: '病假' };
const county = { county: sampleCountyWithOfficer };
const ask = (by: string, who: string, scene: Scene = {}, more: Partial<LeaveDraft> = {}): Outcome =>
  proxyLeave(saidBy(by, { ...county, names: [who], ...scene }), { who, draft: { ...draft, ...more }, problem: null, images: [] }); // prettier-ignore
const twin = (id: string, more: Partial<Person> = {}): Person => ({ ...saidBy('p1').me, id, name: '示例甲', ...more });

describe('for whom', () => {
  test.each([
    ['the keeper', 'p3'],
    ['the officer', 'p11'],
  ])('%s may ask', (_, by) => {
    const outcome = ask(by, '示例甲');
    expect(asks(outcome)).toMatchObject({ asked: 'confirm', purpose: { is: 'proxy', applicantId: 'p1' } });
    expect(resultOf(outcome, 'confirm-leave').preview).toMatchObject({ purpose: 'proxy', forName: '示例甲' });
  });

  test.each([
    ['an approver', 'p6', '示例甲'],
    ['a colleague', 'p2', '示例甲'],
    ['somebody else’s keeper', 'p4', '示例甲'],
    ['the keeper, of one whom another keeps', 'p3', '示例戊'],
  ])('%s may not', (_, by, who) => {
    const outcome = ask(by, who);
    expect(outcome.replies.map((r) => r.result)).toEqual([{ says: 'not-your-cadre', name: who }]);
    expect(outcome.effects).toEqual([]);
  });

  test('not for oneself by proxy, nor for nobody, nor for an office', () => {
    expect(saysOf(ask('p3', '示例丙', { holders: { officer: ['p3'] } }))).toEqual(['not-your-cadre']);
    expect(saysOf(ask('p3', '某人'))).toEqual(['nobody-by-name']);
    expect(saysOf(ask('p11', '示例己'))).toEqual(['nobody-by-name']);
  });

  test('of two by that name the one whom the keeper keeps is meant', () => {
    const people = [twin('p21', { teamId: 'team-v9', villageId: 'v9' })];
    expect(asks(ask('p3', '示例甲', { people })).purpose).toEqual({ is: 'proxy', applicantId: 'p1' });
  });

  test('of two by that name whom one may ask for is asked which; nothing that was said is lost', () => {
    const images = [{ sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 }];
    const scene = { ...county, names: ['示例甲'], people: [twin('p21')] };
    const outcome = proxyLeave(saidBy('p11', scene), { who: '示例甲', draft, problem: null, images });
    expect(saysOf(outcome)).toEqual(['which-person']);
    expect(questionAfter(outcome)).toEqual({
      about: 'which-person',
      act: { does: 'proxy', draft, images },
      personIds: ['p1', 'p21'],
    });
    const picked = proxyFor(saidBy('p11', scene), 'p21', { draft, problem: null, images });
    expect(asks(picked)).toMatchObject({ purpose: { applicantId: 'p21' }, images });
  });

  test('the one who is picked is looked at again: keepers change', () => {
    const outcome = proxyFor(saidBy('p3', { holders: { 驻村第一书记: ['p2'] } }), 'p1', {
      draft,
      problem: null,
      images: [],
    });
    expect(saysOf(outcome)).toEqual(['not-your-cadre']);
  });
});

describe('what is asked for', () => {
  const opened = (by: string, scene: Scene = {}): Outcome => confirmedBy(by, ask(by, '示例甲', scene), { ...county, ...scene, messageId: 12n }); // prettier-ignore

  test('is the applicant’s leave, by their chain, kept with who asked; the applicant is told and may object', () => {
    const outcome = opened('p3');
    expect(kept(outcome)).toMatchObject({
      id: 'r12',
      applicantId: 'p1',
      enteredBy: 'p3',
      state: 'open',
      extendsId: null,
    });
    expect(chainOf(kept(outcome))).toBe('any 乡镇（街道）党（工）委书记@t1');
    expect(toldBy(outcome)).toEqual(['here request-opened', 'p6 please-answer', 'p1 entered-for-you']);
    expect(outcome.replies[2]).toMatchObject({
      once: 'r12:entered:p1',
      result: { by: '示例丙' },
      buttons: [{ label: 'object', action: { does: 'object', requestId: 'r12' } }],
    });
    expect(resultOf(outcome, 'please-answer').shown.enteredBy).toBe('示例丙');
  });

  test('is held by the applicant’s other leaves, not the keeper’s', () => {
    const overlap = [shortLeave()];
    expect(saysOf(ask('p3', '示例甲', { requests: overlap }))).toEqual(['overlaps']);
    expect(saysOf(ask('p3', '示例甲', { requests: [shortLeave({ applicantId: 'p3' })] }))).toEqual(['confirm-leave']);
  });

  test('goes to the officer where no rule settles it; the applicant is told all the same', () => {
    const because = { say: null, notes: [], flags: [], countedDays: null, citations: [], readings: [], facts: {}, trace: [] }; // prettier-ignore
    const rules = { ...fengdu, leave: () => ({ ...because, verdict: 'needs-local-rule' as const }) };
    expect(toldBy(opened('p3', { rules }))).toEqual(['here leave-held', 'p11 please-settle', 'p1 entered-for-you']);
  });

  test('is asked for bit by bit', () => {
    expect(saysOf(ask('p3', '示例甲', {}, { from: null, to: null }))).toEqual(['ask-leave-from']);
    expect(saysOf(ask('p3', '示例甲', {}, { reason: null }))).toEqual(['ask-leave-reason']);
  });

  test('is never answered by the applicant, nor asked of the applicant', () => {
    const holders = { '乡镇（街道）党（工）委书记': ['p1'] };
    expect(toldBy(opened('p3', { holders }))).toEqual([
      'here request-opened',
      'p1 seat-vacant',
      'p11 seat-vacant',
      'p1 entered-for-you',
    ]);
  });
});

describe('an objection', () => {
  const entered = (more: Partial<Request> = {}): Request => shortLeave({ enteredBy: 'p3', reason: '住院手术', leaveKind: '病假', ...more }); // prettier-ignore
  const objects = (requests: readonly Request[], scene: Scene = {}, code: string | null = null, by = 'p1'): Outcome =>
    object(saidBy(by, { ...county, ...scene, requests }), { code, reason: '我没有要请假' });
  const moved = (outcome: Outcome): string[] =>
    effectsOf(outcome, 'move-request').map((e) => `${e.requestId} v${e.version} ${e.state}`);

  test('takes back what is not decided; who asked for it hears why, the approver only that it is taken back', () => {
    const outcome = objects([entered()]);
    expect(moved(outcome)).toEqual(['r1 v1 withdrawn']);
    expect(toldBy(outcome)).toEqual(['here objected', 'p3 objection-told', 'p6 withdrawn-told']);
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r1:n1.objected:p3', 'r1:v0.closed:p6']);
    expect(resultOf(outcome, 'objection-told').reason).toBe('我没有要请假');
    expect(wordReply(outcome.replies[2]!.result).text).not.toContain('我没有要请假');
  });

  test('cancels what is approved, up to its first day; everybody who was told hears it, who asked for it once', () => {
    const approved = entered({ state: 'approved', step: 1, version: 2, steps: [{ mode: 'any', seats: [answeredBy('p6', secretary)] }] }); // prettier-ignore
    for (const at of ['2026-12-02 10:00', '2026-12-08 23:59']) {
      const outcome = objects([approved], { at });
      expect(moved(outcome)).toEqual(['r1 v2 cancelled']);
      expect(toldBy(outcome)).toEqual([
        'here objected',
        'p3 objection-told',
        'p6 withdrawn-told',
        'p9 withdrawn-told',
        'team-v1 away-changed',
      ]);
    }
  });

  test('to a leave that has begun undoes nothing: keeper and officer are told, and look into it', () => {
    const begun = entered({ state: 'approved', step: 1, version: 2 });
    const outcome = objects([begun], { at: '2026-12-09 00:00' });
    expect(outcome.effects).toEqual([]);
    expect([...toldBy(outcome)].sort()).toEqual(['here objected', 'p11 objection-told', 'p3 objection-told']);
    for (const { result } of outcome.replies) expect(wordReply(result).text).not.toMatch(/住院|手术|病/);
  });

  test('takes back what the officer keeps, who is told', () => {
    const outcome = objects([heldLeave({ enteredBy: 'p3' })]);
    expect(moved(outcome)).toEqual(['r4 v1 withdrawn']);
    expect(toldBy(outcome)).toEqual(['here objected', 'p3 objection-told', 'p11 withdrawn-told']);
  });

  test('is to the one that is named or quoted, else to the latest that somebody asked for', () => {
    const [old, late] = [entered({ openedAt: 1 }), entered({ id: 'r5', code: 'J9K1', openedAt: 2 })];
    expect(moved(objects([old, late]))).toEqual(['r5 v1 withdrawn']);
    expect(moved(objects([old, late], {}, 'A1B2'))).toEqual(['r1 v1 withdrawn']);
    expect(moved(objects([old, late], { quotes: 'r1' }))).toEqual(['r1 v1 withdrawn']);
  });

  test.each<[string, Request[], Scene]>([
    ['one’s own asking', [shortLeave()], {}],
    ['one’s own asking, quoted, though another was asked for', [shortLeave({ id: 'r9' }), entered()], { quotes: 'r9' }],
    ['what was asked for somebody else', [entered({ applicantId: 'p2' })], { quotes: 'r1' }],
    ['what is rejected', [entered({ state: 'rejected' })], {}],
    ['what is withdrawn', [entered({ state: 'withdrawn' })], {}],
    ['what is cancelled', [entered({ state: 'cancelled' })], {}],
    ['a leave that was taken', [entered({ state: 'approved', ended: { on: '2026-12-10', half: 'pm', at: 0 } })], {}],
    ['nothing', [], {}],
  ])('is not heard to %s', (_, requests, scene) => {
    const outcome = objects(requests, scene);
    expect(saysOf(outcome)).toEqual(['nothing-to-object']);
    expect(outcome.effects).toEqual([]);
  });

  test('tells nobody of the others what the leave was for', () => {
    const outcome = objects([entered({ state: 'approved', step: 1 })]);
    for (const { result, recipient } of outcome.replies.slice(1))
      expect(`${JSON.stringify(recipient)} ${wordReply(result).text}`).not.toMatch(/住院|手术|病/);
  });
});
