import type { MessageView } from '../../bots/web/client/wire.ts';
import type { WebAdapter } from '../../bots/web/adapter.ts';
import type { WebChatLog } from '../../bots/web/ports.ts';
import { WebPerson, ask } from '../fakes/web-client.ts';
import type { Reply } from '../fakes/web-client.ts';
import { directOf, sampleTeam } from '../fakes/web-ports.ts';
import type { WebStoreFake } from '../fakes/web-ports.ts';
import { webAdapter } from '../fakes/web-server.ts';
import { adapterContract } from './adapter-contract.ts';
import type { Delivery, Faults, Harness, Place, PlatformUser, Shown } from './harness.ts';

const shown = ({ id, text, from, buttons, files, images }: MessageView): Shown => ({
  id,
  text,
  byBot: from === 'bot',
  buttonLabels: buttons.map(({ label }) => label),
  fileNames: files.map((file) => file.name),
  imageCount: images.length,
});

const deliveryOf = ({ status }: Reply): Delivery => (status === 200 ? 'acknowledged' : 'not-acknowledged');

/** Somebody at the web chat's HTTP, as the browser's client speaks it. */
function personAt(person: WebPerson): PlatformUser {
  const conversation = (place: Place): string => (place === 'direct' ? directOf(person.accountId) : 'team:1');
  let keys = 0;
  let again = (): Promise<Reply> => Promise.reject(new Error('nothing was sent'));
  const deliver = async (exchange: () => Promise<Reply>): Promise<Delivery> => {
    again = exchange;
    return deliveryOf(await exchange());
  };
  const base = (place: Place): object => ({
    eventKey: `event-key-${String((keys += 1))}`,
    conversation: conversation(place),
  });
  const post = (message: object): Promise<Delivery> => deliver(() => person.post(message));
  return {
    id: person.accountId,
    conversation,
    say: (place, text, { mention = false, quote } = {}) =>
      post({ ...base(place), kind: 'text', text: mention ? `@驻村助手 ${text}` : text, quote: quote?.id ?? null }),
    press: (place, message, value) => post({ ...base(place), kind: 'action', messageId: message.id, value }),
    sendImage: (place, bytes, text) => {
      const message = { ...base(place), kind: 'image', text };
      return deliver(() => person.postForm(message, [bytes]));
    },
    sendLocation: (place, point) =>
      post({ ...base(place), kind: 'location', location: { ...point, accuracyMetres: 20, name: null } }),
    redeliver: () => deliver(again),
    shown: async (place) => (await person.messages(conversation(place))).map(shown),
    save: async (message, n) => (await person.ask(`api/messages/${message.id}/files/${String(n)}`)).bytes,
    saveImage: async (message, n) => (await person.ask(`api/messages/${message.id}/images/${String(n)}`)).bytes,
  };
}

/** The log is the platform: a send is dropped before it is appended, or after. */
function droppedBy(store: WebStoreFake): Faults {
  const log: { append: WebChatLog['append'] } = store.ports.log;
  const append = log.append.bind(log);
  const dropped = (before: boolean) => (): void => {
    log.append = async (entry) => {
      log.append = append;
      if (!before) await append(entry);
      throw new Error('the connection was cut');
    };
  };
  return { dropBefore: dropped(true), dropAfter: dropped(false) };
}

const message = { eventKey: 'event-key-0', conversation: directOf('li-lei'), kind: 'text', text: '打卡' };

/** Whoever is not signed in, writes as somebody else, or comes from another site. */
const forgeries =
  (adapter: WebAdapter, person: WebPerson): Faults['forge'] =>
  async () => {
    const url = `${adapter.url!}a/li-lei/api/messages`;
    const json = { 'content-type': 'application/json' };
    const { cookie = '', origin = '' } = person.headers;
    const asked: Record<string, string>[] = [
      { origin },
      { origin, cookie: 'zhucun=made-up-token' },
      { cookie, origin: 'https://evil.example' },
      { cookie, origin, host: 'evil.example' },
    ];
    const post = (more: object, to = url): Promise<Reply> =>
      ask(to, { method: 'POST', body: JSON.stringify(message), headers: { ...json, ...more } });
    const replies = await Promise.all([
      ...asked.map((headers) => post(headers)),
      post({ cookie, origin }, url.replace('li-lei', 'han-meimei')),
    ]);
    return replies.map(deliveryOf);
  };

adapterContract('web', async (): Promise<Harness> => {
  const store = sampleTeam();
  const adapter = webAdapter(store);
  const person = (id: string): WebPerson => new WebPerson(id, () => adapter.url!, store);
  return {
    adapter,
    faults: { ...droppedBy(store), forge: () => forgeries(adapter, person('li-lei'))!() },
    user: async () => personAt(person('li-lei')),
    stranger: async () => personAt(person('han-mei')),
    keepFile: async (name, bytes) => store.file(name, bytes),
    keepImage: async (bytes) => (await store.ports.images.keep(bytes, 'image/jpeg'))!,
    keptImage: ({ sha256 }) => store.ports.images.read(sha256),
    close: async () => {},
  };
});
