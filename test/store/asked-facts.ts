/** Messages of the sample county recorded and asked for, past the worker. */
import type { StoredMessage } from '../../src/chat/message.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Facts, Need } from '../../src/domain/facts.ts';
import type { Request } from '../../src/domain/request.ts';
import { apply } from '../../src/store/apply.ts';
import { inTransaction } from '../../src/store/database.ts';
import { loadFacts } from '../../src/store/facts.ts';
import { loadSpeakers } from '../../src/store/speakers.ts';
import { messageFrom, resultOf, wednesday, type OpenedCounty } from './opened-county.ts';
import { opening } from './sample-requests.ts';

let inboxId = 100n;

/** Applies what a message of that person comes to. */
export function record({ db }: OpenedCounty, personId: string, ...effects: readonly Effect[]): Promise<void> {
  inboxId += 1n;
  return inTransaction(db, (tx) => apply(tx, db.county, [resultOf(inboxId, personId, effects)], wednesday));
}

export const open = (county: OpenedCounty, ...requests: readonly Request[]): Promise<void> =>
  record(county, 'p1', ...requests.map(opening));

export type Asked = readonly [message: StoredMessage, need: Need];

/** The facts of each message with its need, as one batch. */
export const factsOf = ({ db }: OpenedCounty, ...asked: readonly Asked[]): Promise<Facts[]> =>
  inTransaction(db, async (tx) => {
    const taken = asked.map(([message], i) => ({ id: BigInt(i + 1), accountId: message.senderId, message }));
    const speakers = await loadSpeakers(tx, db.county, taken, wednesday);
    return loadFacts(tx, db.county, speakers, asked.map(([, need]) => need)); // prettier-ignore
  });

export const factsFor = async (
  county: OpenedCounty,
  personId: string,
  need: Need,
  more: Partial<StoredMessage> = {},
): Promise<Facts> => (await factsOf(county, [messageFrom(personId, more), need]))[0]!;

export const idsFor = async (county: OpenedCounty, personId: string, need: Need): Promise<string[]> =>
  (await factsFor(county, personId, need)).requests.map((r) => r.id);

/** Which requests each of these people is given, all asking the same. */
export async function idsOfEach(
  county: OpenedCounty,
  people: readonly string[],
  need: Need,
): Promise<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const id of people) given[id] = (await idsFor(county, id, need)).join();
  return given;
}

/** A message of the county's clock, whom no account stands for. */
export const tick = (more: Partial<StoredMessage> = {}): StoredMessage =>
  messageFrom('clock', { platform: 'clock', senderId: 'clock', conversation: 'clock', ...more });
