/** Puts a failure at start into words an operator can act on. */
import type { SettingName } from '../config.ts';
import { sayRuleProblem } from '../replies/rule-problems.ts';
import { RulesRefused } from '../rules/problems.ts';
import { EmbeddedFailure, type EmbeddedFailureKind } from '../store/embedded/failure.ts';
import { SettingRefused } from '../setting-refused.ts';
import { MigrationFailure, type MigrationFailureKind } from '../store/migrate.ts';
import { wechatSettingNames, type WechatSettingName } from '../wechat-settings.ts';
import { BackupRefused } from '../store/backup-format.ts';
import { sayBackupRefused } from './backup-words.ts';
import { CountyRefused } from './county-file.ts';

const allowed: Record<SettingName | WechatSettingName, string> = {
  ZHUCUN_DATA: '一个文件夹的路径',
  DATABASE_URL: 'postgresql:// 开头的地址，PostgreSQL 15 或更新',
  ZHUCUN_HOST: '监听地址，如 127.0.0.1',
  ZHUCUN_PORT: '0 到 65535 的整数',
  ZHUCUN_ORIGINS: '用逗号隔开的网址，如 https://chat.example.gov.cn',
  ZHUCUN_LOG: 'silent、error、warn、info 或 debug',
  ZHUCUN_TELEGRAM_TOKEN: 'BotFather 给的令牌，如 123456789:AA…',
  ZHUCUN_TELEGRAM_API: 'http(s):// 开头的地址，不带 @、? 或 #',
  ZHUCUN_TELEGRAM_WEBHOOK: 'Telegram 能访问的 https 网址；与 ZHUCUN_TELEGRAM_SECRET、ZHUCUN_TELEGRAM_PORT 一起设',
  ZHUCUN_TELEGRAM_SECRET: '16 到 256 个字母、数字、_ 或 -；与 ZHUCUN_TELEGRAM_WEBHOOK 一起设',
  ZHUCUN_TELEGRAM_PORT: '0 到 65535 的整数；与 ZHUCUN_TELEGRAM_WEBHOOK 一起设',
  ZHUCUN_FEISHU_APP_ID: '飞书应用的 App ID，cli_ 开头，后面 16 位',
  ZHUCUN_FEISHU_APP_SECRET: '飞书应用的 App Secret',
  ZHUCUN_FEISHU_API: 'http(s):// 开头的地址，不带 @、? 或 #',
  ZHUCUN_FEISHU_ENCRYPT_KEY:
    '飞书应用的 Encrypt Key，8 位以上；与 ZHUCUN_FEISHU_VERIFICATION_TOKEN、ZHUCUN_FEISHU_PORT 一起设',
  ZHUCUN_FEISHU_VERIFICATION_TOKEN: '飞书应用的 Verification Token；与 ZHUCUN_FEISHU_ENCRYPT_KEY 一起设',
  ZHUCUN_FEISHU_PORT: '0 到 65535 的整数；与 ZHUCUN_FEISHU_ENCRYPT_KEY 一起设',
  ZHUCUN_WECHAT_GATEWAY:
    '微信网关的地址，主机名或 IPv4 加端口，如 wechat.example.gov.cn:8788；每个微信号一个，不能两个号共用',
  ZHUCUN_WECHAT_TOKEN: '网关的令牌，8 到 256 个字母、数字、_、- 或 .；与 ZHUCUN_WECHAT_GATEWAY 一起设',
  ZHUCUN_WECHAT_CA: '一个能读的 PEM 文件，里面是签发网关证书的机构的证书；与 ZHUCUN_WECHAT_GATEWAY 一起设',
  ZHUCUN_WECHAT_SERVER_NAME: '网关证书上的名称，如 wechat.example.gov.cn；与 ZHUCUN_WECHAT_GATEWAY 一起设',
  ZHUCUN_WECHAT_DAILY_CAP:
    '1 到 2000 的整数（这个号 24 小时内最多发几条），不设是 200；与 ZHUCUN_WECHAT_GATEWAY 一起设',
  ZHUCUN_WECHAT_HASTE: '1 到 200 的整数（倍），只供测试',
  ZHUCUN_CRASH_AT: '只供测试',
  ZHUCUN_LEASE_MS: '100 到 600000 的整数（毫秒），只供测试',
  ZHUCUN_FROZEN_MS: '100 到 600000 的整数（毫秒），只供测试',
};

const failures: Record<string, string> = {
  DemoNotOnLoopback:
    '示例数据谁都可以登录，只能监听本机（127.0.0.1、localhost 或 ::1）。请改 ZHUCUN_HOST，或用 zhucun serve 运行真实的县。',
  PeopleFromRoster:
    '这个县的人员来自花名册（zhucun roster import），county.yaml 里不能再列人员、地方、席位或群。请删去 townships、villages、teams、units、people、officers、seats、groups；要改人员请运行 zhucun roster export，改好再 zhucun roster import。',
  SampleMixed: '这个数据库里的县与现在要加载的县一个是示例、一个是真实的，不能混用。请换数据文件夹或数据库。',
};

const embedded: Record<EmbeddedFailureKind, (e: EmbeddedFailure) => string> = {
  'unsupported-platform': () =>
    '自带的 PostgreSQL 不能在这台机器上运行。请用 DATABASE_URL 指定外部的 PostgreSQL（15 或更新）；Windows 请在 WSL 里运行。',
  'no-user': () =>
    'PostgreSQL 不能以 root 运行，系统里又没有 postgres 或 nobody 用户可用。请换普通用户运行，或用 DATABASE_URL 指定外部的 PostgreSQL。',
  impassable: ({ folder }) =>
    `运行 PostgreSQL 的用户进不去文件夹 ${folder ?? ''}。请放行（chmod o+x），或把整个数据文件夹移到别处，再用 ZHUCUN_DATA 指明。`,
  'foreign-folder': ({ folder }) =>
    `文件夹 ${folder ?? ''} 属于另一个用户。请用那个用户运行，或用 ZHUCUN_DATA 换一个文件夹。`,
  'other-version': ({ folder }) =>
    `文件夹 ${folder ?? ''} 里的数据是另一个大版本的 PostgreSQL 建的。请用原来的版本运行，或用 ZHUCUN_DATA 换一个文件夹。`,
  'init-failed': ({ message }) => `PostgreSQL 没能建立数据文件夹：${message}`,
  'start-failed': ({ message }) => `PostgreSQL 没能启动：${message}`,
  'stop-failed': ({ message }) => `PostgreSQL 没能停止：${message}`,
};

const migration: Record<MigrationFailureKind, string> = {
  'server-too-old': 'PostgreSQL 太旧，要 15 或更新。',
  'newer-data': '这个数据库是更新版本的 zhucun 建的，旧版本不能动它。请升级 zhucun。',
  edited: '数据库迁移的脚本在执行之后被改过。请恢复原来的文件，或重新安装 zhucun。',
  unfinished: '数据库里有一次没有做完的迁移。请用 prisma migrate resolve 处理后再启动。',
  'script-failed': '数据库迁移失败，已全部撤销，数据没有变。',
};

/** Codes of the system and of PostgreSQL for a database that can't be reached or let in to. */
const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '28P01',
  '28000',
  '3D000',
  '57P01',
  '57P03',
];

/** The words for a failure; null where it is none that is known. */
export function sayFailure(error: unknown): string | null {
  if (error instanceof SettingRefused) return saySetting(error);
  if (error instanceof RulesRefused) return error.problems.map(sayRuleProblem).join('\n');
  if (error instanceof CountyRefused) return error.problems.join('\n');
  if (error instanceof BackupRefused) return sayBackupRefused(error);
  if (error instanceof EmbeddedFailure) return embedded[error.kind](error);
  if (error instanceof MigrationFailure) return [migration[error.kind], ...error.migrations].join(' ');
  return error instanceof Error ? (byCode(error) ?? failures[error.name] ?? null) : null;
}

function saySetting({ setting, seen, why }: SettingRefused): string {
  // Those of a further account have its number at the end.
  const be = allowed[setting.replace(/_[2-9]$/, '') as keyof typeof allowed];
  if (why === 'unknown')
    return `没有 ${setting} 这项设置，请核对名称；微信的设置有 ${wechatToSet}，第二个号起在末尾加 _2 到 _9。`;
  return seen === null ? `缺少设置 ${setting}，应当是${be}。` : `设置 ${setting} 不对：现在是“${seen}”，应当是${be}。`;
}

const wechatToSet = wechatSettingNames.filter((name) => !allowed[name].includes('只供测试')).join('、');

function byCode(error: Error): string | null {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return '端口已被占用。请用 ZHUCUN_PORT（webhook 的是 ZHUCUN_TELEGRAM_PORT、ZHUCUN_FEISHU_PORT）换一个，或先停掉占用它的程序。';
  if (code === 'ENOSPC') return '磁盘满了，没有写完的已经撤掉。请腾出空间，或换一个位置再试。';
  if (code === '53100') return '数据库所在的磁盘满了，已全部撤销。请腾出空间再试。';
  if (code === 'ENOENT') return `没有找到文件或文件夹：${error.message}`;
  if (code === 'EACCES') return `没有权限：${error.message}`;
  return unreachable.includes(code)
    ? `连不上 DATABASE_URL 指定的数据库（${code}）。请检查地址、用户名、密码和数据库名，并确认它在运行。`
    : null;
}
