/** 换人 and 代理 … 替 … in whole conversations, with the tables behind them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testCounty } from '../builders/county.ts';
import { World } from '../builders/world.ts';
import { freshDatabase } from '../support/database.ts';

const at = '2026-12-02T02:00:00Z';
let world: World;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  world = await World.open({ url: fresh.url, county: testCounty('seats') });
});
beforeEach(async () => {
  await world.reset(Date.parse(at));
});
afterAll(async () => {
  await world.close();
  await drop();
});

/** Says it; what is sent then, as `to: text`. */
async function say(personId: string, text: string): Promise<string[]> {
  const before = world.sent.length;
  await world.say(personId, text);
  await world.settle();
  world.clock += 60_000;
  return world.sent.slice(before).map((s) => `${s.conversation.replace(/^d-\w+-/, '')}: ${s.text}`);
}
const to = (personId: string, sent: readonly string[]): string =>
  sent.filter((s) => s.startsWith(`${personId}: `)).join('\n');

const holders = async (): Promise<string[]> => {
  const [result] = await world.query(
    `SELECT person_id || ' ' || from_on || ' ' || coalesce(to_on::text, '') AS line FROM seat_holder WHERE scope_id = 't1' AND body = '乡镇（街道）党（工）委书记' ORDER BY 1; SELECT 1`,
  );
  return (result?.rows ?? []).map((r) => (r as { line: string }).line);
};

/** Before whom the request was put, as often as it was. */
const asked = async (): Promise<string[]> => {
  const [result] = await world.query(
    `SELECT person_id FROM outbox WHERE payload ->> 'text' LIKE '%甲子%' AND jsonb_array_length(payload -> 'buttons') = 3 ORDER BY 1; SELECT 1`,
  );
  return (result?.rows ?? []).map((r) => (r as { person_id: string }).person_id);
};

const change = '换人 t1乡镇（街道）党（工）委书记 风五';

describe('换人', () => {
  test('shows who holds the seat and what waits, and takes effect once it is confirmed', async () => {
    await say('c1', '请假 12.8-12.10 有事');
    await say('c1', '确认');
    const shown = to('o10', await say('o10', change));
    expect(shown).toMatch(/现在是春一、夏二，2026年12月2日（周三）起换成风五/);
    expect(shown).toContain('正等这个席位答复的 1 件');
    expect(await holders()).toEqual(['o1 2026-01-01 ', 'o2 2026-01-01 ']);
    const told = await say('o10', '确认');
    expect(await holders()).toEqual(['o1 2026-01-01 2026-12-01', 'o2 2026-01-01 2026-12-01', 'o5 2026-12-02 ']);
    expect(to('o1', told)).toContain('此后的申请不再发给您');
    expect(to('o5', told)).toContain('由您担任');
    expect(to('o5', told)).toContain('甲子'); // what waits is put before the new holder
    expect(to('o1', await say('o1', '同意'))).not.toContain('已批准');
    expect(to('c1', await say('o5', '同意'))).toContain('风五');
  });

  test('what waits is put before the new holder once: the clock finds them asked', async () => {
    await say('c1', '请假 12.8-12.10 有事');
    await say('c1', '确认');
    await say('o10', change);
    await say('o10', '确认');
    expect(await asked()).toEqual(['o1', 'o2', 'o5']);
    world.clock = Date.parse('2026-12-02T04:00:00Z');
    await world.tick();
    await world.settle();
    expect(await asked()).toEqual(['o1', 'o2', 'o5']);
  });

  test.each([
    ['of today', '', '2026-12-02T04:00:00Z'],
    ['of a later day', ' 12.3起', '2026-12-03T01:00:00Z'],
  ])(
    '%s: whoever stands in for the new holder already is asked, once, and not who is away',
    async (_day, from, later) => {
      await say('c1', '请假 12.8-12.10 有事');
      await say('c1', '确认');
      await world.query(`INSERT INTO deputy (county, id, principal_id, deputy_id, from_on, to_on, named_by, named_at)
      SELECT '${world.countyId}', 'd9', 'o5', 'o6', '2026-12-01', '2026-12-09', 'o5', '2026-12-02T02:01:00Z'`);
      await say('o10', `${change}${from}`);
      await say('o10', '确认');
      world.clock = Date.parse(later);
      for (let i = 0; i < 2; i++) {
        await world.tick();
        await world.settle();
        world.clock += 3_600_000;
      }
      expect(await asked()).toEqual(['o1', 'o2', 'o6']);
      await world.query(`DELETE FROM deputy WHERE id = 'd9'`);
    },
  );

  test('from a later day leaves it as it is until then', async () => {
    await say('o10', `${change} 12.5起`);
    await say('o10', '确认');
    expect(await holders()).toEqual(['o1 2026-01-01 2026-12-04', 'o2 2026-01-01 2026-12-04', 'o5 2026-12-05 ']);
  });

  test('is the officer’s alone: no other, not even who stands in for them', async () => {
    await say('o10', '代理 12.1-12.5 春一');
    for (const personId of ['o1', 'c1', 'o5'])
      expect(to(personId, await say(personId, change))).toContain('只能由县级经办人本人');
    expect(await holders()).toEqual(['o1 2026-01-01 ', 'o2 2026-01-01 ']);
  });

  test('asks anew where others hold the seat by the time it is confirmed', async () => {
    await say('o10', change);
    await world.query(`UPDATE seat_holder SET to_on = '2026-12-01' WHERE person_id = 'o2' AND scope_id = 't1'`);
    expect(to('o10', await say('o10', '确认'))).toMatch(/现在是春一，/);
    await say('o10', '确认');
    expect((await holders()).at(-1)).toBe('o5 2026-12-02 ');
  });

  test('says what it lacks: the seat, the person, both', async () => {
    expect(to('o10', await say('o10', '换人'))).toContain('请写明席位和接任的人');
    expect(to('o10', await say('o10', '换人 某镇书记 风五'))).toMatch(/没有找到席位“某镇书记”.*请让运维改花名册/);
    expect(to('o10', await say('o10', '换人 党（工）委书记 风五'))).toContain('有几个席位都像');
    expect(to('o10', await say('o10', '换人 t1乡镇（街道）党（工）委书记 某某'))).toContain('没有找到“某某”');
    expect(to('o10', await say('o10', '换人 t2乡镇（街道）党（工）委书记 秋三'))).toContain('不用换');
  });

  test.each(['甲子', 't1驻村工作队员'])(
    'of the post of a cadre, which is no seat, says who changes it and where: %s',
    async (named) => {
      const answer = to('o10', await say('o10', `换人 ${named} 风五`));
      expect(answer).toContain('驻村工作队员是驻村干部的岗位，不是席位，换人要改花名册，由运维办');
    },
  );

  test('of a cadre’s own seat names whom it is to be filed with, by the pack', async () => {
    const shown = to('o10', await say('o10', '换人 team-v1驻村第一书记 乙丑'));
    expect(shown).toContain('市委组织部');
    expect(shown).toMatch(/依据：《.*》第七条/);
    expect(to('o10', await say('o10', '取消'))).toContain('已取消');
  });

  test('leaves an entry in the audit log', async () => {
    await say('o10', change);
    await say('o10', '确认');
    const [result] = await world.query(
      `SELECT person_id, subject FROM audit_entry WHERE verb = 'change-holder'; SELECT 1`,
    );
    expect(result?.rows).toEqual([{ person_id: 'o10', subject: 'seat:乡镇（街道）党（工）委书记@t1' }]);
  });
});

describe('代理 … 替 …', () => {
  test('is named by the officer for another; all three learn it, and the deputy answers', async () => {
    await say('c1', '请假 12.8-12.10 有事');
    await say('c1', '确认');
    const told = await say('o10', '代理 风五 替 春一 12.2-12.5');
    expect(to('o10', told)).toContain('由风五代春一审批');
    expect(to('o1', told)).toContain('由风五代您审批');
    expect(to('o5', told)).toContain('请您代春一审批');
    expect(to('o5', told)).toContain('甲子');
    const [result] = await world.query(`SELECT principal_id, deputy_id, named_by FROM deputy; SELECT 1`);
    expect(result?.rows).toEqual([{ principal_id: 'o1', deputy_id: 'o5', named_by: 'o10' }]);
    expect(to('c1', await say('o5', '同意'))).toContain('风五');
  });

  test('takes the place of the one whom the principal named for the same days', async () => {
    await say('o1', '代理 12.2-12.5 雨六');
    const told = await say('o10', '代理 风五 替 春一 12.2-12.5');
    expect(to('o6', told)).toContain('不再代为审批');
  });

  test('is nobody else’s, nor for somebody without a seat, nor oneself as the deputy', async () => {
    expect(to('o5', await say('o5', '代理 雨六 替 春一 12.2-12.5'))).toContain('只能由县级经办人本人');
    expect(to('o10', await say('o10', '代理 风五 替 甲子 12.2-12.5'))).toContain('没有审批的席位');
    expect(to('o10', await say('o10', '代理 雪十 替 春一 12.2-12.5'))).toContain('不能指给您自己');
    expect(to('o10', await say('o10', '代理 春一 替 春一 12.2-12.5'))).toContain('不能代理自己');
    const [result] = await world.query(`SELECT 1 FROM deputy; SELECT 1`);
    expect(result?.rows).toEqual([]);
  });

  test('asks for the days, and goes on with the answer', async () => {
    expect(to('o10', await say('o10', '代理 风五 替 春一'))).toContain('从哪天代到哪天');
    expect(to('o10', await say('o10', '12.2-12.5'))).toContain('由风五代春一审批');
  });
});
