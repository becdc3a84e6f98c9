/** What falls due, closed by messages through the whole product: a ledger row, the day's log and the count, each typed once. */
import { describe, expect, test } from 'vitest';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T02:00:00Z');
const { told, rows } = journey;
const entries = (): Promise<unknown[]> =>
  rows('SELECT ledger, person_id, on_date::text, text, people, place, closes FROM ledger_entry ORDER BY id');

describe('a study', () => {
  test('is a ledger row, the day’s log and one of two for the whole team', async () => {
    const kept = await told('c1', '学习 昨天下午集中学习 12人 主题防返贫');
    expect(kept).toMatch(/已记学习台账：12月1日（周二），12人（补记，会注明）/);
    expect(kept).toMatch(/集中学习[^\n]*：1\/2 次，还差 1 次（《[^》]+》第十一条/);
    expect(await entries()).toEqual([
      { ledger: 'study', person_id: 'c1', on_date: '2026-12-01', text: '下午集中学习 主题防返贫', people: 12, place: null, closes: [] }, // prettier-ignore
    ]);
    expect(await rows('SELECT on_date::text, text, late FROM work_log')).toEqual([
      { on_date: '2026-12-01', text: '学习 下午集中学习 12人 主题防返贫', late: true },
    ]);
  });

  test('of the same day said by two members counts once, and the list says the same', async () => {
    await told('c1', '学习 集中学习 12人 主题防返贫');
    expect(await told('c2', '集中学习 12人')).toMatch(/1\/2 次，还差 1 次/);
    expect(await told('c3', '还差什么')).toMatch(/12月组织集中学习（全队），1\/2 次/);
    expect(await told('c3', '学习 昨天 8人 党纪')).toMatch(/2\/2 次，已完成/);
    expect(await told('c1', '还差什么')).not.toMatch(/12月组织集中学习/);
  });

  test('is kept with its figures when its day is said later', async () => {
    expect(await told('c1', '学习 11.31 集中学习 12人')).toContain('11.31');
    expect(await told('c1', '昨天')).toMatch(/已记学习台账：12月1日（周二），12人/);
    expect(await entries()).toMatchObject([{ ledger: 'study', on_date: '2026-12-01', people: 12 }]);
  });
});

describe('what is listed', () => {
  /** The number of the line that matches. */
  const numberOf = (list: string, what: RegExp): string =>
    list.split('\n').flatMap((line) => (what.test(line) ? [/^\d+/.exec(line)?.[0] ?? ''] : []))[0] ?? 'none';

  test('is closed by its number, and is listed no more', async () => {
    const list = await told('c1', '还差什么');
    const number = numberOf(list, /12月组织集中学习/);
    expect(await told('c1', `已办 ${number}`)).toMatch(/已办结 1 件/);
    expect(await told('c2', '还差什么')).not.toMatch(/12月组织集中学习/);
    expect(await told('c1', `已办 ${number}`)).toMatch(/已办结 1 件/);
    expect(await entries()).toHaveLength(1);
  });

  test('is put off, and not beyond its last day', async () => {
    const number = numberOf(await told('c1', '还差什么'), /12月组织集中学习/);
    expect(await told('c1', `${number} 推迟到后天`)).toMatch(/12月4日（周五）再提醒/);
    expect(await told('c1', `${number} 推迟到1.5`)).toMatch(/12月31日截止/);
    expect(await rows('SELECT person_id, does, until::text FROM duty_answer')).toEqual([
      { person_id: 'c1', does: 'later', until: '2026-12-04' },
    ]);
  });

  test('is heard by one word on that day and the next, and not later', async () => {
    await told('c1', '还差什么');
    journey.world.clock += 2 * 86_400_000;
    expect(await told('c1', '知道了')).toBe('');
    await told('c1', '还差什么');
    expect(await told('c1', '知道了')).toMatch(/不再提前提醒/);
    expect(await told('c1', '知道了')).toBe('');
  });
});

describe('a digest that waits for its minute', () => {
  const waiting = (reader: string): Promise<unknown[]> =>
    rows(`SELECT 1 FROM outbox WHERE state = 'waiting' AND starts_with(key, 'n:due:2026-12-07:${reader}')`);

  /** Worked, while nothing is sent yet. */
  const heard = async (text: string): Promise<unknown[]> => {
    journey.world.clock += 61_000;
    await journey.world.say('c4', text);
    await journey.world.work();
    return waiting('c4');
  };

  test('does not go out once all of it is done, and the next morning is silent of it', async () => {
    journey.world.clock = Date.parse('2026-12-07T00:00:00Z');
    await journey.world.tick();
    await journey.world.work();
    expect(await waiting('c4')).toHaveLength(1);
    expect(await heard('已办 1')).toHaveLength(1);
    expect(await heard('已办 2')).toEqual([]);
    journey.world.clock = Date.parse('2026-12-08T00:00:00Z');
    await journey.world.tick();
    await journey.world.settle();
    const told = journey.world.sent.filter((s) => s.text.includes('快到期') && s.text.includes('细化当年工作任务'));
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((s) => s.conversation.endsWith('-c4'))).toEqual([]);
  });
});

describe('beside other talk', () => {
  test('the reason of a leave may be a meeting', async () => {
    await told('c1', '请假 12.8');
    expect(await told('c1', '开会')).toMatch(/确认/);
    expect(await entries()).toEqual([]);
  });

  test('a line in a group is kept, and answered alone', async () => {
    const before = journey.world.sent.length;
    await journey.world.say('c1', '走访 张大爷家 房子漏雨', { group: 'g1' });
    await journey.world.settle();
    const inGroup = journey.world.sent.slice(before).filter((s) => s.conversation === 'g-g1');
    expect(inGroup.map((s) => s.text)).toEqual(['已私信。']);
    expect(await entries()).toMatchObject([{ ledger: 'visit', place: '张大爷家', text: '房子漏雨' }]);
  });
});
