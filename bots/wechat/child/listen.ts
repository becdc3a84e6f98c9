/** What the gateway tells, told on in the order in which it came. */
import { setTimeout as delay } from 'node:timers/promises';
import { types } from 'wechaty-puppet';
import type { payloads } from 'wechaty-puppet';
import type { FromChild } from '../protocol.ts';
import type { WireMessage, WirePlace } from '../schema.ts';
import { LOST_WHY } from '../trouble.ts';
import { within } from './deadline.ts';
import type { GatewayPuppet } from './puppet.ts';

export interface Listened {
  readonly puppet: GatewayPuppet;
  readonly tell: (said: FromChild) => void;
  /** One look-up of what a message says, in ms. */
  readonly callMs: number;
}

export interface Listening {
  /** Resolves once all that has come is told on. */
  settled(): Promise<void>;
}

/** A name is for show: no message waits longer for it, in ms. */
const NAME_MS = 2_000;
const PLACE_MS = 5_000;
/** A message is asked for so often: it will not be told of again. */
const TRIES = 3;
/** After the n-th try n times as long, in ms. */
const AGAIN_MS = 300;

export function listen({ puppet, tell, callMs }: Listened): Listening {
  let before: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  const inOrder = (made: Promise<FromChild | null>): void => {
    underWay += 1;
    const kept = made.catch((): FromChild => ({ is: 'trouble', why: LOST_WHY, ending: false }));
    before = before.then(async () => {
      const said = await kept;
      underWay -= 1;
      if (said !== null) tell(said);
    });
  };
  puppet.on('message', ({ messageId }) => inOrder(told(puppet, messageId, callMs)));
  puppet.on('login', ({ contactId }) => inOrder(introduced(puppet, contactId)));
  puppet.on('logout', () => inOrder(Promise.resolve({ is: 'logout' })));
  puppet.on('scan', (scan) => inOrder(Promise.resolve(scanOf(scan))));
  // Told of before the event itself, which is to count as under way.
  puppet.on('heartbeat', () => {
    setImmediate(() => tell({ is: 'alive', caughtUp: underWay === 0 }));
  });
  return { settled: () => before.then(() => undefined) };
}

const scanOf = ({ qrcode, status }: payloads.EventScan): FromChild => {
  const isOver = [types.ScanStatus.Scanned, types.ScanStatus.Confirmed, types.ScanStatus.Cancel].includes(status);
  return { is: 'scan', scan: isOver || qrcode === undefined || qrcode === '' ? null : qrcode };
};

const introduced = async (puppet: GatewayPuppet, selfId: string): Promise<FromChild> => ({
  is: 'login',
  selfId,
  name: await nameOf(puppet, selfId),
});

/** null = it can't be had soon. */
export async function nameOf(puppet: GatewayPuppet, contactId: string): Promise<string | null> {
  try {
    const { name } = await within(NAME_MS, puppet.contactPayload(contactId));
    return name === '' ? null : name;
  } catch {
    return null;
  }
}

/** null = the bot's own. */
async function told(puppet: GatewayPuppet, handle: string, callMs: number): Promise<FromChild | null> {
  const payload = await payloadOf(puppet, handle, callMs);
  const { talkerId } = payload;
  if (puppet.isLoggedIn && talkerId === puppet.currentUserId) return null;
  return { is: 'message', message: await messageOf(puppet, { handle, talkerId, payload }) };
}

async function payloadOf(puppet: GatewayPuppet, handle: string, callMs: number): Promise<payloads.Message> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await within(callMs, puppet.messagePayload(handle));
    } catch (error) {
      if (tried === TRIES) throw error;
      await delay(AGAIN_MS * tried);
    }
  }
}

interface Told {
  readonly handle: string;
  readonly talkerId: string;
  readonly payload: payloads.Message;
}

async function messageOf(puppet: GatewayPuppet, { handle, talkerId, payload }: Told): Promise<WireMessage> {
  const [talkerName, place] = await Promise.all([
    nameOf(puppet, talkerId),
    payload.type === types.Message.Location ? placeOf(puppet, handle) : null,
  ]);
  return {
    id: payload.id,
    kind: types.Message[payload.type],
    talkerId,
    talkerName,
    roomId: orNull(payload.roomId),
    text: payload.text ?? '',
    sentAt: Number.isFinite(payload.timestamp) ? Math.max(0, Math.round(payload.timestamp)) : 0,
    mentionIds: 'mentionIdList' in payload ? (payload.mentionIdList ?? []) : [],
    filename: orNull(payload.filename),
    place,
  };
}

const orNull = (said: string | undefined): string | null => (said === undefined || said === '' ? null : said);

async function placeOf(puppet: GatewayPuppet, handle: string): Promise<WirePlace | null> {
  try {
    return await within(PLACE_MS, puppet.messageLocation(handle));
  } catch {
    return null;
  }
}
