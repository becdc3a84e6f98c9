/**
 * The platforms of a county: the only file that knows the bots. A further platform is a function here and a line in `adaptersOf`. Its
 * SDK is loaded where it is configured: no other command waits for it.
 */
import type { Config as FeishuConfig } from '../../bots/feishu/config.ts';
import type { Config as TelegramConfig } from '../../bots/telegram/config.ts';
import { createAdapter as createWebAdapter, type WebAdapter } from '../../bots/web/adapter.ts';
import { examine as examineWeb } from '../../bots/web/doctor.ts';
import type { Adapter } from '../chat/message.ts';
import type { Config } from '../config.ts';
import { botName } from '../replies/bot-name.ts';
import { wordReply } from '../replies/word.ts';
import { webAccountsOf } from '../store/web-accounts.ts';
import { webLogOf } from '../store/web-log.ts';
import { adapterReport } from './failures.ts';
import type { Parts } from './parts.ts';

export interface Adapters {
  /** In the order in which they start. */
  readonly all: readonly Adapter[];
  /** Every county has it, and its address goes into links. */
  readonly web: WebAdapter;
}

export async function adaptersOf(parts: Parts): Promise<Adapters> {
  const web = webAdapterOf(parts);
  return { all: [web, ...(await telegramAdapterOf(parts)), ...(await feishuAdapterOf(parts))], web };
}

function webAdapterOf({ config, county, data, listener, images, files, observed, log }: Parts): WebAdapter {
  const accounts = webAccountsOf(data.db, { demo: county.sample, botName, boundElsewhere });
  return createWebAdapter({
    ports: { log: webLogOf(data.db, listener), accounts, images, files },
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

async function telegramAdapterOf({ config, images, files, exclusively, log }: Parts): Promise<Adapter[]> {
  const told = telegramConfigOf(config);
  if (told === null) return [];
  const ports = {
    readImage: images.read,
    readFile: files.read,
    exclusively: (...turn: Parameters<typeof exclusively.during>) => exclusively.during(...turn),
  };
  const { createAdapter } = await import('../../bots/telegram/adapter.ts');
  return [createAdapter({ ports, config: { ...told, report: adapterReport(log, 'telegram', Date.now) } })];
}

async function feishuAdapterOf({ config, images, files, log }: Parts): Promise<Adapter[]> {
  const told = feishuConfigOf(config);
  if (told === null) return [];
  const ports = { readImage: images.read, readFile: files.read };
  const { createAdapter } = await import('../../bots/feishu/adapter.ts');
  return [createAdapter({ ports, config: { ...told, report: adapterReport(log, 'feishu', Date.now) } })];
}

const telegramConfigOf = ({ telegram, host }: Config): TelegramConfig | null =>
  telegram && { ...telegram, webhook: telegram.webhook && { ...telegram.webhook, host }, botName };

const feishuConfigOf = ({ feishu, host }: Config): FeishuConfig | null =>
  feishu && { ...feishu, webhook: feishu.webhook && { ...feishu.webhook, host } };

const examineTelegram = async (config: TelegramConfig): ReturnType<typeof examineWeb> =>
  (await import('../../bots/telegram/doctor.ts')).examine(config);

const examineFeishu = async (config: FeishuConfig): ReturnType<typeof examineWeb> =>
  (await import('../../bots/feishu/doctor.ts')).examine(config);

/** What can be looked at of a platform without starting it. */
export interface Examination {
  readonly platform: string;
  examine(): ReturnType<typeof examineWeb>;
}

/** Of each platform that the settings name, and of the web chat. */
export function examinationsOf(config: Config, { demo }: { readonly demo: boolean }): Examination[] {
  const telegram = telegramConfigOf(config);
  const feishu = feishuConfigOf(config);
  return [
    { platform: 'web', examine: () => examineWeb({ host: config.host, demo }) },
    ...(telegram ? [{ platform: 'telegram', examine: () => examineTelegram(telegram) }] : []),
    ...(feishu ? [{ platform: 'feishu', examine: () => examineFeishu(feishu) }] : []),
  ];
}
