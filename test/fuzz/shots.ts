/** What goes over one line at a time: one request, several in a row, one that is broken off, or bytes that are none. */
import { Buffer } from 'node:buffer';
import { bytesOf, setHeader } from './draft.ts';
import type { Draft, Shot } from './draft.ts';
import { entry, goodPost, read } from './drafts.ts';
import type { Source } from './drafts.ts';
import { bend, spoil } from './mutations.ts';

/** Four of ten messages are good; the others are spoilt, bent or both, or are none. */
function draft(source: Source): Draft {
  const lot = source.chance.next();
  if (lot < 0.4) return goodPost(source);
  if (lot < 0.6) return spoil(goodPost(source), source);
  if (lot < 0.7) return spoil(bend(goodPost(source), source), source);
  if (lot < 0.82) return bend(goodPost(source), source);
  return lot < 0.94 ? read(source) : entry(source);
}

const shot = (one: Draft, ends: Shot['ends'], slow = false, bytes = bytesOf(one)): Shot => ({
  ...one,
  bytes,
  ends,
  slow,
});

const HUGE = 600_000;

/** Says more or less than it sends, or both at once. */
function misframed(source: Source): Shot {
  const one = goodPost(source);
  const text = bytesOf({ ...one, chunked: false }).toString('latin1');
  const length = /content-length: (\d+)/.exec(text)![0];
  const lie = source.chance.pick([
    'content-length: 5', 'content-length: 999999', 'content-length: -1', 'content-length: 0x10', 'content-length: 1e3', 'content-length: 99999999999999999999',
    `${length}\r\ncontent-length: 3`, `${length}\r\ntransfer-encoding: chunked`, 'transfer-encoding: chunked', 'transfer-encoding: gzip, chunked', 'x: y',
    'expect: 200-maybe\r\ncontent-length: 2', 'connection: upgrade\r\nupgrade: websocket',
  ]); // prettier-ignore
  const bytes = Buffer.from(text.replace(length, lie), 'latin1');
  return shot({ ...one, isGood: false, intact: null, marks: [lie] }, 'end', false, bytes);
}

function tooLarge(source: Source): Shot {
  const one = goodPost(source);
  const body = Buffer.from(
    JSON.stringify({ eventKey: 'key-99999999', conversation: 'g-g1', kind: 'text', text: 'x'.repeat(HUGE) }),
  );
  return shot({ ...one, body, speaker: null, isGood: false, intact: null, marks: ['too large'] }, 'end');
}

function brokenOff(source: Source): Shot {
  const one = goodPost(source);
  const whole = bytesOf(one);
  const bytes = whole.subarray(0, source.chance.between(0, whole.length));
  return shot({ ...one, isGood: false, marks: ['broken off'] }, source.chance.pick(['cut', 'end']), false, bytes);
}

function noise(source: Source): Shot {
  const { chance } = source;
  const one = spoil(goodPost(source), source);
  const random = Buffer.from(Array.from({ length: chance.between(1, 400) }, () => chance.between(0, 255)));
  const bytes = chance.pick([
    random,
    Buffer.concat([bytesOf(one).subarray(0, 60), random]),
    Buffer.from('GET / HTTP/9.9\r\n\r\n'),
    Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    Buffer.from(`GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(3000)}\r\n`),
    Buffer.from('CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example\r\n\r\n'),
    Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'latin1'),
  ]);
  return shot({ ...one, marks: ['noise'] }, 'end', false, bytes);
}

/** Opens the event stream and leaves. */
function glance(source: Source): Shot {
  const one = read(source);
  const account = one.speaker ?? 'web-p1';
  one.target = `/a/${account}/api/stream?since=${source.chance.pick(['', 'x', '%00', 'Zy1nMTow'])}`;
  setHeader(one, 'accept', 'text/event-stream');
  return shot({ ...one, marks: ['stream'] }, 'cut');
}

/** The next to send. Only the last of several may leave the line unfit for more. */
export function nextShots(source: Source): Shot[] {
  const { chance } = source;
  const lot = chance.next();
  if (lot < 0.8) return [shot(draft(source), 'one', chance.next() < 0.05)];
  if (lot < 0.9) return Array.from({ length: chance.between(2, 5) }, () => shot(draft(source), 'one'));
  if (lot < 0.93) return [misframed(source)];
  if (lot < 0.96) return [brokenOff(source)];
  if (lot < 0.98) return [noise(source)];
  return lot < 0.985 ? [tooLarge(source)] : [glance(source)];
}
