/**
 * The gateway's wire as a process of its own, which may be struck by SIGKILL at any moment and started again on its port.
 * The state of WeChat stays with whoever started it and is changed before the client is answered: nothing that was shown is lost with it.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WechatBackend } from './wechat-puppet.ts';
import { openWire } from './wechat-wire.ts';
import type { WechatEvent, WechatWire, WireSetting } from './wechat-wire.ts';

/** Child → parent. */
type FromWire =
  | { readonly is: 'open'; readonly port: number }
  | { readonly is: 'ask'; readonly n: number; readonly call: keyof WechatBackend; readonly args: readonly unknown[] };

/** Parent → child. */
type ToWire =
  | { readonly is: 'begin'; readonly setting: WireSetting }
  | { readonly is: 'answer'; readonly n: number; readonly value: unknown }
  | { readonly is: 'refusal'; readonly n: number; readonly words: string }
  | { readonly is: 'tell'; readonly event: WechatEvent }
  | { readonly is: 'hold'; readonly held: boolean }
  | { readonly is: 'cut' };

/** Starts the process; `WechatGateway.start({ open: forkWire })` then has its wire there. */
export async function forkWire(backend: WechatBackend, setting: WireSetting): Promise<WechatWire> {
  const child = fork(fileURLToPath(import.meta.url), [], {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const say = (message: ToWire): void => {
    // Whoever is told nothing any more has died meanwhile.
    if (child.connected) child.send(message, () => undefined);
  };
  const opened = new Promise<number>((resolve, reject) => {
    child.on('message', (message: FromWire) => {
      if (message.is === 'open') resolve(message.port);
      else void answer(backend, message).then(say);
    });
    void gone.then(() => reject(new Error('the gateway ended before it listened')));
  });
  say({ is: 'begin', setting });
  const port = await opened;
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return {
    port,
    tell: async (event) => say({ is: 'tell', event }),
    cut: () => say({ is: 'cut' }),
    hold: (held) => say({ is: 'hold', held }),
    kill,
    close: () => kill('SIGKILL'),
  };
}

async function answer(backend: WechatBackend, { n, call, args }: Extract<FromWire, { is: 'ask' }>): Promise<ToWire> {
  try {
    const method = backend[call] as (...given: readonly unknown[]) => Promise<unknown>;
    return { is: 'answer', n, value: await method(...args) };
  } catch (error) {
    return { is: 'refusal', n, words: error instanceof Error ? error.message : String(error) };
  }
}

type Waiting = Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>;

/** The backend as the process sees it: each question goes to the parent. */
function asking(parent: (message: FromWire) => unknown, waiting: Waiting): WechatBackend {
  let asked = 0;
  return new Proxy({} as WechatBackend, {
    get:
      (_, call: keyof WechatBackend) =>
      async (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const n = (asked += 1);
          waiting.set(n, { resolve, reject });
          parent({ is: 'ask', n, call, args });
        }),
  });
}

function serve(parent: (message: FromWire) => unknown): void {
  const waiting: Waiting = new Map();
  let wire: WechatWire | null = null;
  process.on('message', (message: ToWire) => {
    switch (message.is) {
      case 'begin':
        void openWire(asking(parent, waiting), message.setting).then((opened) => {
          wire = opened;
          parent({ is: 'open', port: opened.port });
        });
        break;
      case 'answer':
        waiting.get(message.n)?.resolve(message.value);
        waiting.delete(message.n);
        break;
      case 'refusal':
        waiting.get(message.n)?.reject(new Error(message.words));
        waiting.delete(message.n);
        break;
      case 'tell':
        void wire?.tell(message.event);
        break;
      case 'hold':
        wire?.hold(message.held);
        break;
      case 'cut':
        wire?.cut();
    }
  });
  // With its parent it ends too.
  process.on('disconnect', () => process.exit());
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.send !== undefined) {
  serve((message) => process.send!(message));
}
