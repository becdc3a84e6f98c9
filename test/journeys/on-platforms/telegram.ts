/** Telegram by long polling. */
import { createAdapter } from '../../../bots/telegram/adapter.ts';
import { TelegramPoster, telegramUser } from '../../contracts/telegram-harness.ts';
import { TelegramServer } from '../../fakes/telegram-server.ts';
import { buttonOf, type PlatformSide, type Side } from './platform.ts';

/** A long poll of 30 s holds for a moment only. */
const SECOND_MS = 10;

function sideOf(server: TelegramServer, poster: TelegramPoster, group: number, friend: TelegramPoster): Side {
  const user = telegramUser(server, poster, group, friend.person);
  const press: Side['steal'] = (owner, { id }, label) => {
    const shown = server.shown(Number(owner.conversation('direct'))).find((one) => String(one.id) === id)!;
    const { data } = buttonOf(shown.buttons, ({ text }) => text === label);
    return poster.deliver(poster.person.press(shown, data!));
  };
  const side: Side = {
    ...user,
    press: (message, label) => press(side, message, label),
    steal: press,
    bind: async (name, tail, code) => {
      await user.say('direct', `绑定 ${name} 尾号${tail} ${code}`);
      return side;
    },
  };
  return side;
}

export async function openTelegram(): Promise<PlatformSide> {
  const server = await TelegramServer.start({ secondMs: SECOND_MS });
  return {
    name: 'telegram',
    hearsGroups: false,
    hearsStrangers: true,
    adapter: ({ images, files, exclusively }) =>
      createAdapter({
        config: { token: server.token, apiRoot: server.url, webhook: null },
        ports: {
          readImage: images.read,
          readFile: files.read,
          exclusively: (name, work) => exclusively.during(name, work),
        },
      }),
    people: async (_, ids, inGroup) => {
      const posters = new Map(ids.map((id) => [id, new TelegramPoster(server.person(`示例 ${id}`))]));
      const members = inGroup.map((id) => posters.get(id)!.person);
      const group = server.group('示例一村工作队群', members);
      const friend = posters.get(inGroup[0]!)!;
      return new Map([...posters].map(([id, poster]) => [id, sideOf(server, poster, group, friend)]));
    },
    down: () => server.down(),
    up: () => server.up(),
    close: () => server.close(),
  };
}
