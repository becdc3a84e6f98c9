import { beforeEach, describe, expect, it } from 'vitest';
import { backoffMs } from '../../../bots/web/client/backoff.ts';
import { Outbox } from '../../../bots/web/client/outbox.ts';
import type { PostResult, Queued } from '../../../bots/web/client/outbox.ts';

const OK: PostResult = { result: 'acknowledged', posted: { id: 'm1', seq: 1 } };
const LATER: PostResult = { result: 'later' };

let kept: Map<string, Queued>;
let posted: string[];
let answers: PostResult[];
let timers: (() => void)[];
let outbox: Outbox;

const queued = (key: string): Queued => ({
  body: { eventKey: key, conversation: 'direct', quote: null, kind: 'text', text: key },
  at: Number(key.slice(1)),
  images: [],
  label: null,
});
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const states = (): string[] => outbox.pending('direct').map(({ body, fate }) => `${body.eventKey} ${fate.state}`);

const newOutbox = (): Outbox =>
  new Outbox({
    shelf: {
      all: () => Promise.resolve([...kept.values()]),
      put: (one) => Promise.resolve(void kept.set(one.body.eventKey, one)),
      remove: (key) => Promise.resolve(void kept.delete(key)),
    },
    post: (one) => {
      posted.push(one.body.eventKey);
      return Promise.resolve(answers.shift() ?? OK);
    },
    onChange: () => undefined,
    after: (_ms, run) => {
      timers.push(run);
      return () => (timers = timers.filter((other) => other !== run));
    },
  });

beforeEach(() => {
  kept = new Map();
  posted = [];
  answers = [];
  timers = [];
  outbox = newOutbox();
});

describe('the outbox', () => {
  it('sends in order, one at a time, and keeps nothing that was acknowledged', async () => {
    for (const key of ['k1', 'k2', 'k3']) outbox.add(queued(key));
    expect(states()).toEqual(['k1 sending', 'k2 sending', 'k3 sending']);
    await settled();
    expect(posted).toEqual(['k1', 'k2', 'k3']);
    expect([kept.size, states()]).toEqual([0, ['k1 sent', 'k2 sent', 'k3 sent']]);
    outbox.settle('k1');
    outbox.settle('elsewhere');
    expect(states()).toEqual(['k2 sent', 'k3 sent']);
  });

  it('waits and tries again with the same key, and nothing overtakes', async () => {
    answers = [LATER, LATER];
    outbox.add(queued('k1'));
    await settled();
    outbox.add(queued('k2'));
    await settled();
    expect(states()).toEqual(['k1 waiting', 'k2 waiting']);
    timers.shift()!();
    await settled();
    outbox.retryNow();
    await settled();
    expect(posted).toEqual(['k1', 'k1', 'k1', 'k2']);
    expect(timers).toEqual([]);
  });

  it('lets a refused message stand aside with the reason, for the person to remove', async () => {
    answers = [{ result: 'refused', why: '太长了' }];
    outbox.add(queued('k1'));
    outbox.add(queued('k2'));
    await settled();
    expect(states()).toEqual(['k1 refused', 'k2 sent']);
    expect([...kept.keys()]).toEqual(['k1']);
    outbox.discard('k1');
    expect([kept.size, states()]).toEqual([0, ['k2 sent']]);
  });

  it('takes up after a reload what was not acknowledged', async () => {
    answers = [LATER];
    outbox.add(queued('k1'));
    outbox.add(queued('k2'));
    await settled();
    outbox = newOutbox();
    await outbox.restore();
    await settled();
    expect(posted).toEqual(['k1', 'k1', 'k2']);
    expect(kept.size).toBe(0);
  });

  it('stops when the person is signed out, until told to go on', async () => {
    answers = [{ result: 'signed-out' }];
    outbox.add(queued('k1'));
    await settled();
    expect([states(), timers]).toEqual([['k1 waiting'], []]);
    outbox.retryNow();
    await settled();
    expect(states()).toEqual(['k1 sent']);
  });
});

describe('the wait after a failure', () => {
  it('is short at first, grows, and never exceeds half a minute', () => {
    expect(backoffMs(0, 0)).toBe(375);
    expect(backoffMs(3, 0.5)).toBe(4000);
    expect(backoffMs(1000, 0.999)).toBeLessThan(30_000);
  });
});
