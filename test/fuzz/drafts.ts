/** Requests as a well-behaved browser sends them: what every other one is made from. */
import { Buffer } from 'node:buffer';
import { SAMPLE_JPEG, SAMPLE_PNG, SAMPLE_WEBP } from '../fakes/sample-images.ts';
import type { Chance } from '../soak/chance.ts';
import type { Draft } from './draft.ts';
import { SPEAKERS } from './stage.ts';
import type { Tokens } from './stage.ts';

export interface Source {
  readonly chance: Chance;
  readonly port: number;
  readonly tokens: Tokens;
  /** Number of the request, so that each message has a key of its own. */
  next(): number;
}

const WORDS = [
  '打卡',
  '请假 明天 家里有事',
  '日志 走访3户',
  '同意',
  '\u0000半个\ud800字',
  '@驻村助手 待办',
  '👌'.repeat(40),
  'x',
];

const base = (source: Source, method: string, target: string, accountId: string | null): Draft => {
  const token = accountId === null ? null : source.chance.pick(source.tokens.good.get(accountId)!);
  return {
    method,
    target,
    headers: [
      ['host', `127.0.0.1:${String(source.port)}`],
      ...(method === 'GET' ? [] : [['origin', `http://127.0.0.1:${String(source.port)}`] as [string, string]]),
      ...(token === null ? [] : [['cookie', `zhucun=${token}`] as [string, string]]),
      ['accept', source.chance.pick(['*/*', 'text/html', 'application/json'])],
    ],
    body: Buffer.alloc(0),
    chunked: source.chance.next() < 0.1,
    speaker: accountId,
    posts: false,
    intact: null,
    isGood: false,
    marks: [],
  };
};

/** What a browser's client posts of each kind. */
function content(source: Source): { kind: string; text: string | null; more: object; images: readonly Uint8Array[] } {
  const { chance } = source;
  const text = chance.pick(WORDS);
  const kind = chance.pick(['text', 'text', 'text', 'location', 'image', 'voice']);
  if (kind === 'location') {
    const location = { latitude: 29.8, longitude: 107.7, accuracyMetres: 12, name: chance.pick([null, '村委会']) };
    return { kind, text: null, more: { location }, images: [] };
  }
  if (kind === 'image') {
    const images = Array.from({ length: chance.between(1, 2) }, () =>
      chance.pick([SAMPLE_JPEG, SAMPLE_PNG, SAMPLE_WEBP]),
    );
    return { kind, text, more: { text }, images };
  }
  return kind === 'text' ? { kind, text, more: { text }, images: [] } : { kind, text: null, more: {}, images: [] };
}

/** A message that has to be taken. */
export function goodPost(source: Source): Draft {
  const { chance } = source;
  const { accountId, conversations } = chance.pick(SPEAKERS);
  const draft = base(source, 'POST', `/a/${accountId}/api/messages`, accountId);
  const clientKey = `key-${String(source.next()).padStart(8, '0')}`;
  const { kind, text, more, images } = content(source);
  const message = JSON.stringify({ eventKey: clientKey, conversation: chance.pick(conversations), kind, ...more });
  const { type, body } =
    images.length > 0 ? multipart(message, images) : { type: 'application/json', body: Buffer.from(message) };
  draft.headers.push(['content-type', type]);
  return {
    ...draft,
    body,
    posts: true,
    isGood: true,
    intact: { clientKey, text: images.length > 0 || kind === 'text' ? text : null },
  };
}

const BOUNDARY = 'fuzz-boundary-0123456789';

function multipart(message: string, images: readonly Uint8Array[]): { type: string; body: Buffer } {
  const part = (disposition: string, bytes: Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
      bytes,
      Buffer.from('\r\n'),
    ]);
  const parts = [
    part('name="message"', Buffer.from(message)),
    ...images.map((image) => part('name="image"; filename="photo"', image)),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ];
  return { type: `multipart/form-data; boundary=${BOUNDARY}`, body: Buffer.concat(parts) };
}

const READS = [
  'state',
  'changes?since=',
  'messages?conversation=g-g1',
  'messages?conversation=d-web-p2&before=9',
  'messages/x/images/0',
  'messages/x/files/0',
];
const PAGES = [
  '/',
  '/link/x',
  '/assets/chat.js',
  '/assets/..%2f..',
  '/api/personas',
  '/a/web-p1',
  '/a/web-p1/',
  '/favicon.ico',
  '/healthz',
  '/metrics',
  '/bind',
  '/nothing',
];

/** Reads, by somebody signed in or by nobody. */
export function read(source: Source): Draft {
  const { chance } = source;
  if (chance.next() < 0.4) return base(source, chance.pick(['GET', 'GET', 'HEAD']), chance.pick(PAGES), null);
  const { accountId } = chance.pick(SPEAKERS);
  const speaker = chance.next() < 0.6 ? accountId : null;
  return base(source, 'GET', `/a/${accountId}/api/${chance.pick(READS)}`, speaker);
}

const form = (draft: Draft, fields: Record<string, string>): Draft => {
  draft.headers.push(['content-type', 'application/x-www-form-urlencoded']);
  return { ...draft, body: Buffer.from(new URLSearchParams(fields).toString()) };
};

/** Ways in: a personal link, a binding code that nobody was given, the demo's picker where there is none, signing out. */
export function entry(source: Source): Draft {
  const { chance, tokens } = source;
  const way = chance.between(0, 3);
  if (way === 0) {
    const link = chance.next() < 0.05 ? tokens.links.pop() : undefined;
    return base(source, 'POST', `/link/${link ?? 'f'.repeat(43)}`, null);
  }
  if (way === 1) {
    const code = String(chance.between(0, 99_999_999));
    return form(base(source, 'POST', '/bind', null), { name: chance.pick(['示例甲', '无此人']), tail: '0000', code });
  }
  const spare = way === 2 && chance.next() < 0.05 ? tokens.spare.pop() : undefined;
  if (!spare) return form(base(source, 'POST', '/pick', null), { accountId: chance.pick(SPEAKERS).accountId });
  const draft = base(source, 'POST', `/a/${spare.accountId}/api/leave`, null);
  draft.headers.push(['cookie', `zhucun=${spare.token}`]);
  return draft;
}
