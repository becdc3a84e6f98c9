import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTalk } from '../../../bots/web/client/talk.ts';
import type { ConversationView, MessageView } from '../../../bots/web/client/wire.ts';

const message = (seq: number, change = seq, more: Partial<MessageView> = {}): MessageView => ({
  id: `m${String(seq)}`,
  conversation: 'team:1',
  seq,
  change,
  at: seq,
  from: 'bot',
  author: null,
  clientKey: null,
  kind: 'text',
  text: `第${String(seq)}条,改${String(change)}`,
  code: null,
  buttons: [],
  images: [],
  files: [],
  location: null,
  quote: null,
  mentions: [],
  ...more,
});

const view = (lastSeq: number, lastChange = lastSeq): ConversationView => ({
  conversation: 'team:1',
  kind: 'group',
  title: '工作队',
  membersText: '',
  lastSeq,
  lastChange,
  last: null,
});

const seqs = (talk: ReturnType<typeof createTalk>): number[] =>
  talk.threads.get('team:1')!.messages.map(({ seq }) => seq);

describe('what a window knows', () => {
  it('goes on from the end of what the list told', () => {
    const talk = createTalk({});
    talk.load([view(5, 7)], false);
    expect(talk.since()).toBe('team%3A1=7');
    expect(talk.receive(message(6, 8))).toBe('new');
    expect(talk.receive(message(6, 8))).toBe('known');
    expect(talk.since()).toBe('team%3A1=8');
  });

  it('notices a gap, keeps its cursor, and takes what fills it', () => {
    const talk = createTalk({});
    talk.load([view(5)], false);
    expect(talk.receive(message(8))).toBe('gap');
    expect(talk.since()).toBe('team%3A1=5');
    for (const seq of [6, 7, 8]) expect(talk.receive(message(seq), true)).toBe('new');
    expect(seqs(talk)).toEqual([6, 7, 8]);
  });

  it('leaves a change of a message it does not show to the page that brings it', () => {
    const talk = createTalk({});
    talk.load([view(50)], false);
    talk.addPage('team:1', [message(41), message(50)], true);
    expect(talk.receive(message(3, 51))).toBe('changed');
    expect(seqs(talk)).toEqual([41, 50]);
    expect(talk.since()).toBe('team%3A1=51');
  });

  it('counts what was not read, but not one’s own words from another window', () => {
    const talk = createTalk({ 'team:1': 3 });
    talk.load([view(5)], false);
    expect([talk.unread('team:1'), talk.totalUnread(), talk.unread('nothing')]).toEqual([2, 2, 0]);
    talk.markRead('team:1');
    talk.receive(message(6, 6, { from: 'me' }));
    expect(talk.unread('team:1')).toBe(0);
    talk.receive(message(7));
    expect(talk.unread('team:1')).toBe(1);
  });

  it('forgets everything when the log is another one, and what was read beyond its end', () => {
    const talk = createTalk({ 'team:1': 99 });
    talk.load([view(50)], false);
    talk.addPage('team:1', [message(50)], true);
    talk.load([view(2)], true);
    expect(seqs(talk)).toEqual([]);
    expect(talk.since()).toBe('team%3A1=2');
    expect(talk.unread('team:1')).toBe(0);
  });

  it('ends with the same messages whatever order pages and news come in', () => {
    const news = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8]);
    fc.assert(
      fc.property(news, fc.nat(8), (order, at) => {
        const talk = createTalk({});
        talk.load([view(0)], false);
        const all = [1, 2, 3, 4, 5, 6, 7, 8].map((seq) => message(seq));
        for (const [n, seq] of order.entries()) {
          if (n === at) talk.addPage('team:1', all.slice(0, 4), false);
          if (talk.receive(message(seq)) === 'gap') for (const missing of all) talk.receive(missing, true);
        }
        for (const missing of all) talk.receive(missing, true);
        expect(seqs(talk)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
        expect(talk.since()).toBe('team%3A1=8');
      }),
    );
  });
});
