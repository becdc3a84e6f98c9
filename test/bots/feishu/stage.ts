/** A Feishu on loopback, the bot at it over one of its two roads, a person, a group, and a product that stores. */
import { onTestFinished } from 'vitest';
import { createAdapter } from '../../../bots/feishu/adapter.ts';
import type { FeishuAdapter } from '../../../bots/feishu/adapter.ts';
import type { Config } from '../../../bots/feishu/config.ts';
import type { InboundMessage } from '../../../src/chat/message.ts';
import type { FeishuPerson } from '../../fakes/feishu-person.ts';
import { FeishuServer } from '../../fakes/feishu-server.ts';
import type { WebhookSender } from '../../fakes/feishu-webhook.ts';
import { SinkFake } from '../../fakes/product.ts';

export type Road = 'long connection' | 'webhook';
export const ROADS: readonly Road[] = ['long connection', 'webhook'];

export const SECRETS = { encryptKey: 'sample-encrypt-key', verificationToken: 'sample-verification-token' };

export interface Stage {
  readonly feishu: FeishuServer;
  readonly adapter: FeishuAdapter;
  readonly product: SinkFake;
  readonly person: FeishuPerson;
  readonly group: string;
  readonly kept: Map<string, Uint8Array>;
  readonly reported: unknown[];
  /** Who posts to the webhook; throws on the other road. */
  readonly poster: () => WebhookSender;
  readonly last: () => InboundMessage;
}

export interface Staging {
  readonly road?: Road;
  readonly config?: Partial<Config>;
  /** The platform is down as the bot starts. */
  readonly down?: boolean;
}

export async function stage({ road = 'webhook', config = {}, down = false }: Staging = {}): Promise<Stage> {
  const feishu = await FeishuServer.start();
  const kept = new Map<string, Uint8Array>();
  const read = async (sha256: string): Promise<Uint8Array | null> => kept.get(sha256) ?? null;
  const reported: unknown[] = [];
  const adapter = createAdapter({
    config: {
      appId: feishu.appId,
      appSecret: feishu.appSecret,
      domain: feishu.url,
      webhook: road === 'webhook' ? { ...SECRETS, host: '127.0.0.1', port: 0 } : null,
      report: (error) => reported.push(error),
      ...config,
    },
    ports: { readImage: read, readFile: read },
  });
  const product = new SinkFake();
  const person = feishu.person('示例甲', '13800000001');
  const group = feishu.group('示例村工作队', [person]);
  if (down) await feishu.down();
  await adapter.start(product.sink);
  const { url } = adapter;
  if (url === null && !down && config.appSecret === undefined) await feishu.connections.connected();
  const sender = url === null ? null : feishu.callWebhook({ ...SECRETS, url });
  onTestFinished(async () => {
    await adapter.stop();
    await feishu.close();
  });
  return {
    feishu,
    adapter,
    product,
    person,
    group,
    kept,
    reported,
    poster: () => {
      if (sender === null) throw new Error('there is no webhook');
      return sender;
    },
    last: () => {
      const message = product.stored.at(-1);
      if (message === undefined) throw new Error('nothing was stored');
      return message;
    },
  };
}
