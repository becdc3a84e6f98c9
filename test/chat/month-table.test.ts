/** 考勤表 from the message to the database and back: what is shown is what was recorded, and a month stays confirmed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { route } from '../../src/chat/router.ts';
import { datesFrom } from '../../src/domain/calendar.ts';
import type { Effect } from '../../src/domain/effect.ts';
import { emptyDesk } from '../../src/domain/policy-asking.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { wordReply } from '../../src/replies/word.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadFacts } from '../../src/store/facts.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { fengdu } from '../commands/facts.ts';
import { open, record } from '../store/asked-facts.ts';
import { messageFrom, openedCounty, wednesday, type OpenedCounty } from '../store/opened-county.ts';
import { shortLeave } from '../store/sample-requests.ts';

let county: OpenedCounty;

beforeAll(async () => {
  county = await openedCounty();
});
afterAll(() => county.close());

/** What is answered, in words; its effects are applied. */
async function say(personId: string, text: string): Promise<string[]> {
  const message = messageFrom(personId, { text });
  const outcome = await inTransaction(county.db, async (tx) => {
    const [speaker] = await loadSpeakers(tx, county.db.county, [{ id: 1n, accountId: message.senderId, message }], wednesday); // prettier-ignore
    const routed = route({ message, facts: speaker!, rules: fengdu, settings: defaultSettings, policies: emptyDesk });
    const [facts] = await loadFacts(tx, county.db.county, [speaker!], [routed.needs]);
    return routed.run(facts!);
  });
  await record(county, personId, ...outcome.effects);
  return outcome.replies.map((r) => wordReply(r.result).text);
}

const came = (personId: string, from: '2026-11-02' | '2026-11-10'): Effect[] =>
  datesFrom(from, '2026-11-25').map((on) => ({
    effect: 'add-attendance',
    event: { personId, on, kind: 'arrived', turn: 0, at: wednesday },
    note: null,
    point: null,
    doubts: [],
    images: [],
    requestId: null,
  }));

test('a keeper looks at the month, confirms it, and finds it confirmed', async () => {
  await record(county, 'p1', ...came('p1', '2026-11-02'), ...came('p2', '2026-11-10'));
  const span = { fromOn: '2026-11-26', toOn: '2026-11-27', fromHalf: 'am', toHalf: 'am' } as const;
  await open(county, { ...shortLeave, state: 'approved', span, applicantId: 'p2', days: 1.5 });

  const [table, ...more] = await say('p3', '考勤表 11月');
  expect(more).toEqual([]);
  expect(table).toContain('1. 示例甲（驻村工作队员，示例一村）在岗24天，要求20天');
  expect(table).toContain('2. 示例乙（驻村工作队员，示例一村）在岗16天，请假1.5天，要求20天，差4天');
  expect(table).not.toContain(shortLeave.reason);
  expect(table).not.toContain('事假');

  expect((await say('p3', '确认考勤表 11月'))[0]).toContain('已确认2026年11月考勤表');
  expect(await county.sql('SELECT person_id, month, confirmed_by FROM month_confirmed ORDER BY person_id')).toEqual([
    { person_id: 'p1', month: '2026-11', confirmed_by: 'p3' },
    { person_id: 'p2', month: '2026-11', confirmed_by: 'p3' },
  ]);
  expect((await say('p3', '确认考勤表 11月'))[0]).toContain('已经确认过');
  expect((await say('p9', '考勤表 11月'))[0]).toContain('合计 5 人');
  expect((await say('p3', '确认考勤表 12月'))[0]).toContain('还没有过完');
  expect((await say('p1', '考勤表 11月'))[0]).toContain('由考勤人查看和确认');
});
