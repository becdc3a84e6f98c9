/** 为什么, through the whole product: in reply to what was sent, by a code, alone, and in a group. */
import { describe, expect, test } from 'vitest';
import { directChat } from '../builders/county.ts';
import type { Content } from '../builders/inbound.ts';
import type { SayOptions } from '../builders/world.ts';
import { journeyFrom } from './journey.ts';

const journey = journeyFrom('2026-12-02T00:00:00Z');
const { said } = journey;

const answer = async (personId: string, what: string | Content, options: SayOptions = {}): Promise<string> => {
  const sent = await said(personId, what, options);
  const chat = directChat(journey.world.accountOf(personId, options.platform));
  const mine = sent.filter((s) => s.conversation === chat);
  if (mine.length !== 1) throw new Error(`${mine.length} answers to “${JSON.stringify(what)}”`);
  return mine[0]!.text;
};
/** In reply to the last message that says this. */
function replyTo(words: RegExp, text: string): Content {
  const quoted = journey.world.sent.findLast((s) => words.test(s.text));
  if (!quoted) throw new Error(`nothing says ${String(words)}`);
  const shown = quoted.messageId === null ? quoted.text.slice(0, 40) : null;
  return { text, quote: { messageId: quoted.messageId, text: shown } };
}
const quotingText = (text: string): Content => ({ text: '为什么', quote: { messageId: null, text } });
const long = '请假 12.10-12.13 老人住院';

describe('a leave', () => {
  test('is explained before it is confirmed, once it is asked, and after it is settled', async () => {
    await said('c1', long, { platform: 'rich' });
    expect(await answer('c1', '为什么找组织部？', { platform: 'rich' })).toMatch(/还没有提交[^]*再少1天，就由/);
    await said('c1', '确认', { platform: 'rich' });
    expect(await answer('c1', '为什么', { platform: 'rich' })).toMatch(/^#[A-Z]\d[A-Z]\d 甲子 请假[^]*第九条/);
    expect(await answer('o5', replyTo(/事由：/, '为什么要我批'))).toContain('共4天，这样定的理由');
    await said('o5', replyTo(/事由：/, '同意'));
    await said('o4', replyTo(/事由：/, '同意'));
    expect(await answer('c1', replyTo(/^您的请假.*已批准/, '依据是什么'), { platform: 'rich' })).toContain('共4天');
  });

  test('is explained by its code where a platform gives no ids', async () => {
    await said('c6', '请假 12.8 老人住院');
    await said('c6', '确认');
    const text = await answer('o2', replyTo(/事由：/, '凭什么'));
    expect(text).toContain('己巳 请假 12月8日');
    expect(text).not.toContain('老人住院');
  });

  test('of others is told to nobody else, and a code shows nothing of it', async () => {
    await said('c1', '请假 12.8 老人住院', { platform: 'rich' });
    await said('c1', '确认', { platform: 'rich' });
    const code = journey.world.sent.findLast((s) => s.code !== null)?.code ?? '';
    expect(await answer('c7', `为什么 #${code}`)).toMatch(/^没有找到 #/);
  });

  test('is told in a group without who, when and why', async () => {
    await said('c1', long, { platform: 'rich' });
    await said('c1', '确认', { platform: 'rich' });
    const sent = await said('c1', { text: '为什么', mentionsBot: true }, { platform: 'rich', group: 'g1' });
    expect(sent.map((s) => s.conversation)).toEqual(['g-g1']);
    expect(sent[0]?.text).toMatch(/^请假4天：由.*共同审批。\n依据：《丰都县驻乡驻村干部细则》第九条/);
    expect(sent[0]?.text).not.toMatch(/甲子|12月|#|老人/);
  });
});

test('The month is explained in reply to what told its days, though a leave is open', async () => {
  await said('c1', '请假 12.8 老人住院', { platform: 'rich' });
  await said('c1', '确认', { platform: 'rich' });
  await said('c1', '打卡', { platform: 'rich' });
  expect(await answer('c1', replyTo(/^已打卡/, '为什么'), { platform: 'rich' })).toMatch(/^12月已在岗1天[^]*第九条/);
  expect(await answer('c1', quotingText('已打卡：12月2日（周三） 08:02'), { platform: 'plain' })).toMatch(
    /^12月已在岗1天/,
  );
  await said('c1', '帮助', { platform: 'rich' });
  expect(await answer('c1', replyTo(/您好，现在可以/, '为什么'), { platform: 'rich' })).toMatch(/^要问哪件事的依据/);
});

test('A missed check-in is explained to whoever keeps the attendance', async () => {
  await said('c1', '补卡 12.1 手机没电', { platform: 'rich' });
  const text = await answer('c3', replyTo(/事由：/, '为什么由我批'));
  expect(text).toContain('补卡 12月1日，这样定的理由');
  expect(text).toContain('第九条');
  expect(text).not.toContain('规则后来改过');
});
