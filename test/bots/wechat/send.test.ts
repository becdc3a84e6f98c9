/** What becomes of a send, from what the child says of it. */
import { describe, expect, test } from 'vitest';
import type { Client } from '../../../bots/wechat/client.ts';
import type { Failure, Result } from '../../../bots/wechat/protocol.ts';
import { createTurns, send } from '../../../bots/wechat/send.ts';
import type { Sender } from '../../../bots/wechat/send.ts';
import { whyRefused } from '../../../bots/wechat/trouble.ts';
import type { Health, SendOutcome } from '../../../src/chat/message.ts';
import { outbound } from '../../fakes/product.ts';

const NOW = 1_000_000;
const HOUR_MS = 3_600_000;
const IMAGE = { sha256: 'a'.repeat(64), contentType: 'image/png', sizeBytes: 3 };
const FILE = { ...IMAGE, name: '台账.xlsx' };

interface Scene extends Sender {
  readonly orders: object[];
  readonly warnings: string[];
}

function scene(answer: Result | ((order: { is: string }) => Result), more: Partial<Sender> = {}): Scene {
  const [orders, warnings]: [object[], string[]] = [[], []];
  const client: Client = {
    ...{ pid: 1, isGone: false, gone: new Promise(() => undefined), tell: () => undefined, kill: () => undefined },
    call: async (order) => {
      orders.push(order);
      return typeof answer === 'function' ? answer(order) : answer;
    },
  };
  return {
    ports: { readImage: async () => Uint8Array.of(1, 2, 3), readFile: async () => Uint8Array.of(4) },
    pace: {
      turn: async (_, signal) => !signal.aborted,
      warned: (why) => void warnings.push(why),
      quietUntil: () => (warnings.length > 0 ? NOW + HOUR_MS : null),
    },
    now: () => NOW,
    health: (): Health => ({ state: 'up', since: 0, why: null }),
    signedIn: { doubt: () => undefined, believe: () => undefined, isDoubted: () => false },
    turnWithinMs: 60_000,
    client: () => client,
    inTurn: createTurns(),
    stopping: new AbortController().signal,
    ...{ orders, warnings },
    ...more,
  };
}

const sent: Result = { is: 'sent', messageId: '7' };
const failed = (failure: Failure): Result => ({ is: 'failed', failure });
const refused = (said: string): Result => failed({ fate: 'refused', why: whyRefused(said) });
const never = new AbortController().signal;
const text = outbound('wxid_a', '您好');
const sending = (sender: Sender, message = text, signal = never): Promise<SendOutcome> => send(sender, message, signal);

describe('A send', () => {
  test('is sent, with the id where the puppet gives one', async () => {
    expect(await sending(scene(sent))).toEqual({ status: 'sent', messageId: '7' });
    expect(await sending(scene({ is: 'sent', messageId: null }))).toEqual({ status: 'sent', messageId: null });
  });

  test('that left without an answer is of unknown fate', async () => {
    const outcome = await sending(scene(failed({ fate: 'unknown', why: 'dropped' })));
    expect(outcome).toEqual({ status: 'unknown', why: 'dropped' });
  });

  test('that never left is tried again soon', async () => {
    const outcome = await sending(scene(failed({ fate: 'not-left', why: 'gateway-unreachable' })));
    expect(outcome).toMatchObject({ status: 'refused', retryAt: NOW + 5_000, of: 'platform' });
  });

  test.each([
    ['操作过于频繁，请稍后再试'],
    ['你的帐号存在安全风险，部分功能受限'],
    ['账号异常'],
    ['rate limit exceeded'],
    ['send too fast'],
  ])('that WeChat warns of makes the account quiet: %s', async (words) => {
    const one = scene(refused(words));
    const outcome = await sending(one);
    expect(outcome).toEqual({ status: 'refused', retryAt: NOW + HOUR_MS, why: 'warned', of: 'platform' });
    expect(one.warnings).toHaveLength(1);
    expect(await sending(one)).toEqual(outcome);
    expect(one.orders).toHaveLength(1);
  });

  test.each([
    ['对方不是你的好友，请先发送验证请求', 'not-a-friend'],
    ['对方开启了朋友验证，你还不是他（她）朋友', 'not-a-friend'],
    ['消息已发出，但被对方拒收了。', 'blocked'],
    ['该好友已被删除', 'no-such-contact'],
    ['你已不在该群聊中', 'left-the-group'],
    ['你已被移出群聊', 'left-the-group'],
    ['你已退出该群聊', 'left-the-group'],
    ['群聊不存在', 'no-such-group'],
    ['no such contact', 'no-such-contact'],
  ])('into a chat where nobody is reached ends for good: %s', async (words, why) => {
    const one = scene(refused(words));
    expect(await sending(one)).toEqual({ status: 'refused', retryAt: null, why, of: 'chat' });
    expect(one.warnings).toEqual([]);
  });

  test.each([['网络异常'], ['服务器异常，请重试'], ['文件大小超过限制'], ['asterisk']])(
    'that goes wrong by itself is no warning: %s',
    async (words) => {
      const one = scene(refused(words));
      expect(await sending(one)).toMatchObject({ status: 'refused', why: 'refused', of: 'message' });
      expect(one.warnings).toEqual([]);
    },
  );

  test('that an account without its user refuses waits for the user, and the next tells whether the user is back', async () => {
    let isDoubted = false;
    const signedIn = {
      doubt: () => void (isDoubted = true),
      believe: () => void (isDoubted = false),
      isDoubted: () => isDoubted,
    };
    let answer = refused('not logged in');
    const health = (): Health =>
      isDoubted ? { state: 'down', since: 0, why: 'logged-out' } : { state: 'up', since: 0, why: null };
    const one = scene(() => answer, { signedIn, health });
    expect(await sending(one)).toMatchObject({ why: 'logged-out', of: 'platform', retryAt: NOW + 60_000 });
    expect(isDoubted).toBe(true);
    answer = sent;
    expect(await sending(one)).toMatchObject({ status: 'sent' });
    expect(isDoubted).toBe(false);
  });

  test('that is refused in other words is refused by itself', async () => {
    const outcome = await sending(scene(refused('unexpected\n  at /srv/rate-limit/blocked.js:1')));
    expect(outcome).toEqual({ status: 'refused', retryAt: null, why: 'refused', of: 'message' });
  });

  test('is not tried while the account is not up, or nobody has it', async () => {
    const one = scene(sent, { health: () => ({ state: 'down', since: 0, why: 'scan-needed' }) });
    expect(await sending(one)).toMatchObject({ status: 'refused', why: 'scan-needed', of: 'platform' });
    expect(await sending(scene(sent, { client: () => null }))).toMatchObject({ of: 'platform' });
    expect(one.orders).toEqual([]);
  });

  test('whose time is over before its turn has not left', async () => {
    const one = scene(sent);
    const outcome = await sending(one, text, AbortSignal.abort());
    expect(outcome).toMatchObject({ status: 'refused', why: 'aborted', of: 'message' });
    expect(one.orders).toEqual([]);
  });

  test('whose turn comes too late for the gateway to answer in time has not left', async () => {
    const turn = (_: number, signal: AbortSignal): Promise<boolean> =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(false)));
    const one = scene(sent, { turnWithinMs: 5 });
    const outcome = await sending({ ...one, pace: { ...one.pace, turn } });
    expect(outcome).toMatchObject({ status: 'refused', why: 'aborted', of: 'message', retryAt: NOW + 1_000 });
    expect(one.orders).toEqual([]);
  });

  test('that waits when the bot stops is left to the next process', async () => {
    const one = scene(sent, { stopping: AbortSignal.abort() });
    expect(await sending(one)).toMatchObject({ status: 'refused', why: 'stopping', of: 'platform' });
    expect(one.orders).toEqual([]);
  });

  test('of a photo or a file brings its bytes first, under a name that tells what it is', async () => {
    const answer = ({ is }: { is: string }): Result => (is === 'box' ? { is: 'boxed', box: '{}' } : sent);
    const one = scene(answer);
    await sending(one, outbound('wxid_a', '', { images: [IMAGE] }));
    await sending(one, outbound('wxid_a', '', { files: [FILE] }));
    expect(one.orders).toEqual([
      { is: 'box', name: 'photo.png', bytes: Uint8Array.of(1, 2, 3) },
      { is: 'file', chat: 'wxid_a', box: '{}' },
      { is: 'box', name: '台账.xlsx', bytes: Uint8Array.of(4) },
      { is: 'file', chat: 'wxid_a', box: '{}' },
    ]);
  });

  test('of a photo that did not get to the gateway has shown nobody anything', async () => {
    const one = scene(failed({ fate: 'not-left', why: 'timeout' }));
    const outcome = await sending(one, outbound('wxid_a', '', { images: [IMAGE] }));
    expect(outcome).toMatchObject({ status: 'refused', retryAt: NOW + 5_000 });
    expect(one.orders).toHaveLength(1);
  });

  test('of what is not kept, or not apart, or too long, is refused for good', async () => {
    const ports = { readImage: async () => null, readFile: async () => new Uint8Array(20_000_001) };
    const all = [
      await sending(scene(sent, { ports }), outbound('a', '', { images: [IMAGE] })),
      await sending(scene(sent, { ports }), outbound('a', '', { files: [FILE] })),
      await sending(scene(sent), outbound('a', '看图', { images: [IMAGE] })),
      await sending(scene(sent), outbound('a', '长'.repeat(2001))),
    ];
    expect(all.map((one) => 'why' in one && one.why)).toEqual(['not-kept', 'too-large', 'not-apart', 'too-long']);
    expect(all.every((one) => one.status === 'refused' && one.retryAt === null)).toBe(true);
  });

  test('of what the store does not give at the moment is tried again', async () => {
    const ports = { readImage: () => Promise.reject(new Error('disk')), readFile: async () => null };
    const outcome = await sending(scene(sent, { ports }), outbound('a', '', { images: [IMAGE] }));
    expect(outcome).toMatchObject({ status: 'refused', retryAt: NOW + 5_000, of: 'message' });
  });

  test('waits for the one before it, whatever became of that', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const turns = createTurns();
    const first = turns(async () => {
      await new Promise<void>((resolve) => (release = resolve));
      order.push('first');
      throw new Error('no');
    });
    const second = turns(async () => void order.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual([]);
    release();
    await expect(first).rejects.toThrow('no');
    await second;
    expect(order).toEqual(['first', 'second']);
  });
});
