/** What repeated absence may lead to. Only ever a proposal with its evidence: a person decides. */
import { addDays, daysInMonth, firstOf, type IsoDate, type IsoMonth } from '../domain/calendar.ts';
import type { CompiledPack } from './compile.ts';
import type { AbsenceDecision, AbsenceFacts } from './decision.ts';
import { isInForce } from './period.ts';
import { because, labelled, nothing } from './table.ts';

/** Findings after `on` are not looked at, nor those for which there was a good reason. */
export function absences(packs: readonly CompiledPack[], facts: AbsenceFacts): AbsenceDecision {
  const found = facts.findings
    .filter((f) => !f.isJustified && f.on <= facts.on)
    .map((f) => f.on)
    .sort();
  for (const pack of packs) {
    if (!pack.file.posts.includes(facts.post)) continue;
    for (const provision of pack.provisions) {
      const { consequence } = provision.source;
      if (!consequence || !isInForce(provision.period, facts.on)) continue;
      const { at_least: atLeast, within_months: withinMonths } = consequence;
      const evidence = latestWithin(found, withinMonths);
      const why = because([provision], labelled(pack, [consequence.counts], { [consequence.counts]: evidence.length }));
      if (evidence.length < atLeast) return { verdict: 'no-action', evidence, atLeast, withinMonths, ...why };
      const { proposes: measure, extent, against } = consequence;
      const targets = { cadre: against.cadre, bodies: pack.bodies(against.bodies) };
      const decidedBy = pack.bodies(consequence.decided_by);
      return { verdict: 'propose', measure, extent, targets, decidedBy, evidence, atLeast, withinMonths, ...why };
    }
  }
  return { verdict: 'not-covered', ...nothing };
}

/** Those of the sorted days from which the period of `months` still reaches the last one. */
function latestWithin(days: readonly IsoDate[], months: number): IsoDate[] {
  const last = days.at(-1);
  return last === undefined ? [] : days.filter((day) => monthsAfter(day, months) >= last);
}

/**
 * The day on which a period of months ends that began the day after `date`: the same day of that month, or the
 * month's last where it has no such day (民法典 arts. 201, 202).
 */
function monthsAfter(date: IsoDate, months: number): IsoDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const index = year * 12 + month - 1 + months;
  const target = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as IsoMonth;
  return addDays(firstOf(target), Math.min(day, daysInMonth(target)) - 1);
}
