/** The gateway's one stream of events: what the SDK does not tell of it, and how it is had from whoever has it. */
import { setTimeout as delay } from 'node:timers/promises';
import { unary } from './deadline.ts';
import { requests } from './stub.ts';
import type { Streaming, Stub } from './stub.ts';

/** The gateway lets go at once; what it answers with is that its puppet has stopped, which nobody waits for. In ms. */
const STOP_MS = 3_000;

/** Until the old stream has surely ended: what the gateway notes of its end later, it notes of the next one. In ms. */
const ENDING_MS = 1_000;

/** What the SDK's manager keeps to itself. */
interface Opening {
  startStream: () => Promise<void>;
}

/** Does something once there is a stub, and before the stream is asked for. */
export function beforeStream(manager: unknown, first: () => Promise<void>): void {
  const opening = manager as Opening;
  const startStream = opening.startStream.bind(manager);
  opening.startStream = async () => {
    await first();
    await startStream();
  };
}

/** The SDK goes on without a word where a stream fails before its first event. */
export function watchStream(stub: Streaming, failed: (error: unknown) => void): void {
  const event = stub.event.bind(stub);
  stub.event = (request) => event(request).on('error', failed);
}

/** Ends the stream that the gateway holds, and stops its puppet, which the next start starts again. Never rejects. */
export async function endStream(stub: Stub): Promise<void> {
  await unary(stub, stub.stop, new requests.StopRequest(), STOP_MS).catch(() => undefined);
  await delay(ENDING_MS);
}
