import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import { deputyNeeds, nameDeputy, withAsked, type DeputySlots } from '../../src/commands/deputy.ts';
import { pickPerson, pickPersonNeeds, type HandingQuestion } from '../../src/commands/pick-person.ts';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Deputy } from '../../src/domain/deputy.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, toldBy, type Scene } from './facts.ts';
import { assignedTo, jointLeave, organisation, secretary, shortLeave } from './requests.ts';

interface Said extends Scene, Partial<DeputySlots> {
  readonly by?: string;
}

/** On 2 December; by the township secretary (p6), unless it is said. */
const context = ({ by = 'p6', who = '示例庚', ...scene }: Said) =>
  saidBy(by, { county: sampleCountyWithOfficer, names: who === null ? [] : [who], ...scene });
const said = (how: Said = {}): Outcome =>
  nameDeputy(context(how), {
    who: how.who === undefined ? '示例庚' : how.who,
    from: how.from === undefined ? '2026-12-02' : how.from,
    to: how.to === undefined ? '2026-12-05' : how.to,
    problem: how.problem ?? null,
  });

const deputy = (id: string, deputyId: string, fromOn: IsoDate, toOn: IsoDate, principalId = 'p6'): Deputy => ({
  id,
  principalId,
  deputyId,
  fromOn,
  toOn,
  namedBy: principalId,
  namedAt: shanghai('2026-11-20 10:00'),
});
const onceOf = ({ replies }: Outcome): (string | null)[] => replies.map((r) => r.once);
const ended = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'end-deputy').map((e) => `${e.deputyId} until ${e.lastOn}`);
const days = (outcome: Outcome): string[] =>
  effectsOf(outcome, 'name-deputy').map((e) => `${e.deputy.fromOn} ${e.deputy.toOn}`);

describe('a deputy is named', () => {
  test('for the speaker’s seats and those days; both learn it', () => {
    const outcome = said({ messageId: 41n });
    expect(outcome.effects).toEqual([
      {
        effect: 'name-deputy',
        deputy: {
          ...deputy('d41', 'p7', '2026-12-02', '2026-12-05'),
          namedAt: shanghai('2026-12-02 10:00'),
        },
      },
    ]);
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy']);
    expect(onceOf(outcome)).toEqual([null, 'd41:named']);
    const told = { fromOn: '2026-12-02', toOn: '2026-12-05', titles: ['示例镇党委书记'] };
    expect(resultOf(outcome, 'deputy-named')).toEqual({ says: 'deputy-named', name: '示例庚', waiting: 0, ...told });
    expect(resultOf(outcome, 'you-are-deputy')).toEqual({ says: 'you-are-deputy', forName: '示例己', ...told });
  });

  test('what waits already is put before them, with buttons', () => {
    const outcome = said({ requests: [shortLeave()], messageId: 41n });
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy', 'p7 please-answer']);
    expect(onceOf(outcome)).toEqual([null, 'd41:named', 'r1:deputy.d41:p7']);
    const { again, shown } = resultOf(outcome, 'please-answer');
    expect(again).toBe('deputy');
    expect(shown.steps[0]?.seats[0]).toMatchObject({
      names: ['示例庚'],
      because: [{ because: 'deputy', name: '示例庚', forName: '示例己', fromOn: '2026-12-02', toOn: '2026-12-05' }],
    });
    expect(outcome.replies[2]?.buttons).toHaveLength(3);
    expect(resultOf(outcome, 'deputy-named').waiting).toBe(1);
  });

  test.each<[string, Said, number]>([
    ['where it begins later', { from: '2026-12-03', requests: [shortLeave()] }, 1],
    ['where they answer it anyway', { requests: [shortLeave()], holders: { [secretary.body]: ['p6', 'p7'] } }, 1],
    ['where they ask for it themselves', { requests: [shortLeave({ applicantId: 'p7' })] }, 0],
    ['where the speaker asks for it', { requests: [shortLeave({ applicantId: 'p6' })] }, 0],
    ['where it was handed to somebody else', { requests: [shortLeave({ steps: [{ mode: 'any', seats: [assignedTo('p9', secretary)] }] })] }, 0],
    ['where it waits for others', { requests: [jointLeave()] }, 0],
    ['where it is over', { requests: [shortLeave({ state: 'approved', step: 1 })] }, 0],
    ['where they were deputy before', { requests: [shortLeave()], deputies: [deputy('d1', 'p7', '2026-12-01', '2026-12-03')] }, 1],
  ])('nothing is put before them %s', (_, how, waiting) => {
    const outcome = said(how);
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy']);
    expect(resultOf(outcome, 'deputy-named').waiting).toBe(waiting);
  }); // prettier-ignore

  test('is no resident cadre without a seat: nobody decides on those whom they work with', () => {
    expect(resultOf(said({ by: 'p6', who: '示例甲' }), 'cannot-hand-to')).toMatchObject({
      why: 'cadre',
      name: '示例甲',
    });
    expect(effectsOf(said({ by: 'p6', who: '示例甲' }), 'name-deputy')).toEqual([]);
  });

  test('by the officer too, and by a first secretary', () => {
    expect(resultOf(said({ by: 'p11', who: '示例庚' }), 'deputy-named')).toMatchObject({
      name: '示例庚',
      titles: ['示例县驻村办'],
    });
    expect(resultOf(said({ by: 'p3' }), 'deputy-named').titles).toEqual(['示例一村第一书记']);
  });

  test('from today, where the days began before', () => {
    expect(days(said({ from: '2026-11-30' }))).toEqual(['2026-12-02 2026-12-05']);
  });

  test('for a single day, and for 366', () => {
    expect(days(said({ from: '2026-12-02', to: '2026-12-02' }))).toEqual(['2026-12-02 2026-12-02']);
    expect(days(said({ from: '2026-12-02', to: '2027-12-02' }))).toEqual(['2026-12-02 2027-12-02']);
  });
});

describe('of those named earlier', () => {
  test('the ones for some of the same days end the day before, and learn it', () => {
    const deputies = [
      deputy('d1', 'p8', '2026-12-01', '2026-12-03'),
      deputy('d2', 'p9', '2026-12-05', '2026-12-20'),
      deputy('d3', 'p10', '2026-12-06', '2026-12-08'),
    ];
    const outcome = said({ deputies, messageId: 41n });
    expect(ended(outcome)).toEqual(['d1 until 2026-12-01', 'd2 until 2026-12-01']);
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy', 'p8 deputy-ended', 'p9 deputy-ended']);
    expect(onceOf(outcome)).toEqual([null, 'd41:named', 'd1:ended', 'd2:ended']);
    const told = outcome.replies.map((r) => r.result).filter((r) => r.says === 'deputy-ended');
    expect(told.map(({ names, toMe }) => [names, toMe])).toEqual([
      [['示例己'], true],
      [['示例己'], true],
    ]);
  });

  test('one whose days begin before is told how long it still lasts', () => {
    const deputies = [deputy('d1', 'p8', '2026-12-01', '2026-12-20')];
    const outcome = said({ deputies, from: '2026-12-04' });
    expect(ended(outcome)).toEqual(['d1 until 2026-12-03']);
    const last = outcome.replies.at(-1);
    expect(last?.recipient).toEqual({ to: 'person', personId: 'p8' });
    expect(last?.once).toBe('d1:until2026-12-03');
    expect(last?.result).toMatchObject({ says: 'you-are-deputy', fromOn: '2026-12-01', toOn: '2026-12-03' });
  });

  test('one whose days would begin later never stands in, and learns that', () => {
    const deputies = [deputy('d1', 'p8', '2026-12-06', '2026-12-20')];
    const outcome = said({ deputies, from: '2026-12-04', to: '2026-12-10' });
    expect(ended(outcome)).toEqual(['d1 until 2026-12-03']);
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy', 'p8 deputy-ended']);
  });

  test('the same person with other days is told those only', () => {
    const outcome = said({ deputies: [deputy('d1', 'p7', '2026-12-01', '2026-12-03')] });
    expect(ended(outcome)).toEqual(['d1 until 2026-12-01']);
    expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy']);
  });

  test('one who was named twice is told once', () => {
    const deputies = [deputy('d1', 'p8', '2026-12-02', '2026-12-02'), deputy('d2', 'p8', '2026-12-04', '2026-12-05')];
    expect(toldBy(said({ deputies })).filter((t) => t.startsWith('p8'))).toEqual(['p8 deputy-ended']);
  });

  test('those of others stay: the speaker may stand in for somebody', () => {
    expect(ended(said({ deputies: [deputy('d1', 'p6', '2026-12-01', '2026-12-09', 'p8')] }))).toEqual([]);
  });

  test('what the old one was asked shows the new one alone', () => {
    const deputies = [deputy('d1', 'p8', '2026-12-01', '2026-12-09')];
    const outcome = said({ deputies, requests: [shortLeave()] });
    expect(resultOf(outcome, 'please-answer').shown.steps[0]?.seats[0]?.names).toEqual(['示例庚']);
  });
});

describe('nobody is named', () => {
  test('by one who holds no seat, or stands in for one only', () => {
    expect(said({ by: 'p1' })).toEqual({ effects: [], replies: [expect.objectContaining({ result: { says: 'no-seat-to-deputise' } })] }); // prettier-ignore
    expect(saysOf(said({ by: 'p1', who: null }))).toEqual(['no-seat-to-deputise']);
    const standsIn = [deputy('d1', 'p1', '2026-12-01', '2026-12-09')];
    expect(saysOf(said({ by: 'p1', deputies: standsIn }))).toEqual(['no-seat-to-deputise']);
  });

  test.each([
    ['the speaker', { who: '示例己' }, 'yourself'],
    ['who has no account', { unreachable: ['p7'] }, 'unreachable'],
  ] as const)('%s, and somebody else is asked for', (_, how, why) => {
    const outcome = said(how);
    expect(resultOf(outcome, 'cannot-hand-to').why).toBe(why);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
    expect(questionAfter(outcome)).toEqual({ about: 'deputy', who: null, from: '2026-12-02', to: '2026-12-05' });
  });

  test('where nobody goes by the name; the days are kept', () => {
    const outcome = said({ who: '无此人' });
    expect(resultOf(outcome, 'nobody-by-name').said).toBe('无此人');
    expect(questionAfter(outcome)).toEqual({ about: 'deputy', who: null, from: '2026-12-02', to: '2026-12-05' });
  });

  test.each<[string, Partial<DeputySlots>, string]>([
    ['that are over', { from: '2026-11-20', to: '2026-12-01' }, 'ends-before-start'],
    ['that end before they begin', { from: '2026-12-05', to: '2026-12-04' }, 'ends-before-start'],
    ['that are more than 366', { from: '2026-12-02', to: '2027-12-03' }, 'too-long'],
    ['that are too far ahead', { from: '2027-12-04', to: '2027-12-05' }, 'too-far-ahead'],
    ['that can’t be read', { from: null, to: null, problem: { problem: 'no-such-date', said: '2.30' } }, 'no-such-date'],
  ])('for days %s: they are asked again', (_, slots, problem) => {
    const outcome = said(slots);
    expect(resultOf(outcome, 'invalid-span').span.problem).toBe(problem);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['ask']);
    expect(questionAfter(outcome)).toEqual({ about: 'deputy', who: '示例庚', from: null, to: null });
  }); // prettier-ignore
});

describe('what is missing is asked for', () => {
  const question = { about: 'deputy', who: '示例庚', from: null, to: null } as const;

  test('first who it is to be', () => {
    const outcome = said({ who: null });
    expect(resultOf(outcome, 'name-whom').act).toBe('deputy');
    expect(questionAfter(outcome)).toEqual({ about: 'deputy', who: null, from: '2026-12-02', to: '2026-12-05' });
  });

  test.each([
    ['both', { from: null, to: null }],
    ['the last', { to: null }],
  ] as const)('then the days: %s', (_, slots) => {
    const outcome = said(slots);
    expect(resultOf(outcome, 'ask-deputy-days').name).toBe('示例庚');
    expect(questionAfter(outcome)).toEqual(question);
  });

  test('the answer is taken with what is known, and closes the question', () => {
    const slots = { who: null, from: '2026-12-03', to: '2026-12-04', problem: null } as const;
    const full = withAsked(question, slots);
    expect(full).toEqual({ ...slots, who: '示例庚' });
    const outcome = nameDeputy(context({ question }), full);
    expect(outcome.effects.map((e) => e.effect)).toEqual(['close-question', 'name-deputy']);
    const other = withAsked({ ...question, from: '2026-12-09', to: '2026-12-10' }, { ...slots, from: null, to: null });
    expect([other.from, other.to]).toEqual(['2026-12-09', '2026-12-10']);
  });

  test('which of several, once the days are known', () => {
    const people = ['p20', 'p21'].map((id) => ({ ...sampleCountyWithOfficer.people[6]!, id, name: '赵某' }));
    expect(saysOf(said({ people, who: '赵某', to: null }))).toEqual(['ask-deputy-days']);
    const asked = said({ people, who: '赵某', from: '2026-12-01' });
    const which: HandingQuestion = {
      about: 'which-person',
      act: { does: 'deputy', from: '2026-12-02', to: '2026-12-05' },
      personIds: ['p20', 'p21'],
    };
    expect(questionAfter(asked)).toEqual(which);
    expect(pickPersonNeeds(which, null)).toMatchObject({ deputies: true, forMe: true });
    const outcome = pickPerson(context({ people, question: which }), which, 'p21');
    expect(effectsOf(outcome, 'name-deputy')[0]?.deputy.deputyId).toBe('p21');
    expect(questionAfter(outcome)).toBeNull();
    const noAccount = pickPerson(context({ people, question: which, unreachable: ['p21'] }), which, 'p21');
    expect(noAccount.effects).toEqual([]);
    expect(resultOf(noAccount, 'cannot-hand-to').why).toBe('unreachable');
    const seatless = pickPerson(context({ people, question: which, by: 'p1' }), which, 'p21');
    expect(saysOf(seatless)).toEqual(['no-seat-to-deputise']);
    expect(questionAfter(seatless)).toBeNull();
    const late = pickPerson(context({ people, question: which, at: '2026-12-06 09:00' }), which, 'p21');
    expect(saysOf(late)).toEqual(['invalid-span']);
    expect(days(pickPerson(context({ people, question: which, at: '2026-12-03 09:00' }), which, 'p21'))).toEqual([
      '2026-12-03 2026-12-05',
    ]);
  });

  test('needs the name, the speaker’s deputies and what waits for them', () => {
    expect(deputyNeeds({ who: '示例庚' })).toEqual({ organisation: true, forMe: true, deputies: true, names: ['示例庚'] }); // prettier-ignore
    expect(deputyNeeds({ who: null })).not.toHaveProperty('names');
  });
});

test('a department’s deputy is put before its part of a joint step alone', () => {
  const outcome = said({ by: 'p8', requests: [jointLeave()] });
  expect(toldBy(outcome)).toEqual(['here deputy-named', 'p7 you-are-deputy', 'p7 please-answer']);
  const seats = resultOf(outcome, 'please-answer').shown.steps[0]?.seats;
  expect(seats?.find((s) => s.body === organisation.body)?.names).toEqual(['示例庚']);
  expect(seats?.find((s) => s.body !== organisation.body)?.names).toEqual(['示例癸']);
});
