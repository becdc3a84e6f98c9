/** What a command is decided from, put together by hand: a small county, its real rules, and what the test says besides. */
import { fileURLToPath } from 'node:url';
import type { StoredMessage } from '../../src/chat/message.ts';
import type { Outcome, PersonContext } from '../../src/commands/context.ts';
import type { AttendanceEvent, Whereabouts } from '../../src/domain/attendance.ts';
import type { BindingFacts } from '../../src/domain/bind-code.ts';
import { dateOf, type Instant, type IsoDate } from '../../src/domain/calendar.ts';
import type { ConsentState } from '../../src/domain/consent.ts';
import type { SeatFound } from '../../src/domain/change-holder.ts';
import type { County } from '../../src/domain/county.ts';
import { isDeputyOn, type Deputy } from '../../src/domain/deputy.ts';
import type { Dialogue, ListedRequest, Question } from '../../src/domain/dialogue.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type {
  Due,
  Facts,
  FilingReceipt,
  FilledSeat,
  FoundPeople,
  HeldSeat,
  PressedButton,
  Someone,
  WorkLogEntry,
} from '../../src/domain/facts.ts';
import { codesNamedIn } from '../../src/domain/named-codes.ts';
import type { Looked } from '../../src/domain/look.ts';
import type { Person } from '../../src/domain/people.ts';
import type { PolicyDesk, PolicyFacts } from '../../src/domain/policy-asking.ts';
import { matchPeople } from '../../src/domain/people-names.ts';
import type { Result } from '../../src/domain/reply.ts';
import type { Fence } from '../../src/domain/roster.ts';
import type { Request } from '../../src/domain/request.ts';
import { defaultSettings, type CountySettings } from '../../src/domain/settings.ts';
import type { Rules } from '../../src/rules/decision.ts';
import { loadRules } from '../../src/rules/load.ts';
import { shanghai } from '../builders/moments.ts';
import { fixedDesk } from '../builders/policy-desk.ts';
import { sampleCounty } from '../support/sample-county.ts';

export { shanghai };
export const fengdu: Rules = loadRules(fileURLToPath(new URL('../../rules', import.meta.url)), ['fengdu-2021']);

export interface Scene {
  /** When it is said, as `2026-12-02 10:00` in Shanghai. */
  readonly at?: string;
  /** The county; the small one without an officer unless it is said. */
  readonly county?: County;
  readonly settings?: Partial<CountySettings>;
  readonly messageId?: bigint;
  readonly message?: Partial<StoredMessage>;
  /** People besides those of the county, or in their place. */
  readonly people?: readonly Person[];
  /** Other holders of a seat, by its body. */
  readonly holders?: Readonly<Record<string, readonly string[]>>;
  /** Those without a bound account. */
  readonly unreachable?: readonly string[];
  /** Those who want one digest each morning. */
  readonly digest?: readonly string[];
  /** Since when somebody holds their seats; long since, unless it is said. */
  readonly heldFrom?: Readonly<Record<string, IsoDate>>;
  /** Named for a time; they stand in for the seats of whom they are named for. */
  readonly deputies?: readonly Deputy[];
  readonly requests?: readonly Request[];
  /** The request of the quoted message. */
  readonly quotes?: string;
  /** Which content of the request the quoted message shows. */
  readonly quotedRevision?: number;
  /** The last list that was shown. */
  readonly listed?: readonly ListedRequest[];
  /** Looked up among everybody of the county. */
  readonly names?: readonly string[];
  readonly receipts?: readonly FilingReceipt[];
  readonly due?: Due;
  /** Of the speaker's village. */
  readonly fence?: Fence;
  readonly looked?: Looked;
  readonly seatsFound?: readonly SeatFound[];
  /** Whether the speaker has agreed to what is kept; they have, unless it is said. */
  readonly consent?: ConsentState;
  readonly binding?: BindingFacts;
  readonly fresh?: string;
  readonly days?: Readonly<Record<string, Partial<Whereabouts>>>;
  readonly logs?: readonly WorkLogEntry[];
  readonly question?: Question;
  /** When the question was asked; just before, unless it is said. */
  readonly askedAt?: Instant;
  readonly pressed?: PressedButton;
  readonly rules?: Rules;
  readonly policies?: PolicyDesk;
  readonly policy?: PolicyFacts;
}

/** The message of that person, with the facts around it. */
export function saidBy(personId: string, scene: Scene = {}): PersonContext {
  const facts = factsOf(personId, scene);
  const me = facts.speaker.person;
  if (!me) throw new Error(`nobody is ${personId}`);
  const settings = { ...defaultSettings, ...scene.settings };
  const policies = scene.policies ?? fixedDesk();
  return { message: messageOf(personId, scene), facts, rules: scene.rules ?? fengdu, settings, policies, me };
}

export const messageOf = (personId: string, { at = '2026-12-02 10:00', message = {} }: Scene): StoredMessage => ({
  platform: 'web',
  eventKey: 'e1',
  messageId: 'p1',
  conversation: `d-web-${personId}`,
  chatKind: 'direct',
  senderId: `web-${personId}`,
  senderName: null,
  sentAt: shanghai(at),
  receivedAt: shanghai(at),
  kind: 'text',
  otherKind: null,
  text: '',
  mentionsBot: false,
  quote: null,
  forwarded: false,
  edited: false,
  location: null,
  images: [],
  action: null,
  ...message,
});

export function factsOf(personId: string, scene: Scene = {}): Facts {
  const now = shanghai(scene.at ?? '2026-12-02 10:00');
  const today = dateOf(now);
  const people = peopleOf(scene);
  const seats = seatsOf(scene, today);
  return {
    now,
    today,
    messageId: scene.messageId ?? 1n,
    speaker: {
      accountId: `web-${personId}`,
      person: people.get(personId)?.person ?? null,
      seats: seats.flatMap((seat) => heldBy(personId, seat)),
      consent: scene.consent ?? 'given',
      consentSince: scene.consent === 'not-asked' ? null : shanghai('2026-11-01 09:00'),
    },
    dialogue: scene.question ? dialogueOf(scene.question, scene.askedAt ?? now - 60_000) : null,
    pressed: scene.pressed ?? null,
    quotedRequestId: scene.quotes ?? null,
    quotedText: scene.message?.quote?.text ?? null,
    quotedCodes: codesNamedIn(scene.message?.quote?.text ?? ''),
    quotedRevision: scene.quotedRevision ?? null,
    listed: scene.listed ?? [],
    requests: scene.requests ?? [],
    seats,
    people,
    days: new Map(
      Object.entries(scene.days ?? {}).map(([id, where]) => [id, { events: [], leaves: [], logDates: [], ...where }]),
    ),
    logs: scene.logs ?? [],
    found: foundBy(scene, people, seats),
    deputies: scene.deputies?.filter((d) => d.toOn >= today && [d.principalId, d.deputyId].includes(personId)) ?? [],
    receipts: scene.receipts ?? [],
    due: scene.due ?? null,
    fence: scene.fence ?? null,
    ownData: null,
    seatsFound: scene.seatsFound ?? [],
    looked: scene.looked ?? null,
    binding: scene.binding ?? null,
    fresh: scene.fresh ?? '',
    ...(scene.policy && { policy: scene.policy }),
  };
}

const countyOf = ({ county = sampleCounty }: Scene): County => county;

function peopleOf(scene: Scene): Map<string, Someone> {
  const { places, people } = countyOf(scene);
  const all = [...people, ...(scene.people ?? [])];
  return new Map(
    all.map((person) => [
      person.id,
      {
        person,
        reachable: !scene.unreachable?.includes(person.id),
        township: places.find((p) => p.id === person.townshipId)?.name ?? null,
        digest: scene.digest?.includes(person.id) ?? false,
      },
    ]),
  );
}

/** The seats with their holders, and with those who stand in for them on that day. */
function seatsOf(scene: Scene, on: IsoDate): FilledSeat[] {
  const { holders = {}, deputies = [] } = scene;
  return countyOf(scene).seats.map((seat) => {
    const holderIds = holders[seat.body] ?? seat.holderIds;
    return {
      ...seat,
      holderIds,
      heldFrom: Object.fromEntries(holderIds.map((id) => [id, scene.heldFrom?.[id] ?? '2026-01-01'])),
      deputies: deputies.filter((d) => holderIds.includes(d.principalId) && isDeputyOn(d, on)),
    };
  });
}

/** As held oneself, and as a deputy. */
const heldBy = (personId: string, { body, scopeId, title, holderIds, deputies }: FilledSeat): HeldSeat[] => [
  ...(holderIds.includes(personId) ? [{ body, scopeId, title, forId: null, namedBy: null }] : []),
  ...deputies
    .filter((d) => d.deputyId === personId)
    .map((d) => ({ body, scopeId, title, forId: d.principalId, namedBy: d.namedBy })),
];

const foundBy = (
  { names = [] }: Scene,
  people: ReadonlyMap<string, Someone>,
  seats: readonly FilledSeat[],
): FoundPeople[] => {
  const all = [...people.values()].map((someone) => ({
    ...someone,
    titles: seats.filter((s) => s.holderIds.includes(someone.person.id)).map((s) => s.title),
  }));
  return names.map((said) => ({ said, people: matchPeople(said, all) }));
};

/** The question that inbox message 7 opened. */
const dialogueOf = (question: Question, askedAt: Instant): Dialogue => ({ id: '7', question, askedAt });

export const cameOn = (personId: string, ...dates: readonly IsoDate[]): AttendanceEvent[] =>
  dates.map((on) => ({ personId, on, kind: 'arrived', turn: 0, at: Date.parse(`${on}T00:00:00Z`) }));

export const saysOf = ({ replies }: Outcome): Result['says'][] =>
  replies.flatMap(({ result, also }) => (also ? [result.says, also.says] : [result.says]));

/** The one result that says this. */
export function resultOf<K extends Result['says']>({ replies }: Outcome, says: K): Extract<Result, { says: K }> {
  const found = replies.filter((r) => r.result.says === says);
  if (found.length !== 1) throw new Error(`${found.length} replies say ${says}`);
  return found[0]!.result as Extract<Result, { says: K }>;
}

/** The effects of one kind. */
export const effectsOf = <K extends Effect['effect']>(
  { effects }: Outcome,
  kind: K,
): Extract<Effect, { effect: K }>[] => effects.filter((e): e is Extract<Effect, { effect: K }> => e.effect === kind);

/** The question that the outcome leaves open; null when it closes it; undefined when it leaves it as it was. */
export function questionAfter({ effects }: Outcome): Question | null | undefined {
  const last = effects.findLast((e) => e.effect === 'ask' || e.effect === 'close-question');
  return last && (last.effect === 'ask' ? last.dialogue.question : null);
}

/** Who is told what: `p6 please-answer`; `here` for the answer, `team-v1` for its group. */
export const toldBy = ({ replies }: Outcome): string[] =>
  replies.map(({ recipient, result }) => {
    const { to: kind } = recipient;
    const to =
      kind === 'here'
        ? 'here'
        : kind === 'person'
          ? recipient.personId
          : kind === 'account'
            ? recipient.conversation
            : recipient.teamId;
    return `${to} ${result.says}`;
  });
