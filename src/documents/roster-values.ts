/** What one cell may say: each reader gives the value, null for nothing, undefined for something else. */
import { isDate, type IsoDate } from '../domain/calendar.ts';
import { keyOf } from './roster-text.ts';

/** As county.yaml has it (src/cli/county-file.ts). */
const ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const MOBILE = /^1[3-9]\d{9}$/;

type Value<T> = T | null | undefined;

export const idOf = (text: string): Value<string> =>
  text === '' ? null : ID.test(text.toLowerCase()) ? text.toLowerCase() : undefined;

/** Spaces, dashes and +86 are how people write it. */
export function mobileOf(text: string): Value<string> {
  const digits = text.replace(/[\s\-—－_.]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return text === '' ? null : MOBILE.test(digits) ? digits : undefined;
}

/** 2026-01-05, 2026.1.5, 2026/1/5, 2026年1月5日, 20260105. */
export function dateOf(text: string): Value<IsoDate> {
  if (text === '') return null;
  const written = text.replace(/\s/g, '');
  const parts =
    /^(\d{4})(?:[-./年－—。])(\d{1,2})(?:[-./月－—。])(\d{1,2})(?:日|号)?(?:T?00:00(?::00)?)?$/.exec(written) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(written);
  if (!parts) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}

const yes = new Set(['是', '兼', '兼任', '√', '✓', '对', 'y', 'yes', 'true', '1']);
const no = new Set(['否', '不是', '不兼', '不兼任', '×', 'x', '无', 'n', 'no', 'false', '0']);

export function yesOf(text: string): Value<boolean> {
  const said = keyOf(text);
  return said === '' ? null : yes.has(said) ? true : no.has(said) ? false : undefined;
}

/** Degrees or metres; a unit behind it is left out. */
export function numberOf(text: string): Value<number> {
  if (text === '') return null;
  const said = /^(-?\d+(?:\.\d+)?)(?:°|度|米|m)?$/i.exec(text.replace(/\s/g, ''));
  return said ? Number(said[1]) : undefined;
}
