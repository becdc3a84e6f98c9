import { describe, expect, test } from 'vitest';
import { acknowledge, heardNeeds } from '../../src/commands/acknowledge.ts';
import type { Outcome, PersonContext } from '../../src/commands/context.ts';
import { dutyDone, dutyDoneNeeds, ownDuties, putOffDuty, type WhichDuty } from '../../src/commands/own-duties.ts';
import type { DutyWorld, Owed } from '../../src/domain/duty.ts';
import { effectsOf, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import { checkup, dutyWorld, monthlyReport, photo, study, visits } from './owed.ts';
import { shortLeave } from './requests.ts';

const november = monthlyReport({ fromOn: '2026-11-01', dueOn: '2026-11-30', state: 'late' });
const theirs = study({ key: 'theirs', debtor: { is: 'team', id: 'team-t1' }, peopleIds: ['p4', 'p5'] });
const timeless = visits({ key: 'timeless', dueOn: null });
const daily = study({ key: 'daily', every: 'day' });
const all = [study(), checkup(), timeless, visits({ state: 'done', done: 2 }), theirs, daily, november];
const sorted = [november, study(), checkup(), timeless];

function by(personId: string, owed: readonly Owed[] = all, world: Partial<DutyWorld> = {}, scene: Scene = {}): PersonContext {
  const context = saidBy(personId, scene);
  return { ...context, facts: { ...context.facts, owed, world: dutyWorld(world) } };
} // prettier-ignore
const listed = sorted.map(({ key }) => key);
const named = (more: Partial<WhichDuty> = {}): WhichDuty => ({ numbers: [], said: null, ...more });
const closed = (outcome: Outcome): readonly (readonly [string, readonly string[]])[] =>
  effectsOf(outcome, 'add-entry').map(({ entry }) => [entry.ledger, entry.closes]);

describe('what is owed', () => {
  test('is listed late first, then by its day, without what is done, daily or somebody else’s', () => {
    const outcome = ownDuties(by('p1'));
    expect(resultOf(outcome, 'own-duties').owed).toEqual(sorted);
    expect(outcome.effects).toEqual([{ effect: 'list-duties', personId: 'p1', owedKeys: listed, on: '2026-12-02' }]);
  });

  test('has beside it what is too late to be reminded of, of the speaker alone, and that their level is missing', () => {
    const lapsed = [
      monthlyReport({ key: 'may', fromOn: '2026-05-01', state: 'late' }),
      { ...theirs, state: 'late' as const },
    ];
    const beside = { lapsed, withoutLevel: ['p1', 'p9'] };
    const said = resultOf(ownDuties(by('p1'), beside), 'own-duties');
    expect(said).toMatchObject({ owed: sorted, lapsed: lapsed.slice(0, 1), levelMissing: true });
    const none = resultOf(ownDuties(by('p2'), { ...beside, lapsed: [theirs] }), 'own-duties');
    expect(none).not.toHaveProperty('lapsed');
    expect(none).not.toHaveProperty('levelMissing');
  });

  test('of a team is every member’s, and of a person nobody else’s', () => {
    expect(resultOf(ownDuties(by('p2')), 'own-duties').owed.map((o) => o.key)).toEqual([november.key, study().key]);
    expect(resultOf(ownDuties(by('p9')), 'own-duties').owed).toEqual([]);
  });

  test('by a seat is that of whoever is asked for it', () => {
    const body = checkup({ debtor: { is: 'body', body: '派出单位', scopeId: 'u1' }, peopleIds: ['p10'] });
    expect(resultOf(ownDuties(by('p10', [body])), 'own-duties').owed).toEqual([body]);
  });
});

describe('已办', () => {
  test('of what is done already keeps no document, and says of none', () => {
    const sent = { ...photo, name: '体检.pdf' };
    const done = checkup({ state: 'done', done: 1 });
    const outcome = dutyDone(by('p1', [done], { listed: [done.key] }), named({ numbers: [1] }), [], [sent]);
    expect(outcome.effects).toEqual([]);
    expect(resultOf(outcome, 'duties-done')).not.toHaveProperty('files');
  });

  test('with a number closes that of the last list, in its ledger', () => {
    const outcome = dutyDone(by('p1', all, { listed }), named({ numbers: [3] }), [photo]);
    expect(effectsOf(outcome, 'add-entry')[0]?.entry).toEqual({
      id: '',
      ledger: 'other',
      personId: 'p1',
      teamId: 'team-v1',
      on: '2026-12-02',
      at: shanghai('2026-12-02 10:00'),
      text: '安排健康体检',
      people: null,
      days: null,
      level: null,
      place: null,
      images: [photo],
      closes: [checkup().key],
    });
    expect(resultOf(outcome, 'duties-done').owed).toEqual([checkup()]);
  });

  test('with several closes them all, one entry a ledger', () => {
    expect(closed(dutyDone(by('p1', all, { listed }), named({ numbers: [2, 3, 4] })))).toEqual([
      ['study', [study().key]],
      ['other', [checkup().key]],
      ['visit', [timeless.key]],
    ]);
  });

  test('of what is past its last day is no line in the ledger of today', () => {
    const late = study({ fromOn: '2026-11-01', dueOn: '2026-11-30', state: 'late' });
    expect(closed(dutyDone(by('p1', [late], { listed: [late.key] }), named({ numbers: [1] })))).toEqual([
      ['other', [late.key]],
    ]);
  });

  test('closes what is done already no second time', () => {
    const done = checkup({ state: 'done', done: 1 });
    const outcome = dutyDone(by('p1', [done], { listed: [done.key] }), named({ numbers: [1] }));
    expect(outcome.effects).toEqual([]);
    expect(saysOf(outcome)).toEqual(['duties-done']);
  });

  test.each([
    ['a number beyond the list', all, listed, { numbers: [5] }],
    ['one of two numbers beyond it', all, listed, { numbers: [1, 9] }],
    ['what is somebody else’s', all, [theirs.key], { numbers: [1] }],
    ['words of nothing that is owed', all, listed, { said: '防汛演练' }],
    ['a word where nothing is owed', [], [], {}],
  ])('%s closes nothing', (_, owed, shown, which) => {
    const outcome = dutyDone(by('p1', owed, { listed: shown }), named(which));
    expect(saysOf(outcome)).toEqual(['no-such-duty']);
    expect(outcome.effects).toEqual([]);
  });

  test.each([
    ['体检', checkup()],
    ['健康体检', checkup()],
    ['集中学习', study()],
    ['工作汇报', november],
  ])('%s closes what it names', (said, meant) => {
    expect(resultOf(dutyDone(by('p1'), named({ said })), 'duties-done').owed).toEqual([meant]);
  });

  test('alone closes the only one that was shown or is owed, and asks which of several', () => {
    expect(resultOf(dutyDone(by('p1', all, { listed: [checkup().key] }), named()), 'duties-done').owed).toEqual([checkup()]); // prettier-ignore
    expect(resultOf(dutyDone(by('p1', [checkup()]), named()), 'duties-done').owed).toEqual([checkup()]);
    const asked = dutyDone(by('p1', all, { listed }), named());
    expect(resultOf(asked, 'which-duty')).toMatchObject({ owed: sorted, wanted: 'done' });
    expect(asked.effects).toEqual([{ effect: 'list-duties', personId: 'p1', owedKeys: listed, on: '2026-12-02' }]);
  });

  test('of an approver who owes nothing still asks what they have answered', () => {
    expect(saysOf(dutyDone(by('p6', []), named()))).toEqual(['answered-by-me']);
    expect(dutyDoneNeeds(by('p6'), named())).toMatchObject({ duties: 'own', organisation: true });
    expect(dutyDoneNeeds(by('p1'), named())).toEqual({ duties: 'own' });
    expect(dutyDoneNeeds(by('p6'), named({ numbers: [1] }))).toEqual({ duties: 'own' });
  });
});

describe('推迟', () => {
  type Later = Parameters<typeof putOffDuty>[1];
  const later = (until: Later['until'], numbers: readonly number[] = [], world: Partial<DutyWorld> = { listed }): Outcome =>
    putOffDuty(by('p1', all, world), { numbers, until, problem: null }); // prettier-ignore
  const answered = (outcome: Outcome): readonly string[] =>
    effectsOf(outcome, 'answer-duty').map(({ answer }) => `${answer.owedKey} ${answer.does} ${answer.until ?? ''}`);

  test('with a number is of that one, until that day', () => {
    const outcome = later('2026-12-04', [3]);
    expect(outcome.effects).toEqual([
      {
        effect: 'answer-duty',
        answer: { owedKey: checkup().key, personId: 'p1', does: 'later', until: '2026-12-04' },
        at: shanghai('2026-12-02 10:00'),
      },
    ]);
    expect(resultOf(outcome, 'duties-later')).toEqual({
      says: 'duties-later',
      owed: [checkup()],
      until: '2026-12-04',
      remindedOn: ['2026-12-04'],
    });
  });

  test('to a day off is said with the working day on which it comes, and before the last day where that is a day off', () => {
    expect(resultOf(later('2026-12-05', [3]), 'duties-later')).toMatchObject({ remindedOn: ['2026-12-07'] });
    const onSunday = { ...checkup(), dueOn: '2026-12-06' } as const;
    const asked = (today: 'due' | 'later'): Outcome =>
      putOffDuty(by('p1', [onSunday], { listed: [onSunday.key] }, today === 'due' ? { at: '2026-12-04 10:00' } : {}), { numbers: [1], until: '2026-12-05', problem: null }); // prettier-ignore
    expect(resultOf(asked('later'), 'duties-later')).toMatchObject({ remindedOn: ['2026-12-04'] });
    expect(resultOf(asked('due'), 'cannot-put-off')).toMatchObject({ why: 'after-due', dueOn: '2026-12-06' });
  });

  test('without one is of those that were shown and can still wait', () => {
    expect(answered(later('2026-12-31'))).toEqual(
      [study(), checkup(), timeless].map(({ key }) => `${key} later 2026-12-31`),
    );
  });

  test.each([
    ['today', '2026-12-02', [2], { why: 'past' }],
    ['a day gone by', '2026-12-01', [2], { why: 'past' }],
    ['the day after the last', '2027-01-01', [2], { why: 'after-due', dueOn: '2026-12-31' }],
    ['any day, of what is late', '2026-12-03', [1], { why: 'after-due', dueOn: '2026-11-30' }],
    ['no day', null, [2], { why: 'no-date' }],
  ] as const)('until %s is refused', (_, until, numbers, why) => {
    const outcome = later(until, numbers);
    expect(resultOf(outcome, 'cannot-put-off')).toMatchObject(why);
    expect(outcome.effects).toEqual([]);
  });

  test('until the last day itself is in order, and without a last day any is', () => {
    expect(answered(later('2026-12-31', [2]))).toHaveLength(1);
    expect(answered(later('2027-03-01', [4]))).toHaveLength(1);
  });

  test('of one that may not and one that may is refused where they were named', () => {
    expect(saysOf(later('2026-12-04', [1, 2]))).toEqual(['cannot-put-off']);
  });

  test('where nothing was shown asks which', () => {
    const outcome = later('2026-12-04', [], {});
    expect(resultOf(outcome, 'which-duty')).toMatchObject({ owed: sorted, wanted: 'later' });
    expect(saysOf(later('2026-12-04', [7]))).toEqual(['no-such-duty']);
  });
});

describe('知道了', () => {
  const shown = { listed, listedOn: '2026-12-01' } as const;
  const heard = (world: Partial<DutyWorld>, scene: Scene = {}, personId = 'p1'): Outcome =>
    acknowledge(by(personId, all, world, scene), null);

  test('after a reminder of today or yesterday ends what is said ahead of what is still open', () => {
    const outcome = heard(shown);
    expect(effectsOf(outcome, 'answer-duty').map(({ answer }) => answer)).toEqual(
      [study(), checkup(), timeless].map(({ key }) => ({ owedKey: key, personId: 'p1', does: 'heard', until: null })),
    );
    expect(saysOf(outcome)).toEqual(['duties-heard']);
    expect(saysOf(heard({ listed, listedOn: '2026-12-02' }))).toEqual(['duties-heard']);
  });

  test.each([
    ['long ago', { listed, listedOn: '2026-11-30' }],
    ['never', {}],
    ['of what is late', { listed: [november.key], listedOn: '2026-12-02' }],
  ] as const)('is passed over in silence where something was shown %s', (_, world) => {
    expect(heard(world)).toEqual({ effects: [], replies: [] });
  });

  test('is said but once', () => {
    const answers = [study(), checkup(), timeless].map(({ key }) => ({ owedKey: key, personId: 'p1', does: 'heard', until: null }) as const); // prettier-ignore
    expect(heard({ ...shown, answers })).toEqual({ effects: [], replies: [] });
  });

  test('is of a request that waits before it is of a reminder', () => {
    const body = study({ debtor: { is: 'body', body: '乡镇', scopeId: 't1' }, peopleIds: ['p6'] });
    const outcome = acknowledge(
      by('p6', [body], { listed: [body.key], listedOn: '2026-12-02' }, { requests: [shortLeave()] }),
      null,
    );
    expect(saysOf(outcome)).toEqual(['not-heard-as-answer']);
    expect(outcome.effects).toEqual([]);
  });

  test('asks for duties only where it may be of a reminder', () => {
    expect(heardNeeds(by('p1'), null)).toMatchObject({ duties: 'own' });
    expect(heardNeeds(by('p1'), 'A1B2')).not.toHaveProperty('duties');
    expect(heardNeeds(by('p1', all, {}, { quotes: 'r1' }), null)).not.toHaveProperty('duties');
  });
});
