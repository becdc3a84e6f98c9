import type { MessageView } from '../../bots/web/client/wire.ts';
import { WebPerson } from '../fakes/web-client.ts';
import type { Reply } from '../fakes/web-client.ts';
import { directOf, sampleTeam } from '../fakes/web-ports.ts';
import { webAdapter } from '../fakes/web-server.ts';
import { adapterContract } from './adapter-contract.ts';
import type { Delivery, Harness, Place, PlatformUser, Shown } from './adapter-contract.ts';

const shown = ({ id, text, from, buttons, files }: MessageView): Shown => ({
  id,
  text,
  byBot: from === 'bot',
  buttonLabels: buttons.map(({ label }) => label),
  fileNames: files.map((file) => file.name),
});

/** Li Lei at the web chat's HTTP, as the browser's client speaks it. */
function liLei(person: WebPerson): PlatformUser {
  const conversation = (place: Place): string => (place === 'direct' ? directOf('li-lei') : 'team:1');
  let keys = 0;
  let again = (): Promise<Reply> => Promise.reject(new Error('nothing was sent'));
  const deliver = async (exchange: () => Promise<Reply>): Promise<Delivery> => {
    again = exchange;
    return (await exchange()).status === 200 ? 'acknowledged' : 'not-acknowledged';
  };
  const base = (place: Place): object => ({
    eventKey: `event-key-${String((keys += 1))}`,
    conversation: conversation(place),
  });
  const post = (message: object): Promise<Delivery> => deliver(() => person.post(message));
  return {
    id: 'li-lei',
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
  };
}

adapterContract('web', async (): Promise<Harness> => {
  const store = sampleTeam();
  const adapter = webAdapter(store);
  return {
    adapter,
    user: async () => liLei(new WebPerson('li-lei', () => adapter.url!, store)),
    keepFile: async (name, bytes) => store.file(name, bytes),
    close: async () => {},
  };
});
