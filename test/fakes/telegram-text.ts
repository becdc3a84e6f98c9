/** Text as Telegram reads it: entities with offsets in UTF-16 code units, and its HTML. */
import type { MessageEntity, User } from 'grammy/types';
import { ApiRefusal } from './telegram-refusal.ts';

type Plain = MessageEntity.CommonMessageEntity['type'];

const FOUND: readonly (readonly [Plain, RegExp])[] = [
  ['url', /https?:\/\/[^\s，。；）]+/gu],
  ['bot_command', /(?<=^|\s)\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z]\w{3,31})?(?![\w/])/gu],
  ['mention', /(?<![\w@/])@[A-Za-z]\w{3,31}/gu],
  ['hashtag', /(?<![\w#&])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]+/gu],
];

/** What Telegram marks by itself; where two overlap the first kind wins. */
export function entitiesOf(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of FOUND) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (!found.some((one) => overlap(one, entity))) found.push(entity);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}

const overlap = (a: MessageEntity, b: MessageEntity): boolean =>
  a.offset < b.offset + b.length && b.offset < a.offset + a.length;

const TAGS: Readonly<Record<string, Plain>> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', s: 'strikethrough' },
  ...{ code: 'code', blockquote: 'blockquote' },
};
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface Open {
  readonly tag: string;
  readonly at: number;
  readonly href: string | null;
}

/** The text without its tags, with their entities. `userOf` finds who `tg://user?id=` means. */
export function readHtml(
  html: string,
  userOf: (id: number) => User | undefined,
): { text: string; entities: MessageEntity[] } {
  let text = '';
  const open: Open[] = [];
  const entities: MessageEntity[] = [];
  for (const part of html.match(/<[^>]*>?|&[#\w]+;|[^<&]+|&/gu) ?? []) {
    if (!part.startsWith('<')) text += part.startsWith('&') ? charOf(part) : part;
    else if (part.startsWith('</')) entities.push(...closed(part, open.pop(), text.length, userOf));
    else open.push(opened(part, text.length));
  }
  if (open.length > 0) throw unreadable(`Can't find end tag corresponding to start tag "${open.at(-1)!.tag}"`);
  return { text, entities: entities.sort((a, b) => a.offset - b.offset) };
}

const unreadable = (why: string): ApiRefusal => new ApiRefusal(400, `Bad Request: can't parse entities: ${why}`);

function charOf(part: string): string {
  const name = part.slice(1, -1);
  return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1).replace(/^x/, '0x'))) : (NAMED[name] ?? part);
}

function opened(part: string, at: number): Open {
  const match = /^<([a-z]+)(?: href="([^"]*)")?>$/.exec(part);
  const tag = match?.[1];
  if (tag === undefined || (tag !== 'a' && !(tag in TAGS)))
    throw unreadable(`Unsupported start tag at byte offset ${at}`);
  return { tag, at, href: match?.[2]?.replaceAll('&amp;', '&') ?? null };
}

function closed(
  part: string,
  open: Open | undefined,
  end: number,
  userOf: (id: number) => User | undefined,
): MessageEntity[] {
  if (open === undefined || part !== `</${open.tag}>`) throw unreadable(`Unmatched end tag at byte offset ${end}`);
  const span = { offset: open.at, length: end - open.at };
  if (span.length === 0) return [];
  if (open.tag !== 'a') return [{ ...span, type: TAGS[open.tag]! }];
  const id = /^tg:\/\/user\?id=(\d+)$/.exec(open.href ?? '')?.[1];
  const user = id === undefined ? undefined : userOf(Number(id));
  if (user !== undefined) return [{ ...span, type: 'text_mention', user }];
  return open.href === null || id !== undefined ? [] : [{ ...span, type: 'text_link', url: open.href }];
}
