/** WeChat through a puppet service: nothing can be pressed there, so people type the words that they are shown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAdapter } from '../../../bots/wechat/adapter.ts';
import { hurried, SOON } from '../../contracts/wechat-harness.ts';
import { Watch, wechatUser, type WechatSeat } from '../../contracts/wechat-user.ts';
import type { Shown } from '../../contracts/harness.ts';
import { WechatGateway } from '../../fakes/wechat-gateway.ts';
import type { PlatformSide, Side } from './platform.ts';

/** The test's clock leaps between what people do: no silence is measured by it. */
const NEVER_MS = 2 ** 30;

/** What a message offers to answer, in its own words: by the first of them, as 驳回 of “驳回 #A1B2 理由”. */
function offersIn(text: string): Map<string, string> {
  const line = /^回复：(.*)$/m.exec(text)?.[1];
  const offered = line === undefined ? quotedIn(text) : line.split(/，或 |，|或 /);
  return new Map(offered.filter((words) => words !== '').map((words) => [words.split(' ')[0]!, said(words)]));
}

const quotedIn = (text: string): string[] => [...text.matchAll(/“([^”]+)”/g)].map(([, words]) => words!);

/** 理由 and 说明 stand for what whoever answers thinks up. */
const said = (words: string): string => words.replace(/ (理由|说明)$/, '');

const withLabels = (message: Shown): Shown =>
  message.byBot ? { ...message, buttonLabels: [...offersIn(message.text).keys()] } : message;

function sideOf(seat: WechatSeat): Side {
  const user = wechatUser(seat);
  const answer: Side['press'] = async ({ text }, label) => {
    const words = offersIn(text).get(label);
    if (words === undefined) throw new Error(`no words for ${label} are shown`);
    return await user.say('direct', words);
  };
  const side: Side = {
    ...user,
    shown: async (place) => (await user.shown(place)).map(withLabels),
    sendImage: async (place, bytes, text) => {
      const sent = await user.sendImage(place, bytes, text);
      return text === '' || sent !== 'acknowledged' ? sent : await user.say(place, text);
    },
    press: answer,
    steal: (_, message, label) => answer(message, label),
    bind: async (name, tail, code) => {
      await user.say('direct', `绑定 ${name} 尾号${tail} ${code}`);
      return side;
    },
  };
  return side;
}

export const openWechat = async (): Promise<PlatformSide> => openWechatOn(await WechatGateway.start());

export function openWechatOn(gateway: WechatGateway): PlatformSide {
  const folder = mkdtempSync(path.join(tmpdir(), 'zhucun-wechat-'));
  const watch = new Watch();
  const terms = { ...SOON, pingMs: NEVER_MS, silentMs: NEVER_MS };
  return {
    name: 'wechat',
    hearsGroups: true,
    hearsStrangers: true,
    adapter: ({ images, files, exclusively }) =>
      watch.on(
        createAdapter({
          config: {
            ...{ platform: 'wechat', gateway: gateway.address, folder, dailyCap: 10_000 },
            ...{ wait: hurried, terms },
          },
          ports: {
            readImage: images.read,
            readFile: files.read,
            exclusively: (name, work) => exclusively.during(name, work),
          },
        }),
      ),
    people: async (_, ids, inGroup) => {
      const persons = new Map(ids.map((id) => [id, gateway.person(`示例 ${id}`)]));
      const group = gateway.group('示例一村工作队群', inGroup.map((id) => persons.get(id)!)); // prettier-ignore
      return new Map([...persons].map(([id, person]) => [id, sideOf({ gateway, person, group, watch })]));
    },
    down: () => gateway.down(),
    up: () => gateway.up(),
    close: async () => {
      await gateway.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
