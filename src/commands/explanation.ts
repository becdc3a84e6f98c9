/** From what the rules explain to what is shown of it: bodies by their names in this county, readings with what they change. */
import type { Facts } from '../domain/facts.ts';
import type { Person } from '../domain/people.ts';
import type { Request } from '../domain/request.ts';
import type { ExplainedReading, NamedStep, OtherOutcome, Why } from '../domain/why.ts';
import type { Body, Decision, Explanation } from '../rules/decision.ts';
import { seatFor } from './chain.ts';

/** The steps by the titles of their seats; as the decision names them where the place is not in the roster. */
export function namedSteps({ steps, body }: Decision, person: Person, facts: Facts): NamedStep[] {
  const title = titlesFor(person, facts);
  if (steps.length === 0 && body) return [{ mode: 'any', titles: [title(body)] }];
  return steps.map(({ mode, bodies }) => ({ mode, titles: bodies.map(title) }));
}

const titlesFor =
  (person: Person, facts: Facts) =>
  (body: Body): string =>
    seatFor(body, person, facts)?.title ?? body.name;

export function whyOf({ decision, alternatives, whatIfs }: Explanation, person: Person, facts: Facts): Why {
  const outcome = (other: Decision): OtherOutcome => outcomeOf(other, person, facts);
  const readings = decision.readings.map(({ id, question, taken, because }): ExplainedReading => {
    const others = alternatives.filter(({ reading }) => reading === id);
    const instead = others.map(({ says, decision: other }) => ({ option: says, outcome: outcome(other) }));
    return { id, question, taken, because, instead };
  });
  return {
    post: person.post,
    dispatchLevel: person.dispatchLevel,
    facts: Object.entries(decision.facts).flatMap(([label, value]) => (isPlain(value) ? [{ label, value }] : [])),
    rules: decision.trace.flatMap(({ provision, article, summary }) => {
      const cited = decision.citations.find((c) => c.provision === provision);
      return cited ? [{ title: cited.title, article, inForceFrom: cited.inForceFrom, summary }] : [];
    }),
    readings: [...readings.filter((r) => r.instead.length > 0), ...readings.filter((r) => r.instead.length === 0)],
    whatIfs: whatIfs.map(({ label, unit, change, decision: other }) => ({
      label,
      unit,
      change,
      outcome: outcome(other),
    })),
    isOutdated: false,
  };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function outcomeOf(decision: Decision, person: Person, facts: Facts): OtherOutcome {
  const { verdict, filings, quota, say } = decision;
  return {
    verdict,
    steps: namedSteps(decision, person, facts),
    isFiled: filings.length > 0,
    copies: filings.flatMap(({ bodies }) => bodies).map(titlesFor(person, facts)),
    minDays: quota?.limit ?? null,
    inShort: say,
  };
}

/** What was decided when the request was opened holds: where the rules now say otherwise, what it was opened with is shown. */
export function asDecided(why: Why, decision: Decision, request: Request): Why {
  const now = decision.body ? [[decision.body.name]] : decision.steps.map((s) => s.bodies.map(({ name }) => name));
  // Whoever was added or named is no rule's.
  const then = request.steps
    .map((s) => s.seats.flatMap(({ body, addedBy }) => (addedBy === null ? [body] : [])))
    .filter((bodies) => bodies.length > 0);
  const isCited = decision.citations.every((c) =>
    request.citations.some(({ pack, article }) => pack === c.pack && article === c.article),
  );
  if (isCited && JSON.stringify(now) === JSON.stringify(then)) return why;
  return {
    ...why,
    facts: [],
    rules: request.citations.map(({ title, article, inForceFrom }) => ({ title, article, inForceFrom, summary: null })),
    readings: request.readings.map((reading) => ({ ...reading, instead: [] })),
    whatIfs: [],
    isOutdated: true,
  };
}
