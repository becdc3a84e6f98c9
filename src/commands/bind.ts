/** 绑定 张三 尾号1234 码: makes an account that person's. Nobody learns which part of a wrong try was wrong. */
import type { BindingFacts, BindSaid, BoundAccount } from '../domain/bind-code.ts';
import type { Effect } from '../domain/effect.ts';
import type { Need } from '../domain/facts.ts';
import type { Reply } from '../domain/reply.ts';
import { asksConsent } from './consent.ts';
import { joined, reply, say, type Context, type Outcome } from './context.ts';

export const bindNeeds = (said: BindSaid | null): Need => ({ binding: { said } });

/** `said` is null where something is missing. */
export function bind(context: Context, said: BindSaid | null): Outcome {
  const { binding, today, now, speaker } = context.facts;
  const officer = binding?.officer ?? null;
  if (said === null || !binding) return say({ says: 'how-to-bind', officer });
  if (binding.waitUntil !== null) return say({ says: 'bind-limited', until: binding.waitUntil, on: today, officer });
  if (binding.match) return bound(context, binding, binding.match);
  const counts = { effect: 'count-bind-try', accountId: speaker.accountId, nameKey: binding.nameKey, at: now } as const;
  return { effects: [counts], replies: [reply({ says: 'bind-refused', officer })] };
}

/** Its conversation is kept under the account, so whoever took the account over would read what the other wrote. */
const WEB = 'web';

type Match = NonNullable<BindingFacts['match']>;

function bound(context: Context, { own, officer }: BindingFacts, { person, codeId, ...match }: Match): Outcome {
  const { message, facts } = context;
  const { accountId, person: before } = facts.speaker;
  const instead = before && before.id !== person.id ? before.name : null;
  if (instead !== null && message.platform === WEB) return say({ says: 'web-is-anothers', name: instead });
  const others = match.accounts.filter((a) => a.accountId !== accountId);
  const ended = others.filter((a) => a.platform === message.platform);
  const binds: Effect = {
    effect: 'bind-account',
    ...{ accountId, platform: message.platform, userId: message.senderId, conversation: message.conversation },
    ...{ personId: person.id, codeId, at: facts.now },
  };
  const welcome = reply({ says: 'bound', name: person.name, post: person.post, instead }, { to: hereAs(person.id) });
  const notices = [
    ...others.map((a) => toAccount(a, person.id, { says: 'bound-elsewhere', ends: ended.includes(a), officer })),
    ...(instead === null ? [] : own.filter((a) => a.accountId !== accountId)).map((a) =>
      toAccount(a, before?.id ?? '', { says: 'account-taken', officer }),
    ),
  ];
  return joined(
    {
      effects: [
        ...ended.map((a) => ({ effect: 'unbind-account', accountId: a.accountId, personId: person.id }) as const),
        binds,
      ],
      replies: [welcome, ...notices.flat()],
    },
    match.hasConsented ? { effects: [], replies: [] } : asksConsent(context, [], person.id),
  );
}

const hereAs = (personId: string): Reply['recipient'] => ({ to: 'here', as: personId });

const toAccount = ({ platform, conversation }: BoundAccount, personId: string, result: Reply['result']): Reply[] =>
  conversation === null ? [] : [reply(result, { to: { to: 'account', platform, conversation, personId } })];

export const spoilNeeds = (shown: readonly string[]): Need => ({ binding: { said: null, shown } });

/** Said in a group, everybody has read the code: whoever's it is, it ends, and the same is said where it is nobody's. */
export const spoil = ({ facts }: Context): Outcome => ({
  effects: (facts.binding?.spoiltCodeIds ?? []).map((codeId) => ({ effect: 'revoke-code', codeId })),
  replies: [reply({ says: 'code-spoilt' })],
});

/** 我是张三, from an account that is nobody's: who gives out codes, and not a word of whether there is such a person. */
export const whomToAsk = ({ facts }: Context): Outcome =>
  say({ says: 'whom-to-ask', officer: facts.binding?.officer ?? null });
