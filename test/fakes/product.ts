/** Stands in for the product on the near side of an adapter: a sink, and messages to send. */
import type { InboundMessage, OutboundMessage, Sink } from '../../src/chat/message.ts';

/** A product that stores what it gets, once per event key. */
export class SinkFake {
  readonly stored: InboundMessage[] = [];
  calls = 0;
  /** The product cannot store: the sink rejects. */
  broken = false;
  /** Awaited before it answers. */
  hold: (() => Promise<void>) | null = null;

  readonly sink: Sink = async (message) => {
    this.calls += 1;
    await this.hold?.();
    if (this.broken) throw new Error('the product cannot store');
    if (!this.stored.some((one) => one.eventKey === message.eventKey)) this.stored.push(message);
  };
}

export const outbound = (conversation: string, text: string, more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  key: `key:${text}`,
  conversation,
  text,
  code: null,
  mentions: [],
  replyTo: null,
  buttons: [],
  images: [],
  files: [],
  ...more,
});
