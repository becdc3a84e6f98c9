/**
 * A reply that quotes. WeChat's phones draw it as a block, and most puppets hand it on as text:
 *
 *     「name：what was said」
 *     - - - - - - - - - - - - - - -
 *     the reply
 *
 * others as the XML of an app message with a `<refermsg>`.
 */
import { readXml, within } from './xml.ts';

export interface Quoting {
  /** What is said beside the quote. */
  readonly reply: string;
  /** Who is shown as having said it: anybody may be called so. */
  readonly name: string | null;
  readonly text: string;
  /** The platform's id of the quoted message, in the XML alone. */
  readonly messageId: string | null;
}

/** null = it quotes nothing. Linear in the text. */
export const quotingIn = (text: string): Quoting | null => blockIn(text) ?? referredIn(text);

const DASHES = /^[ \t]*(?:[-－—–─_][ \t]?){5,60}[ \t]*$/;
const BLOCK_START = /^\s{0,5}「/;

/**
 * What is quoted may hold such a block itself, made up even: only behind the last line of dashes stands nothing but the sender's own words.
 */
function blockIn(text: string): Quoting | null {
  const opening = BLOCK_START.exec(text)?.[0];
  if (opening === undefined) return null;
  const lines = text.split('\n');
  const last = lines.findLastIndex((line, n) => lines[n - 1]?.trimEnd().endsWith('」') && isDashes(line));
  return last < 0 ? null : blockOf(lines, last, opening);
}

const isDashes = (line: string): boolean => line.length <= 130 && DASHES.test(line.replace(/\r$/, ''));

function blockOf(lines: readonly string[], dashes: number, opening: string): Quoting {
  const block = lines.slice(0, dashes).join('\n').slice(opening.length).trimEnd().replace(/」$/, '');
  const reply = lines
    .slice(dashes + 1)
    .join('\n')
    .trim();
  return { reply, messageId: null, ...namedIn(block) };
}

/** Names are at most 32 characters long; what has no name in front is all text. */
function namedIn(block: string): Pick<Quoting, 'name' | 'text'> {
  const [, name, text] = /^([^：:\n]{1,64})[：:]([^]*)$/.exec(block) ?? [];
  return name === undefined || text === undefined
    ? { name: null, text: block.trim() }
    : { name: name.trim(), text: text.trim() };
}

/** In a group some puppets leave `wxid_…:` on a line of its own in front. */
function referredIn(text: string): Quoting | null {
  if (!/^(?:[^\s<:]{1,64}:)?\s{0,5}</.test(text.slice(0, 100)) || !text.includes('<refermsg>')) return null;
  const outer = readXml(text);
  const message = outer?.name === 'appmsg' ? outer : within(outer, 'appmsg');
  const referred = within(message, 'refermsg');
  const reply = within(message, 'title')?.text.trim();
  if (!referred || reply === undefined) return null;
  const id = within(referred, 'svrid')?.text.trim() ?? '';
  return {
    reply,
    name: within(referred, 'displayname')?.text.trim() ?? null,
    text: wordsOf(within(referred, 'content')?.text ?? ''),
    messageId: /^[1-9]\d{0,30}$/.test(id) ? id : null,
  };
}

/** A quoted message that was itself no plain text is XML again; of one that quotes, its own words count. */
function wordsOf(content: string): string {
  const said = content.trim();
  if (!said.startsWith('<')) return said;
  return within(readXml(said), 'appmsg', 'title')?.text.trim() ?? '';
}
