/** Tables in a terminal, where a Chinese character takes two columns. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns that the text takes. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, char) => width + (WIDE.test(char) || (char.codePointAt(0) ?? 0) > 0xffff ? 2 : 1), 0);

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** Words over several lines of at most `width` columns; a word that is longer stands alone. */
export function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Rows of cells, two blanks between columns; the last column may hold several words, which are wrapped. */
export function tableOf(
  rows: readonly { readonly cells: readonly string[]; readonly words: readonly string[] }[],
  width: number,
): string[] {
  const widths = (rows[0]?.cells ?? []).map((_, column) =>
    Math.max(...rows.map(({ cells }) => widthOf(cells[column] ?? ''))),
  );
  const left = widths.reduce((sum, one) => sum + one + 2, 0);
  return rows.flatMap(({ cells, words }) => {
    const head = cells.map((cell, column) => `${padded(cell, widths[column] ?? 0)}  `).join('');
    const [first = '', ...more] = wrapped(words, Math.max(width - left, 20));
    return [`${head}${first}`.trimEnd(), ...more.map((line) => ' '.repeat(left) + line)];
  });
}
