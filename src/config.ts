/** Settings from the environment, checked at start. */
import path from 'node:path';
import { z } from 'zod';
import { arrows, type Arrow } from './chat/arrow.ts';

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

const Environment = z.object({
  ZHUCUN_DATA: z.string().min(1).optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  ZHUCUN_HOST: z.string().min(1).default('127.0.0.1'),
  ZHUCUN_PORT: Port.default(8080),
  ZHUCUN_ORIGINS: Origins.default([]),
  ZHUCUN_LOG: LogLevel.default('info'),
  /** Tests only: ends or pauses the process at that arrow of a message's path. */
  ZHUCUN_CRASH_AT: CrashAt.optional(),
  /** Tests only: shorter waits for a dead or a frozen process. */
  ZHUCUN_LEASE_MS: Milliseconds.default(20_000),
  ZHUCUN_FROZEN_MS: Milliseconds.default(30_000),
});

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
  readonly crashAt: { readonly arrow: Arrow; readonly nth: number; readonly signal: 'SIGKILL' | 'SIGSTOP' } | null;
  /** How long a process may take to send what it has leased before another takes it up. */
  readonly leaseMs: number;
  /** How long a process may stand still inside a transaction before it loses it, so that others can go on. */
  readonly frozenMs: number;
}

export type SettingName = keyof z.infer<typeof Environment>;

/** A setting that is not allowed; `seen` never holds a password. */
export class SettingRefused extends Error {
  override readonly name = 'SettingRefused';
  readonly setting: SettingName;
  readonly seen: string;
  constructor(setting: SettingName, seen: string) {
    super(`${setting} is not allowed: ${seen}`);
    this.setting = setting;
    this.seen = seen;
  }
}

/** @throws SettingRefused for the first setting that is wrong; an empty one counts as not set */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const setting = String(parsed.error.issues[0]?.path[0]) as SettingName;
    throw new SettingRefused(setting, withoutPassword(given[setting] ?? ''));
  }
  const e = parsed.data;
  return {
    dataDir: e.ZHUCUN_DATA === undefined ? null : path.resolve(e.ZHUCUN_DATA),
    databaseUrl: e.DATABASE_URL ?? null,
    host: e.ZHUCUN_HOST,
    port: e.ZHUCUN_PORT,
    origins: e.ZHUCUN_ORIGINS,
    logLevel: e.ZHUCUN_LOG,
    crashAt: e.ZHUCUN_CRASH_AT ?? null,
    leaseMs: e.ZHUCUN_LEASE_MS,
    frozenMs: e.ZHUCUN_FROZEN_MS,
  };
}

/** What stands between the first colon that is none of `://` and the last @, or after `password=`, is not shown. */
const withoutPassword = (value: string): string =>
  value.replace(/:(?!\/\/).*@/s, ':***@').replace(/(password=)[^&\s]*/gi, '$1***');
