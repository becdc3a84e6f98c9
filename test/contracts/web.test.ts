import type { WebAdapter } from '../../bots/web/adapter.ts';
import type { WebChatLog } from '../../bots/web/ports.ts';
import { WebPerson, ask } from '../fakes/web-client.ts';
import type { Reply } from '../fakes/web-client.ts';
import { directOf, sampleTeam } from '../fakes/web-ports.ts';
import type { WebStoreFake } from '../fakes/web-ports.ts';
import { webAdapter } from '../fakes/web-server.ts';
import { adapterContract } from './adapter-contract.ts';
import type { Faults, Harness, PlatformUser } from './harness.ts';
import { deliveryOf, webUser } from './web-user.ts';

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

const userOf = (person: WebPerson): PlatformUser =>
  webUser(person, (place) => (place === 'direct' ? directOf(person.accountId) : 'team:1'));

adapterContract('web', async (): Promise<Harness> => {
  const store = sampleTeam();
  const adapter = webAdapter(store);
  const person = (id: string): WebPerson => new WebPerson(id, () => adapter.url!, store);
  return {
    adapter,
    faults: { ...droppedBy(store), forge: () => forgeries(adapter, person('li-lei'))!() },
    user: async () => userOf(person('li-lei')),
    stranger: async () => userOf(person('han-mei')),
    keepFile: async (name, bytes) => store.file(name, bytes),
    keepImage: async (bytes) => (await store.ports.images.keep(bytes, 'image/jpeg'))!,
    keptImage: ({ sha256 }) => store.ports.images.read(sha256),
    keptFile: ({ sha256 }) => store.ports.files.read(sha256),
    close: async () => {},
  };
});
