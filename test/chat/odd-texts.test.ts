import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { workBatch } from '../../src/chat/worker.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { keepMessage } from '../../src/store/inbox.ts';
import { storeOf } from '../../src/store/store.ts';
import { fengdu } from '../commands/facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
beforeEach(() => county.clear());
afterAll(() => county.close());

/** Each is said and worked; what the bot answered to each, all in all. */
async function answersTo(personId: string, ...texts: readonly string[]): Promise<string[]> {
  const deps = {
    store: storeOf(county.db),
    rules: fengdu,
    settings: defaultSettings,
    makeFiles: async () => [],
    now: () => wednesday,
    at: () => undefined,
    log: pino({ level: 'silent' }),
    batch: 64,
  };
  for (const text of texts) {
    await keepMessage(county.db, messageFrom(personId, { text }));
    expect(await workBatch(deps)).toBe(1);
  }
  expect(await county.sql(`SELECT failure FROM inbox WHERE state <> 'done'`)).toEqual([]);
  const rows = await county.sql<{ text: string }>(
    `SELECT payload ->> 'text' AS text FROM outbox WHERE person_id = $1 ORDER BY id`,
    [personId],
  );
  return rows.map((r) => r.text);
}
/** So many characters, the last of them two code units that a cut would part. */
const upTo = (units: number): string => `${'病'.repeat(units - 1)}👌👌`;

describe('a text that is cut within a character', () => {
  test('is kept whole up to there, as an answer to a question', async () => {
    const answers = await answersTo('p1', '请假 12.14-12.15', upTo(500), '确认');
    expect(answers[2]).toContain('已提交');
    const [row] = await county.sql<{ reason: string }>('SELECT reason FROM request');
    expect(row?.reason).toBe('病'.repeat(499));
  });

  test('is shown in a list, as one’s log', async () => {
    const answers = await answersTo('p1', `日志 ${upTo(200)}`, '我的日志 本周');
    expect(answers[1]).toContain('病'.repeat(199));
    expect(answers[1]?.isWellFormed()).toBe(true);
  });

  test.each([`日志 2.30 ${upTo(60)}`, `请假 ${upTo(60)}前后`, `补卡 ${upTo(60)}`])('is answered: %#', async (text) => {
    expect(await answersTo('p1', text, upTo(20))).toHaveLength(2);
  });
});

describe('a reason of 100 kB', () => {
  const long = '病'.repeat(100_000);

  test('of a leave is cut for all who see it, who are told what they need', async () => {
    const answers = await answersTo('p1', `请假 12.14-12.15 ${long}`, '确认');
    expect(answers[0]).toMatch(/确认提交吗？$/);
    expect(answers[0]!.length).toBeLessThan(1000);
    const [asked] = await county.sql<{ text: string }>(
      `SELECT payload ->> 'text' AS text FROM outbox WHERE person_id = 'p6'`,
    );
    expect(asked?.text).toMatch(/事由：病{500}\n[^病]*\n依据：/);
  });

  test('of a make-up, a rejection, a note is cut', async () => {
    await answersTo('p1', `打卡 ${long}`, `离岗 ${long}`, `补卡 昨天 ${long}`);
    await answersTo('p3', `驳回 ${long}`);
    const [row] = await county.sql<{ made: number; said: number; note: number }>(
      `SELECT (SELECT length(reason) FROM request) AS made, (SELECT length(note) FROM request_seat) AS said,
         (SELECT max(length(note)) FROM attendance) AS note`,
    );
    expect(row).toEqual({ made: 500, said: 500, note: 500 });
    const [longest] = await county.sql<{ n: number }>(`SELECT max(length(payload ->> 'text')) AS n FROM outbox`);
    expect(longest?.n).toBeLessThan(1200);
  });
});
