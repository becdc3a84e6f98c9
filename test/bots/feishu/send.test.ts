import { describe, expect, it } from 'vitest';
import { ImageGone } from '../../../src/chat/message.ts';
import type { KeptFile, KeptImage, SendOutcome } from '../../../src/chat/message.ts';
import { outbound } from '../../fakes/product.ts';
import { SAMPLE_DOCX, largePdf } from '../../fakes/sample-documents.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import { stage } from './stage.ts';

const signal = AbortSignal.timeout(600_000);
const BUTTONS = [
  { id: 'q1.2.yes', label: '同意', words: '同意' },
  { id: 'q1.2.no', label: '驳回', words: '驳回' },
];
const SHA = 'a'.repeat(64);
const idOf = (outcome: SendOutcome): string => {
  if (outcome.status !== 'sent' || outcome.messageId === null) throw new Error(JSON.stringify(outcome));
  return outcome.messageId;
};
/** The first that was offered, to be fetched by its reference. */
const offeredIn = <Offered extends object>(all: readonly Offered[] = []): Extract<Offered, { ref: string }> => {
  const one = all.find((each): each is Extract<Offered, { ref: string }> => 'ref' in each);
  if (one === undefined) throw new Error('nothing offered');
  return one;
};
/** Whether it may be tried again, without the time. */
const fate = (outcome: SendOutcome): unknown =>
  outcome.status === 'refused' ? { ...outcome, retryAt: outcome.retryAt !== null } : outcome;

describe('a message of the bot', () => {
  it('shows its text as it is, with the people it calls, whatever stands in it', async () => {
    const { adapter, feishu, group, person } = await stage();
    const text = 'a < b，<b>粗</b> <at user_id="all"></at>\n第二行';
    for (const buttons of [[], BUTTONS]) {
      const message = outbound(group, text, {
        buttons,
        mentions: [person.openId, 'nobody"'],
        key: String(buttons.length),
      });
      const id = idOf(await adapter.send(message, signal));
      const shown = feishu.shown(group).find((one) => one.id === id)!;
      expect(shown.text).toContain('@示例甲');
      expect(shown.text).not.toContain('@所有人');
      expect(shown.text.replaceAll('＜', '<')).toContain(text);
      expect(shown.buttons.map(({ label }) => label)).toEqual(buttons.map(({ label }) => label));
    }
  });

  it('answers what it replies to, and is sent all the same where that is gone', async () => {
    const { adapter, feishu, person } = await stage();
    await person.say(person.direct, '请假两天');
    const replyTo = person.lastId;
    const answered = idOf(await adapter.send(outbound(person.direct, '一', { replyTo }), signal));
    await person.recall(replyTo);
    const alone = idOf(await adapter.send(outbound(person.direct, '二', { replyTo }), signal));
    const shown = feishu.shown(person.direct);
    expect(shown.find(({ id }) => id === answered)?.replyTo).toBe(replyTo);
    expect(shown.find(({ id }) => id === alone)).toMatchObject({ text: '二', replyTo: null });
  });

  it('is one message for one key, also when its first fate was not known', async () => {
    const { adapter, feishu, person } = await stage();
    feishu.dropAfter();
    const message = outbound(person.direct, '已打卡', { key: 'out-1' });
    expect(await adapter.send(message, signal)).toEqual({ status: 'unknown', why: 'dropped' });
    const again = await adapter.send(message, signal);
    expect(again).toEqual(await adapter.send(message, signal));
    expect(feishu.shown(person.direct).map(({ id }) => id)).toEqual([idOf(again)]);
  });

  it('can be sent to a person whose chat was never seen', async () => {
    const { adapter, feishu, person } = await stage();
    await adapter.send(outbound(person.openId, '您好'), signal);
    expect(feishu.shown(person.direct).map(({ text }) => text)).toEqual(['您好']);
  });

  it('has 8,000 Chinese characters and eight buttons in one card', async () => {
    const { adapter, person } = await stage();
    const buttons = Array.from({ length: 8 }, (_, n) => ({
      id: String(n).repeat(64),
      label: `选项${String(n)}`,
      words: '',
    }));
    expect(adapter.capabilities.maxTextLength).toBe(8000);
    expect((await adapter.send(outbound(person.direct, '长'.repeat(8000), { buttons }), signal)).status).toBe('sent');
    expect(fate(await adapter.send(outbound(person.direct, '长'.repeat(8001)), signal))).toEqual({
      status: 'refused',
      retryAt: false,
      why: 'too-long',
      of: 'message',
    });
  });

  it('of a picture that is too large to be shown is a file', async () => {
    const { adapter, feishu, person, kept } = await stage();
    const image: KeptImage = { sha256: SHA, contentType: 'image/png', sizeBytes: 10_500_000 };
    kept.set(SHA, new Uint8Array(image.sizeBytes));
    expect(await adapter.send(outbound(person.direct, '', { images: [image] }), signal)).toMatchObject({
      status: 'sent',
    });
    expect(feishu.shown(person.direct).at(-1)?.files).toHaveLength(1);
  });

  it('that answers a press, which is no message, is sent as one of its own', async () => {
    const { adapter, feishu, group } = await stage();
    const outcome = await adapter.send(
      outbound(group, '已私信', { replyTo: 'f7984f25108f8137722bb63cee927e66' }),
      signal,
    );
    expect(outcome).toMatchObject({ status: 'sent' });
    expect(feishu.shown(group).at(-1)).toMatchObject({ text: '已私信', replyTo: null });
    expect(feishu.calls.filter(({ path }) => path.endsWith('/reply'))).toEqual([]);
  });

  it('is a text, or one image, or one file', async () => {
    const { adapter, feishu, person, kept } = await stage();
    const image: KeptImage = { sha256: SHA, contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length };
    const file: KeptFile = { sha256: 'b'.repeat(64), name: '请假台账（12月）.xlsx', contentType: 'x/y', sizeBytes: 3 };
    kept.set(image.sha256, SAMPLE_JPEG).set(file.sha256, new Uint8Array([1, 2, 3]));
    await adapter.send(outbound(person.direct, '', { images: [image], key: 'i' }), signal);
    await adapter.send(outbound(person.direct, '', { files: [file], key: 'f' }), signal);
    const [one, two] = feishu.shown(person.direct);
    expect(Buffer.compare(feishu.bytes(one!.images[0]!), SAMPLE_JPEG)).toBe(0);
    expect(two!.files.map(({ name }) => name)).toEqual(['请假台账（12月）.xlsx']);
    expect([...feishu.bytes(two!.files[0]!.key)]).toEqual([1, 2, 3]);
    const both = await adapter.send(outbound(person.direct, '看图', { images: [image] }), signal);
    expect(both).toMatchObject({ status: 'refused', retryAt: null, why: 'not-apart' });
    kept.clear();
    const lost = await adapter.send(outbound(person.direct, '', { images: [image], key: 'l' }), signal);
    expect(lost).toMatchObject({ status: 'refused', retryAt: null, why: 'image-not-kept' });
  });

  it('loses its buttons after the answer, and a text gets other words', async () => {
    const { adapter, feishu, person } = await stage();
    const card = idOf(await adapter.send(outbound(person.direct, '请审批', { buttons: BUTTONS }), signal));
    const text = idOf(await adapter.send(outbound(person.direct, '处理中'), signal));
    for (const id of [card, text]) {
      expect(await adapter.update!(id, outbound(person.direct, '已同意'), signal)).toEqual({
        status: 'sent',
        messageId: id,
      });
    }
    expect(feishu.shown(person.direct).map(({ text: words, buttons }) => [words, buttons])).toEqual([
      ['已同意', []],
      ['已同意', []],
    ]);
    const missing = await adapter.update!('om_none', outbound(person.direct, '已同意'), signal);
    expect(missing).toMatchObject({ status: 'refused', retryAt: null, of: 'message' });
  });
});

describe('a send that fails', () => {
  const refused = (of: string, why: string, retryAt: boolean): object => ({ status: 'refused', of, why, retryAt });

  it.each<[string, (at: Awaited<ReturnType<typeof stage>>) => unknown, object]>([
    [
      'the app sends too much',
      ({ feishu }) => feishu.limit({ retryAfter: 7 }),
      refused('platform', 'rate-limited', true),
    ],
    [
      'too much goes to one chat',
      ({ feishu, person }) => feishu.limit({ retryAfter: 7, chat: person.direct }),
      refused('chat', 'chat-rate-limited', true),
    ],
    ['the person stopped the bot', ({ feishu, person }) => feishu.block(person), refused('chat', 'blocked', false)],
    [
      'the person is not served',
      ({ feishu, person }) => feishu.block(person, 230013),
      refused('chat', 'not-available-to-user', false),
    ],
    [
      'a scope is missing',
      ({ feishu }) => feishu.grant('im:message:send_as_bot', false),
      refused('platform', 'scope-missing', true),
    ],
    ['the token is no longer taken', ({ feishu }) => feishu.revokeTokens(), refused('platform', 'token-refused', true)],
    [
      'the platform is down',
      async ({ feishu, adapter, person }) => {
        await feishu.down();
        // The line that was kept open ends with the first.
        await adapter.send(outbound(person.direct, '在吗'), signal);
      },
      refused('platform', 'unreachable', true),
    ],
    ['the line is cut', ({ feishu }) => feishu.dropBefore(), { status: 'unknown', why: 'dropped' }],
    ['a gateway answers', ({ feishu }) => feishu.fail(502), { status: 'unknown', why: 'http-502' }],
    ['something between answers', ({ feishu }) => feishu.fail(403), refused('platform', 'http-403', true)],
  ])('where %s says so, and sends nothing', async (_, arrange, outcome) => {
    const at = await stage();
    await arrange(at);
    expect(fate(await at.adapter.send(outbound(at.person.direct, '在吗'), signal))).toEqual(outcome);
    expect(at.feishu.shown(at.person.direct)).toEqual([]);
  });

  it('waits as long as the platform says', async () => {
    const { adapter, feishu, person } = await stage();
    feishu.limit({ retryAfter: 7 });
    const outcome = await adapter.send(outbound(person.direct, '在吗'), signal);
    if (outcome.status !== 'refused' || outcome.retryAt === null) throw new Error(outcome.status);
    expect(outcome.retryAt - Date.now()).toBeGreaterThan(5000);
    expect(outcome.retryAt - Date.now()).toBeLessThanOrEqual(7000);
  });

  it('signs in again after its token was not taken', async () => {
    const { adapter, feishu, person } = await stage();
    feishu.revokeTokens();
    await adapter.send(outbound(person.direct, '在吗'), signal);
    expect((await adapter.send(outbound(person.direct, '在吗'), signal)).status).toBe('sent');
  });

  it('is not sent at all once given up, and unknown when given up halfway', async () => {
    const { adapter, feishu, person } = await stage();
    const given = await adapter.send(outbound(person.direct, '迟了'), AbortSignal.abort());
    expect(fate(given)).toEqual({ status: 'refused', retryAt: true, why: 'aborted', of: 'message' });
    feishu.slow(500);
    const halfway = await adapter.send(outbound(person.direct, '慢', { key: 'slow' }), AbortSignal.timeout(100));
    expect(halfway).toEqual({ status: 'unknown', why: 'aborted' });
    expect(adapter.health().state).toBe('up');
  });

  it('during an upload has sent nothing', async () => {
    const { adapter, feishu, person, kept } = await stage();
    kept.set(SHA, SAMPLE_JPEG);
    const image: KeptImage = { sha256: SHA, contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length };
    feishu.fail(502);
    const outcome = await adapter.send(outbound(person.direct, '', { images: [image] }), signal);
    expect(fate(outcome)).toEqual({ status: 'refused', retryAt: true, why: 'http-502', of: 'platform' });
  });

  it('to nowhere is refused', async () => {
    const { adapter } = await stage();
    expect((await adapter.send(outbound('no-such-conversation', '在吗'), signal)).status).toBe('refused');
  });

  it('where the bot was taken out of the group is refused for good', async () => {
    const { adapter, feishu, group, person } = await stage();
    await feishu.removeBot(group, person);
    expect(fate(await adapter.send(outbound(group, '在吗'), signal))).toEqual(
      refused('chat', 'bot-not-in-chat', false),
    );
  });
});

describe('an image of a user', () => {
  it('that the platform will never give is gone, and one that it does not give now is not', async () => {
    const { adapter, feishu, person, last } = await stage();
    await person.sendImage(person.direct, SAMPLE_JPEG);
    const image = offeredIn(last().images);
    feishu.fail(502);
    await expect(adapter.openImage!(image.ref, signal)).rejects.not.toThrow(ImageGone);
    feishu.gone(image.ref.split(' ')[1]!);
    await expect(adapter.openImage!(image.ref, signal)).rejects.toThrow(ImageGone);
    await expect(adapter.openImage!('none of ours', signal)).rejects.toThrow(ImageGone);
  });

  it('over 20 MB is gone', async () => {
    const { adapter, person, last } = await stage();
    const large = new Uint8Array(21 * 1024 * 1024);
    large.set(SAMPLE_JPEG);
    await person.sendImage(person.direct, large);
    const image = offeredIn(last().images);
    await expect(adapter.openImage!(image.ref, signal)).rejects.toThrow(ImageGone);
  });
});

describe('a document of a user', () => {
  it('has its name, and is fetched as a file', async () => {
    const { adapter, person, last } = await stage();
    await person.sendFile(person.direct, '11月工作汇报.docx', SAMPLE_DOCX);
    expect(last()).toMatchObject({ kind: 'file', text: '', images: [] });
    const file = offeredIn(last().files);
    expect(file).toMatchObject({ name: '11月工作汇报.docx', contentType: null, sizeBytes: null });
    expect(Buffer.compare(await adapter.openFile!(file.ref, signal), SAMPLE_DOCX)).toBe(0);
    await expect(adapter.openImage!(file.ref, signal)).rejects.toThrow(ImageGone);
  });

  it('over 20 MB is said to be too large', async () => {
    const { adapter, person, last } = await stage();
    await person.sendFile(person.direct, '年度总结.pdf', largePdf(21 * 1024 * 1024));
    const file = offeredIn(last().files);
    await expect(adapter.openFile!(file.ref, signal)).rejects.toMatchObject({ name: 'ImageGone', why: 'size' });
  });
});

it('a mobile number is one person’s or nobody’s', async () => {
  const { adapter, person } = await stage();
  expect(await adapter.resolveUser!('13800000001')).toBe(person.openId);
  expect(await adapter.resolveUser!('13800000009')).toBeNull();
});
