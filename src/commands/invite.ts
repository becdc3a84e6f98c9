/**
 * 邀请 张三 李四: the officer has codes made and forwards them. The code stands in the message to the officer, and so in the outbox
 * and in the officer's own chat: it is there to be forwarded, and without the person's digits it binds nothing.
 */
import { codeFrom, expiryOf, mostInvited } from '../domain/bind-code.ts';
import type { Need } from '../domain/facts.ts';
import { closes, joined, reply, say, type Outcome, type PersonContext } from './context.ts';
import { may, ofPerson } from './may.ts';
import { askWhichPerson, foundBy, type Named } from './people.ts';

/** By name, or those that an open question showed. */
export const inviteNeeds = (names: readonly string[], personIds: readonly string[] = []): Need => ({
  names,
  people: personIds,
  ...(personIds.length > 0 ? { ownRequestsOf: { personIds } } : {}),
  binding: { said: null, invites: personIds },
  fresh: true,
});

export function invite(context: PersonContext, names: readonly string[]): Outcome {
  // Whoever holds no seat learns nothing of who is there.
  if (context.facts.speaker.seats.length === 0) return say({ says: 'invite-not-yours' });
  if (context.message.chatKind === 'group') return say({ says: 'invite-in-direct' });
  if (names.length === 0) return say({ says: 'invite-whom' });
  if (names.length > mostInvited) return say({ says: 'invite-too-many', limit: mostInvited });
  const meant = names.map((said) => meantBy(context, said));
  const unclear = meant.filter((m) => m.people.length > 1);
  return joined(
    ...meant
      .filter((m) => m.people.length === 0)
      .map((m) => (m.isOthers ? notYours : say({ says: 'nobody-by-name', said: m.said }))),
    ...meant.flatMap(({ people: [only, ...more] }, i) =>
      only && more.length === 0 ? [inviteOne(context, only, i)] : [],
    ),
    ...unclear.slice(0, 1).map((m) => askWhichPerson(context, { does: 'invite' }, m.people)),
    ...(unclear.length > 1 ? [say({ says: 'invite-later', names: unclear.slice(1).map((m) => m.said) })] : []),
  );
}

const notYours = say({ says: 'invite-not-yours' });

/** Those of that name whom the speaker may invite; `isOthers` where there are only others. */
function meantBy(context: PersonContext, said: string): { said: string; people: readonly Named[]; isOthers: boolean } {
  const all = foundBy(context.facts, said);
  const people = all.filter(({ person }) => may(context, 'invite', ofPerson(person)));
  return { said, people, isOthers: all.length > 0 && people.length === 0 };
}

/** `place` picks the random digits of this one. */
function inviteOne({ facts, me }: PersonContext, { person }: Named, place: number): Outcome {
  if (facts.binding?.withoutCode.includes(person.id)) return say({ says: 'cannot-invite', name: person.name });
  const code = codeFrom(facts.fresh, place);
  const expiresAt = expiryOf(facts.now);
  return {
    effects: [{ effect: 'issue-code', personId: person.id, code, by: me.id, at: facts.now, expiresAt }],
    replies: [reply({ says: 'invited', name: person.name, code, expiresAt })],
  };
}

/** The one who was meant. */
export const invitePicked = (context: PersonContext, person: Named): Outcome =>
  may(context, 'invite', ofPerson(person.person))
    ? joined({ effects: [closes(context)], replies: [] }, inviteOne(context, person, 0))
    : notYours;
