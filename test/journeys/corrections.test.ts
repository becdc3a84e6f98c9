/** A line of a ledger that is taken back or corrected, through the whole product: it stays, and counts no more. */
import { describe, expect, test } from 'vitest';
import type { Content } from '../builders/inbound.ts';
import { directTo, journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T02:00:00Z');
const { told, rows } = journey;
const entries = (): Promise<unknown[]> =>
  rows('SELECT ledger, on_date::text, people, text, voided_at IS NOT NULL AS voided FROM ledger_entry ORDER BY at, id');
const logs = (): Promise<unknown[]> =>
  rows('SELECT text, late, voided_at IS NOT NULL AS voided FROM work_log ORDER BY at, id');
/** The bot's last message to them that matches, as they quote it. */
const quoting = (personId: string, what: RegExp, text: string): Content => {
  const quoted = journey.world.sent.findLast((s) => s.conversation.endsWith(`-${personId}`) && what.test(s.text));
  return { text, quote: { messageId: quoted?.messageId ?? null, text: quoted?.text ?? null } };
};

describe('撤销', () => {
  test('takes back the last line with its log, once, and what is owed is reckoned anew', async () => {
    expect(await told('c1', '学习 集中学习 12人')).toMatch(/1\/2 次[^]*记错了回复“撤销”或“改为 …”/);
    const answer = await told('c1', '撤销');
    expect(answer).toMatch(/已撤销：学习台账12月2日“集中学习”，12人，当天那篇日志一并撤销/);
    expect(answer).toMatch(/组织集中学习（全队），0\/2 次/);
    expect(await entries()).toMatchObject([{ ledger: 'study', people: 12, voided: true }]);
    expect(await logs()).toMatchObject([{ voided: true }]);
    expect(await told('c1', '还差什么')).toMatch(/组织集中学习（全队），0\/2 次/);
    expect(await told('c1', '撤销')).toMatch(/已经撤销过了/);
    expect(await rows(`SELECT verb, subject, person_id FROM audit_entry WHERE verb = 'void-entries'`)).toEqual([
      { verb: 'void-entries', subject: 'person:c1', person_id: 'c1' },
    ]);
    expect((await journey.world.verifyAudit()).ok).toBe(true);
    expect(await told('c1', '我的日志')).not.toContain('集中学习');
  });

  test.each(['撤销学习', '把刚才的学习删掉', '删除学习台账'])(
    '%s takes that one back and not the one after it',
    async (words) => {
      await told('c1', '学习 集中学习 12人');
      await told('c1', '走访 张大爷家 房子漏雨');
      expect(await told('c1', words)).toMatch(/已撤销：学习台账/);
      expect(await entries()).toMatchObject([
        { ledger: 'study', voided: true },
        { ledger: 'visit', voided: false },
      ]);
    },
  );

  test('with the confirmation quoted takes back that one', async () => {
    await told('c1', '学习 集中学习 12人');
    await told('c1', '走访 张大爷家 房子漏雨');
    expect(await told('c1', quoting('c1', /已记学习台账/, '撤销'))).toMatch(/已撤销：学习台账/);
    expect(await told('c1', quoting('c1', /已记走访台账/, '删掉这条'))).toMatch(/已撤销：走访台账/);
    expect(await told('c1', quoting('c1', /已记学习台账/, '撤销'))).toMatch(/已经撤销过了/);
  });

  test('opens again what 已办 closed', async () => {
    const list = await told('c1', '还差什么');
    const number = /(\d+)\. 12月组织集中学习/.exec(list)?.[1] ?? '';
    expect(await told('c1', `已办 ${number}`)).toContain('办错了回复“撤销”');
    expect(await told('c1', '还差什么')).not.toMatch(/12月组织集中学习/);
    expect(await told('c1', '撤销')).toMatch(/12月组织集中学习/);
    expect(await told('c1', '还差什么')).toMatch(/12月组织集中学习/);
  });

  test('is nobody else’s: what another of the team entered stands', async () => {
    await told('c1', '学习 集中学习 12人');
    expect(await told('c2', '撤销学习')).toMatch(/没有找到/);
    expect(await entries()).toMatchObject([{ voided: false }]);
  });

  test('asks which, where a leave waits too, and does what is picked', async () => {
    await told('c1', '请假 12.8-12.9 母亲住院');
    await told('c1', '确认');
    await told('c1', '学习 集中学习 12人');
    expect(await told('c1', '撤销')).toMatch(/撤销哪一个[^]*1\. #[^]*2\. 学习台账/);
    expect(await told('c1', '2')).toMatch(/已撤销：学习台账/);
    expect(await rows('SELECT state FROM request')).toEqual([{ state: 'open' }]);
    await told('c1', '学习 集中学习 11人');
    await told('c1', '撤回');
    expect(await told('c1', '1')).toMatch(/撤回/);
    expect(await rows('SELECT state FROM request')).toEqual([{ state: 'withdrawn' }]);
  });

  test('says whom to ask once the month is confirmed', async () => {
    await told('c1', '学习 集中学习 12人');
    await journey.world.query(
      `INSERT INTO month_confirmed (county, person_id, month, confirmed_by, at) VALUES ('${journey.world.countyId}', 'c1', '2026-12', 'o4', now())`,
    );
    expect(await told('c1', '撤销')).toMatch(/考勤已由冬四确认，不能自己撤销/);
    expect(await entries()).toMatchObject([{ voided: false }]);
  });

  test('of a line from days ago has to name it', async () => {
    await told('c1', '学习 集中学习 12人');
    journey.world.clock += 3 * 86_400_000;
    expect(await told('c1', '撤销')).not.toMatch(/已撤销/);
    expect(await told('c1', '撤销学习')).toMatch(/已撤销/);
  });
});

describe('改为', () => {
  test('a figure changes it and leaves the rest, in one go', async () => {
    await told('c1', '学习 集中学习 12人 主题防返贫');
    const answer = await told('c1', '改为 15人');
    expect(answer).toMatch(/已改为学习台账：12月2日（周三），15人。/);
    expect(answer).toMatch(/原来的学习台账12月2日（周三）那条已撤销/);
    expect(answer).toMatch(/当天第 1 篇日志/);
    expect(answer).toMatch(/1\/2 次/);
    expect(await entries()).toMatchObject([
      { people: 12, voided: true },
      { people: 15, text: '集中学习 主题防返贫', voided: false },
    ]);
    expect(await logs()).toMatchObject([
      { voided: true },
      { text: '学习 集中学习 12人 主题防返贫（更正：15人）', voided: false },
    ]);
  });

  test('a whole line takes its place, a day moves it, and 撤销 then takes back the new one', async () => {
    await told('c1', '学习 集中学习 12人');
    expect(await told('c1', '改为 走访 张大妈家 漏雨')).toMatch(/已改为走访台账：12月2日（周三），张大妈家/);
    expect(await told('c1', '改为昨天')).toMatch(/已改为走访台账：12月1日（周二），张大妈家（补记/);
    expect(await told('c1', '撤销')).toMatch(/已撤销：走访台账12月1日/);
    expect(await entries()).toMatchObject([
      { ledger: 'study', voided: true },
      { ledger: 'visit', on_date: '2026-12-02', voided: true },
      { ledger: 'visit', on_date: '2026-12-01', voided: true },
    ]);
  });

  test('without a line to change says what to do', async () => {
    expect(await told('c1', '改为 15人')).toMatch(/没有找到要改的那条台账/);
  });

  test('记错了 is told how', async () => {
    await told('c1', '学习 集中学习 12人');
    expect(await told('c1', '记错了')).toMatch(/学习台账12月2日“集中学习”，12人：不要了回复“撤销”/);
    expect(await entries()).toMatchObject([{ voided: false }]);
  });
});

describe('a report that fits several', () => {
  const reports = (): Promise<unknown[]> =>
    rows(
      `SELECT text, jsonb_array_length(images) AS photos, cardinality(closes) AS closes FROM ledger_entry WHERE ledger = 'report'`,
    );

  test('is kept with its photo while it is asked which report it is, and the number files it', async () => {
    const photo = { sha256: 'a'.repeat(64), contentType: 'image/jpeg', sizeBytes: 1 };
    const question = {
      ...{ about: 'which-report', on: '2026-12-02', text: '上报 工作总结', images: [photo], files: [] },
      entry: {
        ledger: 'report',
        text: '工作总结',
        people: null,
        wholeTeam: false,
        days: null,
        level: null,
        place: null,
      },
      owedKeys: await owedReports('c3'),
    };
    await journey.world.query(
      `INSERT INTO dialogue (county, account_id, id, question, asked_at) VALUES ('${journey.world.countyId}', 'rich-c3', '1', '${JSON.stringify(question)}', '${new Date(journey.world.clock).toISOString()}')`,
    );
    expect(await told('c3', '第1个')).toMatch(/已记上报台账：12月2日（周三），照片 1 张/);
    expect(await reports()).toEqual([{ text: '工作总结', photos: 1, closes: 1 }]);
    expect(await rows('SELECT 1 FROM dialogue')).toEqual([]);
    expect(await told('c3', '撤销')).toMatch(/已撤销：上报台账/);
    expect(directTo('o10', journey.world.sent)).toMatch(/丙寅撤回了12月2日上报的“工作总结”/);
  });

  /** Keys of the reports among what is listed to them. */
  async function owedReports(personId: string): Promise<string[]> {
    const list = await told(personId, '还差什么');
    const numbers = list.split('\n').flatMap((line) => (/总结/.test(line) ? [Number(/^\d+/.exec(line)?.[0])] : []));
    const [{ owed_keys: keys }] = (await rows(`SELECT owed_keys FROM duty_list WHERE person_id = '${personId}'`)) as [{ owed_keys: string[] }]; // prettier-ignore
    expect(numbers.length).toBeGreaterThan(0);
    return numbers.map((n) => keys[n - 1] ?? '');
  }
});
