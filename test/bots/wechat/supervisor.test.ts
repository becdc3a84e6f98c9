/** The supervisor before children that follow a script, by a clock of its own. */
import { expect, test } from 'vitest';
import type { Order } from '../../../bots/wechat/client.ts';
import type { Scene } from './scripted-scene.ts';
import { BEGINNING, begun, breath, signedIn } from './scripted-scene.ts';

test('a child that greets is told where its gateway is', async () => {
  const scene = begun();
  expect(scene.last().told).toEqual([]);
  scene.last().say({ is: 'hello' });
  expect(scene.last().told).toEqual([{ is: 'begin', beginning: { ...BEGINNING, takeOver: false } }]);
});

test('children that die are followed by others, one a minute at least, and it is told once', async () => {
  const scene = begun();
  const waits: number[] = [];
  for (let n = 1; n <= 10; n += 1) {
    scene.last().exit();
    for (waits.push(0); scene.children.length === n; waits[n - 1]! += 100) await scene.pass(100);
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(scene.reported).toEqual(['wechat: child-died']);
});

test('the waits double, and begin anew after a child that was up for a while', async () => {
  const scene = begun();
  const diesAfter = async (waitedMs: number): Promise<void> => {
    const before = scene.children.length;
    scene.last().exit();
    await scene.pass(waitedMs - 100);
    expect(scene.children).toHaveLength(before);
    await scene.pass(200);
    expect(scene.children).toHaveLength(before + 1);
  };
  await diesAfter(500);
  await diesAfter(1_000);
  await diesAfter(2_000);
  signedIn(scene.last());
  for (let n = 0; n < 7; n += 1) {
    await scene.pass(10_000);
    scene.last().say({ is: 'alive', caughtUp: true });
  }
  await diesAfter(500);
});

test('a gateway that refuses the token is asked slowly', async () => {
  const scene = begun();
  scene.last().say({ is: 'hello' });
  scene.last().say({ is: 'trouble', why: 'token-refused', ending: true });
  scene.last().exit();
  await scene.pass(44_800);
  expect(scene.pulse.health()).toMatchObject({ state: 'down', why: 'token-refused' });
  expect(scene.children).toHaveLength(1);
  await scene.pass(400);
  expect(scene.children).toHaveLength(2);
});

/** A child finds the stream of events with somebody else. */
async function findsItTaken(scene: Scene): Promise<boolean> {
  scene.last().say({ is: 'hello' });
  const [begun] = scene.last().told;
  scene.last().say({ is: 'trouble', why: 'gateway-taken', ending: true });
  scene.last().exit();
  const count = scene.children.length;
  while (scene.children.length === count) await scene.pass(100);
  return begun?.is === 'begin' && begun.beginning.takeOver;
}

test('a gateway that refused its stream for a minute without a pause is told to give it up, once an hour', async () => {
  const scene = begun();
  const takeovers = (): number => scene.reported.filter((why) => why === 'wechat: gateway-takeover').length;
  // They come after 500 ms, and each time after twice as long.
  for (let n = 0; n < 6; n += 1) expect(await findsItTaken(scene)).toBe(false);
  scene.last().exit();
  await scene.pass(60_000);
  // That one did not ask: it began anew.
  expect(await findsItTaken(scene)).toBe(false);
  expect(takeovers()).toBe(0);
  expect(await findsItTaken(scene)).toBe(true);
  expect(takeovers()).toBe(1);
  for (let minutes = 1; minutes < 60; minutes += 1) expect(await findsItTaken(scene)).toBe(false);
  expect(await findsItTaken(scene)).toBe(true);
  expect(takeovers()).toBe(2);
});

test('a child that never greets is ended, and one that gives no sign of life any more', async () => {
  const scene = begun();
  await scene.pass(28_000);
  expect(scene.last().isEnded).toBe(false);
  await scene.pass(4_000);
  expect(scene.children).toHaveLength(2);
  expect(scene.children[0]!.isEnded).toBe(true);
  signedIn(scene.last());
  expect(scene.pulse.health().state).toBe('up');
  await scene.pass(26_000);
  expect(scene.pulse.health()).toMatchObject({ state: 'down', why: 'silent' });
  // What it still answers is no proof that it hears.
  scene.last().say({ is: 'answer', callId: 7, result: { is: 'sent', messageId: null } });
  scene.last().say({ is: 'trouble', why: 'stray', ending: false });
  await scene.pass(6_000);
  expect(scene.children[1]!.isEnded).toBe(true);
});

test('a successor starts only once its predecessor is gone', async () => {
  const scene = begun();
  scene.last().kill = () => true;
  await scene.pass(120_000);
  expect(scene.children).toHaveLength(1);
  expect(scene.supervisor.client()).not.toBeNull();
  scene.last().exit();
  await scene.pass(1_000);
  expect(scene.children).toHaveLength(2);
});

test('what is no message of the protocol is dropped, and what follows is heard', async () => {
  const scene = begun();
  for (const raw of [null, 7, 'hello', { is: 'begin' }, { is: 'login', selfId: 7 }]) scene.last().emit('message', raw);
  expect(scene.heard).toEqual([]);
  scene.last().say({ is: 'hello' });
  expect(scene.heard).toEqual(['hello']);
});

const WORDS = {
  ...{ id: 'm1', kind: 'Text', talkerId: 'wxid_a', talkerName: null, roomId: null, text: '请假', sentAt: 1 },
  ...{ mentionIds: [], filename: null, place: null },
};

test('a message is heard though fields of it make no sense', () => {
  const scene = begun();
  signedIn(scene.last());
  const before = scene.heard.length;
  const nonsense = [
    { kind: undefined },
    { sentAt: 1.7e18 },
    { sentAt: Number.NaN },
    { place: { latitude: Number.NaN, longitude: 1, name: '', address: '', accuracy: 0 } },
  ];
  for (const one of nonsense) scene.last().emit('message', { is: 'message', message: { ...WORDS, ...one } });
  expect(scene.heard.slice(before)).toEqual(nonsense.map(() => 'message'));
});

test.each([
  ['could not be looked up', { is: 'trouble', why: 'message-lost', ending: false }],
  ['cannot be read', { is: 'message', message: { ...WORDS, text: 7 } }],
])('a message that %s is a gap in what was heard, and the child stays', async (_, said) => {
  const scene = begun();
  signedIn(scene.last());
  const { heardAt } = scene.pulse.health();
  await scene.pass(5_000);
  const lostAt = scene.pulse.health().since + 5_000;
  scene.last().emit('message', said);
  scene.last().say({ is: 'alive', caughtUp: true });
  expect(scene.pulse.health()).toMatchObject({ state: 'down', why: 'message-lost', heardAt });
  expect(scene.reported).toEqual(['wechat: message-lost']);
  await scene.pass(3_000);
  // Longer than the product looks away, and than a gap that it does not note.
  expect(scene.pulse.health()).toMatchObject({ state: 'down', heardAt });
  await scene.pass(2_000);
  expect(scene.pulse.health().state).toBe('up');
  expect(scene.pulse.health().since).toBeGreaterThan(lostAt + 2_000);
  scene.last().say({ is: 'alive', caughtUp: true });
  expect(scene.pulse.health().heardAt).toBeGreaterThan(lostAt);
  expect(scene.children).toHaveLength(1);
});

test('an account that is refused as signed out counts so until somebody is heard or a send leaves, and does not hear', async () => {
  const scene = begun();
  signedIn(scene.last());
  const { pulse } = scene;
  const { heardAt } = pulse.health();
  for (const proof of [() => pulse.believe(), () => scene.last().say({ is: 'message', message: WORDS })]) {
    pulse.doubt();
    expect(pulse.isDoubted()).toBe(true);
    await scene.pass(1_000);
    scene.last().say({ is: 'alive', caughtUp: true });
    expect(pulse.health()).toMatchObject({ state: 'down', why: 'logged-out', heardAt });
    proof();
    expect(pulse.isDoubted()).toBe(false);
    expect(pulse.health()).toMatchObject({ state: 'up', why: null });
  }
  // Where the gateway itself says so, there is nothing to try.
  scene.last().say({ is: 'logout' });
  pulse.doubt();
  expect(pulse.isDoubted()).toBe(false);
});

test('a call ends with its child: what only reads has not been done, what sends may have been', async () => {
  const scene = begun();
  signedIn(scene.last());
  const client = scene.supervisor.client()!;
  const never = new AbortController().signal;
  const sending = client.call({ is: 'text', chat: 'c', text: 't', mentions: [] }, never);
  const opening = client.call({ is: 'open', kind: 'image', messageId: 'm' }, never);
  scene.last().exit();
  expect(await sending).toEqual({ is: 'failed', failure: { fate: 'unknown', why: 'child-died' } });
  expect(await opening).toEqual({ is: 'failed', failure: { fate: 'not-left', why: 'child-died' } });
  const later = await client.call({ is: 'text', chat: 'c', text: 't', mentions: [] }, never);
  expect(later).toEqual({ is: 'failed', failure: { fate: 'not-left', why: 'child-died' } });
});

test('an aborted send may have been done, one that was aborted before has not', async () => {
  const scene = begun();
  signedIn(scene.last());
  const client = scene.supervisor.client()!;
  const order: Order = { is: 'text', chat: 'c', text: 't', mentions: [] };
  const ends = new AbortController();
  const sending = client.call(order, ends.signal);
  ends.abort();
  expect(await sending).toMatchObject({ failure: { fate: 'unknown', why: 'aborted' } });
  expect(await client.call(order, ends.signal)).toMatchObject({ failure: { fate: 'not-left', why: 'aborted' } });
});

test('at the end the child is asked to hand over what it has, and its last words are heard', async () => {
  const scene = begun();
  signedIn(scene.last());
  scene.stopping.abort();
  await breath();
  expect(scene.last().told.at(-1)).toEqual({ is: 'end' });
  const before = scene.heard.length;
  scene.last().say({ is: 'alive', caughtUp: true });
  scene.last().exit();
  await scene.running;
  expect(scene.heard).toHaveLength(before + 1);
  expect(scene.children).toHaveLength(1);
});
