/** Settings of WeChat: any account has the same, the second to the ninth with its number at the end (`ZHUCUN_WECHAT_TOKEN_2`). */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SettingRefused } from './setting-refused.ts';

const PREFIX = 'ZHUCUN_WECHAT_';
/** More accounts than that are no bot any more: the first has no number. */
const LAST_ACCOUNT = 9;

/** `host:port`, the host a name or an IPv4 address: a gateway is never guessed from the token alone. */
const Gateway = z
  .string()
  .regex(/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?:[1-9]\d{0,4}$/i)
  .transform((text) => ({ host: text.slice(0, text.indexOf(':')), port: Number(text.slice(text.indexOf(':') + 1)) }))
  .refine(({ port }) => port <= 65_535);
/** It goes into a header and into the name of a folder. */
const Token = z.string().regex(/^[\w.-]{8,256}$/);
const HostName = z.string().regex(/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i);
const DailyCap = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(2000));
const Haste = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(200));
/** A file with one certificate or several, read now: a service that trusts nobody is better told so at its start. */
const Authority = z.string().transform((file, ctx) => {
  const pem = certificatesIn(path.resolve(file));
  if (pem === null) ctx.addIssue({ code: 'custom', message: 'no certificate' });
  return pem ?? '';
});

const Account = z.object({
  GATEWAY: Gateway,
  TOKEN: Token,
  CA: Authority.optional(),
  SERVER_NAME: HostName.optional(),
  DAILY_CAP: DailyCap.default(200),
  /** Tests only: everything of WeChat so many times faster. */
  HASTE: Haste.default(1),
});
type Account = z.infer<typeof Account>;

export type WechatSettingName = `${typeof PREFIX}${keyof Account}`;

const keys = Object.keys(Account.shape) as (keyof Account)[];
/** Of the first account. */
export const wechatSettingNames: readonly WechatSettingName[] = keys.map((key) => `${PREFIX}${key}` as const);

export interface WechatSettings {
  /** `wechat`, `wechat-2` … */
  readonly platform: string;
  readonly gateway: {
    readonly host: string;
    readonly port: number;
    readonly token: string;
    /** PEM; null = the authorities that every system knows. */
    readonly ca: string | null;
    /** The name in its certificate; null = `host`. */
    readonly serverName: string | null;
  };
  readonly dailyCap: number;
  /** For tests: so many times faster than a person. */
  readonly haste: number;
}

type Given = Readonly<Record<string, string | undefined>>;

/** @param given without those that are empty. @throws SettingRefused for the first setting that is wrong, missing or none */
export function wechatOf(given: Given): readonly WechatSettings[] {
  const ours = Object.keys(given).filter((name) => name.startsWith(PREFIX));
  const unknown = ours.find((name) => accountOf(name) === null);
  if (unknown !== undefined) throw new SettingRefused(unknown, '***', 'unknown');
  const last = Math.max(0, ...ours.map((name) => accountOf(name) ?? 0));
  const all = Array.from({ length: last }, (_, n) => settingsOf(given, n + 1));
  refuseTwins(given, all);
  return all;
}

const suffixOf = (account: number): string => (account === 1 ? '' : `_${account}`);

/** Of which account a setting is, from 1; null = it is none. */
function accountOf(name: string): number | null {
  const [, key = '', number = '1'] = /^([A-Z_]+?)(?:_(\d+))?$/.exec(name.slice(PREFIX.length)) ?? [];
  const account = Number(number);
  const plain = account >= 1 && account <= LAST_ACCOUNT && name === PREFIX + key + suffixOf(account);
  return plain && key in Account.shape ? account : null;
}

function settingsOf(given: Given, account: number): WechatSettings {
  const suffix = suffixOf(account);
  const parsed = Account.safeParse(Object.fromEntries(keys.map((key) => [key, given[PREFIX + key + suffix]])));
  if (!parsed.success) throw refused(given, String(parsed.error.issues[0]?.path[0]), suffix);
  const { GATEWAY, TOKEN, CA, SERVER_NAME, DAILY_CAP, HASTE } = parsed.data;
  return {
    platform: account === 1 ? 'wechat' : `wechat-${account}`,
    gateway: { ...GATEWAY, token: TOKEN, ca: CA ?? null, serverName: SERVER_NAME ?? null },
    dailyCap: DAILY_CAP,
    haste: HASTE,
  };
}

function refused(given: Given, key: string, suffix: string): SettingRefused {
  const name = PREFIX + key + suffix;
  const seen = given[name] ?? null;
  return new SettingRefused(name, seen !== null && key === 'TOKEN' ? '***' : seen);
}

/** Of two clients of a gateway only one hears, without a word to the other. */
function refuseTwins(given: Given, all: readonly WechatSettings[]): void {
  const keys = all.map(({ gateway: { host, port, token } }) => `${host.toLowerCase()}:${port} ${token}`);
  const twin = keys.findIndex((key, n) => keys.indexOf(key) < n);
  if (twin === -1) return;
  const name = `${PREFIX}GATEWAY${suffixOf(twin + 1)}`;
  throw new SettingRefused(name, given[name] ?? null);
}

/** The certificates of a PEM file; null = it can't be read, or holds none that is whole. */
function certificatesIn(file: string): string | null {
  try {
    const found = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    return found.length > 0 ? found.map((pem) => new X509Certificate(pem).toString()).join('') : null;
  } catch {
    return null;
  }
}
