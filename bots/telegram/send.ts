/** One send is one call of the API that can have an effect, never repeated here: so its fate is exact. */
import { GrammyError, InputFile, type RawApi } from 'grammy';
import type { OutboundMessage, SendOutcome } from '../../src/chat/message.ts';
import type { Ports } from './config.ts';
import { fateOf, type Flood, refusedForGood } from './fate.ts';
import type { Pulse } from './pulse.ts';
import { render, type Rendered, renderUpdate, type RenderedUpdate, type Upload } from './render.ts';
import { until } from './wire.ts';

type Methods = 'sendMessage' | 'sendPhoto' | 'sendDocument' | 'editMessageText' | 'editMessageReplyMarkup';

export interface Sender {
  readonly api: Pick<RawApi, Methods>;
  readonly ports: Pick<Ports, 'readImage' | 'readFile'>;
  readonly now: () => number;
  readonly pulse: Pulse;
  readonly flood: Flood;
}

/** Nothing has left: it may be tried again in so many ms. */
const AGAIN_MS = 5000;
const notYet = (sender: Sender, why: string): SendOutcome => ({
  status: 'refused',
  retryAt: sender.now() + AGAIN_MS,
  why,
  of: 'message',
});

export async function send(sender: Sender, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
  const rendered = render(message);
  if (rendered.call === null) return refusedForGood(rendered.why, rendered.of);
  const file = rendered.call === 'sendMessage' ? null : await read(sender, rendered.upload);
  if (file !== null && 'status' in file) return file;
  if (signal.aborted) return notYet(sender, 'aborted');
  return await settled(sender, message.conversation, () => called(sender, rendered, file, signal));
}

/** The bytes to upload, or why there are none. */
async function read(sender: Sender, { from, sha256, name }: Upload): Promise<InputFile | SendOutcome> {
  const { ports } = sender;
  try {
    const bytes = await (from === 'images' ? ports.readImage(sha256) : ports.readFile(sha256));
    return bytes === null ? refusedForGood('not-kept') : new InputFile(bytes, name);
  } catch {
    return notYet(sender, 'store');
  }
}

function called(
  { api }: Sender,
  rendered: Exclude<Rendered, { call: null }>,
  file: InputFile | null,
  signal: AbortSignal,
): Promise<unknown> {
  if (rendered.call === 'sendMessage') return api.sendMessage(rendered.payload, until(signal));
  if (file === null) throw new TypeError('nothing to upload');
  const asDocument = (): Promise<unknown> => api.sendDocument({ ...rendered.payload, document: file }, until(signal));
  if (rendered.call === 'sendDocument') return asDocument();
  return api.sendPhoto({ ...rendered.payload, photo: file }, until(signal)).catch((error: unknown) => {
    if (error instanceof GrammyError && NO_PHOTO.test(error.description)) return asDocument();
    throw error;
  });
}

/** Nothing was sent: the picture is longer than photos may be, as a screenshot of a whole page. */
const NO_PHOTO = /PHOTO_INVALID_DIMENSIONS|PHOTO_SAVE_FILE_INVALID|IMAGE_PROCESS_FAILED/;

async function settled(
  { now, pulse, flood }: Sender,
  conversation: string,
  call: () => Promise<unknown>,
): Promise<SendOutcome> {
  try {
    const answer = await call();
    pulse.reached();
    return { status: 'sent', messageId: idOf(answer) };
  } catch (error) {
    const outcome = fateOf(error, { conversation, now: now(), flood });
    if (outcome.status === 'refused' && outcome.of === 'platform' && outcome.why !== 'too-many-requests')
      pulse.lost(outcome.why);
    return outcome;
  }
}

const idOf = (answer: unknown): string | null =>
  typeof answer === 'object' && answer !== null && 'message_id' in answer && typeof answer.message_id === 'number'
    ? String(answer.message_id)
    : null;

export async function update(
  sender: Sender,
  messageId: string,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const rendered = renderUpdate(messageId, message);
  if (rendered.call === null) return refusedForGood(rendered.why, rendered.of);
  if (signal.aborted) return notYet(sender, 'aborted');
  const outcome = await settled(sender, message.conversation, async () => {
    await edited(sender, rendered, signal);
    return { message_id: Number(messageId) };
  });
  return outcome;
}

/** What is as it should be already counts as done. */
async function edited(
  { api }: Sender,
  rendered: Exclude<RenderedUpdate, { call: null }>,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (rendered.call === 'editMessageText') await api.editMessageText(rendered.payload, until(signal));
    else await api.editMessageReplyMarkup(rendered.payload, until(signal));
  } catch (error) {
    if (!(error instanceof GrammyError) || !/message is not modified/i.test(error.description)) throw error;
  }
}
