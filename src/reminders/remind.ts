/** What the clock says of duties in the morning: one digest for each who still owes something. Pure. */
import { addDays, firstOf, lastOf, mondayOf, monthOf, type IsoDate } from '../domain/calendar.ts';
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import type { Reply, Result } from '../domain/reply.ts';
import { isWorked } from '../domain/workdays.ts';
import type { Rules } from '../rules/decision.ts';
import { attendanceLines, yearNeed } from './attendance.ts';
import { monthTableLines } from './attendance-month.ts';
import { digestsOf, numbered, type Digest } from './digests.ts';
import { dueLines, type Told } from './due-lines.ts';
import { knownOf, nameOf, type Known, type Reminding } from './reminding.ts';
import { sendAt } from './send-at.ts';

export type { Reminding } from './reminding.ts';

/** Days of which it looks where everybody was: this month, and the one before until its table is out. */
export const remindedDays = (today: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: firstOf(monthOf(addDays(firstOf(monthOf(today)), -1))),
  to: lastOf(monthOf(today)),
});

/** What has to be loaded of them: to the end of the week as well, and the morning after its last night. */
export function daysNeed(rules: Rules, today: IsoDate): Pick<Need, 'countyDays' | 'yearDays'> {
  const { from, to } = remindedDays(today);
  const afterWeek = addDays(mondayOf(today), 7);
  return { countyDays: { from, to: afterWeek > to ? afterWeek : to }, ...yearNeed(rules, { from, to }) };
}

export interface Reminded {
  readonly effects: readonly Effect[];
  readonly replies: readonly Reply[];
}
const nothing: Reminded = { effects: [], replies: [] };

/**
 * On working days only, and before the evening: what is not said today is still due tomorrow. What went out is noted with what it took
 * the place of, so that after an outage one message says how things stand and none comes after it.
 */
export function remind(reminding: Reminding): Reminded {
  const known = knownOf(reminding);
  const { facts, settings } = reminding;
  const { today } = facts;
  if (!known || settings.silent || !isWorked(today, known.isWorkday) || at(known, 'anybody') === null) return nothing;
  const digests = digestsOf([...dueLines(known), ...attended(known)], known);
  const keys = digests.flatMap((d) => d.keys);
  if (keys.length === 0) return nothing;
  const listedFor = digests.flatMap((digest) => {
    const owedKeys = digest.to.to === 'person' ? numbered(digest) : [];
    return owedKeys.length > 0 ? [{ personId: digest.to.id, owedKeys }] : [];
  });
  return {
    effects: [{ effect: 'note-reminders', keys, on: today, listedFor }],
    replies: digests.map((d) => digestReply(d, known)),
  };
}

/** Lines on days in the village, for the same message: one's own, and those that one keeps. */
const attended = (known: Known): Told[] =>
  [...attendanceLines(known), ...monthTableLines(known)]
    .filter(({ personId, key }) => known.personOf.get(personId)?.reachable === true && !known.world.reminded.has(key))
    .map(({ personId, key, line }) => ({ to: { to: 'person', id: personId }, line, keys: [key] }));

const at = ({ facts: { today, now }, settings }: Known, recipient: string): number | null =>
  sendAt(recipient, { today, now, hour: settings.reminderHour });

function digestReply({ to, lines }: Digest, known: Known): Reply {
  const on = known.facts.today;
  const result: Result = { says: 'due-digest', on, to: to.to === 'team' ? 'group' : 'person', lines };
  const notBefore = at(known, to.id);
  return {
    recipient: to.to === 'team' ? { to: 'team', teamId: to.id } : { to: 'person', personId: to.id },
    result,
    requestId: null,
    revision: null,
    buttons: [],
    images: [],
    once: `due:${on}:${nameOf(to)}`,
    ...(notBefore === null ? {} : { notBefore }),
  };
}
