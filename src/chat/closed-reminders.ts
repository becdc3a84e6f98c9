/** Whoever does what they owe before the morning's digest has gone out is not reminded of it. */
import type { Outcome } from '../commands/context.ts';
import type { Facts } from '../domain/facts.ts';
import { owedOn } from '../duties/owed.ts';
import type { Rules } from '../rules/decision.ts';

/** With what is done by the entries of this message, and was before: all of it as it is reckoned everywhere else. */
export function droppingClosed(outcome: Outcome, { world, today }: Facts, rules: Rules): Outcome {
  const added = outcome.effects.flatMap((e) => (e.effect === 'add-entry' ? [e.entry] : []));
  if (!world || added.length === 0) return outcome;
  const owed = owedOn(rules, { ...world, entries: [...world.entries, ...added] }, today);
  const done = owed.filter(({ state }) => state === 'done').map(({ key }) => key);
  if (done.length === 0) return outcome;
  return { ...outcome, effects: [...outcome.effects, { effect: 'drop-reminders', on: today, done }] };
}
