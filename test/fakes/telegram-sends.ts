/** Methods that write, change and take away messages. */
import { isDeepStrictEqual } from 'node:util';
import type { TelegramParams, UploadedFile } from './telegram-body.ts';
import { markupOf, replyOf, wordsOf, writable } from './telegram-chats.ts';
import type { Words } from './telegram-chats.ts';
import { ApiRefusal } from './telegram-refusal.ts';
import type { Content, Room, TelegramMessage, TelegramWorld } from './telegram-world.ts';

type Method = (params: TelegramParams, world: TelegramWorld) => unknown;

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const PHOTO_BYTES = 10 * 1024 * 1024;
const FILE_BYTES = 50 * 1024 * 1024;

const bad = (why: string): ApiRefusal => new ApiRefusal(400, `Bad Request: ${why}`);

export const SENDING: Readonly<Record<string, Method>> = {
  sendMessage(params, world) {
    const words = textOf(params, world);
    const room = writable(params, world);
    return sent(world, room, { ...textContent(words), ...replyOf(params, room), ...markupOf(params) });
  },
  sendPhoto(params, world) {
    const room = writable(params, world);
    const content = photoContent(fileOf(params, 'photo', world), world);
    return sent(world, room, {
      ...content,
      ...captionOf(params, world),
      ...replyOf(params, room),
      ...markupOf(params),
    });
  },
  sendDocument(params, world) {
    const room = writable(params, world);
    const content = documentContent(fileOf(params, 'document', world), world);
    return sent(world, room, {
      ...content,
      ...captionOf(params, world),
      ...replyOf(params, room),
      ...markupOf(params),
    });
  },
  sendMediaGroup: album,
  editMessageText(params, world) {
    const { text, entities } = textOf(params, world);
    const message = editable(params, world);
    if (message.text === undefined) throw bad('there is no text in the message to edit');
    const { entities: _, reply_markup: __, ...rest } = message;
    return changed(world, message, { ...rest, ...textContent({ text, entities }), ...markupOf(params) });
  },
  editMessageReplyMarkup(params, world) {
    const message = editable(params, world);
    const { reply_markup: _, ...rest } = message;
    return changed(world, message, { ...rest, ...markupOf(params) });
  },
  deleteMessage(params, world) {
    const room = writable(params, world);
    const at = room.messages.findIndex((one) => one.message_id === params.number('message_id'));
    const message = room.messages[at];
    if (message === undefined) throw bad('message to delete not found');
    const late = world.seconds() - message.date > 48 * 3600;
    if (late || (message.from.id !== world.bot.id && room.chat.type !== 'private'))
      throw bad("message can't be deleted");
    room.messages.splice(at, 1);
    return true;
  },
};

const sent = (world: TelegramWorld, room: Room, content: Content): TelegramMessage =>
  structuredClone(world.write(room, world.botUser, content));

function textOf(params: TelegramParams, world: TelegramWorld): Words {
  const words = wordsOf(params, 'text', world);
  if (words.text === '') throw bad('message text is empty');
  if (words.text.length > TEXT_LIMIT) throw bad('message is too long');
  return words;
}

const textContent = ({ text, entities }: Words): Content => ({ text, ...(entities.length > 0 && { entities }) });

function captionOf(params: TelegramParams, world: TelegramWorld): Content {
  const { text, entities } = wordsOf(params, 'caption', world);
  if (text.length > CAPTION_LIMIT) throw bad('message caption is too long');
  return text === '' ? {} : { caption: text, ...(entities.length > 0 && { caption_entities: entities }) };
}

/** An upload, or a file that Telegram has already. */
function fileOf(params: TelegramParams, field: 'photo' | 'document', world: TelegramWorld): UploadedFile {
  const given = params.text(field);
  const file = params.file(field) ?? world.files.get(given);
  if (file !== undefined) return checkedFile(file);
  throw bad(
    given === ''
      ? `there is no ${field} in the request`
      : 'wrong remote file identifier specified: Wrong string length',
  );
}

function checkedFile(file: UploadedFile): UploadedFile {
  if (file.bytes.length === 0) throw bad('file must be non-empty');
  if (file.bytes.length > FILE_BYTES) throw new ApiRefusal(413, 'Request Entity Too Large');
  return file;
}

const PICTURES = ['ffd8ff', '89504e47', '52494646', '47494638'];

function photoContent({ bytes }: UploadedFile, world: TelegramWorld): Content {
  if (bytes.length > PHOTO_BYTES) {
    throw bad(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_BYTES} bytes`);
  }
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  if (!PICTURES.some((one) => head.startsWith(one))) throw bad('IMAGE_PROCESS_FAILED');
  return { photo: world.keepPhoto(bytes) };
}

function documentContent({ name, bytes }: UploadedFile, world: TelegramWorld): Content {
  const { id, uniqueId } = world.keep('documents', name, bytes);
  return { document: { file_id: id, file_unique_id: uniqueId, file_name: name, file_size: bytes.length } };
}

function album(params: TelegramParams, world: TelegramWorld): TelegramMessage[] {
  const room = writable(params, world);
  const media = params.structure('media') as readonly { type: string; media: string; caption?: string }[] | undefined;
  if (media === undefined || media.length < 2 || media.length > 10)
    throw bad('wrong number of media: must be between 2 and 10');
  const reply = replyOf(params, room);
  const contents = media.map(({ type, media: reference, caption }): Content => {
    const file = params.attachment(reference) ?? world.files.get(reference);
    if (file === undefined) throw bad('wrong remote file identifier specified: Wrong string length');
    const content =
      type === 'photo' ? photoContent(checkedFile(file), world) : documentContent(checkedFile(file), world);
    return { ...content, ...(caption !== undefined && { caption }), ...reply };
  });
  const media_group_id = world.nextLongId();
  return contents.map((content) => sent(world, room, { ...content, media_group_id }));
}

function editable(params: TelegramParams, world: TelegramWorld): TelegramMessage {
  const room = writable(params, world);
  const message = room.messages.find((one) => one.message_id === params.number('message_id'));
  if (message === undefined) throw bad('message to edit not found');
  if (message.from.id !== world.bot.id) throw bad("message can't be edited");
  return message;
}

function changed(world: TelegramWorld, before: TelegramMessage, after: TelegramMessage): TelegramMessage {
  if (isDeepStrictEqual(before, after)) {
    throw bad(
      'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
        'content and reply markup of the message',
    );
  }
  const edited = { ...after, edit_date: world.seconds() };
  world.replace(world.room(before.chat.id), edited);
  return structuredClone(edited);
}
