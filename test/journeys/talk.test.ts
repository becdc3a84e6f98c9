/** Talks through the whole product: kept by the store across restarts, put aside and taken up again, dropped after a day with a word. */
import { describe, expect, test } from 'vitest';
import { directChat } from '../builders/county.ts';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T00:00:00Z');
const { said, rows } = journey;

const dayMs = 86_400_000;

/** Says it; what is answered in the direct chat and in groups. */
async function answers(personId: string, what: string, group?: string): Promise<string> {
  const mine = directChat(journey.world.accountOf(personId));
  const sent = await said(personId, what, group === undefined ? {} : { group });
  return sent
    .filter((s) => s.conversation === mine || s.conversation.startsWith('g-'))
    .map((s) => s.text)
    .join('\n——\n');
}

const kept = (): Promise<{ slot: string; about: string }[]> =>
  rows(
    `SELECT slot, question ->> 'about' AS about FROM dialogue WHERE county = '${journey.world.countyId}' ORDER BY slot`,
  );

describe('a leave that is asked for bit by bit', () => {
  test('goes on after each restart where it was', async () => {
    await answers('c1', '请假');
    for (const words of ['后天吧', '就到周五', '老人住院']) {
      await journey.world.restart();
      await answers('c1', words);
    }
    await journey.world.restart();
    expect(await answers('c1', '嗯 对 就那天')).toContain('12月4日');
    expect(await rows(`SELECT from_on::text AS on FROM request`)).toEqual([{ on: '2026-12-04' }]);
  });

  test('is put off as it was shown, whatever day that is put off to', async () => {
    await answers('c1', '请假 12.14-12.15 老人住院');
    expect(await answers('c1', '明天再说')).toContain('12月14日至12月15日');
    expect(await answers('c1', '确认')).toContain('12月14日至12月15日');
  });

  test('left for another talk is kept aside across a restart, and taken up by 继续', async () => {
    await answers('c1', '请假 12.14-12.15');
    await answers('c1', '补卡 昨天');
    expect(await kept()).toEqual([
      { slot: 'open', about: 'make-up' },
      { slot: 'parked', about: 'leave' },
    ]);
    await journey.world.restart();
    expect(await answers('c1', '手机没电')).toContain('12月14日起的请假还放着，回复“继续”接着办');
    await journey.world.restart();
    expect(await answers('c1', '刚才那个继续')).toContain('请回复请假事由');
    expect(await kept()).toEqual([{ slot: 'open', about: 'leave' }]);
    await answers('c1', '老人住院');
    expect(await answers('c1', '确认')).toContain('12月14日至12月15日');
    expect(await kept()).toEqual([]);
  });

  test('is said to be open still below the answer to something else, and not in a group', async () => {
    await answers('c1', '请假 12.14-12.15');
    expect(await answers('c1', '打卡')).toContain('12月14日起的请假还没说完');
    const [group] = await rows<{ id: string }>(`SELECT id FROM chat_group WHERE platform = 'rich' ORDER BY id LIMIT 1`);
    expect(await answers('c1', '打卡', group?.id)).not.toContain('还没说完');
  });

  test('is dropped after a day, and the words that begin it again work', async () => {
    await answers('c1', '请假 12.14-12.15 老人住院');
    journey.world.clock += dayMs;
    await journey.world.restart();
    const told = await answers('c1', '打卡');
    expect(told).toContain('已作废，什么都没有提交');
    expect(await kept()).toEqual([]);
    const words = /还要办请发：(.+)/.exec(told)?.[1] ?? '';
    expect(words).toBe('请假 12月14日到12月15日 老人住院');
    expect(await answers('c1', words)).toContain('确认提交吗？');
  });

  test('put aside is dropped after a day too', async () => {
    await answers('c1', '请假 12.14-12.15');
    await answers('c1', '补卡 昨天');
    await answers('c1', '手机没电');
    journey.world.clock += dayMs;
    expect(await answers('c1', '继续')).toContain('已作废');
    expect(await kept()).toEqual([]);
  });
});

describe('one message with two requests', () => {
  test('leaves a check-in and a log, answered in order', async () => {
    expect(await answers('c1', '打卡 日志 今天走访了三户')).toMatch(/^已打卡[^]*已记日志(?![^]*——)/);
    expect(await rows('SELECT text FROM work_log')).toEqual([{ text: '走访了三户' }]);
    expect(await rows('SELECT kind FROM attendance')).toEqual([{ kind: 'arrived' }]);
  });

  test('leaves both or nothing: all of it is one transaction', async () => {
    await journey.world
      .query(`CREATE FUNCTION no_log() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''planted''; END' LANGUAGE plpgsql;
      CREATE TRIGGER no_log BEFORE INSERT ON work_log FOR EACH ROW EXECUTE FUNCTION no_log()`);
    try {
      await journey.world.say('c1', '打卡 日志 今天走访了三户');
      await journey.world.settle();
      expect(await rows('SELECT kind FROM attendance')).toEqual([]);
      // It was tried.
      expect(await rows('SELECT attempts FROM inbox WHERE attempts > 0')).toHaveLength(1);
    } finally {
      await journey.world.query('DROP TRIGGER no_log ON work_log; DROP FUNCTION no_log()');
    }
  });

  test('asks about the first of two leaves and keeps the other', async () => {
    const asked = await answers('c1', '12.14请一天 12.21再请两天');
    expect(asked).toContain('另一件12月21日起的请假先放着');
    await answers('c1', '老人住院');
    expect(await answers('c1', '确认')).toContain('12月21日起的请假还放着');
    await answers('c1', '继续');
    await answers('c1', '看病');
    await answers('c1', '确认');
    expect(await rows(`SELECT from_on::text AS on, half_days / 2 AS days FROM request ORDER BY from_on`)).toEqual([
      { on: '2026-12-14', days: 1 },
      { on: '2026-12-21', days: 2 },
    ]);
  });
});

test('上次那样再请一次 takes length and reason of the last leave', async () => {
  for (const words of ['请假 12.3-12.4 老人住院', '确认']) await answers('c1', words);
  expect(await answers('c1', '上次那样再请一次')).toContain('从哪天开始请假（请2天）');
  expect(await answers('c1', '下周一')).toMatch(/12月7日至12月8日[^]*老人住院/);
  expect(await answers('c1', '还是算了')).toContain('已取消');
  expect(await answers('c2', '上次那样再请一次')).toContain('没有查到您以前的请假');
});
