/** The codes of requests that stand in a text which is not read as a command: what somebody quotes. */

/** What comes later in a longer text is not looked at, in UTF-16 code units. */
const longestRead = 4000;
const mostCodes = 50;

const example = /“[^”\n]*”?/g;
const codeInText = /# ?([a-z]\d[a-z]\d)(?![a-z\d])/gi;

/** Each once, in capitals, in their order; those in quotation marks show how something is said, and name nothing. */
export function codesNamedIn(text: string): string[] {
  const said = text.slice(0, longestRead).normalize('NFKC').replace(example, '');
  const codes = [...said.matchAll(codeInText)].map(([, code = '']) => code.toUpperCase());
  return [...new Set(codes)].slice(0, mostCodes);
}
