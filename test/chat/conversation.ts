/** One person and the bot, in memory: each message is routed and decided on what the ones before have changed. */
import type { StoredMessage } from '../../src/chat/message.ts';
import { route } from '../../src/chat/router.ts';
import type { Outcome } from '../../src/commands/context.ts';
import type { Whereabouts } from '../../src/domain/attendance.ts';
import type { Dialogue, ListedRequest } from '../../src/domain/dialogue.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { PressedButton } from '../../src/domain/facts.ts';
import type { OfferedButton } from '../../src/domain/reply.ts';
import { sameSeat, type Request } from '../../src/domain/request.ts';
import { defaultSettings } from '../../src/domain/settings.ts';
import { fixedDesk } from '../builders/policy-desk.ts';
import { factsOf, fengdu, messageOf, saysOf, type Scene } from '../commands/facts.ts';

export class Conversation {
  readonly #personId: string;
  readonly #scene: Scene;
  #messageId = 100n;
  #dialogue: Dialogue | null = null;
  #parked: Dialogue | null = null;
  #where: Whereabouts = { events: [], leaves: [], logDates: [] };
  #listed: readonly ListedRequest[];
  /** What was opened or was there from the beginning, as it stands. */
  requests: Request[];
  /** Texts of the logs that were kept. */
  readonly logs: string[] = [];
  /** The buttons of the last answer that had any. */
  buttons: readonly OfferedButton[] = [];
  last: Outcome = { effects: [], replies: [] };

  constructor(personId: string, scene: Scene = {}) {
    this.#personId = personId;
    this.#scene = scene;
    this.requests = [...(scene.requests ?? [])];
    this.#listed = scene.listed ?? [];
  }

  get question(): Dialogue['question'] | null {
    return this.#dialogue?.question ?? null;
  }

  /** What was put aside. */
  get parked(): Dialogue['question'] | null {
    return this.#parked?.question ?? null;
  }

  /** What stands below the last answer of a talk that was left. */
  get aside(): string | null {
    const aside = this.last.replies.find((r) => r.aside)?.aside;
    return aside ? `${aside.is} ${aside.talk.topic}` : null;
  }

  get days(): Whereabouts {
    return this.#where;
  }

  /** Says it, at a time of its own where `scene` gives one; what the bot answers. */
  say(what: string | Partial<StoredMessage>, scene: Scene = {}): string[] {
    const content = typeof what === 'string' ? { text: what } : what;
    const all: Scene = { ...this.#scene, ...scene, message: { ...this.#scene.message, ...content } };
    this.#messageId += 1n;
    const facts = {
      ...factsOf(this.#personId, { ...all, messageId: this.#messageId, requests: this.requests }),
      listed: this.#listed,
      dialogue: this.#dialogue,
      parked: this.#parked,
      days: new Map([[this.#personId, this.#where]]),
    };
    const settings = { ...defaultSettings, ...all.settings };
    const message = messageOf(this.#personId, all);
    const policies = all.policies ?? fixedDesk();
    this.last = route({ message, facts, rules: all.rules ?? fengdu, settings, policies }).run(facts);
    for (const effect of this.last.effects) this.#apply(effect);
    const offered = this.last.replies.find((r) => r.recipient.to === 'here' && r.buttons.length > 0)?.buttons;
    if (offered) this.buttons = offered;
    return saysOf(this.last);
  }

  /** Presses a button that this person was sent. */
  press(button: OfferedButton, scene: Scene = {}): string[] {
    const pressed: PressedButton = { action: button.action, personId: this.#personId };
    return this.say({ kind: 'action', action: { value: 'b1', messageId: null } }, { pressed, ...scene });
  }

  #apply(effect: Effect): void {
    if (effect.effect === 'ask') this.#dialogue = effect.dialogue;
    if (effect.effect === 'close-question') this.#dialogue = null;
    if (effect.effect === 'park') this.#parked = effect.dialogue;
    if (effect.effect === 'open-request') this.requests = [...this.requests, effect.request];
    if (effect.effect === 'add-log') this.logs.push(effect.text);
    if (effect.effect === 'add-attendance')
      this.#where = { ...this.#where, events: [...this.#where.events, effect.event] };
    if (effect.effect === 'show-list') this.#listed = effect.items;
    if (effect.effect === 'revise-request')
      this.requests = this.requests.map((r) => (r.id === effect.request.id ? effect.request : r));
    if (effect.effect === 'answer-seat' || effect.effect === 'move-request' || effect.effect === 'end-leave')
      this.requests = this.requests.map((r) => (r.id === effect.requestId ? changed(r, effect) : r));
  }
}

function changed(
  request: Request,
  effect: Extract<Effect, { effect: 'answer-seat' | 'move-request' | 'end-leave' }>,
): Request {
  if (effect.effect === 'end-leave') return { ...request, ended: { on: effect.on, half: effect.half, at: effect.at } };
  if (effect.effect === 'move-request')
    return { ...request, state: effect.state, step: effect.step, version: effect.version + 1 };
  const { personId, verdict, note, at, forId, recordedBy, images } = effect;
  const answer = { personId, verdict, note, at, forId, recordedBy, images };
  const steps = request.steps.map((step, i) =>
    i === effect.step
      ? { ...step, seats: step.seats.map((s) => (sameSeat(s, effect.seat) ? { ...s, answer } : s)) }
      : step,
  );
  return { ...request, steps };
}
