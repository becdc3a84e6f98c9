import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Adapter } from '../../src/chat/message.ts';
import { readConfig } from '../../src/config.ts';
import { observe } from '../../src/probes.ts';
import { exclusively } from '../../src/store/exclusively.ts';
import { fileShelf } from '../../src/store/file-shelf.ts';
import { queueFigures } from '../../src/store/health.ts';
import { imageShelf } from '../../src/store/image-shelf.ts';
import { openListener } from '../../src/store/wake.ts';
import { adaptersOf, examinationsOf } from '../../src/wiring/adapters.ts';
import type { Parts } from '../../src/wiring/parts.ts';
import { FeishuServer } from '../fakes/feishu-server.ts';
import { SinkFake } from '../fakes/product.ts';
import { SAMPLE_JPEG } from '../fakes/sample-images.ts';
import { TelegramServer } from '../fakes/telegram-server.ts';
import { WechatGateway } from '../fakes/wechat-gateway.ts';
import { openedCounty, type OpenedCounty } from '../store/opened-county.ts';
import { sampleCounty } from '../support/sample-county.ts';

let county: OpenedCounty;
let folder: string;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  county = await openedCounty();
  folder = mkdtempSync(join(tmpdir(), 'zhucun-wiring-'));
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  await county.close();
  rmSync(folder, { recursive: true });
});

/** What one process of the county is made from. */
function partsOf(env: Record<string, string>): Parts {
  const { db, url } = county;
  const listener = openListener(url);
  const turns = exclusively(db, { retryMs: 20 });
  ends.push(
    () => listener.stop(),
    () => turns.stop(),
  );
  return {
    ...{ config: readConfig({ ...env, ZHUCUN_PORT: '0' }), county: sampleCounty, listener, exclusively: turns },
    ...{ dataDir: folder, data: { db, url, migrated: [], close: async () => undefined } },
    images: imageShelf(join(folder, 'images')),
    files: fileShelf(join(folder, 'files')),
    observed: observe({ figures: () => queueFigures(db), adapters: () => [], now: Date.now }),
    log: pino({ level: 'silent' }),
  };
}

async function fakes(): Promise<{ telegram: TelegramServer; feishu: FeishuServer; env: Record<string, string> }> {
  const telegram = await TelegramServer.start({ secondMs: 10 });
  const feishu = await FeishuServer.start();
  ends.push(
    () => telegram.close(),
    () => feishu.close(),
  );
  const env = {
    ...{ ZHUCUN_TELEGRAM_TOKEN: telegram.token, ZHUCUN_TELEGRAM_API: telegram.url },
    ...{ ZHUCUN_FEISHU_APP_ID: feishu.appId, ZHUCUN_FEISHU_APP_SECRET: feishu.appSecret },
    ZHUCUN_FEISHU_API: feishu.url,
  };
  return { telegram, feishu, env };
}

/** A gateway for each account, and what the settings say of it. */
async function gateways(count: number): Promise<{ gateways: WechatGateway[]; env: Record<string, string> }> {
  const all = await Promise.all(Array.from({ length: count }, () => WechatGateway.start()));
  ends.push(...all.map((gateway) => () => gateway.close()));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, all[0]!.caPem);
  const settings = all.flatMap(({ host, port, token, serverName }, n) => {
    const name = (key: string): string => `ZHUCUN_WECHAT_${key}${n === 0 ? '' : `_${n + 1}`}`;
    return [
      [name('GATEWAY'), `${host}:${port}`],
      [name('TOKEN'), token],
      [name('CA'), ca],
      [name('SERVER_NAME'), serverName],
      [name('DAILY_CAP'), String(100 * (n + 1))],
    ];
  });
  return { gateways: all, env: Object.fromEntries(settings) as Record<string, string> };
}

/** Each account is a process more, which takes seconds to be up on a busy machine. */
const patience = { timeout: 20_000 };

async function started(adapter: Adapter, product: SinkFake): Promise<void> {
  ends.push(() => adapter.stop());
  await adapter.start(product.sink);
}

describe('The platforms of a county', () => {
  test('are the web chat and what its settings name', async () => {
    const platforms = async (env: Record<string, string>): Promise<string[]> =>
      (await adaptersOf(partsOf(env))).all.map(({ platform }) => platform);
    const { env } = await fakes();
    const { ZHUCUN_TELEGRAM_TOKEN: _, ZHUCUN_TELEGRAM_API: __, ...feishu } = env;
    expect(await platforms({})).toEqual(['web']);
    expect(await platforms(feishu)).toEqual(['web', 'feishu']);
    expect(await platforms(env)).toEqual(['web', 'telegram', 'feishu']);
    const { env: wechat } = await gateways(2);
    expect(await platforms({ ...env, ...wechat })).toEqual(['web', 'telegram', 'feishu', 'wechat', 'wechat-2']);
    const examined = examinationsOf(readConfig({ ...env, ...wechat }), { demo: true });
    expect(examined.map(({ platform }) => platform)).toEqual(['web', 'telegram', 'feishu', 'wechat', 'wechat-2']);
  });

  test('are joined to the shelves, and hand over what is said', async () => {
    const { telegram, feishu, env } = await fakes();
    const parts = partsOf(env);
    const image = (await parts.images.keep(SAMPLE_JPEG, 'image/jpeg'))!;
    const [, onTelegram, onFeishu] = (await adaptersOf(parts)).all as [Adapter, Adapter, Adapter];
    const product = new SinkFake();
    for (const adapter of [onTelegram, onFeishu]) await started(adapter, product);
    const [here, there] = [telegram.person('示例甲'), feishu.person('示例乙')];
    await feishu.connections.connected();
    await here.say(here.id, '打卡').delivered();
    await there.say(there.direct, '离岗');
    expect(product.stored.map(({ platform, text }) => [platform, text])).toEqual([
      ['telegram', '打卡'],
      ['feishu', '离岗'],
    ]);
    const photo = {
      key: 'k',
      text: '',
      code: null,
      mentions: [],
      replyTo: null,
      buttons: [],
      images: [image],
      files: [],
    };
    const signal = AbortSignal.timeout(20_000);
    expect(await onTelegram.send({ ...photo, conversation: String(here.id) }, signal)).toMatchObject({
      status: 'sent',
    });
    expect(await onFeishu.send({ ...photo, conversation: there.direct }, signal)).toMatchObject({ status: 'sent' });
  });

  test('poll Telegram in one process, and in another once that is gone', async () => {
    const { telegram, env } = await fakes();
    const products = [new SinkFake(), new SinkFake()];
    const adapters = await Promise.all(products.map(async () => (await adaptersOf(partsOf(env))).all[1]!));
    for (const [n, adapter] of adapters.entries()) await started(adapter, products[n]!);
    const person = telegram.person('示例甲');
    await person.say(person.id, '一').delivered();
    const polling = products.findIndex(({ stored }) => stored.length > 0);
    expect(products[1 - polling]!.stored).toEqual([]);
    expect(telegram.calls.filter(({ status }) => status === 409)).toEqual([]);
    await adapters[polling]!.stop();
    await person.say(person.id, '二').delivered();
    expect(products[1 - polling]!.stored.map(({ text }) => text)).toEqual(['二']);
  });

  test('have each account of WeChat for itself: its gateway, its folder, its cap', async () => {
    const { gateways: own, env } = await gateways(2);
    const [, ...accounts] = (await adaptersOf(partsOf(env))).all as [Adapter, Adapter, Adapter];
    const perDay = ({ capabilities }: Adapter): number | undefined =>
      capabilities.limits.find(({ of, perMs }) => of === 'app' && perMs >= 24 * 3_600_000)?.count;
    expect(accounts.map(perDay)).toEqual([100, 200]);
    const products = accounts.map(() => new SinkFake());
    await Promise.all(accounts.map((account, n) => started(account, products[n]!)));
    for (const { health } of accounts) await expect.poll(() => health().state, patience).toBe('up');
    for (const [n, gateway] of own.entries()) {
      const person = gateway.person('示例甲');
      person.say(person.id, ['打卡', '离岗'][n]!);
    }
    const said = (): string[] => products.flatMap(({ stored }) => stored.map((m) => `${m.platform} ${m.text}`));
    await expect.poll(said, patience).toEqual(['wechat 打卡', 'wechat-2 离岗']);
    for (const { platform } of accounts) expect(existsSync(join(folder, 'wechat', platform))).toBe(true);
  }, 60_000);

  test('leave an account of WeChat to one process, and to another once that is gone', async () => {
    const { gateways: own, env } = await gateways(1);
    const products = [new SinkFake(), new SinkFake()];
    const adapters = await Promise.all(products.map(async () => (await adaptersOf(partsOf(env))).all[1]!));
    for (const [n, adapter] of adapters.entries()) await started(adapter, products[n]!);
    const states = (): string[] => adapters.map((adapter) => adapter.health().state).sort();
    await expect.poll(states, patience).toEqual(['standby', 'up']);
    const holder = adapters.findIndex((adapter) => adapter.health().state === 'up');
    await adapters[holder]!.stop();
    await expect.poll(() => adapters[1 - holder]!.health().state, patience).toBe('up');
    const person = own[0]!.person('示例甲');
    person.say(person.id, '打卡');
    await expect.poll(() => products[1 - holder]!.stored.map(({ text }) => text), patience).toEqual(['打卡']);
    expect(products[holder]!.stored).toEqual([]);
    expect(own[0]!.misuses).toEqual([]);
  }, 60_000);
});
