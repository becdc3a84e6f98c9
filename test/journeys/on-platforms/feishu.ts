/** Feishu by the long connection. */
import { createAdapter } from '../../../bots/feishu/adapter.ts';
import { feishuUser } from '../../contracts/feishu-harness.ts';
import { shownMessage } from '../../fakes/feishu-content.ts';
import type { FeishuPerson } from '../../fakes/feishu-person.ts';
import { FeishuServer } from '../../fakes/feishu-server.ts';
import { buttonOf, type PlatformSide, type Side } from './platform.ts';

function sideOf(server: FeishuServer, person: FeishuPerson, group: string): Side {
  const user = feishuUser(server, person, group);
  const side: Side = {
    ...user,
    press: (message, label) => user.press('direct', message, label),
    steal: async (_, { id }, label) => {
      const stands = server.state.messages.get(id)!;
      const { value } = buttonOf(shownMessage(server.state, stands).buttons, (one) => one.label === label);
      const delivered = await server.delivery.deliver(server.events.pressed(stands, person.account, value));
      return delivered === 'acknowledged' ? 'acknowledged' : 'not-acknowledged';
    },
    bind: async (name, tail, code) => {
      await user.say('direct', `绑定 ${name} 尾号${tail} ${code}`);
      return side;
    },
  };
  return side;
}

export async function openFeishu(): Promise<PlatformSide> {
  const server = await FeishuServer.start();
  // The conversations are quicker than people; what the limits do has tests of its own.
  server.api.limits.kept = false;
  const { appId, appSecret, url: domain } = server;
  return {
    name: 'feishu',
    hearsGroups: false,
    hearsStrangers: true,
    adapter: ({ images, files }) =>
      createAdapter({
        config: { appId, appSecret, domain, webhook: null },
        ports: { readImage: images.read, readFile: files.read },
      }),
    people: async (_, ids, inGroup) => {
      await server.connections.connected();
      const people = new Map(ids.map((id) => [id, server.person(`示例 ${id}`)]));
      const group = server.group('示例一村工作队群', inGroup.map((id) => people.get(id)!)); // prettier-ignore
      return new Map([...people].map(([id, person]) => [id, sideOf(server, person, group)]));
    },
    down: () => server.down(),
    up: () => server.up(),
    close: () => server.close(),
  };
}
