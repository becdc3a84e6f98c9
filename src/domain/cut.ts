/** The beginning of a text, at most so many UTF-16 code units, never half a character: half of one can't be stored. */
export const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');

/** The longest reason or note that is kept, in code units; the whole message stays in the inbox. */
const longestNote = 500;

export const cutNote = <T extends string | null>(note: T): T => (note && cut(note, longestNote)) as T;
