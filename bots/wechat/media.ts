/** Images and documents are fetched when the product asks, out of the gateway's memory of the message. */
import { ImageGone } from '../../src/chat/message.ts';
import type { Client } from './client.ts';
import { GONE_WHY, WechatTrouble } from './trouble.ts';

/** Whatever else a puppet says may be of the moment; the product does not ask for ever. */
const GONE = new Set([GONE_WHY, 'not-found', 'not-supported']);

/** `ref` is the id of the message. @throws ImageGone where it will never be had; WechatTrouble where it may be tried again */
export async function open(
  client: Client | null,
  { kind, ref }: { readonly kind: 'image' | 'file'; readonly ref: string },
  signal: AbortSignal,
): Promise<Uint8Array> {
  signal.throwIfAborted();
  if (client === null) throw new WechatTrouble('child-died');
  const result = await client.call({ is: 'open', kind, messageId: ref }, signal);
  if (result.is === 'opened') return result.bytes;
  if (result.is !== 'failed') throw new WechatTrouble('bad-answer');
  const { fate, why } = result.failure;
  if (why === 'too-large') throw new ImageGone('larger than a file may be', 'size');
  if (fate === 'refused' && GONE.has(why)) throw new ImageGone('the gateway no longer has it');
  throw new WechatTrouble(why);
}
