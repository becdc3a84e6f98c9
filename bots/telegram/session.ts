/** From the token to a bot that hears: says who it is, sets the menu, then polls or is posted to, and looks whether Telegram lasts. */
import type { RawApi } from 'grammy';
import type { Config, Ports } from './config.ts';
import type { Addressee } from './mention.ts';
import { poll } from './poll.ts';
import type { Pulse } from './pulse.ts';
import type { Take } from './receive.ts';
import { MENU } from './render.ts';
import { ALLOWED_UPDATES, Me } from './schema.ts';
import { delayAfter, TelegramTrouble, whyOf } from './trouble.ts';
import { calling, isOver } from './wire.ts';

export interface Session {
  readonly api: RawApi;
  readonly config: Config;
  readonly ports: Pick<Ports, 'exclusively'>;
  readonly pulse: Pulse;
  readonly take: Take;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly report: (error: unknown) => void;
  readonly stopping: AbortSignal;
  /** Told once the bot knows who it is. */
  readonly known: (bot: Addressee) => void;
  /** Told of work that `stop` has to wait for. */
  readonly inHand: (work: Promise<void>) => void;
}

const CALL_MS = 10_000;
/** How often a process that does not poll asks whether Telegram is there, in ms. */
const LOOK_MS = 60_000;
/** One poller a token. */
export const POLLER = 'telegram-poll';

/** Who it is; tries until it is told. `tried` is called after the first try, however it ended. null = stopped before */
export async function introduced(session: Session, tried: () => void): Promise<Addressee | null> {
  const { pulse, wait, report, stopping } = session;
  for (let failures = 1; !stopping.aborted; failures += 1) {
    try {
      const bot = await introduce(session);
      pulse.reached();
      tried();
      return bot;
    } catch (error) {
      if (pulse.lost(whyOf(error))) report(new TelegramTrouble(whyOf(error)));
      tried();
      await wait(delayAfter(error, failures), stopping);
    }
  }
  return null;
}

async function introduce({ api, config, report, stopping, known }: Session): Promise<Addressee> {
  const me = Me.safeParse(await calling(CALL_MS, stopping, (ends) => api.getMe(ends))).data;
  if (!me) throw new TelegramTrouble('bad-answer');
  const commands = MENU.map(({ command }) => command);
  const bot = { id: me.id, username: me.username, name: config.botName ?? null, commands };
  known(bot);
  if (config.webhook !== null) {
    const { url, secret } = config.webhook;
    const hook = { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES, drop_pending_updates: false };
    await calling(CALL_MS, stopping, (ends) => api.setWebhook(hook, ends));
  }
  // Without its menu the bot works all the same.
  await calling(CALL_MS, stopping, (ends) => api.setMyCommands({ commands: MENU }, ends)).catch((error: unknown) =>
    report(new TelegramTrouble(`menu-${whyOf(error)}`)),
  );
  return bot;
}

/** Hears until stopped. Never rejects. */
export async function hear(session: Session, bot: Addressee): Promise<void> {
  const { config, stopping } = session;
  let polling = false;
  if (config.webhook === null)
    void takeTurns(session, async (signal) => {
      polling = true;
      await poll({ ...session, bot }, AbortSignal.any([signal, stopping]));
      polling = false;
    });
  await watch(session, () => polling);
}

/** Not waited for: another process may hold the name for months. */
async function takeTurns(
  { ports, inHand, wait, report, stopping }: Session,
  turn: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      await ports.exclusively(POLLER, async (signal) => {
        const work = turn(signal);
        inHand(work);
        await work;
      });
    } catch (error) {
      report(error);
    }
    await wait(1000, stopping);
  }
}

/** A process that only sends, or is posted to, hears of nothing by itself. */
async function watch({ api, config, pulse, wait, report, stopping }: Session, busy: () => boolean): Promise<void> {
  for (let failures = 0; !stopping.aborted;) {
    await wait(failures === 0 ? LOOK_MS : delayAfter(null, failures), stopping);
    if (isOver(stopping) || busy()) continue;
    try {
      const { url } = await calling(CALL_MS, stopping, (ends) => api.getWebhookInfo(ends));
      // Whoever took it away uses the same token: they are told of, not fought with.
      if (config.webhook !== null && url !== config.webhook.url) throw new TelegramTrouble('webhook-is-gone');
      pulse.reached();
      failures = 0;
    } catch (error) {
      failures += 1;
      if (pulse.lost(whyOf(error))) report(new TelegramTrouble(whyOf(error)));
    }
  }
}
