/** What came of one message, as the worker hands it to the store. */
import type { OutboundMessage } from '../chat/message.ts';
import type { Effect } from '../domain/effect.ts';
import type { ButtonAction } from '../domain/facts.ts';
import type { Look } from '../domain/look.ts';

/** A button that is sent, bound to what it does and to whom. */
export interface BoundButton {
  readonly id: string;
  readonly personId: string;
  readonly action: ButtonAction;
}

export interface Send {
  readonly platform: string;
  /** `message.key` is unique for good: a second send with it is dropped. */
  readonly message: OutboundMessage;
  readonly personId: string | null;
  readonly requestId: string | null;
  /** Which content of the request it shows. */
  readonly revision: number | null;
  readonly buttons: readonly BoundButton[];
  /** Not sent before; left out = at once. What is said to the same chat meanwhile passes it. Epoch ms. */
  readonly notBefore?: number;
}

/** What came of one message. */
export interface WorkResult {
  readonly inboxId: bigint;
  readonly accountId: string;
  readonly personId: string | null;
  readonly effects: readonly Effect[];
  readonly sends: readonly Send[];
  /** Whose data the sends show to whom. */
  readonly looks: readonly Look[];
}

export type EffectOf<K extends Effect['effect']> = Extract<Effect, { effect: K }>;

/** An effect with the message that it came of. */
export interface From<K extends Effect['effect']> {
  readonly effect: EffectOf<K>;
  readonly result: WorkResult;
}

/** The effects of one kind with where they came from, in order. */
export const fromEach = <K extends Effect['effect']>(results: readonly WorkResult[], kind: K): From<K>[] =>
  results.flatMap((result) => effectsOf([result], kind).map((effect) => ({ effect, result })));

/** An id for each, of its message: `l7`, and `l7.1` for the next of the same one. */
export function numbered(prefix: string, added: readonly { readonly result: WorkResult }[]): string[] {
  const counts = new Map<bigint, number>();
  return added.map(({ result: { inboxId } }) => {
    const before = counts.get(inboxId) ?? 0;
    counts.set(inboxId, before + 1);
    return `${prefix}${inboxId}${before > 0 ? `.${before}` : ''}`;
  });
}

/** The effects of one kind, in order. */
export const effectsOf = <K extends Effect['effect']>(results: readonly WorkResult[], kind: K): EffectOf<K>[] =>
  results.flatMap((result) => result.effects.filter((e): e is EffectOf<K> => e.effect === kind));

/** The last of those with the same key: within a batch only that one stands. */
export const lastOfEach = <T>(items: readonly T[], keyOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

/** An instant as SQL reads it. */
export const timestamp = (ms: number): string => new Date(ms).toISOString();
