import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlood } from '../../../bots/telegram/fate.ts';
import { render } from '../../../bots/telegram/render.ts';
import type { KeptFile, KeptImage, OutboundMessage, SendOutcome } from '../../../src/chat/message.ts';
import { outbound } from '../../fakes/product.ts';
import { SAMPLE_JPEG } from '../../fakes/sample-images.ts';
import type { TelegramCall } from '../../fakes/telegram-server.ts';
import type { TelegramShown } from '../../fakes/telegram-world.ts';
import { staged, type Stage } from './stage.ts';

const NOW = Date.parse('2026-12-01T08:00:00+08:00');
const SHA = 'a'.repeat(64);
const signal = AbortSignal.timeout(60_000);
const button = (n: number, label = '同意'): OutboundMessage['buttons'][number] => ({
  id: `b${n}`,
  label,
  words: label,
});

let stage: Stage;
beforeEach(async () => {
  stage = await staged({ config: { now: () => NOW } });
});
afterEach(async () => {
  await stage.adapter.stop();
  await stage.server.close();
});

const here = (): string => String(stage.person.id);
const send = (text: string, more: Partial<OutboundMessage> = {}): Promise<SendOutcome> =>
  stage.adapter.send(outbound(more.conversation ?? here(), text, more), signal);
const last = (): TelegramShown => stage.server.shown(stage.person.id).at(-1)!;
const sends = (): readonly TelegramCall[] => stage.server.calls.filter(({ method }) => method.startsWith('send'));

describe('a text', () => {
  it('is sent as it is, without a preview of its links', async () => {
    const text = '<b>*依据*</b> https://bot.example.gov.cn/link/abc';
    expect(await send(text)).toEqual({ status: 'sent', messageId: String(last().id) });
    expect(last().text).toBe(text);
    expect(sends()[0]?.params).toMatchObject({ link_preview_options: { is_disabled: true } });
    expect(sends()[0]?.params).not.toHaveProperty('parse_mode');
  });

  it('answers a message that may be gone by now', async () => {
    const said = stage.person.say(stage.person.id, '打卡');
    await send('已打卡', { replyTo: String(said.messageId) });
    expect(last().replyTo).toBe(said.messageId);
    stage.person.remove(said);
    expect(await send('已打卡', { replyTo: String(said.messageId) })).toMatchObject({ status: 'sent' });
    expect(await send('好', { replyTo: 'c4000000000000012345' })).toMatchObject({ status: 'sent' });
    expect(last().replyTo).toBeNull();
  });

  it('tells in a group whom it is for', async () => {
    const group = stage.server.group('示例村工作队', [stage.person]);
    await send('请打卡', { conversation: String(group), mentions: [here()] });
    const [shown] = stage.server.shown(group);
    expect(shown?.text).toBe('@您 请打卡');
    expect(shown?.entities).toMatchObject([
      { type: 'text_mention', offset: 0, length: 2, user: { id: stage.person.id } },
    ]);
  });

  it.each([
    ['长'.repeat(4097), {}, 'text-too-long', 'message'],
    ['请审批', { buttons: [{ id: '码'.repeat(22), label: '同意', words: '同意' }] }, 'button-too-long', 'message'],
    ['在吗', { conversation: 'no-such-conversation' }, 'no-such-chat', 'chat'],
  ])('that Telegram can’t take is refused without asking it', async (text, more, why, of) => {
    expect(await send(text, more)).toEqual({ status: 'refused', retryAt: null, why, of });
    expect(sends()).toEqual([]);
  });

  it('of 4,096 characters is sent in one', async () => {
    expect(await send('长'.repeat(4096))).toMatchObject({ status: 'sent' });
  });
});

describe('buttons', () => {
  const rows = (labels: readonly string[]): unknown => {
    const rendered = render(outbound('1', '请选', { buttons: labels.map((label, n) => button(n, label)) }));
    const markup = rendered.call === null ? undefined : rendered.payload.reply_markup;
    if (markup === undefined || !('inline_keyboard' in markup)) return null;
    return markup.inline_keyboard.map((row) => row.map(({ text }) => text));
  };

  it('stand side by side while they fit a phone', () => {
    expect(rows(['同意', '驳回', '退回'])).toEqual([['同意', '驳回', '退回']]);
    expect(rows(['同意全部三件申请', '只同意第一件', '驳回'])).toEqual([
      ['同意全部三件申请'],
      ['只同意第一件', '驳回'],
    ]);
    expect(rows(['1', '2', '3', '4', '5'])).toEqual([['1', '2', '3', '4'], ['5']]);
    expect(rows(['很长很长很长很长很长很长很长很长的按钮', '好'])).toHaveLength(2);
  });

  it('go with the text when it is changed, and asking twice is no fault', async () => {
    await send('请审批', { buttons: [button(1)] });
    const { id } = last();
    const done = outbound(here(), '已同意');
    for (let n = 0; n < 2; n += 1)
      expect(await stage.adapter.update!(String(id), done, signal)).toEqual({ status: 'sent', messageId: String(id) });
    expect(last()).toMatchObject({ text: '已同意', buttons: [], edited: true });
  });

  it('go alone where the text is to stay', async () => {
    await send('请审批', { buttons: [button(1)] });
    expect(await stage.adapter.update!(String(last().id), outbound(here(), ''), signal)).toMatchObject({
      status: 'sent',
    });
    expect(last()).toMatchObject({ text: '请审批', buttons: [] });
  });

  it('of a message that is gone can’t be changed', async () => {
    for (const id of ['999999', 'c4000000000000012345'])
      expect(await stage.adapter.update!(id, outbound(here(), '已同意'), signal)).toMatchObject({
        status: 'refused',
        retryAt: null,
      });
  });
});

describe('an attachment', () => {
  const image: KeptImage = { sha256: SHA, contentType: 'image/jpeg', sizeBytes: SAMPLE_JPEG.length };
  const file: KeptFile = {
    sha256: SHA,
    name: '请假台账;"12月"（示例）.xlsx',
    contentType: 'application/x',
    sizeBytes: 3,
  };

  it('is a photo', async () => {
    stage.files.set(SHA, SAMPLE_JPEG);
    expect(await send('', { images: [image] })).toMatchObject({ status: 'sent' });
    expect(last().photos).toHaveLength(1);
  });

  it('is a document where it is too large for a photo', async () => {
    stage.files.set(SHA, SAMPLE_JPEG);
    await send('', { images: [{ ...image, sizeBytes: 11_000_000 }] });
    expect(last().files.map(({ name }) => name)).toEqual(['photo.jpg']);
  });

  it('is a document where Telegram takes it for no photo, as a screenshot of a whole page', async () => {
    stage.files.set(SHA, new Uint8Array([1, 2, 3]));
    expect(await send('', { images: [image] })).toMatchObject({ status: 'sent' });
    expect(last().files.map(({ name }) => name)).toEqual(['photo.jpg']);
    expect(sends().map(({ method }) => method)).toEqual(['sendPhoto', 'sendDocument']);
  });

  it('is a file under its name, without what would end it early', async () => {
    stage.files.set(SHA, new Uint8Array([1, 2, 3]));
    await send('12月台账', { files: [file] });
    expect(last()).toMatchObject({ text: '12月台账', files: [{ name: '请假台账__12月_（示例）.xlsx' }] });
    expect(new Uint8Array(last().files[0]!.bytes)).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('that is not kept is refused, and one that can’t be read is asked for again', async () => {
    expect(await send('', { images: [image] })).toMatchObject({ status: 'refused', retryAt: null, why: 'not-kept' });
    const broken = await staged({
      server: stage.server,
      config: { now: () => NOW },
      ports: { readFile: () => Promise.reject(new Error('the store is down')) },
    });
    const outcome = await broken.adapter.send(outbound(here(), '', { files: [file] }), signal);
    expect(outcome).toMatchObject({ status: 'refused', retryAt: NOW + 5000, why: 'store', of: 'message' });
    await broken.adapter.stop();
  });

  it('is one a call', async () => {
    expect(await send('', { images: [image, image] })).toMatchObject({
      status: 'refused',
      why: 'too-many-attachments',
    });
    expect(await send('长'.repeat(1025), { files: [file] })).toMatchObject({ status: 'refused', why: 'text-too-long' });
  });
});

describe('what becomes of a send', () => {
  it('that is one too many is told to wait as long as Telegram says', async () => {
    stage.server.faults.limit({ retryAfter: 7 });
    const outcome = { status: 'refused', retryAt: NOW + 7000, why: 'too-many-requests', of: 'chat' };
    expect(await send('一')).toEqual(outcome);
    expect(sends()).toHaveLength(1);
  });

  it('is the platform’s refusal once three chats are refused at the same time', () => {
    const flood = createFlood();
    expect([flood('1', 10, 0), flood('1', 11, 0), flood('2', 10, 0), flood('3', 10, 0)]).toEqual([
      ...['chat', 'chat', 'chat'],
      'platform',
    ]);
    expect(flood('4', 20, 15)).toBe('chat');
  });

  it.each(['dropBefore', 'dropAfter'] as const)('whose connection drops (%s) is unknown', async (fault) => {
    stage.server.faults[fault]();
    expect(await send('一')).toEqual({ status: 'unknown', why: 'dropped' });
    expect(sends()).toHaveLength(1);
  });

  it('that something in between answers is unknown', async () => {
    stage.server.faults.status(502);
    expect(await send('一')).toEqual({ status: 'unknown', why: 'bad-answer' });
  });

  it('that takes too long is unknown; one that never began is not', async () => {
    stage.server.faults.slow(5000);
    const giveUp = new AbortController();
    const sending = stage.adapter.send(outbound(here(), '一'), giveUp.signal);
    await expect.poll(() => last().text).toBe('一');
    giveUp.abort();
    expect(await sending).toEqual({ status: 'unknown', why: 'timeout' });
    expect(await stage.adapter.send(outbound(here(), '二'), AbortSignal.abort())).toEqual({
      status: 'refused',
      retryAt: NOW + 5000,
      why: 'aborted',
      of: 'message',
    });
  });

  it('that comes while the bot stops is left to the next one, and what is under way is finished', async () => {
    stage.server.faults.slow(50);
    const sending = send('一');
    await expect.poll(() => last().text).toBe('一');
    const stopped = stage.adapter.stop();
    expect(await send('二')).toEqual({ status: 'refused', retryAt: NOW + 1000, why: 'stopping', of: 'platform' });
    await stopped;
    expect(await sending).toMatchObject({ status: 'sent' });
    expect(sends()).toHaveLength(1);
  });

  it('to a Telegram that is away has not left', async () => {
    await stage.server.down();
    expect(await send('一')).toEqual({ status: 'refused', retryAt: NOW + 10_000, why: 'unreachable', of: 'platform' });
    expect(stage.adapter.health()).toMatchObject({ state: 'down', why: 'unreachable' });
    await stage.server.up();
    expect(await send('一')).toMatchObject({ status: 'sent' });
    expect(stage.adapter.health().state).toBe('up');
  });

  it('with a token that is no longer valid is the platform’s', async () => {
    const wrong = await staged({ server: stage.server, config: { now: () => NOW, token: '1:wrong' } });
    const outcome = await wrong.adapter.send(outbound(here(), '一'), signal);
    expect(outcome).toEqual({ status: 'refused', retryAt: NOW + 60_000, why: 'unauthorized', of: 'platform' });
    await wrong.adapter.stop();
  });

  it('to whoever can’t be reached is refused for good, of that chat', async () => {
    const lost = { status: 'refused', retryAt: null, of: 'chat' };
    stage.person.block();
    expect(await send('一')).toEqual({ ...lost, why: 'blocked' });
    const stranger = stage.server.person('示例乙', { started: false });
    const never = await send('一', { conversation: String(stranger.id) });
    expect(never).toMatchObject(lost);
    expect(['never-started', 'no-such-chat']).toContain(never.status === 'refused' ? never.why : null);
    expect(await send('一', { conversation: '4242' })).toEqual({ ...lost, why: 'no-such-chat' });
    const group = stage.server.group('示例村工作队', [stage.person], { type: 'group' });
    stage.person.upgrade(group);
    expect(await send('一', { conversation: String(group) })).toEqual({ ...lost, why: 'migrated' });
    const left = stage.server.group('示例村委会', [stage.person]);
    stage.person.removeBot(left);
    expect(await send('一', { conversation: String(left) })).toEqual({ ...lost, why: 'kicked' });
  });
});
