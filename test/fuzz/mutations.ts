/** What is done to a good request. A spoiler takes the right to be taken away; a bend may or may not make it unfit. */
import { Buffer } from 'node:buffer';
import type { Chance } from '../soak/chance.ts';
import { dropHeader, setHeader } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Source } from './drafts.ts';
import { SPEAKERS } from './stage.ts';

type Change = (draft: Draft, source: Source) => void;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const anyToken = ({ pick }: Chance): string => Array.from({ length: 43 }, () => pick(letters.split(''))).join('');
const session = (draft: Draft): string =>
  draft.headers.find(([name]) => name === 'cookie')?.[1].slice('zhucun='.length) ?? '';
const others = ({ speaker }: Draft): typeof SPEAKERS => SPEAKERS.filter(({ accountId }) => accountId !== speaker);

/** Afterwards nothing may come of it, whatever else is done. */
const spoilers: Readonly<Record<string, Change>> = {
  'no cookie': (draft) => dropHeader(draft, 'cookie'),
  'a guessed session': (draft, { chance }) => setHeader(draft, 'cookie', `zhucun=${anyToken(chance)}`),
  'a session that is over': (draft, { chance, tokens }) =>
    setHeader(draft, 'cookie', `zhucun=${chance.pick(tokens.dead)}`),
  'half a session': (draft) => setHeader(draft, 'cookie', `zhucun=${session(draft).slice(0, 20)}`),
  'another’s session': (draft, { chance, tokens }) =>
    setHeader(draft, 'cookie', `zhucun=${chance.pick(tokens.good.get(chance.pick(others(draft)).accountId)!)}`),
  'an odd cookie': (draft, { chance }) =>
    setHeader(
      draft,
      'cookie',
      chance.pick(['zhucun=', 'zhucun=%00', 'zhucun', '=;=;', 'Zhucun=x', 'zhucun=" or 1=1"', '\u00ff=\u00fe']),
    ),
  'another’s path': (draft, { chance }) => {
    draft.target = `/a/${chance.pick(others(draft)).accountId}/api/messages`;
  },
  'no such path': (draft, { chance }) => {
    draft.target = chance.pick([
      '/a//api/messages',
      '/a/web-p1%00/api/messages',
      '/api/messages',
      '/a/%ff/api/messages',
      '*',
      '/a/../a/x/api/messages',
    ]);
  },
  'no origin': (draft) => dropHeader(draft, 'origin'),
  'a foreign origin': (draft, { chance, port }) =>
    setHeader(
      draft,
      'origin',
      chance.pick([
        'null',
        'https://evil.example',
        'http://127.0.0.1',
        `http://localhost:${String(port)}`,
        `https://127.0.0.1:${String(port)}`,
        '',
      ]),
    ),
  'a foreign host': (draft, { chance, port }) =>
    setHeader(
      draft,
      'host',
      chance.pick([
        'evil.example',
        `evil.example:${String(port)}`,
        '127.0.0.1',
        `127.0.0.1:${String(port)}.evil.example`,
        '',
      ]),
    ),
  'no host': (draft) => dropHeader(draft, 'host'),
  'another method': (draft, { chance }) => {
    draft.method = chance.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND']);
  },
  'another site': (draft, { chance }) =>
    setHeader(draft, 'sec-fetch-site', chance.pick(['cross-site', 'same-site', 'x'])),
};

/** Of a body: keys, conversations, shapes. */
const shapes: readonly string[] = [
  '{}', '[]', 'null', '1', '""', '{"eventKey":1}', '{', '{"eventKey":"key-00000001"}', `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`,
  '{"eventKey":"key-00000001","conversation":"d-web-p9","kind":"text","text":"x"}',
  '{"__proto__":{"kind":"text"},"constructor":{"prototype":{}},"eventKey":"key-00000001","conversation":"g-g1","kind":"text"}',
  '{"eventKey":"../../../x","conversation":"g-g1\\u0000","kind":"text","text":"\\ud800"}',
  '{"eventKey":"key-00000002","conversation":"g-g2","kind":"action","messageId":"x","value":"y"}',
]; // prettier-ignore

function flipped(body: Buffer, { between }: Chance): Buffer {
  const bytes = Buffer.from(body);
  for (let n = between(1, 4); n > 0 && bytes.length > 0; n -= 1) bytes[between(0, bytes.length - 1)] = between(0, 255);
  return bytes;
}

const spliced = (body: Buffer, { between }: Chance): Buffer => {
  const [from, to] = [between(0, body.length), between(0, body.length)];
  return Buffer.concat([body.subarray(0, from), body.subarray(to)]);
};

const bends: Readonly<Record<string, Change>> = {
  'flipped bytes': (draft, { chance }) => void (draft.body = flipped(draft.body, chance)),
  'a cut body': (draft, { chance }) => void (draft.body = draft.body.subarray(0, chance.between(0, draft.body.length))),
  'a spliced body': (draft, { chance }) => void (draft.body = spliced(draft.body, chance)),
  'another body': (draft, { chance }) => void (draft.body = Buffer.from(chance.pick(shapes))),
  'an old key': (draft, { chance }) =>
    void (draft.body = Buffer.from(draft.body.toString('latin1').replace(/key-\d{8}/, `key-${String(chance.between(1, 300)).padStart(8, '0')}`), 'latin1')),
  'another’s chat': (draft, { chance }) =>
    void (draft.body = Buffer.from(draft.body.toString('latin1').replace(/"conversation":"[^"]*"/, `"conversation":"${chance.pick(['d-web-p9', 'g-g2', 'd-web-p4', 'x', '%'])}"`), 'latin1')),
  'another type': (draft, { chance }) =>
    setHeader(draft, 'content-type', chance.pick(['', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'image/png', '/;;=', 'application/json; charset=utf-7'])),
  'odd headers': (draft, { chance }) =>
    void draft.headers.push([chance.pick(['x-forwarded-for', 'last-event-id', 'if-none-match', 'range', 'x-http-method-override', 'content-encoding']), chance.pick(['0', 'GET', 'gzip', '\u00ff'.repeat(50), 'a'.repeat(4000), '"', 'bytes=0-'])]),
  'a second cookie': (draft) => void draft.headers.unshift(['cookie', 'zhucun=first; zhucun=second; a=b']),
  'a second host': (draft) => void draft.headers.push(['host', 'evil.example']),
  'a query': (draft, { chance }) => void (draft.target += chance.pick(['?', '?x=%', '?a=1&a=2', '?conversation=%00', `?${'q'.repeat(500)}`])),
  'an absolute target': (draft, { port }) => void (draft.target = `http://127.0.0.1:${String(port)}${draft.target}`),
}; // prettier-ignore

/** Does one thing to it and notes which. */
function change(draft: Draft, changes: Readonly<Record<string, Change>>, source: Source): void {
  const name = source.chance.pick(Object.keys(changes));
  changes[name]!(draft, source);
  draft.marks.push(name);
  draft.isGood = false;
}

export function spoil(draft: Draft, source: Source): Draft {
  change(draft, spoilers, source);
  draft.speaker = null;
  return draft;
}

/** One to three bends; what is kept of it may be another message than was meant. */
export function bend(draft: Draft, source: Source): Draft {
  for (let n = source.chance.between(1, 3); n > 0; n -= 1) change(draft, bends, source);
  draft.intact = null;
  return draft;
}
