/** A county with a bot that only echoes and asks, over the fake store: enough for every part of the client to be seen. */
import type { WebAdapter } from '../../bots/web/adapter.ts';
import type { Config } from '../../bots/web/config.ts';
import type { InboundMessage, OutboundMessage } from '../../src/chat/message.ts';
import { SinkFake, outbound } from '../fakes/product.ts';
import { directOf, sampleTeam } from '../fakes/web-ports.ts';
import type { WebStoreFake } from '../fakes/web-ports.ts';
import { webAdapter } from '../fakes/web-server.ts';

const SECRETARY = directOf('wang-shuji');
const BUTTONS = [
  { id: 'leave-1.1.approve', label: '同意', words: '同意' },
  { id: 'leave-1.1.reject', label: '驳回', words: '驳回' },
];

export class EchoCounty {
  readonly store: WebStoreFake = sampleTeam();
  readonly product = new SinkFake();
  adapter: WebAdapter;
  readonly #config: Partial<Config>;
  #port = 0;
  #answers = 0;

  constructor(config: Partial<Config>) {
    this.#config = config;
    this.adapter = this.#newAdapter();
  }

  #newAdapter(): WebAdapter {
    const places = [
      { name: '示例村委会', latitude: 29.9201, longitude: 107.8302 },
      { name: '县城', latitude: 29.8634, longitude: 107.7309 },
    ];
    return webAdapter(this.store, { port: this.#port, places, stopGraceMs: 500, ...this.#config });
  }

  get url(): string {
    return this.adapter.url!;
  }

  /** Starts, or starts again on the same port with the same store. */
  async start(): Promise<void> {
    this.adapter = this.#newAdapter();
    await this.adapter.start(async (message) => {
      const known = this.product.stored.length;
      await this.product.sink(message);
      // Answers like the product: from what is stored, once, after the platform was answered.
      if (this.product.stored.length > known) setImmediate(() => void this.#answer(message));
    });
    this.#port = Number(new URL(this.url).port);
  }

  stop(): Promise<void> {
    return this.adapter.stop();
  }

  say(conversation: string, text: string, more: Partial<OutboundMessage> = {}): Promise<unknown> {
    this.#answers += 1;
    const message = outbound(conversation, text, { key: `answer-${String(this.#answers)}`, ...more });
    return this.adapter.send(message, new AbortController().signal);
  }

  async #answer(message: InboundMessage): Promise<void> {
    const { conversation, text, kind, messageId, chatKind, mentionsBot, senderId } = message;
    if (chatKind === 'group' && !mentionsBot) return;
    if (kind === 'action') await this.#decide(message);
    else if (kind === 'location') await this.say(conversation, '位置收到:今天已打卡。', { replyTo: messageId });
    else if (kind === 'image') await this.say(conversation, `照片收到(${String(message.images.length)} 张)。`);
    else if (text.startsWith('请假')) await this.#ask(message);
    else {
      const mentions = chatKind === 'group' ? [senderId] : [];
      const replyTo = message.quote === null ? null : messageId;
      await this.say(conversation, `收到:${text.slice(0, 200)}`, { mentions, replyTo });
    }
  }

  async #ask({ conversation, messageId, senderName }: InboundMessage): Promise<void> {
    await this.say(conversation, '已提交,等王书记审批。', { code: 'A1B2', replyTo: messageId });
    const words = `${senderName ?? ''}请假:12月1日至12月3日,共 3 天。\n依据《管理办法》第十条,3 天以内由乡镇党委书记审批。`;
    await this.say(SECRETARY, words, { code: 'A1B2', buttons: BUTTONS });
  }

  async #decide({ action, senderName }: InboundMessage): Promise<void> {
    const approved = action?.value === BUTTONS[0]?.id;
    const words = `${approved ? '已同意' : '已驳回'}(${senderName ?? ''})。`;
    await this.adapter.update!(
      action?.messageId ?? '',
      outbound(SECRETARY, `李雷请假:12月1日至12月3日,共 3 天。\n${words}`, { code: 'A1B2' }),
      new AbortController().signal,
    );
    await this.say(directOf('li-lei'), `您的请假${words}`, { code: 'A1B2' });
  }
}
