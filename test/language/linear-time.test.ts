import { beforeAll, describe, expect, test } from 'vitest';
import {
  builtDuring,
  keyOf,
  longestDuring,
  sourcesIn,
  textsIn,
  writtenIn,
  type Built,
  type Expression,
} from './expressions.ts';
import { filled, hostile } from './hostile.ts';
import { saturday } from './moments.ts';
import { readsTwice, slowParts, type SlowPart } from './slow-parts.ts';

const language = sourcesIn('src/language');
const others = sourcesIn('src/replies', 'src/chat', 'src/commands', 'src/domain');

/**
 * Files whose readers refuse a longer message before any of their expressions is run: up to so many characters a square or a cube is
 * nothing. Reckoned after what a test below measures; a file that is not here may hold no slow expression at all.
 */
const refusesBeyond: Readonly<Record<string, number>> = {
  'src/language/binding.ts': 80,
  'src/language/change-holder.ts': 100,
  'src/language/deputies.ts': 60,
  'src/language/drafts.ts': 80,
  'src/language/duties.ts': 60,
  'src/language/duty-words.ts': 60,
  'src/language/entry-changes.ts': 40,
  'src/language/group-binding.ts': 60,
  'src/language/own-files.ts': 30,
  'src/language/sentences.ts': 60,
  'src/language/short-words.ts': 80,
  'src/language/why.ts': 40,
};

interface Found extends Expression {
  readonly slow: readonly SlowPart[];
}

/** Everything that is asked of a message, of whatever kind it turns out to be. */
interface Readers {
  readonly every: (text: string) => void;
  /** What a long message still gets to. */
  readonly long: (text: string) => void;
}

async function readers(): Promise<Readers> {
  const all = await import('../../src/language/understand.ts');
  const { twoRequests } = await import('../../src/language/two-requests.ts');
  const long = (text: string): void => {
    all.understand(text, saturday);
    all.codesShown(text, saturday);
    all.changeSaid(text);
    all.withoutDenial(text);
  };
  const every = (text: string): void => {
    long(text);
    all.answerSlots(text, saturday);
    all.correctionSaid(text, { ledger: 'study', whole: text }, '2026-11-21');
    all.namesNothing(text);
    twoRequests(text, saturday);
  };
  return { every, long };
}

let found: readonly Found[] = [];
let builtLater: readonly Built[] = [];
let longest: ReadonlyMap<string, number> = new Map();

const tables = [...new Set(sourcesIn('test/language').flatMap(textsIn))];

function readAll({ every, long }: Readers): void {
  for (const text of tables) every(text);
  for (const [start, part] of hostile) {
    for (const length of [30, 75, 110]) every(filled(start, part, length));
    long(filled(start, part, 2_100));
  }
}

beforeAll(async () => {
  let read: Readers | null = null;
  const built = await builtDuring(async () => {
    for (const file of language) await import(`../../${file}`);
    read = await readers();
  });
  builtLater = await builtDuring(() => {
    longest = longestDuring(() => read && readAll(read), Math.min(...Object.values(refusesBeyond)));
  });
  const all = new Map<string, Expression>();
  for (const one of [...[...language, ...others].flatMap(writtenIn), ...built])
    all.set(`${one.file} ${keyOf(one)}`, one);
  found = [...all.values()].map((one) => ({ ...one, slow: slowParts(one) }));
}, 120_000);

const lineOf = ({ file, line, source, slow }: Found): string =>
  `${file}${line === null ? '' : `:${line}`}: ${slow.map(({ part }) => part).join(' | ')} of ${source.slice(0, 120)}`;

/** The longest text that a file with this very expression may be handed. */
const bounds = (one: Found): number =>
  Math.max(...found.filter((other) => keyOf(other) === keyOf(one)).map(({ file }) => refusesBeyond[file] ?? Infinity));

describe('No expression can be made slow by what somebody types', () => {
  test('All of them are seen, written and built', () => {
    expect(found.filter(({ line }) => line !== null).length).toBeGreaterThan(200);
    expect(found.filter(({ line }) => line === null).length).toBeGreaterThan(150);
    const building = language.filter((file) => found.some((one) => one.file === file && one.line === null));
    for (const file of ['date-forms', 'festival-forms', 'leave-tokens', 'kinds', 'which', 'deputies'])
      expect(building).toContain(`src/language/${file}.ts`);
  });

  test('None doubles its work with every character', () => {
    expect(found.filter(({ slow }) => slow.some(({ isExponential }) => isExponential)).map(lineOf)).toEqual([]);
  });

  test('None grows faster than its text but where a reader refuses all but short ones', () => {
    const slow = found.filter((one) => one.slow.length > 0 && refusesBeyond[one.file] === undefined);
    expect(slow.map(lineOf)).toEqual([]);
  });

  test('Readers that are said to refuse long messages do', () => {
    const beyond = found.filter((one) => one.slow.length > 0 && (longest.get(keyOf(one)) ?? 0) > bounds(one));
    expect(beyond.map((one) => `${lineOf(one)} was run on ${longest.get(keyOf(one)) ?? 0} characters`)).toEqual([]);
  });

  test('No row of the table stands for nothing', () => {
    const slow = new Set(found.filter((one) => one.slow.length > 0).map(({ file }) => file));
    expect(Object.keys(refusesBeyond).filter((file) => !slow.has(file))).toEqual([]);
  });

  test('None is built while a message is read', () => {
    expect([
      ...new Set(builtLater.map(({ through, source }) => `${through.join(' < ')}: ${source.slice(0, 60)}`)),
    ]).toEqual([]);
  });
});

describe('The check sees what it is there to see', () => {
  const of = (expression: RegExp): readonly SlowPart[] => slowParts(expression);

  test.each([
    ['走访+ twice over', /^(?:走+)+吗$/],
    ['two choices that are the same', /^(?:今天|今天)*吗$/],
    ['a text that is two rows of choices', /^(?:今|今天|天)*吗$/],
    ['the same in other words', /^(?:走访|走|访\s?)*吗$/],
    ['the same up to a large count', /^(?:[一二三]{1,20}天?){1,40}吗$/],
    ['choices of classes that overlap', /^(?:[a-z]|\w)*!$/],
  ])('Exponential: %s', (_, planted) => {
    expect(of(planted).some(({ isExponential }) => isExponential)).toBe(true);
  });

  test.each([
    ['one run after another', /^绑定[\s,]*\s*名$/],
    ['a run up to the end that may begin anywhere', /[，。]+$/],
    ['anything, then anything', /^.*?(?:的)?.*?附件$/],
  ])('A square: %s', (_, planted) => {
    expect(of(planted)).toMatchObject([{ isExponential: false }]);
  });

  test.each([
    ['a bounded gap', /^绑定[\s,]{0,6}名$/],
    ['a run that begins in one place', /^[\s，。]+/],
    ['a sticky run', /[\s，。]+$/y],
    ['choices that begin differently', /^(?:请|麻烦|帮我|帮忙|给我|把|将)*写$/],
    ['a word with one of a few endings', /(?:一定|一天|一次){1,20}/],
  ])('Nothing: %s', (_, plain) => {
    expect(of(plain)).toEqual([]);
  });

  test('What is planted in a module is found as it is built, by its file', async () => {
    const { form } = await import('../../src/language/date-form.ts');
    const built = await builtDuring(() => void form('(?:星期|星|期)*吗', () => null));
    expect(built).toMatchObject([{ source: '(?:星期|星|期)*吗', flags: 'y', file: 'src/language/date-form.ts' }]);
    expect(built.flatMap((one) => slowParts(one))).not.toEqual([]);
  });

  test('The longest text of an expression is measured through every way of running it', () => {
    const [found, replaced, tested] = [/测一/, /测二/g, /测三/y];
    const longest = longestDuring(() => {
      '测一测'.match(found);
      '测二测二'.replace(replaced, '');
      tested.test('测三测三测');
    });
    expect([found, replaced, tested].map((one) => longest.get(keyOf(one)))).toEqual([3, 4, 5]);
  });

  test('A text that is two rows of words is told from one that is none', () => {
    expect(readsTwice(new Set(['走', '走访', '访']))).toBe(true);
    expect(readsTwice(new Set(['帮我', '帮忙', '帮']))).toBe(false);
  });
});
