/** A question about the rules: answered out of the documents for whoever asks, or refused; what came of it is kept. */
import { cut } from '../domain/cut.ts';
import type { Need } from '../domain/facts.ts';
import type { PolicyAnswer, PolicyPart } from '../domain/policy-answer.ts';
import type { FaqEntry, PolicyAsker, PolicyFeedback } from '../domain/policy-asking.ts';
import type { OfferedButton } from '../domain/reply.ts';
import { OFFICER } from '../domain/request.ts';
import { filled } from './chain.ts';
import { reply, say, type Outcome, type PersonContext } from './context.ts';

/** The officers are named where nothing is answered. */
export const askPolicyNeeds: Need = { policy: true, organisation: true };

/** Longer ones are asked by their beginning, in code units. */
const longest = 200;

/** @param before what it goes on from, a line each; null where it stands by itself */
export function askPolicy(context: PersonContext, typed: string, before: string | null): Outcome {
  const { facts, me } = context;
  const question = cut(typed.trim(), longest).trim();
  if (question === '') return say({ says: 'policy-how-to' });
  const asker = askerOf(context, before);
  const answer = context.policies.ask(question, asker);
  const [first] = answer.is === 'answered' ? answer.parts : answer.near;
  const faq = officesAnswer(answer, asker.faq);
  const id = `q${facts.messageId}`;
  return {
    effects: [
      {
        effect: 'note-question',
        question: {
          ...{ id, personId: me.id, at: facts.now, text: question, before, packs: asker.packs },
          ...{ refused: answer.is === 'refused' ? answer.why : null, pack: first?.source.id ?? null },
          ...{ article: first?.articles[0] ?? null, faqId: faq?.id ?? null },
        },
      },
    ],
    replies: [
      reply(
        answer.is === 'answered'
          ? {
              says: 'policy-answered',
              answer,
              on: facts.today,
              upper: upperOf(answer.parts, asker.packs),
              byOffice: faq !== null,
            }
          : { says: 'policy-refused', answer, on: facts.today, officers: officersNamed(context) },
        { buttons: context.message.chatKind === 'direct' ? ratings(id) : [] },
      ),
    ],
  };
}

/** In a group all is said in general: whoever asks is nobody in particular there. */
function askerOf({ facts, me, message, rules }: PersonContext, before: string | null): PolicyAsker {
  const isAlone = message.chatKind === 'direct';
  return {
    packs: rules.packs.map(({ id }) => id),
    post: isAlone ? me.post : null,
    dispatchLevel: isAlone ? me.dispatchLevel : null,
    isTeamLeader: isAlone ? me.isTeamLeader : null,
    on: facts.today,
    before,
    faq: facts.policy?.faq ?? [],
  };
}

/** The county's packs come with those above behind them. */
function upperOf(parts: readonly PolicyPart[], packs: readonly string[]): string[] {
  const place = packs.indexOf(parts[0]?.source.id ?? '');
  const ids = parts.slice(1).map(({ source }) => source.id);
  return place < 0 ? [] : ids.filter((id) => packs.indexOf(id) > place);
}

/** The entry that was given as the answer; null where none was. */
const officesAnswer = (answer: PolicyAnswer, faq: readonly FaqEntry[]): FaqEntry | null =>
  (answer.is === 'answered' && faq.find((entry) => answer.parts[0]?.says.includes(entry.answer))) || null;

/** Nobody is named in a group. */
export function officersNamed({ facts, message }: PersonContext): string[] {
  if (message.chatKind === 'group') return [];
  const ids = filled(facts, OFFICER)?.holderIds ?? [];
  return ids.flatMap((id) => facts.people.get(id)?.person.name ?? []);
}

const ratings = (questionId: string): OfferedButton[] =>
  (['useful', 'useless'] as const).map((feedback: PolicyFeedback) => ({
    label: feedback,
    action: { does: 'rate-answer', questionId, feedback },
  }));
