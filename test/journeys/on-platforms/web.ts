/** The web chat over HTTP, in a real county: whoever is there has signed in. */
import { webUser } from '../../contracts/web-user.ts';
import { ask, WebPerson } from '../../fakes/web-client.ts';
import { webAccountsOf } from '../../../src/store/web-accounts.ts';
import { boundElsewhere } from '../../store/opened-county.ts';
import { buttonOf, type PlatformSide, type Running, type Side } from './platform.ts';

/** Who is signed in, by their accounts. */
type People = Map<string, WebPerson>;

const signedIn = (people: People, { web }: Running, accountId: string, token: string): WebPerson => {
  const person = new WebPerson(accountId, () => web.url!, { session: () => token });
  people.set(accountId, person);
  return person;
};

function sideOf(people: People, running: Running, person: WebPerson): Side {
  const personId = person.accountId.replace('web-', '');
  const user = webUser(person, (place) => (place === 'direct' ? `d-web-${personId}` : 'g-g1'));
  const press: Side['steal'] = async (owner, message, label) => {
    const stands = await people.get(owner.id)!.messages(owner.conversation('direct'));
    const { buttons } = stands.find(({ id }) => id === message.id)!;
    return await user.press('direct', message, buttonOf(buttons, (one) => one.label === label).id);
  };
  const side: Side = {
    ...user,
    press: (message, label) => press(side, message, label),
    steal: press,
    bind: async (name, tail, code) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: person.origin };
      const body = new URLSearchParams({ name, tail, code }).toString();
      const { headers: answered } = await ask(`${person.origin}/bind`, { method: 'POST', headers, body });
      const accountId = /^\/a\/([^/]+)\/$/.exec(answered.location ?? '')?.[1];
      const token = /zhucun=([^;]+)/.exec((answered['set-cookie'] ?? []).join())?.[1];
      if (accountId === undefined || token === undefined) throw new Error('not bound');
      return sideOf(people, running, signedIn(people, running, accountId, token));
    },
  };
  return side;
}

export async function openWeb(): Promise<PlatformSide> {
  return {
    name: 'web',
    hearsGroups: true,
    hearsStrangers: false,
    adapter: () => null,
    people: async (running, ids) => {
      const { data } = running.parts;
      const accounts = webAccountsOf(data.db, { demo: false, botName: '驻村助手', boundElsewhere });
      const people: People = new Map();
      const sides = ids.map(async (id): Promise<[string, Side]> => {
        const token = (await accounts.openSession(`web-${id}`)) ?? 'nobody';
        return [id, sideOf(people, running, signedIn(people, running, `web-${id}`, token))];
      });
      return new Map(await Promise.all(sides));
    },
    close: async () => {},
  };
}
