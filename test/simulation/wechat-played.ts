/** Who acts on a simulated day: people, the clock, the worker and a sender for each platform; and what they came to. */
import path from 'node:path';
import { pino } from 'pino';
import { dueSlots, tickMessage } from '../../src/chat/clock.ts';
import type { Adapter, OutboundMessage, StoredMessage } from '../../src/chat/message.ts';
import { sendRound, type SenderDeps } from '../../src/chat/outbox.ts';
import { standingOf } from '../../src/chat/standing.ts';
import { workBatch } from '../../src/chat/worker.ts';
import { startOf, type Instant } from '../../src/domain/calendar.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import type { Settlement, Store } from '../../src/store/store.ts';
import { fakeAdapter } from '../builders/adapter.ts';
import { fengdu } from '../commands/facts.ts';
import type { Alarm, VirtualTime } from './virtual-time.ts';
import { wechatAccount, type SentOn } from './wechat-account.ts';
import { accountOf, accounts, chatOf, county, type AccountName } from './wechat-county.ts';
import type { Day, DayTerms } from './wechat-day.ts';
import { answeredAt, saidOn, type Said } from './wechat-people.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** Half of it is what a send may take by the machine's own clock, while the others have their turns: nothing of the day depends on it. */
const leaseMs = 240_000;

/** Spares the senders many a round in vain. */
export interface OutboxLook {
  /** Platforms for which something waits. */
  waiting(): Promise<string[]>;
  /** In how many ms something is due that was put off until its own time; null = nothing is. */
  plannedMs(platform: string): Promise<number | null>;
}

export const keyOf = ({ personId, at, text }: Said): string => `${personId} ${at} ${text}`;

export class PlayedDay {
  readonly #terms: DayTerms;
  readonly #time: VirtualTime;
  readonly #store: Store;
  readonly #folder: string;
  readonly #outbox: OutboxLook;
  readonly #toWork: Alarm;
  readonly #toSpeak: Alarm;
  readonly #toSend = new Map<string, Alarm>();
  readonly #asked = new Set<string>();
  #script: Said[];
  readonly said: Said[] = [];
  readonly record = {
    sent: [] as SentOn[],
    quiet: [] as Day['quiet'][number][],
    settled: [] as Day['settled'][number][],
    moved: [] as Day['moved'][number][],
  };

  constructor(
    terms: DayTerms,
    time: VirtualTime,
    store: Store,
    { folder, outbox }: { readonly folder: string; readonly outbox: OutboxLook },
  ) {
    this.#terms = terms;
    this.#outbox = outbox;
    this.#time = time;
    this.#store = { ...store, settleMessages: async (all, now) => this.#noted(await store.settleMessages(all, now)) };
    this.#folder = folder;
    [this.#toWork, this.#toSpeak] = [time.alarm(), time.alarm()];
    this.#script = saidOn(startOf(terms.on), terms.seed);
  }

  #noted(settled: Settlement[]): Settlement[] {
    for (const { leased, outcome } of settled)
      if (outcome.status === 'sent')
        this.record.settled.push({ id: String(leased.id), platform: leased.platform, at: this.#time.now });
    return settled;
  }

  begin(): void {
    const adapters = [...accounts.map((platform) => this.#account(platform)), this.#web()];
    const now = (): Instant => this.#time.now;
    const log = pino({}, { write: (line) => this.#logged(JSON.parse(line) as Record<string, string>) });
    const common = { store: this.#store, now, log, at: () => undefined, batch: 64 };
    const platforms = new Map(adapters.map((a) => [a.platform, a.capabilities]));
    const worker = { ...common, rules: fengdu, settings: defaultSettings, platforms, makeFiles: async () => [] };
    const standing = standingOf(now);
    for (const adapter of adapters) {
      const wake = this.#time.alarm();
      this.#toSend.set(adapter.platform, wake);
      const sender: SenderDeps = { ...common, adapters, own: [adapter], standing, leaseMs };
      this.#time.begin(async () => {
        for (;;) {
          const begun = now();
          const isBusy = (await sendRound(sender)) > 0;
          if (isBusy) await this.#time.sleep(begun + soonestMs(adapter) - now());
          else await wake.until(now() + (await this.#restMs(adapter)));
        }
      });
    }
    this.#time.begin(async () => {
      for (;;) {
        while ((await workBatch(worker)) > 0);
        for (const platform of await this.#outbox.waiting()) this.#toSend.get(platform)?.call();
        await this.#toWork.until(Infinity);
      }
    });
    this.#time.begin(() => this.#speak());
    this.#time.begin(() => this.#tick());
  }

  /** As long as nothing can go out; but it is looked now and then for what is to be moved. */
  async #restMs({ platform, capabilities: { limits } }: Adapter): Promise<number> {
    const place = limits.length > 0 ? await this.#store.nextPlaceMs({ platform, limits }) : null;
    const planned = await this.#outbox.plannedMs(platform);
    return Math.max(100, Math.min(place ?? Infinity, planned ?? Infinity, 5 * minuteMs));
  }

  async #speak(): Promise<void> {
    for (;;) {
      const next = this.#script[0];
      if (!next || next.at > this.#time.now) {
        await this.#toSpeak.until(next?.at ?? Infinity);
        continue;
      }
      this.#script.shift();
      this.said.push(next);
      await this.#store.keepMessage(inboundOf(next));
      this.#toWork.call();
    }
  }

  async #tick(): Promise<void> {
    for (;;) {
      const at = this.#time.now;
      for (const slot of dueSlots(at)) await this.#store.keepMessage(tickMessage(slot, at));
      this.#toWork.call();
      await this.#time.sleep(hourMs - (at % hourMs) + 5000);
    }
  }

  #account(platform: AccountName) {
    const { dailyCaps, warned, seed, on } = this.#terms;
    const warnedAt = warned?.account === platform ? startOf(on) + warned.hour * hourMs : null;
    const terms = {
      platform,
      dailyCap: dailyCaps[platform],
      warnedAt,
      folder: path.join(this.#folder, platform),
      seed,
    };
    return wechatAccount(
      terms,
      this.#time,
      (sent, message) => this.#arrived(sent, message),
      (until) => this.record.quiet.push({ platform, from: this.#time.now, until }),
    );
  }

  #web() {
    return fakeAdapter({
      send: async (message) => {
        this.#arrived({ platform: 'web', conversation: message.conversation, text: message.text, at: this.#time.now }, message); // prettier-ignore
        return { status: 'sent', messageId: null };
      },
    });
  }

  /** Whoever is asked agrees, later. */
  #arrived(sent: SentOn, { code, buttons, conversation }: OutboundMessage): void {
    this.record.sent.push(sent);
    const isAsked =
      code !== null && buttons.some((b) => b.label === '同意') && !this.#asked.has(`${code} ${conversation}`);
    const person = county.people.find((p) => [chatOf(p.id), `d-web-${p.id}`].includes(conversation));
    if (!isAsked || !person) return;
    this.#asked.add(`${code} ${conversation}`);
    const at = answeredAt(this.#time.now, person.id, code);
    this.#script = [...this.#script, { at, personId: person.id, text: `同意 #${code}` }].sort((a, b) => a.at - b.at);
    this.#toSpeak.call();
  }

  #logged({ msg, outboxId = '', from = '', to = '', why = '' }: Record<string, string>): void {
    if (msg === 'send moved to another platform')
      this.record.moved.push({ outboxId, from, to, why, at: this.#time.now });
  }
}

/** Sooner after a lease there is no other, in ms: the round that would ask for one is spared. */
const soonestMs = ({ capabilities: { limits } }: Adapter): number =>
  Math.max(0, ...limits.flatMap((l) => (l.of === 'app' && l.count === 1 ? [l.perMs + 100] : [])));

/** Everybody writes to the account that looks after them. */
function inboundOf(said: Said): StoredMessage {
  const { personId, at, text, inGroup } = said;
  return {
    ...{ platform: accountOf(personId), eventKey: keyOf(said), messageId: keyOf(said), senderId: chatOf(personId) },
    conversation: inGroup === undefined ? chatOf(personId) : `room-${inGroup}`,
    chatKind: inGroup === undefined ? 'direct' : 'group',
    ...{ senderName: null, sentAt: at, receivedAt: at, kind: 'text', otherKind: null, text, mentionsBot: true },
    ...{ quote: null, forwarded: false, edited: false, location: null, images: [], action: null },
  };
}
