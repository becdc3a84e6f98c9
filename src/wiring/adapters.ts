/**
 * The platforms of a county: the only file that knows the bots. A further platform is a function here and a line in `adaptersOf`. Its
 * SDK is loaded where it is configured: no other command waits for it.
 */
import path from 'node:path';
import type { Config as FeishuConfig } from '../../bots/feishu/config.ts';
import type { Config as TelegramConfig } from '../../bots/telegram/config.ts';
import { createAdapter as createWebAdapter, type WebAdapter } from '../../bots/web/adapter.ts';
import { examine as examineWeb } from '../../bots/web/doctor.ts';
import type { Ports as WechatPorts } from '../../bots/wechat/config.ts';
import type { Looked as LookedAtWechat } from '../../bots/wechat/doctor.ts';
import type { Adapter } from '../chat/message.ts';
import type { Config } from '../config.ts';
import { botName } from '../replies/bot-name.ts';
import { wordReply } from '../replies/word.ts';
import { webAccountsOf } from '../store/web-accounts.ts';
import { webLogOf } from '../store/web-log.ts';
import { adapterReport } from './failures.ts';
import { officeOf } from './office.ts';
import type { Parts } from './parts.ts';

export interface Adapters {
  /** In the order in which they start. */
  readonly all: readonly Adapter[];
  /** Every county has it, and its address goes into links. */
  readonly web: WebAdapter;
}

export async function adaptersOf(parts: Parts): Promise<Adapters> {
  const web = webAdapterOf(parts);
  const others = [await telegramAdapterOf(parts), await feishuAdapterOf(parts), await wechatAdaptersOf(parts)];
  return { all: [web, ...others.flat()], web };
}

function webAdapterOf({ config, county, data, listener, images, files, observed, log }: Parts): WebAdapter {
  const accounts = webAccountsOf(data.db, { demo: county.sample, botName, boundElsewhere });
  return createWebAdapter({
    ports: { log: webLogOf(data.db, listener), accounts, images, files, office: officeOf(data.db, Date.now) },
    config: {
      host: config.host,
      port: config.port,
      demo: county.sample,
      allowedOrigins: config.origins,
      botName,
      places: county.points,
      probes: observed.probes,
      report: adapterReport(log, 'web', Date.now),
    },
  });
}

const boundElsewhere = (officer: string | null): string =>
  wordReply({ says: 'bound-elsewhere', ends: false, officer }).text;

/** What every platform but the web chat is handed. */
const portsOf = ({ images, files, exclusively }: Parts): WechatPorts => ({
  readImage: images.read,
  readFile: files.read,
  exclusively: (...turn) => exclusively.during(...turn),
});

async function telegramAdapterOf(parts: Parts): Promise<Adapter[]> {
  const told = telegramConfigOf(parts.config);
  if (told === null) return [];
  const { createAdapter } = await import('../../bots/telegram/adapter.ts');
  const report = adapterReport(parts.log, 'telegram', Date.now);
  return [createAdapter({ ports: portsOf(parts), config: { ...told, report } })];
}

async function feishuAdapterOf(parts: Parts): Promise<Adapter[]> {
  const told = feishuConfigOf(parts.config);
  if (told === null) return [];
  const { createAdapter } = await import('../../bots/feishu/adapter.ts');
  const report = adapterReport(parts.log, 'feishu', Date.now);
  return [createAdapter({ ports: portsOf(parts), config: { ...told, report } })];
}

/** One for each account: to the product each is a platform of its own. */
async function wechatAdaptersOf(parts: Parts): Promise<Adapter[]> {
  const { config, dataDir, log } = parts;
  if (config.wechat.length === 0) return [];
  const { createAdapter } = await import('../../bots/wechat/adapter.ts');
  return config.wechat.map((account) => {
    const folder = path.join(dataDir, 'wechat', account.platform);
    const report = adapterReport(log, account.platform, Date.now);
    return createAdapter({ ports: portsOf(parts), config: { ...account, folder, report } });
  });
}

const telegramConfigOf = ({ telegram, host }: Config): TelegramConfig | null =>
  telegram && { ...telegram, webhook: telegram.webhook && { ...telegram.webhook, host }, botName };

const feishuConfigOf = ({ feishu, host }: Config): FeishuConfig | null =>
  feishu && { ...feishu, webhook: feishu.webhook && { ...feishu.webhook, host } };

const examineTelegram = async (config: TelegramConfig): ReturnType<typeof examineWeb> =>
  (await import('../../bots/telegram/doctor.ts')).examine(config);

const examineFeishu = async (config: FeishuConfig): ReturnType<typeof examineWeb> =>
  (await import('../../bots/feishu/doctor.ts')).examine(config);

const examineWechat = async (config: LookedAtWechat): ReturnType<typeof examineWeb> =>
  (await import('../../bots/wechat/doctor.ts')).examine(config);

/** What can be looked at of a platform without starting it. */
export interface Examination {
  readonly platform: string;
  examine(): ReturnType<typeof examineWeb>;
}

/** Of each platform that the settings name, and of the web chat. */
export function examinationsOf(config: Config, { demo }: { readonly demo: boolean }): Examination[] {
  const telegram = telegramConfigOf(config);
  const feishu = feishuConfigOf(config);
  const alone = telegram === null && feishu === null && config.origins.length === 0;
  return [
    { platform: 'web', examine: () => examineWeb({ host: config.host, demo }) },
    ...(telegram ? [{ platform: 'telegram', examine: () => examineTelegram(telegram) }] : []),
    ...(feishu ? [{ platform: 'feishu', examine: () => examineFeishu(feishu) }] : []),
    // That there is nothing else is said once.
    ...config.wechat.map((account, n) => ({
      platform: account.platform,
      examine: () => examineWechat({ ...account, alone: alone && n === 0 }),
    })),
  ];
}
