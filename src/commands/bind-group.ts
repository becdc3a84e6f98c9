/** 绑定本群, 解绑本群: what a team is told is said in its groups, wherever they are. */
import type { Need } from '../domain/facts.ts';
import type { GroupFacts, GroupTeam } from '../domain/group.ts';
import { reply, say, type Context, type Outcome, type PersonContext } from './context.ts';
import { anybody, may, ofPerson } from './may.ts';

/** `names` is empty where no team was named. */
export const bindGroupNeeds = ({ message }: Pick<Context, 'message'>, names: readonly string[]): Need =>
  message.chatKind === 'group'
    ? { group: { platform: message.platform, conversation: message.conversation, names } }
    : {};

const inGroup = say({ says: 'bind-group-in-group' });
const notYours = say({ says: 'bind-group-not-yours' });

export function bindGroup(context: PersonContext, names: readonly string[]): Outcome {
  const { group } = context.facts;
  if (!group) return inGroup;
  const [team, ...more] = group.teams.filter((one) => mayBind(context, one));
  if (!team) return whyNone(context, group, names);
  if (more.length > 0) return say({ says: 'which-team', names: [team, ...more].map((one) => one.name) });
  return bindTo(context, group, team);
}

/** Whoever answers for all has none of their own. */
function whyNone(context: PersonContext, { teams }: GroupFacts, [said]: readonly string[]): Outcome {
  if (said === undefined)
    return may(context, 'bind-group', anybody) ? say({ says: 'which-team', names: [] }) : notYours;
  return teams.length === 0 ? say({ says: 'no-such-team', said }) : notYours;
}

/** For whom the speaker answers: the leader, who keeps the attendance of any of them, the officer. */
const mayBind = (context: PersonContext, { memberIds }: GroupTeam): boolean =>
  may(context, 'bind-group', anybody) ||
  memberIds.some((id) => {
    const person = context.facts.people.get(id)?.person;
    return person !== undefined && may(context, 'bind-group', ofPerson(person));
  });

/** One group is of one team: whoever answers for that one lets it go first. */
function bindTo(
  { message, facts }: PersonContext,
  { bound }: GroupFacts,
  { id: teamId, name: team }: GroupTeam,
): Outcome {
  const told = reply({ says: 'group-bound', team });
  if (bound?.team?.id === teamId) return { effects: [], replies: [told] };
  if (bound?.byRoster) return say({ says: 'group-by-roster' });
  if (bound?.team) return say({ says: 'group-is-anothers', team: bound.team.name });
  const { platform, conversation } = message;
  const groupId = bound?.groupId ?? `${platform}:${facts.messageId}`;
  return { effects: [{ effect: 'bind-group', groupId, platform, conversation, title: team, teamId }], replies: [told] };
}

export function unbindGroup(context: PersonContext): Outcome {
  const { group } = context.facts;
  if (!group) return inGroup;
  const { bound } = group;
  if (!bound?.team) return say({ says: 'group-not-bound' });
  if (bound.byRoster) return say({ says: 'group-by-roster' });
  const { team, groupId } = bound;
  if (!mayBind(context, team)) return notYours;
  return {
    effects: [{ effect: 'unbind-group', groupId, teamId: team.id }],
    replies: [reply({ says: 'group-unbound', team: team.name })],
  };
}
