/** Text as it may stand in a cell of a file that people open, save as CSV and open again. */

/** What makes a spreadsheet read a cell as a formula, also in the wide forms of Chinese input. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;

/** An apostrophe in front keeps it text: the type of the cell alone is lost on the way through CSV. */
export const cellText = (text: string): string => (RUNS.test(text) ? `'${text}` : text);
