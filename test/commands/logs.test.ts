import { describe, expect, test } from 'vitest';
import { readLogs, readLogsNeeds } from '../../src/commands/read-logs.ts';
import { writeLog, type LogSlots } from '../../src/commands/write-log.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { WorkLogEntry } from '../../src/domain/facts.ts';
import { effectsOf, questionAfter, resultOf, saidBy, saysOf, shanghai, type Scene } from './facts.ts';

const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
const slots = (more: Partial<LogSlots> = {}): LogSlots => ({
  on: '2026-12-02',
  text: '上午走访3户',
  problem: null,
  ...more,
});
const wrote = (more: Partial<LogSlots> = {}, scene: Scene = {}, personId = 'p1'): Outcome =>
  writeLog(saidBy(personId, scene), slots(more), []);
const entry = (personId: string, on: WorkLogEntry['on'], text: string): WorkLogEntry => ({
  personId,
  on,
  at: shanghai(`${on} 18:00`),
  text,
  late: false,
  images: [],
});

describe('a log', () => {
  test('is kept as it was written, with the article that asks for it', () => {
    const outcome = writeLog(saidBy('p1', { at: '2026-12-02 18:30' }), slots(), [photo]);
    expect(outcome.effects).toEqual([
      {
        effect: 'add-log',
        personId: 'p1',
        on: '2026-12-02',
        at: shanghai('2026-12-02 18:30'),
        text: '上午走访3户',
        late: false,
        images: [photo],
      },
    ]);
    expect(resultOf(outcome, 'log-kept')).toMatchObject({
      number: 1,
      late: false,
      photos: 1,
      citations: [{ provision: 'FD-10', article: '第十条' }],
    });
  });

  test('is one of any number a day', () => {
    const logs = [entry('p1', '2026-12-02', '一'), entry('p1', '2026-12-02', '二'), entry('p1', '2026-12-01', '三')];
    expect(resultOf(wrote({}, { logs }), 'log-kept').number).toBe(3);
  });

  test('for an earlier day is kept as late, one for today just before midnight is not', () => {
    expect(resultOf(wrote({ on: '2026-12-01' }), 'log-kept')).toMatchObject({ on: '2026-12-01', late: true });
    expect(effectsOf(wrote({ on: '2026-12-01' }), 'add-log')[0]?.late).toBe(true);
    expect(resultOf(wrote({}, { at: '2026-12-02 23:59' }), 'log-kept').late).toBe(false);
    expect(resultOf(wrote({}, { at: '2026-12-03 00:00' }), 'log-kept').late).toBe(true);
  });

  test('may be photos alone', () => {
    const outcome = writeLog(saidBy('p1'), slots({ text: '' }), [photo]);
    expect(saysOf(outcome)).toEqual(['log-kept']);
  });

  test.each([
    ['for a day to come', { on: '2026-12-03' }, { says: 'log-in-future', on: '2026-12-03' }],
    ['without a word', { text: '' }, { says: 'ask-log-text' }],
    ['of more than 5000 characters', { text: '字'.repeat(5001) }, { says: 'text-too-long', limit: 5000 }],
  ] as const)('%s is not kept', (_, more, result) => {
    const outcome = wrote(more);
    expect(outcome.replies.map((r) => r.result)).toEqual([result]);
    expect(outcome.effects).toEqual([]);
  });

  test('of 5000 characters is kept whole', () => {
    expect(effectsOf(wrote({ text: '字'.repeat(5000) }), 'add-log')[0]?.text).toHaveLength(5000);
  });

  test('whose day cannot be read keeps its text and photos while the day is asked', () => {
    const problem = { problem: 'no-such-date', said: '11.31' } as const;
    const outcome = writeLog(saidBy('p1'), slots({ problem }), [photo]);
    expect(resultOf(outcome, 'invalid-span')).toMatchObject({ span: problem, wanted: 'log-day' });
    expect(questionAfter(outcome)).toEqual({ about: 'log', text: '上午走访3户', images: [photo] });
    expect(effectsOf(outcome, 'add-log')).toEqual([]);
  });

  test('is for cadres only', () => {
    expect(saysOf(wrote({}, {}, 'p6'))).toEqual(['not-a-cadre']);
  });
});

describe('one’s own logs', () => {
  const week = { whose: 'own', from: '2026-11-30', to: '2026-12-06' } as const;
  const read = (scene: Scene = {}, personId = 'p1'): Outcome => readLogs(saidBy(personId, scene), week);

  test('are those of the dates asked for, with the days that have none up to today', () => {
    const logs = [entry('p1', '2026-11-30', '一'), entry('p1', '2026-12-02', '二'), entry('p2', '2026-12-01', '别人')];
    const result = resultOf(read({ logs }), 'own-logs');
    expect(result.logs.map((l) => l.text)).toEqual(['一', '二']);
    expect(result.missing).toEqual(['2026-12-01']);
  });

  test('of days to come miss nothing', () => {
    const ahead = { whose: 'own', from: '2026-12-07', to: '2026-12-13' } as const;
    expect(resultOf(readLogs(saidBy('p1'), ahead), 'own-logs').missing).toEqual([]);
  });

  test('are asked for alone', () => {
    expect(readLogsNeeds(saidBy('p1'), week)).toEqual({ ownLogs: { from: '2026-11-30', to: '2026-12-06' } });
  });

  test('are for cadres only', () => {
    expect(saysOf(read({}, 'p6'))).toEqual(['not-a-cadre']);
  });
});

describe('the team’s logs', () => {
  const week = { whose: 'team', from: '2026-11-30', to: '2026-12-06' } as const;
  const logs = ['p1', 'p2', 'p3', 'p4', 'p5'].map((id) => entry(id, '2026-12-01', `${id}的日志`));
  const readBy = (personId: string, scene: Scene = {}): Outcome => readLogs(saidBy(personId, { logs, ...scene }), week);
  const shownTo = (personId: string): string[] =>
    resultOf(readBy(personId), 'team-logs').byPerson.map((p) => `${p.name} ${p.logs.map((l) => l.text).join()}`);

  test.each([
    ['the first secretary', 'p3', ['示例甲 p1的日志', '示例乙 p2的日志']],
    ['the township leader', 'p4', ['示例戊 p5的日志']],
    ['the township committee', 'p7', ['示例丙 p3的日志', '示例丁 p4的日志']],
  ])('shown to %s are those of the cadres they keep', (_, personId, shown) => {
    expect(shownTo(personId)).toEqual(shown);
  });

  test.each(['p1', 'p2', 'p5', 'p6', 'p8', 'p9', 'p10'])('are not for %s, who keeps nobody', (personId) => {
    expect(saysOf(readBy(personId))).toEqual(['not-a-keeper']);
  });

  test('are no longer for one who has handed the seat over', () => {
    expect(saysOf(readBy('p3', { holders: { 驻村第一书记: ['p2'] } }))).toEqual(['not-a-keeper']);
    const taken = resultOf(readBy('p2', { holders: { 驻村第一书记: ['p2'] } }), 'team-logs');
    expect(taken.byPerson.map((p) => p.name)).toEqual(['示例甲']); // nobody keeps their own
  });

  test('are asked for the places of the keeping seats only', () => {
    const { team } = readLogsNeeds(saidBy('p3'), week);
    expect(team).toMatchObject({ seats: [{ body: '驻村第一书记', scopeId: 'team-v1' }], logs: { from: '2026-11-30' } });
    expect(team).not.toHaveProperty('days');
    expect(readLogsNeeds(saidBy('p6'), week).team?.seats).toEqual([]);
  });
});
