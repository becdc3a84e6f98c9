/** The way in: keep the message, then answer the platform, then let the workers know. Nothing is decided here. */
import { takenAs } from '../domain/document-file.ts';
import { isPlainCommand } from '../language/understand.ts';
import type { InboundMessage, OfferedFile, Sink, StoredMessage, UnkeptFile } from './message.ts';
import type { AtArrow } from './arrow.ts';
import type { Meter } from './meter.ts';

export interface ReceiveDeps {
  /** False when this event was kept before. */
  readonly keep: (message: StoredMessage) => Promise<boolean>;
  readonly at: AtArrow;
  readonly meter?: Meter;
}

export const receiver =
  ({ keep, at, meter }: ReceiveDeps): Sink =>
  async (message) => {
    at('received');
    const fresh = await keep(storable(message));
    at('kept');
    meter?.received(message.platform, fresh);
  };

/**
 * Images and documents that the platform still holds are fetched later: it waits for its answer. Those that people show each other in a
 * group, with nothing said to the bot, are none of its business; of an edited message nothing is made.
 */
function storable({ raw: _raw, images, files = [], ...message }: InboundMessage): StoredMessage {
  const kept = images.flatMap((image) => ('sha256' in image ? [image] : []));
  const sent = files.length === 0 || isBetweenPeople(message) ? [] : files;
  const keptFiles = sent.flatMap((file) => ('sha256' in file ? [file] : []));
  const { offered: offeredFiles, unkept } = looked(sent.flatMap((file) => ('ref' in file ? [file] : [])));
  const offeredImages = saysNothing(message) ? [] : images.flatMap((image) => ('ref' in image ? [image] : []));
  const offered = [...offeredImages, ...offeredFiles];
  return {
    ...clean(message),
    images: kept,
    ...(keptFiles.length > 0 ? { files: keptFiles } : {}),
    ...(offered.length > 0 ? { offered } : {}),
    ...(unkept.length > 0 ? { unkept } : {}),
  };
}

type Said = Omit<InboundMessage, 'images' | 'files' | 'raw'>;

const saysNothing = ({ edited, chatKind, mentionsBot, quote, text }: Said): boolean =>
  edited || (chatKind === 'group' && !mentionsBot && quote === null && text.trim() === '');

/** Documents are not for everybody's eyes: in a group those alone are taken that are plainly for the bot. Whose message is quoted is looked at before any is fetched. */
const isBetweenPeople = (message: Said): boolean =>
  saysNothing(message) ||
  (message.chatKind === 'group' && !message.mentionsBot && message.quote === null && !isPlainCommand(message.text));

/** What is of no kind that is kept, or too large by what the platform says, is not fetched. */
function looked(files: readonly OfferedFile[]): { offered: OfferedFile[]; unkept: UnkeptFile[] } {
  const taken = files.map((file) => ({ file, as: takenAs(file, file.sizeBytes) }));
  return {
    offered: taken.flatMap(({ file, as }) => ('why' in as ? [] : [clean({ ...file, ...as })])),
    unkept: taken.flatMap(({ as }) => ('why' in as ? [as] : [])),
  };
}

/** PostgreSQL's text holds no NUL and no lone surrogate; they carry nothing and are dropped or replaced. */
const clean = <T>(message: T): T =>
  JSON.parse(JSON.stringify(message), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  ) as T;
