/** Consent to what is kept: asked with the first message, read again, withdrawn, given again. */
import { consentVersion, mostHeld } from '../domain/consent.ts';
import type { OfferedButton } from '../domain/reply.ts';
import type { Need } from '../domain/facts.ts';
import { OFFICER } from '../domain/request.ts';
import { filled } from './chain.ts';
import { anyOne, waitingForMe, whichNeeds } from './find-request.ts';
import { closes, confirmButtons, opens, reply, say, toPerson, type Context, type Outcome, type PersonContext } from './context.ts'; // prettier-ignore

/** 同意 and 不同意 of the question that this message opens. */
const consentButtons = ({ facts }: Context): OfferedButton[] => [
  { label: 'agree', action: { does: 'dialogue', word: 'confirm', dialogueId: String(facts.messageId) } },
  { label: 'disagree', action: { does: 'dialogue', word: 'cancel', dialogueId: String(facts.messageId) } },
];

/** The messages that wait for the open question. */
export const heldOf = ({ facts }: Context): readonly string[] => {
  const question = facts.dialogue?.question;
  return question?.about === 'consent' || question?.about === 'unbind' ? question.held : [];
};

/** Asks. A message that waits is worked anew under its own id: what is said of it now has a key of its own, so that nothing meets. */
export function asksConsent(context: Context, held: readonly string[], as: string, kept = held.length > 0): Outcome {
  const again = context.facts.dialogue?.question.about === 'consent';
  return {
    effects: [opens(context, { about: 'consent', held })],
    replies: [
      reply(
        {
          says: 'ask-consent',
          again,
          kept,
          waiting: held.length,
          coordinateDays: context.settings.keepCoordinatesDays,
        },
        {
          to: { to: 'here', as },
          buttons: consentButtons(context),
          once: `consent:${context.facts.messageId}`,
        },
      ),
    ],
  };
}

/** Nothing of theirs is recorded; the message waits until they agree. */
export function holdForConsent(context: PersonContext): Outcome {
  const held = heldOf(context);
  const isKept = held.length < mostHeld;
  const now = isKept ? [...held, String(context.facts.messageId)] : held;
  return asksConsent(context, now, context.me.id, isKept);
}

/** What is put before them is looked for too: who has just come learns of what nobody could send them. */
export const giveConsentNeeds: Need = whichNeeds(anyOne);

/** What waits is worked next, oldest first, each with its own day. */
export function giveConsent(context: PersonContext): Outcome {
  const { consent, consentSince } = context.facts.speaker;
  if (consent === 'given') return say({ says: 'consent-given-before', since: consentSince });
  return {
    effects: [
      { effect: 'give-consent', personId: context.me.id, version: consentVersion, at: context.facts.now },
      ...(context.facts.dialogue?.question.about === 'consent' ? [closes(context)] : []),
    ],
    replies: [
      reply({
        says: 'consent-given',
        waiting: heldOf(context).length,
        toAnswer: waitingForMe(context).length,
      }),
    ],
  };
}

/** What waited is forgotten. */
export const declineConsent = (context: PersonContext): Outcome => ({
  effects: [{ effect: 'forget-held', messageIds: heldOf(context) }, closes(context)],
  replies: [reply({ says: 'consent-declined' })],
});

export const readConsent = ({ facts, settings }: Context): Outcome =>
  say({
    says: 'privacy',
    state: facts.speaker.person ? facts.speaker.consent : null,
    since: facts.speaker.consentSince,
    coordinateDays: settings.keepCoordinatesDays,
  });

export const askWithdrawConsent = (context: PersonContext): Outcome =>
  context.facts.speaker.consent === 'given'
    ? {
        effects: [opens(context, { about: 'withdraw-consent' })],
        replies: [reply({ says: 'ask-withdraw-consent' }, { buttons: confirmButtons(context) })],
      }
    : say({ says: 'consent-not-given' });

export const withdrawConsentNeeds: Need = { organisation: true };

/** The officers learn the name and nothing else: from now on it goes on paper. What was begun and put aside goes too. */
export function withdrawConsent(context: PersonContext): Outcome {
  const { facts, me } = context;
  const officers = (filled(facts, OFFICER)?.holderIds ?? []).filter((id) => id !== me.id);
  return {
    effects: [
      closes(context),
      ...(facts.parked ? [{ effect: 'park', accountId: facts.speaker.accountId, dialogue: null } as const] : []),
      { effect: 'withdraw-consent', personId: me.id, at: facts.now },
    ],
    replies: [
      reply({ says: 'consent-withdrawn' }),
      ...officers.map((id) => reply({ says: 'consent-withdrawn-told', name: me.name }, { to: toPerson(id) })),
    ],
  };
}
