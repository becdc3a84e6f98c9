import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftNeeds, draftReport } from '../../src/commands/draft-report.ts';
import type { Draft, DraftPoint, DraftTopic } from '../../src/domain/draft-result.ts';
import { datesFrom, type IsoDate } from '../../src/domain/calendar.ts';
import type { Ledger } from '../../src/domain/duty.ts';
import {
  asked,
  both,
  came,
  contextOf,
  draftOf,
  entry,
  log,
  monthlyReport,
  normalMonth,
  owed,
  sampleYear,
  teamMonth,
  thinMonth,
  yearlyReport,
  type Kept,
} from './drafted.ts';
import { rulesOf } from '../reminders/attendance-county.ts';
import { cameOn, saysOf } from './facts.ts';
import { recounted, writtenIn } from './recounted.ts';

const on: IsoDate = '2026-11-15';
const month = (kept: Kept): Draft => draftOf(kept, 'month', on);
const year = (kept: Kept): Draft => draftOf(kept, 'year', on);
const pointsOf = ({ sections }: Draft, topic?: DraftTopic): DraftPoint[] =>
  sections.filter((s) => topic === undefined || s.topic === topic).flatMap((s) => s.sentences.map((t) => t.point));
const missingIn = ({ sections }: Draft): string[] => sections.flatMap((s) => [...s.missing]);
const only = <K extends DraftPoint['is']>(draft: Draft, is: K): Extract<DraftPoint, { is: K }>[] =>
  pointsOf(draft).filter((p): p is Extract<DraftPoint, { is: K }> => p.is === is);

const zhumadian = rulesOf('zhumadian');

const samples = [
  ['a normal month', 'month', normalMonth],
  ['a month with colleagues', 'month', teamMonth],
  ['a thin month', 'month', thinMonth],
  ['a year', 'year', sampleYear],
] as const;

describe('every sentence', () => {
  test.each(samples)('of %s can be counted again from the records that it names', (_, of, kept) => {
    const draft = draftOf(kept, of, on);
    const period = { from: draft.fromOn, to: draft.toOn };
    const sentences = draft.sections.flatMap((s) => s.sentences);
    expect(sentences.length).toBeGreaterThan(4);
    for (const sentence of sentences) expect(sentence.point).toMatchObject(recounted(sentence, kept, period));
  });

  test.each(samples)('of %s that quotes has its words from its records', (_, of, kept) => {
    for (const sentence of draftOf(kept, of, on).sections.flatMap((s) => s.sentences))
      if ('text' in sentence.point) expect(writtenIn(sentence, kept)).toContain(sentence.point.text.replace(/…$/, ''));
  });

  test('of any records can be counted again', () => {
    const dates = fc.constantFrom(...datesFrom('2026-11-01', '2026-11-30'));
    const text = fc.constantFrom('学习', '走访三户', '看望老人。问用药', '打扫院坝');
    const number = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null });
    const entries = fc.array(
      fc
        .tuple(
          fc.constantFrom<Ledger>('study', 'visit', 'meeting', 'training', 'report', 'other'),
          dates,
          text,
          fc.record({
            people: number,
            days: number,
            place: fc.option(text, { nil: null }),
            personId: fc.constantFrom('p1', 'p2', 'p3'),
          }),
        ) // prettier-ignore
        .map(([ledger, date, words, said]) => entry(ledger, date, words, said)),
    );
    const logs = fc.array(fc.tuple(dates, text).map(([date, words]) => log(date, words)));
    fc.assert(
      fc.property(entries, logs, fc.array(dates), fc.constantFrom('month', 'year'), (all, written, days, of) => {
        const kept: Kept = { entries: all, logs: [...both(all.filter((e) => e.personId === 'p1')), ...written], events: cameOn('p1', ...days), owed: [owed()] }; // prettier-ignore
        const reply = draftReport(contextOf(kept), asked(of, on)).replies[0]!.result;
        if (reply.says !== 'draft') return;
        for (const sentence of reply.draft.sections.flatMap((s) => s.sentences))
          expect(sentence.point).toMatchObject(recounted(sentence, kept, { from: reply.draft.fromOn, to: reply.draft.toOn })); // prettier-ignore
      }),
      { numRuns: 60 },
    );
  });

  test('that was counted wrong is found by the recount', () => {
    const sentence = month(normalMonth)
      .sections.flatMap((s) => s.sentences)
      .find((s) => s.point.is === 'held')!;
    const wrong = { ...sentence, from: sentence.from.slice(1) };
    expect(sentence.point).not.toMatchObject(recounted(wrong, normalMonth, { from: '2026-11-01', to: '2026-11-30' }));
  });
});

describe('what is filled in', () => {
  test.each([
    ['a normal month', 'month', normalMonth, 14, 17],
    ['a month with a training', 'month', teamMonth, 15, 17],
    ['a year', 'year', sampleYear, 18, 20],
  ] as const)('of %s is 70 % or more', (_, of, kept, filled, all) => {
    const draft = draftOf(kept, of, on);
    expect([draft.filled, draft.asked]).toEqual([filled, all]);
    expect(draft.filled / draft.asked).toBeGreaterThanOrEqual(0.7);
  });

  test('is less of a month with few records, and what is missing is named', () => {
    const draft = month(thinMonth);
    expect(draft.filled).toBe(7);
    expect(missingIn(draft)).toEqual(['days', 'study-people', 'trainings', 'households', 'meetings', 'problems', 'next-steps']); // prettier-ignore
  });

  test('leaves problems and next steps to the cadre, always', () => {
    for (const [, of, kept] of samples)
      expect(missingIn(draftOf(kept, of, on))).toEqual(expect.arrayContaining(['problems', 'next-steps']));
  });

  test('counts only what the packs ask for: no number of days, no duty to be counted', () => {
    const yulin = rulesOf('yulin');
    expect(month({ ...thinMonth, owed: [] }).asked).toBe(16);
    expect(month({ ...thinMonth, rules: yulin }).asked).toBe(16);
    expect(month({ ...thinMonth, owed: [], rules: yulin }).asked).toBe(15);
  });
});

describe('the material', () => {
  test('has what is an entry and the log of it once', () => {
    const texts = pointsOf(month(normalMonth)).flatMap((p) => ('text' in p ? [p.text] : []));
    expect(texts.filter((t) => t.includes('房子漏雨'))).toHaveLength(1);
    expect(only(month(normalMonth), 'log').map((p) => p.text)).not.toContain('学习惠农补贴政策 11人');
  });

  test('keeps a log of the same words on another day', () => {
    const visits = [entry('visit', '2026-11-03', '看望老人')];
    const draft = month({ entries: visits, logs: [...both(visits), log('2026-11-04', '看望老人')] });
    expect(only(draft, 'log')).toEqual([{ is: 'log', on: ['2026-11-04'], text: '看望老人' }]);
  });

  test('counts a study that two members entered once, and one of a colleague too', () => {
    const draft = month(teamMonth);
    expect(only(draft, 'held')[0]).toMatchObject({ ledger: 'study', count: 3, people: 32 });
    expect(only(draft, 'entry').map((p) => p.text)).toContain('学习安全生产文件');
  });

  test('has of the visits of colleagues nothing but their number, and nothing of other teams', () => {
    const draft = month(teamMonth);
    expect(only(draft, 'held-by-others')).toEqual([{ is: 'held-by-others', ledger: 'visit', count: 2 }]);
    expect(JSON.stringify(draft)).not.toMatch(/住院|刘家|别的队/);
    expect(draft.othersIds).toEqual(['p2', 'p3']);
  });

  test('has one text of several days once', () => {
    expect(only(month(normalMonth), 'log')).toContainEqual({ is: 'log', on: ['2026-11-09', '2026-11-23'], text: '打扫村委会院坝。' }); // prettier-ignore
  });

  test('is of the period alone, up to today', () => {
    const draft = month({ ...normalMonth, at: '2026-11-10 09:00', entries: [...normalMonth.entries!, entry('study', '2026-10-31', '十月的')] }); // prettier-ignore
    expect([draft.fromOn, draft.toOn]).toEqual(['2026-11-01', '2026-11-10']);
    expect(only(draft, 'held').map((p) => [p.ledger, p.count])).toEqual([['study', 1], ['visit', 2], ['report', 1]]); // prettier-ignore
    expect(only(draft, 'month-days')[0]).toMatchObject({ days: 7, leaveDays: 0, minDays: 20 });
  });

  test('begins with the term of office', () => {
    const draft = year({ ...sampleYear, termFrom: '2026-03-10' });
    expect(draft.fromOn).toBe('2026-03-10');
    expect(only(draft, 'year-days')[0]?.months[0]).toMatchObject({ month: '2026-03', days: 16 });
    expect(only(draft, 'held')[0]).toMatchObject({ ledger: 'study', count: 19, quarters: [1, 6, 6, 6] });
  });
});

describe('a year of which only a part is known', () => {
  const late = (from: string): Kept => ({
    at: '2026-12-10 09:00',
    entries: sampleYear.entries!.filter((e) => e.on >= from),
    events: sampleYear.events!.filter((e) => e.on >= from),
    leaves: [],
    owed: [owed({ fromOn: '2026-12-01' })],
  });

  test('begins with the first month that anything is known of: what nobody kept is no month without work', () => {
    const draft = year(late('2026-10-08'));
    expect(draft.fromOn).toBe('2026-10-01');
    expect(only(draft, 'year-days')[0]?.months.map((m) => m.month)).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(only(draft, 'duty')[0]).toMatchObject({ periods: 2, met: 2, done: 5 });
  });

  test('is not begun later by a month in it without records', () => {
    const gap = { ...sampleYear, entries: sampleYear.entries!.filter((e) => !e.on.startsWith('2026-03')) };
    expect(year(gap).fromOn).toBe('2026-01-01');
  });
});

describe('what the packs ask in each period', () => {
  const months = (...counts: number[]): Kept => ({
    at: '2026-03-20 09:00',
    owed: [owed({ fromOn: '2026-02-01', state: 'late' }), owed({ fromOn: '2026-03-01' })],
    entries: counts.flatMap((n, i) =>
      Array.from({ length: n }, (_, k) => entry('study', `2026-0${i + 1}-0${k + 1}` as IsoDate, '学习')),
    ),
  });

  test.each([
    ['a month that is not over counts once it is fulfilled', [2, 3, 2], { done: 7, periods: 3, met: 3 }],
    ['and not before', [2, 3, 1], { done: 6, periods: 2, met: 2 }],
    ['one that is over counts', [2, 1, 2], { done: 5, periods: 3, met: 2 }],
  ])('%s', (_, counts, figures) => {
    expect(only(year(months(...counts)), 'duty')).toMatchObject([{ what: '组织集中学习', atLeast: 2, ...figures }]);
  });

  test('is counted as it is owed: by days of a team, by days it took, of a person their own', () => {
    const of = (said: Parameters<typeof owed>[0], ...entries: ReturnType<typeof entry>[]): number | undefined =>
      only(month({ entries, owed: [owed(said)] }), 'duty')[0]?.done;
    const two = [entry('study', '2026-11-03', '上午学'), entry('study', '2026-11-03', '下午学')];
    expect(of({}, ...two)).toBe(1);
    expect(of({ debtor: { is: 'person', id: 'p1' } }, ...two)).toBe(2);
    const trained = [entry('training', '2026-11-03', '培训', { days: 2.5 }), entry('training', '2026-11-09', '培训')];
    expect(of({ unit: '天', closedBy: 'training', debtor: { is: 'person', id: 'p1' } }, ...trained)).toBe(3.5);
    const theirs = entry('study', '2026-11-05', '学', { personId: 'p2' });
    expect(of({ debtor: { is: 'person', id: 'p1' } }, ...two, theirs)).toBe(2);
    expect(of({}, ...two, theirs)).toBe(2);
  });

  test('of others, of seats and of one month of the year is not counted', () => {
    const entries = [entry('study', '2026-11-03', '学习')];
    for (const other of [
      owed({ debtor: { is: 'team', id: 'team-t1' } }),
      owed({ debtor: { is: 'person', id: 'p2' } }),
      owed({ debtor: { is: 'body', body: '示例', scopeId: '' } }),
      owed({ every: 'year', fromOn: '2026-09-01' }),
    ])
      for (const of of ['month', 'year'] as const)
        expect(only(draftOf({ entries, owed: [other] }, of, on), 'duty')).toEqual([]);
  });

  test('halves of a year and quarters are counted from their first month', () => {
    const entries = ['2026-01-05', '2026-06-30', '2026-07-01'].map((d) => entry('study', d as IsoDate, '学习'));
    const figures = (every: string): object | undefined =>
      only(year({ at: '2026-12-31 20:00', entries, owed: [owed({ every, atLeast: 1, fromOn: '2026-07-01' })] }), 'duty')[0]; // prettier-ignore
    expect(figures('half-year')).toMatchObject({ periods: 2, met: 2 });
    expect(figures('quarter')).toMatchObject({ periods: 4, met: 3 });
  });
});

describe('whom it goes to', () => {
  test('is the report owed for that period, by the person or the team', () => {
    const mine = monthlyReport();
    const others = [
      monthlyReport({ fromOn: '2026-10-01', state: 'late' }),
      monthlyReport({ debtor: { is: 'person', id: 'p2' } }),
      yearlyReport(),
    ];
    expect(month({ ...normalMonth, owed: [...others, mine] }).owed).toEqual([mine]);
    expect(year({ ...sampleYear, owed: [...others, mine] }).owed).toEqual([others[2]]);
  });

  test('says in whose name it is written', () => {
    expect(month(normalMonth)).toMatchObject({ by: 'team', team: '示例一村驻村工作队', village: '示例一村', name: '示例甲' }); // prettier-ignore
    const own = monthlyReport({ debtor: { is: 'person', id: 'p1' } });
    expect(month({ ...normalMonth, owed: [own] }).by).toBe('person');
    expect(month({ ...normalMonth, owed: [] }).by).toBe('person');
  });
});

describe('a draft', () => {
  test('is none where nothing was kept', () => {
    for (const of of ['month', 'year'] as const)
      expect(saysOf(draftReport(contextOf({ owed: [owed(), monthlyReport()] }), asked(of, on)))).toEqual(['nothing-to-draft']); // prettier-ignore
    expect(saysOf(draftReport(contextOf({ ...normalMonth, at: '2026-10-01 09:00' }), asked('month', on)))).toEqual(['nothing-to-draft']); // prettier-ignore
  });

  test('of check-ins alone is one', () => {
    const draft = month({ events: came('2026-11-01', '2026-11-30') });
    expect(pointsOf(draft)).toMatchObject([{ is: 'month-days', days: 21, minDays: 20, leaveDays: 0, share: '2/3' }]);
  });

  test('tells the working days apart where the packs ask for those', () => {
    // 21 working days and two Sundays; a leave took the 13th.
    const kept = { ...normalMonth, rules: zhumadian, events: [...normalMonth.events!, ...cameOn('p1', '2026-11-08', '2026-11-22')] }; // prettier-ignore
    expect(only(month(kept), 'month-days')).toMatchObject([
      { days: 22, counted: 20, counts: 'working-days', minDays: 20, leaveDays: 1, share: null },
    ]);
  });

  test('of a year leaves months with too few working days to a person', () => {
    const draft = year({ ...sampleYear, rules: zhumadian });
    const [point] = only(draft, 'year-days');
    // February has 16 working days, May 19, October 18; December is not over.
    expect(point).toMatchObject({ quotaMonths: 8, reached: 8 });
    expect(point?.months[8]).toMatchObject({ month: '2026-09', counted: 21, counts: 'working-days' });
  });

  test('is not for who is no cadre', () => {
    expect(saysOf(draftReport(contextOf({ personId: 'p6' }), asked('month', on)))).toEqual(['not-a-cadre']);
  });

  test('is made without the duties being known', () => {
    const context = contextOf(normalMonth);
    const { owed: _owed, world: _world, ...facts } = context.facts;
    expect(saysOf(draftReport({ ...context, facts }, asked('month', on)))).toEqual(['draft', 'draft-notes']);
  });

  test('needs the logs, days and entries of its period', () => {
    const period = { from: '2026-11-01', to: '2026-11-30' };
    expect(draftNeeds(asked('month', on))).toEqual({ duties: 'own', ownLogs: period, ownDays: period, ownEntries: period }); // prettier-ignore
  });
});
