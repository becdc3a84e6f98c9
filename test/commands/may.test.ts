/** Who may what in a small county: two townships, four units, two teams, an officer, and deputies of these. */
import { describe, expect, test } from 'vitest';
import { actions, anybody, may, ofPerson, ofRequest, thoseWhom, type Action } from '../../src/commands/may.ts';
import { answerRequest, transferable } from '../../src/domain/approval.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import { personSeat, seatOf, type Request } from '../../src/domain/request.ts';
import { testCounty } from '../builders/county.ts';
import { saidBy, shanghai } from './facts.ts';
import { answeredBy, shortLeave } from './requests.ts';

const { county } = testCounty('e1');
const at = '2026-12-02 10:00';

const deputy = (deputyId: string, principalId: string, namedBy = principalId): Deputy => ({
  id: `${deputyId}-${principalId}`,
  principalId,
  deputyId,
  fromOn: '2026-12-01',
  toOn: '2026-12-05',
  namedBy,
  namedAt: shanghai('2026-11-30 10:00'),
});

/** o7 stands in for the secretary o1, o8 for the first secretary c3, c8 for the officer o10; o2 for the office o5. */
const deputies = [deputy('o7', 'o1'), deputy('o8', 'c3'), deputy('c8', 'o10'), deputy('o2', 'o5')];
const as = (personId: string, more: readonly Deputy[] = deputies) => saidBy(personId, { at, county, deputies: more });

const secretary = seatOf({ body: '乡镇（街道）党（工）委书记', scopeId: 't1' }, '东乡书记');
const department = seatOf({ body: '县委组织部', scopeId: '' }, '县委组织部');
/** c1's leave, entered by c3: before the secretaries of t1 (o1, o2), then the department (o5, o6); filed with o9, o10, o3. */
const leave = (more: Partial<Request> = {}): Request =>
  shortLeave({
    applicantId: 'c1',
    enteredBy: 'c3',
    steps: [
      { mode: 'any', seats: [secretary] },
      { mode: 'any', seats: [department] },
    ],
    filings: [{ body: '县乡村振兴局', scopeId: '', title: '县乡村振兴局' }],
    ...more,
  });

const columns = ['see-whereabouts', 'see-logs', 'see-attendance', 'see-ledger', 'see-leave-kind', 'see-reason', 'explain-request', 'read-own-data', 'who-looked', 'change-own', 'object', 'nudge', 'confirm-attendance', 'ask-leave-for', 'answer', 'settle', 'name-approver', 'transfer', 'add-approver', 'record-paper', 'correct-leave', 'receive-filing', 'name-deputy-for', 'change-holder', 'invite', 'switch-reminder', 'see-platforms', 'bind-group'] as const satisfies readonly Action[]; // prettier-ignore

/** By hand, in the order of the columns: looking (9), one's own request (3), another's (10), seats and accounts (6). */
const matrix: readonly (readonly [string, string, string])[] = [
  ['c1', 'the applicant', '.....++++ +++ .......... ......'],
  ['c3', 'keeper by rule, and entered it', '++++.++.. ..+ ++........ .....+'],
  ['o8', 'deputy of the keeper', '++++..+.. ... ++........ .....+'],
  ['c2', 'of the same team, another unit', '......... ... .......... ......'],
  ['c4', 'of another township', '......... ... .......... ......'],
  ['c5', 'keeper of another team, of a unit that is not hers', '......... ... .......... ......'],
  ['c6', 'leads the team of the township, keeps others', '......... ... .......... ......'],
  ['o1', 'secretary of the township, whose answer it waits for', '...++++.. ... ..+..++... ..+...'],
  ['o2', 'the other holder of that seat', '..+++++.. ... ..+..++... ..+...'],
  ['o7', 'deputy of the secretary, and of the unit', '...++++.. ... ..+..++... ..+...'],
  ['o4', 'of the township committee and the unit', '...+..... ... .......... ..+...'],
  ['o6', 'of the department, whose step comes later', '..+++++.. ... .......... ..+...'],
  ['o9', 'of the bureau that it is filed with', '..++..... ... .........+ ..+...'],
  ['o3', 'secretary of the other township, and of the bureau', '..++..... ... .........+ ..+...'],
  ['o10', 'the officer, and of the bureau', '..++.++.. ... ++.+++++++ ++++++'],
  ['c8', 'deputy of the officer, and so of the bureau', '..++.++.. ... ++.+++++++ ..++++'],
];

/** `settle` and `name-approver` by the table alone: which state they need is the request's. */
describe('who may what about somebody’s request', () => {
  test.each(matrix)('%s, %s', (personId, _, marks) => {
    const asker = as(personId);
    const subject = ofRequest(leave(), asker.facts);
    const granted = columns.map((action) => (may(asker, action, subject) ? '+' : '.')).join('');
    expect(granted).toBe(marks.replace(/ /g, ''));
  });

  test('is told for every action', () => {
    expect([...columns].sort()).toEqual([...actions].sort());
  });
});

describe('scope', () => {
  test('a keeper sees their own team, and nobody of another', () => {
    expect(thoseWhom(as('c3'), 'see-whereabouts').map((p) => p.id)).toEqual(['c1', 'c2', 'c10']);
    expect(thoseWhom(as('c5'), 'see-logs').map((p) => p.id)).toEqual(['c4']); // an adviser is kept by others
  });

  test('the ledger is of the office’s township, its unit or the county', () => {
    const seen = (personId: string): string => thoseWhom(as(personId, []), 'see-ledger').filter((p) => p.post !== null).map((p) => p.id).join(); // prettier-ignore
    expect(seen('o1')).toBe('c1,c2,c3,c6,c7,c8,c10');
    expect(seen('o8')).toBe('c2,c4,c5');
    expect(seen('o6')).toBe('c1,c2,c3,c4,c5,c6,c7,c8,c9,c10');
    expect(seen('c2')).toBe('');
  });

  test('a deputy whom nobody has named for today may nothing', () => {
    expect(thoseWhom(as('o8', []), 'see-whereabouts')).toEqual([]);
  });
});

describe('one’s own', () => {
  const own = (applicantId: string, more: readonly Deputy[] = []) => {
    const asker = as(applicantId, more);
    return (action: Action): boolean => may(asker, action, ofRequest(leave({ applicantId, enteredBy: null }), asker.facts)); // prettier-ignore
  };

  test('is answered, handed over, corrected and settled by nobody for themselves, whatever seats they hold', () => {
    const forbidden: Action[] = ['answer', 'transfer', 'add-approver', 'record-paper', 'correct-leave', 'settle', 'name-approver', 'ask-leave-for', 'name-deputy-for']; // prettier-ignore
    for (const personId of ['o1', 'o10', 'c3', 'o5']) for (const action of forbidden) expect(own(personId)(action), `${personId} ${action}`).toBe(false); // prettier-ignore
  });

  test('is not decided by the deputy whom the applicant named, for any seat', () => {
    const asked = leave({ applicantId: 'o10', enteredBy: null });
    const byDeputy = (named: Deputy): boolean => {
      const asker = as('o7', [named]);
      return may(asker, 'answer', ofRequest(asked, asker.facts));
    };
    expect(byDeputy(deputy('o7', 'o1'))).toBe(true);
    expect(byDeputy(deputy('o7', 'o1', 'o10'))).toBe(false); // the officer's own leave
    expect(byDeputy(deputy('o7', 'o1', 'o5'))).toBe(true);
  });

  test('the officer’s deputy neither changes holders nor names deputies of others', () => {
    for (const action of ['change-holder', 'name-deputy-for'] as const) {
      expect(may(as('c8'), action, anybody)).toBe(false);
      expect(may(as('o10'), action, anybody)).toBe(true);
    }
  });
});

describe('a request that went another way', () => {
  const mayOf = (personId: string, request: Request) => {
    const asker = as(personId);
    return (action: Action): boolean => may(asker, action, ofRequest(request, asker.facts));
  };

  test('is answered by whom it was handed to; who holds the seat may take it back, and sees it', () => {
    const handed = leave({
      steps: [{ mode: 'any', seats: [{ ...secretary, assigned: { personId: 'o9', by: 'o1' } }] }],
    });
    expect(['answer', 'see-leave-kind', 'see-reason'].map((a) => mayOf('o9', handed)(a as Action))).toEqual([true, true, true]); // prettier-ignore
    expect(mayOf('o1', handed)('answer')).toBe(false);
    expect(mayOf('o1', handed)('transfer')).toBe(true);
    expect(mayOf('o4', handed)('transfer')).toBe(false);
  });

  test('is answered by one who was added, who then sees the kind in the ledger', () => {
    const added = leave({ steps: [{ mode: 'all', seats: [{ ...seatOf(personSeat('o8'), '风五'), addedBy: 'o1' }] }] });
    expect(['answer', 'see-leave-kind', 'explain-request'].map((a) => mayOf('o8', added)(a as Action))).toEqual([true, true, true]); // prettier-ignore
    expect(mayOf('o7', added)('answer')).toBe(false);
  });

  test('once answered shows its kind to holders, no longer to their deputies', () => {
    const answered = leave({ step: 1, steps: [{ mode: 'any', seats: [answeredBy('o1', secretary)] }, { mode: 'any', seats: [department] }] }); // prettier-ignore
    expect(mayOf('o2', answered)('see-leave-kind')).toBe(true);
    expect(mayOf('o7', answered)('see-leave-kind')).toBe(false);
    expect(mayOf('o1', answered)('answer')).toBe(false);
    expect(mayOf('o6', answered)('answer')).toBe(true);
  });
});

test('what the table grants and what a request allows agree, for everybody', () => {
  let answered = 0;
  for (const { id } of county.people) {
    const asker = as(id);
    const request = leave({ applicantId: 'c3', enteredBy: null });
    const actor = { personId: id, seats: asker.facts.speaker.seats };
    const recorded = answerRequest(request, actor, 'approve').outcome === 'recorded';
    expect(may(asker, 'answer', ofRequest(request, asker.facts)), id).toBe(recorded);
    const hands = transferable(request, actor).length > 0 && id !== request.applicantId;
    expect(may(asker, 'transfer', ofRequest(request, asker.facts)), id).toBe(hands);
    if (recorded) answered += 1;
  }
  expect(answered).toBe(3); // o1, o2 and o7
});

test('nobody of another place is invited by an office', () => {
  const invites = (personId: string, whom: string): boolean => {
    const asker = as(personId, []);
    const person = county.people.find((p) => p.id === whom)!;
    return may(asker, 'invite', ofPerson(person));
  };
  expect([invites('o1', 'c1'), invites('o1', 'c4'), invites('o8', 'c4'), invites('c3', 'c1')]).toEqual([true, false, true, false]); // prettier-ignore
});
