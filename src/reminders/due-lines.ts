/** What falls due as lines for those who are told: each with the keys under which it never goes out again. */
import type { DutyAnswer, Owed } from '../domain/duty.ts';
import type { DueLine } from '../domain/reminder-result.ts';
import { aboveOf } from './above.ts';
import { aboutOf, debtorName } from './named.ts';
import { nameOf, type Known, type To } from './reminding.ts';
import { dueOf, stagesAfter, stagesOf, type DueStage } from './stages.ts';

export interface Told {
  readonly to: To;
  readonly line: DueLine;
  /** Of this reminder, and of those before it that never went out and never shall. */
  readonly keys: readonly string[];
}

interface Looking extends Known {
  readonly stagesOf: (owed: Owed) => readonly DueStage[];
  readonly answers: ReadonlyMap<string, readonly DutyAnswer[]>;
}

/** Every line that is due on this working day and went to nobody yet. */
export function dueLines(known: Known): Told[] {
  const answers = new Map<string, DutyAnswer[]>();
  for (const answer of known.world.answers) {
    const said = answers.get(answer.owedKey);
    if (said) said.push(answer);
    else answers.set(answer.owedKey, [answer]);
  }
  const looking: Looking = { ...known, answers, stagesOf: remembered(known) };
  return (known.facts.owed ?? []).filter(({ state }) => state !== 'done').flatMap((owed) => linesOf(owed, looking));
}

/** Hundreds owe the same by the same day: it is reckoned once. */
function remembered({ isWorkday }: Known): (owed: Owed) => readonly DueStage[] {
  const known = new Map<string, readonly DueStage[]>();
  return (owed) => {
    const key = [owed.every ?? '', owed.fromOn, owed.dueOn ?? '', ...owed.ahead].join('|');
    const found = known.get(key) ?? stagesOf(owed, isWorkday);
    known.set(key, found);
    return found;
  };
}

function linesOf(owed: Owed, looking: Looking): Told[] {
  const stages = looking.stagesOf(owed);
  const own = stages.filter((s) => s.stage !== 'escalated');
  return [...toDebtor(owed, own, looking), ...toAbove(owed, stages, looking)];
}

/** A team hears ahead and on the last day in its groups where it has any; what is overdue is for the people themselves. */
function toDebtor(owed: Owed, stages: readonly DueStage[], looking: Looking): Told[] {
  const isLate = dueOf(stages, looking.facts.today)?.stage === 'overdue';
  const teamId = isLate ? null : withGroup(owed, looking);
  const readers: readonly To[] = teamId === null ? reachable(owed.peopleIds, looking) : [{ to: 'team', id: teamId }];
  return readers.flatMap((to) => {
    const line = { is: 'owed', owed, who: null, about: aboutOf(owed, to, looking) } as const;
    const left = stagesAfter(stages, answersOf(owed, to, looking), looking.isWorkday);
    return told({ to, line, stages, due: dueOf(left, looking.facts.today) }, looking);
  });
}

/** Never what a person owes: that is nobody else's business. */
const withGroup = ({ debtor, teamId }: Owed, { world }: Looking): string | null =>
  debtor.is !== 'person' && teamId !== null && world.groupTeams?.has(teamId) === true ? teamId : null;

/** Whoever has no bound account is told nothing, and it is not taken for said: it goes out once they have one. */
const reachable = (ids: readonly string[], { personOf, facts: { today } }: Looking): To[] =>
  ids.flatMap((id) => {
    const person = personOf.get(id);
    const isHere = person?.reachable === true && (person.leftOn === null || person.leftOn > today);
    return isHere ? [{ to: 'person', id }] : [];
  });

/** In a group the word of one of them counts for all. */
const answersOf = ({ key }: Owed, { to, id }: To, { answers }: Looking): readonly DutyAnswer[] =>
  (answers.get(key) ?? []).filter((a) => to === 'team' || a.personId === id);

function toAbove(owed: Owed, stages: readonly DueStage[], looking: Looking): Told[] {
  const due = dueOf(stages, looking.facts.today);
  if (due?.stage !== 'escalated') return [];
  return reachable(aboveOf(owed, looking), looking).flatMap((to) => {
    const line = { is: 'owed', owed, who: debtorName(owed, looking), about: aboutOf(owed, to, looking) } as const;
    return told({ to, line, stages: [due], due }, looking);
  });
}

interface Telling {
  readonly to: To;
  readonly line: Omit<Extract<DueLine, { is: 'owed' }>, 'stage'>;
  /** Before any answer. */
  readonly stages: readonly DueStage[];
  readonly due: DueStage | null;
}

/** With its keys; nothing where it went out before. */
function told({ to, line, stages, due }: Telling, { world: { reminded } }: Looking): Told[] {
  if (due === null) return [];
  const keyOf = ({ name }: DueStage): string => `${line.owed.key}|${name}|${nameOf(to)}`;
  if (reminded.has(keyOf(due))) return [];
  const upTo = stages.filter((s) => s.sinceOn <= due.sinceOn);
  const keys = [...new Set([...upTo, due].map(keyOf))].filter((key) => !reminded.has(key));
  return [{ to, line: { ...line, stage: due.stage }, keys }];
}
