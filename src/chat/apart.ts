/** One answer as the messages that its platform takes: long texts in parts, and each image and file by itself where they go apart. */
import type { Addressed } from './address.ts';
import type { Capabilities } from './message.ts';
import { partsOf } from './split.ts';

/** What each platform can do, by its name; one that is not there is given whole messages. */
export type Platforms = ReadonlyMap<string, Capabilities>;

/**
 * In order: the text, then images and files. The first has the key of the whole and what it replies to, the last part of the text has the
 * buttons. Each part of the text says what it is about, so that an answer may quote any of them.
 */
export function apart(whole: Addressed, platforms: Platforms): Addressed[] {
  const can = platforms.get(whole.platform);
  if (!can) return [whole];
  const attached = can.attachments === 'apart' ? attachmentsOf(whole, can) : [];
  const texts = textsOf(whole, whole.personId === null ? [can] : [...platforms.values()]);
  if (texts.length === 1 && attached.length === 0 && can.attachments === 'with-text') return [whole];
  const kept = {
    images: can.attachments === 'apart' ? [] : whole.images,
    files: can.attachments === 'apart' && can.files ? [] : whole.files,
  };
  const none = { images: [], files: [], buttons: [], replyTo: null };
  const parts = [
    ...texts.map((text, i) => ({
      ...whole,
      ...none,
      text,
      ...(i === texts.length - 1 ? { ...kept, buttons: whole.buttons } : {}),
    })),
    ...attached.map((one) => ({ ...whole, ...none, text: '', code: null, ...one })),
  ];
  return parts.map((part, i) =>
    i === 0 ? { ...part, replyTo: whole.replyTo } : { ...part, key: `${whole.key}~${i}` },
  );
}

/** Files that a platform can't carry stay with the text, which says where they are to be had. */
const attachmentsOf = ({ images, files }: Addressed, can: Capabilities): Partial<Addressed>[] => [
  ...images.map((image) => ({ images: [image] })),
  ...(can.files ? files.map((file) => ({ files: [file] })) : []),
];

/** What is for one person may yet move to another platform of theirs: its parts fit all of them. Blank lines alone are no message. */
function textsOf({ text, code, buttons }: Addressed, all: readonly Capabilities[]): string[] {
  const longest = Math.min(...all.map((can) => longestOf(can, code !== null, buttons)));
  const texts = partsOf(text, longest).filter((part) => part.trim() !== '');
  return texts.length === 0 ? [text] : texts;
}

/** The adapter adds the code where there are no quoted ids, and the words of buttons where there are none. */
function longestOf(can: Capabilities, hasCode: boolean, buttons: Addressed['buttons']): number {
  const words = can.buttons ? 0 : buttons.reduce((sum, b) => sum + b.words.length + roomBetween, 0);
  return Math.max(can.maxTextLength - words - (can.quotedId || !hasCode ? 0 : roomBetween), shortest);
}

const roomBetween = 20;
const shortest = 20;
