/** Why it was decided so: what other readings, and a little more or less, would have led to. */
import type { IsoDate } from '../domain/calendar.ts';
import { isWithin } from './condition.ts';
import { decide, type Stack } from './decide.ts';
import type { Alternative, Decision, Explanation, WhatIf } from './decision.ts';
import { isInForce } from './period.ts';
import type { Taken } from './scope.ts';
import type { Values } from './value.ts';

/** Steps that are tried in each direction: two months of days. */
const furthest = 62;

export function explain(stack: Stack, question: string, values: Values, on: IsoDate, instead: Taken = {}): Explanation {
  const decision = decide(stack, question, values, on, instead);
  return {
    decision,
    alternatives: alternativesTo(decision, stack, values, on, instead),
    whatIfs: whatIfsOf(decision, stack, values, on, instead),
  };
}

/** Other options of the readings that the deciding provisions name, where they would change the outcome. */
function alternativesTo(decision: Decision, stack: Stack, values: Values, on: IsoDate, instead: Taken): Alternative[] {
  const readings = new Map(stack.packs.toReversed().flatMap(({ words }) => [...words.readings]));
  return decision.readings.flatMap(({ id }) => {
    const reading = readings.get(id);
    if (!reading) return [];
    return Object.entries(reading.options).flatMap(([option, says]): Alternative[] => {
      if (option === (instead[id] ?? reading.taken)) return [];
      const other = decide(stack, decision.question, values, on, { ...instead, [id]: option });
      const saysNothing = decision.open === null && other.open !== null;
      return saysNothing || isSame(decision, other) ? [] : [{ reading: id, option, says, decision: other }];
    });
  });
}

const outcomeOf = ({ verdict, steps, filings, amounts, deadlines, payer, targets, body }: Decision): string =>
  JSON.stringify([verdict, steps, filings, amounts, deadlines, payer, targets, body]);
const isSame = (a: Decision, b: Decision): boolean => outcomeOf(a) === outcomeOf(b);

/** What a person would call another answer: amounts that only grow with the fact are none. */
const kindOf = ({ verdict, steps, filings, payer, flags }: Decision): string =>
  JSON.stringify([verdict, steps, filings, payer, flags]);

/** The nearest change of each given number, down and up, that leads elsewhere. */
function whatIfsOf(decision: Decision, stack: Stack, values: Values, on: IsoDate, instead: Taken): WhatIf[] {
  const packs = stack.packs.filter(({ period }) => isInForce(period, on));
  const names = new Set(packs.flatMap(({ given }) => given.get(decision.question) ?? []));
  return [...names].flatMap((name) => {
    const fact = packs.map(({ words }) => words.facts.get(name)?.fact).find((found) => found !== undefined);
    const value = values[name];
    if (fact?.kind !== 'number' || typeof value !== 'number') return [];
    const { label, unit = '', step } = fact;
    return [-1, 1].flatMap((direction): WhatIf[] => {
      for (let steps = 1; steps <= furthest; steps += 1) {
        const change = direction * steps * step;
        if (!isWithin(value + change, fact) || value + change < 0) return [];
        const other = decide(stack, decision.question, { ...values, [name]: value + change }, on, instead);
        if (kindOf(other) !== kindOf(decision)) return [{ label, unit, change, decision: other }];
      }
      return [];
    });
  });
}
