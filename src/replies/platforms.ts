/** Words for how the chat platforms stand: to officers, to whoever wrote while nobody heard, on the page and in the terminal. */
import { dateOf, timeOf, type Instant } from '../domain/calendar.ts';
import {
  troubleOf,
  type HearingGap,
  type PlatformSeen,
  type PlatformStanding,
  type PlatformTrouble,
} from '../domain/platform.ts';
import { day, moment } from './format.ts';
import { platformName } from './platform-names.ts';

const minuteMs = 60_000;

/** 11月23日 08:00 至 08:10, in whole minutes. */
function gapSaid({ fromAt, toAt }: HearingGap): string {
  const until = Math.ceil(toAt / minuteMs) * minuteMs;
  return `${day(dateOf(fromAt))} ${timeOf(fromAt)} 至 ${moment(until, dateOf(fromAt))}`;
}

const namedGaps = 3;

/** To somebody who writes there again; `gaps` oldest first, at least one. */
export function gapsSaid(platform: string, gaps: readonly HearingGap[]): string {
  const named = gaps.slice(-namedGaps).map(gapSaid).join('、');
  const all =
    gaps.length > namedGaps ? `最近断线过 ${gaps.length} 次，最后 ${namedGaps} 次是 ${named}` : `${named} 断线过`;
  return `提醒：${platformName(platform)}这边 ${all}，那段时间发来的消息机器人没有收到。如果您那时打过卡、请过假或交过日志，请再发一次。`;
}

/** Where the page of the platforms is. */
const pageOf = (webOrigin: string | null): string =>
  webOrigin === null ? '网页聊天的 /office/platforms 页' : `${webOrigin}/office/platforms`;

/** To an officer, on another platform. Never what is to be scanned. */
export function troubleSaid(
  { platform, why, signIn, since, state }: PlatformSeen,
  at: { readonly troubleSince: Instant; readonly now: Instant; readonly webOrigin: string | null },
): string {
  const from = moment(at.troubleSince, dateOf(at.now));
  const name = platformName(platform);
  const meanwhile = '期间消息走其他渠道。';
  switch (troubleOf({ platform, why, signIn, since, state })) {
    case 'scan':
      return `${name}机器人从 ${from} 起要扫码登录才能用。请在电脑上打开 ${pageOf(at.webOrigin)} 扫码；本机运维也可以运行 zhucun platforms。${meanwhile}`;
    case 'warned':
      return `${name}机器人的账号从 ${from} 起受到平台警告，先不发消息了。请用那个账号的手机看平台的提示。${meanwhile}`;
    default:
      return `${name}机器人从 ${from} 起用不了（${whySaid(why)}），正在自动重连。情况见 ${pageOf(at.webOrigin)}；本机运维也可以运行 zhucun platforms。${meanwhile}`;
  }
}

export const overSaid = (platform: string, at: { readonly since: Instant; readonly now: Instant }): string =>
  `${platformName(platform)}机器人恢复了（${moment(at.since, dateOf(at.now))} 起用不了），现在可以照常使用。`;

const whys: Readonly<Record<string, string>> = {
  'gateway-unreachable': '网关连不上',
  'gateway-taken': '网关被另一个连接占着',
  'token-refused': '网关不认令牌',
  silent: '网关没有回音',
  'scan-needed': '等待扫码',
  'logged-out': '账号已退出登录',
  warned: '账号受到平台警告',
  'child-died': '连接进程退出',
  'message-lost': '有消息没有收全',
  stopped: '服务已停止',
};

/** A name that has no words is shown as it is: the operator looks it up. */
export const whySaid = (why: string | null): string => (why === null ? '原因不明' : (whys[why] ?? why));

/** A running service notes every ten seconds. */
const notedForMs = 60_000;
export const isStale = ({ notedAt }: PlatformStanding, now: Instant): boolean => now - notedAt > notedForMs;

const troubles: Record<PlatformTrouble, string> = { scan: '要扫码登录', warned: '受到警告', out: '连不上' };

/** 正常; 要扫码登录; 服务没有运行. */
export function stateSaid(standing: PlatformStanding, now: Instant): string {
  if (isStale(standing, now)) return '服务没有运行';
  const trouble = troubleOf(standing);
  if (trouble === null) return '正常';
  return trouble === 'out' && standing.state === 'starting' ? '正在连接' : troubles[trouble];
}

/** Empty where nothing is wrong. */
export function reasonSaid(standing: PlatformStanding, now: Instant): string {
  if (isStale(standing, now)) return `${moment(standing.notedAt, dateOf(now))} 以后没有记录`;
  return standing.why === null ? '' : whySaid(standing.why);
}

const todos: Readonly<Record<string, string>> = {
  'gateway-unreachable': '会自动重连。一直不好，请检查网关的机器、网络和地址',
  'gateway-taken': '会自动重试，一小时最多接管一次。一直不好，请看有没有别的程序连着这个网关；没有就重启网关',
  'token-refused': '请核对网关的令牌，改好以后重启服务',
  silent: '会自动重连。一直不好，请重启网关',
  warned: '请用那个账号的手机看平台的提示，几天内少发消息',
  'child-died': '会自动重启。一直不好，请看服务的日志',
  stopped: '请运行 zhucun serve',
};

/** What to do about it; empty where there is nothing to do. */
export function todoSaid(standing: PlatformStanding, now: Instant): string {
  if (isStale(standing, now)) return '请运行 zhucun serve';
  const trouble = troubleOf(standing);
  if (trouble === null) return '';
  if (trouble === 'scan')
    return standing.signIn ? '请用机器人账号的手机扫码，并在手机上确认' : '请稍等，二维码正在生成';
  const known = standing.why === null ? undefined : todos[standing.why];
  return known ?? (standing.state === 'starting' ? '请稍等' : '会自动重连');
}

/** Since when it is so. */
export const sinceSaid = ({ since }: PlatformStanding, now: Instant): string => moment(since, dateOf(now));

/** In the terminal of a service that runs. */
export const scanHint = (platform: string): string =>
  `${platformName(platform)}机器人要扫码登录：请用机器人账号的手机扫下面的二维码，并在手机上确认。扫码就是把账号交给机器人，请不要让别人看到。`;

export const platformPage = {
  title: '聊天平台的状态',
  head: ['平台', '状态', '从何时起', '原因', '怎么办'],
  none: '还没有记录。服务运行后会自动记下。',
  scan: '扫码登录',
  secret: '扫码就是把账号交给机器人，请不要转发、截图。',
  refreshed: '本页每 10 秒自动刷新。',
  back: '回到聊天',
} as const;
