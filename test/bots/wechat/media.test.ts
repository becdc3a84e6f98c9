/** What is had of a photo that the gateway does not give, from its words. */
import { expect, test } from 'vitest';
import type { Client } from '../../../bots/wechat/client.ts';
import { open } from '../../../bots/wechat/media.ts';
import type { Failure } from '../../../bots/wechat/protocol.ts';
import { whyRefused } from '../../../bots/wechat/trouble.ts';

const never = new AbortController().signal;
const opening = (failure: Failure): Promise<Uint8Array> => {
  const client: Client = {
    ...{ pid: 1, isGone: false, gone: new Promise(() => undefined), tell: () => undefined, kill: () => undefined },
    call: async () => ({ is: 'failed', failure }),
  };
  return open(client, { kind: 'image', ref: '7' }, never);
};
const refusing = (words: string): Promise<Uint8Array> => opening({ fate: 'refused', why: whyRefused(words) });

test.each(['no such file', 'image has expired', '图片已过期', '文件不存在', 'message not found'])(
  'it is gone where the gateway says: %s',
  async (words) => {
    await expect(refusing(words)).rejects.toMatchObject({ name: 'ImageGone', why: 'gone' });
  },
);

test.each(['socket hang up', '系统繁忙', 'getaddrinfo EAI_AGAIN'])(
  'it may be asked for again where the gateway says: %s',
  async (words) => {
    await expect(refusing(words)).rejects.toMatchObject({ name: 'WechatTrouble' });
  },
);

test('it may be asked for again where the gateway could not be asked', async () => {
  await expect(opening({ fate: 'not-left', why: 'timeout' })).rejects.toMatchObject({ name: 'WechatTrouble' });
  await expect(open(null, { kind: 'file', ref: '7' }, never)).rejects.toMatchObject({ name: 'WechatTrouble' });
});

test('it is too large where the gateway gives more than is taken', async () => {
  await expect(opening({ fate: 'refused', why: 'too-large' })).rejects.toMatchObject({ why: 'size' });
});
