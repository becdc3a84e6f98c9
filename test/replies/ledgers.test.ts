import { describe, expect, test } from 'vitest';
import type { IsoDate } from '../../src/domain/calendar.ts';
import type { Owed } from '../../src/domain/duty.ts';
import { periodName, standing } from '../../src/replies/duty-lines.ts';
import { wordReply } from '../../src/replies/word.ts';
import { monthlyReport, study } from '../commands/owed.ts';
import { ledgers } from './samples-ledgers.ts';

const said = (says: keyof typeof ledgers, n = 0): string => wordReply(ledgers[says][n]!).text;

describe('a period', () => {
  test.each([
    ['day', '2026-12-02', '12月2日'],
    ['week', '2026-11-30', '11月30日至12月6日'],
    ['month', '2026-12-01', '12月'],
    ['quarter', '2026-10-01', '第四季度'],
    ['half-year', '2026-01-01', '上半年'],
    ['half-year', '2026-07-01', '下半年'],
    ['year', '2026-01-01', '2026年'],
    ['term', '2026-03-02', ''],
    [null, '2026-03-02', ''],
  ] as const)('of every %s from %s is named %j', (every, fromOn, name) => {
    expect(periodName(study({ every, fromOn }))).toBe(name);
  });
});

test.each([
  [{}, '12月组织集中学习（全队）：0/2 次，还差 2 次（《丰都县驻乡驻村干部细则》第十一条）'],
  [{ done: 3, state: 'done' }, '12月组织集中学习（全队）：3/2 次，已完成（《丰都县驻乡驻村干部细则》第十一条）'],
  [{ atLeast: 1 }, '12月组织集中学习（全队）：还没完成（《丰都县驻乡驻村干部细则》第十一条）'],
  [{ atLeast: 1, done: 1, state: 'done' }, '12月组织集中学习（全队）：已完成（《丰都县驻乡驻村干部细则》第十一条）'],
] as const)('how %j stands is told with its article', (more: Partial<Owed>, line) => {
  expect(standing(study(more))).toBe(line);
});

test('what was kept is told with its figures, and that it is the day’s log', () => {
  expect(said('entry-kept').split('\n').slice(0, 2)).toEqual([
    '已记学习台账：12月2日（周三），12人，照片 1 张。',
    '同时算当天第 1 篇日志，不用再写一遍。',
  ]);
  expect(said('entry-kept', 1)).toContain('张大爷家（补记，会注明）');
  expect(said('entry-kept', 3)).toContain('没写几天，按1天算');
  expect(said('entry-kept', 4)).not.toContain('日志');
});

test('a list is numbered as it is answered, late first, with whom it goes to', () => {
  const lines = said('own-duties').split('\n');
  expect(lines[0]).toBe('还差 4 件，逾期 1 件：');
  expect(lines[1]).toBe('1. 11月汇报工作（全队），11月30日已截止，报乡镇（街道）、派出单位（《丰都县驻乡驻村干部细则》第十四条）'); // prettier-ignore
  expect(lines.at(-1)).toContain('“1 推迟到后天”');
});

test('what is too late to be reminded of is told by its periods, of many the first and the last', () => {
  const month = (n: number): Owed =>
    monthlyReport({ key: String(n), fromOn: `2026-0${n}-01` as IsoDate, state: 'late' });
  const few = wordReply({ says: 'own-duties', on: '2026-12-02', owed: [], lapsed: [month(1), month(3)] }).text;
  expect(few).toBe(
    '2026年12月2日（周三）：没有还差的任务。\n今年更早的 2 件没有办结记录，不再提醒：汇报工作（1月、3月）。',
  );
  const many = wordReply({
    says: 'own-duties',
    on: '2026-12-02',
    owed: [month(9)],
    lapsed: [1, 2, 3, 4, 5, 6].map(month),
  }).text;
  expect(many).toContain('今年更早的 6 件没有办结记录，不再提醒：汇报工作（1月至6月，6件）。');
  expect(many.split('\n').at(-1)).toContain('已办 1');
});

test('a missing dispatch level is told once, with what to do', () => {
  const text = wordReply({ says: 'own-duties', on: '2026-12-02', owed: [], levelMissing: true }).text;
  expect(text).toContain('没有填您的派出层级，按层级分的任务没有算进来，请县里补上');
  expect(wordReply({ says: 'own-duties', on: '2026-12-02', owed: [] }).text).not.toContain('派出层级');
});

test('of a long list the first are shown and the rest counted', () => {
  const owed = Array.from({ length: 40 }, (_, i) => monthlyReport({ key: String(i) }));
  const text = wordReply({ says: 'own-duties', on: '2026-12-02', owed }).text;
  expect(text).toContain('15. ');
  expect(text).not.toContain('16. ');
  expect(text).toContain('另有 25 件没有列出');
});
