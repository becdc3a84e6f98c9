import { describe, expect, test } from 'vitest';
import { addApproverNeeds, askOneMore } from '../../src/commands/add-approver.ts';
import type { Outcome } from '../../src/commands/context.ts';
import { pickPerson, type HandingQuestion } from '../../src/commands/pick-person.ts';
import type { Which } from '../../src/domain/dialogue.ts';
import type { Request } from '../../src/domain/request.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import {
  addedSeat,
  answeredBy,
  heldLeave,
  jointLeave,
  makeUpRequest,
  organisation,
  secretary,
  shortLeave,
  unit,
} from './requests.ts';

const any: Which = { code: null, numbers: [], all: false };
const coded = (code: string): Which => ({ ...any, code });

interface Said extends Scene {
  readonly by?: string;
  readonly which?: Which;
  readonly who?: string | null;
}

const context = ({ by = 'p6', who = '示例庚', ...scene }: Said) =>
  saidBy(by, {
    county: sampleCountyWithOfficer,
    requests: [shortLeave()],
    names: who === null ? [] : [who],
    ...scene,
  });
const said = (how: Said = {}): Outcome =>
  askOneMore(context(how), { which: how.which ?? any, who: how.who === undefined ? '示例庚' : how.who });

/** The request as the only effect leaves it. */
function revised(outcome: Outcome): Request {
  expect(outcome.effects.map((e) => e.effect)).toEqual(['revise-request']);
  return effectsOf(outcome, 'revise-request')[0]!.request;
}

function refusal(outcome: Outcome): string {
  expect(outcome.effects).toEqual([]);
  expect(outcome.replies).toHaveLength(1);
  const result = outcome.replies[0]?.result;
  return result?.says === 'cannot-hand-to' || result?.says === 'cannot-transfer'
    ? `${result.says} ${result.why}`
    : String(result?.says);
}

describe('one more approver', () => {
  test('comes after the open step; the chain of the rule and the version that was seen stay', () => {
    const before = shortLeave({ steps: [...shortLeave().steps, { mode: 'any', seats: [organisation] }] });
    const outcome = said({ requests: [before] });
    expect(revised(outcome)).toEqual({
      ...before,
      version: 2,
      steps: [before.steps[0], { mode: 'all', seats: [addedSeat('p7', '示例庚', 'p6')] }, before.steps[1]],
    });
    expect(effectsOf(outcome, 'revise-request')[0]).toMatchObject({ version: 1, why: 'add-approver' });
  });

  test('is told to the applicant; who was added is asked only when their step opens', () => {
    const outcome = said();
    expect(toldBy(outcome)).toEqual(['here approver-added', 'p1 approver-added']);
    expect(outcome.replies.map((r) => r.once)).toEqual([null, 'r1:added.v2:p1']);
    const results = outcome.replies.map((r) => r.result);
    expect(results).toMatchObject([true, false].map((byMe) => ({ name: '示例庚', by: '示例己', byMe })));
  });

  test('leaves the answers of the open step as they are', () => {
    const steps = [{ mode: 'all' as const, seats: [answeredBy('p8', organisation), unit] }];
    const after = revised(said({ by: 'p10', requests: [jointLeave({ steps })] }));
    expect(after.steps[0]).toEqual(steps[0]);
    expect(after.state).toBe('open');
  });

  test('may be added by the officer to whatever waits, found by its code', () => {
    const after = revised(said({ by: 'p11', which: coded('A1B2') }));
    expect(after.steps[1]?.seats).toEqual([addedSeat('p7', '示例庚', 'p11')]);
    expect(refusal(said({ by: 'p11' }))).toBe('nothing-to-answer');
    expect(refusal(said({ by: 'p11', requests: [heldLeave()] }))).toBe('nothing-to-answer');
  });

  test('may be added twice, each another', () => {
    const requests = [revised(said())];
    expect(revised(said({ requests, who: '示例壬' })).steps).toHaveLength(3);
    expect(refusal(said({ requests }))).toBe('cannot-hand-to in-chain');
  });
});

describe('nobody is added', () => {
  test.each<[string, Said, string]>([
    ['to what is over', { quotes: 'r1', requests: [shortLeave({ state: 'approved', step: 1 })] }, 'ended'],
    ['to what was sent back', { quotes: 'r1', requests: [shortLeave({ state: 'returned' })] }, 'ended'],
    ['to what the officer keeps', { by: 'p11', which: coded('G7H8'), requests: [heldLeave()] }, 'ended'],
    ['by one whose step is not open yet', { by: 'p8', which: coded('A1B2'), requests: [shortLeave({ steps: [...shortLeave().steps, { mode: 'any', seats: [organisation] }] })] }, 'not-approver'],
    ['by one who answered already', { by: 'p8', which: coded('C3D4'), requests: [jointLeave({ steps: [{ mode: 'all', seats: [answeredBy('p8', organisation), unit] }] })] }, 'not-approver'],
    ['to one’s own', { by: 'p3', which: coded('E5F6'), requests: [makeUpRequest({ applicantId: 'p3' })] }, 'not-approver'],
  ])('%s', (_, how, why) => {
    expect(refusal(said(how))).toBe(`cannot-transfer ${why}`);
  }); // prettier-ignore

  test.each<[string, Said, string]>([
    ['the applicant', { who: '示例甲' }, 'applicant'],
    ['the speaker', { who: '示例己' }, 'yourself'],
    ['who has no account', { unreachable: ['p7'] }, 'unreachable'],
    ['a resident cadre without a seat', { who: '示例乙' }, 'cadre'],
    ['another holder of the open seat', { holders: { [secretary.body]: ['p6', 'p7'] } }, 'in-chain'],
    ['who answers beside', { by: 'p8', requests: [jointLeave()], who: '示例癸' }, 'in-chain'],
  ])('%s', (_, how, why) => {
    expect(refusal(said(how))).toBe(`cannot-hand-to ${why}`);
  }); // prettier-ignore

  test('where nobody goes by the name', () => {
    expect(refusal(said({ who: '无此人' }))).toBe('nobody-by-name');
  });
});

describe('who is meant', () => {
  const question: HandingQuestion = {
    about: 'which-person',
    act: { does: 'add-approver', requestId: 'r1' },
    personIds: [],
  };

  test('is asked where nobody is named', () => {
    const outcome = said({ who: null });
    expect(questionAfter(outcome)).toEqual(question);
    expect(resultOf(outcome, 'name-whom').act).toBe('add-approver');
  });

  test('is answered by picking one: the question is closed', () => {
    const outcome = pickPerson(context({ question }), question, 'p7');
    expect(outcome.effects.map((e) => e.effect)).toEqual(['close-question', 'revise-request']);
    expect(saysOf(outcome)).toEqual(['approver-added', 'approver-added']);
  });

  test('is answered too late where the request is over, or not there', () => {
    const late = context({ question, requests: [shortLeave({ state: 'withdrawn' })] });
    expect(toldBy(pickPerson(late, question, 'p7'))).toEqual(['here cannot-transfer']);
    expect(questionAfter(pickPerson(late, question, 'p7'))).toBeNull();
    const gone = pickPerson(context({ question, requests: [] }), question, 'p7');
    expect(saysOf(gone)).toEqual(['nothing-to-answer']);
    expect(questionAfter(gone)).toBeNull();
  });

  test('needs the name looked up', () => {
    expect(addApproverNeeds(context({}), { which: coded('A1B2'), who: '示例庚' })).toMatchObject({
      code: 'A1B2',
      names: ['示例庚'],
    });
  });
});
