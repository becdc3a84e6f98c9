/** What the child makes of the events of its client, before a client that follows a script. */
import { EventEmitter } from 'node:events';
import { types } from 'wechaty-puppet';
import { expect, test, vi } from 'vitest';
import { listen } from '../../../bots/wechat/child/listen.ts';
import { GatewayPuppet } from '../../../bots/wechat/child/puppet.ts';
import type { FromChild } from '../../../bots/wechat/protocol.ts';

class ScriptedPuppet extends EventEmitter {
  readonly isLoggedIn = true;
  readonly currentUserId = 'wxid_bot';
  /** By handle, how often it is not found; Infinity = never found. */
  readonly failures = new Map<string, number>();
  tries = 0;

  async messagePayload(handle: string): Promise<object> {
    this.tries += 1;
    const left = this.failures.get(handle) ?? 0;
    this.failures.set(handle, left - 1);
    if (left > 0) throw new Error('no such message');
    const type: number = handle === 'new' ? 99 : types.Message.Text;
    return { id: handle, type, talkerId: 'wxid_a', text: handle, timestamp: 1 };
  }

  async contactPayload(): Promise<object> {
    return { name: '示例甲' };
  }

  /** As the client tells of each event. */
  says(handle: string): void {
    this.emit('heartbeat', {});
    this.emit('message', { messageId: handle });
  }
}

function listened(): { puppet: ScriptedPuppet; told: FromChild[]; settled: () => Promise<void> } {
  const puppet = new ScriptedPuppet();
  const told: FromChild[] = [];
  const listening = listen({
    puppet: puppet as unknown as GatewayPuppet,
    tell: (said) => void told.push(said),
    callMs: 1_000,
  });
  return { puppet, told, settled: () => listening.settled() };
}

const wordsOf = (told: readonly FromChild[]): string[] =>
  told.flatMap((said) => (said.is === 'message' ? [said.message.text] : said.is === 'trouble' ? [said.why] : []));

test('A message that is not found at once is asked for again, and what follows waits for it.', async () => {
  const { puppet, told, settled } = listened();
  puppet.failures.set('a', 2);
  puppet.says('a');
  puppet.says('b');
  await settled();
  expect(wordsOf(told)).toEqual(['a', 'b']);
});

test('A message that is not found is told of as lost in its place, and nothing counts as handed over before.', async () => {
  const { puppet, told, settled } = listened();
  puppet.failures.set('a', Infinity);
  puppet.says('a');
  puppet.says('b');
  await vi.waitUntil(() => told.some(({ is }) => is === 'alive'));
  puppet.emit('heartbeat', {});
  await settled();
  expect(wordsOf(told)).toEqual(['message-lost', 'b']);
  const before = told.slice(
    0,
    told.findIndex(({ is }) => is === 'trouble'),
  );
  expect(before).toEqual(Array(3).fill({ is: 'alive', caughtUp: false }));
});

test('A message of a kind that the SDK has no name for is told on.', async () => {
  const { puppet, told, settled } = listened();
  puppet.says('new');
  await settled();
  expect(wordsOf(told)).toEqual(['new']);
});

test('An account that is signed out and in again in one breath is signed in.', async () => {
  const beginning = {
    ...{ token: 'sample_t', endpoint: '127.0.0.1:1', serverName: 'h', ca: 'pem' },
    ...{ pingMs: 1, callMs: 1, fileMs: 1, takeOver: false },
  };
  const lost: string[] = [];
  const puppet = new GatewayPuppet({ beginning, lost: (why) => void lost.push(why) });
  const events: string[] = [];
  puppet.on('login', ({ contactId }) => void events.push(`in ${contactId}`));
  puppet.on('logout', ({ contactId }) => void events.push(`out ${contactId}`));
  puppet.login('wxid_bot');
  const leaving = puppet.logout();
  puppet.login('wxid_bot');
  await leaving;
  await new Promise((resolve) => setImmediate(resolve));
  expect({ events, lost }).toEqual({ events: ['in wxid_bot', 'out wxid_bot', 'in wxid_bot'], lost: [] });
  expect(puppet.isLoggedIn).toBe(true);
});
