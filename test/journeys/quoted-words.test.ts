/** What works with a quote works where a quote is nothing but text: as WeChat shows it, with what its adapter wrote below it. */
import { describe, expect, test } from 'vitest';
import { normalize } from '../../bots/wechat/normalize.ts';
import { render } from '../../bots/wechat/render.ts';
import { OutboundMessage } from '../../src/chat/message.ts';
import { PLAIN } from '../builders/county.ts';
import type { Content } from '../builders/inbound.ts';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T00:00:00Z');
const { said, rows } = journey;
const dashes = '- - - - - - - - - - - - - - -';

/** The last message to them that says so, as WeChat shows it. */
async function shown(personId: string, words: RegExp): Promise<string> {
  const sent = journey.world.sent.findLast((s) => s.conversation === `d-plain-${personId}` && words.test(s.text));
  if (!sent) throw new Error(`nothing that says ${String(words)} was sent to ${personId}`);
  const [found] = await rows<{ payload: unknown }>(`SELECT payload FROM outbox WHERE key = '${sent.key}'`);
  return render(OutboundMessage.parse(found?.payload));
}

/** Somebody quotes that and says this. */
function quoting(quoted: string, reply: string): Content {
  const message = normalize(
    {
      ...{ id: '1', kind: 'Text', talkerId: 'wxid_a', talkerName: null, roomId: null, sentAt: 0 },
      ...{ text: `「驻村助手：${quoted}」\n${dashes}\n${reply}`, mentionIds: [], filename: null, place: null },
    },
    { platform: PLAIN, selfId: 'wxid_bot', selfName: '驻村助手', receivedAt: journey.world.clock },
  );
  if (!message) throw new Error('nothing was said');
  return { text: message.text, quote: message.quote };
}

/** Where they have words alone; what all are told because of it. */
const plainly = async (personId: string, what: string | Content): Promise<string> =>
  (await said(personId, what, { platform: PLAIN })).map((s) => s.text).join('\n');
const reply = async (personId: string, words: RegExp, text: string): Promise<string> =>
  plainly(personId, quoting(await shown(personId, words), text));

async function asksForLeave(personId: string, days: string): Promise<void> {
  await plainly(personId, `请假 ${days} 老人住院`);
  await plainly(personId, '确认');
}
const stands = (): Promise<{ person: string; day: string; state: string }[]> =>
  rows(
    `SELECT applicant_id AS person, to_char(from_on, 'DD') AS day, state::text FROM request ORDER BY from_on, applicant_id`,
  );

describe('with several that wait, a quote of the bot’s words alone', () => {
  const twoWait = async (): Promise<void> => {
    await asksForLeave('c2', '12.8');
    await asksForLeave('c6', '12.9');
  };

  test.each([
    ['同意', 'approved', 'open'],
    ['驳回 人手不够', 'rejected', 'open'],
    ['退回 写明去哪家医院', 'returned', 'open'],
  ])('and %s is for that one', async (words, first, second) => {
    await twoWait();
    await reply('o2', /乙丑/, words);
    expect((await stands()).map((r) => r.state)).toEqual([first, second]);
  });

  test('and 转办 hands that one over', async () => {
    await twoWait();
    expect(await reply('o2', /乙丑/, '转办 雷七')).toContain('乙丑');
    expect(await rows(`SELECT assigned_to AS to FROM request_seat WHERE assigned_to IS NOT NULL`)).toEqual([
      { to: 'o7' },
    ]);
  });

  test('and 为什么 explains that one', async () => {
    await twoWait();
    expect(await reply('o2', /乙丑/, '为什么')).toMatch(/^#[A-Z]\d[A-Z]\d 乙丑/);
  });

  test('loses to another code that is typed', async () => {
    await twoWait();
    const [other] = await rows<{ code: string }>(`SELECT code FROM request WHERE applicant_id = 'c6'`);
    await reply('o2', /乙丑/, `同意 #${other!.code}`);
    expect((await stands()).map((r) => r.state)).toEqual(['open', 'approved']);
  });

  test('that is cut off is known by its code', async () => {
    await twoWait();
    const whole = await shown('o2', /乙丑/);
    await plainly('o2', quoting(whole.slice(0, 9), '同意'));
    expect((await stands()).map((r) => r.state)).toEqual(['approved', 'open']);
  });

  test('or with the typed sign in full width, is the same', async () => {
    await twoWait();
    const [{ code } = { code: '' }] = await rows<{ code: string }>(
      `SELECT code FROM request WHERE applicant_id = 'c2'`,
    );
    const wide = [...`#${code}`].map((c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join('');
    await plainly('o2', `同意 ${wide}`);
    expect((await stands()).map((r) => r.state)).toEqual(['approved', 'open']);
  });

  test('that names both is asked about, and decides nothing', async () => {
    await twoWait();
    const codes = await rows<{ code: string }>('SELECT code FROM request');
    const both = quoting(codes.map((r) => `#${r.code} 请假`).join('\n'), '同意');
    expect(await plainly('o2', both)).toContain('哪');
    expect((await stands()).map((r) => r.state)).toEqual(['open', 'open']);
  });
});

describe('with one that waits, a quote', () => {
  test('of another that is none of theirs decides nothing', async () => {
    await asksForLeave('c2', '12.8');
    const answer = await plainly('o2', quoting('#Z9Z9 别人 请假', '同意'));
    expect((await stands()).map((r) => r.state)).toEqual(['open']);
    expect(answer).toContain('乙丑');
  });

  test('of what was asked before it was changed shows what is asked now', async () => {
    await asksForLeave('c2', '12.8');
    const before = await shown('o2', /乙丑/);
    await plainly('c2', '修改 12.9 老人转院');
    await plainly('c2', '确认');
    expect(await plainly('o2', quoting(before, '同意'))).toContain('有改动');
    expect((await stands()).map((r) => r.state)).toEqual(['open']);
    await reply('o2', /乙丑/, '同意');
    expect((await stands()).map((r) => r.state)).toEqual(['approved']);
  });

  test.each(['收到', '[强]', '[OK]', '好的'])('and %s approves nothing', async (words) => {
    await asksForLeave('c2', '12.8');
    await reply('o2', /乙丑/, words);
    expect((await stands()).map((r) => r.state)).toEqual(['open']);
  });
});

describe('of one’s own, a quote of the bot’s words alone', () => {
  test('and 撤回 takes that one back', async () => {
    await asksForLeave('c2', '12.8');
    await asksForLeave('c2', '12.14');
    await reply('c2', /已提交.*12月8日/, '撤回');
    expect((await stands()).map((r) => r.state)).toEqual(['withdrawn', 'open']);
  });

  test('and 催办 reminds of that one', async () => {
    await asksForLeave('c2', '12.8');
    await asksForLeave('c2', '12.14');
    journey.world.clock += 3 * 3_600_000;
    expect(await reply('c2', /已提交.*12月14日/, '催办')).toContain('本人催办');
    expect(await rows(`SELECT to_char(from_on, 'DD') AS day FROM request WHERE nudged_on IS NOT NULL`)).toEqual([
      { day: '14' },
    ]);
  });

  test('and 撤销 takes back the line that those words confirmed', async () => {
    await plainly('c2', '学习 集中学习 12人');
    await plainly('c2', '走访 张大爷家 房子漏雨');
    expect(await reply('c2', /已记学习台账/, '撤销')).toMatch(/已撤销：学习台账/);
    expect(await rows(`SELECT ledger FROM ledger_entry WHERE voided_at IS NULL`)).toEqual([{ ledger: 'visit' }]);
  });

  test('and 销假 ends that one, and 续假 goes on from it', async () => {
    await asksForLeave('c2', '12.2');
    await reply('o2', /乙丑/, '同意');
    expect(await reply('c2', /已批准/, '续假 1天 还没好')).toContain('续假');
    await plainly('c2', '取消');
    journey.world.clock = Date.parse('2026-12-02T12:00:00Z');
    expect(await reply('c2', /已批准/, '销假')).toContain('已销假');
  });
});

describe('of a filed copy, a quote of the bot’s words alone', () => {
  test('and 收到 is the receipt of that one', async () => {
    for (const days of ['12.8', '12.14']) {
      await asksForLeave('c2', days);
      await reply('o2', /乙丑/, '同意');
    }
    await reply('o10', /备案[^]*12月8日|12月8日[^]*备案/, '收到');
    expect(await rows(`SELECT to_char(r.from_on, 'DD') AS day FROM filing_receipt f JOIN request r ON r.id = f.request_id`)).toEqual([{ day: '08' }]); // prettier-ignore
  });
});

describe('in a group, a quote of somebody’s words with a code', () => {
  test('turns to nobody, unless the reply is a command', async () => {
    await asksForLeave('c2', '12.8');
    const [found] = await rows<{ code: string }>('SELECT code FROM request');
    const talk = quoting(`我的 #${found!.code} 谁批一下`, '辛苦了，路上小心');
    expect(await said('c2', talk, { platform: PLAIN, group: 'g4' })).toEqual([]);
  });
});
