/** JSON that is almost what it was: fields gone, doubled, of another kind, or holding what nobody expects. */
import type { Chance } from '../soak/chance.ts';

/** Built anew each time, so that nobody shares one. */
const JUNK: readonly (() => unknown)[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 9_007_199_254_740_993, '', ' ', 'x', '-1', 'NaN', '[object Object]'].map(
    (value) => () => value,
  ),
  ...[
    '\u0000',
    'a\u0000b',
    '\uD800',
    '\uDC00x',
    '\u202e\u0007',
    '👨‍👩‍👧‍👦'.repeat(30),
    '长'.repeat(9_000),
    '9'.repeat(60),
  ].map((value) => () => value),
  ...['__proto__', 'constructor', 'hasOwnProperty', '{"text":', '../../x', '<at user_id="all"></at>', '@_user_1'].map(
    (value) => () => value,
  ),
  () => [],
  () => ({}),
  () => [[[[]]]],
  () => [null, 1, {}],
  () => JSON.parse('{"__proto__":{"text":"x"},"constructor":{"prototype":{}},"toString":1}') as unknown,
  () => nested(60),
];

const nested = (depth: number): unknown => (depth === 0 ? 'x' : { a: [nested(depth - 1)] });

type Holder = Record<string, unknown>;
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

/** Some object or list within, an outer one as likely as an inner one. */
function holderIn(value: Holder, chance: Chance): Holder {
  const inner = Object.values(value).filter((one) => isHolder(one) && Object.keys(one).length > 0) as Holder[];
  return inner.length === 0 || chance.next() < 0.25 ? value : holderIn(chance.pick(inner), chance);
}

const KEYS = ['text', 'id', 'type', 'content', 'date', 'chat', 'from', 'message', 'event', 'header', 'photo', 'x'];

function change(holder: Holder, chance: Chance): void {
  const keys = Object.keys(holder);
  const key = keys.length === 0 ? 'x' : chance.pick(keys);
  const lot = chance.next();
  if (lot < 0.2) Reflect.deleteProperty(holder, key);
  else if (lot < 0.65) holder[key] = chance.pick(JUNK)();
  else if (lot < 0.8) holder[chance.pick(KEYS)] = chance.pick(JUNK)();
  else if (lot < 0.9) holder[key] = [holder[key], holder[key]];
  else holder[key] = holder[chance.pick(keys.length === 0 ? ['x'] : keys)];
}

/** A copy with one to three changes. */
export function bent(value: object, chance: Chance): Holder {
  const copy = structuredClone(value) as Holder;
  for (let n = chance.between(1, 3); n > 0; n -= 1) change(holderIn(copy, chance), chance);
  return copy;
}

/** Bytes that are almost what they were. */
export function mangled(bytes: Uint8Array, chance: Chance): Buffer {
  const copy = Buffer.from(bytes);
  const lot = chance.next();
  if (lot < 0.3) return copy.subarray(0, chance.between(0, copy.length));
  if (lot < 0.4) return Buffer.from(Array.from({ length: chance.between(0, 300) }, () => chance.between(0, 255)));
  if (lot < 0.5) return Buffer.concat([copy, copy.subarray(chance.between(0, copy.length))]);
  for (let n = chance.between(1, 5); n > 0 && copy.length > 0; n -= 1)
    copy[chance.between(0, copy.length - 1)] = chance.between(0, 255);
  return copy;
}
