/** Which of several is meant: a request by its code (#A1B2), or things by their numbers in the list last shown (1、3). */
import type { Which } from './intent.ts';
import { bare } from './match-words.ts';
import { readNumber } from '../domain/numerals.ts';

export const noneNamed: Which = { code: null, numbers: [], all: false };

export interface FoundWhich {
  readonly which: Which;
  readonly end: number;
}

const code = /(?:# ?)?([a-z]\d[a-z]\d)(?![a-z\d])/y;
const codeAfter = /# ?([a-z]\d[a-z]\d)$/;
const bareCodeAfter = /(?:^|[^a-z\d])([a-z]\d[a-z]\d)$/;

/** The code that stands exactly at `at`, with # or without. */
export function codeAt(look: string, at: number): FoundWhich | null {
  code.lastIndex = at;
  const found = code.exec(look)?.[1];
  return found === undefined ? null : { which: { ...noneNamed, code: found.toUpperCase() }, end: code.lastIndex };
}

export interface WithCode {
  readonly rest: string;
  readonly code: string | null;
}

/** Takes a code off the end. */
export function takeLastCode(message: string): WithCode {
  const found = (codeAfter.exec(message) ?? bareCodeAfter.exec(message))?.[1];
  if (found === undefined) return { rest: message, code: null };
  return { rest: bare(message.slice(0, -found.length).replace(/#\s?$/, '')), code: found.toUpperCase() };
}

/** Takes a code off the beginning or the end; null when two different ones are given. */
export function splitCode(message: string): WithCode | null {
  const before = codeAt(message, 0);
  const after = takeLastCode(before ? bare(message.slice(before.end)) : message);
  const first = before?.which.code ?? null;
  if (first !== null && after.code !== null && first !== after.code) return null;
  return { rest: after.rest, code: first ?? after.code };
}

const number = '[1-9]\\d?(?!\\d)';
const joint = '(?:[\\s、,;]{1,3}(?:(?:和|与|及|跟)[\\s、,;]{0,2})?|(?:和|与|及|跟)[\\s、,;]{0,2})';
const unit = '(?:件|个|条|项|份)?';
/** More are matched so that a list that is too long is seen as one. */
const list = `${number}(?:${joint}${number}){0,60}`;
/** 第1、3件: with a unit only after 第, for 3件 says how many. */
const ordinals = `第${number}${unit}(?:${joint}第?${number}${unit}){0,60}`;
/** 12.1, 12-1, 3/4 and 9:30 are no numbers of a list. */
const noFigure = '(?! ?[./:%~-] ?\\d|[%~-]|。\\d)';
/** 2天太长了, 3 个人: counts something. */
const noCount = '(?!\\s?(?:天|个|名|次|月|号|日|点|时|小时|周|年|户|位|件|条|份|多|人(?!手|员)))';
const leading = new RegExp(`(?:${ordinals}|${list})${noFigure}`, 'y');
const trailing = new RegExp(`(?:${ordinals}|${list})${noFigure}(?=$|[\\s、,:;!?.。])${noCount}`, 'y');
const mostNumbers = 30;

function numbersBy(pattern: RegExp, look: string, at: number): FoundWhich | null {
  pattern.lastIndex = at;
  const found = pattern.exec(look);
  if (!found) return null;
  const numbers = [...new Set(found[0].match(/\d+/g)?.map(Number))];
  return numbers.length > mostNumbers ? null : { which: { ...noneNamed, numbers }, end: pattern.lastIndex };
}

/** The list of numbers at `at`, before a word of command. */
export const numbersBefore = (look: string, at: number): FoundWhich | null => numbersBy(leading, look, at);
/** The list of numbers at `at`, after a word of command: up to the end or a gap, and not counting anything. */
export const numbersAfter = (look: string, at: number): FoundWhich | null => numbersBy(trailing, look, at);

/** Both together; null where they name different things. */
export function merged(a: Which, b: Which): Which | null {
  if (isNothing(a)) return b;
  return isNothing(b) || (a.code !== null && a.code === b.code) ? a : null;
}

export const isNothing = ({ code: named, numbers, all, who }: Which): boolean =>
  named === null && numbers.length === 0 && !all && who === undefined;

const allOf = /^(?:都|全|全部|两个|两件|两项)(?:都)?(?:是|报|要|算)?$/;

/** Which of a list is meant: 2, 第二个, 1和2, 都是; from 0. Null where something else is said. */
export function choicesSaid(look: string, count: number): number[] | null {
  if (allOf.test(look.trim())) return Array.from({ length: count }, (_, i) => i);
  const said = look.replace(/[\s第个件项条是报。.]+/g, ' ').trim();
  const places = said.split(/[ ,，、和跟与]+/).map((part) => {
    const number = /^[\d一二三四五六七八九两]{1,2}$/.test(part) ? readNumber(part) : null;
    return number !== null && number >= 1 && number <= count ? number - 1 : null;
  });
  return places.every((place) => place !== null) ? [...new Set(places)] : null;
}
