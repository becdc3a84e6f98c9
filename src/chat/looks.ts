/** Who sees whose data by the replies of a message. Every result says whose it shows: a new one must, or it does not compile. */
import type { Look } from '../domain/look.ts';
import type { Reply, Result } from '../domain/reply.ts';
import type { Facts } from '../domain/facts.ts';
import type { Request } from '../domain/request.ts';
import { longestList, type LeavePreview, type ShownRequest } from '../domain/shown.ts';
import type { Directory } from './address.ts';
import { drafts } from './looks-drafts.ts';
import { ledgers } from './looks-ledgers.ts';
import { reminders } from './looks-reminders.ts';
import type { StoredMessage } from './message.ts';

/** Somebody whose data is shown, and by which request. */
export interface Seen {
  readonly personId: string;
  readonly requestId: string | null;
}
type Says = Result['says'];
type Of<K extends Says> = Extract<Result, { says: K }>;
type Shows = { readonly [K in Says]: (result: Of<K>) => readonly Seen[] };

const ofRequest = ({ applicantId, id }: Request): Seen => ({ personId: applicantId, requestId: id });
const one = ({ shown }: { readonly shown: ShownRequest | null }): Seen[] => (shown ? [ofRequest(shown.request)] : []);
const list = ({ shown }: { readonly shown: readonly ShownRequest[] }): Seen[] =>
  shown.slice(0, longestList).map((s) => ofRequest(s.request));
const people = (rows: readonly { readonly personId: string; readonly requestId?: string }[]): Seen[] =>
  rows.map(({ personId, requestId = null }) => ({ personId, requestId }));
/** Of somebody else's leave where it is asked for on their behalf. */
const preview = ({ preview: { forId } }: { readonly preview: LeavePreview }): Seen[] =>
  forId === null ? [] : [{ personId: forId, requestId: null }];
/** Nothing of anybody but the reader; names and seats of the organisation are no record of a person. */
const nobody = (): readonly Seen[] => [];

const shows: Shows = {
  ...ledgers,
  ...reminders,
  ...drafts,
  // Asking for leave
  'ask-leave-from': nobody,
  'ask-leave-to': nobody,
  'ask-leave-reason': preview,
  'confirm-leave': preview,
  'invalid-span': nobody,
  overlaps: ({ other }) => [ofRequest(other)],
  'leave-held': one,
  'please-settle': one,
  'no-leave': nobody,
  'not-covered': nobody,
  'roster-lacks': nobody,
  'place-missing': nobody,
  // A request on its way
  'request-opened': one,
  'please-answer': one,
  'seat-vacant': one,
  'answer-recorded': one,
  'request-approved': one,
  'request-rejected': one,
  'request-returned': one,
  'request-closed-by-other': one,
  'filing-copy': one,
  'filing-received': one,
  'which-copy': list,
  'keeper-told': one,
  'answer-refused': one,
  'no-longer-asked': one,
  'changed-since': one,
  'not-heard-as-answer': list,
  'nothing-to-answer': nobody,
  'no-request-of': nobody,
  'no-such-code': nobody,
  'no-such-number': nobody,
  'which-request': list,
  'confirm-all': list,
  'answers-recorded': ({ done, refused }) => [...done, ...refused].flatMap(one),
  'ask-rejection-reason': one,
  withdrawn: one,
  'withdrawn-told': one,
  'cannot-withdraw': list,
  // Accounts, codes and consent: of the reader, or a name and nothing else
  'how-to-bind': nobody,
  'bind-refused': nobody,
  'bind-limited': nobody,
  bound: nobody,
  'bound-elsewhere': nobody,
  'account-taken': nobody,
  'web-is-anothers': nobody,
  'code-spoilt': nobody,
  'whom-to-ask': nobody,
  'ask-unbind': nobody,
  unbound: nobody,
  'bind-group-in-group': nobody,
  'bind-group-not-yours': nobody,
  'no-such-team': nobody,
  'which-team': nobody,
  'group-bound': nobody,
  'group-unbound': nobody,
  'group-is-anothers': nobody,
  'group-not-bound': nobody,
  'group-by-roster': nobody,
  'invite-whom': nobody,
  'invite-not-yours': nobody,
  'invite-in-direct': nobody,
  'invite-too-many': nobody,
  'invite-later': nobody,
  'cannot-invite': nobody,
  invited: nobody,
  'ask-consent': nobody,
  privacy: nobody,
  'consent-given': nobody,
  'consent-given-before': nobody,
  'consent-declined': nobody,
  'ask-withdraw-consent': nobody,
  'consent-not-given': nobody,
  'consent-withdrawn': nobody,
  'consent-withdrawn-told': nobody,
  // What a whole team is told is public (去向公示): no look of anybody's
  'away-notice': nobody,
  'away-changed': nobody,
  'away-today': nobody,
  // Changed, asked for by somebody else
  'nothing-to-edit': list,
  'request-edited': one,
  'cannot-correct': one,
  'leave-corrected': one,
  'not-your-cadre': nobody,
  'entered-for-you': one,
  objected: one,
  'objection-told': one,
  'nothing-to-object': nobody,
  // Somebody else answers
  'nobody-by-name': nobody,
  'name-whom': nobody,
  'which-person': nobody,
  'cannot-hand-to': nobody,
  'cannot-transfer': one,
  transferred: one,
  'transfer-told': one,
  'approver-added': one,
  'approver-named': one,
  'no-seat-to-deputise': nobody,
  'ask-deputy-days': nobody,
  'deputy-named': nobody,
  'you-are-deputy': nobody,
  'deputy-named-for': nobody,
  'cannot-name-deputy-for': nobody,
  'cannot-change-holder': nobody,
  'confirm-change-holder': nobody,
  'holder-changed': nobody,
  'change-filed': nobody,
  'deputy-ended': nobody,
  'no-deputy': nobody,
  nudged: one,
  'cannot-nudge': list,
  'ask-paper-photo': one,
  'cannot-record-paper': one,
  // The end of a leave
  'leave-ended': one,
  'leave-ended-told': one,
  'nothing-to-end': list,
  'nothing-to-extend': list,
  'are-you-back': one,
  'return-unreported': one,
  // The secretary's day, the ledger and the clock
  todo: list,
  'morning-digest': list,
  'digest-set': nobody,
  'answered-by-me': list,
  'leave-ledger': ({ ledger }) => people(ledger.rows),
  'ledger-not-yours': nobody,
  'recall-proposed': one,
  escalated: one,
  // Presence and logs
  'checked-in': nobody,
  'already-here': nobody,
  'checked-out': nobody,
  'not-here-yet': nobody,
  'already-left': nobody,
  'location-forwarded': nobody,
  'location-in-group': nobody,
  'ask-make-up-date': nobody,
  'ask-make-up-reason': nobody,
  'make-up-not-needed': nobody,
  'no-keeper-rule': nobody,
  'log-kept': nobody,
  'tell-of-issue': nobody,
  'policy-answered': nobody,
  'policy-refused': nobody,
  'policy-how-to': nobody,
  'policy-rated': nobody,
  'ask-log-text': nobody,
  'log-in-future': nobody,
  'own-logs': nobody,
  'team-logs': ({ byPerson }) => people(byPerson.map(({ personId }) => ({ personId }))),
  'who-is-here': ({ people: there }) => people(there.map(({ personId }) => ({ personId }))),
  'not-a-keeper': nobody,
  mine: nobody,
  // Why, help and the rest
  'why-request': one,
  'why-leave-draft': preview,
  'why-make-up-draft': nobody,
  'why-month': nobody,
  'why-in-group': nobody,
  'why-of-what': nobody,
  'why-not-yours': nobody,
  help: nobody,
  'not-a-cadre': nobody,
  'not-bound': nobody,
  'photo-for-what': nobody,
  'files-not-kept': nobody,
  'files-not-used': nobody,
  'own-files': nobody,
  'photos-missing': nobody,
  'message-changed': nobody,
  'open-direct-chat': nobody,
  'no-leave-before': nobody,
  'one-at-a-time': nobody,
  'question-dropped': nobody,
  'question-expired': nobody,
  'nothing-asked': nobody,
  'button-stale': nobody,
  'button-not-yours': nobody,
  'kind-not-read': nobody,
  'not-understood': nobody,
  'did-you-mean': nobody,
  'text-too-long': nobody,
  'told-in-direct': nobody,
  'web-link': nobody,
  'web-link-direct-only': nobody,
  'no-web-chat': nobody,
  'set-aside': nobody,
  'my-data': nobody,
  'my-data-direct-only': nobody,
  'who-looked': nobody,
};

/** Whose data the result shows, the reader's own included. */
export const seenIn = (result: Result): readonly Seen[] =>
  (shows[result.says] as (r: Result) => readonly Seen[])(result);

/** The looks that come of these replies: of whoever they are sent to, at the data of others. */
export function looksOf(
  message: Pick<StoredMessage, 'chatKind'>,
  facts: Facts,
  replies: readonly Reply[],
  { directOf }: Pick<Directory, 'directOf'>,
): Look[] {
  const looks = replies.flatMap((reply) => {
    const viewerId = viewerOf(reply, facts);
    const isHere = reply.recipient.to === 'here' && message.chatKind === 'direct';
    // What can be sent nowhere is seen by nobody.
    if (viewerId === null || !(isHere || directOf.has(viewerId))) return [];
    return [...seenIn(reply.result), ...(reply.also ? seenIn(reply.also) : [])]
      .filter(({ personId }) => personId !== viewerId)
      .map(({ personId, requestId }) => lookOf(reply, viewerId, personId, requestId));
  });
  return [...new Map(looks.map((look) => [JSON.stringify(look), look])).values()];
}

/** A whole team is nobody in particular. */
function viewerOf({ recipient }: Reply, { speaker }: Facts): string | null {
  if (recipient.to === 'team') return null;
  return recipient.to === 'person' ? recipient.personId : (speaker.person?.id ?? null);
}

const lookOf = ({ result, once }: Reply, viewerId: string, subjectId: string, requestId: string | null): Look => ({
  viewerId,
  subjectId,
  what: result.says,
  requestId,
  key: once === null ? null : `n:${once}`,
});
