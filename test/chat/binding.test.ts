/** Accounts, codes and consent as people meet them: on a database, through the whole core. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testCounty } from '../builders/county.ts';
import { World } from '../builders/world.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let fresh: TestDatabase;
let world: World;
/** c1 is 甲子, whose office is o10; o8 has no account at all. */
const mobiles = { c1: '13800001234', c2: '13800005678', o8: '13800008888' };
const start = Date.parse('2026-12-02T02:00:00Z');
const hourMs = 3_600_000;

beforeAll(async () => {
  fresh = await freshDatabase();
  world = await World.open({ url: fresh.url, county: testCounty('binding') });
});
afterAll(async () => {
  await world.close();
  await fresh.drop();
});
beforeEach(async () => {
  await world.reset(start);
  await world.query(
    [
      `DELETE FROM bind_code`,
      `DELETE FROM bind_try`,
      `DELETE FROM account WHERE id LIKE '%:%'`,
      `UPDATE account SET person_id = regexp_replace(id, '^[a-z]+-', ''), bound_at = NULL`,
      `DELETE FROM consent WHERE NOT starts_with(id, 'c-')`,
      `UPDATE consent SET withdrawn_at = NULL`,
      `UPDATE person SET mobile = NULL, left_on = NULL, erased_at = NULL`,
      ...Object.entries(mobiles).map(([id, mobile]) => `UPDATE person SET mobile = '${mobile}' WHERE id = '${id}'`),
    ].join(';'),
  );
});

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  ((await world.query(sql))[0]?.rows ?? []) as Record<string, unknown>[];

/** Says it and gives what is sent to that conversation because of it. */
async function hear(
  personId: string,
  text: string,
  options: { group?: string; platform?: string } = {},
): Promise<string[]> {
  const before = world.sent.length;
  const said = await world.say(personId, text, options);
  await world.settle();
  return world.sent.slice(before).filter((s) => s.conversation === said.delivery.conversation).map((s) => s.text); // prettier-ignore
}
const sentTo = (conversation: string): string[] =>
  world.sent.filter((s) => s.conversation === conversation).map((s) => s.text);

async function codeFor(name: string): Promise<string> {
  const [text = ''] = await hear('o10', `邀请 ${name}`);
  const code = / ([0-9A-Z]{8})$/.exec(text)?.[1];
  if (!code) throw new Error(text);
  return code;
}
const wrong = /^没有绑定：姓名、手机尾号或绑定码不对/;

describe('binding', () => {
  test('an unknown account becomes the person’s, however it is typed, and the code is nowhere to be read', async () => {
    const code = await codeFor('甲子');
    const answers = await hear('s1', `绑定甲子尾号１２３４${code.toLowerCase()}`);
    expect(answers[0]).toContain('甲子（驻村工作队员）您好，已绑定');
    expect(await rows(`SELECT person_id, direct_conversation FROM account WHERE id = 'rich:rich-s1'`)).toEqual([
      { person_id: 'c1', direct_conversation: 'd-rich-s1' },
    ]);
    const kept = await rows(`SELECT payload FROM inbox UNION ALL SELECT to_jsonb(payload) FROM audit_entry`);
    expect(JSON.stringify(kept).toUpperCase()).not.toContain(code);
    expect(JSON.stringify(kept)).toContain('绑定 ***');
    expect(await rows(`SELECT 1 FROM bind_code WHERE code_hash LIKE '%${code}%'`)).toEqual([]);
    expect(await world.verifyAudit()).toMatchObject({ ok: true });
  });

  test('the account before on the same platform is unbound and told, others stay and are told, the officer is not', async () => {
    const code = await codeFor('甲子');
    const toOfficer = sentTo('d-plain-o10').length;
    await hear('s1', `绑定 甲子 尾号1234 ${code}`);
    expect(sentTo('d-rich-c1').join()).toMatch(/这个账号已解绑。如果不是您本人操作，请马上联系县级经办人/);
    expect(sentTo('d-plain-c1').join()).toContain('这个账号照常能用');
    expect(sentTo('d-plain-o10')).toHaveLength(toOfficer);
    expect(await rows(`SELECT id FROM account WHERE person_id = 'c1' ORDER BY id`)).toEqual([
      { id: 'plain-c1' },
      { id: 'rich:rich-s1' },
    ]);
    expect((await hear('c1', '打卡', { platform: 'rich' })).join()).toContain('还不知道您是谁');
    expect((await hear('s1', '打卡')).join()).toContain('打卡');
  });

  test('the same message again changes nothing and is not answered twice', async () => {
    const code = await codeFor('甲子');
    const said = await world.say('s1', `绑定 甲子 尾号1234 ${code}`);
    await world.settle();
    const before = sentTo('d-rich-s1');
    await world.deliver(said);
    await world.settle();
    expect(sentTo('d-rich-s1')).toEqual(before);
    expect(await rows(`SELECT 1 FROM bind_try`)).toEqual([]);
  });

  test.each([1, 2])('of two accounts with one code at once one is bound (%i workers)', async (workers) => {
    const code = await codeFor('甲子');
    await world.say('s1', `绑定 甲子 尾号1234 ${code}`);
    await world.say('s2', `绑定 甲子 尾号1234 ${code}`);
    await world.settle(workers);
    const told = [sentTo('d-rich-s1').join(), sentTo('d-rich-s2').join()];
    expect(told.filter((t) => t.includes('已绑定'))).toHaveLength(1);
    expect(told.filter((t) => wrong.test(t))).toHaveLength(1);
    expect(await rows(`SELECT 1 FROM account WHERE id LIKE '%:%' AND person_id = 'c1'`)).toHaveLength(1);
  });

  test('whatever is wrong, the answer is the same to the letter', async () => {
    const code = await codeFor('甲子');
    const other = await codeFor('乙丑');
    const answers = [
      await hear('s1', `绑定 无此人 尾号1234 ${code}`),
      await hear('s2', `绑定 甲子 尾号9999 ${code}`),
      await hear('s3', `绑定 甲子 尾号1234 ${other}`),
      await hear('s4', '绑定 甲子 尾号1234 ABCDEFGH'),
      await hear('s5', `绑定 丙寅 尾号1234 ${code}`),
    ];
    expect(new Set(answers.map((a) => a.join()))).toEqual(new Set([answers[0]!.join()]));
    expect(answers[0]).toEqual([expect.stringMatching(wrong)]);
  });

  test.each([
    ['used', `UPDATE bind_code SET used_at = now()`],
    ['revoked', `UPDATE bind_code SET revoked_at = now()`],
    ['expired', `UPDATE bind_code SET expires_at = '2026-12-02T02:00:00Z'`],
    ['of somebody who left', `UPDATE person SET left_on = '2026-12-02' WHERE id = 'c1'`],
    ['of somebody who is erased', `UPDATE person SET erased_at = now() WHERE id = 'c1'`],
  ])('a code %s binds nothing', async (_, change) => {
    const code = await codeFor('甲子');
    await world.query(change);
    expect(await hear('s1', `绑定 甲子 尾号1234 ${code}`)).toEqual([expect.stringMatching(wrong)]);
    expect(await rows(`SELECT 1 FROM account WHERE id LIKE '%:%'`)).toEqual([]);
  });

  test('a new code ends the one before, and holds for seven days', async () => {
    const before = await codeFor('甲子');
    const code = await codeFor('甲子');
    expect((await hear('s1', `绑定 甲子 尾号1234 ${before}`)).join()).toMatch(wrong);
    world.clock += 7 * 24 * hourMs - 1000;
    expect((await hear('s1', `绑定 甲子 尾号1234 ${code}`)).join()).toContain('已绑定');
  });

  test('after five failed tries of an account even a right code has to wait, and after an hour it counts', async () => {
    const code = await codeFor('甲子');
    for (let i = 0; i < 4; i++) await hear('s1', `绑定 无此人 尾号000${i} ABCDEFGH`);
    expect((await hear('s1', '绑定 无此人 尾号0004 ABCDEFGH')).join()).toMatch(wrong);
    expect((await hear('s1', `绑定 甲子 尾号1234 ${code}`)).join()).toContain('11:00 以后才能再绑定');
    world.clock += hourMs;
    expect((await hear('s1', `绑定 甲子 尾号1234 ${code}`)).join()).toContain('已绑定');
  });

  test('five failed tries for a name stop every account, whether anybody goes by it or not', async () => {
    for (const name of ['甲子', '无此人']) {
      for (let i = 0; i < 5; i++) await hear(`${name}${i}`, `绑定 ${name} 尾号1234 ABCDEFGH`);
      expect((await hear(`${name}6`, `绑定 ${name} 尾号1234 ABCDEFGH`)).join()).toContain('以后才能再绑定');
    }
  });

  test('a hundred failed tries stop the county, ninety-nine do not', async () => {
    const code = await codeFor('甲子');
    const add = (n: number): string =>
      `INSERT INTO bind_try (county, account_id, person_id, at) SELECT 'binding', 'a' || i, 'n' || i, '2026-12-02T01:59:00Z' FROM generate_series(1, ${n}) i`;
    await world.query(add(98));
    expect((await hear('s1', '绑定 甲子 尾号1234 ABCDEFGH')).join()).toMatch(wrong);
    expect((await hear('s2', `绑定 甲子 尾号9999 ${code}`)).join()).toMatch(wrong);
    expect((await hear('s3', `绑定 甲子 尾号1234 ${code}`)).join()).toContain('以后才能再绑定');
  });

  test('in a group the code is spoilt, and nothing personal is said', async () => {
    const code = await codeFor('甲子');
    const [answer, ...more] = await hear('s1', `绑定 甲子 尾号1234 ${code}`, { group: 'g1' });
    expect(more).toEqual([]);
    expect(answer).toMatch(/私信.*已经作废/);
    expect(answer).not.toMatch(/甲子|1234/);
    expect(JSON.stringify(await rows(`SELECT payload FROM inbox`))).not.toContain(code);
    expect((await hear('s1', `绑定 甲子 尾号1234 ${code}`)).join()).toMatch(wrong);
  });

  test.each([
    ['by itself', (code: string) => code],
    [
      'by itself, in small letters and parted',
      (code: string) => ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)}。`,
    ],
    ['with what it is', (code: string) => `我的绑定码：${code}`],
    ['after the digits of the number', (code: string) => `尾号1234${code}`],
    ['without the digits', (code: string) => `绑定 甲子 ${code}`],
    ['with another name and other digits', (code: string) => `绑定 甲字 尾号9999 ${code}`],
    ['in a sentence that begins otherwise', (code: string) => `我来绑定一下 甲子 尾号 1234 ${code}`],
    [
      'as the officer was to hand it on',
      (code: string) =>
        `请私信驻村助手，照发下面一行，把其中的手机后四位换成您自己的号码：\n绑定 甲子 尾号手机后四位 ${code}`,
    ],
  ])('a code said in a group %s is spoilt, whoever says it', async (_, worded) => {
    for (const [by, platform] of [
      ['s1', 'rich'],
      ['c2', 'plain'],
    ] as const) {
      // prettier-ignore
      const code = await codeFor('甲子');
      const answers = await hear(by, worded(code), { group: 'g1', platform });
      expect(answers).toEqual([expect.stringMatching(/私信/)]);
      expect(answers.join()).not.toMatch(/甲子|1234/);
      expect(JSON.stringify(await rows(`SELECT payload FROM inbox`)).toUpperCase()).not.toContain(code);
      expect((await hear('s3', `绑定 甲子 尾号1234 ${code}`)).join()).toMatch(wrong);
    }
  });

  test('in a group what looks like a code and is nobody’s is answered alike, and ends nobody’s code', async () => {
    const code = await codeFor('甲子');
    const [spoilt] = await hear('s1', await codeFor('乙丑'), { group: 'g1' });
    expect(await hear('s1', '23ABCDEF', { group: 'g1' })).toEqual([spoilt]);
    expect((await hear('s1', `绑定 甲子 尾号1234 ${code}`)).join()).toContain('已绑定');
  });

  test('an account that was another person’s is rebound, and that person is told elsewhere', async () => {
    const code = await codeFor('乙丑');
    expect((await hear('c1', `绑定 乙丑 尾号5678 ${code}`, { platform: 'rich' })).join()).toContain(
      '这个账号原来是甲子的',
    );
    expect(await rows(`SELECT person_id FROM account WHERE id = 'rich-c1'`)).toEqual([{ person_id: 'c2' }]);
    expect(sentTo('d-plain-c1').join()).toContain('您的一个账号已改绑给别人');
    expect(sentTo('d-plain-c2').join()).toContain('这个账号照常能用');
  });

  test('whoever only says a name learns whom to ask, and not whether there is such a person', async () => {
    const [known, unknown] = [await hear('s1', '我是甲子'), await hear('s2', '我叫无此人')];
    expect(known).toEqual(unknown);
    expect(known.join()).toContain('请向县级经办人要一个绑定码');
  });

  test('解绑 is asked once and then ends the account', async () => {
    expect((await hear('c2', '解绑')).join()).toContain('确认请回复“确认”');
    expect(await rows(`SELECT person_id FROM account WHERE id = 'plain-c2'`)).toEqual([{ person_id: 'c2' }]);
    expect((await hear('c2', '确认')).join()).toContain('已解绑');
    expect(await rows(`SELECT person_id FROM account WHERE id = 'plain-c2'`)).toEqual([{ person_id: null }]);
    expect(await rows(`SELECT 1 FROM dialogue WHERE account_id = 'plain-c2'`)).toEqual([]);
    const code = await codeFor('乙丑');
    expect((await hear('c2', `绑定 乙丑 5678 ${code}`)).join()).toContain('已绑定');
  });
});

describe('consent', () => {
  beforeEach(() => world.query(`DELETE FROM consent WHERE person_id IN ('c2', 'o2')`));

  test('what was said first is worked once it is given, with its own day, after a restart too', async () => {
    world.clock = Date.parse('2026-12-02T15:58:00Z'); // 23:58
    const [asked = ''] = await hear('c2', '打卡');
    expect(asked).toMatch(/个人信息保护法/);
    expect(asked).toContain('同意后，刚才这条会接着办');
    expect(await rows(`SELECT 1 FROM attendance`)).toEqual([]);
    await world.restart();
    world.clock += 10 * 60_000;
    const answers = await hear('c2', '同意');
    expect(answers[0]).toContain('已记下您的同意');
    expect(answers[1]).toContain('打卡');
    expect(await rows(`SELECT person_id, on_date::text FROM attendance`)).toEqual([
      { person_id: 'c2', on_date: '2026-12-02' },
    ]);
    expect((await hear('c2', '我的')).join()).not.toContain('同意请回复');
  });

  test('several that wait are worked in their order, before what came after', async () => {
    await hear('c2', '打卡');
    await hear('c2', '离岗');
    await world.say('c2', '同意');
    await world.say('c2', '日志 上午走访3户');
    await world.settle();
    expect((await rows(`SELECT kind FROM attendance ORDER BY inbox_id, turn`)).map((r) => r['kind'])).toEqual([
      'arrived',
      'left',
    ]);
    expect(await rows(`SELECT text FROM work_log`)).toEqual([{ text: '上午走访3户' }]);
    const texts = sentTo('d-plain-c2').slice(2);
    expect(texts).toHaveLength(4);
    expect(texts[0]).toContain('已记下您的同意');
  });

  test('同意 approves nothing before it was given: a bare one is not kept, one that names its request is', async () => {
    await hear('c1', '请假 12.3-12.3 家里有事', { platform: 'rich' });
    await hear('c1', '确认', { platform: 'rich' });
    const [, code] = /#([A-Z]\d[A-Z]\d)/.exec(sentTo('d-plain-o2').join()) ?? [];
    expect((await hear('o2', '同意')).join()).toContain('个人信息保护法');
    expect((await hear('o2', '同意')).join()).toContain('有 1 件等您审批');
    expect(await rows(`SELECT state FROM request`)).toEqual([{ state: 'open' }]);
    await world.query(`DELETE FROM consent WHERE person_id = 'o2'`);
    await hear('o2', `同意 #${String(code)}`);
    const answers = await hear('o2', '同意');
    expect(answers[0]).toContain('已记下您的同意');
    expect(answers[1]).toContain('已批准');
    expect(await rows(`SELECT state FROM request`)).toEqual([{ state: 'approved' }]);
  });

  test('a button is as good as the word, and the buttons of what is worked then are its own', async () => {
    await world.query(`DELETE FROM consent WHERE person_id = 'c1'`);
    await hear('c1', '请假 12.3-12.3 家里有事', { platform: 'rich' });
    const agree = world.sent.at(-1)?.buttons.find((b) => b.label === '同意');
    await world.say(
      'c1',
      { kind: 'action', action: { value: agree?.id ?? '', messageId: null } },
      { platform: 'rich' },
    );
    await world.settle();
    const confirm = world.sent.at(-1)?.buttons.find((b) => b.label === '确认');
    expect(confirm?.id).not.toBe(agree?.id);
    await world.say(
      'c1',
      { kind: 'action', action: { value: confirm?.id ?? '', messageId: null } },
      { platform: 'rich' },
    );
    await world.settle();
    expect(await rows(`SELECT state FROM request`)).toEqual([{ state: 'open' }]);
  });

  test('in a group one is only sent to the direct chat, and what was said there waits too', async () => {
    expect(await hear('c2', '打卡', { group: 'g4' })).toEqual(['已私信。']);
    expect(sentTo('d-plain-c2').join()).toContain('同意请回复');
    await hear('c2', '同意');
    expect(await rows(`SELECT person_id FROM attendance`)).toEqual([{ person_id: 'c2' }]);
    expect(sentTo('g-g4')).toEqual(['已私信。', '已私信。']); // once for the question, once for the check-in itself
  });

  test('refused, nothing is recorded and what was said is forgotten', async () => {
    await hear('c2', '日志 上午走访张家');
    expect((await hear('c2', '不同意')).join()).toContain('没有同意就什么都不记录');
    expect(JSON.stringify(await rows(`SELECT payload FROM inbox`))).not.toContain('张家');
    expect(await rows(`SELECT 1 FROM work_log`)).toEqual([]);
    expect((await hear('c2', '打卡')).join()).toContain('同意请回复');
  });

  test('without it one may still ask for help, read what is kept, and unbind', async () => {
    expect((await hear('c2', '帮助')).join()).toContain('现在可以');
    expect((await hear('c2', '个人信息说明')).join()).toContain('您还没有同意');
    await hear('c2', '打卡');
    expect((await hear('c2', '解绑')).join()).toContain('确认');
    expect((await hear('c2', '取消')).join()).toContain('同意请回复');
    await hear('c2', '同意');
    expect(await rows(`SELECT person_id FROM attendance`)).toEqual([{ person_id: 'c2' }]);
  });

  test('withdrawn, nothing new is taken, the officer learns the name alone, and it can be given again', async () => {
    expect((await hear('c3', '撤回同意')).join()).toContain('不是撤回审批');
    expect((await hear('c3', '确认')).join()).toContain('已撤回');
    expect(sentTo('d-plain-o10')).toEqual(['丙寅已撤回同意，请改用纸质办理。']);
    expect((await hear('c3', '打卡')).join()).toContain('同意请回复');
    expect(await rows(`SELECT 1 FROM attendance`)).toEqual([]);
    const answers = await hear('c3', '同意个人信息处理');
    expect(answers[0]).toContain('已记下您的同意');
    expect(await rows(`SELECT person_id FROM attendance`)).toEqual([{ person_id: 'c3' }]);
    expect((await hear('c3', '个人信息说明')).join()).toContain('您已同意，自2026年12月2日');
  });

  test('who is bound anew is asked with the welcome, and pressing agrees', async () => {
    await world.query(`DELETE FROM consent WHERE person_id = 'c1'`);
    const code = await codeFor('甲子');
    const answers = await hear('s1', `绑定 甲子 尾号1234 ${code}`);
    expect(answers).toHaveLength(2);
    const agree = world.sent.findLast((s) => s.conversation === 'd-rich-s1')?.buttons[0];
    await world.say('s1', { kind: 'action', action: { value: agree?.id ?? '', messageId: null } });
    await world.settle();
    expect(await rows(`SELECT version FROM consent WHERE person_id = 'c1'`)).toEqual([{ version: 2 }]);
    expect((await hear('s1', '打卡')).join()).toContain('打卡');
  });
});
