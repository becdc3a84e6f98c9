/** Takes one person's lines out of a text that is also about others: a list is told item by item. */

/** What stands where something was. */
export interface ErasedWords {
  readonly text: string;
  /** Of the person, in old records from then on. */
  readonly name: string;
}

/** `1. `, `· `: an item of a list, with the lines below it that begin no other one. */
const isItem = (line: string): boolean => /^(?:\d+[.、]|·)/.test(line);
const isBelow = (line: string): boolean => /^\s/.test(line);

/** The text with `mark` for the lines that hold one of `words`, and for what stands below such an item. */
export function withoutLines(text: string, words: readonly string[], mark: string): string {
  let isTheirs = false;
  const lines = text.split('\n').map((line) => {
    const holds = words.some((word) => line.includes(word));
    isTheirs = holds || (isTheirs && isBelow(line) && !isItem(line));
    return isTheirs ? mark : line;
  });
  return lines.filter((line, i) => line !== mark || lines[i - 1] !== mark).join('\n');
}
