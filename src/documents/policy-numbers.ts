/** 文号, dates and names of bodies as regulations write them. */
import { isDate, type IsoDate } from '../domain/calendar.ts';
import { readNumber } from '../domain/numerals.ts';

/** Longer texts are no number, date or name, in characters. */
const longest = 200;

const documentNumber =
  /([\p{Script=Han}]{1,20})\s{0,3}[〔[［(（【{〈]\s{0,2}(\d{4})\s{0,2}[〕\]］)）】}〉]\s{0,2}第?\s{0,2}(\d{1,5})\s{0,2}号(?=\s*$)/u;

/** 丰委农办〔2021〕35号 of a text that ends with it, in one writing of brackets and blanks; null where it does not. */
export function readDocumentNumber(text: string): string | null {
  if (text.length > longest) return null;
  const found = documentNumber.exec(text.normalize('NFKC').trimEnd());
  const [, body = '', year = '', count = ''] = found ?? [];
  return found ? `${body}〔${year}〕${Number(count)}号` : null;
}

const arabicDate = /(\d{4})\s{0,2}[年\-./]\s{0,2}(\d{1,2})\s{0,2}[月\-./]\s{0,2}(\d{1,2})(?!\d)\s{0,2}日?/;
const chineseDate =
  /([〇○零一二三四五六七八九]{4})\s{0,2}年\s{0,2}([一二三四五六七八九十]{1,2})\s{0,2}月\s{0,2}([一二三四五六七八九十]{1,3})\s{0,2}日/;

const isoDate = (year: number, month: number, day: number): IsoDate | null => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDate(text) ? text : null;
};

/** 2021 of 2021 and of 二〇二一. */
function yearOf(written: string): number {
  const digit = (one: string): string =>
    /\d/.test(one) ? one : String('零一二三四五六七八九'.indexOf(one.replace(/[〇○]/, '零')));
  return Number([...written].map(digit).join(''));
}

interface FoundDate {
  readonly date: IsoDate;
  /** What stands before it, without blanks around. */
  readonly before: string;
  readonly after: string;
}

/** The first date of a short text, 2021年9月10日 or 二〇二一年九月十日. */
export function findDate(text: string): FoundDate | null {
  if (text.length > longest) return null;
  const plain = text.normalize('NFKC');
  const arabic = arabicDate.exec(plain);
  const found = arabic ?? chineseDate.exec(plain);
  if (!found) return null;
  const [whole, year = '', month = '', day = ''] = found;
  const date = isoDate(yearOf(year), readNumber(month) ?? 0, readNumber(day) ?? 0);
  const end = found.index + whole.length;
  return date && { date, before: plain.slice(0, found.index).trim(), after: plain.slice(end).trim() };
}

/** The date that a line consists of. */
export function readDateLine(text: string): IsoDate | null {
  const found = findDate(text);
  return found && found.before === '' && found.after === '' ? found.date : null;
}

const bodyEnding =
  /(?:办公室|委员会|领导小组|工作组|人民政府|政府|工作专班|专班|(?<!干)部|局|厅|委|办|院|会|中心|公司|集团|党组|党工委|工委|支部|小组|处|站|所)$/u;
const seal = /[（(](?:公章|印章|盖章|印|章|代章)[）)]$/;

export const isBodyName = (text: string): boolean => bodyEnding.test(text.replace(seal, ''));

/** A line that may be the name of a body, or a part of one: short, Chinese, without marks of a sentence. */
export const mayBeBody = (text: string): boolean =>
  text.length <= 80 && /\p{Script=Han}/u.test(text) && !/[，。；：！？、,;:!?《》“”\d]/.test(text.replace(seal, ''));

/** One name, or several with a blank between them, of the lines of a signature. */
export function bodiesOf(lines: readonly string[]): string {
  let name = '';
  for (const line of lines) {
    const piece = line.replace(seal, '').trim();
    // A name that ends with its line, and not the 办公室 of the body named before.
    const another = isBodyName(name) && !/^(?:办公室|领导小组|工作组|委员会)/.test(piece);
    name += another ? ` ${piece}` : piece;
  }
  return name.replace(/\s+/g, ' ').trim();
}
