/** 月报, 年终总结: a draft from the period's logs, ledgers and attendance, for the cadre to edit and send up. */
import { daysInMonth, firstOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Draft, DraftFact } from '../domain/draft-result.ts';
import type { Need } from '../domain/facts.ts';
import { joined, say, type Outcome, type PersonContext } from './context.ts';
import { countedDuties, owedReports } from './draft-duties.ts';
import { answered } from './draft-facts.ts';
import { materialOf, type Material, type Period } from './draft-material.ts';
import { sectionsOf } from './draft-sections.ts';

export interface AskedDraft {
  readonly of: 'month' | 'year';
  readonly from: IsoDate;
  readonly to: IsoDate;
}

export const draftNeeds = ({ from, to }: AskedDraft): Need => ({
  duties: 'own',
  ownLogs: { from, to },
  ownDays: { from, to },
  ownEntries: { from, to },
});

/** The text by itself, so that it can be copied, and what is to be known of it. */
export function draftReport(context: PersonContext, asked: AskedDraft): Outcome {
  const { of } = asked;
  if (context.me.post === null) return say({ says: 'not-a-cadre' });
  const period = reportedOn(context, asked);
  const material = materialOf(context, period);
  const draft = drafted(context, of, period, material);
  if (draft.sections.every(({ sentences }) => sentences.length === 0))
    return say({ says: 'nothing-to-draft', of, fromOn: period.from, toOn: period.to });
  return joined(say({ says: 'draft', draft }), say({ says: 'draft-notes', draft }));
}

/** Not before the term of office, nor beyond today; a year not before the first month that anything is known of. */
function reportedOn(context: PersonContext, { of, from, to }: AskedDraft): Period {
  const { facts, me } = context;
  const until = to < facts.today ? to : facts.today;
  const term = facts.world?.people.find((p) => p.id === me.id)?.termFrom ?? from;
  const known = of === 'year' ? firstKnown(context, { from, to: until }) : null;
  const since = [from, term, known ?? from].sort().at(-1) ?? from;
  return { from: since <= until ? since : from, to: until };
}

/** Months before a county took this up are not months without work. */
function firstKnown({ facts, me }: PersonContext, { from, to }: Period): IsoDate | null {
  const where = facts.days.get(me.id);
  const own = [...facts.logs, ...(facts.entries ?? []), ...(where?.events ?? [])].filter((r) => r.personId === me.id);
  const dates = [...own.map((r) => r.on), ...(where?.leaves ?? []).map((l) => l.fromOn)].sort();
  const first = dates.find((on) => on >= from && on <= to);
  return first === undefined ? null : firstOf(monthOf(first));
}

function drafted(context: PersonContext, of: 'month' | 'year', period: Period, material: Material): Draft {
  const { facts, me } = context;
  const filled = sectionsOf(context, of, period, material);
  const points = filled.flatMap(({ sentences }) => sentences.map((s) => s.point));
  const { missing, ...figures } = answered(points, of, notAsked(context, of, period));
  const owed = owedReports(context, of, period);
  const placeOf = (id: string | null): string | null => facts.world?.places.find((p) => p.id === id)?.name ?? null;
  return {
    of,
    fromOn: period.from,
    toOn: period.to,
    by: owed.some((o) => o.debtor.is === 'team') ? 'team' : 'person',
    name: me.name,
    team: placeOf(me.teamId),
    village: placeOf(me.villageId),
    sections: filled.map((section) => ({
      ...section,
      missing: missing.filter((m) => m.topic === section.topic).map((m) => m.fact),
    })),
    ...figures,
    owed,
    othersIds: othersIn(material, me.id),
  };
}

const othersIn = ({ entries, others }: Material, me: string): string[] =>
  [...new Set([...entries, ...others].map((e) => e.personId))].filter((id) => id !== me).sort();

/** Where the packs set no number there is none to report on. */
function notAsked(context: PersonContext, of: 'month' | 'year', { to }: Period): DraftFact[] {
  const { rules, me } = context;
  const quota = me.post && rules.monthQuota({ post: me.post, monthDays: daysInMonth(monthOf(to)), on: to });
  return [...(quota ? [] : ['quota' as const]), ...(countedDuties(context, of).length > 0 ? [] : ['duties' as const])];
}
