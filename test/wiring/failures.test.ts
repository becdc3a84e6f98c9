import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { adapterReport } from '../../src/wiring/failures.ts';

interface Line {
  readonly msg: string;
  readonly failure: string;
  readonly code: string | null;
}

const noon = Date.parse('2026-12-02T04:00:00Z');

/** Reports as a web chat does, at instants of the test's own. */
function reporting(): { lines: Line[]; at: (seconds: number, error: unknown) => void } {
  const lines: Line[] = [];
  let now = noon;
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line) as Line) });
  const report = adapterReport(log, 'web', () => now);
  return {
    lines,
    at(seconds, error) {
      now = noon + seconds * 1000;
      report(error);
    },
  };
}

const withCode = (code: string, message = 'no'): Error => Object.assign(new Error(message), { code });

describe('a store that is away', () => {
  test('is one line, however many windows lose it and try again, with what failed', () => {
    const { lines, at } = reporting();
    for (let n = 0; n < 500; n += 1) at(n % 2, withCode('57P01'));
    for (let second = 2; second < 120; second += 20) at(second, withCode('ECONNREFUSED'));
    expect(lines).toMatchObject([
      { msg: 'adapter trouble', platform: 'web', failure: 'store-not-reached', code: '57P01' },
    ]);
  });

  test('is told again when it goes away another time', () => {
    const { lines, at } = reporting();
    for (const second of [0, 1, 40, 41]) at(second, withCode('ECONNREFUSED'));
    expect(lines).toHaveLength(2);
  });
});

describe('a defect of ours', () => {
  test('is told each time, also while the store is away', () => {
    const { lines, at } = reporting();
    at(0, withCode('57P01'));
    at(1, new TypeError('母亲住院'));
    at(2, new TypeError('母亲住院'));
    at(3, withCode('57P01'));
    expect(lines.map(({ failure, code }) => [failure, code])).toEqual([
      ['store-not-reached', '57P01'],
      ['TypeError', null],
      ['TypeError', null],
    ]);
  });

  test('of a platform is told by its short name', () => {
    const { lines, at } = reporting();
    at(0, Object.assign(new Error('…'), { name: 'TelegramTrouble', why: 'http-502' }));
    at(1, Object.assign(new Error('…'), { name: 'TelegramTrouble', why: '母亲住院' }));
    expect(lines).toMatchObject([
      { failure: 'TelegramTrouble', code: 'http-502' },
      { failure: 'TelegramTrouble', code: null },
    ]);
  });

  test('is told without what was said', () => {
    const { lines, at } = reporting();
    at(0, withCode('示例甲 请假', '母亲住院'));
    expect(JSON.stringify(lines)).not.toMatch(/示例|请假|住院/);
    expect(lines).toMatchObject([{ failure: 'Error', code: null }]);
  });
});
