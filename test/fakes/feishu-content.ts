/** The content of a message: what Feishu takes from an app, and what its users then see. */
import { z } from 'zod';
import { Refused, badParameter } from './feishu-refused.ts';
import type { FeishuMessage, FeishuState } from './feishu-state.ts';

export interface ShownButton {
  readonly label: string;
  /** As it comes back when it is pressed. */
  readonly value: unknown;
}

/** A message as its chat shows it. */
export interface FeishuShown {
  readonly id: string;
  readonly type: string;
  readonly byBot: boolean;
  readonly text: string;
  readonly buttons: readonly ShownButton[];
  /** Keys of images. */
  readonly images: readonly string[];
  readonly files: readonly { readonly key: string; readonly name: string }[];
  readonly replyTo: string | null;
  readonly recalled: boolean;
  readonly edited: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The object that `content` is; nothing where it is none. */
function parsed(content: string): Json | null {
  try {
    const value: unknown = JSON.parse(content);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** All objects in `value` that have a tag, outer before inner, in the order they stand. */
function* tagged(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const one of value) yield* tagged(one);
  else if (isObject(value)) {
    if (typeof value['tag'] === 'string') yield value;
    for (const inner of Object.values(value)) if (typeof inner === 'object') yield* tagged(inner);
  }
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['nbsp', ' '],
]);

const entities = (words: string): string =>
  words.replace(/&(?:#(\d+)|([a-z]+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined ? (NAMED.get(name ?? '') ?? whole) : String.fromCodePoint(Number(code)),
  );

/** Markdown as a card shows it: marks and tags are not to be seen. */
function rendered(markdown: string, nameOf: (openId: string) => string): string {
  const plain = markdown
    .replace(/<at (?:user_)?id="?([^">\s]+)"?>.*?<\/at>/gs, (_, id: string) => `@${nameOf(id)}`)
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<\/?(?:font|text_tag|number_tag|person|link)\b[^>]*>/g, '')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|~~|`)(?=\S)(.+?)(?<=\S)\1/gs, '$2')
    .replace(/(?<![*\w])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![*\w])/g, '$1');
  return entities(plain);
}

/** Elements of a card that hold their words in another element: they are read there. */
function wordsOf(element: Json, nameOf: (openId: string) => string): string {
  switch (element['tag']) {
    case 'markdown':
    case 'lark_md':
      return rendered(text(element['content']), nameOf);
    case 'plain_text':
      return text(element['content']);
    default:
      return '';
  }
}

function valueOf(button: Json): unknown {
  const behaviours = Array.isArray(button['behaviors']) ? button['behaviors'] : [];
  const callback = behaviours.find((one: unknown) => isObject(one) && one['type'] === 'callback') as Json | undefined;
  return callback?.['value'] ?? button['value'];
}

type Seen = Pick<FeishuShown, 'text' | 'buttons' | 'images'>;

function seenCard(card: Json, nameOf: (openId: string) => string): Seen {
  const { header, ...rest } = card;
  const elements = [...tagged([header, Object.values(rest)])];
  const buttons = elements.filter(({ tag }) => tag === 'button');
  const inButtons = new Set(buttons.flatMap((button) => [...tagged(Object.values(button))]));
  const lines = elements.filter((element) => !inButtons.has(element)).map((element) => wordsOf(element, nameOf));
  return {
    text: lines.filter((line) => line !== '').join('\n'),
    buttons: buttons
      .filter(({ disabled }) => disabled !== true)
      .map((button) => ({ label: text((button['text'] as Json | undefined)?.['content']), value: valueOf(button) })),
    images: elements.flatMap(({ tag, img_key: key }) => (tag === 'img' ? [text(key)] : [])),
  };
}

/** Rich text: `{ title, content: [[…]] }`, from an app within its language. */
function seenPost(post: Json, nameOf: (openId: string) => string): Seen {
  const body = isObject(post['zh_cn']) ? post['zh_cn'] : post;
  const paragraphs = Array.isArray(body['content']) ? (body['content'] as unknown[]) : [];
  const lines = paragraphs.map((paragraph) =>
    [...tagged(paragraph)]
      .map(({ tag, text: words, user_id: id }) => {
        if (tag === 'at') return `@${nameOf(text(id))}`;
        return tag === 'md' ? rendered(text(words), nameOf) : text(words);
      })
      .join(''),
  );
  return {
    text: [text(body['title']), ...lines].filter((line) => line !== '').join('\n'),
    buttons: [],
    images: [...tagged(paragraphs)].flatMap(({ tag, image_key: key }) => (tag === 'img' ? [text(key)] : [])),
  };
}

function seen(state: FeishuState, { type, content, mentions }: FeishuMessage): Seen {
  const nameOf = (id: string): string =>
    mentions.find(({ key }) => key === id)?.name ?? state.accounts.get(id)?.name ?? (id === 'all' ? '所有人' : id);
  const json = parsed(content) ?? {};
  if (type === 'interactive') return seenCard(json, nameOf);
  if (type === 'post') return seenPost(json, nameOf);
  const said = text(json['text'])
    .replace(/<at user_id="([^"]+)">.*?<\/at>/gs, (_, id: string) => `@${nameOf(id)}`)
    .replace(/@_user_\d+/g, (key) => `@${nameOf(key)}`);
  const image = text(json['image_key']);
  return { text: type === 'location' ? text(json['name']) : said, buttons: [], images: image === '' ? [] : [image] };
}

export function shownMessage(state: FeishuState, message: FeishuMessage): FeishuShown {
  const key = text(parsed(message.content)?.['file_key']);
  return {
    id: message.id,
    type: message.type,
    byBot: message.byBot,
    ...(message.recalled ? { text: '', buttons: [], images: [] } : seen(state, message)),
    files: key === '' || message.recalled ? [] : [{ key, name: state.resources.get(key)?.name ?? '' }],
    replyTo: message.parentId,
    recalled: message.recalled,
    edited: message.edits > 0,
  };
}

const TEXT_BYTES = 150 * 1024;
const CARD_BYTES = 30 * 1024;

const MentionedText = z.object({ text: z.string().min(1) });
const Post = z.record(z.string(), z.object({ title: z.string().optional(), content: z.array(z.array(z.unknown())) }));

function checkCard(state: FeishuState, card: Json): void {
  const elements = [...tagged(card)];
  const second = card['schema'] === '2.0';
  const body = second ? card['body'] : card;
  const listed = isObject(body) && (Array.isArray(body['elements']) || isObject(body['i18n_elements']));
  const bad = (what: string): Refused => new Refused(230099, `Failed to create card content, ext=${what}`);
  if (!listed) throw bad('ErrCode: 200621; ErrMsg: parse card json err; card has no elements');
  if (second && elements.some(({ tag }) => tag === 'action' || tag === 'note')) {
    throw bad('ErrCode: 200861; ErrMsg: cards of schema V2 no longer support this capability; unsupported tag');
  }
  for (const { tag, img_key: key } of elements) {
    if (tag === 'img' && state.resources.get(text(key))?.kind !== 'image')
      throw bad('ErrCode: 300300; invalid img_key');
  }
}

/** Whether everybody sees the same card, so that it can be changed later. */
export function isSharedCard(content: string): boolean {
  const card = parsed(content);
  const config = card?.['config'];
  const multi = isObject(config) ? config['update_multi'] : undefined;
  return card?.['schema'] === '2.0' ? multi !== false : multi === true;
}

/** @throws Refused where Feishu would not take a message of this type with this content */
export function checkContent(state: FeishuState, type: string, content: string): void {
  const limit = type === 'text' ? TEXT_BYTES : CARD_BYTES;
  if (Buffer.byteLength(content) > limit)
    throw new Refused(230025, 'The length of the message content reaches its limit.');
  const json = parsed(content);
  if (json === null) throw badParameter('content is not a string in json format.');
  const key = text(json['image_key'] ?? json['file_key']);
  switch (type) {
    case 'text':
      if (!MentionedText.safeParse(json).success) throw badParameter('text is empty');
      return;
    case 'post':
      if (!Post.safeParse(json).success) throw badParameter('invalid post content');
      return;
    case 'interactive':
      checkCard(state, json);
      return;
    case 'image':
    case 'file':
      if (state.resources.get(key)?.kind !== type) throw badParameter(`invalid ${type} key`);
      return;
    default:
      throw badParameter('invalid msg_type');
  }
}
