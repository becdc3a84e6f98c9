/** Looks for an order of the messages that explains what is there; each actor's own come in the order they were sent. */
import type { Message, Outcome } from './messages.ts';
import { worked } from './model.ts';
import { differences, linesOf, type Lines } from './observed.ts';
import type { ModelState } from './state.ts';

/** What a message was seen to come to. */
export interface Seen {
  readonly reply: string;
  readonly told: readonly string[];
}

/** Notices that the model knows of: of the others only their number is watched. */
const MODELLED: readonly string[] = [
  'request-approved',
  'request-rejected',
  'request-returned',
  'request-closed-by-other',
  'filing-copy',
  'keeper-told',
  'away-notice',
  'away-changed',
  'withdrawn-told',
  'leave-ended-told',
  'leave-corrected',
  'objection-told',
  'transfer-told',
  'please-answer',
];
const modelled = (told: readonly string[]): string =>
  told.filter((t) => MODELLED.includes(t.split(':')[1] ?? '')).sort().join(' '); // prettier-ignore

function mismatch(outcome: Outcome, seen: Seen): string | null {
  if (!outcome.replies.includes(seen.reply))
    return `answered “${seen.reply}”, expected “${outcome.replies.join('” or “')}”`;
  const [real, model] = [modelled(seen.told), modelled(outcome.told)];
  return real === model ? null : `told [${real}], expected [${model}]`;
}

/** The state after the messages, in an order that explains everything; else what does not fit. */
export function explain(
  before: ModelState,
  messages: readonly Message[],
  seen: ReadonlyMap<bigint, Seen>,
  real: Lines,
): { state: ModelState } | { problems: string[] } {
  let best: { depth: number; problems: string[] } = { depth: -1, problems: [] };
  const actors = [...new Set(messages.map((m) => m.who))];
  const own = new Map(actors.map((who) => [who, messages.filter((m) => m.who === who)]));
  const note = (depth: number, problems: string[]): null => {
    if (depth > best.depth) best = { depth, problems };
    return null;
  };
  function search(state: ModelState, at: ReadonlyMap<string, number>, path: readonly Message[]): ModelState | null {
    if (path.length === messages.length) {
      const rest = differences(real, linesOf(state));
      return rest.length === 0 ? state : note(path.length, rest);
    }
    for (const who of actors) {
      const message = own.get(who)?.[at.get(who) ?? 0];
      if (!message) continue;
      const next = worked(state, message);
      const wrong = mismatch(next.outcome, seen.get(message.inboxId) ?? { reply: '', told: [] });
      if (wrong) {
        note(path.length, [`${who} ${JSON.stringify(message.saying)}: ${wrong}`]);
        continue;
      }
      const found = search(next.state, new Map(at).set(who, (at.get(who) ?? 0) + 1), [...path, message]);
      if (found) return found;
    }
    return null;
  }
  const state = search(before, new Map(), []);
  return state ? { state } : best;
}
