/**
 * A process of its own that holds the SDK's client, started by the supervisor: whatever goes wrong in it is mended by another one. It ends by
 * itself with the process that started it, and never signs out the account.
 */
import { WechatyBuilder } from 'wechaty';
import type { Beginning, FromChild } from '../protocol.ts';
import { ToChild } from '../protocol.ts';
import { resultOf } from './calls.ts';
import { listen } from './listen.ts';
import type { Listening } from './listen.ts';
import { GatewayPuppet } from './puppet.ts';

/** Longest time in which the last words reach the parent, and in which messages in hand are told on, in ms. */
const LAST_WORDS_MS = 1_000;
const SETTLE_MS = 2_000;

/** Listeners of the SDK that look up whole groups, and take messages out of their order. */
const COSTLY = ['message', 'post', 'friendship', 'room-invite', 'room-join', 'room-leave', 'room-topic'] as const;

interface Running {
  readonly puppet: GatewayPuppet;
  readonly listening: Listening;
}

const tell = (said: FromChild): void => {
  // Without the parent there is nobody to tell, and this process ends.
  if (process.connected) process.send?.(said, undefined, undefined, () => undefined);
};

let isEnding = false;
function end(why: string): void {
  if (isEnding) return;
  isEnding = true;
  setTimeout(() => process.exit(1), LAST_WORDS_MS);
  process.send?.({ is: 'trouble', why, ending: true } satisfies FromChild, undefined, undefined, () => process.exit(1));
}

async function begin(beginning: Beginning): Promise<Running> {
  const puppet = new GatewayPuppet({ beginning, lost: end });
  const bot = WechatyBuilder.build({ puppet });
  bot.on('error', () => undefined); // what it means for the wire is told by the wire
  await bot.init();
  for (const event of COSTLY) puppet.removeAllListeners(event);
  const listening = listen({ puppet, tell, callMs: beginning.callMs });
  pingEach(puppet, beginning.pingMs);
  void bot.start();
  return { puppet, listening };
}

/** An answer that comes through the stream of events is the only proof that the bot is not deaf. */
function pingEach(puppet: GatewayPuppet, pingMs: number): void {
  let pinging: NodeJS.Timeout | null = null;
  // Some gateways tell nothing by themselves: then it begins once the client is started.
  const begin = (): void => {
    pinging ??= setInterval(() => puppet.ding('zhucun'), pingMs);
  };
  for (const event of ['heartbeat', 'start'] as const) puppet.once(event, begin);
}

async function leave(running: Running | null): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await Promise.race([running?.listening.settled(), late]);
  process.exit(0);
}

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', () => end('child-died'));
// Left behind by calls of the SDK that nobody waits for any more.
process.on('unhandledRejection', () => tell({ is: 'trouble', why: 'stray', ending: false }));

let running: Promise<Running> | null = null;
process.on('message', (raw) => void obey(raw));

async function obey(raw: unknown): Promise<void> {
  const order = ToChild.safeParse(raw).data;
  if (order === undefined) {
    end('child-died');
    return;
  }
  if (order.is === 'end') return leave(await running);
  if (order.is === 'begin') {
    running ??= begin(order.beginning);
    await running.catch(() => end('child-died'));
    return;
  }
  const { callId } = order;
  if (running === null) {
    const failure = { fate: 'not-left', why: 'starting' } as const;
    tell({ is: 'answer', callId, result: { is: 'failed', failure } });
    return;
  }
  tell({ is: 'answer', callId, result: await resultOf((await running).puppet, order) });
}

tell({ is: 'hello' });
