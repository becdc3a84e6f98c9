/** Whom a text in a group is for: `@name` and behind it U+2005, which WeChat puts there, or what somebody types. */
import { EVERYBODY } from './render.ts';

export interface Addressee {
  readonly id: string;
  /** null = not known. In a group the account may go by another one. */
  readonly name: string | null;
}

export interface Addressed {
  readonly text: string;
  readonly mentionsBot: boolean;
}

/** WeChat mentions everybody of the group one by one: that turns to the bot no more than to others. */
const FOR_ALL = new RegExp(`@(?:${EVERYBODY}|all)(?:[\\u2005\\s]|$)`, 'i');
/** A picked name: up to the blank that WeChat sets. */
const PICKED = /@([^@\u2005\n]{1,64})\u2005/g;

/** The text without what only addresses the bot. @param mentionIds as the platform tells them */
export function unaddressed(text: string, mentionIds: readonly string[], bot: Addressee): Addressed {
  const picked = [...text.matchAll(PICKED)];
  const named = picked.filter(([, name]) => name === bot.name);
  const isForAll = FOR_ALL.test(text);
  const isTold = !isForAll && mentionIds.includes(bot.id);
  const own = named.length > 0 ? named : isTold ? inPlaceOf(picked, mentionIds, bot.id) : [];
  if (own.length > 0) return { text: without(text, own), mentionsBot: true };
  const typed = typedIn(text, mentionIds, bot);
  return typed === null ? { text, mentionsBot: isTold } : { text: typed, mentionsBot: true };
}

/** The account's name in the group is not told: as many names as ids are taken to stand in their order. */
const inPlaceOf = <M>(picked: readonly M[], mentionIds: readonly string[], id: string): M[] =>
  picked.filter((_, n) => picked.length === mentionIds.length && mentionIds[n] === id);

function without(text: string, own: readonly RegExpExecArray[]): string {
  let rest = '';
  let from = 0;
  for (const { index, 0: whole } of own) {
    rest += text.slice(from, index);
    from = index + whole.length;
  }
  return (rest + text.slice(from)).trim();
}

const SEPARATED = /^[\s\u2005,，:：、;；]/;

/** `@name` typed by hand in front, what it is followed by only where it can be nobody else's name. */
function typedIn(text: string, mentionIds: readonly string[], { id, name }: Addressee): string | null {
  const said = text.trimStart();
  if (name === null || name === '' || !said.startsWith(`@${name}`)) return null;
  const rest = said.slice(name.length + 1);
  const isOwn = rest === '' || SEPARATED.test(rest) || mentionIds.length === 0 || mentionIds.includes(id);
  return isOwn ? rest.replace(/^[\s\u2005,，:：、;；]{1,5}/, '') : null;
}
