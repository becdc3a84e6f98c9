import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { nameAnother, pickPerson, pickPersonNeeds, type HandingQuestion } from '../../src/commands/pick-person.ts';
import { transfer, transferNeeds } from '../../src/commands/transfer.ts';
import type { Which } from '../../src/domain/dialogue.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, toldBy, type Scene } from './facts.ts';
import { shortLeave } from './requests.ts';

const any: Which = { code: null, numbers: [], all: false };
const coded = (code: string): Which => ({ ...any, code });

interface Said extends Scene {
  readonly by?: string;
  readonly which?: Which;
  readonly who?: string | null;
}

/** In the small county with an officer (p11); by the township secretary (p6), unless it is said. */
const context = ({ by = 'p6', who = '示例庚', ...scene }: Said) =>
  saidBy(by, {
    county: sampleCountyWithOfficer,
    requests: [shortLeave()],
    names: who === null ? [] : [who],
    ...scene,
  });
const said = (how: Said = {}): Outcome =>
  transfer(context(how), { which: how.which ?? any, who: how.who === undefined ? '示例庚' : how.who });

const assigned = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'assign-seat').map((e) => `${e.requestId} ${e.step} ${e.seat.body} → ${e.personId}, ${e.by}`);

/** Only said, nothing changed; why. */
function refusal(outcome: Outcome): string {
  expect(outcome.effects).toEqual([]);
  const [first] = outcome.replies;
  const result = first?.result;
  expect(outcome.replies).toHaveLength(1);
  return result?.says === 'cannot-hand-to' || result?.says === 'cannot-transfer'
    ? `${result.says} ${result.why}`
    : String(result?.says);
}

describe('who is meant', () => {
  const twice = [
    { ...sampleCountyWithOfficer.people[0]!, id: 'p20', name: '赵某' },
    { ...sampleCountyWithOfficer.people[6]!, id: 'p21', name: '赵某' },
  ];
  const question: HandingQuestion = {
    about: 'which-person',
    act: { does: 'transfer', requestId: 'r1' },
    personIds: ['p20', 'p21'],
  };
  const open = { people: twice, question, names: [] };
  const none: HandingQuestion = { ...question, personIds: [] };

  test('is asked where nobody is named', () => {
    const outcome = said({ who: null });
    expect(questionAfter(outcome)).toEqual(none);
    expect(resultOf(outcome, 'name-whom').act).toBe('transfer');
    expect(nameAnother(context({ question: none }), none, '示例庚').effects.map((e) => e.effect)).toEqual([
      'close-question',
      'assign-seat',
      'move-request',
    ]);
  });

  test('is asked where several go by the name, told apart by where they work', () => {
    const outcome = said({ people: twice, who: '赵某' });
    expect(questionAfter(outcome)).toEqual(question);
    expect(resultOf(outcome, 'which-person')).toEqual({
      says: 'which-person',
      act: 'transfer',
      people: [
        { name: '赵某', titles: ['示例镇', '驻村工作队员'] },
        { name: '赵某', titles: [] },
      ],
    });
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
  });

  test('is not asked where it can’t be handed over anyhow', () => {
    expect(refusal(said({ by: 'p8', which: coded('A1B2'), who: null }))).toBe('cannot-transfer not-approver');
  });

  test('is answered by picking one: the question is closed', () => {
    const outcome = pickPerson(context(open), question, 'p21');
    expect(assigned(outcome)).toEqual(['r1 0 乡镇（街道）党（工）委书记 → p21, p6']);
    expect(questionAfter(outcome)).toBeNull();
    expect(toldBy(outcome)).toEqual(['here transferred', 'p1 transfer-told', 'p21 please-answer']);
  });

  test('picking one who can’t leaves the question open for another', () => {
    expect(refusal(pickPerson(context(open), question, 'p20'))).toBe('cannot-hand-to cadre');
  });

  test('picking one of a request that has moved on meanwhile closes the question', () => {
    const over = { ...open, requests: [shortLeave({ state: 'approved', step: 1 })] };
    const outcome = pickPerson(context(over), question, 'p21');
    expect(outcome.effects).toEqual([{ effect: 'close-question', accountId: 'web-p6' }]);
    expect(saysOf(outcome)).toEqual(['cannot-transfer']);
  });

  test('is answered by a name: of those shown, else of everybody', () => {
    const titled = { ...open, names: ['示例庚', '赵某'] };
    expect(assigned(nameAnother(context(titled), question, '示例庚'))).toEqual([
      'r1 0 乡镇（街道）党（工）委书记 → p7, p6',
    ]);
    expect(saysOf(nameAnother(context(titled), question, '赵某'))).toEqual(['which-person']);
  });

  test('is asked again where nothing is said', () => {
    const outcome = nameAnother(context(open), question, '');
    expect(refusal(outcome)).toBe('name-whom');
    expect(pickPersonNeeds(question, '')).not.toHaveProperty('names');
  });

  test('an open question about something else stays', () => {
    const other = { about: 'make-up', asked: 'on', on: null } as const;
    expect(questionAfter(said({ question: other }))).toBeUndefined();
    const deputy: Said['question'] = { about: 'which-person', act: { does: 'add-approver', requestId: 'r1' }, personIds: [] }; // prettier-ignore
    expect(questionAfter(said({ question: deputy }))).toBeUndefined();
    expect(questionAfter(said({ question }))).toBeNull();
  });

  test('needs the name looked up, and the people who were shown', () => {
    const listed = [{ requestId: 'r1', revision: 0 }];
    const slots = { which: { ...any, numbers: [1] }, who: '示例庚' };
    expect(transferNeeds(context({ listed }), slots)).toMatchObject({ names: ['示例庚'], requestIds: ['r1'] });
    expect(transferNeeds(context({}), { which: any, who: null })).not.toHaveProperty('names');
    expect(pickPersonNeeds(question, null)).toMatchObject({
      requestIds: ['r1'],
      ownRequestsOf: { personIds: ['p20', 'p21'] },
    });
    expect(pickPersonNeeds(question, '示例庚').names).toEqual(['示例庚']);
  });
});
