/** Telegram's fake as the adapter contract plays it. */
import { createAdapter } from '../../bots/telegram/adapter.ts';
import type { TelegramPerson, TelegramPosted } from '../fakes/telegram-person.ts';
import { TelegramServer } from '../fakes/telegram-server.ts';
import type { TelegramShown } from '../fakes/telegram-world.ts';
import type { Delivery, Faults, Harness, Place, PlatformUser, Shown } from './harness.ts';
import { KeptFake } from './kept.ts';

const SECRET = 'sample-secret-of-the-webhook';
/** A long poll of 30 s holds for a moment only. */
const SECOND_MS = 10;

const shownOf = (message: TelegramShown): Shown => ({
  id: String(message.id),
  text: message.text,
  byBot: message.byBot,
  buttonLabels: message.buttons.map(({ text }) => text),
  fileNames: message.files.map(({ name }) => name),
  imageCount: message.photos.length,
});

/** What one person has posted last, for what refers to it. */
export class TelegramPoster {
  readonly person: TelegramPerson;
  last: TelegramPosted | null = null;

  constructor(person: TelegramPerson) {
    this.person = person;
  }

  deliver(posted: TelegramPosted): Promise<Delivery> {
    this.last = posted;
    return posted.delivered();
  }
}

export function telegramUser(
  server: TelegramServer,
  poster: TelegramPoster,
  group: number,
  friend: TelegramPerson,
): PlatformUser {
  const { person } = poster;
  const chat = (place: Place): number => (place === 'direct' ? person.id : group);
  const find = (message: Shown): TelegramShown =>
    [...server.shown(person.id), ...server.shown(group)].find(({ id }) => String(id) === message.id)!;
  return {
    id: String(person.id),
    conversation: (place) => String(chat(place)),
    say: (place, text, { mention = false, quote } = {}) => {
      const how = { mention, ...(quote && { quote: { id: Number(quote.id) } }) };
      return poster.deliver(person.say(chat(place), text, how));
    },
    press: (_, message, value) => poster.deliver(person.press(find(message), value)),
    sendImage: (place, bytes, caption) => poster.deliver(person.photo(chat(place), bytes, { caption })),
    sendFile: (place, name, bytes, caption) =>
      poster.deliver(person.document(chat(place), name, 'application/octet-stream', bytes, { caption })),
    sendLocation: (place, point) => poster.deliver(person.location(chat(place), point)),
    redeliver: () => server.redeliver(),
    sayAt: (place, text, at) => poster.deliver(person.say(chat(place), text, { at })),
    sayReversed: async (place, texts) => {
      server.hold();
      const posted = texts.map((text) => person.say(chat(place), text));
      server.release('reversed');
      return await Promise.all(posted.map((one) => one.delivered()));
    },
    forward: (place, text) => poster.deliver(person.say(chat(place), text, { forwardedFrom: friend.user })),
    edit: (_, text) => poster.deliver(person.edit(poster.last!, text)),
    shown: async (place) => server.shown(chat(place)).map(shownOf),
    save: async (message, n) => find(message).files[n]!.bytes,
    saveImage: async (message, n) => find(message).photos[n]!,
  };
}

/** A post that would be taken, were it Telegram's. */
const forged = (id: number, chatId: number): object => ({
  update_id: id,
  message: {
    ...{ message_id: id, date: Math.floor(Date.now() / 1000), text: '同意' },
    from: { id: chatId, is_bot: false, first_name: '示例甲' },
    chat: { id: chatId, type: 'private', first_name: '示例甲' },
  },
});

const forge =
  (server: TelegramServer, chatId: number): Faults['forge'] =>
  async () => {
    const body = forged(799_000_001, chatId);
    const posts = [
      { body },
      { body, secret: '' },
      { body, secret: 'another-secret' },
      { body, secret: `${SECRET}x` },
      { body, secret: SECRET.slice(0, -1) },
      { body: '{"update_id":', secret: 'another-secret' },
      { body: Buffer.alloc(5_000_000, 0x20) },
    ];
    const answers = await Promise.all(posts.map((post) => server.forge(post)));
    return answers.map(({ status }) => (status >= 200 && status < 300 ? 'acknowledged' : 'not-acknowledged'));
  };

/** By the clock that the suite sets. */
const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) resolve();
  });

export async function telegramHarness(way: 'polling' | 'webhook'): Promise<Harness> {
  const server = await TelegramServer.start({ secondMs: SECOND_MS });
  const kept = new KeptFake();
  const webhook = { url: 'https://bot.example.gov.cn/telegram', secret: SECRET, host: '127.0.0.1', port: 0 };
  const exclusively = (_: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> =>
    work(new AbortController().signal);
  const adapter = createAdapter({
    config: { token: server.token, apiRoot: server.url, webhook: way === 'webhook' ? webhook : null, wait },
    ports: { ...kept.ports, exclusively },
  });
  const [poster, stranger, friend] = ['示例甲', '示例乙', '示例丙'].map(
    (name) => new TelegramPoster(server.person(name)),
  );
  const { person } = poster!;
  const group = server.group('示例村工作队', [person, friend!.person]);
  const userOfOne = async (one: TelegramPoster): Promise<PlatformUser> => {
    if (adapter.webhookPort !== null) server.passWebhookTo(`http://127.0.0.1:${String(adapter.webhookPort)}`);
    return telegramUser(server, one, group, friend!.person);
  };
  return {
    adapter,
    faults: {
      limit: (retryAfter) => server.faults.limit({ retryAfter }),
      dropBefore: () => server.faults.dropBefore(),
      dropAfter: () => server.faults.dropAfter(),
      down: async () => {
        server.hold();
        await server.down();
      },
      up: async () => {
        await server.up();
        server.release('as-sent');
      },
      block: () => void person.block(),
      loseImages: () => server.breakFiles(poster!.last!, 'gone'),
      ...(way === 'webhook' && { forge: () => forge(server, person.id)!() }),
    },
    user: () => userOfOne(poster!),
    stranger: () => userOfOne(stranger!),
    keepFile: kept.keepFile,
    keepImage: kept.keepImage,
    keptImage: async () => null,
    keptFile: async () => null,
    close: () => server.close(),
  };
}
