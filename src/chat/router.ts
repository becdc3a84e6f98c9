/** Who is speaking, and what about: a button, the answer to an open question, or a new message. Decides nothing else. */
import { dateOf } from '../domain/calendar.ts';
import { owedOn, reportsAwaited } from '../duties/owed.ts';
import { daysNeed, remind } from '../reminders/remind.ts';
import type { StoredMessage } from './message.ts';
import { isExpired } from '../domain/dialogue.ts';
import type { ButtonAction, Facts, Need } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';
import type { Intent } from '../language/intent.ts';
import { isPlainCommand, soundsLikeNotice, recognised, understand, type Recognised } from '../language/understand.ts';
import { answerOne } from '../commands/answer-request.ts';
import { clock, clockNeeds } from '../commands/clock.ts';
import { say, type Context, type Outcome, type PersonContext } from '../commands/context.ts';
import { reportReturn } from '../commands/end-leave.ts';
import { anyOne, whichNeeds } from '../commands/find-request.ts';
import { objectTo } from '../commands/object.ts';
import { receiveFiling, receiveFilingNeeds } from '../commands/receive-filing.ts';
import { isOfCounty } from '../commands/may-roles.ts';
import { show } from '../commands/shown.ts';
import { slotOf } from './clock.ts';
import { afterAnswer, pressedRating, ratesQuoted } from './after-answer.ts';
import { droppingClosed } from './closed-reminders.ts';
import { closing, only, taskFor, type Task } from './commands.ts';
import { askedFirst } from './consent-gate.ts';
import { confirmed, continued, drop } from './dialogue.ts';
import { binding, changed, fromStranger } from './entrance.ts';
import { heardInTalk, tellingHeard } from './heard.ts';
import { twoAtOnce } from './two-at-once.ts';
import { expiredTalk, puttingAside, takenUp } from './parking.ts';
import {
  answersNothing,
  askWhatFor,
  closingIfDone,
  isUnsaid,
  readWithFiles,
  sentAlong,
  tellingLost,
  tellingMissing,
  tellingUnused,
  usesUp,
} from './sent-along.ts';

const silence: Outcome = { effects: [], replies: [] };

/** What the message needs to know, and how it is decided once that is loaded. */
export interface Routed {
  readonly needs: Need;
  readonly run: (facts: Facts) => Outcome;
}

/** What is to be done about the message; the facts hold only who speaks, the open question, the button and the quote. */
export function route(context: Context): Routed {
  const slot = slotOf(context.message);
  if (slot === 'duties') return reminding(context);
  if (slot) return { needs: clockNeeds(slot), run: (facts) => clock({ ...context, facts }, slot) };
  const { person } = context.facts.speaker;
  const entrance = changed(context) ?? binding(context) ?? (person ? null : fromStranger(context));
  if (!person || entrance) {
    const { needs, run } = entrance ?? fromStranger(context);
    return { needs, run: (facts) => run({ ...context, facts }) };
  }
  const mine: PersonContext = { ...context, me: person };
  const task = routePerson(mine);
  return {
    needs: withReports(mine, task.needs),
    run: (facts) => {
      const outcome = task.run({ ...mine, facts: reckoned(facts, mine.rules) });
      return puttingAside(mine, tellingLost(mine, droppingClosed(outcome, facts, mine.rules)));
    },
  };
}

/** What is due, of the whole county. A tick that is worked on a later day has had its time. */
const reminding = (context: Context): Routed => ({
  needs: {
    duties: 'county',
    organisation: true,
    ...daysNeed(context.rules, context.facts.today),
  },
  run: (facts) =>
    dateOf(facts.now) === facts.today ? remind({ ...context, facts: reckoned(facts, context.rules) }) : silence,
});

/** An office of the county passes on what anybody sends up, where the rules say so. */
function withReports({ facts, rules }: PersonContext, needs: Need): Need {
  if (needs.duties !== 'own' || !isOfCounty(facts.speaker)) return needs;
  const saying = reportsAwaited(rules, facts.today);
  return saying.length > 0 ? { ...needs, reportsSaying: saying } : needs;
}

/** With what is owed, where it was asked for. */
const reckoned = (facts: Facts, rules: Context['rules']): Facts =>
  facts.world ? { ...facts, owed: owedOn(rules, facts.world, facts.today) } : facts;

function routePerson(mine: PersonContext): Task {
  const { message } = mine;
  if (message.kind !== 'action' && message.chatKind === 'group' && !isAddressed(mine))
    return ratesQuoted(mine) ?? only(() => silence);
  const first = askedFirst(mine);
  if (first) return first;
  if (message.kind === 'action') return pressed(mine);
  if (message.forwarded && message.kind === 'file')
    return answersNothing(mine) ?? tellingMissing(mine, askWhatFor(mine));
  if (message.kind === 'other' || (message.forwarded && message.kind !== 'location')) return unread(message);
  if (message.kind === 'location') return taskFor({ intent: 'check-in', note: null }, mine);
  return answersNothing(mine) ?? text(mine);
}

/** In a group the bot answers when it is mentioned or quoted, or when a plain command is said. */
function isAddressed({ message, facts }: PersonContext): boolean {
  if (message.mentionsBot || quotesBot(facts) || message.kind === 'location') return true;
  if (soundsLikeNotice(message.text)) return false;
  return isPlainCommand(message.text) && !talk.includes(understand(message.text, message.sentAt).intent);
}

/** A code in the words of anybody else turns to nobody. */
const quotesBot = ({ quotedRequestId, quotedCodes = [] }: Facts): boolean =>
  quotedRequestId !== null && quotedCodes.length === 0;

/** What people say to one another, unless they turn to the bot. */
const talk: readonly Intent['intent'][] = [
  'none',
  'ask-policy',
  'report-issue',
  'sounds-like',
  'doubtful',
  'introduce',
];

function unread(message: StoredMessage): Task {
  const known = ['voice', 'sticker'] as const;
  const kind = message.forwarded ? 'forward' : (known.find((k) => k === message.otherKind) ?? 'other');
  return only(() => say({ says: 'kind-not-read', kind }));
}

function text(context: PersonContext): Task {
  const heard = recognised(context.message.text, context.message.sentAt);
  return afterAnswer(context, heard.intent, plainText(context, heard));
}

function plainText(context: PersonContext, heard: Recognised): Task {
  const { message, facts } = context;
  const said = heard.intent;
  const open = facts.dialogue;
  const isOver = open !== null && isExpired(open, facts.now);
  const inTalk = heardInTalk(heard, message.text);
  const answer = takenUp(context, said) ?? (open && !isOver && continued(open.question, inTalk, context));
  if (answer) return tellingMissing(context, tellingUnused(context, answer));
  const two = isOver || isNamedQuestion(said) ? null : twoAtOnce(context);
  if (two) return two;
  const intent = readWithFiles(said, context);
  if (isUnsaid(context, intent)) return tellingMissing(context, answersNothing(context, true) ?? askWhatFor(context));
  const along = sentAlong(context);
  const asked = isOver && answersOnly.includes(intent.intent) ? tooLate : taskFor(intent, context, along);
  const task = tellingUnused(context, isOver ? closing(asked) : asked);
  const done = open?.question.about === 'photo' && usesUp(intent) ? closingIfDone(task) : task;
  return tellingHeard(context, heard.corrected, tellingMissing(context, done, isReport(intent) ? along : null));
}

/** 问 …: one question, whatever is in it. */
const isNamedQuestion = (said: Intent): boolean => said.intent === 'ask-policy' && said.named === true;

const isReport = (intent: Intent): boolean => intent.intent === 'write-entry' && intent.said.ledger === 'report';

const tooLate = only(({ facts }) => expiredTalk(facts));
const answersOnly: readonly Intent['intent'][] = ['none', 'confirm', 'cancel', 'resume'];

/** A button is opaque: what it does was bound when it was sent, to that person, request and step. */
function pressed({ facts, me }: PersonContext): Task {
  if (!facts.pressed) return only(() => say({ says: 'button-stale' }));
  if (facts.pressed.personId !== me.id) return only(() => say({ says: 'button-not-yours' }));
  const { action } = facts.pressed;
  switch (action.does) {
    case 'answer':
      return byRequest(action.requestId, (full, request) => pressedAnswer(full, request, action));
    case 'end-leave':
      return byRequest(action.requestId, (full, request) =>
        reportReturn(full, { code: request.code, back: null, problem: null }),
      );
    case 'object':
      return byRequest(action.requestId, (full, request) => objectTo(full, request, null));
    case 'receive-filing':
      return {
        needs: receiveFilingNeeds(action.requestId),
        run: (full) => receiveFiling(full, [action.requestId]) ?? say({ says: 'button-stale' }),
      };
    case 'dialogue':
      return pressedDialogue(facts, action);
    case 'rate-answer':
      return pressedRating(action);
  }
}

const byRequest = (requestId: string, run: (context: PersonContext, request: Request) => Outcome): Task => ({
  needs: { ...whichNeeds(anyOne), ownRequests: true, requestIds: [requestId] },
  run: (full) => {
    const request = full.facts.requests.find((r) => r.id === requestId);
    return request ? run(full, request) : say({ says: 'button-stale' });
  },
});

type Action<K extends ButtonAction['does']> = Extract<ButtonAction, { does: K }>;

/** Bound to the content and the step that were shown. */
function pressedAnswer(context: PersonContext, request: Request, action: Action<'answer'>): Outcome {
  if (request.state === 'open' && request.revision !== action.revision)
    return say({ says: 'changed-since', shown: show(request, context.facts) }, { requestId: request.id });
  if (request.state === 'open' && request.step !== action.step) return say({ says: 'button-stale' });
  return answerOne(context, request, { verdict: action.verdict, note: null });
}

function pressedDialogue(facts: Facts, action: Action<'dialogue'>): Task {
  const open = facts.dialogue;
  if (open?.id !== action.dialogueId || isExpired(open, facts.now)) return only(() => say({ says: 'button-stale' }));
  if (action.word === 'cancel') return only(drop);
  return confirmed(open.question) ?? only(() => say({ says: 'button-stale' }));
}
