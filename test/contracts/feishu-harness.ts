/** Feishu's fake as the adapter contract plays it. */
import { createAdapter } from '../../bots/feishu/adapter.ts';
import type { FeishuShown } from '../fakes/feishu-content.ts';
import type { Delivered } from '../fakes/feishu-delivery.ts';
import type { FeishuPerson } from '../fakes/feishu-person.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import type { Forgery, WebhookSender } from '../fakes/feishu-webhook.ts';
import type { Delivery, Faults, Harness, Place, PlatformUser, Shown } from './harness.ts';
import { KeptFake } from './kept.ts';

const KEYS = { encryptKey: 'sample-encrypt-key', verificationToken: 'sample-verification-token' };

const FORGERIES: readonly Forgery[] = [
  ...(['wrong-signature', 'no-signature', 'not-encrypted', 'wrong-token', 'other-app'] as const),
  ...(['replayed-after-a-day', 'garbage', 'not-json', 'huge'] as const),
];

const shownOf = (message: FeishuShown): Shown => ({
  id: message.id,
  text: message.text,
  byBot: message.byBot,
  buttonLabels: message.buttons.map(({ label }) => label),
  fileNames: message.files.map(({ name }) => name),
  imageCount: message.images.length,
});

/** Presses are never told again, and what the bot does not get is not taken. */
const deliveryOf = async (delivered: Promise<Delivered>): Promise<Delivery> =>
  (await delivered) === 'acknowledged' ? 'acknowledged' : 'not-acknowledged';

export function feishuUser(server: FeishuServer, person: FeishuPerson, group: string): PlatformUser {
  const chat = (place: Place): string => (place === 'direct' ? person.direct : group);
  const find = (message: Shown): FeishuShown =>
    [...server.shown(person.direct), ...server.shown(group)].find(({ id }) => id === message.id)!;
  return {
    id: person.openId,
    conversation: chat,
    say: (place, text, { mention = false, quote } = {}) =>
      deliveryOf(person.say(chat(place), text, { mention, ...(quote && { quote: quote.id }) })),
    press: (_, message, value) => deliveryOf(person.press(message.id, value)),
    sendImage: (place, bytes, text) => deliveryOf(person.sendImage(chat(place), bytes, text)),
    sendFile: (place, name, bytes) => deliveryOf(person.sendFile(chat(place), name, bytes)),
    sendLocation: (place, point) => deliveryOf(person.sendLocation(chat(place), point)),
    redeliver: () => deliveryOf(server.redeliver()),
    sayAt: (place, text, sentAt) => deliveryOf(person.say(chat(place), text, { sentAt })),
    sayReversed: async (place, texts) => {
      server.delivery.hold();
      const now = Date.now();
      for (const [n, text] of texts.entries()) void person.say(chat(place), text, { sentAt: now + n });
      const released = await server.delivery.release('reversed');
      return await Promise.all(released.map((one) => deliveryOf(Promise.resolve(one))));
    },
    forward: (place) => deliveryOf(person.forward(chat(place))),
    edit: (_, text) => deliveryOf(person.edit(person.lastId, text)),
    recall: () => deliveryOf(person.recall(person.lastId)),
    shown: async (place) => server.shown(chat(place)).map(shownOf),
    save: async (message, n) => server.bytes(find(message).files[n]!.key),
    saveImage: async (message, n) => server.bytes(find(message).images[n]!),
  };
}

/** An event that would be taken, were it Feishu's. */
function forge(server: FeishuServer, sender: WebhookSender, person: FeishuPerson): Faults['forge'] {
  const chat = server.state.direct(person.openId);
  const content = JSON.stringify({ text: '同意' });
  const said = { chat, senderId: person.openId, byBot: false, type: 'text', content };
  return async () => {
    const events = FORGERIES.map(() => server.events.received(server.state.addMessage(said), person.account));
    const answers = await Promise.all(FORGERIES.map((kind, n) => sender.forge(kind, events[n]!)));
    return answers.map(({ status }) => (status === 200 ? 'acknowledged' : 'not-acknowledged'));
  };
}

export async function feishuHarness(way: 'long-connection' | 'webhook'): Promise<Harness> {
  const server = await FeishuServer.start();
  const kept = new KeptFake();
  const { appId, appSecret, url: domain } = server;
  const webhook = way === 'webhook' ? { ...KEYS, host: '127.0.0.1', port: 0 } : null;
  const adapter = createAdapter({ config: { appId, appSecret, domain, webhook }, ports: kept.ports });
  const [person, stranger] = [server.person('示例甲'), server.person('示例乙')];
  const group = server.group('示例村工作队', [person, stranger]);
  let sender: WebhookSender | null = null;
  const userOfOne = async (one: FeishuPerson): Promise<PlatformUser> => {
    if (adapter.url !== null) sender ??= server.callWebhook({ url: adapter.url, ...KEYS });
    else await server.connections.connected();
    return feishuUser(server, one, group);
  };
  return {
    adapter,
    faults: {
      limit: (retryAfter) => server.limit({ retryAfter }),
      dropBefore: () => server.dropBefore(),
      dropAfter: () => server.dropAfter(),
      down: async () => {
        if (way === 'webhook') server.delivery.hold();
        await server.down();
      },
      up: async () => {
        await server.up();
        if (way === 'webhook') await server.delivery.release();
      },
      catchUp: () => server.delivery.retryDue(),
      block: () => server.block(person),
      loseImages: () => {
        for (const { key } of server.state.resources.values()) server.gone(key);
      },
      ...(webhook && { forge: () => forge(server, sender!, person)!() }),
    },
    user: () => userOfOne(person),
    stranger: () => userOfOne(stranger),
    keepFile: kept.keepFile,
    keepImage: kept.keepImage,
    keptImage: async () => null,
    keptFile: async () => null,
    close: () => server.close(),
  };
}
