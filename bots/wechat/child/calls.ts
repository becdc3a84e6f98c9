/** What the parent asks for, done at the gateway, each once. */
import { types } from 'wechaty-puppet';
import type { Call, Result } from '../protocol.ts';
import { failureOf } from './failure.ts';
import { nameOf } from './listen.ts';
import type { GatewayPuppet } from './puppet.ts';

/** Never rejects. */
export async function resultOf(puppet: GatewayPuppet, call: Call): Promise<Result> {
  try {
    return await done(puppet, call);
  } catch (error) {
    return { is: 'failed', failure: failureOf(error, { reads: call.is === 'box' || call.is === 'open' }) };
  }
}

async function done(puppet: GatewayPuppet, call: Call): Promise<Result> {
  switch (call.is) {
    case 'text':
      return sent(await puppet.messageSendText(call.chat, await calledBy(puppet, call), call.mentions));
    case 'box':
      return { is: 'boxed', box: await puppet.box(call.name, call.bytes) };
    case 'file':
      return sent(await puppet.sendBox(call.chat, call.box));
    case 'open':
      return { is: 'opened', bytes: await opened(puppet, call) };
  }
}

/** What WeChat puts behind a name that is called. */
const BEHIND_NAME = '\u2005';

/** In a group a name is called by what stands in the text; the ids alone make nobody's phone ring. */
async function calledBy(puppet: GatewayPuppet, { text, mentions }: Extract<Call, { is: 'text' }>): Promise<string> {
  const names = await Promise.all(mentions.map((id) => nameOf(puppet, id)));
  const missing = names.filter((name) => name !== null && !text.includes(`@${name}`));
  return `${missing.map((name) => `@${String(name)}${BEHIND_NAME}`).join('')}${text}`;
}

const sent = (id: string | undefined): Result => ({ is: 'sent', messageId: id ?? null });

/** Puppets differ in what they call the whole of an image: the original, its large form, or a file as any other. */
async function opened(puppet: GatewayPuppet, { kind, messageId }: Extract<Call, { is: 'open' }>): Promise<Uint8Array> {
  if (kind === 'file') return puppet.fileBytes(messageId);
  try {
    return await puppet.imageBytes(messageId, types.Image.Artwork);
  } catch (error) {
    if (failureOf(error, { reads: true }).fate !== 'refused') throw error;
  }
  try {
    return await puppet.imageBytes(messageId, types.Image.HD);
  } catch (error) {
    if (failureOf(error, { reads: true }).fate !== 'refused') throw error;
    return await puppet.fileBytes(messageId);
  }
}
