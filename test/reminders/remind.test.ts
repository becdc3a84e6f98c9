/** Who is told in the morning, of what, and that it is told once. */
import { describe, expect, test } from 'vitest';
import type { Owed } from '../../src/domain/duty.ts';
import { wordReply } from '../../src/replies/word.ts';
import { sampleCountyWithOfficer } from '../support/sample-county.ts';
import { study, summary } from '../replies/samples-reminders.ts';
import { daysNeed, remind } from '../../src/reminders/remind.ts';
import { rulesOf, watched, worked, type Place } from './attendance-county.ts';
import { linesOf, morning, readerOf, sentAt, told, type Morning } from './morning.ts';

/** The member p1's own, kept by the first secretary p3. */
const visits = (more: Partial<Owed> = {}): Owed =>
  study({
    key: 'X-1.0|person:p1||2026-12-01',
    dutyKey: 'X-1.0',
    debtor: { is: 'person', id: 'p1' },
    what: '走访',
    peopleIds: ['p1'],
    teamId: null,
    ...more,
  });
/** Of the bureau, whose seat p9 holds. */
const check = (more: Partial<Owed> = {}): Owed =>
  study({
    key: 'X-2.0|body:县乡村振兴局@||2026-12-01',
    dutyKey: 'X-2.0',
    debtor: { is: 'body', body: '县乡村振兴局', scopeId: '' },
    what: '核对出勤',
    peopleIds: ['p9'],
    teamId: null,
    ...more,
  });
const at = (date: string, owed: readonly Owed[], more: Partial<Morning> = {}): string[] =>
  told(morning({ at: `${date} 08:00`, owed, ...more }));

describe('a reminder', () => {
  test('comes on its day, and on no other as long as it went out', () => {
    const owed = [visits()];
    expect(at('2026-12-23', owed)).toEqual([]);
    expect(at('2026-12-24', owed)).toEqual(['p1: 走访 ahead']);
    const { keys } = morning({ at: '2026-12-24 08:00', owed });
    expect(keys).toEqual(['X-1.0|person:p1||2026-12-01|ahead-5|p1']);
    for (const on of ['2026-12-24', '2026-12-25', '2026-12-30']) expect(at(on, owed, { reminded: keys })).toEqual([]);
    expect(at('2026-12-31', owed, { reminded: keys })).toEqual(['p1: 走访 last-day']);
  });

  test('is for those alone who still owe it', () => {
    expect(at('2026-12-31', [visits({ state: 'done', done: 2 })])).toEqual([]);
  });

  test('does not come on a day off, and comes on a Saturday that is worked', () => {
    const owed = [visits({ fromOn: '2026-02-01', dueOn: '2026-02-20', ahead: [] })];
    expect(at('2026-02-13', owed)).toEqual([]);
    expect(at('2026-02-14', owed)).toEqual(['p1: 走访 last-day']);
    for (const off of ['2026-02-15', '2026-02-19', '2026-02-23', '2026-02-22']) expect(at(off, owed)).toEqual([]);
    expect(at('2026-02-24', owed)).toEqual(['p1: 走访 overdue']);
  });

  test('of a Sunday comes on the Friday before', () => {
    expect(at('2026-12-18', [summary()], { reminded: [`${summary().key}|ahead-3|p3`] })).toEqual([
      'p3: 报年度工作总结 last-day',
    ]);
  });

  test('that was missed is not made up for: the latest says how things stand, and takes the others with it', () => {
    const went = morning({ at: '2026-12-17 08:00', owed: [summary()] });
    expect(told(went)).toEqual(['p3: 报年度工作总结 ahead']);
    expect(went.keys).toEqual(['ahead-10', 'ahead-3'].map((stage) => `${summary().key}|${stage}|p3`));
    const late = morning({ at: '2026-12-22 08:00', owed: [summary({ state: 'late' })] });
    expect(late.keys).toEqual(
      ['ahead-10', 'ahead-3', 'last-day', 'overdue'].map((stage) => `${summary().key}|${stage}|p3`),
    );
  });

  test('waits for whoever has no account yet, and is not noted', () => {
    const owed = [visits()];
    const went = morning({ at: '2026-12-24 08:00', owed, unreachable: ['p1'] });
    expect([went.replies, went.keys]).toEqual([[], []]);
    expect(at('2026-12-25', owed)).toEqual(['p1: 走访 ahead']);
  });

  test('is not for somebody who has left', () => {
    expect(at('2026-12-31', [visits()], { leftOn: { p1: '2026-12-31' } })).toEqual([]);
    expect(at('2026-12-31', [visits()], { leftOn: { p1: '2027-01-01' } })).toHaveLength(1);
  });

  test('is not sent at all where the county is silent, in the evening, or without the world', () => {
    expect(at('2026-12-31', [visits()], { settings: { silent: true } })).toEqual([]);
    expect(told(morning({ at: '2026-12-31 19:50', owed: [visits()] }))).toHaveLength(1);
    expect(told(morning({ at: '2026-12-31 19:59', owed: [visits()] }))).toEqual([]);
    expect(told(morning({ at: '2026-12-31 23:00', owed: [visits()] }))).toEqual([]);
  });
});

describe('what was answered', () => {
  const said = (does: 'heard' | 'later', until: '2026-12-29' | null = null, personId = 'p1') => ({
    answers: [{ owedKey: visits().key, personId, does, until }],
  });
  test('知道了 leaves the last day', () => {
    expect(at('2026-12-24', [visits()], said('heard'))).toEqual([]);
    expect(at('2026-12-31', [visits()], said('heard'))).toEqual(['p1: 走访 last-day']);
  });

  test('推迟 brings it once more on that day', () => {
    expect(at('2026-12-28', [visits()], said('later', '2026-12-29'))).toEqual([]);
    const went = morning({ at: '2026-12-29 08:00', owed: [visits()], ...said('later', '2026-12-29') });
    expect(told(went)).toEqual(['p1: 走访 ahead']);
    expect(went.keys).toContain(`${visits().key}|later-2026-12-29|p1`);
    expect(at('2026-12-30', [visits()], { reminded: went.keys, ...said('later', '2026-12-29') })).toEqual([]);
  });

  test('is of the person who said it', () => {
    expect(at('2026-12-24', [visits()], said('heard', null, 'p2'))).toHaveLength(1);
  });
});

describe('a team', () => {
  const groups = { groupTeams: ['team-v1'] };
  test('hears in its group while there is time, and is written to in person when it is late', () => {
    expect(at('2026-12-24', [study()], groups)).toEqual(['team:team-v1: 集中学习 ahead']);
    expect(at('2026-12-31', [study()], groups)).toEqual(['team:team-v1: 集中学习 last-day']);
    expect(at('2027-01-04', [study({ state: 'late' })], groups)).toEqual(['p3: 集中学习 overdue']);
    expect(at('2026-12-24', [study()])).toEqual(['p3: 集中学习 ahead']);
  });

  test('is told without a name, unless the county wants names there', () => {
    const named = { ...groups, settings: { namesInGroups: true } };
    const owed = [study({ subjectId: 'p2' })];
    const words = (scene: Partial<Morning>): string =>
      morning({ at: '2026-12-24 08:00', owed, ...scene })
        .replies.map((r) => wordReply(r.result).text)
        .join();
    for (const { name } of sampleCountyWithOfficer.people) expect(words(groups)).not.toContain(name);
    expect(words(named)).toContain('示例丙');
    expect(words(named)).not.toContain('示例乙');
  });

  test('is spared what one of them has answered', () => {
    const answers = [{ owedKey: study().key, personId: 'p2', does: 'heard', until: null }] as const;
    expect(at('2026-12-24', [study()], { ...groups, answers })).toEqual([]);
    expect(at('2026-12-31', [study()], { ...groups, answers })).toHaveLength(1);
  });

  test('gets no numbers: they would be everybody’s', () => {
    expect(morning({ at: '2026-12-24 08:00', owed: [study()], ...groups }).listedFor).toEqual([]);
  });

  test('hears as well of what falls to a seat of its own', () => {
    const seat = check({ debtor: { is: 'body', body: '驻村第一书记', scopeId: 'team-v1' }, teamId: 'team-v1' });
    expect(at('2026-12-24', [seat], groups)).toEqual(['team:team-v1: 核对出勤 ahead']);
  });

  test('does not hear of what its members owe for themselves', () => {
    expect(at('2026-12-24', [visits({ teamId: 'team-v1' })], groups)).toEqual(['p1: 走访 ahead']);
  });
});

describe('three working days after it was overdue', () => {
  const escalated = (owed: Owed, more: Partial<Morning> = {}): string[] => {
    const reminded = ['overdue', 'last-day', 'ahead-5'].map((stage) => `${owed.key}|${stage}|${owed.peopleIds.join()}`);
    expect(at('2026-12-03', [owed], { reminded, ...more })).toEqual([]);
    return at('2026-12-04', [owed], { reminded, ...more });
  };
  const late = { state: 'late', fromOn: '2026-11-01', dueOn: '2026-11-30' } as const;

  test('the keeper of a member is told', () => {
    expect(escalated(visits(late))).toEqual(['p3: 走访 escalated 示例甲']);
  });

  test('of a team the keeper of who leads it', () => {
    expect(escalated(study(late))).toEqual(['p7: 集中学习 escalated 示例一村驻村工作队']);
  });

  test('of a body the officer; nobody where the officer owes it', () => {
    expect(escalated(check(late))).toEqual(['p11: 核对出勤 escalated 示例县乡村振兴局']);
    expect(escalated(check({ ...late, peopleIds: ['p11'] }))).toEqual([]);
  });

  test('whom it is about is named', () => {
    expect(escalated(check({ ...late, subjectId: 'p2' }))).toEqual([
      'p11: 核对出勤 escalated 示例县乡村振兴局 (示例乙)',
    ]);
  });

  test('the officer where nobody else holds the keeper’s seat', () => {
    const seats = sampleCountyWithOfficer.seats.map((s) =>
      s.body === '驻村第一书记' ? { ...s, holderIds: ['p1'] } : s,
    );
    expect(escalated(visits(late), { county: { ...sampleCountyWithOfficer, seats } })).toEqual([
      'p11: 走访 escalated 示例甲',
    ]);
  });

  test('nobody where nobody holds the seat that owes it', () => {
    expect(at('2026-12-04', [check({ ...late, peopleIds: [] })])).toEqual([]);
  });

  test('and whoever owes it hears of it too, where they never did', () => {
    expect(at('2026-12-04', [visits(late)])).toEqual(['p1: 走访 overdue', 'p3: 走访 escalated 示例甲']);
  });
});

describe('a digest', () => {
  const owed = [
    study({ key: 'a', what: '甲事', peopleIds: ['p3'] }),
    visits({ key: 'b', what: '乙事', peopleIds: ['p3'], dueOn: '2026-12-24', ahead: [] }),
    visits({ key: 'c', what: '丙事', peopleIds: ['p3'], dueOn: '2026-12-23', state: 'late' }),
    visits({ key: 'd', what: '丁事', peopleIds: ['p1'], dueOn: '2026-12-18', state: 'late' }),
    visits({ key: 'e', what: '戊事', peopleIds: ['p3'], fromOn: '2026-12-23', dueOn: null }),
  ];
  const went = morning({ at: '2026-12-24 08:00', owed, reminded: ['d|overdue|p1'] });

  test('is one for each, what is pressing first', () => {
    expect(told(went)).toEqual(['p3: 丙事 overdue; 乙事 last-day; 甲事 ahead; 戊事 ahead; 丁事 escalated 示例甲']);
    expect(went.replies.map((r) => r.once)).toEqual(['due:2026-12-24:p3']);
  });

  test('can be answered by the numbers that it shows', () => {
    expect(went.listedFor).toEqual([{ personId: 'p3', owedKeys: ['c', 'b', 'a', 'e'] }]);
    expect(wordReply(went.replies[0]!.result).text).toMatch(/\n1\. 丙事.*\n2\. 乙事.*\n3\. 甲事.*\n4\. 戊事/);
  });

  test('says for which place where the same is owed for several', () => {
    const of = (scopeId: string): Owed =>
      check({ key: `t-${scopeId}`, debtor: { is: 'body', body: '派出单位', scopeId }, peopleIds: ['p10'] });
    expect(at('2026-12-31', [of('u1')])).toEqual(['p10: 核对出勤 last-day']);
    expect(at('2026-12-31', [of('u1'), of('v1')])).toEqual([
      'p10: 核对出勤 last-day (示例县某局); 核对出勤 last-day (示例一村派出单位)',
    ]);
  });

  test('goes out in the hour that the county chose, or soon after it is worked', () => {
    const hours = [8, 10, 11].map((reminderHour) =>
      morning({ at: '2026-12-24 08:00', owed, settings: { reminderHour } }).replies.map((r) => sentAt(r)?.slice(0, 2)),
    );
    expect(hours).toEqual([['08', '08'], ['10', '10'], ['11', '11']]); // prettier-ignore
    const late = morning({ at: '2026-12-24 15:02', owed }).replies.map((r) => sentAt(r) ?? '');
    for (const at of late) expect(at >= '15:02' && at <= '15:27', at).toBe(true);
  });

  test('is the same for two processes', () => {
    expect(morning({ at: '2026-12-24 08:00', owed, reminded: ['d|overdue|p1'] })).toEqual(went);
  });
});

describe('the first working day of a month', () => {
  const cadres = [
    { id: 'p1', name: '示例甲' },
    { id: 'p3', name: '示例丙', post: '驻村第一书记' },
  ];
  const november = worked('2026-11-01', '2026-11-30');
  const scene = (more: Partial<Place> = {}) => {
    const reminding = watched({ today: '2026-12-01', cadres, came: { p1: november, p3: november }, ...more });
    const owed = [visits({ peopleIds: ['p3'], ahead: [30], key: 'X-1.0|person:p3||2026-12-01' })];
    return remind({ ...reminding, facts: { ...reminding.facts, owed } });
  };

  test('brings a keeper who is a cadre one message, with the table beside what they owe', () => {
    const { replies, effects } = scene();
    const toKeeper = replies.filter(({ recipient: r }) => r.to === 'person' && r.personId === 'p3');
    expect(toKeeper.map(linesOf).map((lines) => lines.map((l) => l.is))).toEqual([['owed', 'month-table']]);
    expect(effects).toMatchObject([{ keys: expect.arrayContaining(['month-table|2026-11|p3']) as unknown }]);
    expect(replies.every(({ recipient }) => recipient.to === 'person')).toBe(true);
    expect(new Set(replies.map(readerOf)).size).toBe(replies.length);
  });

  test('brings the table no second time', () => {
    const { replies } = scene({ reminded: ['month-table|2026-11|p3', 'month-table|2026-11|p7'] });
    expect(replies.flatMap(linesOf).map((l) => l.is)).toEqual(['owed']);
  });
});

test('the days that are loaded reach to the end of the week, and the year’s sums to the end of the month', () => {
  expect(daysNeed(rulesOf('yulin'), '2026-11-30')).toEqual({
    countyDays: { from: '2026-10-01', to: '2026-12-07' },
    yearDays: { before: '2026-10-01', after: '2026-11-30' },
  });
  expect(daysNeed(rulesOf('fengdu'), '2026-11-10')).toEqual({ countyDays: { from: '2026-10-01', to: '2026-11-30' } });
});
