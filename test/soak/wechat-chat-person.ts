/** Somebody on WeChat in a campaign: no buttons, a picture without words, places in whichever form the puppet has them. */
import { createHash } from 'node:crypto';
import type { PlaceForm, WechatHow, WechatPerson, WechatPosted } from '../fakes/wechat-person.ts';
import type { Chance } from './chance.ts';
import type { ChatPerson, PhotoTaken, Saying } from './platform-side.ts';

const POINT = { latitude: 29.86, longitude: 107.73 };
const FORMS: readonly PlaceForm[] = ['object', 'xml', 'zero'];

/** What becomes of what is said. */
interface Said {
  readonly chance: Chance;
  /** Says it until it is taken; the first time before this returns. */
  taken(say: () => WechatPosted): Promise<string>;
  withoutId(): Pick<WechatHow, 'id'>;
  quoting(chat: string, quote: string | undefined): Pick<WechatHow, 'quote'>;
}

/** As the adapter is to call the events; what has no id goes by what it says. */
export function wechatKeyOf({ message: { id, talkerId, chat, kind, text, at } }: WechatPosted): string {
  if (id !== '') return `m:${id}`;
  const room = chat === talkerId ? null : chat;
  const said = JSON.stringify([talkerId, room, kind, text, Math.floor(at / 1000)]);
  return `c:${createHash('sha256').update(said).digest('hex')}`;
}

export class WechatChatPerson implements ChatPerson {
  readonly personId: string;
  readonly person: WechatPerson;
  groupId = '';
  readonly #side: Said;

  constructor(personId: string, person: WechatPerson, side: Said) {
    this.personId = personId;
    this.person = person;
    this.#side = side;
  }

  get userId(): string {
    return this.person.id;
  }

  get direct(): string {
    return this.person.id;
  }

  say(text: string, { group = false, quote }: Saying = {}): Promise<string> {
    return this.#side.taken(() => {
      const how: WechatHow = { mention: group, ...this.#side.withoutId(), ...this.#side.quoting(this.direct, quote) };
      return this.person.say(group ? this.groupId : this.direct, text, how);
    });
  }

  /** Nobody is shown a button. */
  async press(): Promise<void> {
    throw new Error('there are no buttons');
  }

  /** A picture has no words: they are said after it. */
  async photo(bytes: Uint8Array, words: string): Promise<PhotoTaken> {
    const photo = await this.#side.taken(() => this.person.photo(this.direct, bytes));
    return { photo, said: await this.say(words) };
  }

  pin(): Promise<string> {
    const form = this.#side.chance.pick(FORMS);
    return this.#side.taken(() => this.person.location(this.direct, POINT, { form }));
  }
}
