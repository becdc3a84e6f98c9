/** What the account types, with the words for all that WeChat lacks; the Chinese of this folder, with render-doctor.ts. */
import type { Button, OutboundMessage } from '../../src/chat/message.ts';

interface Said extends Pick<OutboundMessage, 'text' | 'code'> {
  readonly buttons: readonly Pick<Button, 'words'>[];
}

/** As everybody of a group is mentioned. */
export const EVERYBODY = '所有人';

/**
 * The text; below it what may be answered, where WeChat has no buttons, and the code, where nothing else names it: whoever quotes the
 * message quotes the code with it.
 */
export function render({ text, code, buttons }: Said): string {
  const words = buttons.map((button) => button.words);
  const said = [text, isToldIn(text, words) ? '' : `回复：${alternatives(words)}`]
    .filter((part) => part !== '')
    .join('\n');
  return code === null || names(said, code) ? said : `${said}\n编号 #${code}`;
}

/** Every answer stands in the text already, in its quotes. */
const isToldIn = (text: string, words: readonly string[]): boolean => words.every((one) => text.includes(`“${one}”`));

/** 同意 #A1B2，驳回 #A1B2 理由，或 退回 #A1B2 理由 */
const alternatives = (words: readonly string[]): string =>
  words.map((one, n) => (n > 0 && n === words.length - 1 ? `或 ${one}` : one)).join('，');

/** Not as an example in quotes, which a list may hold of any. */
const names = (said: string, code: string): boolean => said.replace(/“[^”\n]*”?/g, '').includes(`#${code}`);
