/** People who keep posting while the store suffers, and what became of each try. */
import { setTimeout as delay } from 'node:timers/promises';
import { refusalView } from '../../bots/web/render.ts';
import type { Acknowledged } from './ledger.ts';
import { FILLER } from './ledger.ts';
import { groupOf, people, type Plan } from './plan.ts';
import { WebPerson, type Addresses, type Reply } from './web-person.ts';

/** Longer than anything a person would wait for: whoever gets no answer until then was left in the dark. */
const ANSWER_MS = 10_000;
/** Between a message's acknowledgement and the next of the same lane. */
const BREATH_MS = 60;

/** Those who have no part in the plan: what they say changes nothing of it. */
export function bystanders(plan: Plan): string[] {
  const busy = new Set([...plan.steps.keys(), ...plan.requests.flatMap((r) => r.answers.map((a) => a.by))]);
  return people.filter((id) => !busy.has(id));
}

export interface Sent {
  readonly eventKey: string;
  /** Of the first try, epoch ms. */
  readonly firstAt: number;
  readonly acknowledgedMs: number;
}

export class Load {
  readonly acknowledged: Acknowledged[] = [];
  readonly sent: Sent[] = [];
  /** Answers of each kind, and tries that got none. */
  readonly answers = { taken: 0, toldToWait: 0, none: 0 };
  /** What nobody should be told while the store suffers. */
  readonly wrong: string[] = [];
  /** The longest that a try took to be answered, in ms. */
  longestTryMs = 0;
  readonly persons: readonly WebPerson[];
  #posting = false;
  #givenUp = false;
  #resting = false;
  #given = 0;
  #lanes: Promise<void>[] = [];

  constructor(who: readonly string[], addresses: Addresses) {
    const manner = { answerMs: ANSWER_MS, tried: (reply: Reply | null, ms: number) => this.#count(reply, ms) };
    const reached: Addresses = {
      at: (which) => {
        if (this.#givenUp) throw new Error('given up');
        return addresses.at(which);
      },
    };
    this.persons = who.map((id, n) => new WebPerson(id, n, [], reached, manner));
  }

  async signIn(): Promise<void> {
    await Promise.all(this.persons.map((person) => person.signIn()));
    this.answers.taken = 0;
  }

  /** Each person posts in so many lanes, one message after another in each. */
  start(lanes: number): void {
    this.#posting = true;
    this.#lanes = this.persons.flatMap((person) => Array.from({ length: lanes }, () => this.#lane(person)));
    for (const lane of this.#lanes) lane.catch(() => undefined); // told by stop()
  }

  /** Waits until what was begun is acknowledged. */
  async stop(): Promise<void> {
    this.#posting = false;
    await Promise.all(this.#lanes);
  }

  /** Nobody begins anything new until `work` is done. */
  async resting<T>(work: () => Promise<T>): Promise<T> {
    this.#resting = true;
    return work().finally(() => (this.#resting = false));
  }

  /** Nobody waits any longer for what is not acknowledged. */
  async abandon(): Promise<void> {
    this.#posting = false;
    this.#givenUp = true;
    await Promise.allSettled(this.#lanes);
  }

  /** What one person says once, until it is acknowledged. */
  async say(person: WebPerson, text: string, image: Uint8Array<ArrayBuffer> | null = null): Promise<Acknowledged> {
    const key = `${FILLER}${String(++this.#given).padStart(6, '0')}`;
    const firstAt = Date.now();
    const posted = await (image === null
      ? person.post(key, person.direct, { kind: 'text', text })
      : person.show(key, person.direct, text, image));
    const { personId, direct: conversation } = person;
    const one = { personId, key, conversation, log: text.startsWith('日志'), posted };
    this.acknowledged.push(one);
    this.sent.push({
      eventKey: `p:web-${personId}:${key}`,
      firstAt,
      acknowledgedMs: Date.now() - firstAt,
    });
    return one;
  }

  async #lane(person: WebPerson): Promise<void> {
    while (this.#posting) {
      if (this.#resting) {
        await delay(BREATH_MS);
        continue;
      }
      // Logs are kept by those who are stationed in a village.
      const isCadre = groupOf[person.personId] !== undefined;
      await this.say(person, isCadre ? `日志 上午走访了${this.#given}户，下午开院坝会` : '帮助');
      await delay(BREATH_MS);
    }
  }

  #count(reply: Reply | null, ms: number): void {
    this.longestTryMs = Math.max(this.longestTryMs, ms);
    if (reply === null) this.answers.none += 1;
    else if (reply.status < 400) this.answers.taken += 1;
    else if (saysWait(reply)) this.answers.toldToWait += 1;
    else this.wrong.push(`somebody was told ${reply.status} ${reply.text.slice(0, 200)}`);
  }
}

const waitWords = (['busy', 'stopping'] as const).map((refusal) => refusalView(refusal).error.text);

/** 503, when to come again, and in words that the page shows. */
function saysWait({ status, headers, text }: Reply): boolean {
  return status === 503 && headers['retry-after'] !== undefined && waitWords.some((words) => text.includes(words));
}
