/** The web chat's user, in front of whatever stands behind its HTTP. */
import type { MessageView } from '../../bots/web/client/wire.ts';
import type { Reply, WebPerson } from '../fakes/web-client.ts';
import type { Delivery, Place, PlatformUser, Shown } from './harness.ts';

const shown = ({ id, text, from, buttons, files, images }: MessageView): Shown => ({
  id,
  text,
  byBot: from === 'bot',
  buttonLabels: buttons.map(({ label }) => label),
  fileNames: files.map((file) => file.name),
  imageCount: images.length,
});

export const deliveryOf = ({ status }: Reply): Delivery => (status === 200 ? 'acknowledged' : 'not-acknowledged');

/** Somebody at the web chat's HTTP, as the browser's client speaks it. */
export function webUser(person: WebPerson, conversation: PlatformUser['conversation']): PlatformUser {
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
    sendFile: (place, name, bytes, text) => {
      const message = { ...base(place), kind: 'file', text };
      return deliver(() => person.postForm(message, [], [{ name, bytes }]));
    },
    sendLocation: (place, point) =>
      post({ ...base(place), kind: 'location', location: { ...point, accuracyMetres: 20, name: null } }),
    redeliver: () => deliver(again),
    shown: async (place) => (await person.messages(conversation(place))).map(shown),
    save: async (message, n) => (await person.ask(`api/messages/${message.id}/files/${String(n)}`)).bytes,
    saveImage: async (message, n) => (await person.ask(`api/messages/${message.id}/images/${String(n)}`)).bytes,
  };
}
