/** Settings from the environment, checked at start. */
import path from 'node:path';
import { z } from 'zod';
import { arrows, type Arrow } from './chat/arrow.ts';
import { SettingRefused } from './setting-refused.ts';
import { wechatOf, type WechatSettings } from './wechat-settings.ts';

/** Figures alone: no space, sign, point or 0x10. */
const Whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const Port = Whole.pipe(z.number().max(65_535));
/** As browsers send it: lower case, without the port that goes without saying; with a path, a query or a user it is none. */
const Origin = z
  .string()
  .regex(/^https?:\/\/[^/\\\s?#@]+$/i)
  .refine((text) => URL.canParse(text))
  .transform((text) => new URL(text).origin);
const Origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((o) => o.trim())
      .filter((o) => o !== ''),
  )
  .pipe(z.array(Origin));
const DatabaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/);
const LogLevel = z.enum(['silent', 'error', 'warn', 'info', 'debug']);
/** `committed:3` = killed the third time this process gets there; `committed:3:SIGSTOP` = paused there instead. */
const CrashAt = z
  .string()
  .regex(new RegExp(`^(${arrows.join('|')}):[1-9][0-9]*(:SIG(KILL|STOP))?$`))
  .transform((text) => {
    const [arrow, nth, signal] = text.split(':');
    return { arrow: arrow as Arrow, nth: Number(nth), signal: (signal ?? 'SIGKILL') as 'SIGKILL' | 'SIGSTOP' };
  });
const Milliseconds = Whole.pipe(z.number().min(100).max(600_000));
/** Where a platform's API is asked, without the slash at its end. */
const ApiRoot = z
  .string()
  .regex(/^https?:\/\/[^\s?#@]+$/i)
  .refine((text) => URL.canParse(text))
  .transform((text) => text.replace(/\/+$/, ''));
/** What a platform posts to: https, or this machine itself. */
const Webhook = z
  .string()
  .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])[^\s?#@]+$/i)
  .refine((text) => URL.canParse(text));
const Secret = z.string().regex(/^[\x21-\x7e]{8,256}$/);

const Environment = z.object({
  ZHUCUN_DATA: z.string().min(1).optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  ZHUCUN_HOST: z.string().min(1).default('127.0.0.1'),
  ZHUCUN_PORT: Port.default(8080),
  ZHUCUN_ORIGINS: Origins.default([]),
  ZHUCUN_LOG: LogLevel.default('info'),
  ZHUCUN_TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d{3,20}:[\w-]{20,100}$/)
    .optional(),
  ZHUCUN_TELEGRAM_API: ApiRoot.default('https://api.telegram.org'),
  ZHUCUN_TELEGRAM_WEBHOOK: Webhook.optional(),
  /** Telegram takes no other characters; a short one could be guessed. */
  ZHUCUN_TELEGRAM_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/)
    .optional(),
  ZHUCUN_TELEGRAM_PORT: Port.optional(),
  ZHUCUN_FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-f]{16}$/i)
    .optional(),
  ZHUCUN_FEISHU_APP_SECRET: Secret.optional(),
  ZHUCUN_FEISHU_API: ApiRoot.default('https://open.feishu.cn'),
  ZHUCUN_FEISHU_ENCRYPT_KEY: Secret.optional(),
  ZHUCUN_FEISHU_VERIFICATION_TOKEN: Secret.optional(),
  ZHUCUN_FEISHU_PORT: Port.optional(),
  /** Tests only: ends or pauses the process at that arrow of a message's path. */
  ZHUCUN_CRASH_AT: CrashAt.optional(),
  /** Tests only: shorter waits for a dead or a frozen process. */
  ZHUCUN_LEASE_MS: Milliseconds.default(20_000),
  ZHUCUN_FROZEN_MS: Milliseconds.default(30_000),
});

type Settings = z.infer<typeof Environment>;

export interface TelegramSettings {
  readonly token: string;
  readonly apiRoot: string;
  /** null = long polling. */
  readonly webhook: { readonly url: string; readonly secret: string; readonly port: number } | null;
}

export interface FeishuSettings {
  readonly appId: string;
  readonly appSecret: string;
  readonly domain: string;
  /** null = long connection. */
  readonly webhook: { readonly encryptKey: string; readonly verificationToken: string; readonly port: number } | null;
}

export interface Config {
  /** The data folder; null = the command's own default. */
  readonly dataDir: string | null;
  /** An outside PostgreSQL; null = the embedded one in the data folder. */
  readonly databaseUrl: string | null;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly origins: readonly string[];
  readonly logLevel: z.infer<typeof LogLevel>;
  /** null = the county has no bot there. */
  readonly telegram: TelegramSettings | null;
  readonly feishu: FeishuSettings | null;
  /** One for each account of the bot; none = the county has no bot there. */
  readonly wechat: readonly WechatSettings[];
  readonly crashAt: { readonly arrow: Arrow; readonly nth: number; readonly signal: 'SIGKILL' | 'SIGSTOP' } | null;
  /** How long a process may take to send what it has leased before another takes it up. */
  readonly leaseMs: number;
  /** How long a process may stand still inside a transaction before it loses it, so that others can go on. */
  readonly frozenMs: number;
}

export type SettingName = keyof Settings;

/** @throws SettingRefused for the first setting that is wrong; an empty one counts as not set */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const setting = String(parsed.error.issues[0]?.path[0]) as SettingName;
    throw new SettingRefused(setting, SECRETS.has(setting) ? '***' : withoutPassword(given[setting] ?? ''));
  }
  const e = parsed.data;
  return {
    dataDir: e.ZHUCUN_DATA === undefined ? null : path.resolve(e.ZHUCUN_DATA),
    databaseUrl: e.DATABASE_URL ?? null,
    host: e.ZHUCUN_HOST,
    port: e.ZHUCUN_PORT,
    origins: e.ZHUCUN_ORIGINS,
    logLevel: e.ZHUCUN_LOG,
    telegram: telegramOf(e, given),
    feishu: feishuOf(e, given),
    wechat: wechatOf(given),
    crashAt: e.ZHUCUN_CRASH_AT ?? null,
    leaseMs: e.ZHUCUN_LEASE_MS,
    frozenMs: e.ZHUCUN_FROZEN_MS,
  };
}

const SECRETS: ReadonlySet<string> = new Set<SettingName>([
  'ZHUCUN_TELEGRAM_TOKEN',
  'ZHUCUN_TELEGRAM_SECRET',
  'ZHUCUN_FEISHU_APP_SECRET',
  'ZHUCUN_FEISHU_ENCRYPT_KEY',
  'ZHUCUN_FEISHU_VERIFICATION_TOKEN',
]);

type Given = Readonly<Record<string, unknown>>;

/** All of `names` and what was made of them, or null where none is given. @throws SettingRefused for the first that is missing beside others */
function together<N extends SettingName>(
  e: Settings,
  given: Given,
  names: readonly N[],
): { [name in N]: NonNullable<Settings[name]> } | null {
  if (names.every((name) => given[name] === undefined)) return null;
  const missing = names.find((name) => e[name] === undefined);
  if (missing !== undefined) throw new SettingRefused(missing, null);
  return e as { [name in N]: NonNullable<Settings[name]> };
}

function telegramOf(e: Settings, given: Given): TelegramSettings | null {
  const hook = together(e, given, ['ZHUCUN_TELEGRAM_WEBHOOK', 'ZHUCUN_TELEGRAM_SECRET', 'ZHUCUN_TELEGRAM_PORT']);
  const bot = together(e, given, ['ZHUCUN_TELEGRAM_TOKEN', 'ZHUCUN_TELEGRAM_API']);
  if (bot === null && hook === null) return null;
  if (bot === null) throw new SettingRefused('ZHUCUN_TELEGRAM_TOKEN', null);
  return {
    token: bot.ZHUCUN_TELEGRAM_TOKEN,
    apiRoot: bot.ZHUCUN_TELEGRAM_API,
    webhook: hook && {
      url: hook.ZHUCUN_TELEGRAM_WEBHOOK,
      secret: hook.ZHUCUN_TELEGRAM_SECRET,
      port: hook.ZHUCUN_TELEGRAM_PORT,
    },
  };
}

function feishuOf(e: Settings, given: Given): FeishuSettings | null {
  const hook = together(e, given, [
    'ZHUCUN_FEISHU_ENCRYPT_KEY',
    'ZHUCUN_FEISHU_VERIFICATION_TOKEN',
    'ZHUCUN_FEISHU_PORT',
  ]);
  const bot = together(e, given, ['ZHUCUN_FEISHU_APP_ID', 'ZHUCUN_FEISHU_APP_SECRET', 'ZHUCUN_FEISHU_API']);
  if (bot === null && hook === null) return null;
  if (bot === null) throw new SettingRefused('ZHUCUN_FEISHU_APP_ID', null);
  return {
    appId: bot.ZHUCUN_FEISHU_APP_ID,
    appSecret: bot.ZHUCUN_FEISHU_APP_SECRET,
    domain: bot.ZHUCUN_FEISHU_API,
    webhook: hook && {
      encryptKey: hook.ZHUCUN_FEISHU_ENCRYPT_KEY,
      verificationToken: hook.ZHUCUN_FEISHU_VERIFICATION_TOKEN,
      port: hook.ZHUCUN_FEISHU_PORT,
    },
  };
}

/**
 * What stands between the first colon that is none of `://` and the last @, or after `password=`, is not shown, nor a bot's
 * token that was put elsewhere.
 */
const withoutPassword = (value: string): string =>
  value
    .replace(/:(?!\/\/).*@/s, ':***@')
    .replace(/(password=)[^&\s]*/gi, '$1***')
    .replace(/\d{6,}:[\w-]{20,}/g, '***');
