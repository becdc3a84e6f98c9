/** Who a text is for: `@username`, a picked name, `/todo@username`, and commands of the bot's own menu. */
import type { Entity } from './schema.ts';

export interface Addressee {
  readonly id: number;
  readonly username: string;
  /** What people may type instead of picking the account, without the @. */
  readonly name: string | null;
  /** Commands of the menu, without the slash. */
  readonly commands: readonly string[];
}

/** A piece of text to take out, in UTF-16 units; `all` = with one blank after it. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly all: boolean;
}

/** The text without what only addresses the bot. */
export function unaddressed(
  text: string,
  entities: readonly Entity[],
  bot: Addressee,
): { readonly text: string; readonly mentionsBot: boolean } {
  const found = entities.map((entity) => addressing(text, entity, bot));
  const pieces = found.filter((piece): piece is Piece => piece !== null && piece !== 'command');
  const called = bot.name !== null && text.startsWith(`@${bot.name}`);
  if (called) pieces.push({ from: 0, to: bot.name.length + 1, all: true });
  return { text: without(text, pieces), mentionsBot: called || found.some((one) => one !== null) };
}

function addressing(text: string, entity: Entity, bot: Addressee): Piece | 'command' | null {
  const { offset: from, length, type } = entity;
  const to = from + length;
  if (to > text.length) return null;
  const said = text.slice(from, to).toLowerCase();
  const address = `@${bot.username.toLowerCase()}`;
  if (type === 'mention') return said === address ? { from, to, all: true } : null;
  if (type === 'text_mention') return entity.user?.id === bot.id ? { from, to, all: true } : null;
  if (type !== 'bot_command' || from > 0) return null;
  if (said.endsWith(address)) return { from: to - address.length, to, all: false };
  return bot.commands.includes(said.slice(1)) ? 'command' : null;
}

function without(text: string, pieces: readonly Piece[]): string {
  let rest = text;
  for (const { from, to, all } of [...pieces].sort((a, b) => b.from - a.from)) {
    const after = rest.slice(to);
    rest = rest.slice(0, from) + (all ? after.replace(/^[\s\u2005]/, '') : after);
  }
  return rest;
}
