import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/context.ts';
import {
  fileWhich,
  writeEntry,
  writeEntryNeeds,
  type EntrySlots,
  type WhichReport,
} from '../../src/commands/write-entry.ts';
import type { DutyPerson, DutyWorld, Owed } from '../../src/domain/duty.ts';
import { sampleCounty } from '../support/sample-county.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';
import { dutyWorld, entry, monthlyReport, photo, study, visits } from './owed.ts';

const slots = (more: Partial<EntrySlots> = {}): EntrySlots => ({
  ledger: 'study',
  on: '2026-12-02',
  text: '集中学习',
  whole: '集中学习 12人',
  people: 12,
  wholeTeam: false,
  days: null,
  level: null,
  place: null,
  about: null,
  problem: null,
  ...more,
});
interface Owing extends Scene {
  readonly owed?: readonly Owed[];
  readonly world?: Partial<DutyWorld>;
  readonly images?: readonly (typeof photo)[];
}
function wrote(more: Partial<EntrySlots> = {}, scene: Owing = {}, personId = 'p1'): Outcome {
  const context = saidBy(personId, scene);
  const facts = { ...context.facts, owed: scene.owed ?? [], world: dutyWorld(scene.world) };
  return writeEntry({ ...context, facts }, slots(more), scene.images ?? []);
}
const towards = (outcome: Outcome): string[] =>
  resultOf(outcome, 'entry-kept').towards.map((o) => `${o.what} ${o.done}/${o.atLeast} ${o.state}`);

describe('an entry', () => {
  test('is a line of its ledger and the day’s log: nothing is typed twice', () => {
    const outcome = wrote({}, { images: [photo] });
    expect(outcome.effects).toEqual([
      { effect: 'add-entry', entry: entry({ people: 12, images: [photo] }) },
      {
        effect: 'add-log',
        personId: 'p1',
        on: '2026-12-02',
        at: shanghai('2026-12-02 10:00'),
        text: '集中学习 12人',
        late: false,
        images: [photo],
      },
    ]);
    expect(resultOf(outcome, 'entry-kept')).toMatchObject({ late: false, logNumber: 1 });
  });

  test('of an earlier day is kept as late, after the logs of that day', () => {
    const log = { personId: 'p1', on: '2026-12-01', at: 0, text: '一', late: false, images: [] } as const;
    const outcome = wrote({ on: '2026-12-01' }, { logs: [log] });
    expect(effectsOf(outcome, 'add-log')[0]).toMatchObject({ on: '2026-12-01', late: true });
    expect(resultOf(outcome, 'entry-kept')).toMatchObject({ late: true, logNumber: 2 });
  });

  test.each(['roster', 'report'] as const)('of a %s is no log', (ledger) => {
    const outcome = wrote({ ledger });
    expect(outcome.effects.map((e) => e.effect)).toEqual(['add-entry']);
    expect(resultOf(outcome, 'entry-kept').logNumber).toBeNull();
  });

  test('of the whole team counts those who are in it that day', () => {
    const person = (id: string, leftOn: DutyPerson['leftOn'] = null): DutyPerson => ({
      ...sampleCounty.people.find((p) => p.id === id)!,
      termFrom: null,
      termTo: null,
      leftOn,
      reachable: true,
    });
    const people = [person('p1'), person('p2', '2026-12-03'), person('p3', '2026-12-02'), person('p5')];
    const all = wrote({ people: null, wholeTeam: true }, { world: { people } });
    expect(resultOf(all, 'entry-kept').entry.people).toBe(2);
    expect(resultOf(wrote({ wholeTeam: true }, { world: { people } }), 'entry-kept').entry.people).toBe(12);
    expect(resultOf(wrote({ people: null, wholeTeam: true }), 'entry-kept').entry.people).toBeNull();
  });

  test.each([
    ['of a day to come', { on: '2026-12-03' }, { says: 'entry-in-future', on: '2026-12-03' }],
    ['without words or figures', { text: '', people: null }, { says: 'ask-entry', ledger: 'study' }],
    ['of more than 5000 characters', { whole: '字'.repeat(5001) }, { says: 'text-too-long', limit: 5000 }],
  ] as const)('%s is not kept', (_, more, result) => {
    const outcome = wrote(more);
    expect(outcome.replies.map((r) => r.result)).toEqual([result]);
    expect(outcome.effects).toEqual([]);
  });

  test('of figures or photos alone is kept, and a roster of a day to come is', () => {
    expect(saysOf(wrote({ text: '' }))).toEqual(['entry-kept']);
    expect(saysOf(wrote({ text: '', people: null }, { images: [photo] }))).toEqual(['entry-kept']);
    expect(saysOf(wrote({ ledger: 'roster', on: '2026-12-05' }))).toEqual(['entry-kept']);
  });

  test('whose day cannot be read keeps all that was said while the day is asked', () => {
    const problem = { problem: 'no-such-date', said: '11.31' } as const;
    const outcome = wrote({ problem }, { images: [photo] });
    expect(resultOf(outcome, 'invalid-span')).toMatchObject({ span: problem, wanted: 'log-day' });
    expect(questionAfter(outcome)).toEqual({
      about: 'log',
      text: '集中学习 12人',
      images: [photo],
      files: [],
      entry: { ledger: 'study', text: '集中学习', people: 12, wholeTeam: false, days: null, level: null, place: null },
    });
    expect(effectsOf(outcome, 'add-entry')).toEqual([]);
  });

  test('is for cadres, and a report also for a seat that owes one', () => {
    expect(saysOf(wrote({}, {}, 'p6'))).toEqual(['not-a-cadre']);
    const owed = [monthlyReport({ debtor: { is: 'body', body: '派出单位', scopeId: 'u1' }, peopleIds: ['p6'] })];
    expect(saysOf(wrote({ ledger: 'report' }, { owed }, 'p6'))).toEqual(['entry-kept']);
    expect(saysOf(wrote({ ledger: 'study' }, { owed: [study({ peopleIds: ['p6'] })] }, 'p6'))).toEqual(['not-a-cadre']);
  });

  test('asks for the duties and the logs of its day', () => {
    expect(writeEntryNeeds(slots({ on: '2026-12-01' }))).toEqual({
      duties: 'own',
      ownLogs: { from: '2026-12-01', to: '2026-12-01' },
    });
  });
});

describe('what it counts towards', () => {
  test('is every duty of its ledger that is the speaker’s or their team’s, in that period', () => {
    const owed = [
      study(),
      study({ key: 'x', what: '小结', debtor: { is: 'person', id: 'p1' }, done: 1 }),
      study({ key: 'other team', debtor: { is: 'team', id: 'team-t1' }, peopleIds: ['p4'] }),
      study({ key: 'november', fromOn: '2026-11-01', dueOn: '2026-11-30', state: 'late' }),
      visits(),
    ];
    expect(towards(wrote({}, { owed }))).toEqual(['组织集中学习 1/2 open', '小结 2/2 done']);
    expect(towards(wrote({ on: '2026-11-30' }, { owed }))).toEqual(['组织集中学习 1/2 late']);
  });

  test('counts once a day for a team, and each time for a person', () => {
    const entries = [entry({ personId: 'p2' })];
    expect(towards(wrote({}, { owed: [study({ done: 1 })], world: { entries } }))).toEqual(['组织集中学习 1/2 open']);
    const mine = [entry({ ledger: 'visit' })];
    expect(towards(wrote({ ledger: 'visit' }, { owed: [visits({ done: 1 })], world: { entries: mine } }))).toEqual([
      '走访农户 2/2 done',
    ]);
  });

  test.each([
    [3.5, 'open', 4.5],
    [null, 'open', 2],
    [4, 'done', 5],
  ])('of days adds them: %j', (days, state, done) => {
    const owed = [visits({ what: '培训时间', unit: '天', atLeast: 5, done: 1, closedBy: 'training', every: 'year', fromOn: '2026-01-01' })]; // prettier-ignore
    expect(towards(wrote({ ledger: 'training', days }, { owed }))).toEqual([`培训时间 ${done}/5 ${state}`]);
  });

  test('goes on after the day by which it was due, as long as the period does', () => {
    const due = study({ every: 'year', fromOn: '2026-01-01', dueOn: '2026-11-20', state: 'late' });
    expect(towards(wrote({}, { owed: [due] }))).toEqual(['组织集中学习 1/2 late']);
    const september = { ...due, fromOn: '2026-09-01', dueOn: '2026-09-30' } as const;
    expect(towards(wrote({}, { owed: [september] }))).toEqual([]);
    const quarter = study({ every: 'quarter', fromOn: '2026-10-01', dueOn: '2026-10-25', state: 'late' });
    expect(towards(wrote({}, { owed: [quarter] }))).toEqual(['组织集中学习 1/2 late']);
  });
});

describe('a report', () => {
  const november = monthlyReport({ fromOn: '2026-11-01', dueOn: '2026-11-30', state: 'late' });
  const december = monthlyReport();
  const quarter = monthlyReport({ key: 'q', every: 'quarter', fromOn: '2026-10-01', to: ['派出单位'] });
  const yearly = monthlyReport({ key: 'y', every: 'year', fromOn: '2026-01-01', dueOn: '2026-12-20', to: ['县委'] });
  const owed = [december, quarter, yearly, november];
  const filed = (text: string, about: EntrySlots['about'], among: readonly Owed[] = owed): Outcome =>
    wrote({ ledger: 'report', text, whole: `上报 ${text}`, people: null, about }, { owed: among });
  const closes = (outcome: Outcome): readonly string[] => effectsOf(outcome, 'add-entry')[0]?.entry.closes ?? [];
  const month = (from: '2026-11-01' | '2026-12-01' | '2026-10-01') =>
    ({ every: 'month', from, to: `${from.slice(0, 8)}31` as typeof from }) as const;
  const unnamed = { from: null, to: null };

  test.each([
    ['of the month that is named', '11月工作汇报', month('2026-11-01'), [november.key]],
    ['of the other month', '12月工作汇报', month('2026-12-01'), [december.key]],
    ['of a month, the one that is late', '月报', { every: 'month', ...unnamed }, [november.key]],
    ['of a year', '年度总结', { every: 'year', ...unnamed }, [yearly.key]],
    ['of a quarter', '季度汇报', { every: 'quarter', ...unnamed }, [quarter.key]],
    ['without a word, what is due first', '工作汇报', { every: null, ...unnamed }, [november.key]],
    ['by whom it goes to', '县委要的总结', { every: null, ...unnamed }, [yearly.key]],
    ['of a month of which nothing is owed', '10月汇报', month('2026-10-01'), []],
  ] as const)('closes that %s', (_, text, about, keys) => {
    expect(closes(filed(text, about))).toEqual(keys);
  });

  test('closes it once for all whom it goes to, and is told as done', () => {
    const outcome = filed('11月工作汇报', month('2026-11-01'));
    expect(towards(outcome)).toEqual(['汇报工作 1/1 done']);
    expect(resultOf(outcome, 'entry-kept').towards[0]?.to).toEqual(['乡镇（街道）', '派出单位']);
  });

  test('that may be of two is asked about, and the list says which numbers they have', () => {
    const other = monthlyReport({ key: 'o', what: '报送工作小结' });
    const outcome = filed('月报', { every: 'month', ...unnamed }, [december, other]);
    expect(resultOf(outcome, 'which-duty').wanted).toBe('report');
    expect(effectsOf(outcome, 'list-duties')).toEqual([
      { effect: 'list-duties', personId: 'p1', owedKeys: [december.key, 'o'], on: '2026-12-02' },
    ]);
    expect(effectsOf(outcome, 'add-entry')).toEqual([]);
  });

  test('that is asked about is kept whole with its photos, and the answer closes those that are meant', () => {
    const other = monthlyReport({ key: 'o', what: '报送工作小结' });
    const both = [december, other];
    const slot = { ledger: 'report', text: '月报', whole: '上报 月报', people: null } as const;
    const question = questionAfter(wrote(slot, { owed: both, images: [photo] }));
    expect(question).toMatchObject({
      about: 'which-report',
      text: '上报 月报',
      images: [photo],
      owedKeys: [december.key, 'o'],
    });
    const answered = (places: readonly number[], owed: readonly Owed[] = both): Outcome => {
      const context = saidBy('p1');
      const facts = { ...context.facts, owed, world: dutyWorld() };
      return fileWhich({ ...context, facts }, question as WhichReport, places);
    };
    expect(effectsOf(answered([1]), 'add-entry')).toMatchObject([
      { entry: { text: '月报', images: [photo], closes: ['o'] } },
    ]);
    expect(closes(answered([0, 1]))).toEqual([december.key, 'o']);
    expect(saysOf(answered([1], [december, { ...other, state: 'done' }]))).toEqual(['no-such-duty']);
  });

  test('closes nothing that is somebody else’s', () => {
    const theirs = monthlyReport({ debtor: { is: 'team', id: 'team-t1' }, peopleIds: ['p4', 'p5'] });
    expect(closes(filed('12月工作汇报', month('2026-12-01'), [theirs]))).toEqual([]);
  });
});
