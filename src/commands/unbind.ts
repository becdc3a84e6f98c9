/** 解绑: this account is nobody's any more. Asked once before. */
import { closes, confirmButtons, opens, reply, type Outcome, type PersonContext } from './context.ts';

/** Messages that wait for consent wait on while it is asked. */
export const askUnbind = (context: PersonContext, held: readonly string[]): Outcome => ({
  effects: [opens(context, { about: 'unbind', held })],
  replies: [reply({ says: 'ask-unbind', name: context.me.name }, { buttons: confirmButtons(context) })],
});

/** The sessions of a web account end with it. */
export const unbind = (context: PersonContext): Outcome => ({
  effects: [
    closes(context),
    { effect: 'unbind-account', accountId: context.facts.speaker.accountId, personId: context.me.id },
  ],
  replies: [reply({ says: 'unbound', name: context.me.name })],
});
